"""Programmes: who is in them, what they cost and hold, how far each part is; the same frames for any programme.

A programme is told of a pair only where both sides have a part in it, or where rows say what it gives the one that has
none, or where the road between them runs over its links.
"""

from collections.abc import Iterable
from difflib import get_close_matches

import pandas as pd

from helpers.chapters.chapter import open_chapter
from helpers.datapackage.read import InputError
from helpers.edition import Edition
from helpers.finding import union
from helpers.periods import period

PAGE_ROWS = 5  # rows about projects, dates and points from which a programme gets a page
MOST_PAGES = 3
THEME = "theme"  # kind of a heading under which rows stand that belong to no programme
PROGRESS = "progress_pct"
MONEY = ("cost", "financing", "revenue", "debt", "price")
SIZES = ("capacity", "runs", "count", "cargo", "teu", "vehicles", "vessels", "energy")  # what leads a table of sizes
BUILT = ("length", "voltage")  # what ends it
DONE = 99  # per cent: a part as good as finished, whose earlier values are history
STATES = ("commissioned", "suspended", "resumed", "reopened")
POINTS = ["programme", "country", "kind", "point", "as_of", "row_ids"]


def programme_parties(edition: Edition) -> pd.DataFrame:
    """The part of each country in each programme.

    Returns
    -------
    pandas.DataFrame
        ``programme``, ``country``, ``role``, ``belongs``, ``date`` (of the step), ``notes`` and ``row_ids``, by date.
    """
    rows = edition.all.programme_memberships
    rows = rows[["programme", "country", "role", "belongs", "date", "notes", "row_ids"]]
    return rows.sort_values(["programme", "date", "country"], kind="stable", ignore_index=True)


def programme_points(edition: Edition) -> pd.DataFrame:
    """What a programme gives each country, what holds it back, what has moved: see the table ``programme_points``."""
    return edition.all.programme_points[POINTS]


def programmes_known(
    edition: Edition,
    programme_parties: pd.DataFrame,
    programme_points: pd.DataFrame,
    road_in_use: pd.DataFrame,
    road_links: pd.DataFrame,
) -> pd.DataFrame:
    """Every programme that rows are about, and on what ground it concerns the pair.

    Returns
    -------
    pandas.DataFrame
        ``programme``, ``name``, ``kind``, ``purpose``, ``since``, ``ground`` (``both``: each side has a part; ``gives``:
        rows say what it gives the side without; ``road``: the road in use runs over its links; empty: none of these),
        ``known`` (rows about it) and ``row_ids``; those of the pair first, then by ``known``.
    """
    named = edition.all.programmes
    dated = [getattr(edition.all, table)[["programme"]] for table in ("projects", "milestones")]
    tally = pd.concat([*dated, programme_points[["programme"]]])["programme"].value_counts()
    sides = programme_parties[programme_parties["country"].isin(edition.pair)]
    gives = programme_points[(programme_points["kind"] == "gives") & programme_points["country"].isin(edition.pair)]
    path = set(road_in_use["places"].explode())
    along = road_links[road_links["from_node"].isin(path) & road_links["to_node"].isin(path)]
    on_road = set(along["programmes"].explode().dropna())
    members = sides.groupby("programme")["country"].agg(set)
    served = pd.concat([sides, gives]).groupby("programme")["country"].agg(set)
    known = pd.DataFrame(
        {"programme": [*dict.fromkeys([*named["programme"], *programme_parties["programme"], *tally.index])]},
        dtype="str",
    )
    known = known.merge(named[["programme", "name", "kind", "purpose", "since", "row_ids"]], how="left", on="programme")

    def ground(programme: str) -> str:
        inside = members.get(programme, set())
        if len(inside) == 2:
            return "both"
        if inside and len(served.get(programme, set())) == 2:
            return "gives"
        return "road" if inside and programme in on_road else ""

    parts = sides.groupby("programme")["row_ids"].agg(union)
    known = known.assign(
        ground=known["programme"].map(ground),
        known=known["programme"].map(tally).fillna(0).astype(int),
        row_ids=[
            union([ids if isinstance(ids, tuple) else (), parts.get(programme, ())])
            for ids, programme in zip(known["row_ids"], known["programme"], strict=True)
        ],
    )
    texts = ["name", "kind", "purpose", "since"]
    known[texts] = known[texts].fillna("")
    known["name"] = known["name"].where(known["name"] != "", known["programme"])
    order = known.assign(theirs=known["ground"] != "").sort_values(
        ["theirs", "known", "programme"], ascending=[False, False, True], ignore_index=True
    )
    return order[["programme", "name", "kind", "purpose", "since", "ground", "known", "row_ids"]]


