"""The lens: what an edition may see."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import open_edition
from helpers.countries import parse_pair
from helpers.datapackage.read import InputError
from helpers.periods import period
from small import event_row, small_package, trade_row

# What may lie after the as-of date: when a rule ended, when a search was made, what a document documents later.
AHEAD = {"searched_on", "known_from", "season_valid_to", "valid_to", "covered_to", "published", "end", "seen_last"}


def dates_in(edition):
    """Every date of every row that an edition shows, except those that are meant to lie ahead."""
    for table in edition.package.tables:
        frame = edition._dated(table)
        lens = edition.package.resources[table].get("x-lens", {})
        # A statement on record may be younger than the fact that it states.
        fields = [
            spec for spec in edition.package.fields(table) if not (lens.get("stated") and spec["name"] == lens["date"])
        ]
        for spec in fields:
            if spec.get("x-kind") == "date" and not spec.get("x-forward") and spec["name"] not in AHEAD:
                for text in frame[spec["name"]]:
                    if text:
                        yield table, spec["name"], period(text).start
            elif spec.get("x-kind") == "period" and not spec.get("x-forward"):
                for text in frame[spec["name"]]:
                    if text:
                        yield table, spec["name"], period(text).end


@settings(max_examples=12, deadline=None)
@given(st.dates(min_value=date(1991, 1, 1), max_value=date(2026, 11, 23)))
def test_nothing_dated_after_the_as_of_date_passes(day):
    edition = open_edition("PAK-KGZ", as_of=day.isoformat())
    late = [(table, column, found) for table, column, found in dates_in(edition) if found > day]
    assert late == []


@settings(max_examples=6, deadline=None)
@given(st.dates(min_value=date(1991, 1, 1), max_value=date(2026, 11, 23)))
def test_latest_vintage_shows_no_later_event_either(day):
    edition = open_edition("PAK-KGZ", as_of=day.isoformat(), vintage="latest")
    assert all(period(text).start <= day for text in edition.events["date"])
    assert all(period(text).end <= day for text in edition.trade["period"])


def test_every_row_keeps_a_source_that_the_edition_may_cite():
    edition = open_edition("PAK-KGZ", as_of="2021-12-15")
    for table in edition.package.tables:
        frame = edition._dated(table)
        if "source_ids" in frame and table != "coverage":
            for ids in frame["source_ids"]:
                assert ids and all(number in edition.sources for number in ids), table


def test_the_default_date_is_the_cut_off_of_the_data(edition):
    assert edition.as_of.isoformat() == edition.package.cutoff


def test_rows_of_the_pair_only(tmp_path):
    rows = [event_row(1), event_row(2, parties="KAZ;UZB")]
    edition = open_edition("PAK-KAZ", data=small_package(tmp_path / "data", events=rows))
    assert (len(edition.events), len(edition.all.events)) == (1, 2)


def test_a_pair_has_one_order_whichever_is_asked_for():
    other = open_edition("KGZ-PAK")
    assert (other.slug, other.a.name) == ("PAK-KGZ", "Pakistan")
    assert open_edition("PAK-KAZ").slug == open_edition("KAZ-PAK").slug == "KAZ-PAK"


@pytest.mark.parametrize(
    "text",
    ["QQQ-KGZ", "PAK-PAK", "PAK", "PAK-KGZ-CHN", "../PAK-KGZ", "", "PAK/KGZ", "P\u200bAK-KGZ"],
)
def test_a_pair_that_is_none_is_refused(text):
    with pytest.raises(InputError, match="found .* expected"):
        parse_pair(text)


@pytest.mark.parametrize("text", ["2021-13-01", "2021-02-30", "15.12.2021", "2021", "tomorrow", "2027-01-01"])
def test_a_date_that_is_none_or_later_than_the_data_is_refused(text):
    with pytest.raises(InputError, match="found .* expected"):
        open_edition("PAK-KGZ", as_of=text)


def test_a_vintage_that_is_none_is_refused():
    with pytest.raises(InputError, match="found 'newest', expected"):
        open_edition("PAK-KGZ", vintage="newest")


def test_an_unknown_table_is_named(edition):
    with pytest.raises(AttributeError, match="no table 'budgets'"):
        _ = edition.budgets


def test_a_sentence_is_marked_with_a_source_of_each_thing_that_it_says(tmp_path):
    rows = [trade_row(1), trade_row(2), trade_row(3, source_ids="2")]
    made = open_edition("PAK-KAZ", data=str(small_package(tmp_path, trade=rows)))
    assert made.marks([["trade:T1"], ["trade:T2"]]) == (1,)
    assert made.marks([["trade:T1", "trade:T2"], ["trade:T3"]], 1) == (1, 2)
    assert made.marks([["trade:T3"], ["trade:T1"]]) == (2, 1)
    assert made.marks([["trade:T3"], ["trade:T1"]], 1) == (2, 1)
