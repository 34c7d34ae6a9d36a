"""Exhibits of the trade gap; see each module."""

from helpers.chapters.trade.exhibits.comparable import comparable_pairs, gravity_benchmark
from helpers.chapters.trade.exhibits.conflicts import conflicts, every_conflict
from helpers.chapters.trade.exhibits.goods import balance, composition
from helpers.chapters.trade.exhibits.growth import reference_class, required_growth, years_of_passing
from helpers.chapters.trade.exhibits.ledgers import ledger_verdicts, ledgers_of_comparators, return_ledgers, two_ledgers
from helpers.chapters.trade.exhibits.targets import targets, targets_and_actual
from helpers.chapters.trade.exhibits.worldwide import expected_trade

__all__ = [
    "balance",
    "comparable_pairs",
    "composition",
    "conflicts",
    "every_conflict",
    "expected_trade",
    "gravity_benchmark",
    "ledger_verdicts",
    "ledgers_of_comparators",
    "reference_class",
    "required_growth",
    "return_ledgers",
    "targets",
    "targets_and_actual",
    "two_ledgers",
    "years_of_passing",
]
