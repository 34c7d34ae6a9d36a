"""Closed lists of words, and the nearest of them to one that is not in the list."""

import difflib
from collections.abc import Iterable


def one_of(words: Iterable[str], cell: str) -> str:
    """The words that are known, the nearest named: ``gdp_usd? (one of …)``."""
    words = [str(word) for word in words]
    near = nearest(cell, words)
    return f"one of {', '.join(words) or 'nothing'}{f'; nearest is {near}' if near else ''}"


def nearest(cell: str, words: Iterable[str]) -> str:
    """The word that a cell is most like, or whose beginning it has; empty if none is near.

    Examples
    --------
    >>> nearest("Security-Defence", ["security-defence", "culture"]), nearest("GDP (current US$)", ["gdp_usd", "population"])
    ('security-defence', 'gdp_usd')
    """
    plain = {"".join(letter for letter in word.casefold() if letter.isalnum()): word for word in words}
    key = "".join(letter for letter in cell.casefold() if letter.isalnum())
    if key in plain:
        return plain[key]
    close = difflib.get_close_matches(key, plain, n=1, cutoff=0.6)
    if close:
        return plain[close[0]]
    head = next(iter("".join(letter if letter.isalnum() else " " for letter in cell.casefold()).split()), "")
    starts = [name for name in plain if len(head) > 2 and name.startswith(head)]
    best = max(starts, key=lambda name: difflib.SequenceMatcher(None, key, name).ratio(), default="")
    return plain.get(best, "")
