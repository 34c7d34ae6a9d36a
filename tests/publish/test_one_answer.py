"""An edition built with parameters gives one answer: page 1, chapters and manifest say the same."""

import json

import nbformat
import pytest

from conftest import FLAGSHIP, brief
from helpers.publish.content import findings, payloads

SETTINGS = ("target_id=TG02", 'closed=["TOR"]', "baseline=KGZ:2023")


@pytest.mark.long
def test_three_settings_reach_the_first_page_and_the_manifest(tmp_path):
    given = [part for setting in SETTINGS for part in ("--set", setting)]
    result = brief("build", FLAGSHIP, *given, "--formats", "html", "--out", tmp_path)
    assert result.returncode == 0, result.stderr
    folder = next((tmp_path / FLAGSHIP).iterdir())
    nodes = {path.stem: nbformat.read(path, as_version=4) for path in sorted((folder / "notebooks").glob("*.ipynb"))}
    stated = findings(nodes)  # two values of one id would raise
    manifest = {
        finding["id"]: finding
        for finding in json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["findings"]
    }
    for name in ("trade.required", "connectivity.shortest"):
        assert manifest[name]["value"] == stated[name]["value"]
        told = {
            finding["value"]
            for node in nodes.values()
            for payload in payloads(node)
            for finding in payload.get("findings", [])
            if finding["id"] == name
        }
        assert told == {manifest[name]["value"]}
    goal = stated["trade.required"]["quantities"]["goal"]
    page = (folder / f"{folder.parent.name}_{folder.name}.html").read_text(encoding="utf-8")
    assert goal["value"] == 100_000_000 and goal["written"] in page
    assert "connectivity.asked" in manifest
