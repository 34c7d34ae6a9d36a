"""Frames of the trade gap, from the tables of an edition; see each module."""

from helpers.chapters.trade.frames.comparable import benchmark, benchmark_check, partners, published_elasticities
from helpers.chapters.trade.frames.conflicts import (
    conflicting_flows,
    conflicting_totals,
    early_quotes,
    self_conflicts,
)
from helpers.chapters.trade.frames.goods import balances, sections
from helpers.chapters.trade.frames.growth import (
    pass_through,
    reference_classes,
    reference_windows,
    rise_record,
    yearly_series,
)
from helpers.chapters.trade.frames.ledgers import (
    comparator_codes,
    comparator_ledgers,
    every_flow,
    flows,
    freight,
    main_direction,
    mirror,
    years_above,
)
from helpers.chapters.trade.frames.targets import (
    admissible_baselines,
    announcements,
    growth_needed,
    target,
    trends,
    years_of_passing,
)
from helpers.chapters.trade.frames.totals import (
    baselines,
    exact_totals,
    leading_totals,
    parts_of_years,
    published_totals,
    statistics,
    totals,
)
from helpers.chapters.trade.frames.worldwide import expected_flows, world_windows

__all__ = [
    "admissible_baselines",
    "announcements",
    "balances",
    "baselines",
    "benchmark",
    "benchmark_check",
    "comparator_codes",
    "comparator_ledgers",
    "conflicting_flows",
    "conflicting_totals",
    "early_quotes",
    "every_flow",
    "exact_totals",
    "expected_flows",
    "flows",
    "freight",
    "growth_needed",
    "leading_totals",
    "main_direction",
    "mirror",
    "partners",
    "parts_of_years",
    "pass_through",
    "published_elasticities",
    "published_totals",
    "reference_classes",
    "reference_windows",
    "rise_record",
    "sections",
    "self_conflicts",
    "statistics",
    "target",
    "totals",
    "trends",
    "world_windows",
    "yearly_series",
    "years_above",
    "years_of_passing",
]
