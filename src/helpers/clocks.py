"""Two clocks: when something was true, and when it was first public. A table as it was known on a day.

A row is known on a day if it is not dated later and had become public. It became public on its ``known_from``; without
one, when its earliest dated source was published; in tables of acts and states, which are public as they happen
(``x-lens.known`` is ``date``), on its own date. A source that is younger than the day may still document such a row: the
row keeps its earliest source, which is told as *documented later*. Under the vintage ``latest`` the second clock is
not asked. Of the values that one data set gave for one key the newest known one is in; different publishers stand side
by side. A name holds while its row in ``names`` holds.
"""

import re
from collections.abc import Mapping
from datetime import date
from functools import cached_property

import pandas as pd

from helpers.datapackage.read import Package
from helpers.periods import period

_SENTENCE = re.compile(r"[^.;]*[.;]?\s*")
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
# Of which table and column the names of a kind are, and the key that a row of ``names`` gives.
NAMED = {"organisations": ("body", "org_id", "name"), "nodes": ("city", "node_id", "name")}


def row_ids(package: Package, table: str, frame: pd.DataFrame) -> list[tuple[str, ...]]:
    """The row ids of a table, ``('trade:T0123',)``: its name and its primary key, by which any number is traced."""
    schema = package.resources[table]["schema"]
    key = schema.get("primaryKey") or [schema["fields"][0]["name"]]
    columns = [frame[name].astype(str) for name in ([key] if isinstance(key, str) else key)]
    return [(f"{table}:{'|'.join(cells)}",) for cells in zip(*columns, strict=True)]


def cut_later(text: str, year: int) -> str:
    """Drop the sentences and clauses of a free text that name a year after ``year``."""
    if not any(int(found) > year for found in _YEAR.findall(text)):
        return text
    kept = [part for part in _SENTENCE.findall(text) if not any(int(found) > year for found in _YEAR.findall(part))]
    return "".join(kept).strip().rstrip(";")


