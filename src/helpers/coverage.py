"""What was looked for, where, when and with what result: the four states of an absence.

A row that is not there is one of four things. It was *found* after all; it was *looked for and not found*, which may be
said, with the search; it was *not looked for*, of which nothing may be said; or it *does not apply*. The table
``coverage`` has a row a search. Counts and totals are absences too: without a finished search of their table they are
those *known to us*.
"""

import pandas as pd

FOUND, NOT_FOUND = "found", "not-found"


def searches(coverage: pd.DataFrame, pair: tuple[str, str], table: str = "", theme: str = "") -> pd.DataFrame:
    """The searches about a pair, its countries or the world, the newest first.

    Parameters
    ----------
    coverage
        The table ``coverage``: ``search_id``, ``table``, ``theme``, ``parties`` (tuple of alpha-3 codes, empty for all),
        ``searched_on``, ``result``.
    pair
        Two alpha-3 codes.
    table, theme
        Only those of a table, or of a theme.
    """
    own = coverage["parties"].map(lambda parties: not parties or set(pair) <= set(parties) or set(parties) <= set(pair))
    # A search that was made after the as-of date has lost its day and tells that edition nothing.
    rows = coverage[own.astype(bool) & (coverage["searched_on"] != "")]
    rows = rows[rows["table"] == table] if table else rows
    rows = rows[rows["theme"] == theme] if theme else rows
    return rows.sort_values(["searched_on", "search_id"], ascending=[False, True]).reset_index(drop=True)


def not_found(coverage: pd.DataFrame, pair: tuple[str, str], table: str = "", theme: str = "") -> str:
    """The newest search that allows to say "not found", if no newer one found something; else empty."""
    rows = searches(coverage, pair, table, theme)
    rows = rows[rows["parties"].map(lambda parties: not parties or set(pair) <= set(parties)).astype(bool)]
    return rows.iloc[0]["search_id"] if len(rows) and rows.iloc[0]["result"] == NOT_FOUND else ""


def absences(coverage: pd.DataFrame, pair: tuple[str, str], chapter: str) -> pd.DataFrame:
    """The searches whose absence a chapter prints, as the rows word it, in the order of their ids."""
    rows = searches(coverage, pair).sort_values("search_id")
    told = rows["chapter"].eq(chapter) & rows["absence"].ne("") & rows["result"].ne(FOUND)
    return rows[told].reset_index(drop=True)


def searched_on(coverage: pd.DataFrame, pair: tuple[str, str], table: str) -> str:
    """The day of the last search of a table for the pair: counts of it are known up to then; empty: *known to us*."""
    rows = searches(coverage, pair, table)
    return rows.iloc[0]["searched_on"] if len(rows) else ""
