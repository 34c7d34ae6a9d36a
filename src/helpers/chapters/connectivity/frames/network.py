"""The road network: places, links, and what is shut on the day of the edition.

What is shut is a frame of its own, so that every closure is added to it and every detour counts from it. A link without
a published length is estimated from its great circle and the usual winding of the roads.
"""

from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches

import pandas as pd

from helpers.countries import code_of
from helpers.datapackage.read import InputError
from helpers.edition import Edition
from helpers.finding import union
from helpers.methods.geodesy import great_circle_km
from helpers.methods.routes import circuity
from helpers.periods import period

ROAD = "road"
UNBUILT = ("planned", "under-construction")
STANDING = "base"  # the scenario that says what is shut for a length of time, beside single closures
FRESH_DAYS = 90  # how long "shut now" lives after its last confirmation
CLOSING = ("", "all", "goods")  # scopes of a closure that shut a road to goods


def _by(text: str, day: date) -> bool:
    """Whether a date lies on or before a day; undated does."""
    return not text or period(text).start <= day


def _in_force(frame: pd.DataFrame, day: date, start: str, end: str) -> pd.Series:
    """Which rows are in force on a day, from their first and last day; an empty cell is no bound."""
    begun = frame[start].map(lambda text: _by(text, day)).astype(bool)
    over = frame[end].map(lambda text: bool(text) and period(text).end < day).astype(bool)
    return begun & ~over


def places(edition: Edition) -> pd.DataFrame:
    """Cities, ports, passes and crossings.

    Returns
    -------
    pandas.DataFrame
        ``node_id``, ``place`` (its name without what stands in brackets), ``name``, ``kind``, ``country`` (tuple of
        alpha-3 codes), ``elevation_m``, ``lat``, ``lon`` and ``row_ids``.
    """
    nodes = edition.all.nodes
    nodes = nodes.assign(
        place=nodes["name"].map(lambda name: name.partition(" (")[0]), country=nodes["country"].map(tuple)
    )
    return nodes[["node_id", "place", "name", "kind", "country", "elevation_m", "lat", "lon", "row_ids"]]


def mapped_links(edition: Edition) -> pd.DataFrame:
    """The links that a map shows: preferred and single, of every mode and state, opened by the as-of date."""
    edges = edition.all.edges
    there = edges["opened"].map(lambda text: _by(text, edition.as_of)).astype(bool)
    return edges[edges["preferred"] & ~edges["composite"] & there].reset_index(drop=True)


def road_links(edition: Edition, places: pd.DataFrame, mapped_links: pd.DataFrame) -> pd.DataFrame:
    """The roads that are built, with a length each.

    Returns
    -------
    pandas.DataFrame
        ``edge_id``, ``from_node``, ``to_node``, ``km``, ``km_low`` and ``km_high`` (four published roads in five wind
        as much as the estimates between them suppose), ``basis`` (published, derived, estimated), ``top_m``,
        ``season_open`` and ``season_close`` (month and day; empty if open all year on the day of the edition),
        ``programmes`` and ``row_ids``.
    """
    at = places.set_index("node_id")[["lat", "lon"]]
    edges = edition.all.edges
    roads = edges[(edges["mode"] == ROAD) & edges["preferred"] & ~edges["composite"]]
    roads = roads[roads["from_node"].isin(at.index) & roads["to_node"].isin(at.index)]
    ends = [at.reindex(roads[side]) for side in ("from_node", "to_node")]
    apart = great_circle_km(*(end[axis].to_numpy(float) for end in ends for axis in ("lat", "lon")))
    roads = roads.assign(apart=apart)
    lengths = {
        name: roads["distance_km"].fillna(roads["apart"] * circuity(roads["distance_km"], roads["apart"], quantile)[0])
        for name, quantile in (("km", 0.5), ("km_low", 0.1), ("km_high", 0.9))
    }
    seasonal = _in_force(roads, edition.as_of, "season_valid_from", "season_valid_to")
    roads = roads.assign(
        **lengths,
        basis=roads["distance_basis"].where(roads["distance_km"].notna(), "estimated"),
        top_m=roads["max_elevation_m"],
        season_open=roads["season_open"].where(seasonal, ""),
        season_close=roads["season_close"].where(seasonal, ""),
    )
    built = roads["edge_id"].isin(mapped_links["edge_id"]) & ~roads["status"].isin(UNBUILT) & roads["km"].notna()
    columns = ["edge_id", "from_node", "to_node", *lengths, "basis", "top_m", "season_open", "season_close"]
    return roads.loc[built, [*columns, "programmes", "row_ids"]].reset_index(drop=True)


