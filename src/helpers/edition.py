"""The lens: one pair of countries, one as-of date and one vintage over the tables of a data package.

No other module filters by pair or date. What was true and what was public on a day is told by the two clocks
(:mod:`helpers.clocks`), what was looked for by :mod:`helpers.coverage`. What the lens hands out can be changed without
changing anybody else's.
"""

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from types import MappingProxyType, SimpleNamespace

import pandas as pd

from helpers import coverage
from helpers.clocks import Clocks, row_ids
from helpers.countries import names, parse_pair
from helpers.datapackage.basemap import BASEMAP, read_basemap
from helpers.datapackage.depth import is_profile
from helpers.datapackage.read import InputError, Package, read_package
from helpers.own_rows import Rows, with_own_rows
from helpers.periods import label, parse_as_of, period
from helpers.shown import Shown
from helpers.sources import Sources
from helpers.world.read import PREFIX, World

MOST_MARKS = 2
VINTAGES = {
    "as-of": "what had been published by the as-of date",
    "latest": "later publications about past periods included",
}


@dataclass(frozen=True)
class Country:
    """A country as the report names it; ``iso3`` is its ISO 3166-1 alpha-3 code."""

    iso3: str
    name: str
    official_name: str
    adjective: str
    capital: str

    def __str__(self) -> str:
        return self.name


def _own_names(package: Package) -> dict[str, str]:
    """Codes and names that the package gives to its countries."""
    rows = package.tables["countries"]
    return {text: code for code, name in zip(rows["iso3"], rows["name"], strict=True) for text in (code, name) if text}


def in_order(codes: tuple[str, str], package: Package) -> tuple[str, str]:
    """The pair in the one order that it has in a package: as the package names it, otherwise by the alphabet."""
    named = [parse_pair(pair, _own_names(package)) for pair in package.descriptor["pairs"]]
    return next((pair for pair in named if set(pair) == set(codes)), (min(codes), max(codes)))


def all_pairs(package: Package) -> list[tuple[str, str]]:
    """Every pair of countries that a table has a row about; the pairs that the package names come first."""
    named = [tuple(pair.split("-")) for pair in package.descriptor["pairs"]]
    countries = set(package.tables["countries"]["iso3"])
    found: set[frozenset[str]] = set()
    for table, descriptor in package.resources.items():
        rule, frame = descriptor.get("x-lens", {}).get("pair", {}), package.tables[table]
        if "parties" in rule:
            parties = [set(row) & countries for row in frame[rule["parties"]]]
            found |= {frozenset(pair) for row in parties for pair in itertools.combinations(sorted(row), 2)}
        elif "both" in rule:
            first, second = (frame[column] for column in rule["both"])
            found |= {frozenset(pair) for pair in zip(first, second, strict=True)}
    pairs = {tuple(sorted(pair)) for pair in found if len(pair) == 2 and pair <= countries}
    return named + sorted(pairs - {tuple(sorted(pair)) for pair in named})


def _cutoff(package: Package, as_of: date, vintage: str) -> date:
    """The information cut-off of an edition: as-of, the first one under which it could be made, so that it stays."""
    last = date.fromisoformat(package.cutoff)
    if vintage == "latest":
        return last
    earlier = map(date.fromisoformat, package.descriptor.get("x-earlier-cutoffs", []))
    return min((day for day in earlier if day >= as_of), default=last)


