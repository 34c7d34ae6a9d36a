"""Exhibits of the timeline: lane chart, top-level contacts, promise ledger, counts per decade, all events, survival."""

import textwrap
from datetime import date

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.ticker import FuncFormatter, MaxNLocator

from helpers.analysis import timeline
from helpers.edition import Edition
from helpers.figures.exhibit import Column, Exhibit, absent, alt_text
from helpers.figures.passage import Note
from helpers.periods import label, period, short
from helpers.show import style

MARKERS = {
    "in person": "o",
    "margins of a forum": "D",
    "phone or video": "^",
    "document": "s",
    "event": "p",
}
SIZE = 4.6
APART_DAYS = 200
LEVELS = (0.0, 0.2, -0.2, 0.38, -0.38)
TOP_ROWS = 4
LEDGER_ROWS = 8
NEEDED = "No dated contact, agreement or crisis of this pair is on record."


def lane_chart(edition: Edition, result: timeline.Lanes) -> Exhibit | Note:
    """Exhibit 1.1: contacts, agreements and crises in lanes, with history above and sources per year below."""
    marks = result.marks
    if marks.empty:
        return absent("1.1", NEEDED, ["events"])
    shares = [1.0, 5.4, 1.0] if len(result.history) else [5.2, 1.0]
    figure, axes = style.new(95 if len(result.history) else 80, nrows=len(shares), height_ratios=shares)
    *top, lanes, strip = axes
    start = date(marks["first"].min().year, 1, 1)
    span = (date2num(start) - 150, date2num(edition.as_of) + 260)
    for panel in top:
        _history(panel, result.history)
    _lanes(lanes, result, span)
    _sources(strip, result.per_year, span)
    _key(figure, edition, marks)
    title = timeline.lanes_title(result)
    first, last = marks["first"].min().year, marks["last"].max().year
    met = marks["lane"].isin(timeline.CONTACT_LANES).sum()
    note = (
        "A bar is a date known to the year only; a hollow mark rests on one source. The strip counts the dated "
        f"sources of these events by year of publication; {result.undated_sources} bear no date. "
        "More marks where there are more sources do not mean more diplomacy."
    )
    if len(result.history):
        note += " The strip of history on top is not to scale."
    return Exhibit(
        number="1.1",
        name="lanes",
        title=title,
        subtitle=f"Dated contacts, agreements and crises, {first} to {last}, as reported by sources of either side",
        sources=edition.sources,
        source_ids=[number for ids in marks["source_ids"] for number in ids],
        data=marks[
            ["event_id", "date", "end_date", "title", "lane", "how", "visitor", "forum", "independent", "source_ids"]
        ],
        drawing=figure,
        alt=alt_text(
            "Lane timeline",
            f"{len(marks)} dated events",
            edition.name,
            f"{first} to {last}",
            edition.as_of,
            title,
            f"{met} are contacts. All rows in table 1.5.",
        ),
        note=note,
    )


def _history(axes: Axes, rows: pd.DataFrame) -> None:
    axes.axis("off")
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    shown = rows.iloc[:5]
    step = 1 / len(shown)
    axes.plot([0, 1], [0.97, 0.97], color=style.colour("context"), linewidth=1.2)
    for place, row in enumerate(shown.to_dict("records")):
        x = place * step
        axes.plot([x + 0.004], [0.97], marker="o", markersize=4, color=style.colour("muted"), clip_on=False)
        body = textwrap.fill(f"{row['first'].year}: {row['title']}", int(92 * step))
        axes.text(x, 0.78, body, va="top", ha="left", fontsize=8, linespacing=1.05)


def _levels(rows: pd.DataFrame) -> list[float]:
    """Height of each mark within its lane, so that marks close in time do not cover each other."""
    taken: dict[float, float] = {}
    heights = []
    for row in rows.to_dict("records"):
        x = date2num(row["first"]) / 2 + date2num(row["last"]) / 2
        free = [level for level in LEVELS if x - taken.get(level, -1e9) >= APART_DAYS]
        level = free[0] if free else min(LEVELS, key=lambda one: taken[one])
        taken[level] = x
        heights.append(level)
    return heights


