"""How numbers, dates and lists are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.words import formats


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (5_180_000, "USD 5.2 million"),
        (200e6, "USD 200 million"),
        (571_234, "USD 571,000"),
        (0, "USD 0"),
        (float("nan"), "n.f."),
    ],
)
def test_amounts_of_prose(value, text):
    assert formats.usd(value) == text


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0.05, "one in twenty"),
        (0.5, "one in two"),
        (2 / 3, "two in three"),
        (0.1, "one in ten"),
        (1 / 775, "one in 780"),
        (0, "none"),
    ],
)
def test_natural_ratios(share, text):
    assert formats.one_in(share) == text


@given(st.floats(min_value=1e-6, max_value=0.99))
def test_a_natural_ratio_is_near_the_share(share):
    text = formats.one_in(share)
    numbers = {word: value for value, word in enumerate(formats.WORDS)} | {"twenty": 20}
    first, _, last = text.partition(" in ")
    told = numbers[first] / (numbers.get(last) or float(last.replace(",", ""))) if last else float(text[:-1]) / 100
    assert told == pytest.approx(share, rel=0.06)


@pytest.mark.parametrize(
    ("ratio", "text"), [(38.61, "39 times"), (4.65, "4.7 times"), (1.0, "1.0 times"), (0.045, "4.5%"), (0.5, "50%")]
)
def test_multiples(ratio, text):
    assert formats.times(ratio) == text


def test_lists_have_no_comma_before_and():
    assert [formats.listed("abc"[:n]) for n in range(4)] == ["", "a", "a and b", "a, b and c"]
    assert formats.listed("ab", "or") == "a or b"


@pytest.mark.parametrize(
    ("text", "label", "short"),
    [
        ("2024", "2024", "2024"),
        ("2005-03-17", "17 March 2005", "17 Mar 2005"),
        ("2005-09", "September 2005", "Sep 2005"),
        ("2024-07/2025-06", "FY2024-25", "FY2024-25"),
        ("2023-01/2023-11", "January to November 2023", "Jan to Nov 2023"),
        ("2023-11/2024-02", "November 2023 to February 2024", "Nov 2023 to Feb 2024"),
        ("", "undated", "undated"),
    ],
)
def test_dates(text, label, short):
    assert formats.label(text) == label
    assert formats.short(text) == short


def test_no_before_of_is_none():
    assert formats.none_of("No of two; in no of the three, no offer") == "None of two; in none of the three, no offer"


def test_counts_and_ordinals():
    assert [formats.count(n, "visit") for n in (0, 1, 2, 11)] == ["no visits", "one visit", "two visits", "11 visits"]
    assert [formats.ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 113)] == [
        "1st",
        "2nd",
        "3rd",
        "4th",
        "11th",
        "12th",
        "13th",
        "21st",
        "113th",
    ]
