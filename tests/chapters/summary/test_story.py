"""The story of a pair: what an editor writes is filled from rows, guarded, and left out where it does not hold."""

import re

import pytest

from helpers import open_edition
from helpers.chapters.story import Story, plain, quantities_of, read_story, tell, untold
from helpers.datapackage.read import PROJECT, InputError, read_package
from helpers.finding import Finding, amount, choice, when
from small import event_row, small_package, trade_row

GUIDE = (PROJECT / "docs" / "stories.md").read_text(encoding="utf-8")
BLOCKS = dict(re.findall(r"<!-- (\w+) -->\n```\w+\n(.*?)```", GUIDE, re.DOTALL))


@pytest.fixture
def folder(tmp_path):
    return small_package(tmp_path / "data", trade=[trade_row(1)], events=[event_row(1)])


@pytest.fixture
def write(folder):
    (folder / "stories").mkdir()

    def written(text, name="PAK-KAZ"):
        path = folder / "stories" / f"{name}.md"
        path.write_text(text, encoding="utf-8")
        return path

    return written


def total(value=1_500_000):
    rows = ("trade:T1",)
    return Finding(
        "trade.latest-a",
        {"total": amount(value, "2019", rows), "period": when("2019", rows), "basis": choice("statistics")},
    )


def told(folder, chapter="summary", as_of="", findings=None):
    edition = open_edition(data=folder, as_of=as_of)
    return Story(edition, quantities_of([total()] if findings is None else findings)).tell(chapter)


def paragraph(text, settings=""):
    return f"# summary\n\n## state: A head.\n{settings}\n\n{text}\n"


def test_the_example_of_the_guide_prints_what_the_guide_says(folder, write):
    write(BLOCKS["story"])
    state = told(folder)["state"]
    assert plain(state) == BLOCKS["printed"].strip()
    assert state["rows"] == ["events:E1", "trade:T1"]


def test_each_sentence_has_the_marks_of_its_own_rows(folder, write):
    write(paragraph("A president came {event:E1|dated}. Nothing follows from it. It was {trade.latest-a}."))
    nodes = told(folder)["state"]["nodes"]
    assert [node["t"] for node in nodes] == ["text", "marks", "text", "text", "marks"]
    assert (nodes[1]["ids"], nodes[4]["ids"]) == ([1, 2], [1])
    # A row given after the full stop is that of the sentence before it, not of the one that follows.
    write(paragraph("It is small. [trade:T1] Nothing follows. It was so. [trade:T1] [event:E1]"))
    nodes = told(folder)["state"]["nodes"]
    assert [node.get("v", node.get("ids")) for node in nodes] == [
        "It is small.", [1], " Nothing follows.", " It was so.", [1, 2],
    ]  # fmt: skip


def test_marks_tell_each_thing_that_is_said_and_page_one_rests_on_no_weak_source_alone(tmp_path):
    sources = [
        {"source_id": str(n), "publisher": f"Paper {n}", "title": "T", "published": "2019", "kind": "news"}
        for n in range(1, 6)
    ]
    rows = [event_row(1, source_ids="1;2;3;4"), event_row(2, date="2019-05-07", source_ids="5")]
    folder = small_package(tmp_path / "data", trade=[trade_row(1)], events=rows, sources=sources)
    (folder / "stories").mkdir()
    path = folder / "stories" / "PAK-KAZ.md"
    path.write_text(paragraph("One came {event:E1|dated}, one {event:E2|dated}."), encoding="utf-8")
    assert told(folder)["state"]["marks"] == [1, 5]
    path.write_text(paragraph("One came {event:E2|dated}."), encoding="utf-8")
    with pytest.raises(
        InputError, match="found one weak source alone behind 'One came on 7 May 2019.', expected it to hold"
    ):
        told(folder)
    assert told(folder, as_of="2021-01-01") == {}
    path.write_text(paragraph("One came {event:E2|dated}.").replace("# summary", "# trade"), encoding="utf-8")
    assert told(folder, "trade")["state"]["marks"] == [5]


def test_a_story_is_found_in_either_order_of_the_pair(folder, write):
    write(paragraph("A visit {event:E1|dated}."), name="KAZ-PAK")
    assert plain(told(folder)["state"]) == "A head. A visit on 6 May 2019."


