"""The record of the rule for leaders' meetings: what it would have said on past days, and what came of it.

The rule is asked through the same lens as an edition of that day, so it knows what was public then and no more. What came
is told by the contacts that the present edition knows.
"""

from datetime import date, timedelta

import pandas as pd

from helpers.chapters.chapter import open_chapter
from helpers.edition import Edition
from helpers.finding import union
from helpers.methods.base_rates import chance_of_any
from helpers.periods import period

FIRST_YEAR = 2010
ASKED = (6, 30)  # 30 June


def meeting_record(edition: Edition, leader_contacts: pd.DataFrame) -> pd.DataFrame:
    """The chance of a meeting of leaders within twelve months, as the rule gives it on each 30 June, and whether one came.

    Returns
    -------
    pandas.DataFrame
        ``asked`` (ISO date), ``chance`` (0 to 1, the lower end of its range), ``came`` (bool), ``row_ids`` of the
        meetings that came; only days whose twelve months have ended.
    """
    days = [date(year, *ASKED) for year in range(FIRST_YEAR, edition.as_of.year)]
    days = [day for day in days if day.replace(year=day.year + 1) <= edition.as_of]
    met = leader_contacts.assign(middle=[period(text).middle for text in leader_contacts["date"]])
    rows = []
    for day in days:
        chances = open_chapter("timeline", edition.at(day)).meeting_chances
        came = met[met["middle"].between(day + timedelta(days=1), day.replace(year=day.year + 1))]
        if len(chances):
            rows.append((day.isoformat(), chance_of_any(chances["low"]), bool(len(came)), union(came["row_ids"])))
    return pd.DataFrame(rows, columns=["asked", "chance", "came", "row_ids"])
