"""The table of instruments."""

import pandas as pd

from helpers.edition import Edition
from helpers.finding import Quantity, choice, number
from helpers.show.exhibit import Column, Exhibit
from helpers.words.formats import label
from helpers.words.say import phrase

TREATY_ROWS = 5


def treaties(edition: Edition, instruments: pd.DataFrame) -> Exhibit | None:
    """Instruments of the pair, and investment and tax treaties of either side with others."""
    mine = instruments[instruments["group"] == "pair"]
    if mine.empty:
        return None
    alone = phrase("institutions-parties", "alone", edition)
    shown = instruments.assign(
        kind=[phrase("institutions-treaty-kind", kind.lower(), edition) for kind in instruments["type"]],
        between=[alone if row.alone else ", ".join(row.parties) for row in instruments.itertuples()],
        signed=instruments["date_signed"].map(lambda text: label(text) if text else ""),
        in_force=instruments["date_in_force"].map(lambda text: label(text) if text else ""),
        form=[_form(edition, row.status, row.status_as_of) for row in instruments.itertuples()],
    )
    investment = mine[mine["type"] == "BIT"]
    treaty = investment.iloc[0] if len(investment) else None
    unfinished = treaty is not None and treaty["status"] == "signed-not-in-force"
    quantities = {
        "told": choice("treaty" if unfinished else "few" if len(mine) < 3 else "force"),
        "dated": choice("yes" if unfinished and treaty["date_signed"] else "no"),
        "signed": Quantity(treaty["date_signed"] if unfinished else "", "date"),
        "force": number(int(mine["status"].eq("in-force").sum()), "instruments"),
        "known": number(len(mine), "instruments"),
    }
    columns = [
        Column("kind"),
        Column("title"),
        Column("between"),
        Column("signed"),
        Column("in_force"),
        Column("form"),
        Column("source_ids", "sources"),
    ]
    return Exhibit(edition, data=shown, columns=columns, quantities=quantities, print_rows=TREATY_ROWS)


def _form(edition: Edition, status: str, reported: str) -> str:
    """Status in words, with the date of the report where there is one."""
    words = phrase("institutions-treaty-status", status, edition)
    return f"{words} ({label(reported)})" if reported else words
