"""Controls for JupyterLab: the exhibits of the report, redrawn by the report's own functions at another choice.

Pair, as-of date and vintage open an edition; baseline, target, comparators and closed places are the parameters of
the chapters of the same name. What is on the screen can be written as SVG, PNG and CSV, and as the command that
builds it. Needs the optional packages of ``explore``; nothing else of the project imports this module.
"""

import json
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import ipywidgets as widgets
import matplotlib as mpl
from IPython.display import display
from itables.widget import ITable

from helpers.analysis import connectivity, institutions, timeline, trade
from helpers.datapackage.read import PROJECT, InputError, read_package
from helpers.edition import LAB_STYLE, Edition, all_pairs, in_order, open_edition, parse_pair
from helpers.figures import connectivity as routes_drawn
from helpers.figures import institutions as bodies_drawn
from helpers.figures import timeline as contacts_drawn
from helpers.figures import trade as trade_drawn
from helpers.figures.exhibit import Exhibit
from helpers.figures.passage import Note
from helpers.show.style import RC

DPI = 300
Choice = dict[str, Any]


def _trade(draw: Callable) -> Callable[[Edition, Choice], Exhibit | Note]:
    def made(edition: Edition, choice: Choice) -> Exhibit | Note:
        study = trade.study(edition, choice["baseline"], choice["target_id"], comparators=choice["comparators"])
        return draw(edition, study)

    return made


def _graph(draw: Callable) -> Callable[[Edition, Choice], Exhibit | Note]:
    return lambda edition, choice: draw(edition, connectivity.network(edition, closed=choice["closed"]))


def _corridor(edition: Edition, graph: Any) -> Exhibit | Note:
    return routes_drawn.corridor(edition, graph, connectivity.routes(edition, graph))


def _choices(edition: Edition, graph: Any) -> Exhibit | Note:
    routes = connectivity.routes(edition, graph)
    return routes_drawn.choices(edition, routes, connectivity.choices(edition, graph))


# What can be shown: the parameters that it depends on, and how it is drawn.
EXHIBITS: dict[str, tuple[tuple[str, ...], Callable[[Edition, Choice], Exhibit | Note]]] = {
    "Targets against trade": (("baseline", "target_id"), _trade(trade_drawn.actual)),
    "Every target": (("baseline", "target_id"), _trade(trade_drawn.targets)),
    "Growth needed": (("baseline", "target_id"), _trade(trade_drawn.required)),
    "Year of passing": (("baseline", "target_id"), _trade(trade_drawn.crossings)),
    "Growth of comparable pairs": (("baseline", "target_id"), _trade(trade_drawn.reference)),
    "Two ledgers by year": ((), _trade(trade_drawn.dumbbell)),
    "Two ledgers of comparators": (("comparators",), _trade(trade_drawn.comparators)),
    "Trade intensity": (("comparators",), _trade(trade_drawn.intensity)),
    "Gravity benchmark": (("comparators",), _trade(trade_drawn.gravity)),
    "Published totals that differ": ((), _trade(trade_drawn.conflicts)),
    "Corridor": (("closed",), _graph(_corridor)),
    "Ways by road": (("closed",), _graph(_choices)),
    "What a closure costs": (
        ("closed",),
        _graph(lambda e, g: routes_drawn.disruption(e, connectivity.disruption(e, g))),
    ),
    "Places without a way around": (
        ("closed",),
        _graph(lambda e, g: routes_drawn.criticality(e, connectivity.criticality(e, g))),
    ),
    "Shared memberships": (
        ("comparators",),
        lambda e, c: bodies_drawn.overlap(e, institutions.overlap(e, c["comparators"])),
    ),
    "Votes at the United Nations": (
        ("comparators",),
        lambda e, c: bodies_drawn.votes(e, institutions.votes(e, comparators=c["comparators"])),
    ),
    "Contacts": ((), lambda e, c: contacts_drawn.lane_chart(e, timeline.lanes(e))),
}


