"""Exhibits of the trade gap: both ledgers, targets and actual trade, comparable pairs, composition, conflicts."""

from collections.abc import Iterable, Sequence
from math import isfinite

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator, NullLocator

from helpers.analysis import trade
from helpers.edition import Edition
from helpers.figures.exhibit import Column, Exhibit, absent, alt_text
from helpers.figures.passage import Note
from helpers.periods import label, period, short
from helpers.show import style
from helpers.words.formats import count, listed, number, percent, sentence_case, usd

MILLION = 1e6
TICKS = (0.001, 0.01, 0.1, 1, 10, 100, 1000, 10000)
RATIO_TICKS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50)
STRIP_ROWS = 8
LABELS_APART = 0.04
BROKEN = (0, (0.8, 0.6))
NO_FLOWS = "No value of goods trade between the two countries is on record."
NO_TOTALS = "No total of exports and imports by either side is on record."


def _role(edition: Edition, side: str) -> str:
    return {edition.a.iso3: "a", edition.b.iso3: "b"}.get(side, "muted")


def _mark(edition: Edition, side: str, hollow: bool, size: float = 4.6) -> dict:
    """Marker of a side: filled for statistics of both flows, hollow for a single source or an estimate."""
    role = _role(edition, side)
    tint = style.colour(role)
    return {
        "marker": {"a": "o", "b": "s"}.get(role, "D"),
        "markersize": size,
        "color": tint,
        "markerfacecolor": style.colour("paper") if hollow else tint,
        "markeredgecolor": style.colour("ink") if role == "b" else tint,
        "markeredgewidth": 0.6 if role == "b" and not hollow else 1.1,
    }


def _text(axes: Axes, x: float, y: float, text: str, **options) -> None:
    axes.text(x, y, text, **{"fontsize": 8, "color": style.colour("ink"), "bbox": style.halo(), **options})


def _note(axes: Axes, at: tuple[float, float], offset: tuple[float, float], text: str, **options) -> None:
    """A label at a point, moved by so many points of type."""
    look = {"fontsize": 8, "color": style.colour("ink"), "bbox": style.halo(), "textcoords": "offset points"}
    axes.annotate(text, at, offset, annotation_clip=False, **{**look, **options})


def _log_usd(axes: Axes, values: Iterable[float], labels: float = 0.0) -> None:
    """A logarithmic axis in USD million around the values; ``labels`` is the share of the height to keep free above."""
    known = [value / MILLION for value in values if value > 0]
    low, high = min(known) / 1.9, max(known) * 1.9
    high *= (high / low) ** labels
    axes.set_yscale("log")
    axes.set_ylim(low, high)
    decades = [tick for tick in TICKS if low <= tick <= high]
    between = sorted(step * tick for tick in TICKS for step in (1, 2, 5) if low <= step * tick <= high)
    axes.yaxis.set_major_locator(FixedLocator(decades if len(decades) > 1 else between))
    axes.yaxis.set_minor_locator(NullLocator())
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,g}"))
    axes.grid(axis="y")


def _span(texts: Iterable[str]) -> str:
    """First and last period as printed."""
    texts = sorted(set(texts), key=lambda text: period(text).start)
    return label(texts[0]) if len(texts) == 1 else f"{label(texts[0])} to {label(texts[-1])}"


def _ids(column: Iterable[tuple[int, ...]]) -> list[int]:
    return [source for ids in column for source in ids]


# --- ledgers ------------------------------------------------------------------------------------------------------


def dumbbell(edition: Edition, study: trade.Study) -> Exhibit | Note:
    """Exhibit 2.1: exporter's and importer's value by year and direction, with the band that freight explains."""
    rows = study.mirror[study.mirror["kind"] == "year"]
    shown = rows[rows[["x_usd", "m_usd"]].gt(0).any(axis=1) | (rows["verdict"] == "zero")]
    if not rows[["x_usd", "m_usd"]].gt(0).any(axis=None):
        return absent("2.1", NO_FLOWS, ["trade"])
    main = trade.main_direction(study)
    ways = list(dict.fromkeys(zip(shown["exporter"], shown["importer"], strict=True)))
    if len(main):
        ways.sort(key=lambda way: way != (main.iloc[0]["exporter"], main.iloc[0]["importer"]))
    heights = [1.2, 1.0] if len(ways) > 1 else [1.0]
    figure, axes = style.new(
        66 if len(ways) > 1 else 48, nrows=len(ways), sharex=True, squeeze=False, height_ratios=heights
    )
    years = shown["period"].astype(int)
    for panel, way in zip(axes[:, 0], ways, strict=True):
        own = rows[(rows["exporter"] == way[0]) & (rows["importer"] == way[1])]
        _ledger_panel(panel, edition, study, own, years.min(), years.max())
    axes[-1, 0].set_xlim(years.min() - 0.8, years.max() + 0.8)
    axes[-1, 0].xaxis.set_major_locator(MaxNLocator(integer=True, nbins=10, min_n_ticks=1))
    title = trade.mirror_title(edition, study)
    both = rows[rows["ratio"].notna()]
    extremes = ""
    if len(both):
        low, high = both.loc[both["ratio"].idxmin()], both.loc[both["ratio"].idxmax()]
        extremes = (
            f"Highest ratio {trade.ratio(high['ratio'])} ({high['period']}), lowest {trade.ratio(low['ratio'])} "
            f"({low['period']})."
        )
    return Exhibit(
        number="2.1",
        name="two-ledgers",
        title=title,
        subtitle="Goods by direction, USD million, calendar years, log scale, as reported by each side",
        sources=edition.sources,
        source_ids=_ids([*shown["source_ids"], study.cap_ids]),
        data=rows.drop(columns=["kind"]),
        drawing=figure,
        alt=alt_text(
            "Dumbbell chart",
            "goods trade by both ledgers, USD million",
            edition.name,
            _span(shown["period"]),
            edition.as_of,
            title,
            extremes,
        ),
        note=(
            f"Grey: the exporter's value times 1.00 to {1 + study.cap:.2f}, what freight explains; tick at "
            f"{study.cif_fob:g}. A hollow mark stands alone: the other side has no value. Dashed: the most that two "
            "fiscal years of the other side allow. Hatched: no value of either side. x: reported zero."
        ),
        conflict=(both["verdict"] == "neither").any(),
    )