def _lanes(axes: Axes, result: timeline.Lanes, span: tuple[float, float]) -> None:
    names = list(timeline.LANES)
    for place, lane in enumerate(names):
        y = -place
        axes.axhspan(y - 0.5, y + 0.5, color=style.colour("land") if place % 2 == 0 else "none", linewidth=0)
        rows = result.marks[result.marks["lane"] == lane]
        for row, level in zip(rows.to_dict("records"), _levels(rows), strict=True):
            _mark(axes, row, y + level)
    wrapped = [textwrap.fill(timeline.LANES[lane], 16) for lane in names]
    counts = [int((result.marks["lane"] == lane).sum()) for lane in names]
    axes.set_yticks([-place for place in range(len(names))])
    axes.set_yticklabels([f"{name} ({n})" for name, n in zip(wrapped, counts, strict=True)], linespacing=1.05)
    axes.set_ylim(-len(names) + 0.5, 1.8)
    axes.set_xlim(*span)
    axes.tick_params(length=0, labelbottom=False)
    axes.spines[:].set_visible(False)
    for row in result.decades.to_dict("records"):
        left = max(date2num(date(row["decade"], 1, 1)), span[0])
        if row["decade"] > result.decades["decade"].min():
            axes.axvline(left, color=style.colour("context"), linewidth=0.8, zorder=0.5)
        axes.text(left + 60, 1.8, f"{row['label']}: {row['contacts']} contacts", va="top", fontsize=8)
    if result.gap:
        _gap(axes, result.gap)


def _gap(axes: Axes, gap: timeline.Gap) -> None:
    first, last = date2num(period(gap.first).end), date2num(period(gap.last).start)
    axes.annotate(
        "", (first, 0.56), (last, 0.56), arrowprops={"arrowstyle": "<->", "linewidth": 0.8, "shrinkA": 0, "shrinkB": 0}
    )
    axes.text((first + last) / 2, 0.6, f"no bilateral visit for {gap.shown}", ha="center", va="bottom", fontsize=8)


def _mark(axes: Axes, row: dict, y: float) -> None:
    fill = style.colour(row["side"] or "third") if row["lane"] in timeline.CONTACT_LANES else style.colour("muted")
    edge = style.colour("ink") if row["side"] == "b" else fill
    face = style.colour("paper") if row["single"] else fill
    left, right = date2num(row["first"]), date2num(row["last"])
    if row["precision"] == "year":
        axes.add_patch(
            Rectangle((left, y - 0.06), right - left, 0.12, facecolor=face, edgecolor=fill, linewidth=0.9, zorder=2)
        )
    axes.plot(
        [(left + right) / 2],
        [y],
        marker=MARKERS[row["how"]],
        markersize=SIZE,
        markerfacecolor=face,
        markeredgecolor=fill if row["single"] else edge,
        markeredgewidth=1.3 if row["single"] else 0.6,
        zorder=3,
    )


def _sources(axes: Axes, per_year: pd.Series, span: tuple[float, float]) -> None:
    axes.set_xlim(*span)
    style.years(axes, (span[1] - span[0]) / timeline.YEAR_DAYS)
    left = [date2num(date(year, 1, 1)) for year in per_year.index]
    axes.bar(left, per_year.to_numpy(), width=330, align="edge", color=style.colour("seq-3"))
    axes.set_ylabel("Sources\na year", rotation=0, ha="right", va="center", fontsize=8)
    axes.yaxis.set_major_locator(MaxNLocator(2, integer=True))
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0)


def _key(figure, edition: Edition, marks: pd.DataFrame) -> None:
    used = [how for how in MARKERS if (marks["how"] == how).any()]
    ink = style.colour("muted")
    handles = [Line2D([], [], marker=MARKERS[how], color=ink, linestyle="", markersize=SIZE, label=how) for how in used]
    sides = {"a": f"{edition.a} travelled", "b": f"{edition.b} travelled", "": "third place or not reported"}
    in_lanes = marks[marks["lane"].isin(timeline.CONTACT_LANES)]
    for side, text in sides.items():
        if (in_lanes["side"] == side).any():
            edge = style.colour("ink") if side == "b" else style.colour(side or "third")
            handles.append(
                Line2D(
                    [],
                    [],
                    marker="o",
                    color=style.colour(side or "third"),
                    markeredgecolor=edge,
                    linestyle="",
                    markeredgewidth=0.6,
                    markersize=SIZE + 1,
                    label=text,
                )
            )
    figure.legend(
        handles=handles, loc="outside lower left", ncols=4, columnspacing=1.2, handletextpad=0.2, borderaxespad=0
    )