def told_programmes(programmes_known: pd.DataFrame, pages: Iterable[str]) -> pd.DataFrame:
    """The programmes that get a page: those asked for, or those of the pair of which most is known.

    Raises
    ------
    InputError
        If no row is about a programme in ``pages``; the message has the nearest name.
    """
    pages = [pages] if isinstance(pages, str) and pages else list(pages)
    names = {name.casefold(): name for name in programmes_known["programme"]}
    for asked in pages:
        if str(asked).casefold() not in names:
            near = [names[key] for key in get_close_matches(str(asked).casefold(), names, n=1, cutoff=0.3)]
            hint = f", the nearest being {near[0]}" if near else ""
            raise InputError(f"pages: found {asked!r}, expected a programme of the data{hint}")
    if pages:
        chosen = [names[str(asked).casefold()] for asked in pages]
        return programmes_known.set_index("programme").loc[chosen].reset_index()
    theirs = programmes_known[(programmes_known["ground"] != "") & (programmes_known["kind"] != THEME)]
    theirs = theirs[theirs["known"] >= PAGE_ROWS]
    return theirs.head(MOST_PAGES).reset_index(drop=True)


def page(told_programmes: pd.DataFrame) -> pd.DataFrame:
    """The programme of one page, a row of ``told_programmes``: the first, unless a reader puts another in its place."""
    return told_programmes.head(1)


def _of(frame: pd.DataFrame, page: pd.DataFrame) -> pd.DataFrame:
    return frame[frame["programme"].isin(page["programme"])].reset_index(drop=True)


def page_parties(page: pd.DataFrame, programme_parties: pd.DataFrame, part_states: pd.DataFrame) -> pd.DataFrame:
    """The countries of the programme of the page, those that belong to it first.

    Returns
    -------
    pandas.DataFrame
        ``country``, ``role``, ``belongs``, ``date``, ``part``, ``progress`` (the newest) and ``progress_on``, ``low`` and
        ``high`` of what is published of its parts, unless the newest says that it is done, and ``row_ids``.
    """
    parties = _of(programme_parties, page)
    done = _of(part_states, page)
    done = done[(done["state"] == "progress") & (done["country"] != "")]
    newest = done.sort_values("date", kind="stable").drop_duplicates("country", keep="last")
    ends = done.groupby("country")["value"].agg(low="min", high="max").reset_index()
    newest = newest.merge(ends, on="country")
    newest["low"] = newest["low"].mask(newest["value"] >= DONE, newest["value"])
    newest = newest.rename(columns={"value": "progress", "date": "progress_on", "row_ids": "progress_rows"})
    table = parties.merge(
        newest[["country", "part", "progress", "progress_on", "low", "high", "progress_rows"]], on="country", how="left"
    )
    ids = [
        union([one, other if isinstance(other, tuple) else ()])
        for one, other in zip(table["row_ids"], table["progress_rows"], strict=True)
    ]
    table = table.assign(row_ids=ids, part=table["part"].fillna(""), progress_on=table["progress_on"].fillna(""))
    table = table.sort_values("belongs", ascending=False, kind="stable", ignore_index=True)
    return table[["country", "role", "belongs", "date", "part", "progress", "progress_on", "low", "high", "row_ids"]]


def claims_told(edition: Edition, told_programmes: pd.DataFrame) -> pd.DataFrame:
    """What the document under test says of a programme with a page, as the ledger judges it.

    Returns
    -------
    pandas.DataFrame
        ``programme``, ``claim_id``, ``claim``, ``verdict`` and ``row_ids``.
    """
    ledger = open_chapter("claims", edition).ledger
    named = told_programmes[["programme"]].merge(ledger, how="cross")
    names = zip(named["programme"], named["claim"], strict=True)
    mentioned = pd.Series([programme in claim for programme, claim in names], index=named.index, dtype=bool)
    return named.loc[mentioned, ["programme", "claim_id", "claim", "verdict", "row_ids"]].reset_index(drop=True)


