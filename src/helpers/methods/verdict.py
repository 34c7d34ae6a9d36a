"""The rule by which evidence becomes a verdict on a statement.

Evidence is *strong* on a side if it holds one primary source (official, data set or treaty) or two independent
publishers; a publisher that repeats another counts as that other. The threshold of two and the four verdicts are this
project's own choice. What is imprecise is a reading that no rule makes: an editor gives it, with a reason.

References
----------
Dong, Berti-Equille and Srivastava (2009), Integrating conflicting data: the role of source dependence, Proceedings of the
VLDB Endowment 2, 550-561, doi:10.14778/1687627.1687690 (why copies do not count twice). Office of the Director of National
Intelligence (2015), Intelligence Community Directive 206, Sourcing Requirements for Disseminated Analytic Products (why
the kind of each source is told).
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
