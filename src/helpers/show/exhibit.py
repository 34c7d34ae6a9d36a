"""An exhibit: a figure or table that shows itself on every medium, with all that a reader needs to trust it.

Its words (title, subtitle, note, alt text, heads) are a message named after it, its sources follow from the rows
behind it, and those rows are its CSV twin. It has a stable name, ``trade.two-ledgers``; its number is given by the
publication, in the order in which exhibits are printed.
"""

import base64
import csv
import io
import re
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from helpers.edition import Edition
from helpers.finding import Quantity, Rows, union
from helpers.show.marks import marks
from helpers.show.style import MM, png, save, svg
from helpers.shown import Shown
from helpers.words import formats
from helpers.words.say import has, phrase

ALT_LIMIT = 300
PRINT_ROWS = 15
SCREEN_ROWS = 2000  # of a table in a page or notebook: nobody reads more, and a browser stalls; the CSV twin has all
PAPER, TELEPHONE = 170.0, 94.0  # mm of a drawing: in print, on a telephone
GRADES = ("high", "moderate", "low")
LEAD = ".\u2002"  # between what leads a cell and the rest of it
# What spreadsheets take for a formula, full-width signs and leading white space included.
_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?%?")


@dataclass(frozen=True)
class Column:
    """A column of a table: its key in the frame, and ``text``, ``lead``, ``number``, ``group``, ``verdict`` or ``sources``.

    On paper a ``group`` is a line over the rows that share it, a ``verdict`` such a line with the mark that it is counted
    by, and what stands before :data:`LEAD` in a ``lead`` is bold.

    ``digits`` are decimals of a number; ``screen`` columns are left out of print. Its head is the attribute ``head-KEY``
    of the exhibit's message.
    """

    key: str
    kind: str = "text"
    digits: int = 0
    screen: bool = False


def _cell(value: Any, column: Column) -> str:
    if value is None or value is pd.NA or value == "" or (isinstance(value, float) and value != value):
        return formats.NOT_FOUND if column.kind == "number" else "–"
    if column.kind == "number" and not isinstance(value, str):
        return formats.number(value, column.digits)
    return str(value)


def twin(frame: pd.DataFrame) -> str:
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


def _resized(figure: Figure, wide: float) -> Figure:
    copy = deepcopy(figure)
    copy.set_figwidth(wide * MM)
    return copy


