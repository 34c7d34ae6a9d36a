"""Findings of the trade gap; see each module."""

from helpers.chapters.trade.findings.growth import (
    judgement_target,
    reference_growth,
    required,
    required_range,
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
from helpers.chapters.trade.findings.totals import distance, latest_totals, passed, past_growth, targets

__all__ = [
    "distance",
    "fiscal_check",
    "judgement_ledgers",
    "judgement_target",
    "latest_totals",
    "mirror_latest",
    "mirror_range",
    "passed",
    "past_growth",
    "pattern",
    "reference_growth",
    "required",
    "required_range",
    "targets",
    "trend",
    "verdicts",
]
