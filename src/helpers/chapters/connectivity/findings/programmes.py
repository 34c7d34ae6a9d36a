"""What can be said of programmes: who is in them, what they give, how far they are, what was promised and kept."""

import re

import pandas as pd

from helpers.chapters.connectivity.frames.programmes import DONE
from helpers.chapters.record import scored
from helpers.edition import Edition
from helpers.finding import (
    Finding,
    Judgement,
    Quantity,
    absence,
    amount,
    choice,
    country,
    number,
    searched,
    several,
    union,
    when,
    wording,
)
from helpers.methods.base_rates import likelihood_word, succession
from helpers.periods import period

PARTS = ("section", "line", "station")  # words for a part of a programme that take the article
APART = 40  # per cent: published values further apart than this conflict


def _slug(name: str) -> str:
    return re.sub(r"\W+", "-", name.casefold()).strip("-")


def shipments(edition: Edition, runs: pd.DataFrame) -> Finding | None:
    """How many runs between the two are known, the first and the last; those of low confidence apart."""
    weak = runs[runs["confidence"] == "low"]
    sound = runs.drop(weak.index) if len(weak) < len(runs) else runs
    if runs.empty:
        return None
    first, last = runs["date"].min(), sound["date"].max()
    return Finding(
        "connectivity.shipments",
        {
            "runs": number(len(runs), "shipments", first[:4], union(runs["row_ids"])),
            "first": when(first),
            "last": when(last),
            "weak": number(len(runs) - len(sound), "shipments", rows=union(weak["row_ids"])),
            "weak_date": when(weak["date"].max() if len(weak) else "", union(weak["row_ids"])),
            **searched(edition.searched_on("shipments")),
        },
        "connectivity.shipments",
    )


def slip(edition: Edition, slips: pd.DataFrame) -> Finding | None:
    """How far the promised completion of the programme with most statements has moved, and what was promised between."""
    if slips.empty:
        return None
    row = slips.iloc[0]
    return Finding(
        "connectivity.slip",
        {
            "moved": number(float(abs(row["moved"])), "years", row["last_stated"][:4], row["row_ids"]),
            "way": choice("later" if row["moved"] > 0 else "earlier" if row["moved"] < 0 else "same"),
            "programme": wording(row["programme"]),
            "first": when(row["first"]),
            "first_stated": when(row["first_stated"]),
            "last": when(row["last"]),
            "last_stated": when(row["last_stated"]),
            "passed": number(float(row["passed"]), "years"),
            "statements": number(int(row["statements"]), "statements"),
            "earliest": when(row["earliest"]),
            "latest": when(row["latest"]),
        },
        "connectivity.slippage",
        trend="up" if row["moved"] > 0 else "",
    )


def interrupted(edition: Edition, told_programmes: pd.DataFrame, interruptions: pd.DataFrame) -> Finding | None:
    """When work was suspended and resumed on the first programme of the pair of which that is known."""
    told = {programme: place for place, programme in enumerate(told_programmes["programme"])}
    rows = interruptions[interruptions["programme"].isin(told) & (interruptions["country"] != "")]
    if rows.empty:
        return None
    rows = rows[rows["programme"] == min(rows["programme"], key=told.get)]
    steps = [
        {"kind": choice(row.kind), "part": wording(row.component), "date": when(row.date, row.row_ids)}
        for row in rows.itertuples()
    ]
    return Finding(
        "connectivity.interrupted",
        {
            "dates": number(len(rows), "dates", rows["date"].iloc[0][:4], union(rows["row_ids"])),
            "programme": wording(rows["programme"].iloc[0]),
            "first": several(steps[:1]),
            "last": several(steps[-1:]),
        },
        "connectivity.progress",
    )


