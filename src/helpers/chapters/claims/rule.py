"""The verdicts there are, and their order; the rule itself is :mod:`helpers.methods.verdict`."""

from helpers.methods.verdict import computed_verdict

__all__ = ["PENDING", "VERDICTS", "WORST_FIRST", "computed_verdict"]

VERDICTS = ("confirmed", "imprecise", "contested", "contradicted", "unverified")
# The verdict of the table on a statement with a source that was not public by the as-of date.
PENDING = "not yet assessable"
# What does not stand comes first.
WORST_FIRST = ("contradicted", "imprecise", "contested", "unverified", PENDING, "confirmed")
