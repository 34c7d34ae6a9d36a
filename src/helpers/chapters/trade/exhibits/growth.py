"""Growth that a target asks for, drawn; years in which amounts are passed, and windows of other pairs, as tables."""

from functools import partial
from math import isfinite

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from helpers.chapters.trade.exhibits.wording import say_owner, say_times, say_word
from helpers.chapters.trade.frames.growth import INTERVAL, PASS_THROUGH
from helpers.chapters.trade.frames.targets import ADMISSIBLE_YEARS, LEVEL
from helpers.edition import Edition
from helpers.finding import Quantity, amount, choice, country, growth, number, several, share, union, when
from helpers.show.board import LINE, SIZE, Board
from helpers.show.exhibit import Column, Exhibit
from helpers.show.labels import MILLION, side_mark
from helpers.show.placement import MM, width
from helpers.words.formats import label, percent, usd
from helpers.words.formats import number as digits
from helpers.words.say import phrase

NAME = "exhibit-trade-required-growth"
TICKS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
APART = 1.0  # mm between two numbers


def required_growth(
    edition: Edition, admissible_baselines: pd.DataFrame, target: pd.DataFrame, world_windows: pd.DataFrame
) -> Exhibit | None:
    """How many times each admissible baseline has to grow, by side, with the pairs of states that grew like that."""
    rows = admissible_baselines
    if rows.empty:
        return None
    used = rows[rows["is_base"]] if rows["is_base"].any() else rows
    rates = used.loc[used["multiple"].gt(1), "growth"].dropna()
    grown = world_windows[world_windows["kind"].eq("time") & world_windows["side"].isin(rows["side"])]
    goal, due = target["target_usd"].iloc[0], target["due"].iloc[0]
    return Exhibit(
        edition,
        data=rows.drop(columns=["end", "target_usd", "due", "announced", "target_rows", "due_end", "gap_usd"]),
        drawing=partial(_strips, edition, rows.assign(place=range(len(rows))), grown),
        quantities={
            "goal": amount(goal),
            "due": when(due),
            "end": choice("dated" if due else "open"),
            "range": choice("wide" if len(used) > 1 else "narrow"),
            "low": number(used["multiple"].min(), "times"),
            "high": number(used["multiple"].max(), "times"),
            "rated": choice("yes" if len(rates) > 1 else "no"),
            "low_rate": growth(rates.min()),
            "high_rate": growth(rates.max()),
            "record": choice("known" if len(grown) else "none"),
            "share": share(grown["pair_share"].max()),
            "totals": number(len(rows), "totals"),
            "years": number(ADMISSIBLE_YEARS, "years"),
        },
        rows=union([*rows["row_ids"], target["row_ids"].iloc[0], *grown["row_ids"]]),
        conflict=len(rows) > 1,
    )


def _strips(edition: Edition, rows: pd.DataFrame, grown: pd.DataFrame, wide: float) -> Figure:
    """A strip a side: a mark per total where its multiple stands, under it the total, large the one in use."""
    board, small = Board(wide), wide < 120
    left, right = (4.0, wide - 4) if small else (36.0, wide - 6)
    ends = [
        np.log(end) for end in (rows["multiple"].min() / 1.15, max([rows["multiple"].max(), *grown["multiple"]]) * 1.15)
    ]
    scale = (right - left) / (ends[1] - ends[0])
    at = [left + (np.log(value) - ends[0]) * scale for value in rows["multiple"]]
    ticks = [tick for tick in TICKS if ends[0] <= np.log(tick) <= ends[1]]
    for tick in ticks:
        name = say_times(edition, tick)
        half = width(name, SIZE) / MM / 2
        place = min(max(left + (np.log(tick) - ends[0]) * scale, half), wide - half)
        board.write(place, board.y, name, 20, align="center", role="muted")
    top = board.y = board.y + LINE + 1
    for side in sorted(set(rows["side"]), key=[*edition.pair, ""].index):
        own = rows.assign(at=at)[rows["side"] == side].sort_values(["is_base", "multiple"], ascending=False)
        name = board.write(0, board.y, say_owner(edition, side), left - 2 if not small else wide, bold=True)
        start = board.y = board.y + name if small else board.y
        for need in grown[grown["side"] == side].itertuples():
            x = left + (np.log(need.multiple) - ends[0]) * scale
            quantities = {"reached": number(need.pairs_reached, "pairs"), "pairs": number(need.pairs, "pairs")}
            text = phrase(NAME, "label-grown", edition, **quantities, years=number(need.horizon_years, "years"))
            room = width(text, SIZE) / MM + 1.5
            before = x + room > wide
            board.write(x - 1.5 if before else x + 1.5, board.y, text, room + 2, align="right" if before else "left")
            board.stem(x, start, board.y + 2 * LINE, "stalled", linestyle=(0, (3, 2)), linewidth=1.2, zorder=2)
        board.y += LINE if (grown["side"] == side).any() else 0.0
        y, taken = board.y + LINE / 2, ([], [])
        for row in own.itertuples():
            hollow = bool(row.stated) or row.status != "reported"
            look = side_mark(edition, side, hollow, 7.0 if row.is_base else 4.6)
            board.axes.add_artist(Line2D([row.at], [y], linestyle="", zorder=4 + row.is_base, **look))
            value = digits(row.value_usd / MILLION, 1)
            text = f"{value} ({label(row.period)})" if row.is_base else value
            half = width(text, SIZE, "bold" if row.is_base else "normal") / MM / 2
            place = min(max(row.at, half), wide - half)
            told = f"{label(row.period)} · {usd(row.value_usd)} · {say_times(edition, row.multiple)}"
            board.tell(row.place, row.at, row.at, y, told)
            # A number that has no room beside the others stands a line lower.
            for low, others in enumerate(taken):
                if all(abs(place - other) > half + room + APART for other, room in others):
                    board.write(place, y + (low + 0.5) * LINE + 0.3, text, 40, align="center", bold=row.is_base)
                    others.append((place, half))
                    break
        board.y += (3 if taken[1] else 2) * LINE + 1.5
    for tick in ticks:
        board.stem(left + (np.log(tick) - ends[0]) * scale, top, board.y, zorder=0)
    return board.done()


