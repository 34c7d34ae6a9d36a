"""Drawings and tables of memberships and of their use."""

from functools import partial

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle
from matplotlib.ticker import MaxNLocator

from helpers.chapters.institutions.frames.bodies import FULL, LARGE, SIZED
from helpers.edition import Edition
from helpers.finding import choice, number, union, when, wording
from helpers.show import style
from helpers.show.board import broken
from helpers.show.exhibit import Column, Exhibit
from helpers.show.marks import tell
from helpers.words.formats import NOT_FOUND, label
from helpers.words.say import phrase

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
PLACES = {"since": 0.29, "meetings": 0.65, "sessions": 1.0}
BAR = 0.3
NAME_MM = 86.0
LETTERED = 1.5  # years from which a spell has its letter
DASHES = (0, (4, 2))
CHART = "exhibit-institutions-memberships"


def memberships(
    edition: Edition,
    shared_bodies: pd.DataFrame,
    forum_use: pd.DataFrame,
    drawn_bodies: pd.DataFrame,
    drawn_spells: pd.DataFrame,
    drawn_meetings: pd.DataFrame,
) -> Exhibit | None:
    """Spells of both sides in the bodies particular to them and those the article names, with the meetings there."""
    if shared_bodies.empty or drawn_spells.empty:
        return None
    drawn_bodies = drawn_bodies.sort_values(["meetings", "sessions"], ascending=False, kind="stable")
    met = forum_use.sort_values("meetings", ascending=False, kind="stable")
    most, all_met = (int(count) for count in (met["meetings"].max(), met["meetings"].sum()))
    told = "few" if len(shared_bodies) < 3 else "one" if 2 * most > all_met else "use" if all_met else "reach"
    columns = PLACES if len(drawn_meetings) else {"since": PLACES["since"]}
    ends = _axis(edition, drawn_spells, drawn_bodies)
    narrow = forum_use[~forum_use["near_universal"]]
    quantities = {
        "shared": number(len(shared_bodies), "bodies"),
        "particular": number(len(narrow), "bodies"),
        "idle": number(int(narrow["idle"].sum()), "bodies"),
        "told": choice(told),
        "top": wording(met["org_id"].iloc[0] if len(met) else ""),
        "most": number(most, "meetings"),
        "met": number(all_met, "meetings"),
        "first": when(str(int(ends[0]))),
        "last": when(str(edition.as_of.year)),
        "drawn": number(len(drawn_bodies), "bodies"),
        "meetings": number(len(drawn_meetings), "meetings"),
        "large": number(LARGE, "members"),
        "sized": when(SIZED),
    }
    rows = union(drawn_bodies["row_ids"])
    spells = drawn_spells.assign(place=range(len(drawn_spells)))
    drawing = partial(_memberships, edition, drawn_bodies, spells, drawn_meetings, columns, ends)
    return Exhibit(edition, data=drawn_spells, drawing=drawing, quantities=quantities, rows=rows)


def _memberships(
    edition: Edition,
    bodies: pd.DataFrame,
    spells: pd.DataFrame,
    meetings: pd.DataFrame,
    columns: dict[str, float],
    ends: tuple[float, float],
    wide: float,
) -> Figure:
    """A row a body: its name, the spells of both sides as bars, and what both made of it in numbers."""
    handles = _key(edition, spells, len(meetings) > 0)
    # On a telephone the name and the numbers of a body stand over its bars, on paper beside them.
    narrow = wide < style.NARROW
    name_mm, bar, low = (42.0, 0.2, 0.2) if narrow else (NAME_MM, BAR, 0.0)
    if narrow:
        foot = 11.0 + 4.2 * len(handles)
        high = foot + 6 + 8.0 * len(bodies)
        figure = style.sheet(high, wide)
        axes, side = (figure.add_axes((0.02, foot / high, 0.96, 1 - (foot + 6) / high)) for _ in range(2))
        side.set_ylim(-len(bodies) + 0.5, 0.5)
        columns = {key: x for (key, _), x in zip(columns.items(), (0.66, 0.83, 0.99), strict=False)}
    else:
        figure, (axes, side) = style.new(15 + 4.2 * len(bodies), ncols=2, sharey=True, width_ratios=[1.35, 1])
    side.axis("off")
    side.set_xlim(0, 1)
    names = [_name(short, name, name_mm) for short, name in zip(bodies["org_id"], bodies["name"], strict=True)]
    for place, (name, body) in enumerate(zip(names, bodies.to_dict("records"), strict=True)):
        if place % 2 == 0:
            for panel in (axes,) if narrow else (axes, side):
                panel.axhspan(-place - 0.5, -place + 0.5, color=style.colour("land"), linewidth=0, zorder=0)
        for spell in spells[spells["org_id"] == body["org_id"]].to_dict("records"):
            _draw_spell(edition, axes, spell, -place - low, ends[0], bar)
        # A mark a year: several of one year would be one blot; the column counts them.
        met = meetings.loc[meetings["org_id"] == body["org_id"], "at"].astype(int).drop_duplicates() + 0.5
        for size, colour in ((4.4, "paper"), (3.2, "ink")):
            axes.plot(met, [-place - low] * len(met), "D", markersize=size, color=style.colour(colour), zorder=6)
        _write_row(side, body, 0.27 - place if narrow else -place, columns)
        if narrow:
            side.text(0.01, 0.27 - place, name, va="center_baseline", fontsize=8)
    for key, x in columns.items():
        side.text(x, 0.65, phrase(CHART, f"label-{key}", edition), ha="right", va="bottom", fontsize=8)
    axes.set_ylim(-len(bodies) + 0.5, 0.5)
    axes.set_xlim(*ends)
    axes.set_yticks([-place for place in range(len(bodies))], names)
    axes.tick_params(axis="y", length=0, labelleft=not narrow)
    axes.spines["left"].set_visible(False)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=8 if narrow else 5))
    look = {"handlelength": 1.2, "columnspacing": 1.0, "handletextpad": 0.5, "borderpad": 0}
    place = {"loc": "lower left", "ncols": 1} if narrow else {"loc": "outside lower center", "ncols": len(handles)}
    figure.legend(handles=handles, **place, **look)
    return figure


