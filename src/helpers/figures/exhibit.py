"""An exhibit: a numbered figure or table that shows itself on every medium.

It carries a title that states the finding, a subtitle (measure, unit, period, side reporting), alt text, a source
line with vintage, a confidence and the rows behind it as a CSV twin. In a notebook it is a ``<figure>``; the
publications take the same content as data, so that text is never read as code.
"""

import base64
import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from markupsafe import Markup, escape
from matplotlib.figure import Figure

from helpers.figures.passage import Note, Shown, marks
from helpers.show.style import svg
from helpers.sources import Sources

ALT_LIMIT = 300
TITLE_WORDS = 16
PRINT_ROWS = 15
# What spreadsheets take for a formula, full-width signs and leading white space included.
_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?%?")


@dataclass(frozen=True)
class Column:
    """A column of a table: its key in the frame, its head, and ``text``, ``number`` or ``sources``.

    ``digits`` are decimals of a number; ``width`` is the share of the width in print; ``screen`` columns are left
    out of print.
    """

    key: str
    head: str
    kind: str = "text"
    digits: int = 0
    width: float = 1.0
    screen: bool = False


def _cell(value: Any, column: Column) -> str:
    if column.kind == "sources":
        return ""
    if value is None or (isinstance(value, float) and value != value) or value is pd.NA or value == "":
        return "n.f." if column.kind == "number" else "–"
    if column.kind == "number" and not isinstance(value, str):
        return f"{value:,.{column.digits}f}".replace("-", "−")
    return str(value)


