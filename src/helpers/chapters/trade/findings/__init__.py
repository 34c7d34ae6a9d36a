"""Findings of the trade gap; see each module."""

from helpers.chapters.trade.findings.comparable import back_test, gravity, intensity
from helpers.chapters.trade.findings.conflicts import conflicts, quoted_before, self_conflict
from helpers.chapters.trade.findings.goods import balance, goods
from helpers.chapters.trade.findings.growth import (
    judgement_target,
    reference_growth,
    required,
    required_range,
    rises_record,
    trend,
)
from helpers.chapters.trade.findings.ledgers import (
    fiscal_check,
    judgement_ledgers,
    mirror_latest,
    mirror_range,
    pattern,
    verdicts,
)
from helpers.chapters.trade.findings.totals import (
    counts_apart,
    distance,
    latest_flows,
    latest_totals,
    parts_of_years,
    passed,
    past_growth,
    targets,
)
from helpers.chapters.trade.findings.worldwide import expected, world_growth

__all__ = [
    "back_test",
    "balance",
    "conflicts",
    "counts_apart",
    "distance",
    "expected",
    "fiscal_check",
    "goods",
    "gravity",
    "intensity",
    "judgement_ledgers",
    "judgement_target",
    "latest_flows",
    "latest_totals",
    "mirror_latest",
    "mirror_range",
    "parts_of_years",
    "passed",
    "past_growth",
    "pattern",
    "quoted_before",
    "reference_growth",
    "required",
    "required_range",
    "rises_record",
    "self_conflict",
    "targets",
    "trend",
    "verdicts",
    "world_growth",
]