def _name(short: str, name: str, most: float) -> str:
    """The abbreviation with its name, or the name alone where both have no room."""
    name = name.partition(" (")[0]
    texts = [f"{short}, {name}" if name != short else short, name]
    fits = (text for text in texts if len(broken(text, most)) == 1)
    return next(fits, broken(texts[0], most, lines=1)[0])


def _axis(edition: Edition, drawn_spells: pd.DataFrame, drawn_bodies: pd.DataFrame) -> tuple[float, float]:
    """The years drawn: from five before the first body that both were in to the as-of date."""
    known = drawn_bodies.loc[drawn_bodies["both_from"].ne(""), "both_from"].str[:4]
    first = int(known.min()) if len(known) else edition.as_of.year - 20
    return float(first - 5), float(drawn_spells["end"].max())


def _write_row(axes: Axes, body: dict, y: float, columns: dict[str, float]) -> None:
    cells = {"since": body["both_from"][:4] or (NOT_FOUND if body["shared"] == "both" else "–")}
    # Where no meeting is known nobody may have looked: a zero would say that there was none.
    cells |= {key: f"{body[key]:.0f}" if body[key] > 0 else "–" for key in ("meetings", "sessions")}
    for key, x in columns.items():
        axes.text(x, y, cells[key], ha="right", va="center_baseline", fontsize=8, in_layout=False)


def _draw_spell(edition: Edition, axes: Axes, spell: dict, y: float, first: float, high: float) -> None:
    left = max(first, spell["start"])  # an unknown start is no number: the axis then wins
    if spell["end"] <= left:
        return
    colour = style.colour(spell["side"])
    bottom = y + (0.04 if spell["side"] == "a" else -0.04 - high)
    full = spell["status"] in FULL
    bar = Rectangle(
        (left, bottom),
        spell["end"] - left,
        high,
        facecolor=colour if full and spell["dated"] else style.colour("paper"),
        edgecolor=colour if spell["side"] == "a" else style.colour("ink"),
        linewidth=0.6,
        linestyle="-" if spell["dated"] else DASHES,
        zorder=3,
    )
    axes.add_patch(bar)
    status = phrase("institutions-status", spell["status"], edition)
    known = spell["dated"] and spell["start"] == spell["start"]
    words = {"dated": choice("yes" if known else "no"), "since": when(f"{int(spell['start'])}" if known else "")}
    since = phrase(CHART, "label-spell", edition, **words)
    told = (spell["name"], edition.country(edition.pair[spell["side"] == "b"]).name, status, since)
    tell(axes, spell["place"], left, spell["end"], bottom + high / 2, " · ".join(told))
    if not full and spell["end"] - left > LETTERED:
        look = {"fontsize": 8, "ha": "right", "va": "center_baseline", "bbox": style.halo(), "zorder": 4}
        axes.text(left - 0.3, bottom + high / 2, LETTERS[spell["status"]], **look)


