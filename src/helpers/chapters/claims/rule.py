"""The rule by which evidence becomes a verdict.

Evidence is *strong* on a side if it holds one primary source (official, data set or treaty) or two independent
publishers. What is imprecise is a reading that no rule makes: an editor gives it, with a reason.
"""

VERDICTS = ("confirmed", "imprecise", "contested", "contradicted", "unverified")
# The verdict of the table on a statement with a source that was not public by the as-of date.
PENDING = "not yet assessable"
# What does not stand comes first.
WORST_FIRST = ("contradicted", "imprecise", "contested", "unverified", PENDING, "confirmed")


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
