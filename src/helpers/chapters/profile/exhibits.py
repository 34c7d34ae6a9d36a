"""Two tables of a profile: the sides beside each other, and each in the other's list of main partners."""

import pandas as pd

from helpers.edition import Edition
from helpers.finding import choice, country, number, union
from helpers.show.exhibit import Column, Exhibit
from helpers.words.formats import listed, percent
from helpers.words.formats import number as digits
from helpers.words.say import phrase

MILLION = 1e6


def sides(edition: Edition, sizes: pd.DataFrame) -> Exhibit | None:
    """People, output and trade of the two, the newest year of each."""
    if sizes.empty:
        return None
    values = sizes.pivot(index="measure", columns="country", values="value").reindex(columns=list(edition.pair))
    values = values.reindex(sizes["measure"].drop_duplicates()) / MILLION
    rows = sizes.groupby("measure", sort=False).agg(
        years=("year", lambda found: listed(dict.fromkeys(map(str, found)))), row_ids=("row_ids", union)
    )
    absent = phrase("exhibit-profile-sides", "cell-absent", edition)
    figures = [
        [absent if value != value else digits(value, 2 if value < 10 else 0) for value in pair]
        for pair in values.to_numpy()
    ]
    table = rows.assign(
        what=[phrase("exhibit-profile-sides", "cell", edition, what=choice(name)) for name in rows.index],
        **pd.DataFrame(figures, rows.index, ["first", "second"]),
    ).reset_index()
    columns = [
        Column("what"),
        Column("first", "number"),
        Column("second", "number"),
        Column("years"),
        Column("source_ids", "sources"),
    ]
    return Exhibit(edition, data=table, columns=columns, apart=True)


def partners(edition: Edition, partner_places: pd.DataFrame) -> Exhibit | None:
    """The place of each side in the lists of main partners of the other."""
    if partner_places.empty:
        return None
    rows = partner_places
    table = rows.drop(columns="source_ids").assign(
        whose=[
            phrase("exhibit-profile-partners", "cell", edition, flow=choice(flow), side=country(side))
            for flow, side in zip(rows["flow"], rows["country"], strict=True)
        ],
        years=rows["year"].astype(int).astype(str),
        place=[f"{rank:.0f}" if rank == rank else "–" for rank in rows["rank"]],
        part=[percent(share) if share == share else "–" for share in rows["share"]],
        least=rows["least_share"].map(percent),
    )
    columns = [
        Column("whose"),
        Column("years"),
        Column("place", "number"),
        Column("part", "number"),
        Column("least", "number"),
        Column("source_ids", "sources"),
    ]
    named = number(int(rows["rank"].notna().sum()), "lists")
    return Exhibit(edition, data=table, columns=columns, quantities={"named": named}, apart=True)