def _ledger_panel(axes: Axes, edition: Edition, study: trade.Study, rows: pd.DataFrame, first: int, last: int) -> None:
    exporter, importer = rows.iloc[0]["exporter"], rows.iloc[0]["importer"]
    _log_usd(axes, [*rows["x_usd"], *rows["m_usd"], *rows["x_top"], *rows["m_top"]], 0.16)
    floor, muted = axes.get_ylim()[0], style.colour("muted")
    year = rows["period"].astype(int)
    values = {exporter: rows["x_usd"] / MILLION, importer: rows["m_usd"] / MILLION}
    sold, bought = values.values()
    both = sold.gt(0) & bought.gt(0)
    bands = [
        [(at - 0.3, x), (at + 0.3, x), (at + 0.3, x * (1 + study.cap)), (at - 0.3, x * (1 + study.cap))]
        for at, x in zip(year[sold > 0], sold[sold > 0], strict=True)
    ]
    axes.add_collection(PolyCollection(bands, facecolor=style.colour("context"), linewidth=0), autolim=False)
    own, factor = year[sold > 0], sold[sold > 0] * study.cif_fob
    axes.hlines(factor, own - 0.3, own + 0.3, color=muted, linewidth=0.7)
    axes.vlines(year[both], sold[both], bought[both], color=muted, linewidth=1.0, zorder=2)
    for side, value in values.items():
        for chosen, hollow in ((both, False), (value.gt(0) & ~both, True)):
            axes.plot(year[chosen], value[chosen], zorder=3, linestyle="", **_mark(edition, side, hollow))
        zero = year[value == 0]
        if len(zero):
            tint = style.colour(_role(edition, side))
            axes.plot(zero, [floor] * len(zero), "x", markersize=5, color=tint, clip_on=False)
    top = rows["x_top"].fillna(rows["m_top"]) / MILLION
    capped, top = year[top > 0], top[top > 0]
    axes.vlines(capped, floor, top, linestyle="--", color=muted, linewidth=1.0)
    axes.hlines(top, capped - 0.35, capped + 0.35, color=muted, linewidth=1.4)
    for gap in set(range(first, last + 1)) - set(year[sold.ge(0) | bought.ge(0)]):
        axes.axvspan(
            gap - 0.3, gap + 0.3, facecolor="none", edgecolor=style.colour("context"), hatch="////", linewidth=0
        )
    both = rows[rows["ratio"].notna()]
    for place in {both["ratio"].idxmin(), both["ratio"].idxmax(), both.index[-1]} if len(both) else ():
        row = both.loc[place]
        at = int(row["period"]), max(row["x_usd"], row["m_usd"]) / MILLION
        _note(axes, at, (0, 4), trade.ratio(row["ratio"]), ha="center", va="bottom")
    _key(axes, edition, {importer: "-reported imports", exporter: "-reported exports"})
    head = f"{edition.country(exporter).name} to {edition.country(importer).name}"
    axes.set_title(head, loc="left", fontsize=8.5, fontweight="bold", pad=3)


def comparators(edition: Edition, study: trade.Study) -> Exhibit | Note:
    """Exhibit 2.2: the importer-to-exporter ratio by year for the pair and for comparators, as small multiples."""
    rows = study.panel
    if rows.empty:
        return absent("2.2", "No pair has the same flow from both sides in one year.", ["trade"], screen=True)
    ways = rows.drop_duplicates(["exporter", "importer"])
    figure, axes = style.new(52, ncols=len(ways), sharey=True, sharex=True, squeeze=False)
    low, high = min(rows["ratio"].min(), 0.9) / 1.5, max(rows["ratio"].max(), 1.3) * 1.7
    years = rows["period"].astype(int)
    for panel, way in zip(axes[0], ways.to_dict("records"), strict=True):
        own = rows[(rows["exporter"] == way["exporter"]) & (rows["importer"] == way["importer"])]
        panel.set_yscale("log")
        panel.set_ylim(low, high)
        panel.yaxis.set_major_locator(FixedLocator([tick for tick in RATIO_TICKS if low < tick < high]))
        panel.yaxis.set_minor_locator(NullLocator())
        panel.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"×{value:g}"))
        panel.axhspan(1, 1 + study.cap, color=style.colour("context"), linewidth=0)
        panel.axhline(study.cif_fob, color=style.colour("muted"), linewidth=0.7)
        role = "a" if way["group"] == "pair" else "third"
        for run in _runs(own["period"].astype(int), own["ratio"]):
            panel.plot(
                *run, linewidth=1.2, marker="o" if role == "a" else "D", markersize=3.2, color=style.colour(role)
            )
        last = own.iloc[-1]
        _text(panel, 0.97, 0.03, f"{last['period']}: {trade.ratio(last['ratio'])}", ha="right", va="bottom",
              transform=panel.transAxes)  # fmt: skip
        head = f"{edition.country(way['exporter']).name}\nto {edition.country(way['importer']).name}"
        panel.set_title(head, loc="left", fontsize=8, pad=3)
        panel.set_xlim(years.min() - 1, years.max() + 1)
        panel.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=3, min_n_ticks=2))
    title = trade.panel_title(edition, study)
    return Exhibit(
        number="2.2",
        name="ledgers-of-comparators",
        title=title,
        subtitle="Importer-reported over exporter-reported value of the same flow, calendar years, log scale",
        sources=edition.sources,
        source_ids=_ids([*rows["source_ids"], study.cap_ids]),
        data=rows[["group", "exporter", "importer", "period", "x_usd", "m_usd", "ratio", "adjusted", "gap", "verdict"]],
        drawing=figure,
        alt=alt_text(
            "Small multiples",
            "importer-to-exporter ratios",
            f"{edition.name} and comparators",
            _span(rows["period"]),
            edition.as_of,
            title,
            f"{len(ways)} flows; grey band ×1 to ×{1 + study.cap:g}.",
        ),
        note=f"Grey: ×1 to ×{1 + study.cap:.2f}, what freight and insurance explain; line at ×{study.cif_fob:g}.",
        conflict=True,
        screen=True,
    )


