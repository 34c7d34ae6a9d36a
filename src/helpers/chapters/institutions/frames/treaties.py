"""Instruments between the two sides, and the investment and tax treaties that either has with others."""

import pandas as pd

from helpers.edition import Edition

COMPARED = ("BIT", "DTT")
ORDER = ("BIT", "DTT", "transit", "energy", "defence", "education", "other")


def instruments(edition: Edition) -> pd.DataFrame:
    """Instruments of the pair, and the investment and tax treaties that either side has with others.

    Returns
    -------
    pandas.DataFrame
        By kind, the pair's before those to compare with, by date of signature: ``group`` (``pair``, ``comparison``),
        ``type``, ``title``, ``parties``, ``alone`` (of the two sides only), ``date_signed``, ``date_in_force``,
        ``status``, ``status_as_of``, ``row_ids``.
    """
    frame = edition.all.treaties
    both = set(edition.pair)
    mine = frame["parties"].map(both.issubset).astype(bool)
    either = frame["parties"].map(lambda parties: bool(both & set(parties))).astype(bool)
    frame = frame[mine | (either & frame["type"].isin(COMPARED))]
    frame = frame.assign(
        group=mine.map({True: "pair", False: "comparison"}),
        alone=frame["parties"].map(lambda parties: set(parties) == both).astype(bool),
        place=frame["type"].map({kind: place for place, kind in enumerate(ORDER)}),
        undated=frame["date_signed"].eq(""),
    ).sort_values(["place", "group", "undated", "date_signed"], key=_pair_first, kind="stable")
    columns = ["group", "type", "title", "parties", "alone", "date_signed", "date_in_force", "status", "status_as_of"]
    return frame[[*columns, "row_ids"]].reset_index(drop=True)


def _pair_first(column: pd.Series) -> pd.Series:
    return column.eq("comparison") if column.name == "group" else column
