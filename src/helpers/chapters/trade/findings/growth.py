"""How fast trade would have to grow, and whether it or any other pair's ever did."""

import re
from math import isfinite

import pandas as pd

from helpers.chapters.record import scored
from helpers.chapters.trade.frames.growth import INTERVAL
from helpers.chapters.trade.frames.targets import LEVEL
from helpers.edition import Edition
from helpers.finding import (
    Finding,
    Judgement,
    Quantity,
    amount,
    choice,
    country,
    growth,
    number,
    ratio,
    several,
    share,
    union,
    when,
    wording,
)
from helpers.methods.base_rates import likelihood_word, succession
from helpers.methods.wilson import wilson_interval
from helpers.periods import period

FEWEST = 3  # baselines from which a range is told
FEW = 20  # windows below which no share is told
SAME = 0.05  # two multiples that lie nearer are told as one


def required(growth_needed: pd.DataFrame) -> Finding | None:
    """Growth a year from the baseline of each side to the target."""
    if growth_needed.empty:
        return None
    goal, due = growth_needed["target_usd"].iloc[0], growth_needed["due"].iloc[0]
    target = {"goal": amount(goal, due, growth_needed["target_rows"].iloc[0])}
    if not due:
        return Finding("trade.required", target, exhibit="trade.targets", message="trade-required-undated")
    rows = growth_needed.query("years > 0 and multiple > 1")
    if rows.empty:
        return None
    quantities = {}
    for lead, row in zip(("", "other_"), rows.to_dict("records"), strict=False):
        rated = isfinite(row["growth"])
        quantities |= {
            f"{lead}growth": growth(row["growth"], due, row["row_ids"]),
            f"{lead}multiple": Quantity(row["multiple"], "multiple", due, row["row_ids"]),
            f"{lead}pace": choice("years" if rated else "months"),
            f"{lead}months": number(round(row["years"] * 12), "months"),
            f"{lead}side": country(row["side"]),
            f"{lead}period": when(row["period"]),
        }
    rates = rows["growth"].dropna()
    ends = rates if len(rates) else rows["multiple"]
    unit = "share a year" if len(rates) else "multiple"
    first = next(name for name, found in quantities.items() if found.unit == unit and isfinite(found.value))
    return Finding(
        "trade.required",
        {
            first: quantities[first],
            **quantities,
            "low": Quantity(ends.min(), unit, due),
            "high": Quantity(ends.max(), unit, due),
            "range": choice("wide" if len(ends) > 1 else "narrow"),
            **target,
            "due": when(due),
        },
        exhibit="trade.required-growth",
        message="trade-required" if len(rows) == 1 else "trade-required-both",
    )


def required_range(admissible_baselines: pd.DataFrame) -> Finding | None:
    """The range of required growth over all admissible baselines."""
    rows = admissible_baselines.query("multiple > 1").dropna(subset=["growth"])
    if len(rows) < FEWEST:
        return None
    quantities = {}
    for end, place in (("high", rows["growth"].idxmax()), ("low", rows["growth"].idxmin())):
        row = rows.loc[place]
        quantities |= {
            end: growth(float(row["growth"]), row["due"], row["row_ids"] + row["target_rows"]),
            f"{end}_owner": choice("named" if row["side"] else "unnamed"),
            f"{end}_side": country(row["side"]),
            f"{end}_period": when(row["period"]),
        }
    return Finding(
        "trade.required-range",
        {**quantities, "baselines": number(len(rows), "baselines", rows=union(rows["row_ids"]))},
        exhibit="trade.required-growth",
        conflict=True,
    )


def _years(rows: dict, ends: tuple[str, ...]) -> dict[str, Quantity]:
    """Years of a trend, and for each whether it lies within a hundred years."""
    made = {}
    for end in ends:
        within = isfinite(rows[end])
        made[end] = when(f"{rows[end]:.0f}" if within else "")
        made[f"{end}_reach"] = choice("within" if within else "beyond")
    return made


def trend(years_of_passing: pd.DataFrame, target: pd.DataFrame) -> Finding | None:
    """In which year the target is passed at the trend of the last five and ten years."""
    rows = years_of_passing[years_of_passing["target_usd"].isin(target["target_usd"])]
    rows = rows.query("passed == ''").dropna(subset=["window"])
    rows = rows[rows["side"].eq(rows["side"].iloc[0])] if len(rows) else rows
    if rows.empty:
        return None
    first = rows.iloc[0]
    span = f"{first['first']:.0f}-01/{first['last']:.0f}-12"
    trends = [
        {
            "window": number(int(row["window"]), "years"),
            **_years(row, ("middle", "low", "high")),
        }
        for row in rows.to_dict("records")
    ]
    middle = float(first["middle"])
    return Finding(
        "trade.trend",
        {
            "middle": Quantity(middle if isfinite(middle) else None, "year", span, first["row_ids"]),
            "goal": amount(target["target_usd"].iloc[0], "", target["row_ids"].iloc[0]),
            "side": country(first["side"]),
            "trends": several(trends),
            "intervals": several(trends),
            "count": number(len(trends), "trends"),
            "level": share(LEVEL),
        },
        exhibit="trade.years-of-passing",
        kind="modelled",
        rows=union(rows["row_ids"]),
    )


