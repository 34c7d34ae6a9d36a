"""Controls for JupyterLab: every exhibit of the report, redrawn by the report's own functions at another choice.

What can be shown and what it depends on is found in the chapters, not listed here: an exhibit that a chapter draws is
offered, with the parameters of the chapter that reach it. Two editions may stand side by side. What is on the screen
can be written as SVG, PNG and CSV, as the cell that draws it, and as the command that builds it. Needs the optional
packages of ``explore``; nothing else of the project imports this module.
"""

import json
import shlex
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import ipywidgets as widgets
from IPython.display import display

from helpers import analyst
from helpers.chapters.chapter import Chapter, open_chapter
from helpers.chapters.registry import CHAPTERS, EXHIBITS
from helpers.datapackage.read import PROJECT, InputError
from helpers.edition import Edition, open_edition
from helpers.show.exhibit import Absence, Exhibit
from helpers.show.html import STYLE, views

Choice = dict[str, Any]
WIDE = {"style": {"description_width": "7em"}, "layout": {"width": "32em"}}
LATE = {**WIDE, "continuous_update": False}


def found() -> dict[str, tuple[str, str]]:
    """Every exhibit by name, ``trade.two-ledgers``: its chapter and its name there; those of the registry first."""
    every = {}
    for chapter in CHAPTERS:
        for name in Chapter(chapter, None, {}).exhibits:
            every[f"{chapter}.{name}"] = (chapter, name)
    return {name: every[name] for name in [*(name for name in EXHIBITS if name in every), *every]}


def defaults(chapter: str) -> Choice:
    """The parameters of a chapter and their defaults."""
    return dict(import_module(f"helpers.chapters.{chapter}").PARAMETERS)


