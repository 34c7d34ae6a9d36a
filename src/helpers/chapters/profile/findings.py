"""What the tables say of the pair, a sentence a subject; a subject without rows has none."""

import pandas as pd

from helpers.countries import in_text
from helpers.edition import Edition
from helpers.finding import Finding, Quantity, amount, choice, country, number, several, share, union, when, wording
from helpers.words.formats import listed as in_words

SIDES, PARTNERS = "profile.sides", "profile.partners"
LEAST_USD = 1e4  # a model of recorded trade says nothing finer
FAR = 3  # borders on a way, or neighbours of many, that are told by name
MOST_NEIGHBOURS = 5  # that are all told by name


def _name(edition: Edition, code: str) -> str:
    return in_text(code, edition.country(code).name)


def _pairs(frame: pd.DataFrame, measure: str) -> pd.DataFrame:
    return frame[frame["measure"].eq(measure)].reset_index(drop=True)


def people(edition: Edition, sizes: pd.DataFrame) -> Finding | None:
    """How many people live in each."""
    rows = _pairs(sizes, "population")
    if rows.empty:
        return None
    listed = [
        {
            "side": country(row.country),
            "people": number(int(row.value), "people", str(row.year), row.row_ids),
            "year": when(str(row.year)),
            "size": choice("large" if row.value >= 1e6 else "small"),
        }
        for row in rows.itertuples()
    ]
    return Finding(
        "profile.people",
        {
            "largest": number(int(rows["value"].max()), "people", str(rows["year"].max()), union(rows["row_ids"])),
            "counts": several(listed),
        },
        SIDES,
    )


def economies(edition: Edition, sizes: pd.DataFrame) -> Finding | None:
    """How large each economy is."""
    rows = _pairs(sizes, "gdp_usd")
    if rows.empty:
        return None
    listed = [
        {
            "side": country(row.country),
            "gdp": amount(row.value, str(row.year), row.row_ids),
            "year": when(str(row.year)),
        }
        for row in rows.itertuples()
    ]
    return Finding(
        "profile.economies",
        {
            "largest": amount(float(rows["value"].max()), str(rows["year"].max()), union(rows["row_ids"])),
            "counts": several(listed),
        },
        SIDES,
    )


def main_partners(partner_places: pd.DataFrame) -> Finding | None:
    """Whether each is among the main partners of the other."""
    rows = partner_places
    if rows.empty:
        return None
    listed = [
        {
            "side": country(row.country),
            "partner": country(row.partner),
            "flow": choice(row.flow),
            "inside": choice("yes" if row.rank == row.rank else "no"),
            "share": share(float(row.share if row.rank == row.rank else row.least_share)),
            "places": number(int(row.n_listed), "partners"),
            "year": when(str(int(row.year))),
        }
        for row in rows.itertuples()
    ]
    named = rows.dropna(subset="rank")
    head = share(float(named["share"].max()) if len(named) else 0.0, str(int(rows["year"].max())))
    return Finding(
        "profile.main-partners",
        {
            "largest": Quantity(head.value if len(named) else None, "share", head.period, union(rows["row_ids"])),
            "lists": several([item for item in listed if item["inside"].value == "yes"] or listed[:1]),
            "some": choice("yes" if len(named) else "no"),
        },
        SIDES,
    )


def apart(distance: pd.DataFrame) -> Finding | None:
    """How far the capitals and the people of the two are from each other."""
    if distance.empty:
        return None
    row = distance.iloc[0]
    weighted = row["distw"] == row["distw"]
    return Finding(
        "profile.apart",
        {
            "capitals": number(round(row["capital_km"], -1), "km", rows=row["row_ids"]),
            "weighted": number(round(row["distw"], -1) if weighted else 0, "km", rows=row["row_ids"]),
            "known": choice("yes" if weighted else "no"),
        },
        "",
    )


def bordering(edition: Edition, neighbours: pd.DataFrame, states: pd.DataFrame) -> Finding | None:
    """Whom each borders by land, and whether it has a coast."""
    listed, landlocked = [], set(states.loc[states["landlocked"].astype(bool), "country"])
    for code in states["country"]:
        rows = neighbours[neighbours["country"].eq(code)]
        many = len(rows) > MOST_NEIGHBOURS
        named = rows["neighbour"].head(FAR if many else MOST_NEIGHBOURS)
        listed.append(
            {
                "side": country(code),
                "count": number(len(rows), "neighbours", rows=union(rows["row_ids"])),
                "many": choice("yes" if many else "no"),
                "near": wording(in_words(_name(edition, near) for near in named)),
                "coast": choice("no" if code in landlocked else "yes"),
            }
        )
    if not listed:
        return None
    most = max(item["count"].value for item in listed)
    rows = union([*neighbours["row_ids"], *states["row_ids"]])
    quantities = {"most": number(most, "neighbours", rows=rows), "sides": several(listed)}
    return Finding("profile.bordering", quantities, "", message="profile-neighbours")


