"""What the chapter states, in the order in which it is told."""

from helpers.chapters.institutions.findings.bodies import (
    activation,
    activation_rate,
    idle,
    observers,
    particular,
    shared,
)
from helpers.chapters.institutions.findings.judgements import judgement_forum, judgement_overlap
from helpers.chapters.institutions.findings.overlap import (
    chance,
    null_all,
    null_particular,
    overlap,
    status_weighted,
    weighted,
    weighted_rank,
)
from helpers.chapters.institutions.findings.treaties import investment, investment_others, taxation, treaties
from helpers.chapters.institutions.findings.votes import (
    distance,
    kappa,
    opposed,
    opposed_side,
    pooled,
    universes,
    votes,
    votes_rank,
)

__all__ = [
    "activation",
    "activation_rate",
    "chance",
    "distance",
    "idle",
    "investment",
    "investment_others",
    "judgement_forum",
    "judgement_overlap",
    "kappa",
    "null_all",
    "null_particular",
    "observers",
    "opposed",
    "opposed_side",
    "overlap",
    "particular",
    "pooled",
    "shared",
    "status_weighted",
    "taxation",
    "treaties",
    "universes",
    "votes",
    "votes_rank",
    "weighted",
    "weighted_rank",
]
