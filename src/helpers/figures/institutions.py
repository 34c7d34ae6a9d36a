"""Exhibits of the shared institutions: memberships, overlap against chance, votes, oppositions, treaties."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle
from matplotlib.ticker import FuncFormatter, MaxNLocator

from helpers.analysis import institutions
from helpers.edition import Edition
from helpers.figures.exhibit import Column, Exhibit, absent, alt_text
from helpers.figures.passage import Note
from helpers.periods import label
from helpers.show import style
from helpers.words.formats import count, sentence_case

LETTERS = {
    "member": "M",
    "associate": "A",
    "observer": "O",
    "dialogue-partner": "D",
    "candidate": "C",
    "guest": "G",
    "suspended": "S",
    "former": "F",
}
COLUMNS = {0.3: "both since", 0.67: "meetings", 0.99: "sessions"}
BAR = 0.3
APART = 0.1
THEME_ROWS = 6
TREATY_ROWS = 5
MARKS = 4


def _sources(frame: pd.DataFrame) -> list[int]:
    return [number for ids in frame["source_ids"] for number in ids]


def _whole(axis) -> None:
    axis.set_major_locator(MaxNLocator(integer=True))
    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:.0f}"))


# Membership ---------------------------------------------------------------------------------------------------------


def membership(edition: Edition, result: institutions.Spans) -> Exhibit | Note:
    """Exhibit 3.1: spells of both sides in the bodies particular to them, and the meetings on their margins."""
    rows = result.rows
    if rows.empty:
        return absent("3.1", "No body that either side belongs to is on the list.", ["organisations", "memberships"])
    figure, (axes, side) = style.new(15 + 4.2 * len(rows), ncols=2, sharey=True, width_ratios=[2.5, 1])
    side.axis("off")
    side.set_xlim(0, 1)
    for place, row in enumerate(rows.to_dict("records")):
        if place % 2 == 0:
            for panel in (axes, side):
                panel.axhspan(-place - 0.5, -place + 0.5, color=style.colour("land"), linewidth=0, zorder=0)
        for spell in result.spells[result.spells["org_id"] == row["org_id"]].to_dict("records"):
            _spell(axes, spell, -place, result.first)
        met = result.meetings[result.meetings["org_id"] == row["org_id"]]["at"]
        if len(met):
            axes.plot(met, [-place] * len(met), "D", markersize=4.4, color=style.colour("paper"), zorder=5)
            axes.plot(met, [-place] * len(met), "D", markersize=3.2, color=style.colour("ink"), zorder=6)
        _row_text(side, row, -place)
    for x, head in COLUMNS.items():
        side.text(x, 0.65, head, ha="right", va="bottom", fontsize=8)
    axes.set_ylim(-len(rows) + 0.5, 0.5)
    axes.set_xlim(result.first, result.last)
    axes.set_yticks([-place for place in range(len(rows))], list(rows["org_id"]))
    for tick, named in zip(axes.get_yticklabels(), rows["in_article"], strict=True):
        tick.set_fontweight("bold" if named else "normal")
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    _whole(axes.xaxis)
    _membership_key(figure, edition, result)
    title = institutions.matrix_title(institutions.matrix(edition), institutions.activation(edition))
    data = result.spells.merge(rows[["org_id", "name", "both_from", "source_ids"]], on="org_id")
    names = "; ".join(f"{row['org_id']} {row['name']}" for row in rows.to_dict("records"))
    return Exhibit(
        number="3.1",
        name="memberships",
        title=title,
        subtitle=f"Membership of particular bodies and of those that the article names (bold), {result.first:.0f} to "
        f"{edition.as_of.year}; their use for meetings",
        sources=edition.sources,
        source_ids=_sources(rows),
        data=data,
        drawing=figure,
        alt=alt_text(
            "Bar chart of spells",
            f"membership in {len(rows)} bodies",
            edition.name,
            f"{result.first:.0f} to {edition.as_of.year}",
            edition.as_of,
            title,
            f"{len(result.meetings)} meetings marked. Data in table 3.2.",
        ),
        note=f"{names}. Sessions are other dated events of the pair in that body. {PARTICULAR}",
    )


PARTICULAR = (
    "Particular: of neither universal nor technical scope and below "
    f"{institutions.LARGE} members on the Correlates of War list of 2014."
)


def _row_text(axes: Axes, row: dict, y: float) -> None:
    since = label(row["both_from"])[-4:] if row["both_from"] else ("n.f." if row["shared"] == "both" else "–")
    cells = [since] + [f"{row[key]:.0f}" if row[key] == row[key] else "–" for key in ("meetings", "sessions")]
    for x, text in zip(COLUMNS, cells, strict=True):
        axes.text(x, y, text, ha="right", va="center_baseline", fontsize=8, in_layout=False)


def _spell(axes: Axes, spell: dict, y: float, first: float) -> None:
    left = max(spell["start"], first)
    if spell["end"] <= left:
        return
    colour = style.colour(spell["side"])
    bottom = y + (0.04 if spell["side"] == "a" else -0.04 - BAR)
    full = spell["status"] in institutions.FULL
    fill = colour if full and spell["dated"] else style.colour("paper")
    axes.add_patch(
        Rectangle(
            (left, bottom),
            spell["end"] - left,
            BAR,
            facecolor=fill,
            edgecolor=colour if spell["side"] == "a" else style.colour("ink"),
            linewidth=0.6,
            linestyle="-" if spell["dated"] else (0, (4, 2)),
            zorder=3,
        )
    )
    if not full:
        axes.text(
            left - 0.3,
            bottom + BAR / 2,
            LETTERS[spell["status"]],
            fontsize=8,
            ha="right",
            va="center_baseline",
            bbox=style.halo(),
            zorder=4,
        )


def _membership_key(figure: Figure, edition: Edition, result: institutions.Spans) -> None:
    ink = style.colour("ink")
    handles = [
        Patch(facecolor=style.colour("a"), edgecolor=style.colour("a"), label=f"{edition.a.name}, member"),
        Patch(facecolor=style.colour("b"), edgecolor=ink, label=f"{edition.b.name}, member"),
    ]
    shown = result.spells
    if not shown["dated"].all():
        handles.append(Patch(facecolor="none", edgecolor=ink, linestyle=(0, (4, 2)), label="start n.f., from founding"))
    other = [status for status in LETTERS if status in set(shown["status"]) - set(institutions.FULL)]
    if other:
        words = ", ".join(f"{LETTERS[status]} {institutions.STATUSES[status]}" for status in other)
        handles.append(Patch(facecolor="none", edgecolor=ink, label=words))
    if len(result.meetings):
        handles.append(Line2D([], [], marker="D", linestyle="", markersize=3.2, color=ink, label="meeting"))
    figure.legend(
        handles=handles,
        loc="outside lower center",
        ncols=len(handles),
        handlelength=1.2,
        columnspacing=1.0,
        handletextpad=0.5,
        borderpad=0,
    )


def membership_table(edition: Edition, table: pd.DataFrame) -> Exhibit | Note:
    """Exhibit 3.2: every body of the curated list, with the status of the pair and of the comparators."""
    if table.empty:
        return absent(
            "3.2", "No body that either side belongs to is on the list.", ["organisations", "memberships"], screen=True
        )
    fixed = {"org_id", "name", "scope", "in_article", "near_universal", "status_a", "since_a", "status_b", "since_b"}
    others = [key for key in table.columns if key not in fixed | {"shared", "both_from", "source_ids"}]
    shown = table.copy()
    for side in "ab":
        shown[f"held_{side}"] = [_held(row, side) for row in table.to_dict("records")]
    shown["both"] = [
        label(row["both_from"]) if row["both_from"] else ("n.f." if row["shared"] == "both" else "")
        for row in table.to_dict("records")
    ]
    shown["kind"] = table["near_universal"].map({True: "near-universal", False: "particular"})
    shown["marked"] = table["in_article"].map({True: "yes", False: ""})
    for code in others:
        shown[code] = table[code].map(lambda status: LETTERS.get(status, ""))
    counts = table["shared"].value_counts()
    return Exhibit(
        number="3.2",
        name="membership-table",
        title=f"{counts.get('both', 0)} of {len(table)} bodies have both as full members",
        subtitle=f"Status on {label(edition.as_of.isoformat())} and date from which it holds; shared bodies first, by "
        "the date from which both were in",
        sources=edition.sources,
        source_ids=_sources(table),
        data=shown,
        columns=[
            Column("name", "Body"),
            Column("org_id", "Short"),
            Column("kind", "Reach"),
            Column("marked", "Article"),
            Column("held_a", edition.a.name),
            Column("held_b", edition.b.name),
            Column("both", "Both since"),
            *[Column(code, code) for code in others],
            Column("source_ids", "Sources", kind="sources"),
        ],
        note="Comparators: "
        + ", ".join(f"{letter} {institutions.STATUSES[status]}" for status, letter in LETTERS.items())
        + f". A dash is no membership on record. {PARTICULAR}",
        screen=True,
    )


def _held(row: dict, side: str) -> str:
    status, since = row[f"status_{side}"], row[f"since_{side}"]
    if not status:
        return ""
    word = institutions.STATUSES[status]
    return f"{word}, {label(since) if since else 'start n.f.'}"


def activation(edition: Edition, table: pd.DataFrame) -> Exhibit | Note:
    """Exhibit 3.10: how often each shared body was used for a meeting of the two."""
    rows = table[(~table["near_universal"].astype(bool)) | (table["meetings"] + table["sessions"] > 0)]
    if rows.empty:
        return absent("3.10", "No body has both sides as full members.", ["memberships", "events"], screen=True)
    shown = rows.assign(
        both=[label(text) if text else "n.f." for text in rows["both_from"]],
        latest=[label(text) if text else "" for text in rows["last"]],
        state=rows["idle"].map({True: "idle", False: "used"}),
        marks=rows["source_ids"].map(lambda ids: ids[:MARKS]),
    )
    idle = int(rows["idle"].sum())
    return Exhibit(
        number="3.10",
        name="activation",
        title=f"{idle} of {len(rows)} particular or used bodies show no meeting or session"
        if len(rows) >= 3
        else "Use of shared bodies for meetings",
        subtitle="Meetings of the two on the margins of a shared body since both were full members, to "
        f"{label(edition.as_of.isoformat())}",
        sources=edition.sources,
        source_ids=_sources(rows),
        data=shown,
        columns=[
            Column("name", "Body"),
            Column("both", "Both members since"),
            Column("years", "Years", kind="number"),
            Column("meetings", "Meetings", kind="number"),
            Column("rate", "Meetings a year", kind="number", digits=2),
            Column("latest", "Latest meeting"),
            Column("sessions", "Sessions", kind="number"),
            Column("state", "State"),
            Column("marks", "Sources", kind="sources"),
        ],
        note="Idle means that no public report of a meeting or session was found. All sources are in the CSV.",
        screen=True,
    )


# Overlap ------------------------------------------------------------------------------------------------------------


def overlap(edition: Edition, result: institutions.Overlap) -> Exhibit | Note:
    """Exhibit 3.3: shared count with what chance gives at most, and size-weighted overlap with the other pairs."""
    pair = result.pair
    if pair.empty:
        return absent("3.3", "No count of shared memberships is on record for this pair.", ["igo_overlap"])
    figure, (left, right) = style.new(50, ncols=2)
    year = pair["year"].to_numpy(float)
    left.fill_between(year, pair["low"], pair["high"], step="mid", color=style.colour("seq-2"), linewidth=0)
    left.step(year, pair["expected"], where="mid", linestyle="--", color=style.colour("muted"), linewidth=1.2)
    left.step(year, pair["n_shared"], where="mid", color=style.colour("ink"), linewidth=2.0)
    last = pair.iloc[-1]
    # The two labels stand on the sides of the band and the line that face away from each other.
    over = last["n_shared"] >= last["expected"]
    top = max(pair["high"].max(), pair["n_shared"].max()) * (1.22 if over else 1.4)
    left.set_ylim(0, top)
    shared = last["n_shared"] + top * (0.07 if over else -0.03)
    near = pair.tail(8)
    chance = near["low"].min() - top * 0.03 if over else near["high"].max() + top * 0.03
    sides = ("bottom", "top") if over else ("top", "bottom")
    left.text(year[-1], shared, f"{last['n_shared']:.0f} shared", ha="right", va=sides[0], fontsize=8)
    left.text(year[-1], chance, "by chance at most\n(dashed; 90% band)", ha="right", va=sides[1], fontsize=8)
    left.set_title("Bodies shared", loc="left")
    _pairs(right, edition, result.pairs)
    right.set_title("Size-weighted overlap, 0 to 1", loc="left")
    for axes in (left, right):
        _whole(axes.xaxis)
    title = institutions.overlap_title(result)
    span = f"{int(year[0])} to {int(year[-1])}"
    n = result.pairs[["of", "partner"]].drop_duplicates().shape[0] - 2
    return Exhibit(
        number="3.3",
        name="overlap",
        title=title,
        subtitle=f"Full and associate memberships, Correlates of War list, {span}; grey: {max(n, 0)} other pairs with "
        "either side",
        sources=edition.sources,
        source_ids=_sources(pair),
        data=pair,
        drawing=figure,
        alt=alt_text(
            "Step line and lines",
            "shared memberships and size-weighted overlap",
            edition.name,
            span,
            edition.as_of,
            title,
            f"Highest count {pair['n_shared'].max():.0f}. Data in the CSV.",
        ),
        note="Chance: hypergeometric with the fewest bodies that can have existed; more bodies lower the band. "
        "Weight of a body: ln(states / members), so that the United Nations counts about nothing.",
        modelled=True,
    )


def _pairs(
    axes: Axes, edition: Edition, pairs: pd.DataFrame, key: str = "weighted_jaccard", named: bool = True
) -> None:
    own = {"a": edition.b.iso3, "b": edition.a.iso3}
    labels = []
    for side, me in (("a", edition.a), ("b", edition.b)):
        others = pairs[(pairs["of"] == side) & (pairs["partner"] != own[side])]
        for partner, rows in others.groupby("partner"):
            rows = rows.sort_values("year")
            axes.plot(rows["year"], rows[key], **style.line("context"), zorder=1)
            labels.append((float(rows[key].iloc[-1]), f"{me.iso3}–{partner}", float(rows["year"].iloc[-1])))
    mine = pairs[(pairs["of"] == "a") & (pairs["partner"] == edition.b.iso3)].sort_values("year")
    placed = []
    if len(mine):
        axes.plot(mine["year"], mine[key], color=style.colour("ink"), linewidth=2.2, zorder=3)
        value = float(mine[key].iloc[-1])
        placed.append((value, f"{edition.a.iso3}–{edition.b.iso3}", float(mine["year"].iloc[-1])))
    for entry in sorted(labels, reverse=True):
        if entry[0] == entry[0] and all(abs(entry[0] - other[0]) > APART for other in placed):
            placed.append(entry)
    for place, (value, name, year) in enumerate(placed if named else ()):
        own_pair = place == 0 and len(mine)
        axes.annotate(
            f"{name} {value:.2f}",
            (year, value),
            (4, 0),
            textcoords="offset points",
            fontsize=8,
            va="center",
            fontweight="bold" if own_pair else "normal",
            annotation_clip=False,
        )
    axes.set_ylim(0, None)
    if len(pairs):
        axes.set_xlim(pairs["year"].min(), pairs["year"].max())


def nulls(edition: Edition, table: pd.DataFrame) -> Exhibit | Note:
    """Exhibit 3.4: the shared count against each null model."""
    if table.empty:
        return absent(
            "3.4", "No shared membership is on record for this pair.", ["igo_overlap", "memberships"], screen=True
        )
    return Exhibit(
        number="3.4",
        name="chance",
        title=institutions.nulls_title(table),
        subtitle="Shared memberships, observed and expected, by list, null model and bodies",
        sources=edition.sources,
        source_ids=_sources(table),
        data=table.assign(when=[label(text) for text in table["year"]]),
        columns=[
            Column("list", "List"),
            Column("when", "As of"),
            Column("null", "Null model"),
            Column("bodies", "Bodies", kind="number"),
            Column("n_a", f"In {edition.a.iso3}", kind="number"),
            Column("n_b", f"In {edition.b.iso3}", kind="number"),
            Column("shared", "Shared", kind="number"),
            Column("expected", "Expected", kind="number", digits=1),
            Column("low", "5%", kind="number"),
            Column("high", "95%", kind="number"),
            Column("lift", "Lift", kind="number", digits=2),
            Column("p", "P (so many or more)", kind="number", digits=3),
        ],
        note="The Correlates of War list comes as counts per pair: the fewest bodies follow from these counts, the "
        "larger numbers are assumed. The degree-preserving null keeps the size of each body and the memberships of "
        "each state on average, within the states of the curated list; it cannot be computed for the other list.",
        modelled=True,
        screen=True,
    )


def curated(edition: Edition, table: pd.DataFrame, swing: pd.DataFrame) -> Exhibit | Note:
    """Exhibit 3.5: overlap on the curated list to the as-of date, with the other pairs."""
    mine = table[(table["of"] == "a") & (table["partner"] == edition.b.iso3)]
    if mine.empty:
        return absent("3.5", "No dated membership of both sides is on record.", ["memberships"], screen=True)
    figure, (left, right) = style.new(64, ncols=2)
    _pairs(left, edition, table, "n_shared", named=False)
    last = mine.iloc[-1]
    left.annotate(
        f"{last['n_shared']:.0f}",
        (last["year"], last["n_shared"]),
        (4, 0),
        textcoords="offset points",
        va="center",
        fontsize=8,
        fontweight="bold",
        annotation_clip=False,
        bbox=style.halo(),
    )
    left.set_title("Bodies shared", loc="left")
    _pairs(right, edition, table)
    right.set_title("Size-weighted overlap within the list, 0 to 1", loc="left")
    for axes in (left, right):
        _whole(axes.xaxis)
    title = "Shared bodies on the curated list"
    if len(mine) >= 3:
        first = mine.iloc[0]
        title += f": {first['n_shared']:.0f} in {int(first['year'])}, {last['n_shared']:.0f} in {int(last['year'])}"
    tried = "; ".join(
        f"observers at {row['observer_weight']:g}: {row['overlap']:.3f}"
        for row in swing.to_dict("records")
        if row["overlap"] == row["overlap"]
    )
    span = f"{int(mine['year'].min())} to {int(last['year'])}"
    return Exhibit(
        number="3.5",
        name="curated-overlap",
        title=title,
        subtitle=f"Full memberships with a published start, curated list, end of year, {span}",
        sources=edition.sources,
        source_ids=_sources(edition.memberships),
        data=table,
        drawing=figure,
        alt=alt_text(
            "Two line charts", "shared bodies and size-weighted overlap", edition.name, span, edition.as_of, title
        ),
        note="Not comparable with the Correlates of War list: these bodies were chosen by hand."
        + (f" Overlap weighted by status on {label(edition.as_of.isoformat())}: {tried}." if tried else ""),
        screen=True,
    )


# Votes --------------------------------------------------------------------------------------------------------------

LINES = (
    ("agreement_share", "identical votes", {"linestyle": "-", "marker": "o", "linewidth": 1.8}),
    ("similarity", "abstention as half", {"linestyle": "-", "marker": "", "linewidth": 1.0}),
    ("kappa_w", "corrected for\nchance (kappa)", {"linestyle": "-.", "marker": "D", "linewidth": 1.4}),
)
ROLES = {"agreement_share": "a", "similarity": "muted", "kappa_w": "third"}


def votes(edition: Edition, result: institutions.Votes) -> Exhibit | Note:
    """Exhibit 3.6: agreement per year above the number of votes; gaps stay gaps, partial years stand apart."""
    table = result.yearly[result.yearly["n_rollcalls"] > 0]
    if table.empty or not (table["n_both"] > 0).any():
        return absent("3.6", "No roll call in which both sides voted is on record.", ["unga_agreement"])
    figure, (above, below) = style.new(62, nrows=2, sharex=True, height_ratios=[3.4, 1])
    years = np.arange(table["year"].min(), table["year"].max() + 1)
    series = table.set_index("year").reindex(years)
    partial = series["partial_year"].eq(True).to_numpy()
    few = series["few"].eq(True).to_numpy()
    above.axhline(0, color=style.colour("grid"), linewidth=0.8)
    ends = []
    for key, name, look in LINES:
        values = series[key].to_numpy(float)
        colour = style.colour(ROLES[key])
        whole = np.where(partial, np.nan, values)
        above.plot(years, whole, color=colour, **{**look, "marker": ""}, zorder=3)
        for chosen, face in ((~partial & ~few, colour), (partial | few, style.colour("paper"))):
            if look["marker"]:
                above.plot(
                    years[chosen],
                    values[chosen],
                    look["marker"],
                    color=colour,
                    markerfacecolor=face,
                    markersize=4.2,
                    zorder=4,
                )
        known = np.flatnonzero(~np.isnan(whole))
        if len(known):
            ends.append((float(whole[known[-1]]), name, colour))
    if partial.any() and series["n_both"].to_numpy(float)[partial][-1] > 0:
        ends.append(
            (float(series["agreement_share"].to_numpy(float)[partial][-1]), "partial year", style.colour("ink"))
        )
    for value, (_, name, colour) in zip(_apart([end[0] for end in ends]), sorted(ends), strict=True):
        above.annotate(
            name,
            (float(years[-1]) + 0.8, value),
            (2, 0),
            textcoords="offset points",
            fontsize=8,
            va="center",
            annotation_clip=False,
            color=colour if colour != style.colour("muted") else style.colour("ink"),
        )
    above.set_ylim(min(-0.2, float(np.nanmin(series["kappa_w"].to_numpy(float), initial=0)) - 0.05), 1.06)
    above.set_ylabel("agreement (1 = all)")
    _bars(below, years, series, partial | few)
    missing = [int(year) for year, n in zip(years, series["n_both"].fillna(0), strict=True) if n == 0]
    for year in missing:
        for panel in (above, below):
            panel.axvspan(
                year - 0.45, year + 0.45, facecolor="none", edgecolor=style.colour("context"), hatch="////", linewidth=0
            )
    title = institutions.votes_title(result, edition)
    span = f"{int(years[0])} to {int(years[-1])}"
    note = f"Hollow: partial year, not joined, or fewer than {institutions.FEW_VOTES} joint votes."
    if missing:
        note += f" Hatched: no joint vote in {', '.join(map(str, missing))}."
    return Exhibit(
        number="3.6",
        name="votes",
        title=title,
        subtitle=f"UN General Assembly, {institutions.UNIVERSES[result.universe]}, per calendar year, {span}; bars: "
        "votes that both cast",
        sources=edition.sources,
        source_ids=_sources(table),
        data=table,
        drawing=figure,
        alt=alt_text(
            "Line chart over bars",
            "agreement in UN votes",
            edition.name,
            span,
            edition.as_of,
            title,
            "Data in the CSV.",
        ),
        note=note + " Resolutions adopted without a vote are not counted.",
    )


def _apart(values: list[float], gap: float = 0.13) -> list[float]:
    """The values in ascending order, pushed up where labels at them would touch."""
    placed: list[float] = []
    for value in sorted(values):
        placed.append(max(value, placed[-1] + gap) if placed else value)
    return placed


def _bars(axes: Axes, years: np.ndarray, series: pd.DataFrame, thin: np.ndarray) -> None:
    both = series["n_both"].to_numpy(float)
    axes.bar(years[~thin], both[~thin], width=0.7, color=style.colour("seq-3"))
    axes.bar(
        years[thin],
        both[thin],
        width=0.7,
        facecolor=style.colour("paper"),
        edgecolor=style.colour("muted"),
        hatch="////",
        linewidth=0.6,
    )
    axes.set_ylabel("votes")
    axes.set_ylim(0, None)
    axes.set_xlim(years[0] - 0.8, years[-1] + 0.8)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=2, integer=True))
    _whole(axes.xaxis)


def partners(edition: Edition, result: institutions.Votes) -> Exhibit | Note:
    """Exhibit 3.7: every partner of each side, ranked by identical votes, with the range of the years."""
    table = result.partners
    if table.empty:
        return absent(
            "3.7", "No roll call of either side with a partner is on record.", ["unga_agreement"], screen=True
        )
    most = table.groupby("of").size().max()
    figure, panels = style.new(22 + 4.6 * most, ncols=2)
    for axes, (side, me, other) in zip(panels, (("a", edition.a, edition.b), ("b", edition.b, edition.a)), strict=True):
        rows = table[table["of"] == side].reset_index(drop=True)
        named = rows["partner"] == other.iso3
        axes.hlines(-rows.index, rows["low"], rows["high"], color=style.colour("context"), linewidth=2.2)
        for own, role, size in ((~named, "muted", 4.5), (named, "ink", 6.5)):
            axes.plot(rows["mean"][own], -rows.index[own], "o", color=style.colour(role), markersize=size)
        for place, row in enumerate(rows.to_dict("records")):
            axes.annotate(
                f"{row['mean']:.3f}",
                (row["high"], -place),
                (4, 0),
                textcoords="offset points",
                va="center",
                fontsize=8,
                fontweight="bold" if named[place] else "normal",
                annotation_clip=False,
            )
        axes.set_yticks(
            [-place for place in range(len(rows))], [edition.country(code).name for code in rows["partner"]]
        )
        for tick, code in zip(axes.get_yticklabels(), rows["partner"], strict=True):
            tick.set_fontweight("bold" if code == other.iso3 else "normal")
        axes.tick_params(axis="y", length=0)
        axes.spines["left"].set_visible(False)
        axes.set_ylim(0.5 - most, 0.5)
        axes.set_title(f"{me.name} with", loc="left")
    first, last = result.years
    title = institutions.partners_title(result, edition)
    return Exhibit(
        number="3.7",
        name="partners",
        title=title,
        subtitle=f"Share of identical votes in UN votes, {institutions.UNIVERSES[result.universe]}: mean of the "
        f"years {first}–{last} (dot) and their range (line)",
        sources=edition.sources,
        source_ids=_sources(table),
        data=table,
        drawing=figure,
        alt=alt_text(
            "Ranked dots",
            "identical UN votes per partner",
            edition.name,
            f"{first} to {last}",
            edition.as_of,
            title,
            "Data in the CSV.",
        ),
        note="The axis does not start at zero: dots, not bars. A range is of years, not an error.",
        screen=True,
    )


def opposed(edition: Edition, table: pd.DataFrame) -> Exhibit | Note:
    """Exhibit 3.8: the direct oppositions by theme."""
    if table.empty:
        return absent(
            "3.8",
            "No list of resolutions on which the two opposed each other is on record.",
            ["unga_opposed"],
            screen=True,
        )
    shown = table.assign(
        years=[
            f"{row['first']}–{row['last']}" if row["first"] < row["last"] else str(row["first"])
            for row in table.to_dict("records")
        ],
        named=[
            _short(row["example"]) + (f" (×{row['recurs']})" if row["recurs"] > 1 else "")
            for row in table.to_dict("records")
        ],
    )
    return Exhibit(
        number="3.8",
        screen=True,
        name="oppositions",
        title=institutions.opposed_title(table),
        subtitle="Adopted resolutions on which one voted yes and the other no, by theme, "
        f"{int(table['first'].min())} to {int(table['last'].max())}; number of votes",
        sources=edition.sources,
        source_ids=_sources(table),
        data=shown,
        columns=[
            Column("theme", "Theme", width=2.4),
            Column("votes", "Votes", kind="number", width=0.6),
            Column("a_yes", f"{edition.a.iso3} yes", kind="number", width=0.95),
            Column("b_yes", f"{edition.b.iso3} yes", kind="number", width=0.95),
            Column("years", "Years", width=1.1),
            Column("named", "Title that recurs most or latest", width=4.2),
            Column("source_ids", "Sources", kind="sources", screen=True),
        ],
        print_rows=THEME_ROWS,
        note="Themes are coded by hand from the titles.",
    )


def _short(title: str, most: int = 46) -> str:
    return title if len(title) <= most else title[:most].rsplit(" ", 1)[0] + " …"


def opposed_list(edition: Edition, table: pd.DataFrame) -> Exhibit | Note:
    """Exhibit 3.12: the direct oppositions one by one."""
    if table.empty:
        return absent(
            "3.12", "No resolution on which the two opposed each other is on record.", ["unga_opposed"], screen=True
        )
    return Exhibit(
        number="3.12",
        name="opposition-list",
        title=f"{sentence_case(count(len(table), 'resolution'))} with one for and one against",
        subtitle="Votes in the UN General Assembly on adopted resolutions, latest first; Y yes, N no",
        sources=edition.sources,
        source_ids=_sources(table),
        data=table,
        columns=[
            Column("date", "Date"),
            Column("symbol", "Resolution"),
            Column("title", "Title"),
            Column("theme", "Theme"),
            Column("vote_a", edition.a.iso3),
            Column("vote_b", edition.b.iso3),
            Column("source_ids", "Sources", kind="sources"),
        ],
        screen=True,
    )


def key_votes(edition: Edition, table: pd.DataFrame) -> Exhibit | Note:
    """Exhibit 3.13: how the two voted on the selected resolutions."""
    if table.empty:
        return absent("3.13", "No selected vote of both sides is on record.", ["unga_key_votes"], screen=True)
    cast = table[table["same"] != ""]
    same = int((cast["same"] == "yes").sum())
    return Exhibit(
        number="3.13",
        name="key-votes",
        title=f"Same vote on {same} of {len(cast)} selected resolutions on which both voted"
        if len(cast) >= 3
        else "Votes on selected resolutions",
        subtitle="Selected resolutions, latest first; Y yes, N no, A abstained, X no vote cast",
        sources=edition.sources,
        source_ids=_sources(table),
        data=table,
        columns=[
            Column("date", "Date"),
            Column("symbol", "Resolution"),
            Column("title", "Title"),
            Column("vote_a", edition.a.iso3),
            Column("vote_b", edition.b.iso3),
            Column("same", "Same"),
            Column("source_ids", "Sources", kind="sources"),
        ],
        note="The selection was made by hand; its share says nothing about voting at large.",
        screen=True,
    )


def distance(edition: Edition, table: pd.DataFrame) -> Exhibit | Note:
    """Exhibit 3.9: distance of the modelled positions with its interval."""
    if table.empty:
        return absent("3.9", "No estimated voting position of both sides is on record.", ["ideal_points"], screen=True)
    figure, axes = style.new(55)
    years = np.arange(table["year"].min(), table["year"].max() + 1)
    series = table.set_index("year").reindex(years)
    axes.fill_between(years, series["low"], series["high"], color=style.colour("seq-2"), linewidth=0)
    axes.vlines(years, series["low"], series["high"], color=style.colour("seq-2"), linewidth=2)
    axes.plot(years, series["distance"], "--", color=style.colour("a"), linewidth=1.6)
    axes.plot(years, series["distance"], "o", color=style.colour("a"), markersize=3.5)
    last = table.iloc[-1]
    axes.annotate(
        f"{last['distance']:.2f}",
        (last["year"], last["distance"]),
        (5, 0),
        textcoords="offset points",
        va="center",
        fontsize=8,
        annotation_clip=False,
    )
    top = table.loc[table["high"].idxmax()]
    axes.annotate("90% interval", (top["year"], top["high"]), (8, -4), textcoords="offset points", fontsize=8, va="top")
    axes.set_ylim(0, None)
    axes.set_ylabel("distance")
    _whole(axes.xaxis)
    title = institutions.distance_title(table)
    span = f"{int(years[0])} to {int(years[-1])}"
    return Exhibit(
        number="3.9",
        name="distance",
        title=title,
        subtitle=f"Absolute difference of ideal points from UN votes, model estimates per calendar year, {span}",
        sources=edition.sources,
        source_ids=_sources(table),
        data=table,
        drawing=figure,
        alt=alt_text(
            "Line chart with band",
            "distance of voting positions",
            edition.name,
            span,
            edition.as_of,
            title,
            "Data in the CSV.",
        ),
        note="Errors of the two estimates are taken as independent. Years whose number of votes does not fit the UN "
        "record are left out.",
        modelled=True,
        screen=True,
    )


# Treaties -----------------------------------------------------------------------------------------------------------


def treaties(edition: Edition, table: pd.DataFrame) -> Exhibit | Note:
    """Exhibit 3.11: instruments of the pair, and investment and tax treaties of either side with others."""
    if table.empty:
        return absent("3.11", "No treaty or other instrument of this pair is on record.", ["treaties"], screen=True)
    return Exhibit(
        number="3.11",
        screen=True,
        name="treaties",
        title=institutions.treaties_title(table),
        subtitle="Instruments of the pair by kind; investment and tax treaties of either side with others to compare; "
        f"as of {label(edition.as_of.isoformat())}",
        sources=edition.sources,
        source_ids=_sources(table),
        data=table,
        columns=[
            Column("kind", "Kind", width=1.3),
            Column("title", "Instrument", width=3.6),
            Column("between", "Between", width=1.5),
            Column("signed", "Signed", width=1.4),
            Column("in_force", "In force", width=1.4),
            Column("form", "Status (date of report)", width=1.9),
            Column("source_ids", "Sources", kind="sources", width=0.9),
        ],
        print_rows=TREATY_ROWS,
        note="Compiled from public reports; not a treaty register.",
    )
