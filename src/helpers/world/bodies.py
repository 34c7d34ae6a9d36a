"""Bodies of two states: memberships by year to 2014 (Correlates of War), the last Factbook, groupings.

A member is full or associate. *Missing* in the Correlates of War list is not known, never non-membership: those bodies
are counted apart. The Factbook's list is of one day, of low confidence and closed; what is known to be wrong in it is
not shown.
"""

import numpy as np
import pandas as pd

from helpers.methods import overlap as method
from helpers.world.read import World

MEMBER = ("full", "associate")
_MEASURES = list(method.overlap([], []))


def members(world: World, year: int) -> pd.DataFrame:
    """Every membership of a year: ``country``, ``body``, ``status``, ``first_year`` (of the run), ``row_ids``."""
    spells = world.table("igo_spells")
    spells = spells[spells["first_year"].le(year) & spells["last_year"].ge(year) & spells["status"].isin(MEMBER)]
    spells = spells.reset_index(drop=True)
    spells["row_ids"] = [(row_id,) for row_id in world.row_ids("igo_spells", spells)]
    return spells[["country", "body", "status", "first_year", "row_ids"]]


def overlap(world: World, a: str, b: str) -> pd.DataFrame:
    """Shared bodies of two states, year by year.

    Returns
    -------
    pandas.DataFrame
        ``year``, ``country_a``, ``country_b``, ``n_a``, ``n_b``, ``n_shared``, ``n_union``, ``jaccard``, ``cosine``,
        ``weighted_jaccard`` (weight ln(states / members of the body)), ``n_states``, ``n_missing`` (bodies in which
        either side is not known), ``row_ids``, ``source_ids``; a row per year in which either has a membership.
    """
    spells = world.table("igo_spells")
    if spells.empty:
        return _no_overlap()
    first, last = int(spells["first_year"].min()), int(spells["last_year"].max())
    bodies, body = np.unique(spells["body"], return_inverse=True)
    member = spells["status"].isin(MEMBER).to_numpy()
    shape = (last - first + 1, len(bodies))

    def held(rows: np.ndarray) -> np.ndarray:
        """Number of the chosen spells of each body in each year."""
        change = np.zeros((shape[0] + 1, shape[1]), dtype=np.int64)
        np.add.at(change, (spells["first_year"].to_numpy()[rows] - first, body[rows]), 1)
        np.add.at(change, (spells["last_year"].to_numpy()[rows] - first + 1, body[rows]), -1)
        return change[:-1].cumsum(axis=0)

    of_a, of_b = (spells["country"].eq(code).to_numpy() for code in (a, b))
    in_a, in_b = held(of_a & member) > 0, held(of_b & member) > 0
    unknown = held((of_a | of_b) & spells["status"].eq("missing").to_numpy()) > 0
    sizes, years = held(member), np.arange(first, last + 1)
    states = _states_by_year(world, years)
    # The weights of helpers.methods.overlap.size_weights, from sizes that are counted over spells.
    weights = np.log(states[:, None] / sizes.clip(min=1))
    frame = pd.DataFrame({"year": years, "country_a": a, "country_b": b})
    measures = [method.overlap(*of_year) for of_year in zip(in_a, in_b, weights, strict=True)]
    frame = pd.concat([frame, pd.DataFrame(measures, columns=_MEASURES)], axis=1)
    frame["n_states"], frame["n_missing"] = states, (unknown & (sizes > 0)).sum(axis=1)
    frame["row_ids"] = [tuple(f"world.igo_spells:{code}" for code in (a, b))] * len(frame)
    frame["source_ids"] = [world.sources_for("igo_spells")] * len(frame)
    return frame[frame[["n_a", "n_b"]].gt(0).any(axis=1)].reset_index(drop=True)


def shared(world: World, a: str, b: str, year: int | None = None) -> pd.DataFrame:
    """The bodies that both belong to in a year, the one with the fewest members first.

    Parameters
    ----------
    world
        The layer at a date.
    a, b
        States.
    year
        The last year held if not given.

    Returns
    -------
    pandas.DataFrame
        ``year``, ``body``, ``name``, ``country_a``, ``country_b``, ``first_a``, ``first_b`` (first year as a member),
        ``since_a``, ``since_b`` (first year of the present run), ``n_members``, ``political``, ``social``, ``economic``, ``imputed_years``, ``row_ids``, ``source_ids``.
    """
    last = min(int(world.covered_to("igo_spells")), world.last_year)
    year = last if year is None else year
    listed = members(world, year)
    sizes = listed.groupby("body").size().rename("n_members")
    one, two = (listed[listed["country"].eq(code)] for code in (a, b))
    frame = one.merge(two, on="body", suffixes=("_a", "_b")).merge(sizes, on="body")
    spells = world.table("igo_spells")
    first = spells[spells["status"].isin(MEMBER)].groupby(["body", "country"])["first_year"].min().rename("first")
    for side in ("a", "b"):
        frame = frame.join(first.rename(f"first_{side}"), on=["body", f"country_{side}"])
    kinds = ["body", "name", "political", "social", "economic", "imputed_years"]
    frame = frame.merge(world.table("igo_bodies")[kinds], on="body", how="left")
    frame["row_ids"] = frame["row_ids_a"] + frame["row_ids_b"]
    frame["source_ids"] = [world.sources_for("igo_spells")] * len(frame)
    frame["year"] = year
    frame = frame.rename(columns={"first_year_a": "since_a", "first_year_b": "since_b"})
    dates = ["first_a", "first_b", "since_a", "since_b"]
    columns = ["year", "body", "name", "country_a", "country_b", *dates, "n_members", *kinds[2:]]
    return frame.sort_values(["n_members", "body"]).reset_index(drop=True)[[*columns, "row_ids", "source_ids"]]