def figures(edition: Edition) -> pd.DataFrame:
    """What is published of each programme: a row a quantity of a part, with the span of its values and dates.

    Returns
    -------
    pandas.DataFrame
        ``programme``, ``component``, ``country`` (empty if several), ``metric``, ``unit``, ``low``, ``high``, ``latest``
        (of the newest date), ``first``, ``last`` (dates; empty if none), ``values`` (how many) and ``row_ids``.
    """
    rows = edition.all.projects
    rows = rows.assign(order=rows["as_of"].map(lambda text: period(text).end if text else pd.NaT))
    rows = rows.sort_values("order", kind="stable", na_position="first")
    dated = rows["as_of"].where(rows["as_of"] != "")
    groups = rows.assign(dated=dated, place=rows.index).groupby(
        ["programme", "component", "metric", "unit"], sort=False
    )
    table = groups.agg(
        country=("country", lambda codes: codes.iloc[0] if codes.nunique() == 1 else ""),
        low=("value", "min"),
        high=("value", "max"),
        latest=("value", "last"),
        first=("dated", lambda texts: min(texts.dropna(), default="")),
        last=("dated", lambda texts: max(texts.dropna(), default="")),
        values=("value", "size"),
        place=("place", "min"),
        row_ids=("row_ids", union),
    )
    return table.reset_index().sort_values("place", ignore_index=True).drop(columns="place")


def page_points(page: pd.DataFrame, programme_points: pd.DataFrame) -> pd.DataFrame:
    """What the programme of the page gives each, how it is used, what moved, what is open and what holds it back."""
    rows = _of(programme_points, page)
    rows = rows[rows["point"] != ""]
    order = {kind: place for place, kind in enumerate(("gives", "use", "moved", "open", "friction"))}
    rows = rows.sort_values("as_of", ascending=False, kind="stable")
    return rows.sort_values("kind", key=lambda kinds: kinds.map(order), kind="stable", ignore_index=True)