def _runs(years: Sequence[int], values: Sequence[float]) -> list[tuple[list[int], list[float]]]:
    """Unbroken runs of years, so that no line crosses a year without a value."""
    runs: list[tuple[list[int], list[float]]] = []
    for year, value in zip(years, values, strict=True):
        if not runs or year != runs[-1][0][-1] + 1:
            runs.append(([], []))
        runs[-1][0].append(year)
        runs[-1][1].append(value)
    return runs


def verdicts(edition: Edition, study: trade.Study) -> Exhibit | Note:
    """Exhibit 2.3: both ledgers by direction and period, with what explains their difference."""
    rows = study.mirror
    if rows.empty:
        return absent("2.3", NO_FLOWS, ["trade"], screen=True)
    main = trade.main_direction(study)
    first = (main.iloc[0]["exporter"], main.iloc[0]["importer"]) if len(main) else edition.pair
    ways = list(zip(rows["exporter"], rows["importer"], strict=True))
    frame = rows.assign(
        direction=[f"{seller} to {buyer}" for seller, buyer in ways],
        when=rows["period"].map(label),
        x_million=rows["x_usd"] / MILLION,
        m_million=rows["m_usd"] / MILLION,
        reading=rows["verdict"].map(trade.VERDICTS),
    )
    order = pd.DataFrame(
        {"other": [way != first for way in ways], "end": [period(text).end for text in rows["period"]]}
    )
    frame = frame.loc[order.sort_values(["other", "end"], ascending=[True, False], kind="stable").index]
    return Exhibit(
        number="2.3",
        name="ledger-verdicts",
        title=trade.verdict_title(study),
        subtitle="Goods, USD million, exporter's value FOB and importer's value CIF, by period",
        sources=edition.sources,
        source_ids=_ids([*rows["source_ids"], study.cap_ids]),
        data=frame,
        columns=[
            Column("direction", "Direction"),
            Column("when", "Period"),
            Column("x_million", "By exporter", "number", 3),
            Column("m_million", "By importer", "number", 3),
            Column("ratio", "Ratio", "number", 3),
            Column("adjusted", f"After {study.cif_fob:g}", "number", 3),
            Column("gap", "Gap", "number", 2),
            Column("reading", "Verdict"),
            Column("source_ids", "Sources", "sources"),
        ],
        note=(
            "Latest first. Gap, from −2 to 2: (M − cX) / mean of the two, c being the CIF/FOB factor. Freight: the ratio "
            f"is at most {trade.ratio(1 + study.cap)}. Calendar: within what the two fiscal years that touch the calendar "
            "year allow. Neither: explained by neither. One side only: no ratio can be computed."
        ),
        conflict=True,
        screen=True,
    )


# --- targets ------------------------------------------------------------------------------------------------------


def targets(edition: Edition, study: trade.Study) -> Exhibit | Note:
    """Exhibit 2.4: every announcement of a target, with who, when, due date and the baseline quoted then."""
    rows = study.targets
    if rows.empty:
        return absent("2.4", "No public announcement of a trade target of this pair was found.", ["targets"])
    frame = rows.assign(
        on=rows["announced"].map(short),
        by=rows["announced_by"],
        million=rows["target_usd"] / MILLION,
        until=[label(text) if text else "no date" for text in rows["due"]],
        quoted=rows["baseline_wording"].replace("", "none"),
    )
    return Exhibit(
        number="2.4",
        name="targets",
        title=trade.targets_title(study),
        subtitle="Announced amounts for total trade, USD million, as worded by the source",
        sources=edition.sources,
        source_ids=_ids(rows["source_ids"]),
        data=frame,
        columns=[
            Column("on", "Announced", width=1.15),
            Column("million", "USD million", "number", 0, width=0.85),
            Column("until", "Due", width=0.95),
            Column("by", "Announced by", width=3.1),
            Column("quoted", "Baseline quoted", width=1.75),
            Column("standing", "Standing", width=1.25),
            Column("source_ids", "Sources", "sources", width=1.3),
        ],
        note="A target without a due date is listed and not scored.",
        print_rows=12,
    )


