"""The explorer without a browser: what is offered, what a control does, what is written, and what is told."""

import json
import shlex

import pytest
from PIL import Image

from helpers import cli, open_chapter, open_edition
from helpers.chapters.registry import CHAPTERS
from helpers.datapackage.read import InputError
from helpers.explore import Explorer, found
from helpers.show.exhibit import Absence, Exhibit
from small import small_package, trade_row

pytest.importorskip("ipywidgets")


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    return Explorer(folder=tmp_path_factory.mktemp("explored"))


@pytest.fixture
def explorer(opened):
    """The explorer as it is when it is opened."""
    opened.exhibit.value = "trade.targets"  # drawn in no time, while the others are set
    start = {"beside": "", "pair": open_edition().slug, "as_of": open_edition().as_of.isoformat(), "vintage": "as-of"}
    for name, value in start.items():
        if getattr(opened, name).value != value:
            getattr(opened, name).value = value
    for name, value in {"baseline": "", "target_id": "", "comparators": (), "closed": ()}.items():
        opened._parameters[name].value = value
    opened.said.outputs = ()
    return opened


def said(explorer):
    return "".join(output["text"] for output in explorer.said.outputs)


def test_every_exhibit_of_every_chapter_is_offered():
    edition = open_edition()
    drawn = {f"{chapter}.{name}" for chapter in CHAPTERS for name in open_chapter(chapter, edition).exhibits}
    assert set(found()) == drawn and len(drawn) > 50


def test_what_is_shown_is_the_exhibit_of_the_report(explorer):
    explorer.exhibit.value = "trade.two-ledgers"
    assert explorer.shown.payload() == open_chapter("trade", open_edition()).draw("two-ledgers").payload()
    (output,) = explorer.screen.outputs
    assert "data:image/svg+xml;base64," in output["data"]["text/html"]


@pytest.mark.parametrize("name", found())
def test_every_exhibit_is_drawn_and_only_its_own_controls_are_seen(opened, name):
    opened.exhibit.value = name
    assert isinstance(opened.shown, (Exhibit, Absence)) and said(opened) == ""
    chapter, short = found()[name]
    seen = {key for key, control in opened._parameters.items() if control.layout.display != "none"}
    assert seen == set(open_chapter(chapter, open_edition()).parameters_of(short))


def test_a_moved_control_redraws_what_depends_on_it(explorer):
    explorer.exhibit.value = "connectivity.routes"
    before = explorer.shown.title
    explorer._parameters["closed"].value = ("KHU",)
    assert explorer.shown.title != before
    expected = open_chapter("connectivity", open_edition(), closed=["KHU"]).draw("routes")
    assert explorer.shown.title == expected.title


def test_two_editions_stand_side_by_side(explorer):
    explorer.exhibit.value = "trade.targets"
    explorer.beside.value = "KAZ-PAK 2024-01-01"
    assert (explorer.other.slug, explorer.other.as_of.isoformat()) == ("KAZ-PAK", "2024-01-01")
    (first,), (second,) = explorer.screen.outputs, explorer.second.outputs
    assert "<h4>Pakistan–Kyrgyzstan, " in first["data"]["text/html"]
    assert "<h4>Kazakhstan–Pakistan, 2024-01-01</h4>" in second["data"]["text/html"]
    explorer.beside.value = ""
    assert explorer.other is None and explorer.second.outputs == ()


def test_another_pair_and_date_keep_what_they_still_offer(explorer):
    explorer.exhibit.value = "trade.required-growth"
    explorer._parameters["comparators"].value = ("KAZ", "UZB")
    explorer.pair.value = "kazakhstan-pakistan"
    assert explorer.edition.slug == "KAZ-PAK" and explorer._parameters["comparators"].value == ("UZB",)
    explorer.as_of.value = "2021-12-15"
    assert explorer.edition.as_of.isoformat() == "2021-12-15"


