"""Bodies of the curated list, who belongs to them on the as-of date, and which of them the pair uses for meetings."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from helpers.chapters.comparison import compared
from helpers.edition import Edition
from helpers.finding import union
from helpers.methods.decimal_years import decimal_year
from helpers.periods import period

# Associates of the curated list are partners short of membership (the name of the class differs by body).
FULL = ("member",)
UNIVERSAL_SCOPES = ("universal", "technical")
# Members at which a body is near-universal, and the year in which they are counted.
LARGE, SIZED = 100, "2014"
BODY = ["org_id", "country"]


def comparator_codes(edition: Edition, comparators: Sequence[str]) -> tuple[str, ...]:
    """The countries to compare with (:func:`helpers.chapters.comparison.compared`)."""
    return compared(edition, comparators)


def listed_bodies(edition: Edition) -> pd.DataFrame:
    """The bodies of the curated list with ``near_universal``: open to all states, or of 100 members or more.

    A body is near-universal if its scope is universal or technical, or if the Correlates of War list of 2014, where it
    holds a body of the same code, gives it ``LARGE`` members or more. All others are *particular*.
    """
    frame = edition.all.organisations
    members = edition.world.table("igo_bodies").set_index("body")["members_2014"]
    large = frame["org_id"].str.lower().map(members).ge(LARGE)
    return frame.assign(near_universal=frame["scope"].isin(UNIVERSAL_SCOPES) | large.astype(bool))


def spells(edition: Edition) -> pd.DataFrame:
    """The preferred spells of membership of all countries, with ``first_day`` and ``out_day`` as ordinals.

    ``out_day`` is the first day out: a day of exit itself, the day after a year or month of exit. What is not published
    is open (0, infinite).
    """
    frame = edition.all.memberships
    return _with_days(frame[frame["preferred"].astype(bool)])


def _with_days(frame: pd.DataFrame) -> pd.DataFrame:
    def first(text: str) -> float:
        return period(text).start.toordinal() if text else 0

    def out(text: str) -> float:
        return np.inf if not text else period(text).end.toordinal() + (period(text).kind != "day")

    return frame.assign(first_day=frame["start"].map(first), out_day=frame["end"].map(out).astype(float))


def running_on(spells: pd.DataFrame, days: pd.DataFrame) -> pd.DataFrame:
    """The one spell that holds for each body and country on each day.

    A suspension takes precedence over the membership that it interrupts, a later start over an earlier one.

    Parameters
    ----------
    spells
        As :func:`spells` gives them.
    days
        The days looked at: ``day`` (ordinal), any other columns are carried along.

    Returns
    -------
    pandas.DataFrame
        The rows of ``spells`` that hold, with the columns of ``days``.
    """
    every = spells.merge(days, how="cross")
    held = every[every["first_day"].le(every["day"]) & every["out_day"].gt(every["day"])]
    held = held.assign(suspended=held["status"].eq("suspended"))
    held = held.sort_values(["suspended", "start"], ascending=False, kind="stable")
    return held.drop_duplicates(["day", *BODY]).drop(columns="suspended")


def standings(edition: Edition, spells: pd.DataFrame) -> pd.DataFrame:
    """The status of each country in each body on the as-of date; where all spells have ended it is ``former``.

    Returns
    -------
    pandas.DataFrame
        ``org_id``, ``country``, ``status``, ``since`` (ISO date of the spell's start, empty if not published; the exit
        of a former member), ``row_ids``; a country without a row for a body has none.
    """
    day = edition.as_of.toordinal()
    begun = spells[spells["first_day"] <= day].groupby(BODY).agg(end=("end", "max"), row_ids=("row_ids", union))
    running = running_on(spells, pd.DataFrame({"day": [day]})).set_index(BODY)
    held = begun.join(running[["status", "start"]])
    ended = held["status"].isna()
    held = held.assign(status=held["status"].mask(ended, "former"), since=held["start"].mask(ended, held["end"]))
    return held.reset_index()[[*BODY, "status", "since", "row_ids"]]


def bodies(
    edition: Edition, listed_bodies: pd.DataFrame, standings: pd.DataFrame, comparator_codes: tuple[str, ...]
) -> pd.DataFrame:
    """Who belongs to which body of the curated list on the as-of date.

    Returns
    -------
    pandas.DataFrame
        A row per body, those that both are full members of first, by the date from which both were: ``org_id``,
        ``name``, ``scope``, ``in_article``, ``near_universal``, ``status_a``, ``since_a``, ``status_b``, ``since_b``,
        ``shared`` (``both``, ``a``, ``b``, ``none``: full membership), ``both_from`` (ISO date, empty if a start is not
        published), a column per comparator (status), ``row_ids``.
    """
    frame = listed_bodies[["org_id", "name", "scope", "in_article", "near_universal", "row_ids"]]
    for code, side in zip(edition.pair, "ab", strict=True):
        mine = standings[standings["country"] == code].set_index("org_id").drop(columns="country")
        frame = frame.join(mine.add_suffix(f"_{side}"), on="org_id")
    text = [f"{key}_{side}" for side in "ab" for key in ("status", "since")]
    frame[text] = frame[text].fillna("")
    full_a, full_b = (frame[f"status_{side}"].isin(FULL) for side in "ab")
    frame["shared"] = np.select([full_a & full_b, full_a, full_b], ["both", "a", "b"], "none")
    dated = frame["shared"].eq("both") & frame["since_a"].ne("") & frame["since_b"].ne("")
    frame["both_from"] = frame[["since_a", "since_b"]].max(axis=1).where(dated, "")
    others = standings[~standings["country"].isin(edition.pair)]
    others = others[others["country"].isin(comparator_codes)] if comparator_codes else others
    statuses = others.pivot(index="org_id", columns="country", values="status")
    frame = frame.join(statuses, on="org_id").fillna(dict.fromkeys(statuses.columns, ""))
    sides = [_or_none(frame[f"row_ids_{side}"]) for side in "ab"]
    frame["row_ids"] = [union(parts) or body for *parts, body in zip(*sides, frame["row_ids"], strict=True)]
    order = frame.assign(
        place=frame["shared"].map({"both": 0, "a": 1, "b": 2, "none": 3}), undated=frame["both_from"].eq("")
    ).sort_values(["place", "undated", "both_from", "org_id"])
    columns = ["org_id", "name", "scope", "in_article", "near_universal", *text, "shared", "both_from"]
    return order[[*columns, *statuses.columns, "row_ids"]].reset_index(drop=True)


def _or_none(column: pd.Series) -> pd.Series:
    """Row ids with an empty tuple where there are none."""
    return column.map(lambda ids: ids if isinstance(ids, tuple) else ())


def shared_bodies(bodies: pd.DataFrame) -> pd.DataFrame:
    """The bodies that both are full members of."""
    return bodies[bodies["shared"] == "both"].reset_index(drop=True)


def forum_events(edition: Edition) -> pd.DataFrame:
    """The pair's dated events in a body, planned ones left out, with ``end_day``, the last day they can have been."""
    events = edition.events
    events = events[(events["forum"] != "") & (events["status"] != "planned") & (events["date"] != "")]
    return events.assign(end_day=events["date"].map(lambda text: period(text).end.toordinal()))