def _twin(frame: pd.DataFrame) -> str:
    """The CSV twin: full precision, lists joined by ``;``, formula cells disarmed for spreadsheets."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(frame.columns)
    for row in frame.itertuples(index=False):
        writer.writerow([_plain(value) for value in row])
    return out.getvalue()


def _plain(value: Any) -> Any:
    if isinstance(value, (tuple, list, set)):
        value = ";".join(str(part) for part in value)
    if value is None or value is pd.NA or value != value:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    if isinstance(value, str) and _FORMULA.match(value) and not _NUMBER.fullmatch(value):
        return "'" + value
    return value


class Exhibit(Shown):
    """A figure (``drawing``) or a table (``columns``) with all that a reader needs to trust it.

    Parameters
    ----------
    number
        Chapter and place, ``"2.1"``; fixed, so that another pair keeps the numbers.
    name
        Key in lower case with hyphens; anchor and file name.
    title, subtitle, alt, note
        Plain text. ``title`` states the finding. ``alt`` of a figure follows the pattern of
        :func:`alt_text`; a table needs none.
    sources, source_ids
        The edition's sources and the numbers that this exhibit rests on.
    data
        Frame of the rows shown: the CSV twin.
    drawing
        A matplotlib figure of print width, for a figure.
    columns
        Column descriptions, for a table; a cell may hold source numbers (``kind="sources"``).
    print_rows
        Rows that go on paper; the rest is in the HTML edition and the CSV twin.
    conflict
        Whether the sources disagree beyond tolerance, which makes the confidence low.
    modelled
        Whether values are modelled; printed with the source line.
    screen
        Whether the exhibit is left out of print and stands in the HTML edition only.

    Raises
    ------
    ValueError
        If title, subtitle, sources, data or the alt text of a figure is missing.
    """

    def __init__(
        self,
        *,
        number: str,
        name: str,
        title: str,
        subtitle: str,
        sources: Sources,
        source_ids: Sequence[int],
        data: pd.DataFrame,
        drawing: Figure | None = None,
        columns: Sequence[Column] = (),
        alt: str = "",
        note: str = "",
        print_rows: int = PRINT_ROWS,
        conflict: bool = False,
        modelled: bool = False,
        screen: bool = False,
    ):
        self.screen = screen
        self.number, self.name, self.title, self.subtitle = number, name, title, subtitle
        self.source_ids = sources.known(source_ids)
        for what, value in {"title": title, "subtitle": subtitle, "known sources": self.source_ids}.items():
            if not value:
                raise ValueError(f"exhibit {number}: found no {what}, expected some")
        if (drawing is None) == (not columns):
            raise ValueError(f"exhibit {number}: found neither or both, expected a drawing or table columns")
        if drawing is not None and not 0 < len(alt) <= ALT_LIMIT:
            raise ValueError(f"exhibit {number}: found alt text of {len(alt)}, expected 1 to {ALT_LIMIT} characters")
        self.kind = "figure" if drawing is not None else "table"
        self.alt, self.note, self.data, self.columns = alt, note, data, list(columns)
        self.drawing = drawing
        self.svg = svg(drawing, f"{self.number}-{name}") if drawing is not None else ""
        self.print_rows, self.modelled = print_rows, modelled
        self.confidence = sources.grade(self.source_ids, conflict)
        self.basis = "sources disagree" if conflict else sources.basis(self.source_ids)
        self.source_line = sources.line(self.source_ids)
        self.file = f"{number}-{name}.csv"

    @property
    def label(self) -> str:
        """``Figure 2.1`` or ``Table 2.2``."""
        return f"{self.kind.capitalize()} {self.number}"

    def _rows(self) -> list[list[dict[str, Any]]]:
        return [
            [
                {
                    "text": _cell(row[column.key], column),
                    "sources": [int(n) for n in row[column.key]] if column.kind == "sources" else [],
                }
                for column in self.columns
            ]
            for row in self.data.to_dict("records")
        ]

    def payload(self) -> dict[str, Any]:
        """Everything the PDF template and the build need, as plain data."""
        return {
            "number": self.number,
            "name": self.name,
            "label": self.label,
            "title": self.title,
            "subtitle": self.subtitle,
            "alt": self.alt,
            "note": self.note,
            "source_line": self.source_line,
            "source_ids": list(self.source_ids),
            "confidence": self.confidence,
            "basis": self.basis,
            "modelled": self.modelled,
            "screen": self.screen,
            "file": self.file,
            "csv": _twin(self.data),
            "svg": self.svg,
            "columns": [vars(column) for column in self.columns],
            "rows": self._rows() if self.columns else [],
            "print_rows": self.print_rows,
        }

    def _table(self) -> Markup:
        classes = {"number": "num", "sources": "src", "text": ""}
        head = Markup("").join(
            Markup('<th scope="col" class="{}">{}</th>').format(classes[column.kind], column.head)
            for column in self.columns
        )
        body = []
        for row in self._rows():
            cells = []
            for place, (column, cell) in enumerate(zip(self.columns, row, strict=True)):
                inner = marks(cell["sources"]) if column.kind == "sources" else escape(cell["text"])
                tag = Markup('<th scope="row">{}</th>') if place == 0 else Markup('<td class="{1}">{0}</td>')
                cells.append(tag.format(inner, classes[column.kind]))
            body.append(Markup("<tr>{}</tr>").format(Markup("").join(cells)))
        return Markup(
            '<div class="scroll" tabindex="0" role="region" aria-label="{0}">'
            "<table><thead><tr>{1}</tr></thead><tbody>{2}</tbody></table></div>"
        ).format(self.label, head, Markup("").join(body))

    def html(self) -> Markup:
        """A ``<figure>`` with caption, drawing or table, source line and confidence."""
        inner = (
            Markup('<div class="drawing" style="background:#fff" role="img" aria-label="{}">{}</div>').format(
                self.alt,
                # Drawn by matplotlib, which escapes all text.
                Markup(self.svg),  # nosec B704
            )
            if self.svg
            else self._table()
        )
        return Markup(
            '<figure class="exhibit" id="exhibit-{number}" data-name="{name}">'
            '<figcaption><span class="label">{label}</span> <strong class="title">{title}</strong><br>'
            '<span class="subtitle">{subtitle}</span></figcaption>{inner}'
            '<div class="source"><p>Source: {source_line}.{note}</p>'
            '<p class="confidence">Confidence: {confidence} – {basis}{modelled}.</p>{tools}</div></figure>'
        ).format(
            number=self.number,
            name=self.name,
            label=self.label,
            title=self.title,
            subtitle=self.subtitle,
            inner=inner,
            source_line=_linked(self.source_line),
            note=f" Note: {self.note}" if self.note else "",
            confidence=self.confidence,
            basis=self.basis,
            modelled="; modelled values" if self.modelled else "",
            tools=self._tools(),
        )

    def _tools(self) -> Markup:
        """Links to the CSV twin and the drawing, and how to cite the exhibit."""
        twin = base64.b64encode(_twin(self.data).encode()).decode()
        drawing = Markup('<button type="button" class="save-svg" data-file="{}" hidden>SVG</button>').format(
            self.file.replace(".csv", ".svg")
        )
        return Markup(
            '<p class="tools"><a download="{file}" href="data:text/csv;base64,{twin}">CSV</a> {drawing} '
            '<a href="#exhibit-{number}">Link</a> <span class="cite">Cite as: {label}, {title}.</span></p>'
        ).format(
            file=self.file,
            twin=twin,
            drawing=drawing if self.svg else "",
            number=self.number,
            label=self.label,
            title=self.title.rstrip("."),
        )


def _linked(line: str) -> Markup:
    """The source line with its ``[n]`` marks as links."""
    parts = re.split(r"\[(\d+)\]", line)
    return Markup("").join(marks([int(part)]) if place % 2 else escape(part) for place, part in enumerate(parts))


def absent(number: str, what: str, tables: Sequence[str], screen: bool = False) -> Note:
    """What stands in the place of an exhibit that has no rows: what is missing and where it would be added.

    ``screen`` as for the exhibit: what would not be printed is not missed on paper.
    """
    where = ", ".join(f"data/{table}.csv" for table in tables)
    return Note(
        f"Exhibit {number} cannot be shown",
        [f"{what} To show it, add rows with sources to {where}."],
        exhibit=number,
        screen=screen,
    )


def alt_text(chart: str, measure: str, pair: str, span: str, as_of: object, finding: str, extremes: str = "") -> str:
    """Alt text after Cesal's pattern, at most 300 characters.

    Chart type, measure, pair, period, as-of date and finding; the extremes if there is room for them.
    """
    text = f"{chart} of {measure} for {pair}, {span}, as of {as_of}: {finding.rstrip('.')}."
    if extremes and len(text) + len(extremes) + 1 <= ALT_LIMIT:
        text += f" {extremes}"
    return text if len(text) <= ALT_LIMIT else text[: ALT_LIMIT - 2].rsplit(" ", 1)[0] + " …"
