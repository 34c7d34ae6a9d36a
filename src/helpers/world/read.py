"""The world layer on disk and as one date saw it: what is held of every state, read table by table when asked for.

``data/world/`` is a data package of its own (Frictionless, a gzipped CSV a table) with a cut-off of its own. Beside
the standard properties a resource carries ``x-sources`` (numbers of its sources; a column may name others, a row may
carry ``source_ids``), ``x-covered-to`` (nothing later is held), ``x-redistribution``, ``x-date`` (by which column rows
are dated, or the first and last year of a run) and ``x-known``: how its rows became public.

``event``   with what they tell of: a vote, a membership; the source only documents it later
``source``  with the publication of a source: a statistic, an estimate, one day's view
``always``  not of a date: names, distances, borders as they are today

A :class:`World` is the layer at an as-of date: rows dated later are out, years that had not ended too; under
``vintage="as-of"`` so is what had not been published by then, under ``vintage="latest"`` later figures for past periods
stay. A row is named ``world.TABLE:KEY``, the key joined by ``/``; a key that stops early names all rows that begin with
it (``world.rollcalls:2014``).
"""

import gzip
import hashlib
import io
import json
from collections.abc import Iterable
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.datapackage.read import DEFAULT_DATA
from helpers.faults import InputError
from helpers.periods import period

WORLD = DEFAULT_DATA / "world"
PREFIX = "world."
VINTAGES = ("as-of", "latest")


@lru_cache(maxsize=8)
def _descriptor(folder: Path, written: int) -> dict[str, dict[str, Any]]:
    """The resources of a world package by name; ``written`` is when the descriptor was, so that a new one is read."""
    path = folder / "datapackage.json"
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        resources = {resource["name"]: resource for resource in found["resources"]}
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"{path}: found {error}, expected the descriptor of a world package") from None
    return {"": found, **resources}


@lru_cache(maxsize=64)
def _read(path: Path, digest: str, schema: str) -> pd.DataFrame:
    """A table with the types of its schema; text is ``""`` where missing, a number NaN."""
    fields = json.loads(schema)
    try:
        body = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: found {error.strerror}, expected a table of the world layer") from None
    found = f"sha256:{hashlib.sha256(body).hexdigest()}"
    if found != digest:
        raise InputError(f"{path}: found a file of {found}, expected {digest or 'a hash'} as datapackage.json says")
    content = gzip.decompress(body) if path.suffix == ".gz" else body
    numbers = {spec["name"] for spec in fields if spec["type"] in ("integer", "number")}
    frame = pd.read_csv(
        io.BytesIO(content),
        dtype={spec["name"]: object for spec in fields if spec["name"] not in numbers},
        keep_default_na=False,
        na_values={name: [""] for name in numbers},
        encoding="utf-8",
    )
    header = [spec["name"] for spec in fields]
    if list(frame.columns) != header:
        raise InputError(f"{path}:1: found the columns {', '.join(frame.columns)}, expected {', '.join(header)}")
    for spec in fields:
        name = spec["name"]
        if spec["type"] == "boolean":
            # Empty is neither: such a column is kept as text only where the schema lets it be empty and it is.
            if not frame[name].eq("").any():
                frame[name] = frame[name].eq("true")
        elif spec.get("x-kind") == "list":
            whole = name == "source_ids"
            split = {cell: _parts(cell, whole) for cell in frame[name].unique()}
            frame[name] = frame[name].map(split)
    return frame


@lru_cache(maxsize=64)
def _places(path: Path, digest: str, schema: str, name: str) -> dict[str, Any]:
    """Where the rows of each value of a column stand in a table."""
    column = _read(path, digest, schema)[name]
    return {_key_text(value): places for value, places in column.groupby(column, sort=False).indices.items()}


def _parts(cell: str, whole: bool) -> tuple:
    parts = [part for part in cell.split(";") if part]
    return tuple(map(int, parts)) if whole else tuple(parts)