def reference_growth(
    edition: Edition, reference_classes: pd.DataFrame, reference_windows: pd.DataFrame
) -> list[Finding]:
    """How often other pairs grew by the multiple that the baseline of each side requires."""
    made = []
    for row in reference_classes.query("windows > 0").to_dict("records"):
        windows = reference_windows.query("side == @row['side']")
        best, enough = windows.iloc[0], row["windows"] >= FEW
        rows, place = union(windows["row_ids"]), "a" if row["side"] == edition.pair[0] else "b"
        quantities = {
            "share": share(row["windows_reached"] / row["windows"], row["base_period"], rows),
            "windows": number(row["windows"], "windows", rows=rows),
            "reached": number(row["windows_reached"], "windows"),
            "pairs": number(row["pairs"], "pairs"),
            "pairs_low": share(row["pairs_low"]),
            "pairs_high": share(row["pairs_high"]),
            "level": share(INTERVAL),
            "size": choice("enough" if enough else "few"),
            "clear": number(row["clear"], "windows"),
            "clear_reached": number(row["clear_reached"], "windows"),
            "needed": ratio(row["needed"]),
            "years": number(row["years"], "years"),
            "base": amount(row["base_usd"], row["base_period"], row["row_ids"]),
            "side": country(row["side"]),
            "best": ratio(best["multiple"], f"{best['first']}-01/{best['last']}-12", best["row_ids"]),
            "reporter": country(best["reporter"]),
            "partner": country(best["partner"]),
            "first": when(str(best["first"])),
            "last": when(str(best["last"])),
        }
        made.append(
            Finding(f"trade.reference-{place}", quantities, exhibit="trade.reference-class", message="trade-reference")
        )
    return made


def rises_record(rise_record: pd.DataFrame) -> Finding | None:
    """How the share of rises so far would have foretold the next yearly figure on past days."""
    return scored("trade.rises-record", "rise", rise_record, "trade.targets-and-actual")


def _chances(classes: pd.DataFrame, windows: pd.DataFrame, world: pd.DataFrame) -> pd.DataFrame:
    """For each side how many pairs of all states, or of those the package holds, grew as fast, and Laplace's chance."""
    if len(world):
        rows = world[world["kind"].eq("time")].rename(columns={"horizon_years": "years", "multiple": "grew"})
    else:
        ids = windows.groupby("side")["row_ids"].agg(union)
        rows = classes[classes["windows"].ge(FEW)]
        rows = rows.assign(grew=rows["needed"], row_ids=rows["side"].map(ids))
    pairs = zip(rows["pairs_reached"], rows["pairs"], strict=True)
    rows = rows.assign(chance=pd.Series([succession(int(hits), int(n)) for hits, n in pairs], rows.index, float))
    return rows.reindex(columns=["side", "pairs", "pairs_reached", "grew", "years", "chance", "era", "row_ids"])


def judgement_target(
    edition: Edition,
    target: pd.DataFrame,
    growth_needed: pd.DataFrame,
    reference_classes: pd.DataFrame,
    reference_windows: pd.DataFrame,
    world_windows: pd.DataFrame,
) -> Judgement | None:
    """Whether the target is reached, from the share of pairs of states that ever grew so fast.

    Pairs of all states, or where the world layer has none of that size, those of the package; Laplace's rule, for the
    side where the chance is higher, which favours the target.
    """
    chances = _chances(reference_classes, reference_windows, world_windows)
    if chances.empty or period(target["due"].iloc[0]).end <= edition.as_of:
        return None
    best, due = chances.loc[chances["chance"].idxmax()], target["due"].iloc[0]
    base = growth_needed.set_index("side").loc[best["side"]]
    # What the next yearly count would have to be, on the way from the baseline to the target.
    start, step = period(base["period"]).end.year, base["multiple"] ** (1 / base["years"])
    year = max(edition.as_of.year - 1, start + 1)
    span = re.findall(r"[0-9]{4}", str(best["era"]))
    likelihood = likelihood_word(best["chance"])
    low, high = wilson_interval(int(best["pairs_reached"]), int(best["pairs"]), INTERVAL)
    return Judgement(
        "trade.target",
        {
            "goal": amount(target["target_usd"].iloc[0], due, target["row_ids"].iloc[0]),
            "due": when(due),
            "side": country(best["side"]),
            "pairs": number(int(best["pairs"]), "pairs", rows=best["row_ids"]),
            "reached": number(int(best["pairs_reached"]), "pairs"),
            "grew": ratio(best["grew"]),
            "needed": ratio(base["multiple"], rows=base["row_ids"]),
            "years": number(int(best["years"]), "years"),
            "left": number(float(base["years"]), "years"),
            "whole": choice("yes" if float(base["years"]).is_integer() else "no"),
            "same": choice(
                "yes" if best["years"] == base["years"] and abs(best["grew"] / base["multiple"] - 1) < SAME else "no"
            ),
            "chance": share(best["chance"]),
            "low": share(low),
            "high": share(high),
            "span": choice("known" if span else "unknown"),
            "first": when(span[0] if span else ""),
            "last": when(span[-1] if span else ""),
            "likelihood": wording(likelihood),
            "odds": choice(likelihood.replace(" ", "-")),
            "path": amount(base["value_usd"] * step ** (year - start)),
            "year": when(str(year)),
        },
        exhibit="trade.required-growth",
        probability=float(best["chance"]),
        derivation="Laplace's rule of succession on the pairs of states that stood where this one stands",
        resolves_on=period(due).end.isoformat(),
        rule=f"the total that {best['side']} reports for {due} is at least {target['target_usd'].iloc[0]:.0f} USD",
    )