def chance(world: World, a: str, b: str) -> pd.DataFrame:
    """Shared bodies of 2014 against chance: random worlds in which every state and body keeps its numbers.

    Returns
    -------
    pandas.DataFrame
        One row, or none: the columns of the table ``igo_null`` with ``a`` as ``country_a``, ``year``, ``of`` (partners
        ranked), ``verdict`` (``above``, ``below`` or ``at`` chance by the 5 and 95 percent points of the Curveball
        draws), ``row_ids``, ``source_ids``.
    """
    frame = world.table("igo_null")
    frame = frame[frame["country_a"].isin([a, b]) & frame["country_b"].isin([a, b]) & (a != b)].reset_index(drop=True)
    frame["row_ids"] = [(row_id,) for row_id in world.row_ids("igo_null", frame)]
    frame["source_ids"] = [world.sources_for("igo_null")] * len(frame)
    if len(frame) and frame["country_a"].iloc[0] != a:
        frame = frame.rename(columns=_exchanged(frame.columns))[frame.columns]
    frame["year"], frame["of"] = int(world.covered_to("igo_null")), 192
    above, below = frame["shared"] > frame["curveball_q95"], frame["shared"] < frame["curveball_q05"]
    frame["verdict"] = np.select([above, below], ["above", "below"], "at")
    return frame


def overlap_ranks(world: World, country: str) -> pd.DataFrame:
    """All 192 partners of a state by their overlap with it in 2014.

    Returns
    -------
    pandas.DataFrame
        ``partner``, ``shared``, ``jaccard``, ``weighted_jaccard``, ``rank`` (by the weighted overlap), ``percentile``,
        ``curveball_q05``, ``curveball_q95``, ``of``, ``row_ids``, ``source_ids``.
    """
    frame = world.table("igo_null")
    frame = frame[frame["country_a"].eq(country) | frame["country_b"].eq(country)].reset_index(drop=True)
    first = frame["country_a"].eq(country)
    frame["partner"] = frame["country_b"].where(first, frame["country_a"])
    frame["rank"] = frame["rank_weighted_a"].where(first, frame["rank_weighted_b"])
    frame["percentile"] = frame["percentile_weighted_a"].where(first, frame["percentile_weighted_b"])
    frame["of"] = len(frame)
    frame["row_ids"] = [(row_id,) for row_id in world.row_ids("igo_null", frame)]
    frame["source_ids"] = [world.sources_for("igo_null")] * len(frame)
    null = ["curveball_q05", "curveball_q95"]
    columns = ["partner", "shared", "jaccard", "weighted_jaccard", "rank", "percentile", *null, "of"]
    return frame.sort_values(["rank", "partner"])[[*columns, "row_ids", "source_ids"]].reset_index(drop=True)


def groupings(world: World, *countries: str) -> pd.DataFrame:
    """The groupings that all the states belong to, of those whose list is whole.

    Returns
    -------
    pandas.DataFrame
        ``grouping``, ``name``, ``n_members``, ``customs_union`` (bool), ``customs_union_act``, ``members`` (tuple),
        ``date``, ``row_ids``, ``source_ids``; the customs unions first, then the smallest.
    """
    rows, sizes = world.table("groupings"), world.table("grouping_sizes").set_index("grouping")
    rows["row_ids"] = [(row_id,) for row_id in world.row_ids("groupings", rows)]
    rows = rows[rows["use"]]
    of_each = [set(rows.loc[rows["country"].eq(code), "grouping"]) for code in countries]
    common = set.intersection(*of_each) if of_each else set()
    rows = rows[rows["grouping"].isin(common & set(sizes.index[sizes["use"]]))]
    own = rows[rows["country"].isin(countries)]
    frame = pd.DataFrame({"grouping": sorted(rows["grouping"].unique())})
    frame["name"] = frame["grouping"].map(sizes["name"])
    frame["n_members"] = frame["grouping"].map(rows.groupby("grouping").size())
    frame["customs_union_act"] = frame["grouping"].map(sizes["customs_union_act"])
    frame["customs_union"] = frame["customs_union_act"].astype(str).ne("")
    frame["members"] = frame["grouping"].map(rows.groupby("grouping")["country"].agg(tuple))
    frame["date"] = world.covered_to("groupings")
    frame["row_ids"] = frame["grouping"].map(own.groupby("grouping")["row_ids"].agg(_together))
    frame["source_ids"] = frame["grouping"].map(own.groupby("grouping")["source_ids"].agg(_together))
    return frame.sort_values(["customs_union", "n_members"], ascending=[False, True]).reset_index(drop=True)


def _together(tuples: pd.Series) -> tuple:
    return tuple(sorted({member for row in tuples for member in row}))


def _exchanged(columns: pd.Index) -> dict[str, str]:
    """Columns of the first side named as those of the second, and the other way round."""
    ends = {"_a": "_b", "_b": "_a"}
    return {name: name[:-2] + ends[name[-2:]] for name in columns if name[-2:] in ends}


def _states_by_year(world: World, years: np.ndarray) -> np.ndarray:
    states = world.table("igo_states")
    first, last = states["first_year"].to_numpy(), states["last_year"].to_numpy()
    return ((first[None, :] <= years[:, None]) & (last[None, :] >= years[:, None])).sum(axis=1)


def _no_overlap() -> pd.DataFrame:
    head = ["year", "country_a", "country_b"]
    return pd.DataFrame(columns=[*head, *_MEASURES, "n_states", "n_missing", "row_ids", "source_ids"])
