"""What is traded by the count of each side, and what was aimed at."""

import pandas as pd

from helpers.edition import Edition
from helpers.finding import Finding, amount, choice, country, growth, number, several, union, when

FAR_APART = 2  # times, from which the two counts are told as far apart


def latest_totals(edition: Edition, leading_totals: pd.DataFrame, totals: pd.DataFrame) -> list[Finding]:
    """The total of each side that leads, how it is known, and a later figure that is rounded or rests on a weak source.

    A side that has no exact one is left out.
    """
    made = []
    for slug, side, partner in (("a", *edition.pair), ("b", *edition.pair[::-1])):
        for row in leading_totals.query("side == @side").to_dict("records"):
            total = amount(row["value_usd"], row["period"], row["row_ids"])
            later = totals.query("side == @side and end > @row['end']").tail(1).to_dict("records")
            since = later[0] if later else {"value_usd": 0.0, "period": "", "row_ids": (), "basis": "none"}
            said = {
                "total": total,
                "side": country(side),
                "partner": country(partner),
                "period": when(row["period"]),
                "basis": choice(row["basis"]),
                "since": choice(since["basis"]),
                "later": amount(since["value_usd"], since["period"], since["row_ids"]),
                "later_period": when(since["period"]),
                "weak": choice("yes" if row["weak"] else "no"),
            }
            made.append(
                Finding(
                    f"trade.latest-{slug}",
                    said,
                    exhibit="trade.targets-and-actual",
                    conflict=bool(row["conflict"]),
                    message="trade-latest",
                )
            )
    return made


def latest_flows(flows: pd.DataFrame, exact_totals: pd.DataFrame) -> list[Finding]:
    """The latest flows that each side recorded, where neither has a total: all that a few rows allow to say."""
    if len(exact_totals):
        return []
    known = flows.dropna(subset=["value_usd"]).sort_values("end").drop_duplicates(["reporter", "flow"], keep="last")
    return [
        Finding(
            f"trade.latest-{row['reporter'].lower()}-{row['flow']}",
            {
                "value": amount(row["value_usd"], row["period"], row["row_ids"]),
                "size": choice("some" if row["value_usd"] else "none"),
                "flow": choice(row["flow"]),
                "reporter": country(row["reporter"]),
                "partner": country(row["partner"]),
                "period": when(row["period"]),
            },
            exhibit="trade.two-ledgers",
            message="trade-latest-flow",
        )
        for row in known.to_dict("records")
    ]


def counts_apart(edition: Edition, leading_totals: pd.DataFrame) -> list[Finding]:
    """The total of each side that leads where one is a multiple of the other, and whether their periods differ."""
    rows = leading_totals[leading_totals["side"].isin(edition.pair)].sort_values("value_usd", ascending=False)
    if len(rows) < 2 or rows["value_usd"].iloc[0] < FAR_APART * rows["value_usd"].iloc[1]:
        return []
    first, second = rows.to_dict("records")
    quantities = {
        "high": amount(first["value_usd"], first["period"], first["row_ids"]),
        "high_side": country(first["side"]),
        "high_period": when(first["period"]),
        "low": amount(second["value_usd"], second["period"], second["row_ids"]),
        "low_side": country(second["side"]),
        "low_period": when(second["period"]),
    }
    made = [Finding("trade.counts-apart", quantities, exhibit="trade.two-ledgers", conflict=True)]
    if first["period"] != second["period"]:
        periods = {"high_period": when(first["period"], first["row_ids"]), "low_period": quantities["low_period"]}
        made.append(Finding("trade.counts-apart-periods", periods, rows=second["row_ids"]))
    return made


def targets(announcements: pd.DataFrame) -> Finding | None:
    """How many targets were announced since when, and how many have a due date."""
    if announcements.empty:
        return None
    since = announcements.loc[announcements["announced"].ne(""), "announced"].min()
    dated = announcements["due"].ne("")
    rows = union(announcements["row_ids"])
    return Finding(
        "trade.targets",
        {
            "announced": number(len(announcements), "announcements", since if since == since else "", rows),
            "dated": number(int(dated.sum()), "announcements", rows=union(announcements.loc[dated, "row_ids"])),
            "since": when(since if since == since else ""),
            "start": choice("known" if since == since else "unknown"),
        },
        exhibit="trade.targets",
    )