class Explorer:
    """The controls and what they show; display it in a cell.

    Parameters
    ----------
    pair, as_of, vintage, data
        As in :func:`helpers.edition.open_edition`.
    folder
        Where exhibits are written; ``reports/explored`` of the project if not given.

    Raises
    ------
    InputError
        If pair, date, vintage or package cannot be used.
    """

    def __init__(
        self, pair: str = "", as_of: str = "", vintage: str = "as-of", data: str = "", folder: Path | None = None
    ):
        self.data, self.folder = data, folder or PROJECT / "reports" / "explored"
        self.edition = open_edition(pair, as_of, vintage, data)
        self.shown: Exhibit | Note | None = None
        package = read_package(data or None)
        pairs = ["-".join(codes) for codes in all_pairs(package)]
        wide = {"style": {"description_width": "7em"}, "layout": widgets.Layout(width="32em")}
        late = {**wide, "continuous_update": False}
        self.exhibit = widgets.Dropdown(description="Exhibit", options=list(EXHIBITS), **wide)
        self.pair = widgets.Combobox(
            description="Pair", options=pairs, value=self.edition.slug, ensure_option=False, **late
        )
        self.as_of = widgets.Text(description="As of", value=self.edition.as_of.isoformat(), **late)
        self.vintage = widgets.Dropdown(description="Vintage", options=["as-of", "latest"], value=vintage, **wide)
        self.baseline = widgets.Dropdown(description="Baseline", **wide)
        self.target_id = widgets.Dropdown(description="Target", **wide)
        self.comparators = widgets.SelectMultiple(description="Comparators", rows=6, **wide)
        self.closed = widgets.SelectMultiple(description="Closed", rows=6, **wide)
        self.save = widgets.Button(description="Write SVG, PNG and CSV", layout=widgets.Layout(width="15em"))
        self.tell = widgets.Button(description="Print the command", layout=widgets.Layout(width="15em"))
        self.said = widgets.Output()
        self.screen = widgets.Output()
        self._parameters = {name: getattr(self, name) for name in ("baseline", "target_id", "comparators", "closed")}
        self._filling = False
        for control in (self.pair, self.as_of, self.vintage):
            control.observe(self._reopen, "value")
        for control in (self.exhibit, *self._parameters.values()):
            control.observe(self._redraw, "value")
        self.save.on_click(lambda _: self._say(self._saved))
        self.tell.on_click(lambda _: self._say(self.command))
        self._fill()
        self._redraw()

    def _ipython_display_(self) -> None:
        left = [self.exhibit, self.pair, self.as_of, self.vintage, widgets.HBox([self.save, self.tell])]
        controls = widgets.HBox(
            [widgets.VBox(left), widgets.VBox(list(self._parameters.values()))],
            layout=widgets.Layout(flex_flow="row wrap"),
        )
        display(widgets.VBox([widgets.HTML(LAB_STYLE), controls, self.said, self.screen]))

    @property
    def choice(self) -> Choice:
        """The parameters of the chapters, as they are set."""
        return {
            name: list(control.value) if isinstance(control.value, tuple) else control.value
            for name, control in self._parameters.items()
        }

    def command(self) -> str:
        """The command that builds the edition on the screen, with every parameter that is not the default."""
        edition = self.edition
        words = ["brief", "build", edition.slug, "--as-of", edition.as_of.isoformat(), "--vintage", edition.vintage]
        for name, value in self.choice.items():
            if value:
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
        stem = self.shown.file.removesuffix(".csv")
        paths = [folder / self.shown.file]
        try:
            folder.mkdir(parents=True, exist_ok=True)
            paths[0].write_text(self.shown.payload()["csv"], encoding="utf-8", newline="\n")
            if self.shown.drawing is not None:
                paths += [folder / f"{stem}.svg", folder / f"{stem}.png"]
                paths[1].write_text(self.shown.svg + "\n", encoding="utf-8", newline="\n")
                with mpl.rc_context(RC):
                    self.shown.drawing.savefig(paths[2], dpi=DPI, metadata={"Software": None})
        except OSError as error:
            raise InputError(f"{folder}: found {error.strerror}, expected a folder that can be written") from None
        return paths

    def tables(self) -> widgets.Tab:
        """Events, claims and sources of the edition as tables to sort and search."""
        edition = self.edition
        frames = {"Events": edition.events, "Claims": edition.claims, "Sources": edition.sources.frame}
        tab = widgets.Tab()
        tab.children = [
            ITable(
                frame,
                maxBytes=0,
                style="table-layout:auto;width:100%",
                classes="display nowrap compact",
                scrollX=True,
            )
            for frame in frames.values()
        ]
        tab.titles = list(frames)
        return tab

    def _saved(self) -> str:
        return "\n".join(f"written: {path}" for path in self.write())

    def _say(self, what: Callable[[], str]) -> None:
        try:
            text = what()
        except InputError as error:
            text = str(error)
        self.said.outputs = ({"output_type": "stream", "name": "stdout", "text": f"{text}\n"},)

    def _reopen(self, _: Any = None) -> None:
        try:
            codes = in_order(parse_pair(self.pair.value), read_package(self.data or None))
            self.edition = open_edition("-".join(codes), self.as_of.value, self.vintage.value, self.data)
        except InputError as error:
            self._say(lambda error=error: str(error))
            return
        self.said.outputs = ()
        self._fill()
        self._redraw()

    def _fill(self) -> None:
        """Offer what this edition has, and keep what is chosen where it is still offered."""
        edition = self.edition
        study = trade.study(edition)
        graph = connectivity.network(edition)
        used = [node for node in graph if graph.degree(node)]
        countries = sorted({code for node in used for code in graph.nodes[node]["countries"]} - set(edition.pair))
        known = edition.all.countries
        known = known[~known["iso3"].isin(edition.pair)].sort_values("name")
        latest = study.totals.sort_values("period", ascending=False)
        offers = {
            "baseline": [("latest total of each side", "")]
            + [
                (f"{row.side} {row.period}: USD {row.value_usd:,.0f}", f"{row.side}:{row.period}")
                for row in latest.itertuples()
                if row.side in edition.pair
            ],
            "target_id": [("last one with a due date", "")]
            + [
                (f"USD {row.target_usd:,.0f}, announced {row.announced}, due {row.due}", row.target_id)
                for row in study.targets.itertuples()
                if row.due
            ],
            "comparators": [(row.name, row.iso3) for row in known[["name", "iso3"]].itertuples(index=False)],
            "closed": [(f"{edition.country(code).name} (country)", code) for code in countries]
            + sorted((graph.nodes[node]["name"], node) for node in used),
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

    def _redraw(self, _: Any = None) -> None:
        if self._filling:
            return
        needs, draw = EXHIBITS[self.exhibit.value]
        for name, control in self._parameters.items():
            control.disabled = name not in needs
        try:
            self.shown = draw(self.edition, self.choice)
        except InputError as error:
            self.shown = None
            self._say(lambda error=error: str(error))
            self.screen.outputs = ()
            return
        bundle = self.shown._repr_mimebundle_()
        self.screen.outputs = ({"output_type": "display_data", "data": bundle, "metadata": {}},)
