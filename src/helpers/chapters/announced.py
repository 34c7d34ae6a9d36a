"""Which announcements count: one reading for all chapters.

A target that one document alone tells (standing ``single-source``) is a statement to be checked, as the claims are: it is
neither a target that trade is measured against nor a promise.
"""

import pandas as pd

from helpers.edition import Edition

ALONE = "single-source"


def announced_targets(edition: Edition) -> pd.DataFrame:
    """The targets of trade that count."""
    rows = edition.targets
    return rows[rows["standing"] != ALONE].reset_index(drop=True)


def announced_promises(edition: Edition) -> pd.DataFrame:
    """The promises that count: not those of a target that does not."""
    targets = edition.targets
    alone = targets.loc[(targets["standing"] == ALONE) & (targets["promise_id"] != ""), "promise_id"]
    rows = edition.promises
    return rows[~rows["promise_id"].isin(alone)].reset_index(drop=True)
