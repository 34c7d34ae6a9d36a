"""Sources: which may be cited, how strong they are, how many are independent."""

import pytest

from helpers import open_edition
from small import small_package

ROWS = [
    (1, "Daily", "A call", "2021-12-15", "news", "", ""),
    (2, "Agency", "Wire", "2021-12-14", "news", "", ""),
    (3, "Reprint", "Wire", "2021-12-15", "news", "2", ""),
    (4, "Statistics office", "Table", "", "dataset", "", ""),
    (5, "Daily", "Another day", "2022", "news", "", ""),
    (6, "Copyist", "Table again", "2023", "dataset", "", "4"),
]
COLUMNS = ("source_id", "publisher", "title", "published", "kind", "repeats", "derived_from")


@pytest.fixture
def sources(tmp_path):
    rows = [{**dict(zip(COLUMNS, map(str, row), strict=True)), "url": "https://example.org"} for row in ROWS]
    return open_edition("PAK-KAZ", data=small_package(tmp_path / "data", sources=rows)).sources


@pytest.mark.parametrize(
    ("ids", "grade"),
    [
        ((1,), "low"),
        ((1, 5), "low"),
        ((2, 3), "low"),
        ((1, 2), "moderate"),
        ((4,), "moderate"),
        ((1, 4), "high"),
        ((4, 6), "moderate"),
        ((), "low"),
        ((99,), "low"),
    ],
)
def test_grade_counts_independent_publications(sources, ids, grade):
    assert sources.grade(ids) == grade


def test_conflict_makes_it_low(sources):
    assert sources.grade((1, 2, 4), conflict=True) == "low"


def test_line_gives_the_vintage_or_the_day_by_which_it_was_read(sources):
    assert sources.line([1]) == "Daily, A call (15 December 2021) [1]"
    assert sources.line([4]) == "Statistics office, Table (read by 23 November 2026) [4]"
    assert "and 3 more" in sources.line([1, 2, 3, 4, 5])


def test_unknown_numbers_are_not_cited(sources):
    assert sources.known([99, 4, 1, 4]) == (1, 4)


def test_the_strongest_source_comes_first(sources):
    assert sources.ranked([3, 1, 4, 2]) == (4, 1, 2, 3)


def test_what_is_made_from_one_data_set_counts_once(sources):
    assert sources.independent([4, 6]) == 1