def actual(edition: Edition, study: trade.Study, number: str = "2.5", height: float = 64) -> Exhibit | Note:
    """Exhibit 2.5: totals by reporting side, calendar and fiscal years apart, with the targets.

    ``number`` and ``height`` (mm) let the summary show it under a number of its own.
    """
    rows = study.totals[study.totals["value_usd"] > 0]
    if rows.empty:
        return absent(number, NO_TOTALS, ["trade"])
    aims = study.targets[study.targets["target_usd"].notna()]
    aimed = aims["due"].map(lambda text: period(text).kind if text else "year")
    panels = [kind for kind in ("year", "fiscal") if kind in {*rows["kind"], *aimed}]
    figure, axes = style.new(
        height, ncols=len(panels), squeeze=False, sharey=True, width_ratios=[2.3, 1][: len(panels)]
    )
    heads = {"year": "Calendar years", "fiscal": "Fiscal years (July to June)"}
    for panel, kind in zip(axes[0], panels, strict=True):
        own = rows[rows["kind"] == kind]
        _totals_panel(panel, edition, own, aims[aimed == kind], kind, study)
        panel.set_title(heads[kind], loc="left", fontsize=8.5, fontweight="bold", pad=3)
    _log_usd(axes[0, 0], [*rows["value_usd"], *aims["target_usd"]], 0.06)
    for panel in axes[0]:
        panel.grid(axis="y")
    axes[0, 0].set_ylabel("USD million, log scale")
    title = trade.actual_title(edition, study)
    best = rows.loc[rows["value_usd"].idxmax()]
    return Exhibit(
        number=number,
        screen=number == "2.5",  # on paper it stands on the first page
        name="targets-and-actual",
        title=title,
        subtitle="Exports and imports together, USD million, as reported by each side; dotted: targets",
        sources=edition.sources,
        source_ids=_ids([*rows["source_ids"], *aims["source_ids"]]),
        data=rows.drop(columns=["end", "stated", "preferred"]),
        drawing=figure,
        alt=alt_text(
            "Line chart",
            "exports plus imports by side, USD million, with targets",
            edition.name,
            _span(rows["period"]),
            edition.as_of,
            title,
            f"Highest {usd(best['value_usd'])} in {label(best['period'])}.",
        ),
        note=(
            "Filled: statistics of both flows. Hollow: a statement, flows added up from the press, or rounded. Level "
            "dotted line: an amount aimed at, since its first announcement; sloping: from the baseline quoted then to "
            "the due date. Diamond: side not named. Years without both flows are not drawn."
        ),
        conflict=bool(rows["conflict"].any()),
    )


def _place(text: str) -> float:
    """Middle of a period as a fraction of years."""
    day = period(text).middle
    return day.year + (day.timetuple().tm_yday - 1) / 365.25


def _totals_panel(
    axes: Axes, edition: Edition, rows: pd.DataFrame, goals: pd.DataFrame, kind: str, study: trade.Study
) -> None:
    ends = [*rows["period"].map(_place)]
    for side in sorted(set(rows["side"]), key=lambda code: (code == "", code)):
        own = rows[rows["side"] == side]
        books = own[own["basis"] == "statistics"]
        tint = style.colour(_role(edition, side))
        for years, values in _runs(
            [int(period(text).end.year) for text in books["period"]], books["value_usd"] / MILLION
        ):
            shift = _place(books.iloc[0]["period"]) - period(books.iloc[0]["period"]).end.year
            width = 1.8 if _role(edition, side) == "a" else 2.2
            axes.plot([year + shift for year in years], values, color=tint, linewidth=width, zorder=2)
        for chosen, hollow in ((books, False), (own.drop(books.index), True)):
            at, amounts = chosen["period"].map(_place), chosen["value_usd"] / MILLION
            axes.plot(at, amounts, linestyle="", zorder=3, **_mark(edition, side, hollow, 5 if hollow else 3.6))
        if side:
            _side_label(axes, edition, own, side, kind)
    starts = [_place(text) for text in goals["announced"] if text]
    dues = [_place(text) for text in goals["due"] if text]
    ends += starts + dues
    if ends:
        axes.set_xlim(min(ends) - 0.9, max(ends) + 0.9)
    for row in goals[goals["due"] != ""].drop_duplicates(["target_usd", "due"]).to_dict("records"):
        _path(axes, row, study)
    for amount, own in goals.groupby("target_usd"):
        _amount(axes, amount / MILLION, own, max(ends) + 0.9)
    if kind == "fiscal":
        texts = sorted({*rows["period"], *(text for text in goals["due"] if text)})
        shown = texts[:: max(1, len(texts) - 1)] if len(texts) > 2 else texts
        axes.xaxis.set_major_locator(FixedLocator([_place(text) for text in shown]))
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: _fiscal_label(value)))
    else:
        axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=7, min_n_ticks=1))
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:.0f}"))


def _fiscal_label(value: float) -> str:
    year = round(value)
    return f"{year - 1}-{year % 100:02d}"


def _side_label(axes: Axes, edition: Edition, own: pd.DataFrame, side: str, kind: str) -> None:
    """The name of a side at its last point of statistics, else at its last point."""
    books = own[own["basis"] == "statistics"]
    last = (books if len(books) else own).iloc[-1]
    x, y = _place(last["period"]), last["value_usd"] / MILLION
    name = f"{edition.country(side).adjective} side"
    if kind == "fiscal":
        _note(axes, (x, y), (0, -7), name, ha="center", va="top")
    elif _role(edition, side) == "a":
        _note(axes, (x, y), (5, -3), name, ha="left", va="center")
    else:
        _note(axes, (x, y), (-8, 4), name, ha="right", va="bottom")


def _path(axes: Axes, row: dict, study: trade.Study) -> None:
    """The path from the baseline quoted at the announcement, or the one in use, to a dated target."""
    base = row["baseline_usd"]
    if not base > 0:
        known = [one["value_usd"] for one in study.baselines.values() if one["kind"] == period(row["due"]).kind]
        base = known[0] if known else float("nan")
    due, goal = _place(row["due"]), row["target_usd"] / MILLION
    axes.plot(due, goal, marker="d", markersize=4.5, color=style.colour("ink"), linestyle="", zorder=3)
    if row["announced"]:
        dotted = {"color": style.colour("ink"), "linestyle": ":", "linewidth": 1.4, "zorder": 1}
        axes.plot([_place(row["announced"]), due], [base / MILLION, goal], **dotted)


def _amount(axes: Axes, goal: float, rows: pd.DataFrame, right: float) -> None:
    """A dotted line at an amount from its first announcement on, labelled with the due dates that were named."""
    starts = [_place(text) for text in rows["announced"] if text]
    if not starts:
        return
    axes.plot([min(starts), right], [goal, goal], color=style.colour("ink"), linestyle=":", linewidth=0.9, zorder=1)
    dues = sorted({label(text) for text in rows["due"] if text})
    dues = [f"by {text}" for text in dues] + (["no date"] if (rows["due"] == "").any() else [])
    text = f"USD {goal:,.10g} million: {listed(dues)}"
    if min(starts) - axes.get_xlim()[0] > 6:
        _text(axes, min(starts) - 0.4, goal, text, ha="right", va="center")
    else:
        _note(axes, (right, goal), (0, 3), text.removeprefix("USD "), ha="right", va="bottom")


