"""How far the memberships overlap: on the list of all states to 2014, and on the curated list to the as-of date."""

from collections.abc import Mapping
from datetime import date

import pandas as pd

from helpers.chapters.institutions.frames.bodies import BODY, FULL, running_on
from helpers.datapackage.read import InputError
from helpers.edition import Edition
from helpers.finding import union
from helpers.methods.configuration_model import configuration_overlap
from helpers.methods.hypergeometric import hypergeometric_overlap
from helpers.methods.overlap import graded_overlap, overlaps_of
from helpers.world.bodies import chance, members, overlap, overlap_ranks

STATUSES = ("member", "associate", "observer", "dialogue-partner", "candidate", "guest", "suspended", "former")
WATCHING = ("observer", "dialogue-partner")
OBSERVER_WEIGHTS = (0.0, 0.25, 0.5)
FIRST = 1991
NULL = ["expected", "low", "high", "lift", "p"]


def pair_overlap(edition: Edition) -> pd.DataFrame:
    """Bodies shared on the Correlates of War list, a row per year in which both belong to any: ``jaccard`` and the rest.

    See :func:`helpers.world.bodies.overlap` for the columns.
    """
    table = overlap(edition.world, *edition.pair)
    table = table[table["n_a"].gt(0) & table["n_b"].gt(0)].reset_index(drop=True)
    return table.drop(columns=["source_ids"], errors="ignore")


def overlap_partners(edition: Edition, comparator_codes: tuple[str, ...]) -> pd.DataFrame:
    """Every state by its size-weighted overlap with each side in the last year of the Correlates of War list.

    Returns
    -------
    pandas.DataFrame
        The largest first: ``of`` (``a``, ``b``), ``partner``, ``shared``, ``jaccard``, ``weighted_jaccard``, ``place``
        (1 is the largest), ``places`` (partners of that side), ``row_ids``; with comparators, these and the pair only.
    """
    sides = [overlap_ranks(edition.world, code).assign(of=side) for code, side in zip(edition.pair, "ab", strict=True)]
    table = pd.concat(sides, ignore_index=True)
    if comparator_codes:
        table = table[table["partner"].isin({*comparator_codes, *edition.pair})]
    ranks = table.groupby("of")["rank"]  # of unrounded overlaps
    table = table.assign(place=ranks.rank(method="min").astype(int), places=ranks.transform("size"))
    columns = ["of", "partner", "shared", "jaccard", "weighted_jaccard", "place", "places", "row_ids"]
    return table.sort_values(["of", "place", "partner"], ignore_index=True)[columns]


def world_chance(edition: Edition) -> pd.DataFrame:
    """The shared bodies of the last year of the Correlates of War list against what chance gives.

    Returns
    -------
    pandas.DataFrame
        No row or one: ``year``, ``n_a``, ``n_b``, ``shared``, ``expected``, ``low``, ``high`` (5th and 95th percentile of
        random matrices in which every state keeps its number of bodies and every body its members), ``lift``, ``p`` (of
        so many or more), ``verdict`` (``above``, ``within``, ``below``), ``row_ids``.
    """
    table = chance(edition.world, *edition.pair).rename(
        columns={
            "curveball_mean": "expected",
            "curveball_q05": "low",
            "curveball_q95": "high",
            "curveball_p_at_least": "p",
        }
    )
    table["lift"] = table["shared"] / table["expected"]
    table["verdict"] = table["verdict"].replace("at", "within")
    return table[["year", "n_a", "n_b", "shared", *NULL, "verdict", "row_ids"]]


def yearly_members(edition: Edition, spells: pd.DataFrame) -> pd.DataFrame:
    """Full members of the bodies of the curated list at the end of each year, at the as-of date for its year.

    Bodies without a published start for either side are left out, so that a series over time does not jump by what is
    unknown.

    Returns
    -------
    pandas.DataFrame
        ``year``, ``org_id``, ``country``, ``row_ids``, from 1991 on.
    """
    undated = spells.loc[spells["start"].eq("") & spells["country"].isin(edition.pair), "org_id"]
    years = range(FIRST, edition.as_of.year + 1)
    ends = [min(date(year, 12, 31), edition.as_of).toordinal() for year in years]
    days = pd.DataFrame({"year": years, "day": ends})
    held = running_on(spells[~spells["org_id"].isin(undated)], days)
    held = held[held["status"].isin(FULL)].sort_values(["year", *BODY], ignore_index=True)
    return held[["year", *BODY, "row_ids"]]