def progress_conflicts(edition: Edition, told_programmes: pd.DataFrame, progress: pd.DataFrame) -> list[Finding]:
    """Countries in which published values of progress lie far apart and none says that the part is finished."""
    found = []
    rows = progress[progress["programme"].isin(told_programmes["programme"]) & (progress["country"] != "")]
    for (programme, code), part in rows.groupby(["programme", "country"], sort=False):
        low, high = part["value"].min(), part["value"].max()
        late = part[part["as_of"] >= part["as_of"].max()[:4]]
        if high - low < APART or late["value"].max() >= DONE:
            continue
        where = edition.country(code).name.lower()
        said = [
            {
                "part": wording(re.sub(rf"^{re.escape(edition.country(code).name)},? ", "", row.component)),
                "value": number(float(row.value), "%"),
                "date": when(row.as_of, row.row_ids),
            }
            for row in part.drop_duplicates("value").itertuples()
        ]
        first = programme == rows["programme"].iloc[0]
        found.append(
            Finding(
                f"connectivity.progress-{where if first else f'{_slug(programme)}-{where}'}",
                {
                    "high": number(float(high), "%", part["as_of"].max(), union(part["row_ids"])),
                    "low": number(float(low), "%", part["as_of"].min()),
                    "programme": wording(programme),
                    "land": country(code),
                    "said": several(said),
                },
                "connectivity.progress",
                conflict=True,
                message="connectivity-progress-conflict",
            )
        )
    return found


def claims(edition: Edition, page: pd.DataFrame, claims_told: pd.DataFrame) -> list[Finding]:
    """What the document under test says of the programme of the page, with the verdict of the ledger."""
    rows = claims_told[claims_told["programme"].isin(page["programme"])]
    return [
        Finding(
            f"connectivity.claim-{row.claim_id.lower()}",
            {
                "verdict": Quantity(row.verdict.replace(" ", "-"), "choice", "", row.row_ids),
                "claim": wording(row.claim, row.row_ids),
            },
            "claims.ledger",
            message="connectivity-claim",
        )
        for row in rows.itertuples()
    ]


def _page_finding(page: pd.DataFrame, kind: str, quantities: dict[str, Quantity], exhibit: str, rows=()) -> Finding:
    slug = _slug(page.iloc[0]["programme"])
    return Finding(
        f"connectivity.{slug}-{kind}",
        quantities,
        f"connectivity.{exhibit}-{slug}",
        rows=rows,
        message=f"connectivity-page-{kind}",
    )


def page_members(page: pd.DataFrame, page_parties: pd.DataFrame) -> Finding | None:
    """Who is in the programme of the page, and as what."""
    parties = page_parties.drop_duplicates("country", keep="first")
    if page.empty or parties.empty:
        return None
    return _page_finding(
        page,
        "members",
        {
            "parties": number(len(parties), "countries", rows=union(page_parties["row_ids"])),
            "programme": wording(page.iloc[0]["programme"], page.iloc[0]["row_ids"]),
            "members": several(
                [{"land": country(part.country), "role": wording(part.role)} for part in parties.itertuples()]
            ),
        },
        "programme-sheet",
    )


def page_outside(edition: Edition, page: pd.DataFrame, page_parties: pd.DataFrame) -> Finding | None:
    """That one of the two has no part in the programme, and why it concerns the pair all the same."""
    outside = [code for code in edition.pair if code not in set(page_parties["country"])]
    if page.empty or not outside or page.iloc[0]["ground"] != "road":
        return None
    row = page.iloc[0]
    return _page_finding(
        page,
        "outside",
        {"land": country(outside[0]), "programme": wording(row["programme"], row["row_ids"])},
        "programme-sheet",
    )


def page_cost(page: pd.DataFrame, page_money: pd.DataFrame) -> Finding | None:
    """What the whole costs, by the newest figure, and the range of the figures published."""
    rows = page_money[
        (page_money["kind"] == "cost") & (page_money["unit"] == "USD") & page_money["component"].str.startswith("whole")
    ]
    if rows.empty:
        return None
    row = rows.iloc[0]
    return _page_finding(
        page,
        "cost",
        {
            "latest": amount(row["latest"], row["last"], row["row_ids"]),
            "programme": wording(page.iloc[0]["programme"]),
            "date": when(row["last"]),
            "spread": choice("yes" if row["low"] < row["high"] else "no"),
            "low": amount(row["low"]),
            "high": amount(row["high"]),
        },
        "programme-sheet",
    )