def top_level(edition: Edition, table: pd.DataFrame, days: int = timeline.WINDOW_DAYS) -> Exhibit | Note:
    """Exhibit 1.2: contacts of leaders and the documents signed close to them, latest first."""
    if table.empty:
        return absent("1.2", "No contact of the leaders of this pair is on record.", ["events"])
    shown = table.assign(
        when=[short(text) for text in table["date"]], signed=[_signed(row) for row in table.to_dict("records")]
    )
    return Exhibit(
        number="1.2",
        name="top-level",
        title=timeline.followed_title(table),
        subtitle="Visits of leaders and their meetings at forums, latest first, as of "
        f"{label(edition.as_of.isoformat())}; documents signed up to {days} days after",
        sources=edition.sources,
        source_ids=[number for ids in table["source_ids"] for number in ids],
        data=shown,
        columns=[
            Column("when", "Date", width=1.1),
            Column("title", "Contact", width=2.9),
            Column("travelled", "Travelled", width=1.05),
            Column("setting", "Setting", width=1.05),
            Column("signed", "Documents on record", width=2.6),
            Column("source_ids", "Sources", "sources", width=1.0),
        ],
        print_rows=TOP_ROWS,
        note="A date by year only does not tell what followed. That documents followed is no proof of an effect.",
    )


def _signed(row: dict) -> str:
    if row["signed"] != row["signed"]:
        return "date too coarse"
    return row["documents"] or "none found"


def promises(edition: Edition, table: pd.DataFrame) -> Exhibit | Note:
    """Exhibit 1.3: every promise with its state at the as-of date."""
    if table.empty:
        return absent("1.3", "No promise with a due date or verifiable event is on record for this pair.", ["promises"])
    order = pd.DataFrame({"dated": table["due"] == "", "state": table["state"].map(list(timeline.STATES).index)})
    table = table.loc[order.sort_values(["dated", "state"], kind="stable").index]
    shown = table.assign(
        what=[timeline.named(row) for row in table.to_dict("records")],
        said=[short(text) for text in table["stated_on"]],
        promised=[_due(row) for row in table.to_dict("records")],
        outcome=[_outcome(row) for row in table.to_dict("records")],
        late=[_late(row) for row in table.to_dict("records")],
    )
    return Exhibit(
        number="1.3",
        name="promises",
        title=timeline.ledger_title(table, edition.as_of),
        subtitle="Announced deliverables of the two sides and what became of them by "
        f"{label(edition.as_of.isoformat())}; days counted from the end of the date first promised",
        sources=edition.sources,
        source_ids=[number for ids in table["source_ids"] for number in ids],
        data=shown,
        columns=[
            Column("what", "Promise", width=3.6),
            Column("said", "Stated", width=1.1),
            Column("promised", "Due", width=1.2),
            Column("outcome", "Outcome", width=1.9),
            Column("late", "Days late", width=0.9),
            Column("source_ids", "Sources", "sources", width=1.0),
            Column("verifiable_event", "Told by", screen=True),
            Column("notes", "Notes", screen=True),
        ],
        print_rows=LEDGER_ROWS if len(table) >= timeline.ENOUGH else timeline.ENOUGH,
        note="D delivered, L late and not delivered, O open, N no public evidence of delivery (no proof of failure).",
    )


def _due(row: dict) -> str:
    if not row["due"]:
        return "no date"
    return f"{short(row['due'])}, now {short(row['restated'])}" if row["restated"] else short(row["due"])


def _outcome(row: dict) -> str:
    words = f"{timeline.STATES[row['state']]} {timeline.STATE_WORDS[row['state']]}"
    return f"{words} {short(row['delivered_on'])}" if row["delivered_on"] else words


def _late(row: dict) -> str:
    low, high = row["late_low"], row["late_high"]
    if low != low:
        return "–"
    low, high = f"{low:,.0f}".replace("-", "−"), f"{high:,.0f}".replace("-", "−")
    return low if low == high else f"{low} to {high}"