def required(edition: Edition, study: trade.Study) -> Exhibit | Note:
    """Exhibit 2.6: growth that each admissible baseline requires."""
    rows = study.required
    if rows.empty:
        return absent("2.6", "No target or no baseline is on record.", ["targets", "trade"])
    dated = bool(study.target["due"])
    sign = rows["status"].map(trade.BOUNDS).fillna("")
    flip = rows["status"].map({"upper-bound": "over ", "lower-bound": "under "}).fillna("")
    frame = rows.assign(
        whose=[
            sentence_case(f"{trade.side_name(edition, side)}, {trade.BASIS_WORDS[basis]}")
            for side, basis in rows[["side", "basis"]].values
        ],
        when=[f"quoted in {label(text)}" if said else label(text) for text, said in rows[["period", "stated"]].values],
        million=sign + (rows["value_usd"] / MILLION).map(lambda value: number(value, 2)),
        times=flip + rows["multiple"].map(trade.ratio),
        rate=[
            sign + trade.growth(value) if isfinite(value) else "–"
            for sign, value in zip(flip, rows["growth"], strict=True)
        ],
        used=["yes" if used else "" for used in rows["is_base"]],
    )  # fmt: skip
    goal = study.target
    due = f" in {label(goal['due'])}" if dated else ", without a due date"
    return Exhibit(
        number="2.6",
        name="required-growth",
        title=trade.required_title(study),
        subtitle=f"From every admissible baseline to {usd(goal['target_usd'])}{due}; exports plus imports by side",
        sources=edition.sources,
        source_ids=_ids([*rows["source_ids"], goal["source_ids"]]),
        data=frame.drop(columns=["end"]),
        columns=[
            Column("whose", "Whose figure", width=2.2),
            Column("when", "Baseline period", width=1.3),
            Column("million", "USD million", "number", width=1.0),
            Column("years", "Years left", "number", 1, width=0.7),
            Column("times", "Multiple", "number", width=0.9),
            Column("rate", "Growth a year", "number", width=0.9),
            Column("used", "Used in the text", screen=True),
            Column("source_ids", "Sources", "sources", width=1.0),
        ],
        note=(
            "(T/B)^(1/h) − 1, with h between the ends of both periods. Admissible: each published total whose period "
            "ended at most three years before the announcement. First the baselines used in the text, then the lowest "
            "and highest growth. A quoted level names no period."
        ),
        print_rows=6,
        conflict=len(rows) > 1,
    )


def crossings(edition: Edition, study: trade.Study) -> Exhibit | Note:
    """Exhibit 2.7: the year in which each amount was passed, or is at past trends."""
    rows = study.crossings
    if rows.empty:
        return absent(
            "2.7", "No target is on record, or no total or trend to set against one.", ["targets", "trade"], screen=True
        )
    frame = rows.assign(
        million=rows["target_usd"] / MILLION,
        whose=[trade.side_name(edition, side) for side in rows["side"]],
        basis=[
            "reported total" if done else f"trend {first:.0f} to {last:.0f}"
            for done, first, last in rows[["passed", "first", "last"]].values
        ],
        rate=[percent(value, 1) if isfinite(value) else "–" for value in rows["growth"]],
        when=[label(done) if done else trade.year_text(year) for done, year in rows[["passed", "middle"]].values],
        band=["–" if done else trade.interval_text(*ends) for done, *ends in rows[["passed", "low", "high"]].values],
    )  # fmt: skip
    frame[["middle", "low", "high"]] = frame[["middle", "low", "high"]].where(
        frame[["middle", "low", "high"]].map(isfinite)
    )
    return Exhibit(
        number="2.7",
        name="years-of-passing",
        title=trade.crossings_title(edition, study),
        subtitle="First period at or above each amount, or the year at the trend of the last 5 and 10 years, by side",
        sources=edition.sources,
        source_ids=_ids([*rows["source_ids"], *study.targets["source_ids"]]),
        data=frame,
        columns=[
            Column("million", "Amount, USD million", "number"),
            Column("whose", "Side"),
            Column("basis", "Basis", width=1.4),
            Column("rate", "Growth a year", "number"),
            Column("when", "Passed in"),
            Column("band", "80% interval", width=1.4),
            Column("source_ids", "Sources", "sources"),
        ],
        note="Drift of yearly log changes; a side without an unbroken recent run of statistics gives no trend.",
        modelled=True,
        screen=True,
    )


def reference(edition: Edition, study: trade.Study) -> Exhibit | Note:
    """Exhibit 2.8: all windows of other pairs that began near a baseline."""
    cases = [case for case in study.references if case.n]
    if not cases:
        return absent(
            "2.8",
            "No target with a due date, or no comparable window of another pair.",
            ["targets", "trade"],
            screen=True,
        )
    rows = pd.concat(
        [case.rows.assign(base=edition.country(case.side).adjective, needed=case.multiple) for case in cases],
        ignore_index=True,
    )
    frame = rows.assign(
        who=[trade.pair_name(edition, row) for row in rows.to_dict("records")],
        window=[f"{first} to {last}" for first, last in rows[["first", "last"]].values],
        from_million=rows["base_usd"] / MILLION,
        to_million=rows["end_usd"] / MILLION,
        flag=["yes" if flag else "no" for flag in rows["re_export"]],
    )
    return Exhibit(
        number="2.8",
        name="reference-class",
        title=trade.reference_title(study),
        subtitle="Windows that began between half and twice the baseline of a side, USD million, by reporter",
        sources=edition.sources,
        source_ids=_ids(rows["source_ids"]),
        data=frame,
        columns=[
            Column("base", "Baseline"),
            Column("who", "Reporter with partner", width=2),
            Column("measure", "Measure"),
            Column("window", "Window"),
            Column("from_million", "From", "number", 1),
            Column("to_million", "To", "number", 1),
            Column("multiple", "Multiple", "number", 2),
            Column("needed", "Needed", "number", 1),
            Column("flag", "Re-export flag"),
            Column("source_ids", "Sources", "sources"),
        ],
        note=(
            "Total: exports and imports. Windows of a pair do not overlap, but are not independent: "
            + "; ".join(
                f"by pair {case.reached} of {case.pairs} reached {trade.ratio(case.multiple)} "
                f"({trade.side_name(edition, case.side)})"
                for case in cases
            )
            + ". Flagged: imports of one of the two from the world exceeded half of its GDP in the last year of the "
            "window."
        ),
        screen=True,
    )


