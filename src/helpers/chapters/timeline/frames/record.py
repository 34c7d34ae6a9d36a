"""What the rules for leaders' meetings and for dated promises would have said on past days, and what came."""

from datetime import date

import pandas as pd

from helpers.chapters.chapter import Chapter, open_chapter
from helpers.chapters.record import days, record
from helpers.edition import Edition
from helpers.finding import union
from helpers.methods.base_rates import succession
from helpers.periods import period


def past_chapters(edition: Edition) -> dict[date, Chapter]:
    """The chapter as it was on each day on which the rules are asked."""
    return {day: open_chapter("timeline", edition.at(day)) for day in days(edition)}


def meeting_record(edition: Edition, leader_contacts: pd.DataFrame, past_chapters: dict[date, Chapter]) -> pd.DataFrame:
    """The chance of a meeting of leaders within twelve months on past days, and whether one came.

    Columns of :func:`helpers.chapters.record.record`; only days whose twelve months have ended.
    """
    met = leader_contacts.assign(middle=[period(text).middle for text in leader_contacts["date"]])
    answers = []
    for day, then in past_chapters.items():
        until = day.replace(year=day.year + 1)
        rate = then.meeting_rate
        if len(rate) and until <= edition.as_of:
            came = met[(met["middle"] > day) & (met["middle"] <= until)]
            answers.append((day, "", rate["low"].iloc[0], len(came) > 0, union(came["row_ids"])))
    return record(answers)


def promise_record(fallen_due: pd.DataFrame, past_chapters: dict[date, Chapter]) -> pd.DataFrame:
    """The chance that a promise then open would be kept in time on past days, and whether it was.

    A promise is asked about on every day on which it was open and its outcome is known now. Columns of
    :func:`helpers.chapters.record.record`.
    """
    known = fallen_due[fallen_due["state"] != "no-public-evidence"].set_index("promise_id")
    answers = []
    for day, then in past_chapters.items():
        past = then.fallen_due
        past = past[past["state"] != "no-public-evidence"]
        chance = succession(int(past["in_time"].sum()), len(past))
        ahead = then.ledger.query("state == 'open' and due != ''")
        for promise in ahead[ahead["promise_id"].isin(known.index)].itertuples():
            now = known.loc[promise.promise_id]
            answers.append((day, promise.promise, chance, now["in_time"], now["row_ids"]))
    return record(answers)
