"""The story of a pair: an editor's Markdown whose numbers, dates and people are placeholders.

A data package may hold ``stories/PAIR.md``. A level-one heading names the chapter (``# summary``, ``# trade``), a
level-two heading a paragraph: its place and its head, ``## state: Many meetings, little trade.`` Settings follow, a line
each, then the text::

    ## obstacle: Afghanistan stands in the way.
    themes: crisis, transport
    when: as_of >= 2025-10-12
    holds while: connectivity.roads:open <= 2

    Pakistan shut its crossings {event:EV212|dated}. [closures:CS05]

``{finding.id}`` is the headline of a finding and ``{finding.id:quantity}`` another of its quantities; ``{table:ROW}`` or
``{table:ROW:column}`` is a cell of a row, by its own name for ``{event:…}``, ``{person:…}``, ``{office:…}`` and
``{scheduled:…}``. After a bar stands a form of :data:`FORMS`. ``[table:ROW]`` prints nothing: it gives the sentence the
sources of a row. No digit may be typed but in the name of a programme or a body.

On the first page (``# summary``) no sentence may rest on one weak source alone.

*when* chooses: of the paragraphs of one place the first whose condition is true is told. *holds while* guards: what was
written holds while it is true. A guard that breaks, or a placeholder that the date does not know, leaves the paragraph
out of an old edition and stops the build of the current one.
"""

import operator
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.datapackage.read import InputError, Package
from helpers.edition import MOST_MARKS, Edition
from helpers.finding import Finding, Quantity, union, wording
from helpers.methods.base_rates import likelihood_word
from helpers.shown import Shown
from helpers.words import formats
from helpers.words.say import written

FOLDER = "stories"
SEARCHES = "coverage"
FIRST_PAGE = "summary"
UNTOLD_FROM = 5
TABLES = {"event": "events", "office": "offices", "person": "offices", "scheduled": "scheduled"}
COLUMNS = {"events": "date", "scheduled": "date", "offices": "person"}
FORMS = {
    "word": formats.word,
    "times": formats.times,
    "percent": formats.percent,
    "per": formats.one_in,
    "usd": lambda value: formats.usd(value, 0),
    "number": formats.number,
    "tens": lambda value: formats.number(value, -1),
    "tenths": lambda value: formats.number(value, 1),
    "ordinal": lambda value: formats.ordinal(int(value)),
    "dated": formats.dated,
    "day": formats.label,
    "short": formats.short,
    "month": lambda text: formats.label(text[:7]),
    "year": lambda text: str(text)[:4],
    "likelihood": likelihood_word,
    "lower": str.lower,
}
SETTINGS = ("themes", "when", "holds while")
OPERATORS = {
    "<=": operator.le,
    ">=": operator.ge,
    "!=": operator.ne,
    "=": operator.eq,
    "<": operator.lt,
    ">": operator.gt,
}
_PLACEHOLDER = re.compile(r"\{([^{}]+)\}|\[([a-z_]+:[^\[\]]+)\]")
_CONDITION = re.compile(r"(?P<left>[^<>=!]+?)\s*(?P<op><=|>=|!=|=|<|>)\s*(?P<right>.+)")
_END = re.compile(r"(?<=[.!?])\s+")
# A row given after the full stop belongs to the sentence that has ended there.
_AFTER = re.compile(r"([.!?])((?:\s*\[[a-z_]+:[^\[\]]+\])+)")