def curated_overlaps(edition: Edition, yearly_members: pd.DataFrame) -> pd.DataFrame:
    """Overlap of each side with every country of the curated list, at the end of each year.

    Returns
    -------
    pandas.DataFrame
        ``year``, ``of``, ``partner``, ``n_shared``, ``jaccard``, ``weighted_jaccard`` (weights within the countries of
        the list); the last year stands at the as-of date. The rows behind it are all those of ``yearly_members``.
    """
    columns = ["year", "of", "partner", "n_shared", "jaccard", "weighted_jaccard"]
    if yearly_members.empty:
        return pd.DataFrame(columns=columns)
    every = yearly_members.groupby(["year", "country", "org_id"]).size().unstack(fill_value=0).gt(0)
    parts = [
        overlaps_of(held.droplevel("year"), code).assign(year=year, of=side)[columns]
        for year, held in every.groupby(level="year")
        for code, side in zip(edition.pair, "ab", strict=True)
        if (year, code) in held.index
    ]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns)


def null_models(
    edition: Edition, world_chance: pd.DataFrame, listed_bodies: pd.DataFrame, standings: pd.DataFrame
) -> pd.DataFrame:
    """The shared bodies against chance: each list and each null model as a row.

    Where only the number of memberships of each side is kept the null is hypergeometric; where the members of each body
    are kept too, it is the Curveball of all states (Correlates of War list) or the configuration model of the countries
    of the curated list.

    Returns
    -------
    pandas.DataFrame
        ``list`` (``cow``, ``all``, ``narrow``), ``year``, ``null`` (``hypergeometric``, ``degree``), ``bodies``,
        ``n_a``, ``n_b``, ``shared``, ``expected``, ``low``, ``high``, ``lift``, ``p``, ``row_ids``.
    """
    columns = ["list", "year", "null", "bodies", "n_a", "n_b", "shared", *NULL, "row_ids"]
    made = []
    for row in world_chance.to_dict("records"):
        bodies = members(edition.world, row["year"])["body"].nunique()
        drawn = hypergeometric_overlap(row["n_a"], row["n_b"], row["shared"], bodies)
        common = {**row, "list": "cow", "year": str(row["year"]), "bodies": bodies}
        made += [{**common, "null": "hypergeometric", **drawn}, {**common, "null": "degree"}]
    full = standings[standings["status"].isin(FULL)]
    narrow = listed_bodies.loc[~listed_bodies["near_universal"], "org_id"]
    for name, rows in {"all": full, "narrow": full[full["org_id"].isin(narrow)]}.items():
        held = pd.crosstab(rows["country"], rows["org_id"]).gt(0)
        if not set(edition.pair) <= set(held.index):
            continue
        a, b = (held.loc[code] for code in edition.pair)
        counts = {"bodies": held.shape[1], "n_a": int(a.sum()), "n_b": int(b.sum()), "shared": int((a & b).sum())}
        common = {"list": name, "year": edition.as_of.isoformat(), **counts, "row_ids": union(rows["row_ids"])}
        drawn = hypergeometric_overlap(counts["n_a"], counts["n_b"], counts["shared"], counts["bodies"])
        made.append({**common, "null": "hypergeometric", **drawn})
        made.append({**common, "null": "degree", **configuration_overlap(held, *edition.pair)})
    return pd.DataFrame(made, columns=columns)


def status_overlap(bodies: pd.DataFrame, weights: Mapping[str, float]) -> pd.DataFrame:
    """Overlap on the curated list when an observer counts for less than a member, for several such weights.

    Statuses without a weight weigh nothing; see :func:`helpers.methods.overlap.graded_overlap`.

    Returns
    -------
    pandas.DataFrame
        ``observer_weight``, ``overlap`` (0 to 1, NaN without memberships), ``row_ids``.

    Raises
    ------
    InputError
        If a status is unknown or a weight lies outside 0 to 1.
    """
    for status, weight in weights.items():
        if status not in STATUSES or not isinstance(weight, (int, float)) or not 0 <= weight <= 1:
            known = f"{', '.join(STATUSES[:-1])} or {STATUSES[-1]}"
            raise InputError(f"weights: found {status!r}: {weight!r}, expected a weight 0 to 1 of {known}")
    rows = union(bodies.loc[bodies["status_a"].ne("") | bodies["status_b"].ne(""), "row_ids"])
    tried = [
        (
            observer,
            graded_overlap(*(bodies[f"status_{side}"].map(used).fillna(0.0).astype(float) for side in "ab")),
            rows,
        )
        for observer in OBSERVER_WEIGHTS
        for used in [{**weights, **dict.fromkeys(WATCHING, observer)}]
    ]
    return pd.DataFrame(tried, columns=["observer_weight", "overlap", "row_ids"])
