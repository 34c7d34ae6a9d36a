"""The rule by which evidence becomes a verdict on a statement.

Evidence is *strong* on a side if it holds one primary source (official, data set or treaty) or two independent
publishers. What is imprecise is a reading that no rule makes: an editor gives it, with a reason.
"""

from collections.abc import Collection

PRIMARY = frozenset({"official", "dataset", "treaty"})


def is_strong(kinds: Collection[str], publishers: Collection[str]) -> bool:
    """Whether the kinds and the independent publishers of the sources on one side carry it.

    Examples
    --------
    >>> is_strong({"news"}, {"One"}), is_strong({"news"}, {"One", "Another"}), is_strong({"official"}, {"One"})
    (False, True, True)
    """
    return bool(PRIMARY & set(kinds)) or len(set(publishers)) >= 2


def computed_verdict(supported: bool, contradicted: bool) -> str:
    """The verdict on a statement with strong support, with strong contradiction, with both or with neither.

    Examples
    --------
    >>> computed_verdict(True, False), computed_verdict(False, True)
    ('confirmed', 'contradicted')
    >>> computed_verdict(True, True), computed_verdict(False, False)
    ('contested', 'unverified')
    """
    if supported:
        return "contested" if contradicted else "confirmed"
    return "contradicted" if contradicted else "unverified"
