"""The drawings and tables of the chapter."""

from helpers.chapters.institutions.exhibits.bodies import activation, membership_table, memberships
from helpers.chapters.institutions.exhibits.overlap import chance, curated_overlap, overlap
from helpers.chapters.institutions.exhibits.treaties import treaties
from helpers.chapters.institutions.exhibits.votes import (
    distance,
    key_votes,
    opposition_list,
    oppositions,
    partners,
    votes,
)

__all__ = [
    "activation",
    "chance",
    "curated_overlap",
    "distance",
    "key_votes",
    "membership_table",
    "memberships",
    "opposition_list",
    "oppositions",
    "overlap",
    "partners",
    "treaties",
    "votes",
]
