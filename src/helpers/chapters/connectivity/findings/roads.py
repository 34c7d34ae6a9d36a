"""What can be said of the road: whether there is one, how long, what is shut, what a further closure would cost."""

from datetime import date

import pandas as pd

from helpers.edition import Edition
from helpers.finding import Finding, Quantity, choice, country, number, several, share, union, when, wording


def _day(edition: Edition) -> str:
    return edition.as_of.isoformat()


def _km(value: float, edition: Edition, rows=()) -> Quantity:
    return number(float(value), "km", _day(edition), rows)


def _names(frame: pd.DataFrame, column: str = "name") -> Quantity:
    return several([{"place": wording(name)} for name in frame[column]])


def _countries(codes: tuple[str, ...]) -> Quantity:
    return several([{"land": country(code)} for code in codes])


def no_road(
    edition: Edition,
    ends: pd.DataFrame,
    base_roads: pd.DataFrame,
    shut_today: pd.DataFrame,
    shut_by_choice: pd.DataFrame,
) -> Finding | None:
    """That no road is left from any start while something is shut: this is said before anything else.

    Where nothing is known to be shut, the roads are not known: nothing is said.
    """
    shut = pd.concat([shut_today, shut_by_choice]).drop_duplicates("name")
    if ends.empty or len(base_roads) or shut.empty:
        return None
    starts, goal = ends[ends["role"] == "start"], ends[ends["role"] == "goal"].iloc[0]
    rows = union([*shut_today["row_ids"], *ends["row_ids"]])
    return Finding(
        "connectivity.no-road",
        {
            "roads": number(0, "roads", _day(edition), rows),
            "starts": several([{"place": wording(name)} for name in starts["place"]]),
            "goal": wording(goal["place"]),
            "shut": _names(shut),
            "several": choice("yes" if len(shut) > 1 else "no"),
        },
        "connectivity.routes",
        kind="modelled",
    )


def shortest(edition: Edition, road_in_use: pd.DataFrame, shut_by_choice: pd.DataFrame) -> Finding | None:
    """The road that leads: length, countries on the way, and the share of it with a published length."""
    if road_in_use.empty:
        return None
    road = road_in_use.iloc[0]
    return Finding(
        "connectivity.shortest",
        {
            "km": _km(road["km"], edition, road["row_ids"]),
            "start": wording(road["start"]),
            "goal": wording(road["goal"]),
            "condition": choice(road["standing"]),
            "closed": _names(shut_by_choice),
            "direct": choice("no" if road["via"] else "yes"),
            "via": _countries(road["via"]),
            "published": share(1 - (road["estimated_km"] + road["derived_km"]) / road["km"], rows=road["row_ids"]),
            "summed": choice("yes" if road["derived_km"] else "no"),
            "derived": share(road["derived_km"] / road["km"], rows=road["row_ids"]),
            "whole": choice("no" if road["estimated_km"] else "yes"),
            "estimated": _km(road["estimated_km"], edition),
            "low": _km(road["km_low"], edition),
            "high": _km(road["km_high"], edition),
        },
        "connectivity.routes",
        kind="modelled",
    )


def asked(edition: Edition, shortest_roads: pd.DataFrame, shut_by_choice: pd.DataFrame) -> Finding | None:
    """What the reader's closures cost on the road of today, in km; nothing if no road is left, which is said elsewhere."""
    roads = shortest_roads[shortest_roads["condition"] == "asked"].dropna(subset=["extra_km"])
    if roads.empty:
        return None
    road = roads.iloc[0]
    return Finding(
        "connectivity.asked",
        {
            "extra": _km(road["extra_km"], edition, road["row_ids"]),
            "start": wording(road["start"]),
            "closed": _names(shut_by_choice),
            "longer": choice("yes" if road["extra_km"] >= 0.5 else "no"),
        },
        "connectivity.disruption",
        kind="modelled",
    )


def reopened(edition: Edition, road_in_use: pd.DataFrame, shortest_roads: pd.DataFrame) -> Finding | None:
    """How much shorter the road would be if everything that is shut today were open."""
    lead = road_in_use[road_in_use["standing"] == "today"]
    roads = shortest_roads[(shortest_roads["condition"] == "open") & shortest_roads["start_id"].isin(lead["start_id"])]
    if roads.empty or not roads.iloc[0]["extra_km"] < 0:
        return None
    road = roads.iloc[0]
    return Finding(
        "connectivity.reopened",
        {
            "shorter": _km(-road["extra_km"], edition, union([road["row_ids"], *lead["row_ids"]])),
            "start": wording(road["start"]),
            "goal": wording(road["goal"]),
            "via": _countries(road["via"]),
        },
        "connectivity.routes",
        kind="modelled",
    )


def shut(edition: Edition, ends: pd.DataFrame, places: pd.DataFrame, shut_today: pd.DataFrame) -> Finding | None:
    """What is shut to goods, each with the day on which it was last seen shut."""
    rows = shut_today[shut_today["cause"] != "season"].drop_duplicates("name")
    if rows.empty or ends.empty:
        return None
    same, lands = rows["confirmed"].nunique() == 1, places["country"].explode()
    told = [
        {
            "place": wording(row.name),
            "whole": choice("yes" if row.cause == "standing" and row.key in set(lands) else "no"),
            "known": choice("yes" if row.confirmed and not same else "no"),
            "confirmed": when(row.confirmed),
        }
        for row in rows.itertuples(index=False)
    ]
    return Finding(
        "connectivity.shut",
        {
            "n": number(len(rows), "places", _day(edition), union(rows["row_ids"])),
            "places": several(told),
            "fresh": choice("yes" if rows["fresh"].all() else "no"),
            "same": choice("yes" if same and rows["confirmed"].iloc[0] else "no"),
            "confirmed": when(rows["confirmed"].iloc[0]),
        },
        "connectivity.corridor",
    )