class Edition(Shown):
    """The tables of a package seen by one pair at one date.

    ``edition.events``, ``edition.trade`` … are the rows of the pair; ``edition.all.trade`` … the rows of every
    country, seen at the same date and vintage. ``a`` and ``b`` are the countries in the order of the pair.
    """

    kind = "edition"

    def __init__(self, package: Package, pair: tuple[str, str], as_of: date, vintage: str):
        self.package, self.pair, self.as_of, self.vintage = package, pair, as_of, vintage
        self.tables_read = {"countries", "sources"}
        self.slug = "-".join(pair)
        self.cutoff = _cutoff(package, as_of, vintage)
        self.clocks = Clocks(package, as_of, vintage, self.cutoff)
        self.a, self.b = (self.country(code) for code in pair)

    def __repr__(self) -> str:
        return f"Edition({self.slug}, as of {self.as_of}, vintage {self.vintage})"

    def __getattr__(self, table: str) -> pd.DataFrame:
        if table.startswith("_") or table not in self.package.tables:
            raise AttributeError(f"this data package has no table {table!r}")
        return self._pair_tables(table)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self.package.tables]

    @property
    def tables(self) -> pd.DataFrame:
        """What this edition holds: a row a table.

        Returns
        -------
        pandas.DataFrame
            By table: ``title``, ``rows`` of the pair, ``all_rows`` at this date, ``newest`` (ISO date or period),
            ``searched`` (day of the last search about the pair), ``licence``, ``about``.
        """
        before = set(self.tables_read)
        listed = []
        for table, resource in self.package.resources.items():
            own, every = self._pair_tables(table), self._dated(table)
            day = resource.get("x-lens", {}).get("date", "")
            newest = own[day].astype(str) if day in own else pd.Series(dtype=str)
            licences = [licence["name"] for licence in resource.get("licenses", [])]
            about = resource.get("description", "").partition(". ")[0].rstrip(".")
            entry = {"table": table, "title": resource.get("title", table), "rows": len(own), "all_rows": len(every)}
            searched = self.searched_on(table)
            rest = {"newest": newest.max() if len(newest) else "", "searched": searched}
            listed.append({**entry, **rest, "licence": ", ".join(licences), "about": about})
        # To look is not to read: what a chapter rests on stays what it was.
        self.tables_read = before
        return pd.DataFrame(listed).set_index("table")

    def at(self, day: str | date, vintage: str = "") -> "Edition":
        """The same pair and package at another as-of date, and vintage if given.

        Raises
        ------
        InputError
            If the date or vintage cannot be used.
        """
        other = _checked_edition(self.package, self.pair, str(day), vintage or self.vintage)
        other._bibliography = self._bibliography
        return other

    def with_rows(self, **tables: Rows) -> "Edition":
        """The same edition with rows of one's own, ``with_rows(events=[{...}])``: frames or lists of rows by table.

        What follows from the tables follows from these rows too; the package on disk stays as it is. See
        :func:`helpers.own_rows.with_own_rows`.
        """
        package = with_own_rows(self.package, self.pair, tables)
        return Edition(package, self.pair, self.as_of, self.vintage)

    @cached_property
    def _countries(self) -> dict[str, Country]:
        rows = self.package.tables.get("countries", pd.DataFrame(columns=["iso3"]))
        keys = ("name", "official_name", "adjective", "capital")
        former = self.clocks.names("country")
        return {
            row["iso3"]: Country(row["iso3"], *(former.get(row["iso3"], {}).get(key) or row[key] for key in keys))
            for row in rows.to_dict("records")
        }

    def country(self, code: str) -> Country:
        """Name, official name, adjective and capital of a country by alpha-3 code."""
        if code in self._countries:
            return self._countries[code]
        known = names().get(code, {})
        words = [known.get(name, code) for name in ("name", "official_name", "adjective")]
        return Country(code, *words, known.get("capital", ""))

    def whole(self, table: str) -> pd.DataFrame:
        """Every row of a table, whatever its date: for what is judged by more than its own date."""
        self.tables_read.add(table)
        frame = self.package.tables[table]
        return frame.assign(row_ids=row_ids(self.package, table, frame))

    def coverage(self, table: str = "", theme: str = "") -> pd.DataFrame:
        """The searches about the pair, the newest first (see :mod:`helpers.coverage`)."""
        return coverage.searches(self.all.coverage, self.pair, table, theme)

    def not_found(self, table: str = "", theme: str = "") -> str:
        """The search that allows to say that something was not found; empty if none does."""
        return coverage.not_found(self.all.coverage, self.pair, table, theme)

    def searched_on(self, table: str) -> str:
        """The day of the last search of a table for the pair; empty if there was none."""
        return coverage.searched_on(self.all.coverage, self.pair, table)

    def absences(self, chapter: str) -> pd.DataFrame:
        """The searches about the pair whose absence a chapter prints."""
        return coverage.absences(self.all.coverage, self.pair, chapter)

    def reach(self, behind: Iterable[str]) -> tuple[dict | None, dict | None]:
        """The newest of some rows and the last search of their tables about the pair; ``None`` where there is none.

        Returns
        -------
        tuple of dict
            ``searched_on`` and ``row_ids`` of the search; ``date`` and ``row_ids`` of the row, by the date of its table.
        """
        wanted: dict[str, set[str]] = {}
        for row in behind:
            wanted.setdefault(row.partition(":")[0], set()).add(row)
        rows = self.coverage()
        rows = rows[rows["table"].isin(wanted)]
        search = rows.iloc[0].to_dict() if len(rows) else None
        newest = None
        for table in sorted(wanted.keys() & self.package.tables.keys()):
            date = self.package.resources[table].get("x-lens", {}).get("date")
            if not date:
                continue
            for day, ids in self._dated(table)[[date, "row_ids"]].itertuples(index=False):
                text = str(day) if wanted[table].intersection(ids) else ""
                start = period(text).start if text and text != "nan" else None
                # A row on an old fact may have been written down later than an old edition.
                if start and start <= self.as_of and (newest is None or start > period(newest["date"]).start):
                    newest = {"date": text, "row_ids": ids}
        return search, newest

    @cached_property
    def basemap(self) -> dict:
        """Land and frontiers for maps, see :func:`helpers.datapackage.basemap.read_basemap`."""
        self.tables_read.add(BASEMAP)
        return read_basemap(self.package.folder, self.package.descriptor)

    @cached_property
    def sources(self) -> Sources:
        """The sources that this edition may cite, by number."""
        return Sources(self._bibliography, self.clocks, self.tables_read)

    @cached_property
    def _bibliography(self) -> dict[int, Mapping]:
        """Every source of the package and of the world layer, whatever its date."""
        own, others = self.package.tables["sources"], self.world.sources.reset_index()
        others = others[~others["source_id"].isin(own["source_id"])].reindex(columns=own.columns, fill_value="")
        rows = [*own.to_dict("records"), *others.to_dict("records")]
        return {row["source_id"]: MappingProxyType(row) for row in rows}

    @cached_property
    def world(self) -> World:
        """What is held of every state, at the same date and vintage (:mod:`helpers.world`)."""
        return World(as_of=self.as_of, vintage=self.vintage)

    @cached_property
    def all(self) -> SimpleNamespace:
        """Every table at this date and vintage, for all countries."""
        return _Lazy(lambda table: self._dated(table).copy(deep=False))

    def _pair_tables(self, table: str) -> pd.DataFrame:
        cache = self.__dict__.setdefault("_pairs", {})
        if table not in cache:
            cache[table] = self._of_pair(table, self._dated(table))
        # A copy under copy-on-write: what an analyst changes is his alone.
        return cache[table].copy(deep=False)

    def _of_pair(self, table: str, frame: pd.DataFrame) -> pd.DataFrame:
        rule = self.package.resources[table].get("x-lens", {}).get("pair", {})
        both = set(self.pair)
        if "parties" in rule:
            frame = frame[frame[rule["parties"]].map(both.issubset).astype(bool)]
        elif "both" in rule:
            first, second = rule["both"]
            frame = frame[frame[first].isin(both) & frame[second].isin(both) & (frame[first] != frame[second])]
        elif "either" in rule:
            frame = frame[frame[rule["either"][0]].isin(both)]
        return frame.reset_index(drop=True)

    def _dated(self, table: str) -> pd.DataFrame:
        cache = self.__dict__.setdefault("_all", {})
        self.tables_read.add(table)
        if table not in cache:
            cache[table] = self.clocks.at_date(table)
        return cache[table]

    @property
    def name(self) -> str:
        """The pair as it is printed, in the order given."""
        return f"{self.a.name}–{self.b.name}"

    def payload(self) -> dict:
        """Pair, dates and vintage as plain data."""
        return {
            "slug": self.slug,
            "a": vars(self.a),
            "b": vars(self.b),
            "as_of": self.as_of.isoformat(),
            "cutoff": self.cutoff.isoformat(),
            "vintage": self.vintage,
            "as_of_label": label(self.as_of.isoformat()),
            # What a reader wants to know: up to which day of publication the edition has read.
            "cutoff_label": label((self.as_of if self.vintage == "as-of" else self.cutoff).isoformat()),
            "vintage_label": VINTAGES[self.vintage],
            "holds": [[name, resource.get("title", name)] for name, resource in self.package.resources.items()],
            "profile": is_profile(self.package.folder, self.slug),
        }

    def confidence(self, source_ids: tuple[int, ...], conflict: bool = False) -> str:
        """Confidence of a statement that rests on these sources, see :meth:`helpers.sources.Sources.grade`."""
        return self.sources.grade(source_ids, conflict)

    def sources_of(self, row_ids: Iterable[str]) -> tuple[int, ...]:
        """Numbers of the sources of rows such as ``trade:T0123`` or ``world.rollcalls:2014``, the strongest first.

        Raises
        ------
        KeyError
            If a row is not one of this edition.
        """
        return self.sources.ranked(number for row in row_ids for number in self._sources_by_row(row))

    def marks(self, groups: Iterable[Iterable[str]], most: int = MOST_MARKS) -> tuple[int, ...]:
        """Sources that a sentence is marked with, so that each thing it says finds one.

        Of each group of rows the strongest source, unless one of its sources stands there already, up to ``most``;
        then the strongest of the others, those of a further publisher first, one at least if all are of one publisher.
        """
        found = [self.sources_of(rows) for rows in groups]
        chosen: list[int] = []
        for numbers in found:
            if numbers and len(chosen) < most and not set(chosen) & set(numbers):
                chosen.append(numbers[0])
        others = self.sources.ranked(number for numbers in found for number in numbers if number not in chosen)
        known = self.sources.independent(chosen)
        further = [number for number in others if self.sources.independent([*chosen, number]) > known]
        room = max(int(known == 1 and bool(further)), MOST_MARKS - len(chosen))
        return (*chosen, *[*further, *(number for number in others if number not in further)][:room])

    def confidence_of(self, row_ids: Iterable[str], conflict: bool = False) -> str:
        """Confidence of a statement that rests on these rows."""
        return self.sources.grade(self.sources_of(row_ids), conflict)

    def weak(self, row_ids: Iterable[str]) -> bool:
        """Whether these rows rest on one weak source alone, see :meth:`helpers.sources.Sources.weak`."""
        return self.sources.weak(self.sources_of(row_ids))

    def _sources_by_row(self, row_id: str) -> tuple[int, ...]:
        cache = self.__dict__.setdefault("_row_sources", {})
        if row_id.startswith(PREFIX):
            if row_id not in cache:
                cache[row_id] = self.world.sources_of([row_id])
                self.clocks.cite(dict(self.world.sources.loc[list(cache[row_id]), "published"]))
            return cache[row_id]
        table = row_id.partition(":")[0]
        if table not in cache:
            frame = self._dated(table)
            # What is judged by more than its own date is read whole; its sources are those known by the date.
            whole = self.package.tables[table]
            known = dict(zip(row_ids(self.package, table, whole), _cited_by(whole), strict=True))
            cache[table] = {**known, **dict(zip(frame["row_ids"], _cited_by(frame), strict=True))}
        return cache[table][(row_id,)]