class Clocks:
    """The tables of a package as they were known on a day.

    ``later`` collects the numbers of sources that document what was public before they were published.
    """

    def __init__(self, package: Package, as_of: date, vintage: str, cutoff: date):
        self.package, self.as_of, self.vintage, self.cutoff = package, as_of, vintage, cutoff
        self.later: set[int] = set()

    def seen(self, value: object, whole: bool = False) -> bool:
        """Whether a date lies, or with ``whole`` a period ended, by the day. Undated is seen."""
        if value == "" or value != value:
            return True
        span = period(str(int(value)) if isinstance(value, (int, float)) else str(value))
        return (span.end if whole else span.start) <= self.as_of

    @cached_property
    def known_sources(self) -> set[int]:
        """Numbers of the sources that had been published."""
        frame = self.package.tables["sources"]
        if self.vintage == "latest":
            return set(frame["source_id"])
        return set(frame.loc[frame["published"].map(self.seen).astype(bool), "source_id"])

    def cite(self, published: Mapping[int, str]) -> None:
        """Take in sources of the world layer by their dates: as known, or as documenting later what was public."""
        for number, day in published.items():
            (self.known_sources if self.vintage == "latest" or self.seen(day) else self.later).add(number)

    @cached_property
    def _published(self) -> dict[int, str]:
        frame = self.package.tables["sources"]
        return dict(zip(frame["source_id"], frame["published"], strict=True))

    @cached_property
    def _vintages(self) -> dict[int, tuple[str, str]]:
        """Data set and date of publication of each source that belongs to a data set."""
        frame = self.package.tables["sources"]
        rows = frame.loc[frame["dataset"] != "", ["source_id", "dataset", "published"]]
        return {number: (name, published) for number, name, published in rows.itertuples(index=False)}

    def at_date(self, table: str) -> pd.DataFrame:
        """A table at the day: rows known, sources known, names of the time, later sentences and dates cut."""
        frame = self.package.tables[table]
        frame = frame.assign(row_ids=row_ids(self.package, table, frame))
        fields = {spec["name"]: spec for spec in self.package.fields(table)}
        lens = self.package.resources[table].get("x-lens", {})
        dated_by = lens.get("date")
        if dated_by:
            spec = fields[dated_by]
            whole = spec.get("x-kind") == "period" or spec["type"] == "integer"
            day = frame[dated_by]
            if lens.get("stated") and "known_from" in frame:
                # The date is that of a statement; the fact may have been public before the statement on record.
                day = frame["known_from"].where(frame["known_from"] != "", day)
            frame = frame[day.map(lambda value: self.seen(value, whole)).astype(bool)]
        if self.vintage == "as-of" and "source_ids" in frame:
            frame = self._public(frame, dated_by, lens.get("known") == "date")
        frame = self._newest(frame, lens.get("vintage", []))
        for name, spec in fields.items():
            if spec.get("x-kind") == "date" and not spec.get("x-forward") and name not in (dated_by, "known_from"):
                frame[name] = frame[name].map(lambda text: text if self.seen(text) else "")
            elif spec.get("x-narrative"):
                frame[name] = frame[name].map(lambda text: cut_later(text, self.as_of.year))
        if table in NAMED:
            kind, key, column = NAMED[table]
            former = self.names(kind)
            named = frame[key].map(lambda code: former.get(code, {}).get("name"))
            frame[column] = named.where(named.astype(bool) & named.notna(), frame[column]).astype(object)
        return frame.reset_index(drop=True)

    def _public(self, frame: pd.DataFrame, dated_by: str | None, as_it_happens: bool) -> pd.DataFrame:
        """The rows that had become public, each with the sources that may be cited for it."""
        given = frame["known_from"] if "known_from" in frame else pd.Series("", index=frame.index)
        # What bears no date at all, such as a distance or a constant, does not age.
        days = frame[dated_by].astype(str) if dated_by else ["undated"] * len(frame)
        kept = [
            self._citable(ids, str(known_from), day, as_it_happens)
            for ids, known_from, day in zip(frame["source_ids"], given, days, strict=True)
        ]
        # A row that has no source in the package, such as a search of our own, is its own evidence.
        bare = frame["source_ids"].map(len) == 0
        frame = frame.assign(source_ids=kept)
        return frame[bare | (frame["source_ids"].map(len) > 0)]

    def _citable(self, ids: tuple[int, ...], known_from: str, day: str, as_it_happens: bool) -> tuple[int, ...]:
        known = tuple(number for number in ids if number in self.known_sources)
        if known_from:
            public = self.seen(known_from)
        elif as_it_happens:
            public = True  # its own date has been asked
        else:
            # An undated source cannot be shown to be later, so such a row is judged by its own date.
            dated = any(self._published.get(number) for number in known)
            public = bool(known) and (dated or day != "" or self.as_of >= self.cutoff)
        if not public:
            return ()
        if not known and ids:
            known = (min(ids, key=lambda number: (self._published.get(number) or "9999", number)),)
            self.later.update(known)
        return known

    def _newest(self, frame: pd.DataFrame, key: list[str]) -> pd.DataFrame:
        """Without the rows that a later row of the same data set and key revises."""
        if not key or not self._vintages or frame.empty:
            return frame
        newest: dict[tuple, tuple] = {}
        places = []
        for place, (ids, *cells) in enumerate(frame[["source_ids", *key]].itertuples(index=False, name=None)):
            vintages = [self._vintages.get(number, ("", "")) for number in ids]
            names = {dataset for dataset, _ in vintages}
            of = names.pop() if len(names) == 1 else ""
            # A row that belongs to no data set is revised by nobody.
            same = (of, *cells) if of else (place,)
            when = (max(published for _, published in vintages), max(ids))
            places.append((same, when))
            newest[same] = max(newest.get(same, when), when)
        if len(newest) == len(places):
            return frame
        return frame[[when == newest[same] for same, when in places]]

    def names(self, kind: str) -> dict[str, dict[str, str]]:
        """Names of a kind (``country``, ``body``, ``city``) that held on the day and no longer or not yet do, by key."""
        rows = self.package.tables.get("names", pd.DataFrame(columns=["kind", "start", "end"]))
        rows = rows[(rows["kind"] == kind) & rows["start"].map(self.seen).astype(bool)]
        ended = rows["end"].map(lambda text: bool(text) and period(text).end < self.as_of)
        return {row["key"]: row for row in rows[~ended.astype(bool)].to_dict("records")}
