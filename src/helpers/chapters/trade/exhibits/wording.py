"""Words that several exhibits of the chapter share: attributes of the message ``trade-words``."""

from collections.abc import Iterable

from helpers.edition import Edition
from helpers.finding import Quantity, choice, country, number, ratio, when
from helpers.periods import period
from helpers.words.say import phrase

SMALL, TINY = 0.25, 0.02  # between them a ratio is told as a part


def say_word(edition: Edition, word: str, **quantities: Quantity) -> str:
    """An attribute of ``trade-words``."""
    return phrase("trade-words", word, edition, **quantities)


def say_way(edition: Edition, exporter: str, importer: str) -> str:
    """A direction of trade: ``Kazakhstan to Pakistan``."""
    return say_word(edition, "way", exporter=country(exporter), importer=country(importer))


def say_times(edition: Edition, value: float) -> str:
    """A ratio: ``3.3 times``, ``50%``."""
    return say_word(edition, "times", ratio=ratio(value))


def say_part(edition: Edition, value: float) -> str:
    """A ratio in words, a small one as its part: ``3.3 times``, ``one 17th``."""
    part = number(round(1 / value) if TINY <= value < SMALL else 0, "part")
    return say_word(edition, "part", part=part) if part.value else say_times(edition, value)


def say_owner(edition: Edition, side: str) -> str:
    """Whose figure it is: ``Kazakh count``, ``side not named``."""
    return say_word(edition, "count-of", side=country(side)) if side else say_word(edition, "unnamed")


def span_of(periods: Iterable[str]) -> dict[str, Quantity]:
    """The first and the last of some periods, and whether there is one or more of them."""
    ordered = sorted(set(periods), key=lambda text: period(text).start)
    return {
        "first": when(ordered[0]),
        "last": when(ordered[-1]),
        "span": choice("one" if len(ordered) == 1 else "more"),
    }
