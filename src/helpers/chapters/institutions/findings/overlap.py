"""How much the two share, plain and by size, how that ranks among all states, and what chance would give."""

import pandas as pd

from helpers.chapters.institutions.findings.ranks import places
from helpers.edition import Edition
from helpers.finding import Finding, choice, number, ratio, union, when

LEAST_SHARED = 3
# Below this a share is told with one decimal.
SMALL = 0.095


def overlap(edition: Edition, pair_overlap: pd.DataFrame) -> Finding | None:
    """Bodies shared in the last year of the list of all states, and what share that is of all either belonged to."""
    if pair_overlap.empty:
        return None
    last = pair_overlap.iloc[-1]
    year = str(int(last["year"]))
    quantities = {
        "jaccard": number(float(last["jaccard"]), "Jaccard index", year, last["row_ids"]),
        "shared": number(int(last["n_shared"]), "bodies", year),
        "either": number(int(last["n_union"]), "bodies", year),
        "year": when(year),
        "ended": choice("yes" if year == edition.world.covered_to("igo_spells")[:4] else "no"),
    }
    return Finding("institutions.overlap", quantities, "institutions.overlap")


def weighted(pair_overlap: pd.DataFrame) -> Finding | None:
    """The same with small bodies weighted up and those of nearly all states weighted down."""
    if pair_overlap.empty:
        return None
    last = pair_overlap.iloc[-1]
    year = str(int(last["year"]))
    value = float(last["weighted_jaccard"])
    quantities = {
        "weighted": number(value, "size-weighted Jaccard index", year, last["row_ids"]),
        "size": choice("small" if value < SMALL else "large"),
    }
    return Finding("institutions.weighted", quantities, "institutions.overlap")


def weighted_rank(edition: Edition, overlap_partners: pd.DataFrame, pair_overlap: pd.DataFrame) -> Finding | None:
    """Place of each among all partners of the other by the overlap counted by size."""
    if pair_overlap.empty:
        return None
    quantities = places(edition, overlap_partners, str(int(pair_overlap["year"].iloc[-1])))
    return Finding("institutions.weighted-rank", quantities, "institutions.overlap") if quantities else None


def chance(world_chance: pd.DataFrame) -> Finding | None:
    """Whether the shared bodies are more or fewer than chance gives with the numbers of states and bodies kept."""
    if world_chance.empty:
        return None
    row = world_chance.iloc[0]
    year = str(int(row["year"]))
    quantities = {
        "expected": number(float(row["expected"]), "bodies", year, row["row_ids"]),
        "shared": number(int(row["shared"]), "bodies", year),
        "low": number(float(row["low"]), "bodies", year),
        "high": number(float(row["high"]), "bodies", year),
        "verdict": choice(row["verdict"]),
        "year": when(year),
    }
    return Finding("institutions.chance", quantities, "institutions.chance", kind="modelled")


def null_all(null_models: pd.DataFrame) -> Finding | None:
    """The curated list against chance, sizes kept."""
    return _null(null_models, "all")


def null_particular(null_models: pd.DataFrame) -> Finding | None:
    """The particular bodies of the curated list against chance, sizes kept."""
    return _null(null_models, "narrow")


def _null(null_models: pd.DataFrame, part: str) -> Finding | None:
    rows = null_models[null_models["list"].eq(part) & null_models["null"].eq("degree")]
    if rows.empty or rows["shared"].iloc[0] < LEAST_SHARED:
        return None
    row = rows.iloc[0]
    quantities = {
        "lift": ratio(float(row["lift"]), row["year"], row["row_ids"]),
        "shared": number(int(row["shared"]), "bodies", row["year"]),
        "low": number(float(row["low"]), "bodies", row["year"]),
        "high": number(float(row["high"]), "bodies", row["year"]),
    }
    name = "institutions.null-all" if part == "all" else "institutions.null-particular"
    return Finding(name, quantities, "institutions.chance", kind="modelled")


def status_weighted(edition: Edition, status_overlap: pd.DataFrame) -> Finding | None:
    """How far the weight given to observers moves the overlap on the curated list."""
    tried = status_overlap["overlap"]
    if not tried.gt(0).all() or tried.nunique() < 2:
        return None
    quantities = {
        "swing": number(
            float(tried.max() - tried.min()),
            "index points",
            edition.as_of.isoformat(),
            union(status_overlap["row_ids"]),
        ),
        "high": number(float(tried.max()), "index"),
    }
    return Finding("institutions.status-weighted", quantities, "institutions.curated-overlap")
