"""The rows that the world layer holds of the pair, the newest of each kind."""

import pandas as pd

from helpers.edition import Edition
from helpers.world import bodies, economy, geography, people

RECENT = 5  # years


def _newest(frame: pd.DataFrame, *key: str) -> pd.DataFrame:
    return frame.sort_values("year").drop_duplicates(list(key), keep="last").reset_index(drop=True)


def sizes(edition: Edition) -> pd.DataFrame:
    """People, GDP and trade with the world of each side, the newest year of each.

    Returns
    -------
    pandas.DataFrame
        ``country``, ``measure`` (``population``, ``gdp_usd``, ``export``, ``import``: goods and services), ``year``,
        ``value``, ``row_ids``; in the order of the pair. What is not held has no row.
    """
    known = economy.indicators(edition.world, *edition.pair).rename(columns={"indicator": "measure"})
    totals = economy.trade_totals(edition.world, *edition.pair)
    totals = totals.rename(columns={"flow": "measure", "value_usd": "value"})
    columns = ["country", "measure", "year", "value", "row_ids"]
    rows = _newest(pd.concat([known[columns], totals[columns]]), "country", "measure")
    order = {name: place for place, name in enumerate(("population", "gdp_usd", "export", "import"))}
    rows = rows.assign(place=rows["country"].map(edition.pair.index), rank=rows["measure"].map(order))
    return rows.sort_values(["place", "rank"], ignore_index=True)[columns]


def partner_places(edition: Edition) -> pd.DataFrame:
    """The place of each side in the other's list of main partners, see :func:`helpers.world.economy.partner_shares`."""
    return economy.partner_shares(edition.world, *edition.pair)


def distance(edition: Edition) -> pd.DataFrame:
    """One row or none: ``capital_km``, ``distw`` (weighted by people), ``border_now``, ``row_ids`` and what else is held."""
    return geography.distance(edition.world, *edition.pair)


def land_ways(edition: Edition) -> pd.DataFrame:
    """The ways over land with the fewest borders, see :func:`helpers.world.geography.land_ways`."""
    return geography.land_ways(edition.world, *edition.pair)


def border(edition: Edition) -> pd.DataFrame:
    """The common land border, a row or none."""
    return geography.border(edition.world, *edition.pair)


def neighbours(edition: Edition) -> pd.DataFrame:
    """Land neighbours of each side, territories among them, see :func:`helpers.world.geography.neighbours`."""
    return pd.concat([geography.neighbours(edition.world, code) for code in edition.pair], ignore_index=True)


def states(edition: Edition) -> pd.DataFrame:
    """Capital, coast and groups of those of the two that are members of the United Nations."""
    return geography.states(edition.world, *edition.pair)


def sea_route(edition: Edition) -> pd.DataFrame:
    """The shortest way by sea between two states that have a coast: ``km``, ``row_ids``; a row or none.

    It runs over the network of sea lanes that :mod:`searoute` carries, between the points of the network nearest to
    the two capitals, so it leaves out the way from the capital to its port. A landlocked state has none.
    """
    sides = states(edition)
    columns = ["km", "row_ids"]
    placed = sides["capital_lon"].notna().all() and sides["capital_lat"].notna().all()
    if len(sides) != 2 or sides["landlocked"].astype(bool).any() or not placed:
        return pd.DataFrame(columns=columns)
    # Heavy (the network is read on import) and needed by no other chapter.
    import searoute

    ends = sides[["capital_lon", "capital_lat"]].astype(float).to_numpy().tolist()
    route = searoute.searoute(*ends, units="km")
    km = float(route.properties["length"]) if route else 0.0
    rows = pd.DataFrame({"km": [km], "row_ids": [tuple(row for ids in sides["row_ids"] for row in ids)]})
    return rows[rows["km"] > 0]


def visas(edition: Edition) -> pd.DataFrame:
    """What a traveller of each side needs for the other, see :func:`helpers.world.people.visas`."""
    return people.visas(edition.world, *edition.pair)


def migrants(edition: Edition) -> pd.DataFrame:
    """Migrants of each side in the other, the newest year: ``origin``, ``host``, ``year``, ``migrants``, ``row_ids``."""
    return _newest(people.migrants(edition.world, *edition.pair), "origin", "host")


def refugees(edition: Edition) -> pd.DataFrame:
    """Refugees and asylum seekers of each side in the other, the newest year that is not provisional.

    A direction of which the last row lies more than :data:`RECENT` years back is left out: nobody says what came of it.
    """
    every = edition.world.table("refugees")["year"]
    rows = people.refugees(edition.world, *edition.pair)
    rows = rows[~rows["provisional"].astype(bool) & rows["year"].ge(every.max() - RECENT)]
    rows = _newest(rows, "origin", "host")
    return rows[rows["refugees"].add(rows["asylum_seekers"]).gt(0)].reset_index(drop=True)


def groupings(edition: Edition) -> pd.DataFrame:
    """Groupings that both belong to, the smallest first, see :func:`helpers.world.bodies.groupings`."""
    rows = bodies.groupings(edition.world, *edition.pair)
    return rows.sort_values(["n_members", "grouping"], ignore_index=True)


def expected_trade(edition: Edition) -> pd.DataFrame:
    """What the gravity model expects of goods each way in the newest year with the GDP of both.

    Returns
    -------
    pandas.DataFrame
        A row a direction with the columns of :func:`helpers.world.economy.gravity`, specification ``d``.
    """
    sides = (edition.pair, edition.pair[::-1])
    ways = [economy.gravity(edition.world, buyer, seller, spec="d") for buyer, seller in sides]
    rows = pd.concat([rows for rows in ways if len(rows)] or ways[:1], ignore_index=True).sort_values("period")
    return rows.drop_duplicates(["importer", "exporter"], keep="last").reset_index(drop=True)
