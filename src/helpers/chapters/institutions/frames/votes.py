"""How the two sides voted in the General Assembly, beside how each voted with every other state."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from helpers.datapackage.read import InputError
from helpers.edition import Edition
from helpers.finding import union
from helpers.world.votes import FEWEST, agreement, agreement_by_partner, ideal_point_distance, vote_list

# Adopted resolutions (UN Digital Library, as in the world layer) and all roll calls (Voeten's data).
ADOPTED, UNIVERSES = "UNDL", ("UNDL", "VOETEN")
FEW = 30
WINDOW = 10
COUNTS = ["n_rollcalls", "n_both", "n_agree", "n_half", "n_opposed", "partial_year"]
CHANCE_CORRECTED = ["kappa_w", "pi_w"]
# How words of a subject heading are written that are no names.
ABBREVIATED = frozenset({"UN", "UNRWA", "GUAM", "ICJ"})
SMALL = frozenset({"AND", "BY", "FOR", "IN", "OF", "ON", "THE", "TO", "WITH"})


def every_vote(edition: Edition) -> pd.DataFrame:
    """Agreement of the pair by year and universe of roll calls.

    The roll calls of the world layer give adopted resolutions; a row of counts of the data package wins over them, and is
    the only source of the other universe. Measures follow from the counts; kappa and pi need the votes one by one, so
    they are missing where only counts are held.

    Returns
    -------
    pandas.DataFrame
        ``year``, ``universe``, ``n_rollcalls``, ``n_both``, ``n_agree``, ``n_half`` (exactly one abstains),
        ``n_opposed``, ``partial_year``, ``agreement_share``, ``similarity``, ``s_score``, ``kappa_w``, ``pi_w``, ``few``
        (fewer than :data:`FEW` joint votes), ``row_ids``.
    """
    key = ["universe", "year"]
    counted = edition.unga_agreement.set_index(key)
    rolled = agreement(edition.world, *edition.pair).assign(universe=ADOPTED).set_index(key)
    table = counted[COUNTS].combine_first(rolled[COUNTS]).fillna(0).astype(int).astype({"partial_year": bool})
    rows = [frame["row_ids"].reindex(table.index).map(_or_none) for frame in (counted, rolled)]
    both = table["n_both"].where(table["n_both"] > 0)
    same = rolled[COUNTS].reindex(table.index).eq(table[COUNTS]).all(axis=1)
    table = table.assign(
        agreement_share=table["n_agree"] / both,
        similarity=(table["n_agree"] + table["n_half"] / 2) / both,
        s_score=1 - (table["n_half"] + 2 * table["n_opposed"]) / both,
        **rolled[CHANCE_CORRECTED].reindex(table.index).where(same),
        few=table["n_both"] < FEW,
        row_ids=rows[0] + rows[1],
    )
    return table.reset_index()[["year", "universe", *(name for name in table)]]


def _or_none(ids: Any) -> tuple[str, ...]:
    """Row ids, none where a row was not joined."""
    return ids if isinstance(ids, tuple) else ()


def universe_used(every_vote: pd.DataFrame, universe: str) -> str:
    """The universe of roll calls asked for, or the other one if the pair has no rows in it.

    Raises
    ------
    InputError
        If there is no such universe.
    """
    if universe not in UNIVERSES:
        raise InputError(f"universe: found {universe!r}, expected one of {', '.join(UNIVERSES)}")
    held = set(every_vote["universe"])
    return next((name for name in (universe, *UNIVERSES) if name in held), universe)


def pair_votes(every_vote: pd.DataFrame, universe_used: str) -> pd.DataFrame:
    """Agreement of the pair in the universe used, a row per year: the columns of ``every_vote``."""
    return every_vote[every_vote["universe"].eq(universe_used)].reset_index(drop=True)


def other_votes(every_vote: pd.DataFrame, universe_used: str) -> pd.DataFrame:
    """Agreement of the pair in the other universe of roll calls, a row per year."""
    return every_vote[every_vote["universe"].ne(universe_used)].reset_index(drop=True)


def whole_years(votes: pd.DataFrame) -> pd.DataFrame:
    """The complete years with joint votes."""
    return votes[~votes["partial_year"].astype(bool) & votes["n_both"].gt(0)]


def compared_years(pair_votes: pd.DataFrame, years: Sequence[int] | Any) -> tuple[int, ...]:
    """First and last year of the averages and ranks: as asked for, else the last ten complete ones; empty if none.

    Raises
    ------
    InputError
        If ``years`` is neither empty nor a first and a last year.
    """
    asked = tuple(years) if isinstance(years, Sequence) and not isinstance(years, str) else (years,)
    if asked and (len(asked) != 2 or not all(type(year) is int for year in asked) or asked[0] > asked[1]):
        raise InputError(f"years: found {years!r}, expected a first and a last year, or none")
    whole = pair_votes[~pair_votes["partial_year"].astype(bool) & pair_votes["n_rollcalls"].gt(0)]["year"]
    if asked or whole.empty:
        return asked
    return max(int(whole.max()) - WINDOW + 1, int(whole.min())), int(whole.max())


def averaged_votes(pair_votes: pd.DataFrame, compared_years: tuple[int, ...]) -> pd.DataFrame:
    """The complete years of the pair that the averages rest on."""
    first, last = compared_years or (1, 0)
    whole = whole_years(pair_votes)
    return whole[whole["year"].between(first, last)].reset_index(drop=True)


def vote_partners(
    edition: Edition,
    averaged_votes: pd.DataFrame,
    comparator_codes: tuple[str, ...],
    universe_used: str,
) -> pd.DataFrame:
    """Every state by its mean agreement with each side, over the years averaged and on adopted resolutions alone.

    Years in which the pair has fewer than ten joint votes are left out. A partner is ranked if it voted in all others:
    so all are measured on the same roll calls. There are no ranks in another universe, which is held of few states.

    Returns
    -------
    pandas.DataFrame
        The most alike first: ``of`` (``a``, ``b``), ``partner``, ``mean`` (of the yearly shares of identical votes),
        ``low``, ``high`` (of the years), ``kappa`` (mean), ``n_years``, ``votes``, ``place`` (1 is the most alike),
        ``places`` (partners of that side), ``row_ids``; with comparators, these and the pair only.
    """
    years = averaged_votes.loc[averaged_votes["n_both"] >= FEWEST, "year"].astype(int)
    columns = ["of", "partner", "mean", "low", "high", "kappa", "n_years", "votes", "place", "places", "row_ids"]
    if years.empty or universe_used != ADOPTED:
        return pd.DataFrame(columns=columns)
    every = pd.concat(
        agreement_by_partner(edition.world, code, years.min(), years.max()).assign(of=side)
        for code, side in zip(edition.pair, "ab", strict=True)
    )
    every = every[every["year"].isin(years)]
    if comparator_codes:
        every = every[every["country_b"].isin({*comparator_codes, *edition.pair})]
    table = every.groupby(["of", "country_b"], as_index=False).agg(
        mean=("agreement_share", "mean"),
        low=("agreement_share", "min"),
        high=("agreement_share", "max"),
        kappa=("kappa_w", "mean"),
        n_years=("year", "size"),
        votes=("n_both", "sum"),
        row_ids=("row_ids", union),
    )
    table = table[table["n_years"] == len(years)].rename(columns={"country_b": "partner"})
    sides = table.groupby("of")["mean"]
    table["place"] = sides.rank(method="min", ascending=False).astype(int)
    table["places"] = sides.transform("size")
    return table.sort_values(["of", "place", "partner"], ignore_index=True)[columns]


def vote_decades(pair_votes: pd.DataFrame) -> pd.DataFrame:
    """The votes of the pair pooled by decade, complete years only.

    Returns
    -------
    pandas.DataFrame
        ``decade`` (1990, …), ``first``, ``last`` (years with joint votes), ``votes``, ``agree``, ``opposed``, ``share``
        (identical votes), ``row_ids``.
    """
    whole = whole_years(pair_votes)
    table = (
        whole.assign(decade=whole["year"] // 10 * 10)
        .groupby("decade", as_index=False)
        .agg(
            first=("year", "min"),
            last=("year", "max"),
            votes=("n_both", "sum"),
            agree=("n_agree", "sum"),
            opposed=("n_opposed", "sum"),
            row_ids=("row_ids", union),
        )
    )
    return table.assign(share=table["agree"] / table["votes"])


def opposed_votes(edition: Edition) -> pd.DataFrame:
    """The adopted resolutions on which one voted yes and the other no, latest first.

    Returns
    -------
    pandas.DataFrame
        ``rid`` (record of the UN Digital Library), ``date``, ``symbol``, ``title``, ``vote_a``, ``vote_b``, ``theme``
        (coded by hand in the data package, otherwise the first subject heading of the library), ``by_hand``,
        ``row_ids``.
    """
    rolled = vote_list(edition.world, *edition.pair)
    rolled = rolled[rolled["opposed"]].rename(columns=dict(zip(edition.pair, ("vote_a", "vote_b"), strict=True)))
    # A theme is a reading of the title: it is of no date, so the rows are taken whole and the roll calls tell the date.
    coded = edition.whole("unga_opposed")
    coded = coded[coded["country_a"].isin(edition.pair) & coded["country_b"].isin(edition.pair)]
    frame = rolled.assign(rid=rolled["record_id"].astype("int64"))
    frame = frame.merge(coded[["rid", "theme", "title", "row_ids"]], on="rid", how="left", suffixes=("", "_coded"))
    headings = frame["subjects"].str.split("|").str[0].str.split("--").str[0].map(_heading, na_action="ignore")
    frame["by_hand"] = frame["theme"].notna()
    frame["row_ids"] += frame["row_ids_coded"].map(_or_none)
    frame["theme"] = frame["theme"].where(frame["by_hand"], headings).fillna("")
    frame["title"] = frame["title_coded"].where(frame["by_hand"], frame["title"])  # the world layer cuts long titles
    columns = ["rid", "date", "symbol", "title", "vote_a", "vote_b", "theme", "by_hand", "row_ids"]
    return frame.sort_values(["date", "rid"], ascending=False, ignore_index=True)[columns]


def _heading(text: str) -> str:
    """A subject heading of the library, which it writes in capitals: ``UN. ECONOMIC AND SOCIAL COUNCIL``."""
    words = text.replace("UN.", "UN").split()
    told = [word if word in ABBREVIATED else word.lower() if word in SMALL else word.title() for word in words]
    return " ".join(told).replace("'S", "'s")


def opposition_themes(opposed_votes: pd.DataFrame) -> pd.DataFrame:
    """The opposed votes by theme, most votes first; those without a theme stand last.

    Returns
    -------
    pandas.DataFrame
        ``theme``, ``votes``, ``a_yes`` (side a yes, side b no), ``b_yes``, ``first``, ``last`` (years), ``example`` (the
        title that recurs most), ``recurs`` (how often), ``by_hand``, ``row_ids``.
    """
    frame = opposed_votes.assign(
        key=opposed_votes["title"].str.lower(),
        a_yes=opposed_votes["vote_a"].eq("Y"),
        b_yes=opposed_votes["vote_b"].eq("Y"),
        year=opposed_votes["date"].str[:4].astype(int),
    )
    frame["recurs"] = frame.groupby(["theme", "key"])["rid"].transform("size")
    table = frame.groupby("theme").agg(
        votes=("rid", "size"),
        a_yes=("a_yes", "sum"),
        b_yes=("b_yes", "sum"),
        first=("year", "min"),
        last=("year", "max"),
        recurs=("recurs", "max"),
        by_hand=("by_hand", "all"),
        row_ids=("row_ids", union),
    )
    most = frame[frame["recurs"].eq(frame.groupby("theme")["recurs"].transform("max"))]
    table["example"] = most.groupby("theme")["title"].last()
    columns = ["theme", "votes", "a_yes", "b_yes", "first", "last", "example", "recurs", "by_hand", "row_ids"]
    table = table.reset_index().assign(bare=lambda rows: rows["theme"].eq(""))
    return table.sort_values(["bare", "votes", "theme"], ascending=[True, False, True], ignore_index=True)[columns]


def selected_votes(edition: Edition) -> pd.DataFrame:
    """Votes of both sides on the resolutions that the data package selects, latest first.

    Returns
    -------
    pandas.DataFrame
        ``rid``, ``date``, ``symbol``, ``title``, ``vote_a``, ``vote_b``, ``same``, ``row_ids``. ``X`` is no vote cast;
        ``same`` is empty then, because an absence is not a disagreement.
    """
    selected = edition.whole("unga_key_votes").drop_duplicates("rid")[["rid", "date", "symbol", "title", "row_ids"]]
    rolled = vote_list(edition.world, *edition.pair, joint=False)[["record_id", *edition.pair, "row_ids"]]
    rolled = rolled.set_axis(["rid", "vote_a", "vote_b", "roll_rows"], axis=1)
    rows = selected.merge(rolled, on="rid")
    rows = rows[rows["vote_a"].ne("-") & rows["vote_b"].ne("-")]
    both = rows["vote_a"].ne("X") & rows["vote_b"].ne("X")
    same = np.where(both, np.where(rows["vote_a"].eq(rows["vote_b"]), "yes", "no"), "")
    rows = rows.assign(same=same, row_ids=rows["row_ids"] + rows["roll_rows"])
    columns = ["rid", "date", "symbol", "title", "vote_a", "vote_b", "same", "row_ids"]
    return rows.sort_values(["date", "rid"], ascending=False, ignore_index=True)[columns]


def misdated_years(edition: Edition) -> pd.DataFrame:
    """Years up to the date whose ideal points are left out: the file has booked votes of one year under another.

    Returns
    -------
    pandas.DataFrame
        ``year``, ``votes`` (booked at most behind a point).
    """
    booked = edition.world.whole("ideal_points").groupby("year", as_index=False)["n_votes"].max()
    booked = booked.rename(columns={"n_votes": "votes"})
    after = booked["year"].gt(int(edition.world.covered_to("ideal_points")[:4]))
    return booked[after & booked["year"].le(edition.as_of.year)].reset_index(drop=True)


def position_gaps(edition: Edition) -> pd.DataFrame:
    """Distance of the ideal points of the two sides per year, with a 90% interval.

    Returns
    -------
    pandas.DataFrame
        ``year``, ``distance``, ``low``, ``high``, ``votes`` (of the side with fewer), ``row_ids``.
    """
    table = ideal_point_distance(edition.world, *edition.pair)
    points = edition.world.table("ideal_points")
    fewest = points[points["country"].isin(edition.pair)].groupby("year")["n_votes"].min()
    table["votes"] = table["year"].map(fewest)
    return table[["year", "distance", "low", "high", "votes", "row_ids"]]
