"""The explorer without a browser: what a control does, what is written, and which command is told."""

import json
import shlex

import pytest
from PIL import Image

from helpers import cli, open_edition
from helpers.analysis import connectivity, trade
from helpers.datapackage.read import InputError
from helpers.explore import EXHIBITS, Explorer
from helpers.figures import trade as drawn
from helpers.figures.exhibit import Exhibit
from small import small_package, trade_row


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    return Explorer(folder=tmp_path_factory.mktemp("explored"))


@pytest.fixture
def explorer(opened):
    """The explorer as it is when it is opened."""
    opened.exhibit.value = "Every target"  # drawn in no time, while the others are set
    start = {"pair": "PAK-KGZ", "as_of": "2026-11-23", "vintage": "as-of", "baseline": "", "target_id": ""}
    for name, value in {**start, "comparators": (), "closed": (), "exhibit": next(iter(EXHIBITS))}.items():
        if getattr(opened, name).value != value:
            getattr(opened, name).value = value
    opened.said.outputs = ()
    return opened


def said(explorer):
    return "".join(output["text"] for output in explorer.said.outputs)


def test_what_is_shown_is_the_exhibit_of_the_report(explorer):
    edition = open_edition()
    assert explorer.shown.payload() == drawn.actual(edition, trade.study(edition)).payload()
    (output,) = explorer.screen.outputs
    assert output["data"]["text/html"] == str(explorer.shown.html())


@pytest.mark.parametrize("name", EXHIBITS)
def test_every_exhibit_is_drawn_and_only_its_own_controls_are_live(opened, name):
    opened.exhibit.value = name
    assert isinstance(opened.shown, Exhibit) and said(opened) == ""
    live = {key for key, control in opened._parameters.items() if not control.disabled}
    assert live == set(EXHIBITS[name][0])


def test_a_moved_control_redraws(explorer):
    explorer.exhibit.value = "Corridor"
    before = explorer.shown.title
    explorer.closed.value = ("TOR",)
    assert explorer.shown.title != before
    graph = connectivity.network(explorer.edition, closed=["TOR"])
    assert explorer.shown.data["node_id"].tolist() == list(
        connectivity.routes(explorer.edition, graph).iloc[0]["places"]
    )


def test_another_pair_and_date_keep_what_they_still_offer(explorer):
    explorer.exhibit.value = "Growth needed"
    explorer.comparators.value = ("KAZ", "UZB")
    explorer.pair.value = "kazakhstan-pakistan"
    assert explorer.edition.slug == "KAZ-PAK" and explorer.comparators.value == ("UZB",)
    explorer.as_of.value = "2021-12-15"
    assert explorer.edition.as_of.isoformat() == "2021-12-15"


@pytest.mark.parametrize(
    ("control", "value", "message"),
    [
        ("pair", "PAK-QQQ", "found 'QQQ', expected an assigned ISO 3166-1"),
        ("as_of", "2030-01-01", "found 2030-01-01, expected at most"),
        ("as_of", "yesterday", "found 'yesterday', expected an ISO 8601 date"),
    ],
)
def test_what_cannot_be_used_is_told_and_nothing_changes(explorer, control, value, message):
    before, shown = explorer.edition, explorer.shown
    getattr(explorer, control).value = value
    assert message in said(explorer) and explorer.edition is before and explorer.shown is shown


def test_the_command_builds_what_is_on_the_screen(explorer, capsys, tmp_path):
    explorer.exhibit.value = "Growth needed"
    explorer.baseline.value = next(value for _, value in explorer.baseline.options if value)
    explorer.target_id.value = explorer.target_id.options[1][1]
    explorer.comparators.value = ("KAZ",)
    explorer.closed.value = ("AFG", "KHU")
    explorer.as_of.value = "2026-11-23"
    explorer.tell.click()
    words = shlex.split(said(explorer))
    assert words[:2] == ["brief", "build"] and words[2] == explorer.edition.slug
    settings = dict(word.split("=", 1) for word in words if "=" in word)
    assert json.loads(settings["closed"]) == ["AFG", "KHU"] and json.loads(settings["comparators"]) == ["KAZ"]
    # The command is taken as it is told; only what would be run is asked for.
    assert cli.main([*words[1:], "--out", str(tmp_path), "--explain"]) == 0
    assert "04_connectivity: " in capsys.readouterr().out


def test_the_drawing_and_its_rows_are_written(explorer, built):
    explorer.save.click()
    paths = explorer.write()
    assert [path.suffix for path in paths] == [".csv", ".svg", ".png"]
    assert said(explorer) == "".join(f"written: {path}\n" for path in paths)
    twin = built / "2026-11-23" / "data" / paths[0].name
    assert paths[0].read_bytes() == twin.read_bytes()
    assert paths[1].read_text().startswith("<svg")
    with Image.open(paths[2]) as picture:
        assert picture.width > 1500


def test_a_table_has_no_drawing_and_a_note_is_not_written(explorer, tmp_path):
    explorer.exhibit.value = "Every target"
    assert [path.suffix for path in explorer.write()] == [".csv"]
    small = small_package(tmp_path / "data", trade=[trade_row(1)])
    empty = Explorer(data=str(small), folder=tmp_path)
    empty.exhibit.value = "Corridor"
    with pytest.raises(InputError, match="nothing to write"):
        empty.write()


def test_tables_hold_every_row(explorer):
    tab = explorer.tables()
    assert tab.titles == ("Events", "Claims", "Sources") and len(tab.children) == 3


def test_no_other_module_needs_it():
    from test_layout import HELPERS, imports

    for path in HELPERS.rglob("*.py"):
        if path.name != "explore.py":
            used = set(imports(path))
            assert not {name for name in used if name.startswith(("ipywidgets", "itables", "helpers.explore"))}, path
