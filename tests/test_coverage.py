"""What was looked for."""

import pandas as pd
import pytest

from helpers import coverage


@pytest.fixture
def searched():
    rows = [
        ("S1", "treaties", "tax", ("PAK", "KAZ"), "2026-01-02", "not-found"),
        ("S2", "treaties", "tax", ("PAK", "KAZ"), "2026-03-04", "found"),
        ("S3", "treaties", "visas", ("PAK", "KAZ"), "2026-03-04", "not-found"),
        ("S4", "people", "", ("KAZ",), "2026-05-06", "not-found"),
        ("S5", "shipments", "", (), "2026-02-02", "not-found"),
        ("S6", "treaties", "visas", ("PAK", "UZB"), "2026-06-06", "not-found"),
    ]
    return pd.DataFrame(rows, columns=["search_id", "table", "theme", "parties", "searched_on", "result"])


PAIR = ("PAK", "KAZ")


def test_the_searches_of_the_pair_the_newest_first(searched):
    assert list(coverage.searches(searched, PAIR)["search_id"]) == ["S4", "S2", "S3", "S5", "S1"]


def test_not_found_may_be_said_only_if_the_newest_search_found_nothing(searched):
    assert coverage.not_found(searched, PAIR, theme="tax") == ""
    assert coverage.not_found(searched, PAIR, theme="visas") == "S3"
    assert coverage.not_found(searched, PAIR, table="shipments") == "S5"
    assert coverage.not_found(searched, PAIR, theme="flights") == ""


def test_a_search_about_one_side_says_nothing_about_the_two(searched):
    assert coverage.not_found(searched, PAIR, table="people") == ""


def test_a_count_is_known_up_to_the_last_search_of_its_table(searched):
    assert coverage.searched_on(searched, PAIR, "treaties") == "2026-03-04"
    assert coverage.searched_on(searched, PAIR, "milestones") == ""


def test_a_search_without_its_day_tells_an_earlier_edition_nothing(searched):
    later = searched.assign(searched_on="")
    assert coverage.searched_on(later, PAIR, "treaties") == coverage.not_found(later, PAIR, theme="visas") == ""


def test_a_chapter_prints_the_absences_that_the_rows_word_for_it(searched):
    told = searched.assign(chapter=["", "", "people", "people", "people", "people"], absence="")
    told["absence"] = ["", "", "a visa treaty", "a count", "", "another pair's treaty"]
    assert list(coverage.absences(told, PAIR, "people")["search_id"]) == ["S3", "S4"]
    assert coverage.absences(told.assign(result="found"), PAIR, "people").empty