def test_a_pair_without_a_story_is_told_nothing(folder):
    assert told(folder) == {}


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ("holds while: trade.latest-a < 1,000,000", "trade.latest-a < 1,000,000 no longer holds"),
        ("holds while: trade.other > 3", "trade.other not stated"),
        ("", "row events:E9 not known on 2026-11-23"),
    ],
)
def test_the_newest_edition_stops_where_a_paragraph_no_longer_holds(folder, write, settings, reason):
    write(paragraph("Small it is. [event:E9]" if not settings else "Small it is.", settings))
    with pytest.raises(
        InputError, match=rf"PAK-KAZ.md:3: paragraph summary/state \(A head.\): found {re.escape(reason)}"
    ):
        told(folder)


def test_an_old_edition_leaves_out_what_it_does_not_know(folder, write):
    write(paragraph("A president came {event:E1|dated}."))
    assert told(folder, as_of="2019-01-01") == {}
    assert "state" in told(folder, as_of="2021-06-01")


def test_of_the_paragraphs_of_a_place_the_first_whose_condition_is_true_is_told(folder, write):
    later = "## state: Later.\nwhen: as_of >= 2020-01-01\n\nA visit has been.\n"
    sooner = "## state: Sooner.\nwhen: as_of < 2020-01-01\n\nA visit comes.\n"
    write(f"# summary\n\n{later}\n{sooner}")
    assert told(folder)["state"]["head"] == "Later."
    assert told(folder, as_of="2019-06-01")["state"]["head"] == "Sooner."


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("# summary\n\n## state: A head.\n\nTrade was 5 million.\n", r"PAK-KAZ.md:3: found the number '5' typed"),
        ("# summary\n\n## state: In 2019.\n\nTrade was small.\n", r"PAK-KAZ.md:3: found the number '2019.' typed"),
        ("# summary\n\nTrade was small.\n", r"PAK-KAZ.md:3: found 'Trade was small.', expected a heading"),
        ("# summary\n\n## state: A head.\nwhen: sometimes\n\nText.\n", r"PAK-KAZ.md:3: found when 'sometimes'"),
        ("# summary\n\n## state: A head.\n\n", r"PAK-KAZ.md:3: found no text"),
    ],
)
def test_a_fault_in_a_story_is_named_with_file_and_line(folder, write, text, message):
    with pytest.raises(InputError, match=message):
        read_story(write(text))


def test_a_name_with_digits_may_be_typed(write):
    path = write(paragraph("CASA-1000 is a line."))
    assert read_story(path, ["CASA-1000"])[0].text == "CASA-1000 is a line."
    with pytest.raises(InputError, match="CASA-1000"):
        read_story(path)


def test_a_finding_read_back_from_a_notebook_keeps_its_headline():
    plain_quantities = {
        "basis": {"value": "statistics", "unit": "choice", "period": "", "rows": []},
        "total": {"value": 5.0, "unit": "USD", "period": "2019", "rows": []},
    }
    stated = {"id": "a.b", "value": 5.0, "unit": "USD", "period": "2019", "rows": ["trade:T1"], "probability": 0.1}
    known = quantities_of([{**stated, "quantities": plain_quantities}])["a.b"]
    assert next(iter(known)) == "total" and known["total"].rows == ("trade:T1",)
    assert known["probability"].value == 0.1


def test_a_chapter_is_told_with_its_own_findings(folder, write):
    write("# trade\n\n## story: Small.\n\nPakistan counts {trade.latest-a}.\n")

    class Opened:
        name, edition, findings = "trade", open_edition(data=folder), [total()]
        scenario = False

    assert repr(tell(Opened)) == "Small. Pakistan counts USD 1.5 million."


def test_a_theme_of_five_events_without_a_paragraph_is_untold(tmp_path):
    rows = [event_row(n, category="energy", date=f"2019-05-0{n}") for n in range(1, 6)]
    folder = small_package(tmp_path / "data", trade=[trade_row(1)], events=[*rows, event_row(6, category="culture")])
    (folder / "stories").mkdir()
    path = folder / "stories" / "PAK-KAZ.md"
    path.write_text(paragraph("Text.", "themes: culture"), encoding="utf-8")
    assert untold(read_package(folder)) == ["stories/PAK-KAZ.md: untold: energy (5 events)"]
    path.write_text(paragraph("Text.", "themes: culture, energy"), encoding="utf-8")
    assert untold(read_package(folder)) == []


def test_the_story_that_ships_holds_no_digit_and_leaves_no_theme_untold():
    package = read_package()
    assert untold(package) == []
