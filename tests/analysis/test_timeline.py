from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import open_edition
from helpers.analysis import timeline
from helpers.figures.passage import LIKELIHOODS
from helpers.sources import Sources

SOURCES = Sources(
    pd.DataFrame(
        [(n, f"P{n}", "T", f"20{n:02d}", "news", "", "https://example.org") for n in range(1, 10)],
        columns=["source_id", "publisher", "title", "published", "kind", "repeats", "url"],
    ),
    date(2026, 11, 23),
)
AS_OF = date(2026, 1, 1)


def events(*rows):
    """Rows of (date, lane, mode, visitor, location)."""
    frame = pd.DataFrame(rows, columns=["date", "lane", "mode", "visitor", "location"])
    frame["event_id"] = [f"E{n}" for n in range(len(frame))]
    frame["source_ids"] = [(1, 2)] * len(frame)
    return frame.assign(
        end_date="", status="occurred", title="A meeting", forum="", parties=[("AAA", "BBB")] * len(frame)
    )


def promise(n, stated, due="", delivered="", status="open", what="", programme="P"):
    return {
        "promise_id": f"P{n:02d}", "programme": programme, "promise": what or f"thing {n}", "parties": ("AAA", "BBB"),
        "stated_on": stated, "due": due, "verifiable_event": "", "status": status, "delivered_on": delivered,
        "confidence": "", "notes": "", "source_ids": (n % 9 + 1,),
    }  # fmt: skip


def test_a_gap_between_days_is_exact_and_one_with_a_year_is_a_range():
    frame = timeline.dated(
        events(
            ("1996", "top-level", "visit", "AAA", "BBB"),
            ("2005-01-17", "top-level", "visit", "BBB", "AAA"),
            ("2015-01-17", "top-level", "visit", "BBB", "AAA"),
        ),
        SOURCES,
    )
    first, second = timeline.gaps(frame)
    # 31 Dec 1996 to 17 Jan 2005 is 2939 days; 1 Jan 1996 to 17 Jan 2005 is 3304 days
    assert first.low == pytest.approx(2939 / 365.25) and first.high == pytest.approx(3304 / 365.25)
    assert first.shown == "8.0 to 9.0 years" and second.shown == "10.0 years"
    assert timeline.longest(frame) == second


def test_overlapping_spans_have_no_certain_gap():
    frame = timeline.dated(
        events(("1995", "top-level", "visit", "", ""), ("1995-08", "top-level", "visit", "", "")), SOURCES
    )
    assert timeline.gaps(frame)[0].low == 0


@given(st.lists(st.dates(date(1990, 1, 1), date(2025, 12, 31)), min_size=2, max_size=12, unique=True))
def test_gaps_of_exact_dates_add_up_to_the_whole_span(days):
    frame = timeline.dated(events(*((day.isoformat(), "top-level", "visit", "", "") for day in days)), SOURCES)
    whole = (max(days) - min(days)).days / 365.25
    assert sum(gap.low for gap in timeline.gaps(frame)) == pytest.approx(whole)
    assert all(gap.low == gap.high for gap in timeline.gaps(frame))


def test_plans_papers_and_rows_without_a_mode_are_no_contacts():
    frame = events(
        ("2001", "ministers", "phone", "", ""),
        ("2002", "ministers", "none", "", ""),
        ("2003", "agreements", "document", "", ""),
        ("2004", "top-level", "visit", "AAA", "BBB"),
    )
    frame.loc[3, "status"] = "planned"
    assert list(timeline.contacts(timeline.dated(frame, SOURCES))["date"]) == ["2001"]


def test_a_trip_to_a_summit_is_no_visit_and_third_places_are_neither():
    frame = timeline.dated(
        events(
            ("2001", "top-level", "visit", "AAA", "BBB"),
            ("2002", "top-level", "margins", "BBB", "AAA"),
            ("2003", "top-level", "margins", "", "CCC"),
            ("2004", "top-level", "meeting", "", "AAA"),
        ),
        SOURCES,
    )
    assert list(timeline.visits(frame)["date"]) == ["2001"]
    assert list(timeline.trips(frame)["date"]) == ["2001", "2002"]
    assert list(timeline.leaders(frame)["date"]) == ["2001", "2002", "2003"]


def test_a_decade_without_contacts_is_a_zero_row():
    frame = timeline.dated(events(("1995", "ministers", "visit", "", ""), ("2016", "crises", "none", "", "")), SOURCES)
    table = timeline.decades(frame)
    assert list(table["decade"]) == [1990, 2000, 2010]
    assert list(table["contacts"]) == [1, 0, 0] and list(table["crises"]) == [0, 0, 1]