def _cited_by(frame: pd.DataFrame) -> Iterable[tuple[int, ...]]:
    """Numbers of the sources of each row: a list of them, one, or none in a table that cites none itself."""
    if "source_ids" in frame or "source_id" not in frame:
        return frame.get("source_ids", [()] * len(frame))
    return [(int(number),) if number not in ("", None) and number == number else () for number in frame["source_id"]]


class _Lazy:
    """Tables by attribute, made when first asked for."""

    def __init__(self, make):
        self._make = make

    def __getattr__(self, table: str) -> pd.DataFrame:
        if table.startswith("_"):
            raise AttributeError(table)
        return self._make(table)


def open_edition(
    pair: str = "",
    as_of: str = "",
    vintage: str = "as-of",
    data: str | Path = "",
) -> Edition:
    """Open an edition of a data package.

    Parameters
    ----------
    pair
        Two alpha-3 codes, ``PAK-KGZ``, or names of countries, in any order and case (see :func:`in_order`); the first
        pair of the package if empty. A pair without rows is opened too.
    as_of
        ISO date; the package's information cut-off if empty, never today.
    vintage
        ``as-of``: only what had been published by then. ``latest``: later publications about past periods too.
    data
        Folder of a data package; the project's own if empty.

    Raises
    ------
    InputError
        If pair, date, vintage or package cannot be used, or the date lies after the package's cut-off.
    """
    package = read_package(data or None)
    if not pair and not package.descriptor["pairs"]:
        raise InputError("pair: found none given and none named by the data package, expected two ISO 3166-1 codes")
    codes = in_order(parse_pair(pair or package.descriptor["pairs"][0], _own_names(package)), package)
    return _checked_edition(package, codes, as_of, vintage)


def _checked_edition(package: Package, codes: tuple[str, str], as_of: str, vintage: str) -> Edition:
    day = parse_as_of(as_of or package.cutoff)
    if day > date.fromisoformat(package.cutoff):
        raise InputError(
            f"as-of date: found {day}, expected at most {package.cutoff}, the information cut-off of the data"
        )
    if vintage not in VINTAGES:
        raise InputError(f"vintage: found {vintage!r}, expected one of {', '.join(VINTAGES)}")
    return Edition(package, codes, day, vintage)