class Exhibit(Shown):
    """A figure (``drawing``) or a table (``columns``).

    Parameters
    ----------
    edition
        The edition whose sources it cites.
    data
        Frame of the rows shown, with ``row_ids``: the CSV twin.
    drawing
        A matplotlib figure of print width, or what draws one of a given width in mm. It is drawn anew for a telephone,
        a figure on a sheet of that width.
    columns
        Column descriptions, for a table.
    quantities
        What the exhibit's words name beside the pair and the date.
    rows
        Row ids behind it; those of ``data`` if not given.
    print_rows
        Rows that go on paper; the rest is in the HTML edition and the CSV twin.
    conflict
        Whether the sources disagree beyond tolerance, which makes the confidence low.
    modelled
        Whether values are modelled; told with the source line.
    apart
        Whether each row is a fact of its own: then the confidence is that of the weakest row.
    of
        Which of several an exhibit is drawn for (``casa-1000``): it ends the name, the words are the same for all.
    """

    def __init__(
        self,
        edition: Edition,
        *,
        data: pd.DataFrame,
        drawing: Figure | Callable[[float], Figure] | None = None,
        columns: Sequence[Column] = (),
        quantities: Mapping[str, Quantity] | None = None,
        rows: Rows | None = None,
        print_rows: int = PRINT_ROWS,
        conflict: bool = False,
        modelled: bool = False,
        apart: bool = False,
        of: str = "",
    ):
        if (drawing is None) == (not columns):
            raise ValueError("exhibit: found neither or both, expected a drawing or table columns")
        # That of a telephone is made when a publication asks for it.
        self.narrow = partial(drawing if callable(drawing) else partial(_resized, drawing), TELEPHONE)
        self.drawing = drawing(PAPER) if callable(drawing) else drawing
        self.edition, self.columns = edition, list(columns)
        self.sources = edition.sources
        self.quantities = dict(quantities or {})
        behind = union(data["row_ids"]) if "row_ids" in data else ()
        self.rows_behind = tuple(rows) if rows is not None else behind
        self.source_ids = edition.sources_of(self.rows_behind)
        self.data = data
        if "row_ids" in data and "source_ids" not in data:
            self.data = data.assign(source_ids=[edition.sources_of(ids) for ids in data["row_ids"]])
        self.print_rows, self.conflict, self.modelled = print_rows, conflict, modelled
        self.name, self.paper, self.of = "", True, of
        rows = self.data["source_ids"] if apart else [self.source_ids]
        self.weakest = max(rows, key=lambda ids: GRADES.index(self.sources.grade(ids, conflict)), default=())

    @property
    def kind(self) -> str:
        """``figure`` or ``table``."""
        return "table" if self.columns else "figure"

    def named(self, name: str, paper: bool = True) -> "Exhibit":
        """Give the exhibit the name under which it is known, ``trade.two-ledgers``, and say whether it is printed."""
        self.name, self.paper = f"{name}-{self.of}" if self.of else name, paper
        for what, value in {"sources": self.source_ids, "title": self.title, "alt text": self.alt}.items():
            if not value and not (what == "alt text" and self.columns):
                raise ValueError(f"exhibit {name}: found no {what}, expected some")
        return self

    def words(self, attribute: str = "") -> str:
        """The title, or an attribute of the exhibit's message; empty if it has no such attribute."""
        message = f"exhibit-{self.name.replace('.', '-')}".removesuffix(f"-{self.of}")
        if attribute and not has(message, attribute):
            return ""
        return phrase(message, attribute, self.edition, **self.quantities)

    @property
    def title(self) -> str:
        """The finding that it shows, as a sentence."""
        return self.words()

    @property
    def alt(self) -> str:
        """Alternative text of a figure, at most 300 characters."""
        text = "" if self.columns else self.words("alt")
        return text if len(text) <= ALT_LIMIT else text[: ALT_LIMIT - 2].rsplit(" ", 1)[0] + " …"

    def __repr__(self) -> str:
        return (
            f"{self.kind} {self.name}: {self.title} ({len(self.data)} rows)"
            if self.name
            else f"{self.kind}, {len(self.data)} rows"
        )

    def save(self, path: str | Path) -> Path:
        """Write the drawing as ``.svg``, ``.png`` or ``.pdf``, or the rows as ``.csv``, by the suffix of the path.

        Raises
        ------
        ValueError
            If the suffix is none of these, or a table is to be drawn.
        """
        path = Path(path)
        if path.suffix == ".csv":
            path.write_text(twin(self.data), encoding="utf-8", newline="\n")
        elif self.drawing is not None and path.suffix in (".svg", ".png", ".pdf"):
            save(self.drawing, path, self.name)
        else:
            expected = ".csv" if self.drawing is None else ".svg, .png, .pdf or .csv"
            raise ValueError(f"{path.name}: found {path.suffix or 'no suffix'}, expected {expected}")
        return path

    @property
    def rows(self) -> pd.DataFrame:
        """The rows behind the exhibit, a copy."""
        return self.data.copy()

    def _cells(self) -> list[list[dict[str, Any]]]:
        return [
            [
                {"text": "", "sources": [int(number) for number in row.get(column.key, ())]}
                if column.kind == "sources"
                else {"text": _cell(row[column.key], column), "sources": []}
                for column in self.columns
            ]
            for row in self._records()
        ]

    def _shown(self) -> list[Column]:
        return [column for column in self.columns if column.kind != "sources"]

    def _texts(self) -> list[list[str]]:
        return [[_cell(row[column.key], column) for column in self._shown()] for row in self._records()]

    def _head(self, column: Column) -> str:
        return self.words(f"head-{column.key.replace('_', '-')}") or column.key.replace("_", " ")

    def views(self, payload: dict[str, Any]) -> dict[str, str]:
        """Beside the markup, Markdown and a picture: for what shows neither our markup nor a drawing inside it."""
        picture = {"image/png": base64.b64encode(png(payload["svg"])).decode()} if payload["svg"] else {}
        plain = {"text/plain": f"{self!r}\n\n{self._plain()}"}
        return {**plain, **super().views(payload), "text/markdown": self._markdown(), **picture}

    def _plain(self) -> str:
        """Its rows where neither markup nor a picture is shown."""
        frame = self.data.drop(columns=["row_ids", "source_ids"], errors="ignore")
        if self.columns:
            frame = pd.DataFrame(self._texts(), columns=[self._head(column) for column in self._shown()])
        return frame.to_string(index=False, max_rows=self.print_rows, na_rep="")

    def _markdown(self) -> str:
        lines = [f"**{self.title}**", self.words("subtitle"), self.alt]
        if self.columns:
            kinds = ["--:" if column.kind == "number" else "---" for column in self._shown()]
            rows = [[text.replace("|", "\\|") for text in row] for row in self._texts()]
            heads = [[self._head(column) for column in self._shown()], kinds]
            lines.append("\n".join(f"| {' | '.join(row)} |" for row in [*heads, *rows[: self.print_rows]]))
        lines += [self.words("note"), f"Source: {self.edition.sources.line(self.source_ids)}."]
        return "\n\n".join(line for line in lines if line)

    def _records(self) -> list[dict[str, Any]]:
        return self.data.to_dict("records")

    def payload(self) -> dict[str, Any]:
        """Everything that the publications need, as plain data."""
        seen = self.seen()
        narrow = self.narrow() if seen["svg"] else None
        return {
            **seen,
            "marks": marks(self.drawing, self.data) if seen["svg"] else [],
            "svg_narrow": svg(narrow, f"{self.name}-narrow") if narrow else "",
            "marks_narrow": marks(narrow, self.data) if narrow else [],
        }

    def seen(self) -> dict[str, Any]:
        """What a notebook shows of it: all but what only a page's scripts and a telephone need."""
        sources = self.edition.sources
        return {
            "type": self.kind,
            "name": self.name,
            "number": "",
            "label": self.kind.capitalize(),
            "title": self.title,
            "subtitle": self.words("subtitle"),
            "alt": self.alt,
            "note": self.words("note"),
            "source_line": sources.line(self.source_ids),
            "source_ids": list(self.source_ids),
            "confidence": sources.grade(self.weakest, self.conflict, self.modelled),
            "basis": "sources disagree" if self.conflict else sources.basis(self.weakest),
            "modelled": self.modelled,
            "screen": not self.paper,
            "file": f"{self.name}.csv",
            "csv": twin(self.data),
            "svg": svg(self.drawing, self.name) if self.drawing is not None else "",
            "columns": [{**asdict(column), "head": self._head(column)} for column in self.columns],
            "rows": self._cells()[:SCREEN_ROWS] if self.columns else [],
            "held": len(self.data),
            "print_rows": self.print_rows,
        }


class Absence(Shown):
    """An exhibit that has nothing to show: it prints nothing, and the edition's closing line may name its theme."""

    kind = "absence"

    def __init__(self, name: str):
        self.name = name

    def __repr__(self) -> str:
        return f"nothing to show for {self.name}"

    def payload(self) -> dict[str, Any]:
        """The name."""
        return {"name": self.name}
