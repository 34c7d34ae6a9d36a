import json

import pytest

from helpers.datapackage.read import InputError
from helpers.publish.site import build_site


def edition(root, pair, as_of, label="Trade <2024>"):
    folder = root / pair / as_of
    folder.mkdir(parents=True)
    (folder / f"{pair}_{as_of}.pdf").write_bytes(b"%PDF")
    finding = {"id": "x", "label": label, "shown": "USD 5.2 million"}
    record = {"pair": pair, "pair_name": pair, "as_of": as_of, "findings": [finding, {**finding, "label": ""}]}
    (folder / "manifest.json").write_text(json.dumps(record))


def test_editions_are_listed_newest_first_with_their_files(tmp_path):
    edition(tmp_path, "AAA-BBB", "2021-12-15")
    edition(tmp_path, "AAA-BBB", "2026-11-23")
    page = build_site(tmp_path).read_text()
    assert page.index("23 November 2026") < page.index("15 December 2021")
    assert 'href="AAA-BBB/2026-11-23/AAA-BBB_2026-11-23.pdf"' in page and ".html" not in page
    assert "Trade &lt;2024&gt;" in page and page.count("USD 5.2 million") == 2


def test_no_edition_is_said(tmp_path):
    assert "no edition here yet" in build_site(tmp_path).read_text()


def test_a_broken_manifest_is_named(tmp_path):
    edition(tmp_path, "AAA-BBB", "2021-12-15")
    (tmp_path / "AAA-BBB" / "2021-12-15" / "manifest.json").write_text("{")
    with pytest.raises(InputError, match="manifest.json: found .* expected the manifest"):
        build_site(tmp_path)