def test_sources_are_counted_once_by_year_of_publication():
    frame = events(("1995", "ministers", "visit", "", ""), ("2016", "ministers", "visit", "", ""))
    per_year, undated = timeline.sources_per_year(frame, SOURCES)
    assert per_year.to_dict() == {2001: 1, 2002: 1} and undated == 0


@pytest.mark.parametrize(
    ("due", "delivered", "coded", "state", "late"),
    [
        ("2003-10-01", "2004-05", "delivered", "delivered", (213, 243)),
        ("2024-05", "2024-11-05", "delivered", "delivered", (158, 158)),
        ("2024", "2024-06-30", "delivered", "delivered", (-184, -184)),
        ("2025-12-31", "", "open", "overdue", (1, 1)),
        ("2026", "", "overdue", "open", None),
        ("2025", "", "no-public-evidence", "no-public-evidence", (1, 1)),
        ("2027", "", "no-public-evidence", "open", None),
        ("", "", "overdue", "open", None),
        ("", "2007", "delivered", "delivered", None),
        ("2020", "", "delivered", "overdue", (1827, 1827)),
    ],
)
def test_the_state_of_a_promise_is_worked_out_for_the_date(due, delivered, coded, state, late):
    row = timeline.ledger(pd.DataFrame([promise(1, "2001", due, delivered, coded)]), AS_OF).iloc[0]
    assert row["state"] == state
    if late is None:
        assert row["late_low"] != row["late_low"]
    else:
        assert (row["late_low"], row["late_high"]) == late


def test_a_restated_promise_counts_once_against_its_first_date():
    rows = [promise(2, "2024", "2027", what="Line (restated)"), promise(1, "2014", "2018", what="Line")]
    table = timeline.ledger(pd.DataFrame(rows), AS_OF)
    assert len(table) == 1
    row = table.iloc[0]
    assert (row["due"], row["restated"], row["state"], row["statements"]) == ("2018", "2027", "overdue", 2)
    assert row["source_ids"] == (2, 3)


def test_two_targets_of_one_programme_are_two_promises():
    rows = [promise(1, "2024", "2025", what="USD 100 million"), promise(2, "2025", "2027", what="USD 200 million")]
    assert len(timeline.ledger(pd.DataFrame(rows), AS_OF)) == 2


def test_only_delivery_by_the_last_day_promised_is_in_time():
    rows = [promise(1, "2001", "2004", "2004"), promise(2, "2001", "2004", "2005"), promise(3, "2001", "2004")]
    table = timeline.ledger(pd.DataFrame(rows), AS_OF)
    assert len(timeline.fell_due(table, AS_OF)) == 3 and timeline.kept_in_time(table) == 1


def test_kaplan_meier_against_a_hand_computed_curve():
    # 20 promises of 1 Jan 2020: 4 delivered after 1 year, 4 after 2 years, 12 open: S = 16/20, then 12/16 of it
    rows = [promise(n, "2020-01-01", "", "2021-01-01") for n in range(4)]
    rows += [promise(n, "2020-01-01", "", "2022-01-01") for n in range(4, 8)]
    rows += [promise(n, "2020-01-01") for n in range(8, 20)]
    curve = timeline.survival(timeline.ledger(pd.DataFrame(rows), AS_OF), AS_OF)
    assert list(curve["share"]) == pytest.approx([1, 0.8, 0.6])
    assert list(curve["at_risk"]) == [20, 20, 16]
    assert ((curve["low"] <= curve["share"]) & (curve["share"] <= curve["high"])).all()


def test_no_curve_below_twenty_promises():
    table = timeline.ledger(pd.DataFrame([promise(n, "2020", "", "2021") for n in range(19)]), AS_OF)
    assert timeline.survival(table, AS_OF).empty


@given(st.lists(st.integers(0, 20), min_size=20, max_size=40))
def test_the_curve_never_rises_and_stays_a_share(years):
    rows = [promise(n, "2000-06-15", "", f"{2000 + y}-06-15" if y else "") for n, y in enumerate(years)]
    shares = list(timeline.survival(timeline.ledger(pd.DataFrame(rows), AS_OF), AS_OF)["share"])
    assert shares == sorted(shares, reverse=True) and all(0 <= share <= 1 for share in shares)


def test_the_chance_of_a_meeting_is_laplaces():
    met = timeline.dated(
        events(*((f"{y}-05-01", "top-level", "visit", "", "") for y in (2014, 2017, 2017, 2019))), SOURCES
    )
    assert timeline.meeting_probability(met, AS_OF) == (2, 3 / 12)


def test_history_needs_rows_that_touch_both_sides():
    rows = events(("1526", "history", "none", "", ""), ("1497", "history", "none", "", ""))
    rows["parties"] = [("AAA", "CCC"), ("BBB",)]
    assert list(timeline.history(rows, ("AAA", "BBB"), SOURCES)["date"]) == ["1497", "1526"]
    assert timeline.history(rows, ("AAA", "DDD"), SOURCES).empty
    assert timeline.history(rows.iloc[:0], ("AAA", "BBB"), SOURCES).empty


