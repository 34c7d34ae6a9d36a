"""The first two pages choose by weight, tell what happened, and tell only numbers that moved beyond their error."""

from datetime import date

import pytest

from helpers import open_edition
from helpers.chapters.story import plain
from helpers.chapters.summary import Summary
from helpers.chapters.summary.news import events, moved
from helpers.chapters.summary.relevance import chosen, declared, relevance
from small import event_row, small_package, trade_row

DAY = date(2026, 11, 23)


def finding(name="trade.latest-a", value=5e6, **changes):
    unit, period = changes.get("unit", "USD"), changes.get("period", "2025")
    quantity = {"value": value, "unit": unit, "period": period, "rows": []}
    made = {
        "id": name,
        "text": f"Statement of {name}.",
        "nodes": [{"t": "text", "v": f"Statement of {name}."}],
        "value": value,
        "unit": unit,
        "period": period,
        "quantities": {"headline": quantity},
        "rows": [],
        "marks": [1],
        "source_ids": [1],
        "confidence": "high",
        "label": "trade",
        "shown": str(value),
        "exhibit": "",
    }
    return {**made, **changes}


def summary(folder, *findings, judgements=()):
    stated = {"findings": list(findings), "judgements": list(judgements), "exhibits": [], "absent": [], "later": []}
    return Summary(open_edition(data=folder), stated)


@pytest.fixture
def folder(tmp_path):
    return small_package(tmp_path / "data", trade=[trade_row(1)], events=[event_row(1)])


def test_relevance_is_the_product_of_four_declared_weights():
    assert declared("trade.latest-b") == ("state", 3, 3) and declared("any.thing") == ("", 1, 1)
    assert relevance(finding(), DAY) == 3 * 3 * 3 * 4
    assert relevance(finding(period="2023", confidence="low"), DAY) == 3 * 3 * 2 * 2
    assert relevance(finding(period="1999"), DAY) == 3 * 3 * 1 * 4
    assert relevance(finding("any.thing", period="", resolves_on="2028-06-30"), DAY) == 1 * 1 * 3 * 4


def test_of_equals_the_one_that_stands_further_up_is_chosen():
    assert [one["id"] for one in chosen([finding("a.x"), finding("a.y"), finding()], DAY, 2)] == [
        "trade.latest-a",
        "a.x",
    ]


def test_without_a_story_the_paragraphs_are_made_of_the_findings_that_weigh_most(folder):
    told = summary(
        folder, finding("people.students"), finding("trade.past-growth"), finding(), finding("x.other")
    ).story()
    state, binds, sure = told.payload()["paragraphs"]
    # The weightiest stands under the title.
    assert plain(told.payload()["standfirst"]) == "Statement of people.students."
    assert plain(state) == "How things stand. Statement of trade.latest-a. Statement of trade.past-growth."
    assert plain(sure) == "How sure this is. Four of four figures below are well supported."
    assert plain(binds) == "What binds them. Statement of people.students."


def test_two_counts_that_differ_are_told_first(folder):
    both = finding("trade.latest-a", 53e6), finding("trade.latest-b", 230e6)
    assert "Kazakhstan counts 4.3 times as much trade" in plain(
        summary(folder, *both).story().payload()["paragraphs"][0]
    )
    near = finding("trade.latest-a", 50e6), finding("trade.latest-b", 53e6)
    assert "times as much" not in plain(summary(folder, *near).story().payload()["paragraphs"][0])


def test_a_paragraph_of_the_story_takes_the_place_of_the_made_one(folder):
    (folder / "stories").mkdir()
    text = "# summary\n\n## state: Told.\n\nA president came {event:E1|dated}.\n"
    (folder / "stories" / "PAK-KAZ.md").write_text(text, encoding="utf-8")
    told = [
        plain(one) for one in summary(folder, finding(), finding("people.students")).story().payload()["paragraphs"]
    ]
    binds = "What binds them. Statement of people.students."
    sure = "How sure this is. Two of two figures below are well supported."
    assert told == ["Told. A president came on 6 May 2019.", binds, sure]


