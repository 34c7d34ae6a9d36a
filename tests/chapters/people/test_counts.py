"""Counts of students and other counts, computed by hand."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapters.people.society import OFFICIAL, PRESS, STUDY, count, people
from helpers.chapters.people.exhibits import TYPES
from helpers.chapters.people.frames import student_ranges
from helpers.show import style
from helpers.words.say import say


def test_floors_ceilings_and_ranges_keep_their_meaning(tmp_path):
    rows = [
        count(1, "2001", 350, low=350),
        count(2, "2002", 1000, high=1000, source_ids=OFFICIAL),
        count(3, "2003", low=10, high=12, source_ids=STUDY),
        count(4, "2004", 7),
        count(5, "2005"),
    ]
    frame = people(tmp_path, people=rows).counts
    assert list(frame["bound"]) == ["floor", "ceiling", "range", ""], "a row without a value is no count"
    assert list(zip(frame["low"], frame["high"], strict=True)) == [(350, 350), (1000, 1000), (10, 12), (7, 7)]
    assert list(frame["type"]) == ["press", "official", "other", "press"] and frame["single"].all()


def test_the_range_of_a_year_spans_all_values_and_skips_undated_ones(tmp_path):
    rows = [count(1, "2018-10", 1000, high=1000), count(2, "2018", 2000), count(3, "", 9000), count(4, "2020", 5)]
    chapter = people(tmp_path, people=rows)
    table = chapter.student_ranges.set_index("year")
    assert list(table.index) == [2018, 2020] and table["n"].to_list() == [2, 1]
    assert (table.loc[2018, "low"], table.loc[2018, "high"], table.loc[2018, "ratio"]) == (1000, 2000, 2)
    assert table.loc[2018, "row_ids"] == ("people:PE01", "people:PE02")
    conflict = chapter.find("student-conflict")
    assert (conflict.value, conflict.headline.period, conflict.conflict) == (2, "2018", True)
    assert "run from 1,000 to 2,000" in say(conflict)


@pytest.mark.parametrize(("high", "conflict"), [(125, False), (126, True)])
def test_values_within_tolerance_are_no_conflict(tmp_path, high, conflict):
    chapter = people(tmp_path, people=[count(1, "2018", 100), count(2, "2018", high)])
    assert (chapter.find("student-conflict") is not None) == conflict
    assert chapter.draw("students").conflict == conflict


@given(st.lists(st.tuples(st.integers(2000, 2010), st.integers(1, 10**6)), min_size=1, max_size=15))
def test_every_value_lies_in_the_range_of_its_year(values):
    frame = pd.DataFrame(values, columns=["year", "low"]).assign(row_ids=[("people:P",)] * len(values))
    table = student_ranges(frame.assign(high=frame["low"])).set_index("year")
    assert all(table.loc[year, "low"] <= value <= table.loc[year, "high"] for year, value in values)
    assert table["n"].sum() == len(values)


def test_recent_is_counted_from_the_latest_year(tmp_path):
    rows = [count(n, str(year), n) for n, year in enumerate((2010, 2023, 2024, 2026), 1)]
    assert list(people(tmp_path, as_of="2026-06-30", people=rows).recent_students["year"]) == [2024, 2026]


def test_students_are_those_of_the_direction_with_more_counts_whole_country_and_present(tmp_path):
    rows = [count(1, "2020", 100), count(2, "2021", 200), count(3, "2021", 50, place="Almaty")]
    rows += [count(4, "2021", 9, origin="KAZ", host="PAK"), count(5, "2021", 70, count_kind="flow")]
    assert list(people(tmp_path, people=rows).students["people_id"]) == ["PE01", "PE02"]


def test_the_latest_counts_are_told_as_a_range(tmp_path):
    rows = [count(1, "2010", 1), count(2, "2023-02", 10_000), count(3, "2025", 18_000)]
    chapter = people(tmp_path, people=rows)
    finding = chapter.find("student-range")
    assert (finding.value, finding.headline.period, finding.conflict) == (18_000, "2023/2025", True)
    assert say(finding) == "Sources give between 10,000 and 18,000 Pakistani students in Kazakhstan for 2023 to 2025."
    assert say(finding, "shown") == "10,000–18,000"
    (judgement,) = chapter.judge().judgements
    assert judgement.confidence and judgement.probability is None
    assert (
        say(judgement, "because")
        == "the lowest of two recent counts is 10,000 (Feb 2023). The highest is 18,000 (2025)"
    )
    assert chapter.draw("students").title == (
        "Pakistani students in Kazakhstan: sources give 10,000 to 18,000 for 2023 to 2025"
    )


def test_one_value_is_told_as_one_value(tmp_path):
    chapter = people(tmp_path, people=[count(1, "2022", 14461)])
    expected = "The latest count of Pakistani students in Kazakhstan known to us is 14,461, in 2022."
    assert say(chapter.find("student-range")) == expected
    assert not chapter.judge().judgements and chapter.draw("students").title.startswith("Counts of")


def test_first_and_last_are_told_with_their_bounds(tmp_path):
    rows = [count(1, "2005-02", 350, low=350), count(2, "2011", 1500), count(3, "2025", 10_000)]
    finding = people(tmp_path, people=rows).find("student-growth")
    assert finding.value == "10,000" and set(finding.all_rows) == {"people:PE01", "people:PE03"}
    assert say(finding).endswith("is at least 350, in February 2005. The latest is 10,000, in 2025.")


def test_official_counts_are_those_with_a_primary_source(tmp_path):
    rows = [count(1, "2005", 1, source_ids=OFFICIAL), count(2, "2006", 2), count(3, "2007", 3, source_ids=STUDY)]
    finding = people(tmp_path, people=rows).find("student-sources")
    assert finding.value == 1 and finding.headline.period == "2005/2007"


def test_all_foreign_students_are_told_for_scale(tmp_path):
    rows = [count(1, "2020", 100)]
    rows += [count(2, "2021", 5000, metric="foreign_students", origin="", parties="KAZ")]
    rows += [count(3, "2022", 6000, metric="foreign_students", origin="", host="PAK", parties="PAK")]
    finding = people(tmp_path, people=rows).find("foreign-students")
    assert finding.value == 5000 and "in Kazakhstan numbered 5,000 in 2021" in say(finding)


def test_of_other_counts_the_latest_of_a_year_stands_and_flows_stand_for_themselves(tmp_path):
    rows = [
        count(1, "2024-05-18", 130, metric="evacuated"),
        count(2, "2024-05-22", 3233, metric="evacuated"),
        count(3, "2021-01", 15, metric="schools_blacklisted", unit="institutions"),
        count(4, "2021-01", 17, metric="schools_blacklisted", unit="institutions"),
        count(5, "2021-08", 7447, metric="arrivals", count_kind="flow"),
        count(6, "2021-09", 532, metric="arrivals", count_kind="flow"),
    ]
    chapter = people(tmp_path, people=rows)
    table = chapter.other_figures
    assert list(table["metric"]) == ["evacuated", "arrivals", "arrivals", "schools_blacklisted"]
    assert table["high"].to_list() == [3233, 532, 7447, 17]
    assert table["several"].to_list() == [False, False, False, True] and not table["conflict"].any()
    schools = chapter.find("schools-blacklisted")
    assert (schools.id, schools.value) == ("people.count-schools-blacklisted", 17)
    assert say(schools) == (
        "In January 2021 up to 17 medical schools of Kazakhstan stood struck off by Pakistan; sources give 15 or 17."
    )
    data = chapter.draw("other-figures").data
    assert data["published"].to_list() == ["3,233", "532", "7,447", "15 or 17"]
    assert data["what"].iloc[0] == "Pakistani citizens evacuated from Kazakhstan"


@pytest.mark.parametrize(
    ("row", "published"),
    [
        ({"value": 5, "low": 5}, "at least 5"),
        ({"value": 5, "high": 5}, "up to 5"),
        ({"low": 5, "high": 1500}, "5 to 1,500"),
        ({"low": 3e6, "high": 5e6, "unit": "USD"}, "USD 3.0 million to USD 5.0 million"),
        ({"value": 90, "unit": "percent"}, "90%"),
    ],
)
def test_values_are_written_as_they_were_published(tmp_path, row, published):
    chapter = people(tmp_path, people=[count(1, "2020", metric="unheard_of", **row)])
    data = chapter.draw("other-figures").data
    assert data["published"].iloc[0] == published
    assert data["what"].iloc[0] == "Unheard of, Pakistani side in Kazakhstan"


@pytest.fixture
def drawn(tmp_path):
    rows = [count(1, "2005", 350, low=350, source_ids=OFFICIAL), count(2, "2018", 1000), count(3, "2018", 2000)]
    rows += [count(4, "2020", low=10, high=1200, source_ids=STUDY), count(5, "", 5)]
    rows += [count(6, "2021", 900, source_ids=f"{OFFICIAL};{PRESS}")]
    return people(tmp_path, people=rows)


def test_every_dated_value_has_a_row_in_words_and_no_undated_one(drawn):
    exhibit = drawn.draw("students")
    texts = [text.get_text() for text in exhibit.drawing.axes[0].texts]
    assert [text for text in texts if text in {"2005", "2018", "2020", "2021"}] == [
        "2021",
        "2020",
        "2018",
        "2018",
        "2005",
    ]
    assert {"at least 350", "10 to 1,200", "1,000", "2,000", "900"} <= set(texts)
    assert "One count without a date is not drawn." in exhibit.words("note")


def test_one_source_is_hollow_and_kinds_differ_in_shape(drawn):
    lines = [line for line in drawn.draw("students").drawing.axes[0].lines if line.get_marker() in {"o", "s", "D"}]
    assert {line.get_marker() for line in lines} == {marker for marker, _ in TYPES.values()}
    full = [line for line in lines if line.get_markerfacecolor() != style.colour("paper")]
    assert len(full) == 1  # of 2021, by two


def test_of_many_counts_the_latest_years_are_drawn_and_those_of_one_value_once(tmp_path):
    many = [count(n, f"{2000 + n // 100}", 1000 + n % 4, said_by=f"Office {n}") for n in range(2000)]
    exhibit = people(tmp_path, people=many).draw("students")
    texts = [text.get_text() for text in exhibit.drawing.axes[0].texts]
    assert sorted({text for text in texts if len(text) == 4}) == ["2017", "2018", "2019"] and texts.count("1,003") == 3
    assert exhibit.words("note").endswith("1,700 earlier counts are in the CSV.")


def test_no_rows_say_and_draw_nothing(tmp_path):
    chapter = people(tmp_path, people=[])
    assert chapter.findings == [] and chapter.judge().judgements == []
    assert {chapter.draw(name).kind for name in chapter.exhibits} == {"absence"}
