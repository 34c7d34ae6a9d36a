import pytest

from helpers.words import formats as writing


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (200_000_000, "USD 200 million"),
        (5_180_000, "USD 5.2 million"),
        (11_962_000, "USD 12.0 million"),
        (20_304_000, "USD 20 million"),
        (571_000, "USD 571,000"),
        (0, "USD 0"),
        (-3_803_896, "USD −3.8 million"),
        (None, "n.f."),
        (float("nan"), "n.f."),
    ],
)
def test_amounts(value, printed):
    assert writing.usd(value) == printed


def test_amount_with_decimals_asked_for():
    assert writing.usd(11_962_000, 2) == "USD 11.96 million"


@pytest.mark.parametrize(("share", "printed"), [(2.38, "238%"), (0.306, "31%"), (-0.05, "−5%"), (None, "n.f.")])
def test_percent(share, printed):
    assert writing.percent(share) == printed


def test_multiples_and_counts():
    assert writing.times(38.61) == "×38.6"
    assert writing.times(4.6505) == "×4.65"
    assert writing.count(1, "visit") == "one visit"
    assert writing.count(0, "visit") == "no visits"
    assert writing.count(12, "body", "bodies") == "12 bodies"


def test_lists():
    assert writing.listed(["a"]) == "a"
    assert writing.listed(["a", "b", "c"]) == "a, b and c"


def test_significant_figures():
    assert writing.rounded(0.01234) == 0.012
    assert writing.rounded(98765, 2) == 99000
    assert writing.rounded(0) == 0
