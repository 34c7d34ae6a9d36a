"""What an edition of a past day must know of the flagship, and what it must not: facts with the day they became public."""

import csv
from datetime import date
from pathlib import Path

import pytest

from helpers import open_edition
from helpers.periods import period

CANARIES = list(csv.DictReader(Path(__file__).with_name("canaries.csv").open(encoding="utf-8")))
DAYS = ("2015-06-30", "2019-06-30", "2021-12-15")
# Not yet so called on the day.
LATER_NAMES = {"2019-06-30": ("Türkiye", "Organization of Turkic States"), "2015-06-30": ("Türkiye", "North Macedonia")}


@pytest.fixture(scope="module", params=DAYS)
def then(request):
    return open_edition("PAK-KGZ", as_of=request.param)


def known(edition, table):
    return {row for ids in edition._dated(table)["row_ids"] for row in ids}


def split(day):
    """Canaries that are public by the day, and those that are not; a month or year under way is neither."""
    spans = [(one["row"], period(one["first_public"])) for one in CANARIES]
    return [row for row, span in spans if span.end <= day], [row for row, span in spans if span.start > day]


def test_what_was_public_is_known(then):
    must, _ = split(then.as_of)
    assert len(must) >= 60
    tables = {row.partition(":")[0] for row in must}
    held = set().union(*(known(then, table) for table in tables))
    assert [row for row in must if row not in held] == []


def test_what_was_not_public_is_not_known(then):
    _, never = split(then.as_of)
    assert len(never) >= 40
    held = set().union(*(known(then, table) for table in {row.partition(":")[0] for row in never}))
    assert [row for row in never if row in held] == []


def test_sixty_of_either_kind_are_held_against():
    both = [split(date.fromisoformat(day)) for day in DAYS]
    assert all(len(must) >= 60 for must, _ in both)
    assert len({row for _, never in both for row in never}) >= 60


def test_a_source_that_is_younger_is_told_as_documented_later(then):
    for table in then.package.tables:
        then._dated(table)
    for entry in then.sources.references(then.sources.frame["source_id"]):
        row = then.sources[entry["number"]]
        young = bool(row["published"]) and period(row["published"]).start > then.as_of
        assert entry["later"] == young, entry["number"]


def test_nothing_is_called_by_a_later_name():
    for day, names in LATER_NAMES.items():
        edition = open_edition("PAK-KGZ", as_of=day)
        used = {edition.country(code).name for code in edition.all.countries["iso3"]}
        used |= set(edition.all.organisations["name"])
        assert not used & set(names), day


def test_what_a_lean_past_must_not_lack():
    edition = open_edition("PAK-KGZ", as_of="2019-06-30")
    full = edition.all.memberships.query("status == 'member' and country in ['PAK', 'KGZ']")
    both = full.groupby("org_id")["country"].nunique()
    assert {"WHO", "ECO", "UN"} <= set(both[both == 2].index)