def by_decade(edition: Edition, result: timeline.Lanes) -> Exhibit | Note:
    """Exhibit 1.4 (screen): what is on record per decade, beside the sources that report it."""
    table = result.decades
    if table.empty:
        return absent("1.4", NEEDED, ["events"], screen=True)
    years = result.per_year
    table = table.assign(
        sources=[int(years[(years.index >= d) & (years.index < d + 10)].sum()) for d in table["decade"]]
    )
    return Exhibit(
        number="1.4",
        name="decades",
        title="Contacts, agreements, crises and sources by decade",
        subtitle="Number of events by date and of dated sources by publication, either side, up to "
        f"{label(edition.as_of.isoformat())}",
        sources=edition.sources,
        source_ids=[number for ids in table["source_ids"] for number in ids],
        data=table,
        columns=[
            Column("label", "Decade"),
            *(Column(lane, words, "number") for lane, words in timeline.LANES.items()),
            Column("contacts", "All contacts", "number"),
            Column("sources", "Dated sources", "number"),
        ],
        screen=True,
    )


def all_events(edition: Edition) -> Exhibit | Note:
    """Exhibit 1.5 (screen): the full list of events, latest first."""
    frame = timeline.dated(edition.events, edition.sources)
    if frame.empty:
        return absent("1.5", NEEDED, ["events"], screen=True)
    shown = frame.iloc[::-1].reset_index(drop=True)
    shown = shown.assign(end=[label(text) if text else "" for text in shown["end_date"]])
    return Exhibit(
        number="1.5",
        name="events",
        title=f"All {len(frame)} dated events on record",
        subtitle=f"Events that concern both sides, latest first, as of {label(edition.as_of.isoformat())}",
        sources=edition.sources,
        source_ids=[number for ids in frame["source_ids"] for number in ids],
        data=shown.drop(columns=["first", "last"]),
        columns=[
            Column("when", "Date"),
            Column("end", "To"),
            Column("title", "Event", width=2.0),
            Column("lane", "Lane"),
            Column("mode", "Mode"),
            Column("status", "Status"),
            Column("description", "What happened", width=3.0),
            Column("notes", "Notes", width=2.0),
            Column("independent", "Independent sources", "number"),
            Column("source_ids", "Sources", "sources"),
        ],
        screen=True,
    )


def survival(edition: Edition, curve: pd.DataFrame) -> Exhibit | None:
    """Exhibit 1.6: share of promises not yet delivered; nothing below the number of promises that allows it."""
    if curve.empty:
        return None
    figure, axes = style.new(48)
    axes.fill_between(
        curve["years"], curve["low"], curve["high"], step="post", color=style.colour("seq-2"), linewidth=0
    )
    axes.step(curve["years"], curve["share"], where="post", color=style.colour("a"), linestyle="--")
    axes.text(curve["years"].iloc[-1], curve["high"].iloc[-1], "90% interval", ha="right", va="bottom", fontsize=8)
    axes.set_ylim(0, 1.02)
    axes.set_xlim(0, None)
    axes.yaxis.set_major_formatter(FuncFormatter(lambda share, _: f"{share:.0%}"))
    axes.set_xlabel("Years since the promise was first stated")
    axes.set_ylabel("Not yet delivered")
    title = timeline.survival_title(curve)
    table = timeline.ledger(edition.promises, edition.as_of)
    first = min(text for text in table["stated_on"] if text)[:4]
    return Exhibit(
        number="1.6",
        screen=True,
        name="survival",
        title=title,
        subtitle=f"Share of promises not delivered, {first} to {edition.as_of.year}; Kaplan-Meier, open ones censored",
        sources=edition.sources,
        source_ids=[number for ids in table["source_ids"] for number in ids],
        data=curve,
        drawing=figure,
        alt=alt_text(
            "Step line",
            "the share of promises not yet delivered",
            edition.name,
            f"{first} to {edition.as_of.year}",
            edition.as_of,
            title,
        ),
        modelled=True,
        note="Estimate. Promises are on record because a source spoke of them, more often once kept: no random sample.",
    )