def page_money(page: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """What the programme of the page costs, who pays and what it earns: rows of ``figures``, costs first."""
    rows = _of(figures, page)
    kind = rows["metric"].str.extract(f"({'|'.join(MONEY)})", expand=False).fillna("")
    rows = rows.assign(kind=kind, order=kind.map({name: place for place, name in enumerate(MONEY)}))
    return rows[kind != ""].sort_values(["order", "country"], kind="stable", ignore_index=True).drop(columns="order")


def page_sizes(page: pd.DataFrame, figures: pd.DataFrame, page_money: pd.DataFrame, runs: pd.DataFrame) -> pd.DataFrame:
    """What the programme of the page can carry and what it carries, each as published.

    Rows of ``figures`` that are neither money nor progress, and one with the known runs between the two (``runs``).
    """
    rows = _of(figures, page)
    rows = rows[~rows["metric"].isin([*page_money["metric"], PROGRESS])]
    used = _of(runs.explode("agreements").rename(columns={"agreements": "programme"}), page)
    if len(used):
        counted = {"component": "", "country": "", "metric": "runs", "unit": "runs", "values": len(used)}
        span = {"first": used["date"].min(), "last": used["date"].max(), "row_ids": union(used["row_ids"])}
        row = {**counted, **span, **dict.fromkeys(["low", "high", "latest"], float(len(used)))}
        rows = pd.concat([rows, pd.DataFrame([row]).assign(programme=page["programme"].iloc[0])])
    order = rows["metric"].map(
        lambda name: next((n for n, size in enumerate(SIZES) if name.startswith(size)), len(SIZES))
    )
    rows = rows.assign(order=order.where(~rows["metric"].str.startswith(BUILT), len(SIZES) + 1))
    return rows.sort_values("order", kind="stable", ignore_index=True).drop(columns="order")


def progress(edition: Edition) -> pd.DataFrame:
    """Published progress by programme and country, per cent: every value with its date, no average.

    Returns
    -------
    pandas.DataFrame
        ``programme``, ``country`` (empty for the whole), ``component``, ``value``, ``as_of``, ``notes``, ``row_ids``.
    """
    rows = edition.all.projects
    rows = rows[rows["metric"] == PROGRESS].assign(
        where=[
            edition.country(code).name if code else "whole" for code in rows.loc[rows["metric"] == PROGRESS, "country"]
        ]
    )
    rows = rows.sort_values(["programme", "where", "as_of"], kind="stable", ignore_index=True)
    return rows[["programme", "country", "component", "value", "as_of", "notes", "row_ids"]]


def part_states(edition: Edition, progress: pd.DataFrame) -> pd.DataFrame:
    """How far each part of a programme is: its last published progress, or its last opening, stop or restart.

    Returns
    -------
    pandas.DataFrame
        ``programme``, ``part``, ``country``, ``state`` (``progress`` or a kind of milestone), ``value`` (per cent of
        progress), ``date`` and ``row_ids``; a row a part.
    """
    dates = edition.all.milestones
    dates = dates[dates["kind"].isin(STATES)].rename(columns={"component": "part", "kind": "state"})
    done = progress.rename(columns={"component": "part", "as_of": "date"}).assign(state="progress")
    columns = ["programme", "part", "country", "state", "value", "date", "row_ids"]
    rows = pd.concat([done, dates.assign(value=float("nan"))])[columns]
    rows = rows.assign(order=rows["date"].map(lambda text: period(text).middle if text else pd.NaT))
    newest = rows.sort_values("order", kind="stable", na_position="first").drop_duplicates(
        ["programme", "part", "country"], keep="last"
    )
    order = newest.sort_values(["programme", "country", "order"], kind="stable", ignore_index=True)
    return order.drop(columns="order")


def interruptions(edition: Edition) -> pd.DataFrame:
    """When work on a programme was suspended and resumed: ``programme``, ``kind``, ``component``, ``country``, ``date``."""
    rows = edition.all.milestones
    rows = rows[rows["kind"].isin(["suspended", "resumed"])]
    columns = ["programme", "kind", "component", "country", "date", "row_ids"]
    return rows.sort_values("date", kind="stable")[columns].reset_index(drop=True)


def shipments(edition: Edition) -> pd.DataFrame:
    """Recorded runs and openings of services on the corridors, the latest first."""
    return edition.all.shipments.sort_values("date", ascending=False, kind="stable", ignore_index=True)


def runs(edition: Edition, shipments: pd.DataFrame) -> pd.DataFrame:
    """The recorded runs between the two, rows of ``shipments``."""
    return shipments[shipments["origin"].isin(edition.pair) & shipments["destination"].isin(edition.pair)]


def transit_rules(
    edition: Edition, programmes_known: pd.DataFrame, programme_parties: pd.DataFrame, figures: pd.DataFrame, runs
) -> pd.DataFrame:
    """What each agreement of both sides allows, and what is known of its use.

    Returns
    -------
    pandas.DataFrame
        ``programme``, ``parties`` (tuple of country, role, date), ``permits`` (tuple of part, number), ``moved`` (known
        runs between the two) and ``row_ids``.
    """
    both = programmes_known[programmes_known["ground"] == "both"]
    members = programme_parties[programme_parties["country"].isin(edition.pair)].sort_values("country", kind="stable")
    members = members.assign(part=list(zip(members["country"], members["role"], members["date"], strict=True)))
    permits = figures[figures["unit"] == "permits"]
    permits = permits.assign(part=list(zip(permits["component"], permits["latest"], strict=True)))
    used = runs.explode("agreements").rename(columns={"agreements": "programme"})
    # A shipment names its convention by the first word of the name, "TIR".
    keys = dict(zip(both["programme"], both["programme"].str.split().str[0], strict=True))
    rows = []
    for programme in sorted(keys):
        names = {programme, keys[programme]}
        parts = [frame[frame["programme"].isin(names)] for frame in (members, permits, used)]
        parts[0] = members[members["programme"] == programme]
        rows.append(
            {
                "programme": programme,
                "parties": tuple(parts[0]["part"]),
                "permits": tuple(parts[1]["part"]),
                "moved": len(parts[2]),
                "row_ids": union(pd.concat(parts)["row_ids"]),
            }
        )
    return pd.DataFrame(rows, columns=["programme", "parties", "permits", "moved", "row_ids"])