class Explorer:
    """The controls and what they show; display it in a cell.

    Parameters
    ----------
    pair, as_of, vintage, data
        As in :func:`helpers.edition.open_edition`.
    exhibit
        What is shown first, ``trade.two-ledgers``; the first of the registry if not given.
    choice
        Parameters of the chapters, by name, as :attr:`choice` tells them.
    beside
        A second edition: ``KAZ-PAK``, a date, or both with a space between them; none if empty.
    folder
        Where exhibits are written; ``reports/explored`` of the project if not given.

    Raises
    ------
    InputError
        If pair, date, vintage, package, exhibit or a parameter cannot be used.
    """

    def __init__(
        self,
        pair: str = "",
        as_of: str = "",
        vintage: str = "as-of",
        data: str = "",
        exhibit: str = "",
        choice: Mapping[str, Any] | None = None,
        beside: str = "",
        folder: Path | None = None,
    ):
        self.data, self.folder = data, folder or PROJECT / "reports" / "explored"
        self.edition = open_edition(pair, as_of, vintage, data)
        self.other: Edition | None = None
        self.shown: Exhibit | Absence | None = None
        self._exhibits = found()
        if exhibit and exhibit not in self._exhibits:
            raise InputError(f"exhibit: found {exhibit!r}, expected one of {', '.join(self._exhibits)}")
        self._chapters: dict[tuple, Chapter] = {}
        self._build_controls(vintage)
        self._fill()
        self._set(exhibit or self.exhibit.value, choice or {})
        if beside:
            self.beside.value = beside
        for control in (self.pair, self.as_of, self.vintage, self.beside):
            control.observe(self._reopen, "value")
        for control in (self.exhibit, *self._parameters.values()):
            control.observe(self._redraw, "value")
        self._reopen() if beside else self._redraw()

    def _build_controls(self, vintage: str) -> None:
        offered = [(f"{chapter}: {name.replace('-', ' ')}", full) for full, (chapter, name) in self._exhibits.items()]
        pairs = list(analyst.pairs(self.data)["pair"])
        self.exhibit = widgets.Dropdown(description="Exhibit", options=offered, **WIDE)
        self.pair = widgets.Combobox(description="Pair", options=pairs, value=self.edition.slug, **LATE)
        self.as_of = widgets.Text(description="As of", value=self.edition.as_of.isoformat(), **LATE)
        self.vintage = widgets.Dropdown(description="Vintage", options=["as-of", "latest"], value=vintage, **WIDE)
        self.beside = widgets.Combobox(
            description="Beside it", options=pairs, placeholder="none; a pair, a date, or both", **LATE
        )
        self._defaults = {name: value for chapter in CHAPTERS for name, value in defaults(chapter).items()}
        self._parameters = {name: self._control(name, value) for name, value in self._defaults.items()}
        self.save = widgets.Button(description="Write SVG, PNG, CSV", layout={"width": "14em"})
        self.tell = widgets.Button(description="Print the command", layout={"width": "12em"})
        self.copy = widgets.Button(description="Copy as cell", layout={"width": "10em"})
        self.said = widgets.Output()
        half = {"flex": "1 1 0", "min_width": "0", "overflow": "auto"}
        self.screen, self.second = widgets.Output(layout=half), widgets.Output(layout=half)
        self._filling = False
        for button, what in ((self.save, self._saved), (self.tell, self.command), (self.copy, self.cell)):
            button.on_click(lambda _, what=what: self._say(what))

    def _control(self, name: str, default: Any) -> Any:
        head = name.replace("_", " ").capitalize()
        if name in ("comparators", "closed"):
            return widgets.SelectMultiple(description=head, rows=6, **WIDE)
        if name in ("baseline", "target_id"):
            return widgets.Dropdown(description=head, **WIDE)
        if name == "map_convention":
            return widgets.Dropdown(description=head, options=["map", "schematic"], value=default, **WIDE)
        if isinstance(default, (int, float)):
            kind = widgets.IntText if isinstance(default, int) else widgets.FloatText
            return kind(description=head, value=default, **LATE)
        value = default if isinstance(default, str) else json.dumps(default)
        return widgets.Text(description=head, value=value, **LATE)

    def _ipython_display_(self) -> None:
        left = [self.exhibit, self.pair, self.as_of, self.vintage, self.beside]
        controls = widgets.HBox(
            [widgets.VBox(left), widgets.VBox(list(self._parameters.values()))], layout={"flex_flow": "row wrap"}
        )
        buttons = widgets.HBox([self.save, self.tell, self.copy])
        screens = widgets.HBox([self.screen, self.second])
        display(widgets.VBox([widgets.HTML(f"<style>{STYLE}</style>"), controls, buttons, self.said, screens]))

    @property
    def choice(self) -> Choice:
        """The parameters of the chapters as they are set, those that are not the default."""
        return {name: value for name, value in self._chosen().items() if value != _plain(self._defaults[name])}

    def _chosen(self) -> Choice:
        return {name: self._value(name) for name in self._parameters}

    def _value(self, name: str) -> Any:
        value, default = self._parameters[name].value, self._defaults[name]
        if isinstance(value, tuple):
            return list(value)
        if isinstance(value, str) and not isinstance(default, str):
            try:
                return json.loads(value or "[]")
            except json.JSONDecodeError as error:
                raise InputError(f"{name}: found {value!r}, expected JSON ({error.msg})") from None
        return "" if value is None else value

    def cell(self) -> str:
        """The cell that draws what is on the screen."""
        chapter, name = self._exhibits[self.exhibit.value]
        edition = self.edition
        given = [repr(edition.slug), repr(edition.as_of.isoformat())]
        given += [f"vintage={edition.vintage!r}"] if edition.vintage != "as-of" else []
        given += [f"data={str(self.data)!r}"] if self.data else []
        own = {key: value for key, value in self.choice.items() if key in defaults(chapter)}
        chosen = "".join(f", {key}={value!r}" for key, value in own.items())
        return (
            "from helpers import open_chapter, open_edition\n\n"
            f"edition = open_edition({', '.join(given)})\n"
            f'{chapter} = open_chapter("{chapter}", edition{chosen})\n'
            f'{chapter}.draw("{name}")'
        )

    def parameters(self) -> str:
        """The parameters cell that opens the explorer as it stands."""
        state = {
            "pair": self.edition.slug,
            "as_of": self.edition.as_of.isoformat(),
            "vintage": self.edition.vintage,
            "data": str(self.data),
            "exhibit": self.exhibit.value,
            "choice": self.choice,
            "beside": self.beside.value,
        }
        return "\n".join(f"{name} = {value!r}" for name, value in state.items())

    def command(self) -> str:
        """The command that builds the edition on the screen, with every parameter that is not the default."""
        edition = self.edition
        words = ["brief", "build", edition.slug, "--as-of", edition.as_of.isoformat(), "--vintage", edition.vintage]
        for name, value in self.choice.items():
            words += ["--set", f"{name}={value if isinstance(value, str) else json.dumps(value)}"]
        if self.data:
            words += ["--data", str(self.data)]
        return shlex.join(words)

    def write(self) -> list[Path]:
        """Write what is on the screen: the drawing as SVG and PNG, the rows as CSV.

        Raises
        ------
        InputError
            If there is nothing to write, or the folder cannot be written.
        """
        if not isinstance(self.shown, Exhibit):
            raise InputError("nothing to write: found no exhibit on the screen, expected one")
        folder = self.folder / self.edition.slug / self.edition.as_of.isoformat()
        suffixes = (".csv",) if self.shown.drawing is None else (".csv", ".svg", ".png")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            return [self.shown.save(folder / f"{self.shown.name}{suffix}") for suffix in suffixes]
        except OSError as error:
            raise InputError(f"{folder}: found {error.strerror}, expected a folder that can be written") from None

    def tables(self) -> widgets.VBox:
        """Any table of the edition and its sources, to sort and search."""
        from itables.widget import ITable

        held = self.edition.tables.query("rows > 0")
        offered = [(f"{row.title} ({row.rows} rows)", table) for table, row in held.iterrows() if table != "sources"]
        offered.insert(0, (f"Sources ({len(self.edition.sources.frame)} rows)", "sources"))
        chosen = widgets.Dropdown(description="Table", options=offered, **WIDE)
        place = widgets.VBox()

        def shown(_: Any = None) -> None:
            table = chosen.value
            frame = self.edition.sources.frame if table == "sources" else getattr(self.edition, table)
            place.children = [
                ITable(
                    frame.drop(columns="row_ids", errors="ignore"),
                    maxBytes=0,
                    style="table-layout:auto;width:100%",
                    classes="display nowrap compact",
                    scrollX=True,
                )
            ]

        chosen.observe(shown, "value")
        shown()
        return widgets.VBox([chosen, place])

    def _saved(self) -> str:
        return "\n".join(f"written: {path}" for path in self.write())

    def _say(self, what: Callable[[], str]) -> None:
        try:
            text = what()
        except InputError as error:
            text = str(error)
        self.said.outputs = ({"output_type": "stream", "name": "stdout", "text": f"{text}\n"},)

    def _reopen(self, _: Any = None) -> None:
        if self._filling:
            return
        try:
            edition = open_edition(self.pair.value, self.as_of.value, self.vintage.value, self.data)
            other = self._second_edition(edition)
        except InputError as error:
            self._say(lambda error=error: str(error))
            return
        self.edition, self.other = edition, other
        self._chapters.clear()
        self.said.outputs = ()
        self._fill()
        self._redraw()

    def _second_edition(self, edition: Edition) -> Edition | None:
        words = self.beside.value.split()
        if not words:
            return None
        day = next((word for word in words if word[:1].isdigit()), edition.as_of.isoformat())
        pair = " ".join(word for word in words if not word[:1].isdigit()) or edition.slug
        return open_edition(pair, day, edition.vintage, self.data)

    def _fill(self) -> None:
        """Offer what this edition has, and keep what is chosen where it is still offered."""
        edition = self.edition
        offers = {
            "baseline": [("latest exact total of each side", "")]
            + [
                (f"{row.side} {row.period}: USD {row.value_usd:,.0f}", row.baseline)
                for row in _rows(analyst.baselines, edition)
            ],
            "target_id": [("last one announced with a due date", "")]
            + [
                (f"USD {row.target_usd:,.0f}, announced {row.announced}, due {row.due}", row.target_id)
                for row in _rows(analyst.targets, edition)
            ],
            "comparators": [(row.name, row.code) for row in _rows(analyst.comparators, edition)],
            "closed": [(f"{row.name} ({row.kind})", row.code) for row in _rows(analyst.places, edition)],
        }
        self._filling = True
        try:
            for name, options in offers.items():
                control = self._parameters[name]
                before = control.value
                control.options = options
                values = [value for _, value in options]
                if isinstance(control, widgets.SelectMultiple):
                    control.value = tuple(value for value in before or () if value in values)
                else:
                    control.value = before if before in values else ""
        finally:
            self._filling = False

    def _set(self, exhibit: str, choice: Mapping[str, Any]) -> None:
        """Take an exhibit and parameters as they are told."""
        self.exhibit.value = exhibit
        for name, value in choice.items():
            if name not in self._parameters:
                raise InputError(f"choice: found {name!r}, expected one of {', '.join(self._parameters)}")
            control = self._parameters[name]
            text = isinstance(control, widgets.Text) and not isinstance(value, str)
            try:
                control.value = json.dumps(value) if text else tuple(value) if isinstance(value, list) else value
            except Exception as error:  # traitlets raise their own kinds
                raise InputError(
                    f"choice: found {value!r} for {name}, expected one that is offered ({error})"
                ) from None

    def _drawn(self, edition: Edition) -> Exhibit | Absence:
        chapter, name = self._exhibits[self.exhibit.value]
        chosen = {key: self._value(key) for key in defaults(chapter)}
        # A parameter of another chapter leaves this one, and the frames that it has made, as they are.
        key = (id(edition), chapter, json.dumps(chosen, sort_keys=True))
        if key not in self._chapters:
            self._chapters[key] = open_chapter(chapter, edition, **chosen)
        return self._chapters[key].draw(name)

    def _redraw(self, _: Any = None) -> None:
        if self._filling:
            return
        chapter, name = self._exhibits[self.exhibit.value]
        needed = Chapter(chapter, self.edition, defaults(chapter)).parameters_of(name)
        for key, control in self._parameters.items():
            control.layout.display = None if key in needed else "none"
        try:
            self.shown = self._drawn(self.edition)
            self.screen.outputs = _output(self.shown, self.edition if self.other else None)
            self.second.outputs = _output(self._drawn(self.other), self.other) if self.other else ()
            self.second.layout.display = None if self.other else "none"
        except InputError as error:
            self.shown = None
            self._say(lambda error=error: str(error))
            self.screen.outputs = self.second.outputs = ()


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _rows(listed: Callable[[Edition], Any], edition: Edition) -> list[Any]:
    return list(listed(edition).itertuples(index=False))


def _output(shown: Exhibit | Absence, edition: Edition | None) -> tuple[dict[str, Any], ...]:
    """What a screen shows; of two, each says whose it is."""
    head = f"{edition.name}, {edition.as_of}" if edition else ""
    if isinstance(shown, Absence):
        text = f"{head}\n{shown!r}\n".lstrip()
        return ({"output_type": "stream", "name": "stdout", "text": text},)
    # What a screen shows, without what else a notebook would keep: a picture more costs a third of a redraw.
    data = {"text/plain": repr(shown), **views({"type": shown.kind, **shown.seen()}, shown.sources)}
    data["text/html"] = f"<h4>{head}</h4>{data['text/html']}" if head else data["text/html"]
    return ({"output_type": "display_data", "data": data, "metadata": {}},)