def years_of_passing(edition: Edition, years_of_passing: pd.DataFrame, target: pd.DataFrame) -> Exhibit | None:
    """The year in which each amount was passed, or is at past trends."""
    rows = years_of_passing
    if rows.empty:
        return None

    ends = ["middle", "low", "high"]
    table = rows.assign(
        million=rows["target_usd"] / MILLION,
        whose=[say_owner(edition, side) for side in rows["side"]],
        **pd.DataFrame([_passing(edition, row) for row in rows.to_dict("records")], rows.index),
    ).drop(columns="passed_usd")
    table[ends] = table[ends].where(table[ends].map(isfinite))
    ahead = rows[rows["passed"].eq("") & rows["target_usd"].isin(target["target_usd"])]
    ahead = ahead[ahead["middle"].map(isfinite)].head(1)
    first = ahead.iloc[0] if len(ahead) else {"target_usd": 0.0, "middle": 0.0, "side": "", "window": 0}
    return Exhibit(
        edition,
        data=table,
        columns=[
            Column("million", "number"),
            Column("whose"),
            Column("basis"),
            Column("rate", "number"),
            Column("when"),
            Column("band"),
            Column("source_ids", "sources"),
        ],
        quantities={
            "outlook": choice("known" if len(ahead) else "none"),
            "goal": amount(first["target_usd"]),
            "year": _year(first["middle"]),
            "side": country(first["side"]),
            "window": number(int(first["window"]), "years"),
            "level": share(LEVEL),
        },
        modelled=True,
    )


def _year(value: float) -> Quantity:
    return when(f"{value:.0f}" if value and isfinite(value) else "")


def _passing(edition: Edition, row: dict) -> dict[str, str]:
    """Cells of a row of years: what it rests on, the growth, when the amount is passed, and the band."""
    if row["passed"]:
        return {"basis": say_word(edition, "reported"), "rate": "–", "when": label(row["passed"]), "band": "–"}
    reach = "beyond" if not isfinite(row["low"]) else "within" if isfinite(row["high"]) else "open"
    ends = {"low": _year(row["low"]), "high": _year(row["high"]), "reach": choice(reach)}
    return {
        "basis": say_word(edition, "trend", first=_year(row["first"]), last=_year(row["last"])),
        "rate": percent(row["growth"], 1),
        "when": label(f"{row['middle']:.0f}") if isfinite(row["middle"]) else say_word(edition, "beyond"),
        "band": say_word(edition, "interval", **ends),
    }


def reference_class(
    edition: Edition, reference_windows: pd.DataFrame, reference_classes: pd.DataFrame
) -> Exhibit | None:
    """All windows of other pairs that began near a baseline."""
    rows = reference_windows
    if rows.empty:
        return None
    names = {flag: say_word(edition, word) for flag, word in ((True, "yes"), (False, "no"))}
    table = rows.assign(
        base=[edition.country(side).adjective for side in rows["side"]],
        who=[
            say_word(edition, "with", reporter=country(reporter), partner=country(partner))
            for reporter, partner in zip(rows["reporter"], rows["partner"], strict=True)
        ],
        window=rows["first"].astype(str) + "–" + rows["last"].astype(str),
        from_million=rows["base_usd"] / MILLION,
        to_million=rows["end_usd"] / MILLION,
        flag=rows["re_export"].map(names),
    )
    classes = [
        {
            "side": country(row["side"]),
            "reached": number(row["pairs_reached"], "pairs"),
            "pairs": number(row["pairs"], "pairs"),
            "low": share(row["pairs_low"]),
            "high": share(row["pairs_high"]),
        }
        for row in reference_classes.query("windows > 0").to_dict("records")
    ]
    return Exhibit(
        edition,
        data=table,
        columns=[
            Column("base"),
            Column("who"),
            Column("measure"),
            Column("window"),
            Column("from_million", "number", 1),
            Column("to_million", "number", 1),
            Column("multiple", "number", 2),
            Column("needed", "number", 1),
            Column("flag"),
            Column("source_ids", "sources"),
        ],
        quantities={
            "windows": number(len(rows), "windows"),
            "reached": number(int(rows["reached"].sum()), "windows"),
            "classes": several(classes),
            "cut": share(PASS_THROUGH),
            "level": share(INTERVAL),
        },
    )
