"""Back-tests: what a rule would have said on past days, and what came of it.

A rule is asked on each 30 June through the same lens as an edition of that day, so it knows what was public then and no
more. What came is told by what the present edition knows; where that is not settled yet, the day is left out.
"""

from collections.abc import Iterable
from datetime import date

import pandas as pd

from helpers.edition import Edition
from helpers.finding import Finding, choice, number, share, union, when
from helpers.methods.base_rates import brier_score

FIRST_YEAR = 2010
ASKED = (6, 30)  # 30 June
LEAST_FORECASTS = 5
COIN = 0.25  # what always saying a half scores
COLUMNS = ["asked", "about", "chance", "came", "row_ids"]


def days(edition: Edition) -> list[date]:
    """The days on which rules are asked: each 30 June before the date of the edition."""
    return [day for year in range(FIRST_YEAR, edition.as_of.year + 1) if (day := date(year, *ASKED)) < edition.as_of]


def record(answers: Iterable[tuple[date, str, float, bool, tuple[str, ...]]]) -> pd.DataFrame:
    """Answers that can be scored: ``asked`` (ISO date), ``about``, ``chance`` (0 to 1), ``came`` (bool), ``row_ids``."""
    rows = [(day.isoformat(), about, chance, bool(came), ids) for day, about, chance, came, ids in answers]
    return pd.DataFrame(rows, columns=COLUMNS).astype({"chance": float, "came": bool})


def scored(id: str, rule: str, record: pd.DataFrame, exhibit: str) -> Finding | None:
    """How a rule would have done: its chance on average, what came, its Brier score; nothing below five answers."""
    if len(record) < LEAST_FORECASTS:
        return None
    asked, came = record["asked"], record["came"]
    score = brier_score(record["chance"], came)
    quantities = {
        "score": number(round(score, 3), "Brier score", f"{asked.min()}/{asked.max()}", union(record["row_ids"])),
        "rule": choice(rule),
        "better": choice("yes" if score < COIN else "no"),
        "asked": number(len(record), "forecasts"),
        "came": number(int(came.sum()), "forecasts"),
        "mean": share(float(record["chance"].mean())),
        "first": when(asked.min()),
    }
    return Finding(id, quantities, exhibit, kind="modelled", message="report-track-record")
