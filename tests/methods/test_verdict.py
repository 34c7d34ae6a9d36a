"""The verdict that follows from evidence."""

import pytest

from helpers.methods.verdict import computed_verdict, is_strong


@pytest.mark.parametrize(
    ("kinds", "publishers", "strong"),
    [
        ((), (), False),
        (("news",), ("One",), False),
        (("news", "news"), ("One", "One"), False),
        (("news", "news"), ("One", "Two"), True),
        *(((kind,), ("One",), True) for kind in ("official", "dataset", "treaty")),
    ],
)
def test_one_primary_source_or_two_independent_publishers_are_strong(kinds, publishers, strong):
    assert is_strong(kinds, publishers) is strong


@pytest.mark.parametrize(
    ("supported", "contradicted", "verdict"),
    [
        (True, False, "confirmed"),
        (False, True, "contradicted"),
        (True, True, "contested"),
        (False, False, "unverified"),
    ],
)
def test_the_verdict_follows_from_what_is_strong(supported, contradicted, verdict):
    assert computed_verdict(supported, contradicted) == verdict