def page_use(edition: Edition, page: pd.DataFrame, page_sizes: pd.DataFrame) -> Finding | None:
    """How many runs between the two went under the programme."""
    rows = page_sizes[page_sizes["metric"] == "runs"]
    if rows.empty:
        return None
    row = rows.iloc[0]
    return _page_finding(
        page,
        "runs",
        {
            "runs": number(int(row["latest"]), "shipments", row["last"], row["row_ids"]),
            "programme": wording(page.iloc[0]["programme"]),
            "first": when(row["first"]),
            "last": when(row["last"]),
            **searched(edition.searched_on("shipments")),
        },
        "programme-sheet",
    )


def page_next(page: pd.DataFrame, next_dates: pd.DataFrame) -> Finding | None:
    """What the programme has before it, the nearest dates first."""
    rows = next_dates[next_dates["programme"].isin(page["programme"])].head(2)
    if rows.empty:
        return None
    items = [
        {
            "what": wording(f"the {row.what}" if row.what.split(" ")[-1] in PARTS else row.what, row.row_ids),
            "kind": choice("whole" if (row.kind, row.what) == ("completion", "whole") else row.kind),
            "date": when(row.date, row.row_ids),
        }
        for row in rows.itertuples()
    ]
    return _page_finding(
        page,
        "next",
        {
            "date": when(rows.iloc[0]["date"], rows.iloc[0]["row_ids"]),
            "items": several(items),
            "several": choice("yes" if len(items) > 1 else "no"),
        },
        "programme-sheet",
    )


def page_absences(edition: Edition, page: pd.DataFrame) -> Finding | None:
    """What was looked for on the programme of the page and not found."""
    rows = edition.absences("connectivity")
    rows = rows[rows["theme"].isin(page["programme"])]
    return absence(f"connectivity.{_slug(page.iloc[0]['programme'])}-not-found", rows) if len(rows) else None


def track_record(slips: pd.DataFrame, completion_record: pd.DataFrame) -> Finding | None:
    """How the rate of dates kept would have done on past days, where a date of the pair is judged by it."""
    if slips.empty:
        return None
    return scored("connectivity.track-record", "completion", completion_record, "connectivity.slippage")


def judgement_completion(edition: Edition, slips: pd.DataFrame, promise_outcomes: pd.DataFrame) -> Judgement | None:
    """Whether the programme with most statements is complete by the date last given, from how such dates were kept.

    The probability is the base rate of delivery over every completion date, of any programme, of which the outcome is
    known (rule of succession). No line is drawn through the statements.
    """
    ahead = slips[slips["last"].map(lambda text: period(text).end > edition.as_of).astype(bool)]
    if ahead.empty or promise_outcomes.empty:
        return None
    row = ahead.iloc[0]
    kept = int((promise_outcomes["outcome"] == "kept").sum())
    passed = len(promise_outcomes)
    rows = union(promise_outcomes["row_ids"])
    likelihood = likelihood_word(succession(kept, passed))
    return Judgement(
        "connectivity.completion",
        {
            "date": when(row["last"], row["row_ids"][-1:]),
            "programme": wording(row["programme"]),
            "first_stated": when(row["first_stated"]),
            "kept": number(kept, "dates", edition.as_of.isoformat(), rows),
            "passed": number(passed, "dates", edition.as_of.isoformat(), rows),
            "statements": number(int(row["statements"]), "statements", rows=row["row_ids"]),
            "earliest": when(row["earliest"]),
            "latest": when(row["latest"]),
            "likelihood": wording(likelihood),
            "odds": choice(likelihood.replace(" ", "-")),
        },
        "connectivity.slippage",
        rows=union([rows, row["row_ids"]]),
        probability=succession(kept, passed),
        derivation="base rate of delivery (rule of succession on the dates that have passed)",
        rule=f"a row of milestones of kind commissioned for the whole of {row['programme']}",
        resolves_on=period(row["last"]).end.isoformat(),
    )
