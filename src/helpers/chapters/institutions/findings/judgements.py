"""What the chapter judges: what the overlap amounts to, and where the two meet next on the margins of a body."""

import pandas as pd

from helpers.edition import Edition
from helpers.finding import Judgement, choice, number, share, union, when, wording
from helpers.methods.base_rates import likelihood_word, succession

LEAST_SHARED = 3
LEAST_MEETINGS = 5
# Years within which the next meeting is expected; without one the judgement is void.
TERM = 2


def judgement_overlap(edition: Edition, shared_bodies: pd.DataFrame, world_chance: pd.DataFrame) -> Judgement | None:
    """That the shared memberships are no sign of closeness, where chance gives as many and most are of nearly all."""
    universal = shared_bodies["near_universal"]
    if world_chance.empty or len(shared_bodies) < LEAST_SHARED or universal.mean() <= 0.5:
        return None
    found = world_chance.iloc[0]
    if found["verdict"] != "within":
        return None
    rows, year = union(shared_bodies["row_ids"]), str(int(found["year"]))
    quantities = {
        "universal": share(float(universal.mean()), edition.as_of.isoformat(), rows),
        "today": number(len(shared_bodies), "bodies"),
        "shared": number(int(found["shared"]), "bodies", year, found["row_ids"]),
        "low": number(float(found["low"]), "bodies", year),
        "high": number(float(found["high"]), "bodies", year),
        "year": when(year),
    }
    confidence = edition.confidence_of(union([rows, found["row_ids"]]))
    return Judgement("institutions.judgement-overlap", quantities, "institutions.overlap", confidence=confidence)


def judgement_forum(edition: Edition, forum_use: pd.DataFrame) -> Judgement | None:
    """Where the next meeting of the two on the margins of a body takes place, by how often each carried one."""
    total = int(forum_use["meetings"].sum())
    if total < LEAST_MEETINGS:
        return None
    top = forum_use.iloc[0]
    likelihood = likelihood_word(succession(int(top["meetings"]), total))
    quantities = {
        "meetings": number(int(top["meetings"]), "meetings", edition.as_of.isoformat(), top["row_ids"]),
        "total": number(total, "meetings", rows=union(forum_use.loc[forum_use["meetings"] > 0, "row_ids"])),
        "short": wording(top["org_id"]),
        "likelihood": wording(likelihood),
        "odds": choice(likelihood.replace(" ", "-")),
    }
    return Judgement(
        "institutions.judgement-forum",
        quantities,
        "institutions.memberships",
        probability=succession(int(top["meetings"]), total),
        derivation="rule of succession over the meetings known",
        rule="the first meeting of the two on the margins of a shared body after the as-of date",
        resolves_on=edition.as_of.replace(year=edition.as_of.year + TERM, day=1).isoformat(),
    )