def test_documents_within_the_window_follow_a_visit(edition):
    table = timeline.followed(edition).set_index("event_id")
    assert table.loc["EV138", "signed"] >= 3
    assert "Three" in table.loc["EV032", "documents"]
    assert pd.isna(table.loc["EV016", "signed"]), "a year does not tell what followed"
    assert timeline.followed(edition, days=0)["signed"].sum() <= table["signed"].sum()


def test_the_flagship_shows_the_gap_and_the_ledger(edition):
    by_id = {finding.id: finding for finding in timeline.findings(edition)}
    gap = by_id["timeline.gap"]
    # 21 May 2015 to 3 December 2025: 3849 days
    assert gap.value == round(3849 / 365.25, 2) and gap.shown == "10.5 years" and "10.5 years" in gap.text
    kept = by_id["timeline.promises"]
    table = timeline.ledger(edition.promises, edition.as_of)
    due = timeline.fell_due(table, edition.as_of)
    assert kept.value == (due["state"] == "delivered").sum() and kept.shown == f"{kept.value} of {len(due)}"


def test_the_edition_of_2021_knows_less():
    early = open_edition("PAK-KGZ", "2021-12-15")
    by_id = {finding.id: finding for finding in timeline.findings(early)}
    assert by_id["timeline.gap"].shown == "8.0 to 9.0 years"
    assert all(finding.period[:4] <= "2021" for finding in by_id.values())
    table = timeline.ledger(early.promises, early.as_of)
    assert not (table["delivered_on"] > "2021-12-15").any()


@pytest.mark.parametrize(
    "pair, as_of", [("PAK-KGZ", "1995-01-01"), ("PAK-KGZ", "1996-06-30"), ("KAZ-PAK", ""), ("KGZ-IND", "")]
)
def test_little_data_gives_short_honest_findings(pair, as_of):
    thin = open_edition(pair, as_of)
    found = timeline.findings(thin)
    assert found[0].value is None and found[0].text.startswith("The data hold no dated contact")
    assert not timeline.judgements(thin)
    assert not any(word in finding.text for finding in found for word in ("nan", "None ", "inf "))


def test_findings_are_printable(edition):
    found = timeline.findings(edition)
    assert len({finding.id for finding in found}) == len(found)
    for finding in found:
        assert finding.exhibit.startswith("1.") and finding.confidence in ("high", "moderate", "low")
        assert finding.source_ids and edition.sources.known(finding.source_ids)
        assert max(len(part.split()) for part in finding.text.replace("%", "").split(". ")) <= 25, finding.text


def test_judgements_come_from_base_rates(edition):
    found = {judgement.id: judgement for judgement in timeline.judgements(edition)}
    assert set(found) == {"timeline.next-meeting", "timeline.next-promise"}
    met = timeline.leaders(timeline.dated(edition.events, edition.sources))
    _, chance = timeline.meeting_probability(met, edition.as_of)
    low, high = LIKELIHOODS[found["timeline.next-meeting"].likelihood]
    assert low <= chance <= high
    assert all(judgement.likelihood in judgement.text for judgement in found.values())


def test_titles_fall_back_when_there_is_little():
    empty = timeline.Lanes(pd.DataFrame({"lane": []}), None, pd.DataFrame(), pd.Series(dtype=int), 0, pd.DataFrame())
    assert timeline.lanes_title(empty) == "Dated contacts, agreements and crises"
    assert (
        timeline.followed_title(pd.DataFrame({"signed": [1.0, float("nan")]}))
        == "Top-level contacts and documents signed"
    )
    table = timeline.ledger(pd.DataFrame([promise(n, "2001", "2004", "2004") for n in range(3)]), AS_OF)
    assert timeline.ledger_title(table, AS_OF) == "Three of three promises past due delivered, three in time"
    assert timeline.ledger_title(table.iloc[:2], AS_OF) == "Promises and what became of them"


def test_a_promise_is_named_with_its_programme_unless_it_says_it():
    assert timeline.named({"programme": "rail link", "promise": "Line open"}) == "Rail link: Line open"
    assert (
        timeline.named({"programme": "trade target", "promise": "Trade of USD 1 million"}) == "Trade of USD 1 million"
    )


def test_the_answer_on_promises_names_those_without_a_due_date_too(edition):
    table = timeline.ledger(edition.promises, edition.as_of)
    finding = timeline.promises_kept(edition)
    ever = int((table["state"] == "delivered").sum())
    assert f"Of {len(table)} promises on record" in finding.text and f"all {len(table)} delivered" in finding.label
    assert ever > finding.value, "delivered promises without a due date are not left out of the sentence"