# --- comparable pairs ---------------------------------------------------------------------------------------------


def intensity(edition: Edition, study: trade.Study) -> Exhibit | Note:
    """Exhibit 2.9: relative intensity and gravity benchmark of the pair and of comparators."""
    case = study.benchmark
    if case is None:
        return absent(
            "2.9",
            "Fewer than three partners have trade, GDP and distance for one year.",
            ["trade", "indicators", "dyads"],
            screen=True,
        )
    rows = case.rows.sort_values("intensity", ascending=False, ignore_index=True)
    named = rows[["partner", "is_pair"]].values
    frame = rows.assign(
        who=[edition.country(code).name + (" (this pair)" if own else "") for code, own in named],
        million=rows["value_usd"] / MILLION,
        central=(rows["median"] / MILLION).map(_two),
        band=[f"{_two(low / MILLION)} to {_two(high / MILLION)}" for low, high in rows[["low", "high"]].values],
        share=rows["ratio"].map(trade.ratio),
        times=rows["relative"].map(trade.ratio),
    )  # fmt: skip
    return Exhibit(
        number="2.9",
        screen=True,
        name="comparable-pairs",
        title=trade.intensity_title(edition, study),
        subtitle=f"Partners in {trade.measured(edition, case)}, USD million; modelled: benchmark and interval",
        sources=edition.sources,
        source_ids=case.source_ids,
        data=frame,
        columns=[
            Column("who", "Partner", width=1.6),
            Column("million", "Reported", "number", 1),
            Column("distance", "Distance, km", "number", 0),
            Column("times", "Intensity (pair = 1)", "number"),
            Column("central", "Benchmark median", "number"),
            Column("band", "80% interval", width=1.5),
            Column("share", "Reported over median", "number"),
        ],
        note=_benchmark_note(case),
        print_rows=12,
        modelled=True,
    )


def _two(value: float) -> str:
    """Two significant figures with separators."""
    return number(value, 1) if value < 10 else number(float(f"{value:.2g}"))


def _benchmark_note(case: trade.Benchmark) -> str:
    reach = f"{min(case.elasticities):g} to {max(case.elasticities):g}".replace("-", "−")
    return (
        f"Intensity: X D / (Y Y), GDP at current prices, population-weighted distance. Benchmark: trade with the "
        f"other partners, scaled by GDP and distance (elasticity {reach}); back-test on {case.tested} partners: "
        f"median error factor {case.error:.1f}, {case.inside} within the interval. An average of other partners, "
        f"not a forecast. No model is estimated: the panel of {case.year} has {case.values} values of "
        f"{count(case.reporters, 'reporter')}."
    )


def gravity(edition: Edition, study: trade.Study) -> Exhibit | Note:
    """Exhibit 2.10: reported trade, benchmark median and 80% interval by partner."""
    case = study.benchmark
    if case is None:
        return absent(
            "2.10",
            "Fewer than three partners have trade, GDP and distance for one year.",
            ["trade", "indicators", "dyads"],
            screen=True,
        )
    rows = case.rows.iloc[::-1].reset_index(drop=True)
    figure, axes = style.new(26 + 5.2 * len(rows))
    for place, row in rows.iterrows():
        role = "a" if row["is_pair"] else "muted"
        axes.plot([row["low"] / MILLION, row["high"] / MILLION], [place, place], linestyle="--", linewidth=1.2,
                  color=style.colour(role))  # fmt: skip
        axes.plot(
            row["median"] / MILLION, place, marker="|", markersize=11, markeredgewidth=1.6, color=style.colour(role)
        )
        axes.plot(row["value_usd"] / MILLION, place, marker="o", markersize=6, color=style.colour(role), linestyle="")
        _text(axes, 1.01, place, trade.ratio(row["ratio"]), transform=axes.get_yaxis_transform(), va="center",
              fontweight="bold" if row["is_pair"] else "normal")  # fmt: skip
    axes.set_xscale("log")
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,g}"))
    axes.set_yticks(range(len(rows)), [edition.country(code).name for code in rows["partner"]])
    axes.set_xlabel("USD million, log scale; dot: reported; dashed: 80% interval of the benchmark, bar: its median")
    _text(axes, 1.01, len(rows) - 0.35, "reported\nover median", transform=axes.get_yaxis_transform(), va="bottom")
    axes.grid(axis="x")
    title = trade.gravity_title(edition, study)
    top = case.rows.iloc[0]
    return Exhibit(
        number="2.10",
        name="gravity-benchmark",
        title=title,
        subtitle=f"Partners in {trade.measured(edition, case)} against a gravity benchmark from the other partners",
        sources=edition.sources,
        source_ids=case.source_ids,
        data=case.rows,
        drawing=figure,
        alt=alt_text(
            "Dot and interval chart",
            "trade against a gravity benchmark",
            f"{edition.name} and comparators",
            case.year,
            edition.as_of,
            title,
            f"Highest {trade.ratio(top['ratio'])} ({edition.country(top['partner']).name}).",
        ),
        note=_benchmark_note(case),
        conflict=True,
        modelled=True,
        screen=True,
    )


