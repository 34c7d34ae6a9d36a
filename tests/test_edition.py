"""The lens: what an edition may see."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import open_edition
from helpers.datapackage.read import InputError
from helpers.countries import parse_pair
from helpers.periods import period

DATED = (
    "events",
    "targets",
    "trade",
    "people",
    "treaties",
    "projects",
    "shipments",
    "claims",
    "unga_agreement",
)


def dates_in(edition):
    """Every date of every row that an edition shows, except those that are meant to lie ahead."""
    for table in edition.package.tables:
        frame = edition._dated(table)
        fields = edition.package.fields(table)
        for spec in fields:
            if spec.get("x-kind") == "date" and not spec.get("x-forward"):
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


def test_every_row_keeps_a_source_that_the_edition_knows():
    edition = open_edition("PAK-KGZ", as_of="2021-12-15")
    for table in edition.package.tables:
        frame = edition._dated(table)
        if "source_ids" in frame:
            for ids in frame["source_ids"]:
                assert ids and all(number in edition.sources for number in ids), table


def test_the_world_as_the_article_had_it():
    edition = open_edition("PAK-KGZ", as_of="2021-12-15")
    published = [text for text in edition.sources.frame["published"] if text]
    assert max(period(text).start for text in published) <= date(2021, 12, 15)
    assert set(edition.targets["target_usd"]) == {10_000_000}
    for column in ("description", "notes"):
        assert not edition.events[column].str.contains(r"\b202[2-6]\b").any()


def test_latest_keeps_revised_figures_about_the_past():
    then = open_edition("PAK-KGZ", as_of="2021-12-15", vintage="as-of")
    now = open_edition("PAK-KGZ", as_of="2021-12-15", vintage="latest")
    assert len(now.trade) >= len(then.trade)
    assert len(now.sources.frame) > len(then.sources.frame)


def test_the_default_date_is_the_cut_off_of_the_data(edition):
    assert edition.as_of.isoformat() == edition.package.cutoff == "2026-11-23"


def test_rows_of_the_pair_only(edition):
    assert all(set(edition.pair) <= set(parties) for parties in edition.events["parties"])
    assert {"PAK", "KGZ"} == set(edition.unga_agreement["country_a"]) | set(edition.unga_agreement["country_b"])
    assert len(edition.all.unga_agreement) > len(edition.unga_agreement)


def test_a_pair_has_one_order_whichever_is_asked_for():
    other = open_edition("KGZ-PAK")
    assert (other.slug, other.a.name) == ("PAK-KGZ", "Pakistan")
    assert open_edition("PAK-KAZ").slug == open_edition("KAZ-PAK").slug == "KAZ-PAK"


@pytest.mark.parametrize(
    "text",
    ["QQQ-KGZ", "PAK-PAK", "PAK", "PAK-KGZ-CHN", "PK-KG", "../PAK-KGZ", "", "PAK/KGZ", "P\u200bAK-KGZ"],
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


def test_sentences_about_later_years_are_cut():
    text = "Signed in 1995; still listed in 2019. In force since 2024."
    assert _cut_later(text, 2020) == "Signed in 1995; still listed in 2019."
    assert _cut_later(text, 2030) == text
    assert _cut_later("A quota of 2040 trucks", 2030) == ""


def test_an_unknown_table_is_named(edition):
    with pytest.raises(AttributeError, match="no table 'budgets'"):
        _ = edition.budgets


def test_the_box_of_an_edition_is_markup_and_its_style_is_for_notebooks_only(edition):
    shown = edition._repr_mimebundle_()["text/html"]
    assert shown.startswith("<style>") and "</style><dl class=" in shown and "&lt;" not in shown