def _touching(links: pd.DataFrame, nodes: Iterable[str]) -> tuple[str, ...]:
    """The links that end at one of the places."""
    nodes = set(nodes)
    return tuple(links.loc[links["from_node"].isin(nodes) | links["to_node"].isin(nodes), "edge_id"])


def _meant(key: str, places: pd.DataFrame) -> list[str]:
    """The place of that key, or else the places of the country of that code, those on its frontiers included."""
    here = places["node_id"] == key
    chosen = here if here.any() else places["country"].map(lambda codes: key in codes).astype(bool)
    return places.loc[chosen, "node_id"].to_list()


def _out_of_season(links: pd.DataFrame, day: date) -> pd.DataFrame:
    """The links that are shut by their season on a day."""
    today = f"{day:%m-%d}"
    first, last = links["season_open"], links["season_close"]
    within = (first <= today) & (today <= last)
    over_new_year = (first > last) & ((first <= today) | (today <= last))
    return links[(first != "") & ~(within | over_new_year)]


def shut_today(edition: Edition, places: pd.DataFrame, road_links: pd.DataFrame) -> pd.DataFrame:
    """What is shut on the day of the edition, by the last that is known of it.

    The last closure of a place decides. A closure without a day of reopening stays, as *last known*.

    Returns
    -------
    pandas.DataFrame
        ``cause`` (``closure``, ``standing`` or ``season``), ``key`` (place, link or country), ``name``, ``since``,
        ``confirmed`` (last date on which it was seen shut), ``fresh`` (confirmed within 90 days), ``edges`` (the links
        that it shuts) and ``row_ids``.
    """
    day = edition.as_of
    known = places.set_index("node_id")["place"]
    rows = edition.all.closures
    rows = rows[rows["scope"].isin(CLOSING) & (rows["node_id"].isin(known.index) | (rows["edge_id"] != ""))]
    rows = rows.assign(key=rows["node_id"].where(rows["node_id"] != "", rows["edge_id"]))
    rows = rows.sort_values("closed_from", kind="stable").drop_duplicates("key", keep="last")
    rows = rows[~rows["closed_to"].map(lambda text: bool(text) and period(text).start <= day).astype(bool)]
    closures = rows.assign(
        cause="closure",
        name=rows["key"].map(known).fillna(rows["key"]),
        since=rows["closed_from"],
        confirmed=rows["last_confirmed"].where(rows["last_confirmed"] != "", rows["closed_from"]),
        edges=[(key,) if key not in known.index else _touching(road_links, [key]) for key in rows["key"]],
    )
    standing = edition.all.scenarios
    standing = standing[standing["scenario_id"] == STANDING]
    standing = standing[_in_force(standing, day, "valid_from", "valid_to")]
    standing = standing.assign(key=standing["closed_nodes"] + standing["closed_countries"]).explode("key")
    standing = standing[standing["key"].isin(known.index) | standing["key"].isin(places["country"].explode())]
    latest = closures["confirmed"].max() if len(closures) else ""
    scenario = standing.assign(
        cause="standing",
        name=[known.get(key) or edition.country(key).name for key in standing["key"]],
        since=standing["valid_from"],
        confirmed=latest,
        edges=[_touching(road_links, _meant(key, places)) for key in standing["key"]],
        row_ids=[union([ids, *closures["row_ids"]]) for ids in standing["row_ids"]],
    )
    winter = _out_of_season(road_links, day)
    high = winter[["from_node", "to_node"]].merge(places, left_on="from_node", right_on="node_id", how="left")
    seasons = winter.assign(
        cause="season",
        key=winter["edge_id"],
        name=[
            known[start] if kind == "pass" else known[end]
            for kind, start, end in zip(high["kind"], winter["from_node"], winter["to_node"], strict=True)
        ],
        since=winter["season_close"],
        confirmed=day.isoformat(),
        edges=[(edge,) for edge in winter["edge_id"]],
    )
    columns = ["cause", "key", "name", "since", "confirmed", "edges", "row_ids"]
    shut = pd.concat([frame[columns] for frame in (closures, scenario, seasons)], ignore_index=True)
    ages = shut["confirmed"].map(lambda text: (day - period(text).end).days if text else FRESH_DAYS + 1)
    return shut.assign(fresh=ages <= FRESH_DAYS)[[*columns[:-2], "fresh", *columns[-2:]]]