def by_land(edition: Edition, border: pd.DataFrame, land_ways: pd.DataFrame) -> Finding | None:
    """The common border, or the fewest borders on the way over land."""
    if len(border):
        row = border.iloc[0]
        return Finding("profile.border", {"length": number(round(row["km"]), "km", row["date"], row["row_ids"])})
    if land_ways.empty:
        return None
    near = land_ways["borders"].iloc[0] <= FAR
    ways = [{"way": wording(", ".join(_name(edition, code) for code in way[1:-1]))} for way in land_ways["way"].head(3)]
    return Finding(
        "profile.by-land",
        {
            "borders": number(int(land_ways["borders"].iloc[0]), "borders", rows=union(land_ways["row_ids"])),
            "ways": number(len(land_ways), "ways"),
            "near": choice("yes" if near and len(land_ways) <= FAR else "no"),
            "through": several(ways),
        },
        "",
    )


def by_sea(sea_route: pd.DataFrame) -> Finding | None:
    """The length of the shortest way by sea."""
    if sea_route.empty:
        return None
    row = sea_route.iloc[0]
    return Finding(
        "profile.by-sea",
        {"length": number(round(row["km"], -2), "km", rows=row["row_ids"])},
        "",
        kind="modelled",
    )


def travel(visas: pd.DataFrame) -> Finding | None:
    """What a traveller of each side needs."""
    if visas.empty:
        return None
    listed = [
        {
            "passport": country(row.passport),
            "destination": country(row.destination),
            "need": choice(row.requirement.replace(" ", "-")),
            "stay": choice("yes" if row.days == row.days else "no"),
            "days": number(int(row.days) if row.days == row.days else 0, "days", row.date, row.row_ids),
        }
        for row in visas.itertuples()
    ]
    free = int(visas["requirement"].eq("visa free").sum())
    return Finding(
        "profile.travel",
        {
            "free": number(free, "directions", visas["date"].iloc[0], union(visas["row_ids"])),
            "needs": several(listed),
            "date": when(visas["date"].iloc[0]),
        },
        "",
    )


def movers(migrants: pd.DataFrame) -> Finding | None:
    """Migrants of each side in the other."""
    if migrants.empty:
        return None
    listed = [
        {
            "origin": country(row.origin),
            "host": country(row.host),
            "people": number(int(row.migrants), "people", str(row.year), row.row_ids),
            "year": when(str(row.year)),
        }
        for row in migrants.itertuples()
    ]
    top = migrants.loc[migrants["migrants"].idxmax()]
    return Finding(
        "profile.movers",
        {
            "largest": number(int(top["migrants"]), "people", str(top["year"]), union(migrants["row_ids"])),
            "counts": several(listed),
        },
        "",
    )


def refuge(refugees: pd.DataFrame) -> Finding | None:
    """Refugees and asylum seekers of each side in the other."""
    if refugees.empty:
        return None
    total = refugees["refugees"] + refugees["asylum_seekers"]
    listed = [
        {
            "origin": country(row.origin),
            "host": country(row.host),
            "people": number(int(row.refugees + row.asylum_seekers), "people", str(row.year), row.row_ids),
            "year": when(str(row.year)),
        }
        for row in refugees.itertuples()
    ]
    return Finding(
        "profile.refuge",
        {
            "largest": number(int(total.max()), "people", str(refugees["year"].max()), union(refugees["row_ids"])),
            "counts": several(listed),
        },
        "",
    )


def common_groupings(groupings: pd.DataFrame) -> Finding | None:
    """Groupings that both belong to, by a list that is a lead and no proof."""
    if groupings.empty:
        return None
    titles = groupings["name"].where(groupings["name"].ne(""), groupings["grouping"])
    return Finding(
        "profile.groupings",
        {
            "shared": number(len(groupings), "groupings", groupings["date"].iloc[0], union(groupings["row_ids"])),
            "names": several([{"name": wording(title)} for title in titles]),
            "sizes": several([{"members": number(int(members), "members")} for members in groupings["n_members"]]),
            "date": when(groupings["date"].iloc[0]),
        },
        "",
    )


def expected(expected_trade: pd.DataFrame) -> list[Finding]:
    """What a gravity model of all pairs expects each way, with its interval, and its error out of sample."""
    made = [
        Finding(
            f"profile.expected-{row.exporter.lower()}-{row.importer.lower()}",
            {
                "typical": amount(row.typical_usd, row.period, row.row_ids),
                "low": amount(row.low80_usd, row.period),
                "high": amount(row.high80_usd, row.period),
                "exporter": country(row.exporter),
                "importer": country(row.importer),
                "year": when(row.period),
                "order": choice("next" if place else "first"),
                "size": choice("tiny" if row.typical_usd < LEAST_USD else "told"),
                "range": choice("open" if row.low80_usd < LEAST_USD else "closed"),
            },
            kind="modelled",
            message="profile-expected",
        )
        for place, row in enumerate(expected_trade.itertuples())
    ]
    if made:
        row = expected_trade.iloc[0]
        error = {
            "error": number(float(row["median_factor"]), "factor", row["period"], row["row_ids"]),
            "inside": share(float(row["coverage_80"])),
        }
        made.append(Finding("profile.expected-error", error, kind="modelled", message="trade-expected-error"))
    return made
