"""Figures from files that an analyst holds, proposed as :mod:`helpers.refresh` proposes what it was answered.

A file is known by its header (:mod:`.layouts`), whatever its name, encoding, separator and the lines above the header.
"""

import codecs
import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import chain, islice
from pathlib import Path
from typing import Any

from helpers.countries import parse_pair
from helpers.datapackage.read import InputError, read_package
from helpers.edition import in_order
from helpers.periods import parse_as_of
from helpers.refresh import proposal
from helpers.refresh.fetch import Answer, Retrieval, Value, trade_key
from helpers.refresh.layouts import LAYER, LAYOUTS, WORLD, Found, Layout

HEAD = 10  # lines in which a header is looked for


@dataclass(frozen=True)
class Imported:
    """What files gave: a text to read, and the proposal written if there is anything to propose."""

    text: str
    path: Path | None


def rows_of(path: Path) -> tuple[list[str], Iterator[dict[str, str]]]:
    """Header and rows, one after the other, of a file of comma, tab or semicolon separated values.

    Lines above the header (the World Bank's four) and below the last row (DataBank's notes) are left out.

    Raises
    ------
    InputError
        If it cannot be read or is no text.
    """
    try:
        with path.open("rb") as file:
            body = file.read(4000)
        if b"\0" in body:
            kind = "a zip archive" if body[:2] == b"PK" else "no text"
            raise InputError(f"{path}: found {kind}, expected a file of separated values; unpack or export it first")
        file = path.open(encoding=_encoding(path), errors="replace", newline="")
    except OSError as error:
        raise InputError(f"{path}: found {error.strerror}, expected a file that can be read") from None
    start = file.read(20_000)
    file.seek(0)
    lines = csv.reader(file, delimiter=max(",\t;", key=start.count))
    above = list(islice(lines, HEAD))
    wide = max((len(line) for line in above), default=0)
    for place, line in enumerate(above):
        names = [name.strip() for name in line]
        if len(line) > 1 and (known(names) or (len(line) == wide and all(names[:2]))):
            rest = chain(above[place + 1 :], lines)
            return names, (dict(zip(names, row, strict=False)) for row in rest if sum(map(bool, row)) > 1)
    raise InputError(f"{path}: found no header, expected one within {HEAD} lines")