def test_six_figures_at_most_two_a_chapter_in_the_order_of_the_chapters(folder):
    names = ["timeline.gap", "trade.latest-a", "trade.latest-b", "trade.required", "a.a", "b.b", "c.c", "d.d"]
    payload = summary(folder, *[finding(name) for name in names]).key_figures().payload()
    shown = [one["id"] for one in payload["findings"]]
    assert shown == ["timeline.gap", "trade.latest-a", "trade.latest-b", "a.a", "b.b", "c.c"]


def test_what_rests_on_one_weak_source_alone_is_no_headline(folder):
    weak = finding("people.students", source_ids=[2]), finding("trade.target", source_ids=[2], resolves_on="")
    first = summary(folder, finding(), weak[0], judgements=[weak[1], finding("a.a", resolves_on="")])
    assert [one["id"] for one in first.key_figures().payload()["findings"]] == ["trade.latest-a"]
    assert [one["id"] for one in first.judgements().payload()["judgements"]] == ["a.a"]
    assert [paragraph["place"] for paragraph in first.story().payload()["paragraphs"]] == ["state", "sure"]


def test_five_judgements_the_weightiest_first(folder):
    names = ["a.a", "b.b", "c.c", "d.d", "e.e", "trade.target"]
    judged = [finding(name, resolves_on="") for name in names]
    payload = summary(folder, judgements=judged).judgements().payload()
    assert [one["id"] for one in payload["judgements"]] == ["trade.target", "a.a", "b.b", "c.c", "d.d"]


def test_news_are_dated_events_in_order_without_the_parts_of_a_visit(tmp_path):
    rows = [
        event_row(1, date="2026-05-06", category="high-level-visit"),
        event_row(2, date="2026-05-07", category="agreement", part_of="E1", lane="agreements"),
        event_row(3, date="2026-03-01", category="culture", lane="other"),
        event_row(4, date="2019-03-01", category="crisis"),
        event_row(5, date="2026-04-01", category="crisis", lane="crises", parties="PAK;UZB"),
        event_row(6, date="2026-04-02", category="energy", lane="other", parties="PAK;UZB"),
    ]
    folder = small_package(tmp_path / "data", trade=[trade_row(1)], events=rows)
    edition = open_edition(data=folder)
    assert events(edition, "2025-11-23", 6)["event_id"].tolist() == ["E3", "E5", "E1"]
    assert events(edition, "2025-11-23", 2)["event_id"].tolist() == ["E5", "E1"]
    # What the first page tells weighs as much as what concerns both.
    untold, told = (
        events(edition, "2025-11-23", 6, rows).set_index("event_id")["weight"] for rows in ((), {"events:E5"})
    )
    assert told["E5"] == 2 * untold["E5"] == told["E1"]
    note = summary(folder).changed()
    assert note.title == "First edition known here: what has happened since 23 November 2025"
    assert note.items[-1] == "6 May 2026: Visit of the president."


def test_nothing_new_is_no_note(folder):
    assert summary(folder).changed().kind == "absence"


@pytest.mark.parametrize(
    ("old", "new", "news"),
    [
        (5e6, 9e6, True),
        (5e6, 5.2e6, False),  # within the error of a published total
        ("3 years", "4 years", False),
    ],
)
def test_a_number_is_news_if_it_moved_by_more_than_its_error(old, new, news):
    before, after = (finding(value=value, shown=str(value)) for value in (old, new))
    assert bool(moved([before], [after])) == news


def test_a_number_of_another_definition_is_no_change():
    fiscal = finding(value=9e6, period="2024-07/2025-06")
    assert moved([finding(value=5e6, period="2014")], [fiscal]) == []
    by_statement = finding(value=9e6)
    by_statement["quantities"]["basis"] = {"value": "statement", "unit": "choice", "period": "", "rows": []}
    assert moved([finding(value=5e6)], [by_statement]) == []


def test_a_number_within_its_own_range_is_no_news():
    wide = {
        name: {"value": value, "unit": "USD", "period": "", "rows": []}
        for name, value in (("low", 1e6), ("high", 15e6))
    }
    after = finding(value=9e6)
    after["quantities"] |= wide
    assert moved([finding(value=5e6)], [after]) == []


def test_what_counts_the_rows_of_the_package_is_no_news():
    assert moved([finding(value=6, unit="meetings")], [finding(value=10, unit="meetings")]) == []
