"""What both belong to, what is particular to them, and which bodies carry their meetings."""

import pandas as pd

from helpers.chapters.institutions.frames.bodies import FULL
from helpers.edition import Edition
from helpers.finding import Finding, choice, country, number, several, union, when, wording

WATCHING = ("observer", "dialogue-partner")
# Bodies that a sentence names; the exhibit has all.
NAMED = 2


def shared(edition: Edition, bodies: pd.DataFrame, shared_bodies: pd.DataFrame) -> Finding | None:
    """Bodies of the list that both are full members of, and how many of them are open to nearly every state."""
    if shared_bodies.empty:
        return None
    day, rows = edition.as_of.isoformat(), union(shared_bodies["row_ids"])
    quantities = {
        "shared": number(len(shared_bodies), "bodies", day, rows),
        "listed": number(len(bodies), "bodies", day),
        "universal": number(int(shared_bodies["near_universal"].sum()), "bodies", day),
        "wide": choice("some" if shared_bodies["near_universal"].any() else "none"),
    }
    return Finding("institutions.shared", quantities, "institutions.memberships")


def particular(edition: Edition, shared_bodies: pd.DataFrame, forum_use: pd.DataFrame) -> Finding | None:
    """The shared bodies that few states belong to; the most used by name."""
    narrow = shared_bodies[~shared_bodies["near_universal"]]
    named = forum_use.loc[~forum_use["near_universal"], "org_id"].head(NAMED)
    if narrow.empty:
        return None
    quantities = {
        "particular": number(len(narrow), "bodies", edition.as_of.isoformat(), union(narrow["row_ids"])),
        "bodies": several([{"body": wording(code)} for code in named]),
        "some": choice("all" if len(narrow) <= NAMED else "some"),
        "rest": choice("others" if len(narrow) < len(shared_bodies) else "all"),
    }
    return Finding("institutions.particular", quantities, "institutions.memberships")


def observers(edition: Edition, spells: pd.DataFrame, listed_bodies: pd.DataFrame) -> list[Finding]:
    """Time as an observer in a body that the article names, and since when the other side has been a member."""
    named = listed_bodies.loc[listed_bodies["in_article"].astype(bool), "org_id"]
    dated = spells[spells["country"].isin(edition.pair) & spells["org_id"].isin(named) & spells["start"].ne("")]
    joined = dated[dated["status"].isin(FULL)].drop_duplicates(["org_id", "country"]).set_index(["org_id", "country"])
    watched = dated[dated["status"].isin(WATCHING)]
    return [_observer(edition, spell, joined) for spell in watched.to_dict("records")]


def _observer(edition: Edition, spell: dict, joined: pd.DataFrame) -> Finding:
    body, code = spell["org_id"], spell["country"]
    other = edition.pair[edition.pair[0] == code]
    later, across = ((body, side) in joined.index for side in (code, other))
    quantities = {
        "since": when(spell["start"], spell["row_ids"]),
        "body": wording(body),
        "country": country(code),
        "status": choice(spell["status"]),
        "rose": choice("yes" if later else "no"),
        "joined": _joined(joined, body, code),
        "met": choice("yes" if across else "no"),
        "other": country(other),
        "member": _joined(joined, body, other),
    }
    name = f"institutions.spell-{body.lower()}-{code.lower()}"
    return Finding(name, quantities, "institutions.memberships", message="institutions-spell")


def _joined(joined: pd.DataFrame, body: str, code: str):
    if (body, code) not in joined.index:
        return when("")
    row = joined.loc[(body, code)]
    return when(row["start"], row["row_ids"])


def activation(edition: Edition, forum_use: pd.DataFrame) -> Finding | None:
    """The body that carried most of the meetings on the margins known to us."""
    total = int(forum_use["meetings"].sum())
    if not total:
        return None
    top = forum_use.iloc[0]
    quantities = {
        "meetings": number(int(top["meetings"]), "meetings", edition.as_of.isoformat(), top["row_ids"]),
        "total": number(total, "meetings", rows=union(forum_use.loc[forum_use["meetings"] > 0, "row_ids"])),
        "body": wording(top["name"]),
        "short": wording(top["org_id"]),
        "since": when(forum_use["first"][forum_use["first"] != ""].min()[:4]),
    }
    return Finding("institutions.activation", quantities, "institutions.memberships")


def activation_rate(edition: Edition, forum_use: pd.DataFrame) -> Finding | None:
    """Meetings a year there since both were full members."""
    if forum_use.empty or not forum_use["meetings"].iloc[0] or pd.isna(forum_use["rate"].iloc[0]):
        return None
    top = forum_use.iloc[0]
    quantities = {
        "rate": number(float(top["rate"]), "meetings a year", edition.as_of.isoformat(), top["row_ids"]),
        "since": when(top["both_from"]),
        "short": wording(top["org_id"]),
    }
    return Finding("institutions.activation-rate", quantities, "institutions.activation")


def idle(edition: Edition, forum_use: pd.DataFrame) -> Finding | None:
    """The particular bodies for which no meeting is known, where the events of the pair hold meetings at all."""
    unused = forum_use[forum_use["idle"] & ~forum_use["near_universal"]]
    if unused.empty or not forum_use["meetings"].sum():
        return None
    quantities = {
        "idle": number(len(unused), "bodies", edition.as_of.isoformat(), union(unused["row_ids"])),
        "bodies": several([{"body": wording(code)} for code in unused["org_id"].head(NAMED)]),
        "some": choice("all" if len(unused) <= NAMED else "some"),
    }
    return Finding("institutions.idle", quantities, "institutions.memberships")