def forum_use(edition: Edition, shared_bodies: pd.DataFrame, forum_events: pd.DataFrame) -> pd.DataFrame:
    """How often each shared body was used for a meeting of the two sides.

    ``rate`` is the number of bilateral meetings on the margins of a body divided by the years in which both were full
    members. Sessions of the body among the pair's events are counted apart. A body without either since both joined is
    ``idle`` as far as the events known to us go.

    Returns
    -------
    pandas.DataFrame
        A row per shared body, most used first: ``org_id``, ``name``, ``near_universal``, ``in_article``, ``both_from``,
        ``years`` (calendar years, NaN if a start is not published), ``meetings``, ``sessions``, ``rate``, ``first``
        and ``last`` (ISO dates of meetings), ``idle``, ``row_ids`` (of the events; of the memberships where there is none).
    """
    joined = shared_bodies["both_from"].map(lambda text: period(text).start.toordinal() if text else 0)
    frame = shared_bodies.assign(joined=joined)
    used = forum_events.merge(frame[["org_id", "joined"]], left_on="forum", right_on="org_id")
    used = used[used["end_day"] >= used["joined"]]
    used = used.assign(met=used["mode"].eq("margins"), met_on=used["date"].where(used["mode"].eq("margins"), ""))
    tally = used.groupby("org_id").agg(
        meetings=("met", "sum"),
        events=("met", "size"),
        first=("met_on", lambda days: min(filter(None, days), default="")),
        last=("met_on", "max"),
        event_rows=("row_ids", union),
    )
    frame = frame.join(tally, on="org_id").fillna({"meetings": 0, "events": 0, "first": "", "last": ""})
    frame = frame.astype({"meetings": int, "events": int})
    begun = pd.to_numeric(frame["both_from"].str[:4], errors="coerce")
    frame["years"] = edition.as_of.year - begun
    frame["sessions"] = frame["events"] - frame["meetings"]
    frame["rate"] = frame["meetings"] / frame["years"].where(frame["years"] > 0)
    frame["idle"] = frame["events"].eq(0)
    frame["row_ids"] = frame["event_rows"].where(~frame["idle"], frame["row_ids"])
    columns = ["org_id", "name", "near_universal", "in_article", "both_from", "years", "meetings", "sessions"]
    frame = frame[[*columns, "rate", "first", "last", "idle", "row_ids"]]
    return frame.sort_values(["meetings", "sessions", "org_id"], ascending=[False, False, True], ignore_index=True)