def distance(growth_needed: pd.DataFrame) -> Finding | None:
    """How far the baseline of each side is from the target, the farther one first."""
    if growth_needed.empty:
        return None
    rows = growth_needed.sort_values("gap_usd", ascending=False, kind="stable")
    quantities = {}
    for lead, row in zip(("", "other_"), rows.to_dict("records"), strict=False):
        behind = row["row_ids"] + row["target_rows"]
        quantities |= {
            f"{lead}gap": amount(row["gap_usd"], row["due"], behind),
            f"{lead}place": choice("below" if row["gap_usd"] > 0 else "above"),
            f"{lead}side": country(row["side"]),
            f"{lead}period": when(row["period"]),
        }
    first = rows.iloc[0]
    return Finding(
        "trade.distance",
        {
            **quantities,
            "goal": amount(first["target_usd"], first["due"], first["target_rows"]),
            "due": when(first["due"]),
            "end": choice("dated" if first["due"] else "open"),
        },
        exhibit="trade.targets-and-actual",
        message="trade-distance" if len(rows) == 1 else "trade-distance-both",
    )


def passed(years_of_passing: pd.DataFrame, exact_totals: pd.DataFrame, announcements: pd.DataFrame) -> Finding | None:
    """The smallest amount aimed at that a side's total has passed, when, and which side has fallen back since."""
    reached = years_of_passing.query("passed != ''")
    if reached.empty:
        return None
    reached = reached[reached["target_usd"].eq(reached["target_usd"].min())]
    goal = reached["target_usd"].iloc[0]
    now = exact_totals.drop_duplicates("side", keep="last").query("value_usd < @goal")
    aimed = announcements[announcements["target_usd"].eq(goal)]
    sides = [
        {"side": country(row["side"]), "period": when(row["passed"], row["row_ids"])}
        for row in reached.to_dict("records")
    ]
    fallen = [
        {
            "side": country(row["side"]),
            "period": when(row["period"]),
            "total": amount(row["value_usd"], row["period"], row["row_ids"]),
        }
        for row in now[now["side"].isin(reached["side"])].to_dict("records")
    ]
    return Finding(
        "trade.passed",
        {
            "goal": amount(float(goal), reached["passed"].iloc[0], union(aimed["row_ids"])),
            "sides": several(sides),
            "back": choice("some" if fallen else "none"),
            "fallen": several(fallen),
        },
        exhibit="trade.years-of-passing",
    )


def past_growth(edition: Edition, trends: pd.DataFrame) -> Finding | None:
    """Growth a year over the last five years of one side's statistics, with both ends."""
    shortest = trends[trends["window"].eq(trends["window"].min())]
    rows = shortest[shortest["side"].eq(edition.pair[0])]
    rows = rows if len(rows) else shortest
    if rows.empty:
        return None
    row = rows.iloc[0]
    span = f"{row['first']}-01/{row['last']}-12"
    return Finding(
        "trade.past-growth",
        {
            "growth": growth(row["growth"], span, row["row_ids"]),
            "side": country(row["side"]),
            "first": when(str(row["first"])),
            "last": when(str(row["last"])),
            "from": amount(row["from_usd"], str(row["first"])),
            "to": amount(row["to_usd"], str(row["last"])),
        },
        exhibit="trade.targets-and-actual",
    )


def parts_of_years(edition: Edition, parts_of_years: pd.DataFrame) -> list[Finding]:
    """The newest figure of months within a year, by reporter and flow."""
    return [
        Finding(
            f"trade.part-{row['reporter'].lower()}-{row['flow']}",
            {
                "value": amount(row["value_usd"], row["period"], row["row_ids"]),
                "bound": choice(row["bound"]),
                "side": country(row["reporter"]),
                "partner": country(edition.pair[1 - edition.pair.index(row["reporter"])]),
                "flow": choice(row["flow"]),
                "period": when(row["period"]),
                "compared": choice("yes" if row["before"] else "no"),
                "before": amount(row["before_usd"], row["before"]),
                "year": when(row["before"][:4]),
            },
            exhibit="trade.every-conflict",
            message="trade-part",
        )
        for row in parts_of_years.to_dict("records")
        if row["reporter"] in edition.pair
    ]
