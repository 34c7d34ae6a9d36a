"""Votes of two states in the General Assembly, computed from the roll calls.

A roll call counts for a pair if both are recorded with yes, no or abstention; a state that is absent or silent neither
agrees nor abstains. Measures are those of :mod:`helpers.methods.agreement`. Votes of a predecessor are never part of a
successor's (:meth:`helpers.world.World.notes` says what to tell).
"""

import numpy as np
import pandas as pd

from helpers.faults import InputError
from helpers.methods import ideal_points
from helpers.methods.agreement import VOTES, agreement_measures
from helpers.world.read import World

UNIVERSES = ("all", "us_important")
FEWEST = 10  # under so many joint votes an agreement is noise
_CODES = np.zeros(128, dtype=np.int8)
for _place, _letter in enumerate(VOTES, 1):
    _CODES[ord(_letter)] = _place


def last_whole_year(world: World) -> int:
    """The last calendar year of which every roll call is held."""
    covered = world.covered_to("rollcalls")
    return min(int(covered[:4]) - (not covered.endswith("-12-31")), world.last_year)


def agreement(world: World, a: str, b: str, universe: str = "all") -> pd.DataFrame:
    """Likeness of the votes of two states, year by year.

    Parameters
    ----------
    world
        The layer at a date.
    a, b
        States: alpha-3 or a key of the table ``non_members``.
    universe
        ``all``: every adopted resolution with a recorded vote; ``us_important``: those that the US State Department
        listed as important, 1983-2017.

    Returns
    -------
    pandas.DataFrame
        ``year``, ``country_a``, ``country_b``, ``universe``, ``n_rollcalls``, ``n_both``, ``n_agree``, ``n_half``
        (exactly one abstains), ``n_opposed``, ``agreement_share``, ``similarity``, ``s_score``, ``kappa_w``, ``pi_w``
        (NaN without joint votes), ``partial_year``, ``row_ids``, ``source_ids``; a row per year with a joint vote.

    Raises
    ------
    InputError
        If the universe is another word.
    """
    years, tables, rolls = _tables(world, a, universe)
    counts = tables[:, _places(world, b)].sum(axis=1)
    keep = counts.sum(axis=(1, 2)) > 0
    frame = pd.DataFrame({"year": years[keep], "country_a": a, "country_b": b, "universe": universe})
    frame["n_rollcalls"] = rolls[keep]
    frame = pd.concat([frame, _measured(counts[keep])], axis=1)
    frame["partial_year"] = frame["year"] > last_whole_year(world)
    return _with_rows(world, frame, [(year,) for year in frame["year"]], universe)


def agreement_by_partner(
    world: World, country: str, first_year: int, last_year: int, universe: str = "all", fewest: int = FEWEST
) -> pd.DataFrame:
    """Likeness of the votes of one state with every present member, year by year.

    Returns
    -------
    pandas.DataFrame
        The columns of :func:`agreement` without ``partial_year``; a row per partner and year with ``fewest`` joint votes.
    """
    years, tables, rolls = _tables(world, country, universe)
    voters = world.whole("voters").sort_values("position").reset_index(drop=True)
    present = (voters["present_member"] & voters["country"].ne(country)).to_numpy()
    span = ((years >= first_year) & (years <= last_year))[:, None] & present[None, :]
    year, partner = np.nonzero(span & (tables.sum(axis=(2, 3)) >= fewest))
    frame = pd.DataFrame(
        {"year": years[year], "country_a": country, "country_b": voters["country"].to_numpy()[partner]}
    )
    frame["universe"], frame["n_rollcalls"] = universe, rolls[year]
    frame = pd.concat([frame, _measured(tables[year, partner])], axis=1)
    return _with_rows(world, frame, [(held,) for held in frame["year"]], universe)


def vote_list(world: World, *countries: str, joint: bool = True) -> pd.DataFrame:
    """The roll calls and what the states did in them, newest first.

    Parameters
    ----------
    world
        The layer at a date.
    countries
        One state or more.
    joint
        Only the roll calls in which all of them voted.

    Returns
    -------
    pandas.DataFrame
        ``record_id``, ``date``, ``symbol``, ``title``, ``subjects``, ``issue_codes``, ``us_important`` (True, False, or
        None where not known), a column per state (Y, A, N; X listed without a vote, - not listed), ``opposed`` (a yes
        against a no among them), ``row_ids``, ``source_ids``.
    """
    rolls = world.table("rollcalls")
    marks = _letters(world, rolls, countries)
    frame = rolls[["year", "record_id", "date", "symbol", "title", "subjects", "issue_codes"]].copy()
    frame["us_important"] = rolls["us_important"].map({"true": True, "false": False, "": None}).astype(object)
    for place, country in enumerate(countries):
        frame[country] = marks[:, place]
    frame["opposed"] = (marks == "Y").any(axis=1) & (marks == "N").any(axis=1)
    frame = frame[np.isin(marks, VOTES).all(axis=1)] if joint else frame
    frame = frame.sort_values(["date", "record_id"], ascending=False).reset_index(drop=True)
    frame["row_ids"] = [(row_id,) for row_id in world.row_ids("rollcalls", frame)]
    frame["source_ids"] = [world.sources_for("rollcalls", "votes")] * len(frame)
    return frame.drop(columns="year")