class Unknown(Exception):
    """A placeholder that the edition does not know."""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph as its editor wrote it; ``line`` is where it begins."""

    chapter: str
    place: str
    head: str
    text: str
    line: int
    themes: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    holds_while: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """How errors call it."""
        return f"{self.chapter}/{self.place} ({self.head or self.text[:30]})"


class Told(Shown):
    """Paragraphs of a story with their marks."""

    kind = "story"

    def __init__(
        self,
        paragraphs: Iterable[Mapping[str, Any]],
        standfirst: Mapping[str, Any] | None = None,
        locator: Mapping[str, str] | None = None,
    ):
        self.paragraphs = [dict(paragraph) for paragraph in paragraphs]
        self.standfirst, self.locator = standfirst, locator

    def __repr__(self) -> str:
        return "\n\n".join(plain(paragraph) for paragraph in self.paragraphs)

    def payload(self) -> dict[str, Any]:
        """``paragraphs``: ``head``, ``nodes`` (``text`` with ``v``, ``marks`` with ``ids``), and all ``marks`` and ``rows`` of each.

        Beside them, if there are any, ``standfirst`` (such a paragraph) and ``locator`` (``svg`` and ``alt``).
        """
        beside = {"standfirst": self.standfirst, "locator": self.locator}
        return {"paragraphs": self.paragraphs, **{name: one for name, one in beside.items() if one}}


def plain(paragraph: Mapping[str, Any]) -> str:
    """A paragraph without its marks."""
    text = "".join(node["v"] for node in paragraph["nodes"] if node["t"] == "text")
    return f"{paragraph['head']} {text}".strip()


def story_path(folder: Path, pair: tuple[str, str]) -> Path:
    """The file of a pair in a data package, in either order of the two."""
    names = ["-".join(pair), "-".join(reversed(pair))]
    return next(
        (path for name in names if (path := folder / FOLDER / f"{name}.md").exists()),
        folder / FOLDER / f"{names[0]}.md",
    )


def read_story(path: Path, names: Iterable[str] = ()) -> list[Paragraph]:
    """The paragraphs of a file; none if there is no file.

    Parameters
    ----------
    path
        ``stories/PAIR.md``.
    names
        Names with digits that may be typed: ``CASA-1000``.

    Raises
    ------
    InputError
        With file and line: text outside a paragraph, an unknown setting, a condition that is none, a digit typed.
    """
    if not path.exists():
        return []
    where = f"{FOLDER}/{path.name}"
    paragraphs: list[Paragraph] = []
    chapter, given = "", None
    for number, line in enumerate([*path.read_text(encoding="utf-8").splitlines(), "# end"], start=1):
        if re.match(r"#{1,2} ", line):
            if given:
                paragraphs.append(_paragraph(where, chapter, given, names))
            given = None
            if line.startswith("# "):
                chapter = line[2:].strip()
            else:
                place, _, head = line[3:].partition(":")
                given = {"line": number, "place": place.strip(), "head": head.strip(), "text": []}
        elif given is None:
            if line.strip() and chapter:
                raise InputError(
                    f"{where}:{number}: found {line.strip()[:40]!r}, expected a heading '## place: head' first"
                )
        elif (setting := line.partition(":")[0]) in SETTINGS and not given["text"]:
            given[setting] = line.partition(":")[2]
        elif line.strip():
            given["text"].append(line.strip())
    return paragraphs


def _paragraph(where: str, chapter: str, given: Mapping[str, Any], names: Iterable[str]) -> Paragraph:
    at = f"{where}:{given['line']}"
    text = " ".join(given["text"])
    if not text:
        raise InputError(f"{at}: found no text, expected some under '{given['place']}'")
    bare = _PLACEHOLDER.sub("", f"{given['head']} {text}")
    for name in sorted(names, key=len, reverse=True):
        bare = bare.replace(name, "")
    if typed := re.search(r"\S*\d\S*", bare):
        raise InputError(f"{at}: found the number {typed[0]!r} typed, expected a placeholder")
    conditions = {}
    for setting in ("when", "holds while"):
        parts = tuple(part.strip() for part in given.get(setting, "").split(";") if part.strip())
        for part in parts:
            if not _CONDITION.fullmatch(part):
                raise InputError(f"{at}: found {setting} {part!r}, expected 'finding.id < number' or 'as_of >= date'")
        conditions[setting.replace(" ", "_")] = parts
    themes = tuple(part.strip() for part in given.get("themes", "").split(",") if part.strip())
    return Paragraph(chapter, given["place"], given["head"], text, given["line"], themes, **conditions)


def names_with_digits(package: Package) -> list[str]:
    """Programmes and bodies whose names have digits."""
    tables = package.tables
    columns = (("programmes", "programme"), ("organisations", "org_id"), ("abbreviations", "abbreviation"))
    found = {name for table, column in columns if table in tables for name in tables[table][column]}
    return sorted(name for name in found if re.search(r"\d", str(name)))


class Story:
    """The story of an edition: its paragraphs filled from rows and findings.

    Parameters
    ----------
    edition
        The edition it is told of.
    findings
        Quantities by the id of the finding, see :func:`quantities_of`.
    scenario
        Whether parameters other than the defaults were chosen: a paragraph that no longer holds is then left out.
    """

    def __init__(self, edition: Edition, findings: Mapping[str, Mapping[str, Quantity]], scenario: bool = False):
        self.edition, self.findings, self.scenario = edition, dict(findings), scenario
        self._tables: dict[str, dict[tuple[str, ...], dict[str, Any]]] = {}
        self.path = story_path(edition.package.folder, edition.pair)
        edition.tables_read.add(f"{FOLDER}/{self.path.stem}")

    @cached_property
    def paragraphs(self) -> list[Paragraph]:
        """Every paragraph of the file."""
        return read_story(self.path, names_with_digits(self.edition.package))

    def tell(self, chapter: str) -> dict[str, dict[str, Any]]:
        """The paragraphs of a chapter that hold, by place, as plain data.

        Raises
        ------
        InputError
            If a paragraph of the current edition no longer holds: its name and why.
        """
        told: dict[str, dict[str, Any]] = {}
        for paragraph in self.paragraphs:
            if paragraph.chapter != chapter or paragraph.place in told:
                continue
            try:
                if not all(self._true(condition) for condition in paragraph.when):
                    continue
                for condition in paragraph.holds_while:
                    if not self._true(condition):
                        raise Unknown(f"{condition} no longer holds")
                told[paragraph.place] = self._filled(paragraph)
            except Unknown as error:
                if self.current:
                    where = f"{FOLDER}/{self.path.name}:{paragraph.line}"
                    raise InputError(
                        f"{where}: paragraph {paragraph.name}: found {error}, expected it to hold"
                    ) from None
        return told

    @property
    def current(self) -> bool:
        """Whether this edition is the newest that the data allow, with nothing else supposed: a story must hold in it."""
        return not self.scenario and self.edition.as_of.isoformat() == self.edition.package.cutoff

    def _true(self, condition: str) -> bool:
        left, op, right = _CONDITION.fullmatch(condition).group("left", "op", "right")
        value = self.edition.as_of.isoformat() if left.strip() == "as_of" else self._quantity(left.strip()).value
        if isinstance(value, (int, float)):
            right = float(right.replace(",", ""))
        return OPERATORS[op](value, right)

    def _quantity(self, reference: str) -> Quantity:
        name, _, part = reference.partition(":")
        if "." in name:
            quantities = self.findings.get(name)
            if not quantities:
                raise Unknown(f"{name} not stated")
            found = quantities.get(part) if part else next(iter(quantities.values()))
            if found is None or found.unit == "list" or found.value is None:
                raise Unknown(f"{reference} without a value")
            return found
        row, _, column = part.partition(":")
        return self._cell(name, row, column)

    def _cell(self, name: str, row: str, column: str) -> Quantity:
        table = TABLES.get(name, name)
        cells, ids = self._row(table, row)
        if name == "office":
            return wording(_addressed(cells), ids)
        column = column or COLUMNS.get(table) or self.edition.package.resources[table].get("x-lens", {}).get("date", "")
        if column not in cells:
            raise Unknown(f"no column {column!r} in {table}")
        value = cells[column]
        if value is None or value == "" or value != value:
            raise Unknown(f"{table}:{row}:{column} empty")
        kind = next(field for field in self.edition.package.fields(table) if field["name"] == column)
        if kind.get("x-kind") in ("date", "period"):
            return Quantity(str(value), "date", str(value), ids)
        unit = str(cells.get("unit", "")) if isinstance(value, (int, float)) else "text"
        return Quantity(value, "USD" if column.endswith("_usd") else unit or "number", "", ids)

    def _row(self, table: str, row: str) -> tuple[dict[str, Any], tuple[str, ...]]:
        """Cells and row id of a row that the edition knows."""
        if table not in self._tables:
            if table not in self.edition.package.tables:
                raise Unknown(f"no table {table}")
            # A search that found nothing has no source; it is known from the day on which it was made.
            frame = self.edition.whole(table) if table == SEARCHES else getattr(self.edition.all, table)
            if table == SEARCHES:
                frame = frame[frame["searched_on"] <= self.edition.as_of.isoformat()]
            self._tables[table] = dict(zip(frame["row_ids"], frame.to_dict("records"), strict=True))
        ids = (f"{table}:{row}",)
        if ids not in self._tables[table]:
            raise Unknown(f"row {ids[0]} not known on {self.edition.as_of}")
        return self._tables[table][ids], ids

    def _filled(self, paragraph: Paragraph) -> dict[str, Any]:
        head = _PLACEHOLDER.sub(lambda hit: self._written(hit[1])[0] if hit[1] else "", paragraph.head)
        nodes: list[dict[str, Any]] = []
        rows: list[tuple[str, ...]] = []
        marks: list[int] = []
        for sentence in _END.split(_AFTER.sub(r"\2\1", paragraph.text)):
            parts, of_sentence, last = [], [], 0
            for hit in _PLACEHOLDER.finditer(sentence):
                parts.append(sentence[last : hit.start()])
                last = hit.end()
                text, ids = self._written(hit[1]) if hit[1] else ("", self._silent(hit[2]))
                parts.append(text)
                of_sentence.append(ids)
            said = re.sub(r"\s+([.,;:!?])", r"\1", "".join([*parts, sentence[last:]])).strip()
            ids = union(of_sentence)
            searched = any(row.startswith(f"{SEARCHES}:") for row in ids)  # what was not found rests on the search
            if paragraph.chapter == FIRST_PAGE and not searched and self.edition.weak(ids):
                raise Unknown(f"one weak source alone behind {said!r}")
            numbers = self.edition.marks(of_sentence, max(MOST_MARKS, len(of_sentence)))
            nodes.append({"t": "text", "v": f"{' ' if nodes else ''}{formats.sentence_case(said)}"})
            nodes += [{"t": "marks", "ids": list(numbers)}] if numbers else []
            rows += of_sentence
            marks += numbers
        return {
            "place": paragraph.place,
            "head": head,
            "nodes": nodes,
            "marks": list(dict.fromkeys(marks)),
            "rows": list(union(rows)),
        }

    def _silent(self, reference: str) -> tuple[str, ...]:
        name, _, row = reference.partition(":")
        return self._row(TABLES.get(name, name), row)[1]

    def _written(self, placeholder: str) -> tuple[str, tuple[str, ...]]:
        reference, _, form = placeholder.partition("|")
        quantity = self._quantity(reference.strip())
        if not form:
            return written(quantity, self.edition), tuple(quantity.rows)
        if form.strip() not in FORMS:
            raise Unknown(f"form {form.strip()!r}")
        return FORMS[form.strip()](quantity.value), tuple(quantity.rows)


def _addressed(cells: Mapping[str, Any]) -> str:
    """Office and name: ``Foreign Minister Ishaq Dar``."""
    office = re.sub(r"\s*\(.*\)|,.*", "", cells["office"])
    office = office if " of " in office else office.title()
    return f"{office} {cells['person']}"


def quantities_of(findings: Iterable[Finding | Mapping[str, Any]]) -> dict[str, dict[str, Quantity]]:
    """Quantities by the id of the finding, of findings or of what :func:`helpers.show.passage.stated` made of them."""
    known: dict[str, dict[str, Quantity]] = {}
    for finding in findings:
        if isinstance(finding, Finding):
            known[finding.id] = _resting(dict(finding.quantities), finding.all_rows)
        else:
            quantities = {
                name: Quantity(one["value"], one["unit"], one["period"], tuple(one["rows"]))
                for name, one in finding["quantities"].items()
            }
            # A notebook keeps the names in their alphabet: the headline comes first again.
            headline = [finding["value"], finding["unit"], finding["period"]]
            order = sorted(
                quantities.items(), key=lambda item: [item[1].value, item[1].unit, item[1].period] != headline
            )
            if finding.get("probability") is not None:
                order.append(("probability", Quantity(finding["probability"], "share", "", tuple(finding["rows"]))))
            known[finding["id"]] = _resting(dict(order), tuple(finding["rows"]))
    return known


def _resting(quantities: dict[str, Quantity], rows: tuple[str, ...]) -> dict[str, Quantity]:
    """Quantities of which each has rows: its own, else those of the headline, else those of its finding."""
    rows = next((one.rows for one in quantities.values()), ()) or rows
    return {name: one if one.rows else replace(one, rows=rows) for name, one in quantities.items()}


def tell(chapter: Any) -> Told:
    """What the story says of a chapter that was opened, in the order of its file; nothing if there is none.

    Examples
    --------
    >>> from helpers import open_edition
    >>> from helpers.chapters import open_chapter, tell
    >>> tell(open_chapter("trade", open_edition("KGZ-PAK"))).kind
    'story'
    """
    story = Story(chapter.edition, {})
    if any(paragraph.chapter == chapter.name for paragraph in story.paragraphs):
        story = Story(chapter.edition, quantities_of(chapter.findings), chapter.scenario)
    return Told(story.tell(chapter.name).values()).citing(chapter.edition.sources)


def untold(package: Package) -> list[str]:
    """Themes of five or more dated events of a pair that no paragraph of its story is about, a line a pair.

    A pair without a story is none of an editor's yet and is left out.
    """
    if "events" not in package.tables:
        return []
    lines = []
    for path in sorted((package.folder / FOLDER).glob("*.md")):
        pair = set(path.stem.split("-"))
        themes = {theme for paragraph in read_story(path, names_with_digits(package)) for theme in paragraph.themes}
        events: pd.DataFrame = package.tables["events"]
        own = events[events["parties"].map(pair.issubset).astype(bool)]
        counts = own["category"].value_counts().sort_index()
        missing = [
            f"{theme} ({count} events)"
            for theme, count in counts.items()
            if count >= UNTOLD_FROM and theme not in themes
        ]
        if missing:
            lines.append(f"{FOLDER}/{path.name}: untold: {', '.join(missing)}")
    return lines