# --- composition, balance, conflicts ------------------------------------------------------------------------------


def composition(edition: Edition) -> Exhibit | Note:
    """Exhibit 2.11: shares of product sections by benchmark year and direction."""
    rows = trade.composition(edition.products)
    if rows.empty:
        return absent("2.11", "No composition of the trade by section was found.", ["products"], screen=True)
    rows = rows.assign(percent=rows["share"] * 100, key=rows["exporter"] + " " + rows["period"])
    wide = rows.pivot_table(index=["code", "product"], columns="key", values="percent", aggfunc="first").reset_index()
    order = [f"{side} {text}" for side in edition.pair for text in sorted(set(rows["period"]))]
    keys = [key for key in order if key in wide.columns]
    scheme = listed(sorted(set(rows["classification"]) - {""})) or "section"
    return Exhibit(
        number="2.11",
        name="composition",
        title=trade.goods_title(edition, rows),
        subtitle=f"Share of {scheme} sections in goods by exporter and year, %; the source names no reporting side",
        sources=edition.sources,
        source_ids=_ids(rows["source_ids"]),
        data=wide,
        columns=[
            Column("product", "Section", width=2.2),
            *(Column(key, f"From {edition.country(key[:3]).name}, {key[4:]}", "number", 1) for key in keys),
        ],
        note="n.f.: no value published, which is not zero.",
        screen=True,
    )


def balance(edition: Edition) -> Exhibit | Note:
    """Exhibit 2.12: balance over time by the ledger of either side."""
    rows = trade.balance(trade.flows(edition.trade), edition.a.iso3)
    if rows.empty:
        return absent("2.12", "No period has both flows from one side.", ["trade"], screen=True)
    kinds = [kind for kind in ("year", "fiscal") if (rows["kind"] == kind).any()]
    figure, axes = style.new(66, ncols=len(kinds), squeeze=False, sharey=True, width_ratios=[2.6, 1][: len(kinds)])
    heads = {"year": "Calendar years", "fiscal": "Fiscal years (July to June)"}
    for panel, kind in zip(axes[0], kinds, strict=True):
        own = rows[rows["kind"] == kind]
        for side in sorted(set(own["side"])):
            line = own[own["side"] == side].sort_values("period")
            years = [period(text).end.year for text in line["period"]]
            mark = _mark(edition, side, False, 3.8)
            for run in _runs(years, line["balance_usd"] / MILLION):
                panel.plot(*run, linewidth=1.6, **mark)
            at = (years[-1], line.iloc[-1]["balance_usd"] / MILLION)
            _note(panel, at, (5, 4), trade.side_name(edition, side), ha="left", va="center")
        panel.axhline(0, color=style.colour("ink"), linewidth=0.8)
        panel.set_title(heads[kind], loc="left", fontsize=8.5, fontweight="bold", pad=3)
        panel.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=7, min_n_ticks=1))
        if kind == "fiscal":
            ends = sorted({period(text).end.year for text in own["period"]})
            panel.xaxis.set_major_locator(FixedLocator(ends if len(ends) < 3 else [ends[0], ends[-1]]))
            panel.xaxis.set_major_formatter(FuncFormatter(lambda value, _: _fiscal_label(value)))
            panel.set_xlim(ends[0] - 0.6, ends[-1] + 0.6)
        panel.grid(axis="y")
    axes[0, 0].set_ylabel("USD million")
    title = trade.balance_title(edition, rows)
    low, high = rows.loc[rows["balance_usd"].idxmin()], rows.loc[rows["balance_usd"].idxmax()]
    return Exhibit(
        number="2.12",
        name="balance",
        title=title,
        subtitle=f"Exports less imports of {edition.a.name} with {edition.b.name}, USD million, by reporting side",
        sources=edition.sources,
        source_ids=_ids(rows["source_ids"]),
        data=rows,
        drawing=figure,
        alt=alt_text(
            "Line chart",
            f"the balance of {edition.a.name}, USD million",
            edition.name,
            _span(rows["period"]),
            edition.as_of,
            title,
            f"Highest {usd(high['balance_usd'])} ({label(high['period'])}), lowest {usd(low['balance_usd'])}.",
        ),
        note="Exports FOB less imports CIF of the reporting side; years without both flows are not drawn.",
        conflict=rows["side"].nunique() > 1,
        screen=True,
    )


def conflicts(edition: Edition, study: trade.Study) -> Exhibit | Note:
    """Exhibit 2.13: a strip per period with a tick per published total, coloured by side."""
    rows = trade.conflicts(study.values)
    if rows.empty:
        return absent("2.13", "No period has more than one published total.", ["trade"])
    periods = list(dict.fromkeys(rows["period"]))
    shown = periods[-STRIP_ROWS:]
    figure, axes = style.new(16 + 5.2 * len(shown))
    marked = rows[rows["period"].isin(shown)]
    low, high = marked["value_usd"].min() / MILLION / 1.25, marked["value_usd"].max() / MILLION * 2
    axes.set_xscale("log")
    axes.set_xlim(low, high)
    for place, text in enumerate(reversed(shown)):
        own = marked[marked["period"] == text]
        axes.plot([own["value_usd"].min() / MILLION, own["value_usd"].max() / MILLION], [place, place],
                  color=style.colour("context"), linewidth=5, solid_capstyle="butt", zorder=1)  # fmt: skip
        _ticks(axes, edition, own, place, high / low)
        _text(axes, 1.01, place, f"×{own['spread'].iloc[0]:.2f}", transform=axes.get_yaxis_transform(), va="center")
    axes.set_yticks(range(len(shown)), [label(text) for text in reversed(shown)])
    axes.set_ylim(-0.5, len(shown) - 0.2)
    axes.xaxis.set_major_locator(
        FixedLocator([tick for tick in (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100) if low < tick < high])
    )
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,g}"))
    axes.set_xlabel("USD million, log scale")
    tails = {edition.a.iso3: " side", edition.b.iso3: " side", "": ""}
    _key(axes, edition, {side: tail for side, tail in tails.items() if (marked["side"] == side).any()}, True)
    axes.grid(axis="x")
    title = trade.conflicts_title(marked)
    wide = marked.loc[marked["spread"].idxmax()]
    return Exhibit(
        number="2.13",
        name="conflicts",
        title=title,
        subtitle="Every published total of exports and imports for periods with several values, USD million, by side",
        sources=edition.sources,
        source_ids=_ids(rows["source_ids"]),
        data=rows.drop(columns=["end", "preferred"]),
        drawing=figure,
        alt=alt_text(
            "Strip chart",
            "conflicting totals, USD million",
            edition.name,
            _span(marked["period"]),
            edition.as_of,
            title,
            f"Widest {label(wide['period'])}, {trade.ratio(wide['spread'])}.",
        ),
        note=(
            "In brackets: sources; < under, > over, ~ about. Right: largest over smallest. Broken tick: quoted in that "
            "year, period not named."
            + (f" {len(periods) - len(shown)} earlier periods are in the CSV." if len(periods) > len(shown) else "")
        ),
        conflict=True,
    )


