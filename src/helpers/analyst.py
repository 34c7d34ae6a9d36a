"""What an analyst asks for by hand: what there is to choose, two editions side by side, periods as dates.

The values in the first column of each list are what ``open_edition`` and the parameters of the chapters take.
"""

from pathlib import Path

import pandas as pd

from helpers.chapters.announced import announced_targets
from helpers.chapters.chapter import open_chapter
from helpers.chapters.registry import CHAPTERS
from helpers.datapackage.read import InputError, read_package
from helpers.edition import Edition, all_pairs, open_edition
from helpers.finding import Finding
from helpers.periods import period
from helpers.words.say import say

# The frames that hold what a rule would have said on past days.
RECORDS = (
    ("timeline", "meeting_record"),
    ("timeline", "promise_record"),
    ("connectivity", "completion_record"),
    ("trade", "rise_record"),
)


def pairs(data: str | Path = "") -> pd.DataFrame:
    """Every pair that the package has rows about: ``pair``, ``name``; those that the package names come first."""
    package = read_package(data or None)
    known = dict(zip(package.tables["countries"]["iso3"], package.tables["countries"]["name"], strict=True))
    listed = [("-".join(codes), "–".join(known.get(code, code) for code in codes)) for codes in all_pairs(package)]
    return pd.DataFrame(listed, columns=["pair", "name"])


def comparators(edition: Edition) -> pd.DataFrame:
    """The countries that the data can compare with: ``code``, ``name``; those of the pair left out."""
    rows = edition.all.countries[["iso3", "name"]].set_axis(["code", "name"], axis=1)
    return rows[~rows["code"].isin(edition.pair)].sort_values("name", ignore_index=True)


def places(edition: Edition) -> pd.DataFrame:
    """Places of the network and the countries it crosses, by name: ``code``, ``name``, ``kind``, ``country``."""
    held = open_chapter("connectivity", edition).places
    codes = sorted({code for row in held["country"] for code in row} - set(edition.pair))
    whole = pd.DataFrame({"code": codes, "name": [edition.country(code).name for code in codes], "kind": "country"})
    own = held[["node_id", "place", "kind", "country"]].set_axis(["code", "name", "kind", "country"], axis=1)
    # A place whose code is also that of a country is known by its name.
    own["code"] = own["code"].where(~own["code"].isin(edition.all.countries["iso3"]), own["name"])
    own = own.sort_values("name").assign(country=own["country"].map("; ".join))
    return pd.concat([whole.assign(country=whole["code"]), own], ignore_index=True)


def targets(edition: Edition) -> pd.DataFrame:
    """Targets that have a due date, the last announced first: ``target_id``, ``target_usd``, ``announced``, ``due``."""
    rows = announced_targets(edition)
    rows = rows[rows["due"] != ""].sort_values("announced", ascending=False, ignore_index=True)
    return rows[["target_id", "target_usd", "announced", "due", "announced_by"]]


def baselines(edition: Edition) -> pd.DataFrame:
    """Totals from which growth may be counted: ``baseline``, ``side``, ``period``, ``value_usd``, ``basis``."""
    totals = open_chapter("trade", edition).totals
    totals = totals[totals["side"].isin(edition.pair) & totals["value_usd"].gt(0)]
    totals = totals.sort_values("end", ascending=False, ignore_index=True)
    totals.insert(0, "baseline", totals["side"] + ":" + totals["period"])
    return totals[["baseline", "side", "period", "value_usd", "basis"]]


def past_judgements(edition: Edition) -> pd.DataFrame:
    """What the rules behind the judgements would have said on each 30 June since 2010, and what came.

    Returns
    -------
    pandas.DataFrame
        ``rule`` (chapter and frame), ``asked`` (the day; the rule knows what was public then), ``about``, ``chance``
        (0 to 1), ``came``, ``score`` (Brier's, 0 if the chance was right for certain), ``row_ids``; what is not resolved
        yet is left out.
    """
    parts = []
    for chapter, name in RECORDS:
        rows = getattr(open_chapter(chapter, edition), name)
        parts.append(rows.assign(rule=f"{chapter}.{name}", score=(rows["chance"] - rows["came"]) ** 2))
    columns = ["rule", "asked", "about", "chance", "came", "score", "row_ids"]
    return pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)[columns]


def with_periods(frame: pd.DataFrame, column: str = "") -> pd.DataFrame:
    """The frame in the order of time, with ``start``, ``end`` (timestamps) and ``kind`` of each period or date.

    Parameters
    ----------
    frame
        Rows of an edition, such as ``edition.trade``.
    column
        The column that holds ISO 8601 periods; ``period``, ``date`` or ``year`` if not given.

    Raises
    ------
    InputError
        If there is no such column.

    Examples
    --------
    >>> with_periods(pd.DataFrame({"period": ["2024-07/2025-06", "1992"]}))["kind"].tolist()
    ['year', 'fiscal']
    """
    column = column or next((name for name in ("period", "date", "year") if name in frame), "")
    if column not in frame:
        raise InputError(f"with_periods: found no column {column or 'period'!r}, expected one of {', '.join(frame)}")
    spans = [period(str(text)) if str(text).strip() else None for text in frame[column]]
    typed = frame.assign(
        start=pd.to_datetime([span and span.start for span in spans]),
        end=pd.to_datetime([span and span.end for span in spans]),
        kind=[span.kind if span else "" for span in spans],
    )
    return typed.sort_values(["start", "end"], kind="stable", ignore_index=True)


def compare(first: Edition | str, second: Edition | str, *chapters: str) -> pd.DataFrame:
    """Two pairs, dates or packages side by side: what each says of one and the same thing.

    Parameters
    ----------
    first, second
        Editions, or pairs that are opened.
    chapters
        Names of chapters; all if none is given.

    Returns
    -------
    pandas.DataFrame
        By ``finding``: the headline ``value`` of each edition, their ``ratio`` where both are numbers, ``unit`` and the
        sentence of each. A finding that one of them does not have is empty there.
    """
    editions = [open_edition(one) if isinstance(one, str) else one for one in (first, second)]
    sides = [_stated(edition, chapters or CHAPTERS) for edition in editions]
    keys = list(dict.fromkeys([*sides[0], *sides[1]]))
    held = [[side.get(key) for key in keys] for side in sides]
    names = [f"{edition.slug} {edition.as_of}" for edition in editions]
    values = [[finding and finding.value for finding in side] for side in held]
    return pd.DataFrame(
        {
            names[0]: values[0],
            f"{names[1]}{' (second)' * (names[0] == names[1])}": values[1],
            "ratio": [_ratio(*both) for both in zip(*values, strict=True)],
            "unit": [(one or other).headline.unit for one, other in zip(*held, strict=True)],
            "first says": [say(finding) if finding else "" for finding in held[0]],
            "second says": [say(finding) if finding else "" for finding in held[1]],
        },
        index=pd.Index(keys, name="finding"),
    )


def _stated(edition: Edition, chapters: tuple[str, ...]) -> dict[str, Finding]:
    return {finding.id: finding for name in chapters for finding in open_chapter(name, edition).findings}


def _ratio(one: object, other: object) -> float:
    numeric = all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in (one, other))
    return other / one if numeric and one else float("nan")
