"""How fast trade would have to grow, and whether it or any other pair's ever did."""

from math import isfinite

import pandas as pd

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
from helpers.methods.base_rates import likelihood_word
from helpers.periods import period

FEWEST = 3  # baselines from which a range is told
FEW = 20  # windows below which no share is told


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


def judgement_target(
    edition: Edition, target: pd.DataFrame, reference_classes: pd.DataFrame, reference_windows: pd.DataFrame
) -> Judgement | None:
    """Whether the target is reached, from the share of pairs that ever grew so fast.

    The probability is the centre of the Wilson interval of the share of pairs, not of windows, in the reference class
    where that centre is highest, which favours the target.
    """
    classes = reference_classes.query("windows >= @FEW")
    if classes.empty or period(target["due"].iloc[0]).end <= edition.as_of:
        return None
    centres = (classes["pairs_low"] + classes["pairs_high"]) / 2
    best, due = classes.loc[centres.idxmax()], target["due"].iloc[0]
    rows = union(reference_windows.loc[reference_windows["side"].eq(best["side"]), "row_ids"])
    likelihood = likelihood_word(float(centres.max()))
    path = best["base_usd"] * best["needed"] ** (1 / best["years"])
    return Judgement(
        "trade.target",
        {
            "goal": amount(target["target_usd"].iloc[0], due, target["row_ids"].iloc[0]),
            "due": when(due),
            "side": country(best["side"]),
            "pairs": number(int(best["pairs"]), "pairs", rows=rows),
            "reached": number(int(best["pairs_reached"]), "pairs"),
            "needed": ratio(best["needed"], rows=best["row_ids"]),
            "years": number(int(best["years"]), "years"),
            "base_period": when(best["base_period"]),
            "likelihood": wording(likelihood),
            "odds": choice(likelihood.replace(" ", "-")),
            "path": amount(path),
        },
        exhibit="trade.required-growth",
        probability=float(centres.max()),
        derivation="centre of the 95% Wilson interval of the share of other pairs that grew as fast",
        resolves_on=period(due).end.isoformat(),
        rule=f"the total that {best['side']} reports for {due} is at least {target['target_usd'].iloc[0]:.0f} USD",
    )
