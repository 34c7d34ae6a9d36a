"""Identical votes in the General Assembly: how often, against whom compared, on what the two part."""

import pandas as pd

from helpers.chapters.institutions.findings.ranks import places
from helpers.chapters.institutions.frames.votes import WINDOW, whole_years
from helpers.edition import Edition
from helpers.finding import Finding, choice, country, number, share, union, when, wording

LEAST_YEARS = 3


def _span(years: tuple[int, ...]) -> dict:
    return {"first": when(str(years[0])), "last": when(str(years[-1]))}


def votes(averaged_votes: pd.DataFrame, compared_years: tuple[int, ...]) -> Finding | None:
    """Share of identical votes, mean of the complete years compared."""
    if len(averaged_votes) < LEAST_YEARS:
        return None
    span, rows = f"{compared_years[0]}/{compared_years[-1]}", union(averaged_votes["row_ids"])
    quantities = {"mean": share(float(averaged_votes["agreement_share"].mean()), span, rows), **_span(compared_years)}
    return Finding("institutions.votes", quantities, "institutions.votes")


def votes_rank(edition: Edition, vote_partners: pd.DataFrame, compared_years: tuple[int, ...]) -> Finding | None:
    """Place of each among all partners of the other, over the same years and roll calls."""
    if len(compared_years) < 2:
        return None
    quantities = places(edition, vote_partners, f"{compared_years[0]}/{compared_years[-1]}")
    return Finding("institutions.votes-rank", quantities, "institutions.partners") if quantities else None


def kappa(averaged_votes: pd.DataFrame, compared_years: tuple[int, ...]) -> Finding | None:
    """Agreement beyond what the votes of the two would give by chance, mean of the years compared."""
    value = averaged_votes["kappa_w"].mean()
    if len(averaged_votes) < LEAST_YEARS or pd.isna(value):
        return None
    span, rows = f"{compared_years[0]}/{compared_years[-1]}", union(averaged_votes["row_ids"])
    quantities = {"kappa": number(float(value), "kappa", span, rows), **_span(compared_years)}
    return Finding("institutions.kappa", quantities, "institutions.votes")


def pooled(vote_decades: pd.DataFrame) -> list[Finding]:
    """Share of identical votes by decade, its votes taken together."""
    made = []
    for place, row in enumerate(vote_decades.to_dict("records")):
        first, last = int(row["first"]), int(row["last"])
        span = f"{first}/{last}" if first < last else f"{first}"
        quantities = {
            "share": share(float(row["share"]), span, row["row_ids"]),
            "several": choice("yes" if first < last else "no"),
            **_span((first, last)),
        }
        message = "institutions-pooled-later" if place else "institutions-pooled"
        made.append(Finding(f"institutions.pooled-{row['decade']}", quantities, "institutions.votes", message=message))
    return made


def universes(pair_votes: pd.DataFrame, other_votes: pd.DataFrame) -> Finding | None:
    """Share of identical votes in the other universe of roll calls, over the last years that both cover."""
    mine, other = whole_years(pair_votes), whole_years(other_votes)
    both = other[other["year"].isin(mine["year"])].tail(WINDOW)
    if both.empty:
        return None
    first, last = int(both["year"].min()), int(both["year"].max())
    whole = other[other["year"].between(first, last)]
    quantities = {
        "share": share(
            float(whole["n_agree"].sum() / whole["n_both"].sum()), f"{first}/{last}", union(whole["row_ids"])
        ),
        "universe": choice(whole["universe"].iloc[0].lower()),
        **_span((first, last)),
    }
    return Finding("institutions.universes", quantities, "institutions.votes")


def opposed(opposition_themes: pd.DataFrame, opposed_votes: pd.DataFrame, pair_votes: pd.DataFrame) -> Finding | None:
    """On how many resolutions one voted yes and the other no, and on what theme most often."""
    if opposition_themes.empty:
        return None
    top, rows = opposition_themes.iloc[0], union(opposed_votes["row_ids"])
    first, last = int(pair_votes["year"].min()), int(pair_votes["year"].max())
    quantities = {
        "opposed": number(len(opposed_votes), "votes", f"{first}/{last}", rows),
        **_span((first, last)),
        "most": number(int(top["votes"]), "votes", rows=top["row_ids"]),
        "theme": wording(top["theme"]),
        "coded": choice("none" if not top["theme"] else "hand" if top["by_hand"] else "library"),
    }
    return Finding("institutions.opposed", quantities, "institutions.oppositions")


def opposed_side(edition: Edition, opposed_votes: pd.DataFrame) -> Finding | None:
    """Which of the two voted yes where they parted."""
    if len(opposed_votes) < 2:
        return None
    b_yes = opposed_votes["vote_b"].eq("Y")
    side = "b" if 2 * b_yes.sum() >= len(b_yes) else "a"
    chosen = opposed_votes[b_yes if side == "b" else ~b_yes]
    first, last = opposed_votes["date"].str[:4].min(), opposed_votes["date"].str[:4].max()
    span = f"{first}/{last}" if first < last else first
    quantities = {
        "yes": number(len(chosen), "votes", span, union(chosen["row_ids"])),
        "opposed": number(len(opposed_votes), "votes", rows=union(opposed_votes["row_ids"])),
        "yea": country(edition.pair[side == "b"]),
        "nay": country(edition.pair[side == "a"]),
    }
    return Finding("institutions.opposed-side", quantities, "institutions.oppositions")


def distance(position_gaps: pd.DataFrame) -> Finding | None:
    """Distance of the modelled positions, latest year, with its interval."""
    if position_gaps.empty:
        return None
    last, widest = position_gaps.iloc[-1], position_gaps.loc[position_gaps["distance"].idxmax()]
    quantities = {
        "distance": number(float(last["distance"]), "ideal-point units", str(int(last["year"])), last["row_ids"]),
        "low": number(float(last["low"]), "ideal-point units"),
        "high": number(float(last["high"]), "ideal-point units"),
        "year": when(str(int(last["year"]))),
        "narrowed": choice("yes" if widest["year"] < last["year"] else "no"),
        "widest": number(float(widest["distance"]), "ideal-point units", rows=widest["row_ids"]),
        "then": when(str(int(widest["year"]))),
    }
    return Finding("institutions.distance", quantities, "institutions.distance", kind="modelled")
