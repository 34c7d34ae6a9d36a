from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import open_edition
from helpers.analysis import people_security as people
from helpers.sources import Sources

SOURCES = Sources(
    pd.DataFrame(
        [(1, "A", "news"), (2, "B", "official"), (3, "C", "academic")], columns=["source_id", "publisher", "kind"]
    ).assign(title="T", published="2020", repeats="", url="https://example.org"),
    date(2026, 11, 23),
)
NAN = float("nan")


def counts(*rows):
    """Rows of (date, value, low, high, source)."""
    frame = pd.DataFrame(rows, columns=["date", "value", "value_low", "value_high", "source"])
    frame["source_ids"] = [(n,) for n in frame.pop("source")]
    frame["people_id"] = [f"P{n}" for n in range(len(frame))]
    return people.counts(
        frame.assign(metric="students", origin="AAA", host="BBB", place="", unit="persons", notes=""), SOURCES
    )


def test_floors_ceilings_and_ranges_keep_their_meaning():
    frame = counts(
        ("2001", 350, 350, NAN, 1),
        ("2002", 1000, NAN, 1000, 2),
        ("2003", NAN, 10, 12, 3),
        ("2004", 7, NAN, NAN, 1),
        ("2005", NAN, NAN, NAN, 1),
    )
    assert list(frame["bound"]) == ["floor", "ceiling", "range", ""], "a row without a value is no count"
    assert list(zip(frame["low"], frame["high"], strict=True)) == [(350, 350), (1000, 1000), (10, 12), (7, 7)]
    assert list(frame["type"]) == ["press", "official", "other", "press"]


def test_the_range_of_a_year_spans_all_values_and_skips_undated_ones():
    frame = counts(
        ("2018-10", 1000, NAN, 1000, 1), ("2018", 2000, NAN, NAN, 2), ("", 9000, NAN, NAN, 1), ("2020", 5, NAN, NAN, 3)
    )
    table = people.ranges(frame).set_index("year")
    assert (table.loc[2018, "low"], table.loc[2018, "high"], table.loc[2018, "ratio"]) == (1000, 2000, 2)
    assert table.loc[2018, "source_ids"] == (1, 2) and table.loc[2018, "n"] == 2
    assert list(table.index) == [2018, 2020]
    assert people.widest(frame)["year"] == 2018


def test_values_within_tolerance_are_no_conflict():
    assert people.widest(counts(("2018", 100, NAN, NAN, 1), ("2018", 125, NAN, NAN, 2))) is None
    assert people.widest(counts(("2018", 100, NAN, NAN, 1), ("2018", 126, NAN, NAN, 2))) is not None


@given(st.lists(st.tuples(st.integers(2000, 2010), st.integers(1, 10**6)), min_size=1, max_size=15))
def test_every_value_lies_in_the_range_of_its_year(values):
    frame = counts(*((str(year), value, NAN, NAN, 1) for year, value in values))
    table = people.ranges(frame).set_index("year")
    assert all(table.loc[year, "low"] <= value <= table.loc[year, "high"] for year, value in values)
    assert table["n"].sum() == len(values)


def test_recent_is_counted_from_the_latest_year():
    frame = counts(
        ("2010", 1, NAN, NAN, 1), ("2023", 2, NAN, NAN, 1), ("2024", 3, NAN, NAN, 1), ("2026", 4, NAN, NAN, 1)
    )
    assert list(people.recent(frame)["year"]) == [2024, 2026]


def test_students_of_the_flagship(edition):
    frame = people.students(edition)
    assert set(frame["origin"]) == {"PAK"} and set(frame["host"]) == {"KGZ"} and not (frame["place"] != "").any()
    assert frame["low"].min() == 350 and frame["high"].max() == 18000
    october = frame[frame["date"] == "2018-10"]
    assert sorted(october["high"]) == [1000, 2000]
    finding = people.student_range(edition)
    assert "18,000" in finding.text and finding.confidence == "low" and finding.shown.endswith("18,000")


def test_the_blacklist_prints_both_values(edition):
    finding = people.latest_figure(edition, "schools_blacklisted")
    assert "15 or 17" in finding.text and len(finding.source_ids) == 2


def test_a_conflict_on_people_hurt_lowers_the_confidence(edition):
    finding = people.latest_figure(edition, "injured")
    assert "5" in finding.text and "14" in finding.text and finding.confidence == "low"
    assert people.latest_figure(edition, "no such quantity") is None


