"""The instruments between the two sides: how many, and how the investment and the tax treaty stand."""

import pandas as pd

from helpers.edition import Edition
from helpers.finding import Finding, Quantity, choice, country, number, several, union, when

# A text that was announced, negotiated or merely listed is no treaty.
CONCLUDED = ("signed", "signed-not-in-force", "ratified", "in-force")


def treaties(edition: Edition, instruments: pd.DataFrame) -> Finding | None:
    """How many instruments are known, and how many of them are reported in force."""
    mine = instruments[instruments["group"] == "pair"]
    if mine.empty:
        return None
    day, force = edition.as_of.isoformat(), mine["status"].eq("in-force").sum()
    quantities = {
        "known": number(len(mine), "instruments", day, union(mine["row_ids"])),
        "force": number(int(force), "instruments", day),
        "some": choice("yes" if force else "no"),
    }
    return Finding("institutions.treaties", quantities, "institutions.treaties")


def _standing(edition: Edition, instruments: pd.DataFrame, kind: str, name: str) -> Finding | None:
    mine = instruments[instruments["group"].eq("pair") & instruments["type"].eq(kind)]
    mine = mine[mine["status"].isin(CONCLUDED)]
    if mine.empty:
        return None
    treaty = mine.iloc[0]
    reported = treaty["status_as_of"] or edition.as_of.isoformat()
    quantities = {
        "status": Quantity(treaty["status"], "choice", reported, treaty["row_ids"]),
        "dated": choice("yes" if treaty["date_signed"] else "no"),
        "signed": when(treaty["date_signed"]),
        "checked": choice("yes" if treaty["status_as_of"] else "no"),
        "reported": when(reported),
    }
    return Finding(f"institutions.{name}", quantities, "institutions.treaties")


def investment(edition: Edition, instruments: pd.DataFrame) -> Finding | None:
    """How the investment treaty of the two stands."""
    return _standing(edition, instruments, "BIT", "investment")


def investment_others(edition: Edition, instruments: pd.DataFrame) -> Finding | None:
    """Investment treaties of either side with others that are in force, with the date of entry."""
    others = instruments[instruments["group"].eq("comparison") & instruments["type"].eq("BIT")]
    others = others[others["status"].eq("in-force") & others["date_in_force"].ne("")]
    if others.empty or not instruments["group"].eq("pair").any():
        return None
    day = edition.as_of.isoformat()
    quantities = {
        "number": number(len(others), "treaties", day, union(others["row_ids"])),
        "treaties": several(
            [
                {
                    "one": country(row.parties[0]),
                    "two": country(row.parties[-1]),
                    "force": when(row.date_in_force, row.row_ids),
                }
                for row in others.itertuples()
            ]
        ),
    }
    return Finding("institutions.investment-others", quantities, "institutions.treaties")


def taxation(edition: Edition, instruments: pd.DataFrame) -> Finding | None:
    """How the tax treaty of the two stands."""
    return _standing(edition, instruments, "DTT", "taxation")