def _encoding(path: Path) -> str:
    """UTF-8, or what Comtrade and WITS write where it is not."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        try:
            while part := file.read(1 << 20):
                decoder.decode(part)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def known(header: list[str]) -> str:
    """Which layout a header is of; empty if none. The one with the most columns wins."""
    columns = {name: layout.columns for name, layout in LAYOUTS.items()}
    columns |= {name: found for name, (found, _) in LAYER.items()}
    fits = [name for name in columns if columns[name] <= set(header)]
    return max(fits, key=lambda name: len(columns[name]), default="")


def _refused(path: Path, header: list[str]) -> InputError:
    listed = "; ".join([*LAYOUTS, *LAYER])
    return InputError(f"{path}:1: found the columns {', '.join(header)[:160]}, expected those of one of: {listed}")


def retrieval(path: Path, day: date, countries: set[str]) -> tuple[Retrieval, Counter[str]]:
    """The values of a file about some countries, and how many rows were left out, by reason.

    Raises
    ------
    InputError
        If the layout is not known, or holds nothing for these tables.
    """
    header, rows = rows_of(path)
    name = known(header)
    if name not in LAYOUTS:
        raise _refused(path, header)
    layout, left, values = LAYOUTS[name], Counter(), {}
    try:
        for found in layout.read(rows, countries):
            reason = found if isinstance(found, str) else _unwanted(found, countries)
            if reason:
                left[reason] += 1
                continue
            value = _as_value(found)
            before = values.setdefault(value.key, value)
            if before.value != value.value:
                raise InputError(
                    f"{path}: {dict(value.key)}: found {before.value:,.0f} and {value.value:,.0f}, expected one value"
                )
    except (KeyError, ValueError) as error:
        raise InputError(f"{path}: found {error}, expected the layout {name}") from None
    answer = Answer(layout.publisher, path.name, path.name, datetime(day.year, day.month, day.day, tzinfo=UTC), b"")
    source = _source(layout, path)
    return Retrieval(layout.publisher, source, list(values.values()), answers=[answer]), left


def _unwanted(found: Found, countries: set[str]) -> str:
    sides = {found.country, found.partner} - {"", WORLD}
    if not sides <= countries or found.country == WORLD:
        return "of a country that the package does not have"
    return "of a country with itself" if found.country == found.partner else ""


def _as_value(found: Found) -> Value:
    if found.table == "indicators":
        key = (("country", found.country), ("year", str(found.year)), ("indicator", found.name))
        return Value("indicators", key, found.value, {"unit": found.valuation})
    if found.table == "unga_agreement":
        key = (("year", str(found.year)), ("country_a", found.country), ("country_b", found.partner))
        columns = {"partial_year": "false", **{name: str(count) for name, count in found.counts}}
        return Value(found.table, (*key, ("universe", found.name)), found.value, columns)
    columns = {
        "valuation": found.valuation,
        "as_published": found.shown,
        "confidence": "moderate",
        "notes": found.notes,
    }
    key = trade_key(found.country, found.partner, found.name, found.year)
    if not found.reported:
        key = tuple((name, "" if name == "reporter" else cell) for name, cell in key)
    return Value("trade", key, found.value, columns)


def _source(layout: Layout, path: Path) -> dict[str, str]:
    return {
        "publisher": layout.publisher,
        "title": f"{layout.title} (file {path.name})",
        "url": layout.url,
        "kind": "dataset",
        "licence": layout.licence,
        "redistributable": str(layout.redistributable).lower(),
        "dataset": layout.dataset,
        "notes": "Imported from a file.",
    }


def propose(files: list[Path], data: Path, pair: str = "", retrieved: str = "") -> Imported:
    """Propose what files hold for a package, or tell what they would change in the world layer; nothing changes yet.

    Parameters
    ----------
    files
        Files of the known layouts.
    data
        Folder of the package. Values between its countries, and of one of them with the world, are taken.
    pair
        The pair that the proposal is named after; the package's first if empty.
    retrieved
        The day on which the files were downloaded (ISO 8601); the package's information cut-off if empty.

    Raises
    ------
    InputError
        If a file or the package cannot be used.
    """
    of_layer = {name: path for path in files if (name := known(rows_of(path)[0])) in LAYER}
    if len(of_layer) == len(files):
        return Imported(_for_layer(of_layer), None)
    package = read_package(data)
    if not pair and not package.descriptor["pairs"]:
        raise InputError("pair: found none given and none named by the data package, expected two ISO 3166-1 codes")
    codes = in_order(parse_pair(pair or package.descriptor["pairs"][0]), package)
    day = parse_as_of(retrieved or package.cutoff)
    made = [retrieval(path, day, set(package.tables["countries"]["iso3"])) for path in files]
    found: dict[str, Any] = proposal.propose(package, codes, [one for one, _ in made])
    lines = list(proposal.report(found))
    for path, (_, left) in zip(files, made, strict=True):
        lines += ["", f"## Left out of {path.name}: {left.total()}", *(f"- {n} {why}" for why, n in left.most_common())]
    if not any(found["rows"].values()):
        return Imported("\n".join(lines), None)
    return Imported("\n".join(lines), proposal.write(found, data / "proposals" / f"import-{found['pair']}-{day}.json"))


def _for_layer(files: dict[str, Path]) -> str:
    """What files of the world layer's publishers would change there, by the recipe of their tables."""
    from helpers.refresh import world

    lines = []
    for recipe in dict.fromkeys(LAYER[name][1] for name in files):
        wanted = [name for name in LAYER if LAYER[name][1] == recipe]
        missing = [name for name in wanted if name not in files]
        if missing:
            raise InputError(f"{recipe}: found {', '.join(set(wanted) & set(files))} alone, expected {missing[0]} too")
        paths = [files[name] for name in wanted]
        lines += [f"# World layer, recipe {recipe}", "", *world.differences(world.make(recipe, paths, newer=True)), ""]
        lines.append(f"accept it with: python -m helpers.refresh.world {recipe} {' '.join(map(str, paths))} --newer")
    return "\n".join(lines)