def _key(axes: Axes, edition: Edition, sides: dict[str, str], bars: bool = False) -> None:
    """What the marks stand for, above the right end of a panel; ``sides`` maps a side to the end of its name."""
    handles = []
    for side, tail in sides.items():
        name = edition.country(side).adjective + tail if side else "Side not named"
        tint = style.colour(_role(edition, side))
        if bars:
            handles.append(Patch(facecolor=tint, edgecolor=style.colour("ink"), linewidth=0.4, label=name))
        else:
            handles.append(Line2D([], [], linestyle="", label=name, **_mark(edition, side, False)))
    axes.legend(
        handles=handles,
        loc="lower right",
        bbox_to_anchor=(1.0, 0.99),
        ncols=len(handles),
        borderaxespad=0,
        handlelength=0.5 if bars else 2,
        handletextpad=0.6 if bars else 0.1,
        columnspacing=1.2,
    )


def _ticks(axes: Axes, edition: Edition, rows: pd.DataFrame, place: int, reach: float) -> None:
    """A tick per value with its sources above it; values that stand close share one label."""
    signs = {"upper-bound": "<", "lower-bound": ">", "approximate": "~"}
    keys = ["side", "value_usd", "status", "stated"]
    merged = rows.groupby(keys, as_index=False, sort=False).agg({"source_ids": "sum"}).sort_values("value_usd")
    butt, values = {"capstyle": "butt"}, merged["value_usd"] / MILLION
    axes.vlines(values, place - 0.27, place + 0.27, color=style.colour("ink"), linewidth=3.2, zorder=2, **butt)
    for (side, stated), own in values.groupby([merged["side"], merged["stated"]]):
        low, high, tint = place - 0.25, place + 0.25, style.colour(_role(edition, side))
        if stated:
            axes.vlines(own, low, high, color=style.colour("paper"), linewidth=2.4, zorder=3, **butt)
        axes.vlines(own, low, high, color=tint, linewidth=2.4, zorder=4, linestyle=BROKEN if stated else "-", **butt)
    labels: list[list] = []
    for row, value in zip(merged.to_dict("records"), values, strict=True):
        ids = ", ".join(str(source) for source in sorted(set(row["source_ids"])))
        text = f"{signs.get(row['status'], '')}[{ids}]"
        if labels and value / labels[-1][1] < reach ** (LABELS_APART * (1 + 0.06 * len(labels[-1][2]))):
            labels[-1][1:] = [value, f"{labels[-1][2]} {text}"]
        else:
            labels.append([value, value, text])
    for first, _, text in labels:
        _text(axes, first, place + 0.42, text, va="center", ha="left")


def every_conflict(edition: Edition, study: trade.Study) -> Exhibit | Note:
    """Exhibit 2.14: every quantity with more than one published value, totals and one-way flows."""
    rows = []
    for text, own in trade.conflicts(study.values).groupby("period", sort=False):
        rows.append(("Exports and imports, either side", text, tuple(own["value_usd"]), own["spread"].iloc[0],
                     tuple(sorted(set(_ids(own["source_ids"]))))))  # fmt: skip
    for row in trade.flow_conflicts(edition.trade).to_dict("records"):
        importer = next(code for code in edition.pair if code != row["exporter"])
        flow = f"{edition.country(row['exporter']).name} to {edition.country(importer).name}"
        what = f"{flow}, {edition.country(row['reporter']).adjective}-reported"
        rows.append((what, row["period"], row["values"], row["spread"], row["source_ids"]))
    if not rows:
        return absent("2.14", "No quantity has more than one published value.", ["trade"], screen=True)
    frame = pd.DataFrame(rows, columns=["quantity", "period", "values", "spread", "source_ids"])
    frame["when"] = frame["period"].map(label)
    frame["listed"] = [
        " / ".join(number(value / MILLION, 2) for value in sorted(set(cell))) for cell in frame["values"]
    ]
    return Exhibit(
        number="2.14",
        name="every-conflict",
        title=f"Quantities with more than one published value: {len(frame)}",
        subtitle="All published values by period and reporting side, USD million, none averaged",
        sources=edition.sources,
        source_ids=_ids(frame["source_ids"]),
        data=frame,
        columns=[
            Column("quantity", "Quantity", width=2),
            Column("when", "Period"),
            Column("listed", "Values", width=2),
            Column("spread", "Largest over smallest", "number", 2),
            Column("source_ids", "Sources", "sources"),
        ],
        note="Bounds and rounded values are included; none of the values is averaged.",
        conflict=True,
        screen=True,
    )