def drawn_bodies(bodies: pd.DataFrame, forum_use: pd.DataFrame) -> pd.DataFrame:
    """The particular bodies that both belong to and those that the article names, with their use."""
    seen = bodies["shared"].eq("both") & ~bodies["near_universal"]
    named = bodies["in_article"].astype(bool) & (bodies["status_a"].ne("") | bodies["status_b"].ne(""))
    rows = bodies[seen | named].reset_index(drop=True)
    return rows.join(forum_use.set_index("org_id")[["meetings", "sessions", "idle"]], on="org_id")


def drawn_spells(
    edition: Edition, spells: pd.DataFrame, listed_bodies: pd.DataFrame, drawn_bodies: pd.DataFrame
) -> pd.DataFrame:
    """The spells of both sides in the drawn bodies, on a time axis of decimal years.

    Returns
    -------
    pandas.DataFrame
        ``org_id``, ``side`` (``a``, ``b``), ``status``, ``start`` and ``end`` (decimal years), ``dated`` (False: the
        start is not published; it is that of the body then, if this is known), ``name``, ``both_from``, ``row_ids``.
    """
    rows = spells[spells["country"].isin(edition.pair)].merge(
        drawn_bodies[["org_id", "name", "both_from"]], on="org_id"
    )
    start = rows["start"].where(rows["start"].ne(""), rows["org_id"].map(listed_bodies.set_index("org_id")["founded"]))
    frame = rows.assign(
        side=rows["country"].map(dict(zip(edition.pair, "ab", strict=True))),
        dated=rows["start"].ne(""),
        start=start.map(lambda text: decimal_year(period(text).start) if text else np.nan).astype(float),
        end=rows["end"].map(lambda text: decimal_year(period(text).end if text else edition.as_of)).astype(float),
    )
    return frame[["org_id", "side", "status", "start", "end", "dated", "name", "both_from", "row_ids"]]


def drawn_meetings(forum_events: pd.DataFrame, drawn_bodies: pd.DataFrame) -> pd.DataFrame:
    """The meetings on the margins of the drawn bodies: ``org_id``, ``at`` (decimal year), ``row_ids``."""
    met = forum_events[forum_events["mode"].eq("margins") & forum_events["forum"].isin(drawn_bodies["org_id"])]
    at = met["date"].map(lambda text: decimal_year(period(text).middle))
    return met.assign(org_id=met["forum"], at=at.astype(float))[["org_id", "at", "row_ids"]].reset_index(drop=True)