class World:
    """The world layer as it was known at a date; see the module.

    Parameters
    ----------
    folder
        Folder of a world package; the project's own if not given.
    as_of
        Nothing later is shown; the cut-off of the package if not given.
    vintage
        ``as-of`` or ``latest``.

    Raises
    ------
    InputError
        If there is no world package there or the vintage is another word.

    Examples
    --------
    >>> world = World(as_of=date(2016, 6, 30), vintage="latest")
    >>> int(world.table("indicators")["year"].max())
    2015
    """

    def __init__(self, folder: str | Path = WORLD, as_of: date | None = None, vintage: str = "as-of"):
        if vintage not in VINTAGES:
            raise InputError(f"vintage: found {vintage!r}, expected one of {', '.join(VINTAGES)}")
        self.folder = Path(folder)
        path = self.folder / "datapackage.json"
        try:
            written = path.stat().st_mtime_ns
        except OSError as error:
            raise InputError(f"{path}: found {error.strerror}, expected the descriptor of a world package") from None
        self._resources = dict(_descriptor(self.folder, written))
        self.cutoff = date.fromisoformat(self._resources.pop("")["cutoff"])
        self.as_of = min(as_of or self.cutoff, self.cutoff)
        self.vintage = vintage
        self._seen: dict[str, pd.DataFrame] = {}

    def __repr__(self) -> str:
        return f"World(as of {self.as_of}, vintage {self.vintage})"

    @property
    def tables(self) -> tuple[str, ...]:
        """Names of the tables."""
        return tuple(self._resources)

    @property
    def last_year(self) -> int:
        """The last year that had ended by the as-of date."""
        return self.as_of.year if (self.as_of.month, self.as_of.day) == (12, 31) else self.as_of.year - 1

    def resource(self, table: str) -> dict[str, Any]:
        """The descriptor of a table."""
        try:
            return self._resources[table]
        except KeyError:
            raise InputError(f"world layer: found table {table!r}, expected one of {', '.join(self.tables)}") from None

    def whole(self, table: str) -> pd.DataFrame:
        """Every row of a table, whatever its date; a frame of its own that may be changed."""
        return _read(*self._file(table)).copy(deep=False)

    def _file(self, table: str) -> tuple[Path, str, str]:
        resource = self.resource(table)
        return self.folder / resource["path"], resource.get("hash", ""), json.dumps(resource["schema"]["fields"])

    def table(self, table: str) -> pd.DataFrame:
        """The rows of a table that were known at the as-of date; a frame of its own that may be changed."""
        if table not in self._seen:
            self._seen[table] = self._known(table)
        return self._seen[table].copy(deep=False)

    def _known(self, table: str) -> pd.DataFrame:
        resource, frame = self.resource(table), self.whole(table)
        dated = resource.get("x-date")
        if self.held_back(table):
            return frame.iloc[:0]
        if self.vintage == "as-of" and resource["x-known"] == "source" and "source_ids" in frame:
            seen = {ids: any(map(self._public, ids)) for ids in frame["source_ids"].unique()}
            frame = frame[frame["source_ids"].map(seen).astype(bool)]
        if not dated:
            return frame.reset_index(drop=True)
        # What a table holds beyond the date that it covers is not to be used (misdated, not whole).
        last = min(self.last_year, period(resource["x-covered-to"]).end.year)
        if "column" in dated:
            column = frame[dated["column"]]
            day = not pd.api.types.is_numeric_dtype(column)
            frame = frame[column <= (self.as_of.isoformat() if day else last)]
        else:
            frame = frame[frame[dated["first"]] <= last]
            frame[dated["last"]] = frame[dated["last"]].clip(upper=last)
        return frame.reset_index(drop=True)

    def held_back(self, table: str) -> str:
        """Why nothing of a table is shown at this date; empty if it is."""
        resource = self.resource(table)
        if resource["x-known"] != "source":
            return ""
        if self.vintage == "as-of" and not any(map(self._public, resource["x-sources"])):
            return "published later"
        undated = "x-date" not in resource
        return "of a later date" if undated and period(resource["x-covered-to"]).end > self.as_of else ""

    def _public(self, source: int) -> bool:
        published = self.sources.loc[source, "published"]
        return not published or period(published).start <= self.as_of

    @cached_property
    def sources(self) -> pd.DataFrame:
        """Every source of the layer, by its number; the columns of the project's table ``sources``."""
        return self.whole("sources").set_index("source_id")

    def sources_of(self, row_ids: Iterable[str], column: str = "") -> tuple[int, ...]:
        """Numbers of the sources of rows, in ascending order.

        Parameters
        ----------
        row_ids
            Row ids of the world layer.
        column
            The column that was read, where a column has sources of its own (``capital_km`` of ``distances``).
        """
        found: set[int] = set()
        for row_id in row_ids:
            table = table_of(row_id)
            resource = self.resource(table)
            names = {spec["name"] for spec in resource["schema"]["fields"]}
            if "source_ids" in names:
                found.update(*self.rows(row_id)["source_ids"])
            else:
                found.update(self.sources_for(table, column))
        return tuple(sorted(found))

    def sources_for(self, table: str, *columns: str) -> tuple[int, ...]:
        """Numbers of the sources of a table, or of those of its columns that are named."""
        resource = self.resource(table)
        own = {spec["name"]: spec["x-sources"] for spec in resource["schema"]["fields"] if "x-sources" in spec}
        of_table = resource["x-sources"]
        first = [source for source in of_table if source not in {s for ids in own.values() for s in ids}] or of_table
        listed = [own.get(column, first) for column in columns if column] or [of_table]
        return tuple(sorted({source for ids in listed for source in ids}))

    def row_ids(self, table: str, frame: pd.DataFrame) -> pd.Series:
        """The row id of each row of a frame that has the key columns of a table."""
        key = self.resource(table)["schema"]["primaryKey"]
        parts = zip(*(map(_key_text, frame[name]) for name in key), strict=True)
        return pd.Series([f"{PREFIX}{table}:{'/'.join(row)}" for row in parts], frame.index, dtype=object)

    def rows(self, row_id: str) -> pd.DataFrame:
        """The rows that a row id names, whatever their date.

        Raises
        ------
        InputError
            If no row has that key.
        """
        table = table_of(row_id)
        names = self.resource(table)["schema"]["primaryKey"]
        parts = row_id.partition(":")[2].split("/", len(names) - 1)
        places = _places(*self._file(table), names[0])
        frame = self.whole(table).iloc[places.get(parts[0], [])]
        for name, part in zip(names[1:], parts[1:], strict=False):
            frame = frame[frame[name].map(_key_text) == part]
        if frame.empty:
            raise InputError(f"row {row_id!r}: found no such row, expected a key of {', '.join(names)}")
        return frame.reset_index(drop=True)

    def covered_to(self, table: str) -> str:
        """The last date that a table holds anything of (ISO 8601), whatever the as-of date."""
        return self.resource(table)["x-covered-to"]

    @cached_property
    def coverage(self) -> pd.DataFrame:
        """What is held: a row per table.

        Returns
        -------
        pandas.DataFrame
            ``table``, ``title``, ``covered_to``, ``published`` (newest source), ``licence``, ``redistribution``,
            ``source_ids``, ``held_back`` (empty, or why nothing of it is shown at this date).
        """
        listed = []
        for table, resource in self._resources.items():
            sources = tuple(resource["x-sources"])
            dates = [self.sources.loc[source, "published"] for source in sources]
            listed.append(
                {
                    "table": table,
                    "title": resource["title"],
                    "covered_to": resource["x-covered-to"],
                    "published": max(dates, default=""),
                    "licence": "; ".join(licence["title"] for licence in resource["licenses"]),
                    "redistribution": resource["x-redistribution"],
                    "source_ids": sources,
                    "held_back": self.held_back(table),
                }
            )
        return pd.DataFrame(listed)

    def notes(self, country: str) -> pd.DataFrame:
        """What must be told when a state's series is read: predecessors, changes of reach, states that are no members.

        Returns
        -------
        pandas.DataFrame
            ``country`` (the key that the note is about), ``name``, ``note``, ``row_ids``. The predecessor's rows are
            never part of the successor's.
        """
        voters = self.whole("voters")
        own = voters[voters["country"].eq(country) & voters["note"].ne("")].assign(table="voters")
        others = self.whole("non_members")
        near = others[others["followed_by"].map(lambda codes: country in codes) | others["country"].eq(country)]
        own = own[~own["country"].isin(near["country"])]
        found = pd.concat([own, near.assign(table="non_members")], ignore_index=True)
        ids = [
            (f"{PREFIX}voters:{int(row.position)}",)
            if row.table == "voters"
            else (f"{PREFIX}non_members:{row.country}",)
            for row in found.itertuples()
        ]
        return found[["country", "name", "note"]].assign(row_ids=ids)


def table_of(row_id: str) -> str:
    """The table of a row id of the world layer.

    Raises
    ------
    InputError
        If it is none.
    """
    head, colon, _ = row_id.partition(":")
    if not colon or not head.startswith(PREFIX):
        raise InputError(f"row id: found {row_id!r}, expected {PREFIX}TABLE:KEY")
    return head.removeprefix(PREFIX)


def _key_text(value: Any) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