def season(
    edition: Edition, road_in_use: pd.DataFrame, road_links: pd.DataFrame, shut_today: pd.DataFrame
) -> Finding | None:
    """What is out of season on the day of the edition, and when it opens again."""
    rows = shut_today[shut_today["cause"] == "season"]
    rows = rows.merge(road_links[["edge_id", "season_open"]], left_on="key", right_on="edge_id")
    if rows.empty or road_in_use.empty:
        return None
    first = rows["season_open"].min()
    month, day = map(int, first.split("-"))
    opens = date(edition.as_of.year, month, day)
    opens = opens if opens > edition.as_of else opens.replace(year=opens.year + 1)
    places = rows.drop_duplicates("name")
    return Finding(
        "connectivity.season",
        {
            "n": number(len(places), "places", _day(edition), union(rows["row_ids"])),
            "places": _names(places),
            "opens": when(opens.isoformat()),
        },
        "connectivity.corridor",
    )


def hours(
    edition: Edition,
    road_in_use: pd.DataFrame,
    other_ways: pd.DataFrame,
    driving_speed: pd.DataFrame,
    queues: pd.DataFrame,
) -> Finding | None:
    """Hours of the road in use at the published speed, with the published hours at its borders."""
    ways = other_ways[other_ways["places"].isin(road_in_use["places"])]
    if ways.empty or driving_speed.empty:
        return None
    way, pace = ways.iloc[0], driving_speed.iloc[0]
    known, missing = queues.dropna(subset=["low"]), queues[queues["low"].isna()]
    borders = [
        {
            "place": wording(row.place),
            "low": number(float(row.low), "hours", rows=row.row_ids),
            "high": number(float(row.high), "hours", rows=row.row_ids),
            "spread": choice("yes" if row.low != row.high else "no"),
        }
        for row in known.itertuples()
    ]
    low, high = round(way["hours_low"]), round(way["hours_high"])
    return Finding(
        "connectivity.hours",
        {
            "high": number(float(way["hours_high"]), "hours", str(int(pace["year"])), way["row_ids"]),
            "low": number(low, "hours"),
            "spread": choice("yes" if low != high else "no"),
            "speed": number(float(pace["value"]), "km/h", str(int(pace["year"])), pace["row_ids"]),
            "year": when(str(int(pace["year"]))),
            "borders": several(borders),
            "queued": choice("yes" if borders else "no"),
            "unknown": _names(missing, "place"),
            "incomplete": choice("yes" if len(missing) else "no"),
        },
        "connectivity.routes",
        kind="modelled",
    )


def disjoint(
    edition: Edition, separate_ways: pd.DataFrame, road_in_use: pd.DataFrame, shut_by_choice: pd.DataFrame
) -> Finding | None:
    """How many ways share no place, now and with everything open, and the season of the road in use."""
    rows = separate_ways[separate_ways["start"].isin(road_in_use["start"])]
    if rows.empty:
        return None
    row, road = rows.iloc[0], road_in_use.iloc[0]
    return Finding(
        "connectivity.disjoint",
        {
            "now": number(int(row["now"]), "ways", _day(edition), row["row_ids"]),
            "open": number(int(row["open"]), "ways", _day(edition), row["row_ids"]),
            "start": wording(row["start"]),
            "months": number(int(road["months"]), "months", rows=road["row_ids"]),
            "condition": choice("asked" if len(shut_by_choice) else "today"),
        },
        "connectivity.routes",
        kind="modelled",
    )


def cut(edition: Edition, detours: pd.DataFrame, base_roads: pd.DataFrame) -> Finding | None:
    """Which single further closures leave no road from the start of the road in use."""
    rows = detours[detours["start"].isin(base_roads["start"].head(1))]
    none_left = rows[rows["extra_km"] == float("inf")]
    if none_left.empty:
        return None
    return Finding(
        "connectivity.cut",
        {
            "closures": number(len(none_left), "scenarios", _day(edition), union(none_left["row_ids"])),
            "tried": number(len(rows), "scenarios", _day(edition)),
            "start": wording(none_left.iloc[0]["start"]),
            "goal": wording(none_left.iloc[0]["goal"]),
            "names": _names(none_left),
        },
        "connectivity.disruption",
        kind="modelled",
    )


def costliest(edition: Edition, detours: pd.DataFrame, base_roads: pd.DataFrame) -> Finding | None:
    """The further closure that lengthens the road most and still leaves one."""
    rows = detours[detours["start"].isin(base_roads["start"].head(1))]
    rows = rows[rows["extra_km"].between(1, float("inf"), inclusive="left")]
    if rows.empty:
        return None
    worst = rows.loc[rows["extra_km"].astype(float).idxmax()]
    return Finding(
        "connectivity.costliest",
        {
            "extra": _km(worst["extra_km"], edition, worst["row_ids"]),
            "name": wording(worst["name"]),
            "start": wording(worst["start"]),
        },
        "connectivity.disruption",
        kind="modelled",
    )
