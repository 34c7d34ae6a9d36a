from datetime import date

import pandas as pd
import pytest

from helpers.sources import Sources


@pytest.fixture
def sources():
    rows = [
        (1, "Daily", "A call", "2021-12-15", "news", ""),
        (2, "Agency", "Wire", "2021-12-14", "news", ""),
        (3, "Reprint", "Wire", "2021-12-15", "news", "2"),
        (4, "Statistics office", "Table", "", "dataset", ""),
        (5, "Daily", "Another day", "2022", "news", ""),
    ]
    columns = ["source_id", "publisher", "title", "published", "kind", "repeats"]
    return Sources(pd.DataFrame(rows, columns=columns).assign(url="https://example.org"), date(2026, 11, 23))


@pytest.mark.parametrize(
    ("ids", "grade"),
    [
        ((1,), "low"),
        ((1, 5), "low"),
        ((2, 3), "low"),
        ((1, 2), "moderate"),
        ((4,), "moderate"),
        ((1, 4), "high"),
        ((), "low"),
        ((99,), "low"),
    ],
)
def test_grade_counts_independent_publications(sources, ids, grade):
    assert sources.grade(ids) == grade


def test_conflict_makes_it_low(sources):
    assert sources.grade((1, 2, 4), conflict=True) == "low"


def test_line_gives_the_vintage_or_says_undated(sources):
    assert sources.line([1]) == "Daily, A call (15 December 2021) [1]"
    assert sources.line([4]) == "Statistics office, Table (undated, as held 2026-11-23) [4]"
    assert "and 3 more" in sources.line([1, 2, 3, 4, 5])


def test_unknown_numbers_are_not_cited(sources):
    assert sources.known([99, 4, 1, 4]) == (1, 4)