@pytest.mark.parametrize(
    ("control", "value", "message"),
    [
        ("pair", "PAK-QQQ", "found 'QQQ', expected"),
        ("as_of", "2030-01-01", "found 2030-01-01, expected at most"),
        ("as_of", "yesterday", "found 'yesterday', expected an ISO 8601 date"),
        ("beside", "PAK-QQQ", "found 'QQQ', expected"),
    ],
)
def test_what_cannot_be_used_is_told_and_nothing_changes(explorer, control, value, message):
    before, shown = explorer.edition, explorer.shown
    getattr(explorer, control).value = value
    assert message in said(explorer) and explorer.edition is before and explorer.shown is shown


def test_the_command_builds_what_is_on_the_screen(explorer, capsys, tmp_path):
    explorer._parameters["target_id"].value = explorer._parameters["target_id"].options[1][1]
    explorer._parameters["comparators"].value = ("KAZ",)
    explorer._parameters["closed"].value = ("AFG", "KHU")
    explorer.tell.click()
    words = shlex.split(said(explorer))
    assert words[:2] == ["brief", "build"] and words[2] == explorer.edition.slug
    settings = dict(word.split("=", 1) for word in words if "=" in word)
    assert json.loads(settings["closed"]) == ["AFG", "KHU"] and json.loads(settings["comparators"]) == ["KAZ"]
    # The command is taken as it is told; only what would be run is asked for.
    assert cli.main([*words[1:], "--out", str(tmp_path), "--explain"]) == 0
    assert "04_connectivity: " in capsys.readouterr().out


def test_the_copied_cell_draws_what_is_on_the_screen(explorer):
    explorer.exhibit.value = "connectivity.routes"
    explorer._parameters["closed"].value = ("KHU",)
    explorer.copy.click()
    lines = said(explorer).rstrip().splitlines()
    scope = {}
    exec("\n".join(lines[:-1]), scope)
    assert eval(lines[-1], scope).title == explorer.shown.title


def test_its_state_is_written_to_parameters_and_read_from_them(explorer):
    explorer.exhibit.value = "connectivity.routes"
    explorer._parameters["closed"].value = ("KHU",)
    state = {}
    exec(explorer.parameters(), state)
    state.pop("__builtins__")
    again = Explorer(**state)
    assert again.shown.title == explorer.shown.title and again.choice == {"closed": ["KHU"]}
    with pytest.raises(InputError, match="found 'trade.none'"):
        Explorer(exhibit="trade.none")
    with pytest.raises(InputError, match="found 'close', expected one of"):
        Explorer(choice={"close": []})


def test_the_drawing_and_its_rows_are_written(explorer):
    explorer.exhibit.value = "trade.two-ledgers"
    explorer.save.click()
    paths = explorer.write()
    assert [path.suffix for path in paths] == [".csv", ".svg", ".png"]
    assert said(explorer) == "".join(f"written: {path}\n" for path in paths)
    assert paths[0].read_text(encoding="utf-8") == explorer.shown.payload()["csv"]
    assert "<svg" in paths[1].read_text(encoding="utf-8")
    with Image.open(paths[2]) as picture:
        assert picture.width > 1000


def test_a_table_has_no_drawing_and_an_absence_is_not_written(explorer, tmp_path):
    assert [path.suffix for path in explorer.write()] == [".csv"]
    small = small_package(tmp_path / "data", trade=[trade_row(1)])
    empty = Explorer(data=str(small), folder=tmp_path, exhibit="connectivity.corridor")
    with pytest.raises(InputError, match="nothing to write"):
        empty.write()


def test_any_table_is_shown(explorer):
    chosen, place = explorer.tables().children
    assert chosen.options[0][1] == "sources" and len(place.children) == 1
    chosen.value = "events"
    assert len(place.children) == 1


def test_no_other_module_needs_it():
    from test_layout import HELPERS, imports

    for path in HELPERS.rglob("*.py"):
        if path.name != "explore.py":
            used = set(imports(path))
            assert not {name for name in used if name.startswith(("ipywidgets", "itables", "helpers.explore"))}, path