def ideal_point_distance(world: World, a: str, b: str) -> pd.DataFrame:
    """Distance of the ideal points of two states, year by year (:mod:`helpers.methods.ideal_points`).

    Returns
    -------
    pandas.DataFrame
        ``year``, ``country_a``, ``country_b``, ``ideal_point_a``, ``ideal_point_b``, ``distance``, ``low``, ``high``,
        ``row_ids``, ``source_ids``; a row per year that has both.
    """
    points = world.table("ideal_points")
    first, second = (points[points["country"].eq(code)].set_index("year") for code in (a, b))
    frame = ideal_points.ideal_point_distance(first, second).dropna(subset=["distance"])
    frame.insert(0, "country_a", a)
    frame.insert(1, "country_b", b)
    frame.insert(2, "ideal_point_a", first["ideal_point"].reindex(frame.index))
    frame.insert(3, "ideal_point_b", second["ideal_point"].reindex(frame.index))
    frame = frame.rename_axis("year").reset_index()
    frame["row_ids"] = [tuple(f"world.ideal_points:{code}/{year}" for code in (a, b)) for year in frame["year"]]
    frame["source_ids"] = [world.sources_for("ideal_points")] * len(frame)
    return frame


def _bytes(votes: pd.Series, width: int) -> np.ndarray:
    """The vote strings as an array of bytes, roll calls by states."""
    joined = "".join(votes).encode("ascii")
    if len(joined) != len(votes) * width:
        raise InputError(f"rollcalls votes: found strings of other lengths, expected {width} letters each")
    return np.frombuffer(joined, dtype=np.uint8).reshape(len(votes), width)


def _letters(world: World, rolls: pd.DataFrame, countries: tuple[str, ...]) -> np.ndarray:
    """The letters of some states, roll calls by states; ``-`` is not listed."""
    marks = _bytes(rolls["votes"], len(world.whole("voters"))).view("S1")
    places = [_places(world, code) for code in countries]
    listed = [marks[:, place[0]].astype(str) if place else np.full(len(rolls), "-") for place in places]
    return np.stack(listed, axis=1)


def _places(world: World, country: str) -> list[int]:
    """The place of a state in the vote string, none if it never was listed."""
    voters = world.whole("voters")
    return [int(place) - 1 for place in voters.loc[voters["country"].eq(country), "position"]]


def _tables(world: World, country: str, universe: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Years, contingency tables of a state with every state (year, state, own code, other's code), roll calls a year."""
    if universe not in UNIVERSES:
        raise InputError(f"universe: found {universe!r}, expected one of {', '.join(UNIVERSES)}")
    rolls = world.table("rollcalls")
    if universe == "us_important":
        rolls = rolls[rolls["us_important"].eq("true")]
    width = len(world.whole("voters"))
    years, place, number = np.unique(rolls["year"].to_numpy(), return_inverse=True, return_counts=True)
    tables = np.zeros((len(years), width, 3, 3), dtype=np.int64)
    own = _places(world, country)
    if not own or not len(rolls):
        return years, tables, number
    codes = _CODES[_bytes(rolls["votes"], width)]
    voted = codes[:, own[0]] > 0
    codes, place = codes[voted], place[voted]
    cell = place[:, None] * width * 9 + np.arange(width) * 9 + (codes[:, own[0]][:, None] - 1) * 3 + codes - 1
    counted = np.bincount(cell[codes > 0], minlength=tables.size)
    return years, counted.reshape(tables.shape), number


def _measured(counts: np.ndarray) -> pd.DataFrame:
    """Counts and measures of contingency tables (n, 3, 3) in the order yes, abstention, no."""
    return pd.DataFrame(agreement_measures(counts))


def _with_rows(world: World, frame: pd.DataFrame, years: list[tuple[int, ...]], universe: str) -> pd.DataFrame:
    columns = ("votes", "us_important") if universe == "us_important" else ("votes",)
    frame["row_ids"] = [tuple(f"world.rollcalls:{year}" for year in span) for span in years]
    frame["source_ids"] = [world.sources_for("rollcalls", *columns)] * len(frame)
    return frame