def _key(edition: Edition, drawn_spells: pd.DataFrame, met: bool) -> list[Patch | Line2D]:
    ink = style.colour("ink")
    handles = [
        Patch(facecolor=style.colour(side), edgecolor=edge, label=phrase(CHART, f"label-member-{side}", edition))
        for side, edge in (("a", style.colour("a")), ("b", ink))
    ]
    if not drawn_spells["dated"].all():
        handles.append(
            Patch(facecolor="none", edgecolor=ink, linestyle=DASHES, label=phrase(CHART, "label-undated", edition))
        )
    lettered = drawn_spells["end"] - drawn_spells["start"].fillna(0) > LETTERED
    other = set(drawn_spells.loc[lettered, "status"]) - set(FULL)
    if other:
        handles.append(Patch(facecolor="none", edgecolor=ink, label=_letters(edition, other)))
    if met:
        look = {"marker": "D", "linestyle": "", "markersize": 3.2, "color": ink}
        handles.append(Line2D([], [], label=phrase(CHART, "label-meeting", edition), **look))
    return handles


def _letters(edition: Edition, statuses: set[str]) -> str:
    """The letters of the statuses with what they stand for, in the order of the list."""
    return ", ".join(
        f"{letter} {phrase('institutions-status', status, edition)}"
        for status, letter in LETTERS.items()
        if status in statuses
    )


def membership_table(edition: Edition, bodies: pd.DataFrame, shared_bodies: pd.DataFrame) -> Exhibit | None:
    """Every body of the curated list, with the status of the pair and of the comparators."""
    if not bodies[["status_a", "status_b"]].ne("").any(axis=None):
        return None
    others = [key for key in bodies if len(key) == 3 and key.isupper()]
    reach = {key: phrase("institutions-reach", key, edition) for key in ("wide", "narrow")}
    shown = bodies.assign(
        held_a=_held(edition, bodies["status_a"], bodies["since_a"]),
        held_b=_held(edition, bodies["status_b"], bodies["since_b"]),
        both=bodies["both_from"].map(label).where(bodies["both_from"].ne(""), ""),
        kind=bodies["near_universal"].map({True: reach["wide"], False: reach["narrow"]}),
        marked=bodies["in_article"].map({True: phrase("institutions-reach", "named", edition), False: ""}),
        **{code: bodies[code].map(LETTERS).fillna("") for code in others},
    )
    shown["both"] = shown["both"].mask(shown["both"].eq("") & shown["shared"].eq("both"), NOT_FOUND)
    quantities = {
        "told": choice("shared" if len(shared_bodies) else "none"),
        "shared": number(len(shared_bodies), "bodies"),
        "listed": number(len(bodies), "bodies"),
        "letters": wording(_letters(edition, set(LETTERS))),
        "large": number(LARGE, "members"),
        "sized": when(SIZED),
    }
    keys = ["name", "org_id", "kind", "marked", "held_a", "held_b", "both", *others]
    columns = [*map(Column, keys), Column("source_ids", "sources")]
    return Exhibit(edition, data=shown, columns=columns, quantities=quantities)


def _held(edition: Edition, status: pd.Series, since: pd.Series) -> list[str]:
    """Status in words with the date from which it holds."""
    undated = phrase("institutions-status", "undated", edition)
    return [
        f"{phrase('institutions-status', one, edition)}, {label(day) if day else undated}" if one else ""
        for one, day in zip(status, since, strict=True)
    ]


def activation(edition: Edition, forum_use: pd.DataFrame) -> Exhibit | None:
    """How often each shared body was used for a meeting of the two, where any such meeting is known."""
    rows = forum_use[~forum_use["near_universal"] | ~forum_use["idle"]]
    if not forum_use["meetings"].any():
        return None
    used = {key: phrase("institutions-use", key, edition) for key in ("used", "idle")}
    shown = rows.assign(
        both=rows["both_from"].map(label).where(rows["both_from"].ne(""), NOT_FOUND),
        latest=rows["last"].map(label).where(rows["last"].ne(""), ""),
        state=rows["idle"].map({True: used["idle"], False: used["used"]}),
    )
    quantities = {
        "idle": number(int(rows["idle"].sum()), "bodies"),
        "bodies": number(len(rows), "bodies"),
        "told": choice("use" if len(rows) >= 3 else "few"),
    }
    columns = [
        Column("name"),
        Column("both"),
        Column("years", "number"),
        Column("meetings", "number"),
        Column("rate", "number", digits=2),
        Column("latest"),
        Column("sessions", "number"),
        Column("state"),
        Column("source_ids", "sources"),
    ]
    return Exhibit(edition, data=shown, columns=columns, quantities=quantities)