def _resolve(name: str, known: pd.DataFrame, countries: dict[str, str]) -> tuple[str, str]:
    """Place or country that a name or code means: its key and name."""
    asked = str(name).strip().casefold()
    codes = known[known["node_id"].str.casefold() == asked]
    named = known[(known["place"].str.casefold() == asked) | (known["name"].str.casefold() == asked)]
    begun = known[known["place"].str.casefold().str.startswith(f"{asked} ")]
    for match in (codes, named, begun if len(begun) == 1 else begun.iloc[:0]):
        if len(match):
            return match.iloc[0]["node_id"], match.iloc[0]["place"]
    code = code_of(str(name))
    if code in countries:
        return code, countries[code]
    labels = {f"{place} ({node})": (place, node) for place, node in zip(known["place"], known["node_id"], strict=True)}
    labels |= {f"{country} ({code})": (country, code) for code, country in countries.items()}
    keys = {part.casefold(): label for label, parts in labels.items() for part in parts}
    near = [keys[key] for key in get_close_matches(asked, keys, n=3, cutoff=0.4)]
    near = list(dict.fromkeys([label for label in labels if asked and asked in label.casefold()][:3] or near))
    hint = f", the nearest being {' or '.join(near)}" if near else ""
    raise InputError(f"closed: found {name!r}, expected a place or country of the network{hint}")


def shut_by_choice(
    edition: Edition, places: pd.DataFrame, road_links: pd.DataFrame, closed: Iterable[str]
) -> pd.DataFrame:
    """What the reader closes beside what is shut today: ``key``, ``name`` and ``edges``, the links that it shuts.

    Raises
    ------
    InputError
        If no place or country of the network goes by a name or code in ``closed``; the message has the nearest.
    """
    used = places[places["node_id"].isin(pd.concat([road_links["from_node"], road_links["to_node"]]))]
    countries = {code: edition.country(code).name for code in sorted(set(used["country"].explode()))}
    found = [_resolve(name, used, countries) for name in ([closed] if isinstance(closed, str) else closed)]
    shut = pd.DataFrame(found, columns=["key", "name"]).drop_duplicates(ignore_index=True)
    return shut.assign(edges=[_touching(road_links, _meant(key, places)) for key in shut["key"]])


def _left(links: pd.DataFrame, shut: pd.DataFrame) -> pd.DataFrame:
    return links[~links["edge_id"].isin(shut["edges"].explode())].reset_index(drop=True)


def today_links(road_links: pd.DataFrame, shut_today: pd.DataFrame) -> pd.DataFrame:
    """The roads that are open today."""
    return _left(road_links, shut_today)


def open_links(today_links: pd.DataFrame, shut_by_choice: pd.DataFrame) -> pd.DataFrame:
    """The roads that are open today and that the reader does not close."""
    return _left(today_links, shut_by_choice)
