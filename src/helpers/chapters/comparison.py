"""Whom the chapters compare a pair with: those that were asked for, or those that a rule chooses."""

from collections.abc import Sequence

from helpers.edition import Edition
from helpers.faults import InputError
from helpers.world.comparators import MOST
from helpers.world.comparators import comparators as chosen


def compared(edition: Edition, comparators: Sequence[str]) -> tuple[str, ...]:
    """The countries to compare with; empty: all of the data, or of more than a figure can name those chosen.

    Raises
    ------
    InputError
        If ``comparators`` is no list or names no other country of the countries table.
    """
    if isinstance(comparators, str):
        raise InputError(f"comparators: found {comparators!r}, expected a list of alpha-3 codes")
    others = set(edition.all.countries["iso3"]) - set(edition.pair)
    for code in comparators:
        if code not in others:
            raise InputError(f"comparators: found {code!r}, expected another country of the countries table")
    if not comparators and len(others) > MOST:
        return tuple(code for code in chosen(edition.world, *edition.pair) if code in others)
    return tuple(comparators)
