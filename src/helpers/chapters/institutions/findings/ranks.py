"""The place of each side of a pair among all partners of the other."""

import pandas as pd

from helpers.edition import Edition
from helpers.finding import Quantity, choice, country, number

LEAST_PARTNERS = 3


def own_row(partners: pd.DataFrame, edition: Edition, side: str) -> pd.Series | None:
    """The other state of the pair among the partners of a side; ``None`` if it is not among them."""
    rows = partners[partners["of"].eq(side) & partners["partner"].eq(edition.pair[side == "a"])]
    return rows.iloc[0] if len(rows) else None


def places(edition: Edition, partners: pd.DataFrame, span: str) -> dict[str, Quantity]:
    """Quantities of a sentence about both places; none below three partners: a rank among two says nothing.

    ``sides`` tells which there are (``both``, ``a``, ``b``); the headline is the place among the partners of the first.
    """
    own = {side: own_row(partners, edition, side) for side in "ab"}
    ranked = {side: row for side, row in own.items() if row is not None and row["places"] >= LEAST_PARTNERS}
    if not ranked:
        return {}
    quantities = {}
    for side in sorted("ab", key=lambda side: side not in ranked):
        row = ranked.get(side, {"place": 0, "places": 0, "row_ids": ()})
        quantities[f"place_{side}"] = number(int(row["place"]), "rank", span, row["row_ids"])
        quantities[f"places_{side}"] = number(int(row["places"]), "partners", span)
    sides = choice("both" if len(ranked) == 2 else next(iter(ranked)))
    return {**quantities, "sides": sides, "a": country(edition.a.iso3), "b": country(edition.b.iso3)}