def test_no_two_rows_of_the_other_figures_are_one_quantity_and_year(edition):
    table = people.figures(edition)
    keys = list(zip(table["what"], table["date"].str[:4], strict=True))
    assert len(keys) == len(set(keys))
    assert (table["low"] <= table["high"]).all()


def test_what_was_looked_for_without_result_is_listed_once(edition):
    lines = people.missing(edition)
    text = " ".join(line for line, _ in lines)
    assert "Kyrgyz officers trained in Pakistan: n.f." in text and text.count("Kyrgyz officers trained") == 1
    assert "remittances from Kyrgyzstan to Pakistan" in text and "joint military exercises" in text
    assert "Pakistani students in Kyrgyzstan" not in text, "this one was found"


def test_a_theme_needs_category_and_word():
    bank = next(theme for theme in people.THEMES if theme.name == "Bank branch")
    assert bank.holds("trade-economic", "A bank opens its branch")
    assert not bank.holds("energy", "A bank opens its branch") and not bank.holds("trade-economic", "Loan rescheduled")


def test_the_event_of_a_theme_is_a_crisis_then_the_best_documented():
    rows = pd.DataFrame(
        [("2001", "other", (1, 2, 3)), ("2002", "crises", (1,)), ("2003", "crises", (1, 2)), ("2004", "other", (1,))],
        columns=["date", "lane", "source_ids"],
    ).assign(theme="X", when="", title="t", description="d", status="occurred", notes="")
    row = people.by_theme(rows).iloc[0]
    assert (row["date"], row["n"], row["span"]) == ("2003", 4, "2001–2004")
    planned = rows.assign(status=["planned", "planned", "planned", "occurred"])
    assert people.by_theme(planned).iloc[0]["date"] == "2004"


def test_the_session_on_afghanistan_and_its_outcome_are_shown(edition):
    table = people.by_theme(people.themed(edition)).set_index("theme")
    assert table.loc["Afghanistan", "date"] == "2021-12-19" and "trust fund" in table.loc["Afghanistan", "description"]
    assert {"Bank branch", "Flights", "Culture", "Military training and security"} <= set(table.index)


def test_the_edition_of_2021_knows_less():
    early = open_edition("PAK-KGZ", "2021-12-15")
    assert people.students(early)["high"].max() == 8000
    assert "Afghanistan" not in set(people.themed(early)["theme"]), "the session was held four days later"
    assert people.student_range(early).value == 8000


@pytest.mark.parametrize("pair, as_of", [("PAK-KGZ", "1995-01-01"), ("KAZ-PAK", ""), ("KGZ-PAK", "1996-06-30")])
def test_little_data_gives_short_honest_findings(pair, as_of):
    thin = open_edition(pair, as_of)
    found = people.findings(thin)
    assert found[0].value is None and found[0].text.startswith("The data hold no figure")
    assert not people.judgements(thin) and people.missing(thin)


def test_verdicts_are_not_counted_before_the_cutoff(edition):
    early = people.training(open_edition("PAK-KGZ", "2021-12-15"))
    assert "confirmed" not in early.text and "No public figure" in early.text
    assert "confirmed" in people.training(edition).text


def test_one_value_is_printed_as_one_value():
    finding = people.student_range(open_edition("KGZ-IND"))
    assert finding.text == "The latest count of Indian students in Kyrgyzstan is 14,461 (2022)."


def test_findings_are_printable(edition):
    found = people.findings(edition)
    assert len({finding.id for finding in found}) == len(found)
    for finding in found:
        assert finding.exhibit.startswith("5.") and edition.sources.known(finding.source_ids)
        assert not any(word in finding.text for word in ("nan", "None ", "{"))
        assert max(len(part.split()) for part in finding.text.split(". ")) <= 25, finding.text


def test_the_judgement_names_the_range_of_recent_years(edition):
    (judgement,) = people.judgements(edition)
    assert "18,000" in judgement.text and judgement.confidence and not judgement.likelihood


def test_titles_fall_back_when_there_is_little(edition):
    assert people.students_title(edition, people.students(edition).iloc[:2]) == "Published counts of students"
    assert people.figures_title(people.figures(edition).iloc[:0]) == "Other published figures"
    assert people.themes_title(pd.DataFrame({"n": []})).startswith("Security, education")
