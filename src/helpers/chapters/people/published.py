"""What a count is of, and its value as it was published, in words."""

from collections.abc import Iterable

from helpers.edition import Edition
from helpers.finding import Quantity, choice, country, wording
from helpers.words.formats import listed, sentence_case
from helpers.words.say import has, phrase

METRIC = "people-metric"


def name_count(edition: Edition, row: dict) -> str:
    """What a row counts: ``Pakistani students in Kyrgyzstan``."""
    known = has(METRIC, row["metric"])
    text = phrase(
        METRIC,
        row["metric"] if known else "other",
        edition,
        metric=wording(row["metric"].replace("_", " ")),
        who=choice("one" if row["origin"] else "anyone"),
        origin=country(row["origin"]),
        where=choice("one" if row["host"] else "either"),
        host=country(row["host"]),
    )
    place = row.get("place")
    return sentence_case(f"{text} ({place})" if place else text)


def name_values(edition: Edition, values: Iterable[tuple[str, float, float]], unit: str) -> str:
    """Published values, each as (bound, low, high): ``at least 5 or at least 14``."""
    kind = "money" if unit.startswith("USD") else "percent" if unit == "percent" else "plain"
    ends = {"money": "USD"}.get(kind, unit)
    texts = [
        phrase(
            "people-value",
            kind,
            edition,
            bound=choice(bound or "plain"),
            low=Quantity(low, ends),
            high=Quantity(high, ends),
        )
        for bound, low, high in values
    ]
    return listed(dict.fromkeys(texts), "or")


def name_value(edition: Edition, row: dict) -> str:
    """The value of one count."""
    return name_values(edition, [(row["bound"], row["low"], row["high"])], row["unit"])
