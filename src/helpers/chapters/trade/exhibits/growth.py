"""Growth that a target asks for, years in which amounts are passed, and windows of other pairs: three tables."""

from math import isfinite

import pandas as pd

from helpers.chapters.trade.exhibits.wording import say_owner, say_word
from helpers.chapters.trade.frames.growth import INTERVAL, PASS_THROUGH
from helpers.chapters.trade.frames.targets import ADMISSIBLE_YEARS, LEVEL
from helpers.edition import Edition
from helpers.finding import Quantity, amount, choice, country, growth, number, several, share, union, when
from helpers.show.exhibit import Column, Exhibit
from helpers.show.labels import MILLION
from helpers.words.formats import label, multiple, percent
from helpers.words.formats import number as digits

PRINTED = 6
BOUNDS = {"upper-bound": "under", "lower-bound": "over", "approximate": "about"}
TURNED = {"upper-bound": "over", "lower-bound": "under"}


def _signs(edition: Edition, statuses: pd.Series, signs: dict[str, str]) -> pd.Series:
    """What stands before a value that is a bound or rounded: ``under ``."""
    words = {status: say_word(edition, sign) + " " for status, sign in signs.items()}
    return statuses.map(words).fillna("")


def required_growth(edition: Edition, admissible_baselines: pd.DataFrame, target: pd.DataFrame) -> Exhibit | None:
    """Growth that each admissible baseline requires, the highest first; on paper those of the text and the extremes."""
    if admissible_baselines.empty:
        return None
    parts = (admissible_baselines[:PRINTED], admissible_baselines[PRINTED:])
    rows = pd.concat([part.sort_values("growth", ascending=False, kind="stable") for part in parts])
    goal, due = target["target_usd"].iloc[0], target["due"].iloc[0]
    sign, turned = _signs(edition, rows["status"], BOUNDS), _signs(edition, rows["status"], TURNED)
    basis = [say_word(edition, f"basis-{name}") for name in rows["basis"]]
    table = rows.assign(
        whose=[f"{say_owner(edition, side)}, {how}" for side, how in zip(rows["side"], basis, strict=True)],
        when=[
            say_word(edition, "quoted", period=when(text)) if stated else label(text)
            for text, stated in zip(rows["period"], rows["stated"], strict=True)
        ],
        million=sign + (rows["value_usd"] / MILLION).map(lambda value: digits(value, 1)),
        times=turned + rows["multiple"].map(multiple),
        rate=(turned + rows["growth"].map(percent)).where(rows["growth"].notna(), "–"),
        used=[say_word(edition, "yes") if used else "" for used in rows["is_base"]],
    )
    rates = rows.loc[rows["multiple"].gt(1), "growth"].dropna()
    return Exhibit(
        edition,
        data=table.drop(columns=["end", "target_usd", "due", "announced", "target_rows", "due_end", "gap_usd"]),
        columns=[
            Column("whose"),
            Column("when"),
            Column("million", "number"),
            Column("years", "number", 1),
            Column("times", "number"),
            Column("rate", "number"),
            Column("used", screen=True),
            Column("source_ids", "sources"),
        ],
        quantities={
            "goal": amount(goal),
            "due": when(due),
            "end": choice("dated" if due else "open"),
            "range": choice("wide" if len(rates) > 2 else "narrow"),
            "low": growth(rates.min()),
            "high": growth(rates.max()),
            "years": number(ADMISSIBLE_YEARS, "years"),
        },
        rows=union([*rows["row_ids"], target["row_ids"].iloc[0]]),
        print_rows=PRINTED,
        conflict=len(rows) > 1,
    )


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
