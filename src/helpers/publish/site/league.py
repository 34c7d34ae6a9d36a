"""The league of pairs: what can be set side by side, each from the newest edition of its pair.

A pair stands in a column only if its edition holds the finding: what is not held is not nought.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from helpers.publish.site.catalogue import Published
from helpers.words.formats import number, percent, times


@dataclass(frozen=True)
class Measure:
    """A column: the finding it comes from, the quantities it reads, how they make a value and how it is written.

    ``order`` is what the column is sorted by, the most telling first.
    """

    key: str
    finding: str
    quantities: tuple[str, ...]
    value: Callable[..., float]
    shown: Callable[..., str]
    order: Callable[[float], float] = float


def _of(part: float, whole: float) -> str:
    return f"{number(part)} of {number(whole)}"


MEASURES = (
    # A ledger that shows a tenth is as far from its mirror as one that shows ten times as much.
    Measure(
        "mirror",
        "trade.mirror-latest",
        ("ratio",),
        float,
        lambda ratio: times(ratio) if ratio >= 1 else percent(ratio),
        lambda ratio: abs(math.log(ratio)) if ratio > 0 else math.inf,
    ),
    Measure(
        "target",
        "trade.required",
        ("multiple",),
        lambda multiple: 1 / multiple,
        lambda multiple: percent(1 / multiple, 1),
    ),
    Measure("promises", "timeline.promises", ("delivered", "due"), lambda kept, due: kept / due if due else 0.0, _of),
    Measure("claims", "claims.count", ("confirmed", "statements"), lambda right, every: right / every, _of),
    Measure("votes", "institutions.votes", ("mean",), float, percent),
    Measure("bodies", "institutions.weighted", ("weighted",), float, percent),
)


def league(pairs: dict[str, list[Published]]) -> list[dict[str, Any]]:
    """A row a pair that holds at least one measure: the measures by key with value, order, words and address."""
    rows = []
    for editions in pairs.values():
        newest = editions[0]
        cells = {measure.key: cell for measure in MEASURES if (cell := _cell(newest, measure))}
        if cells:
            rows.append({"edition": newest, "cells": cells})
    return rows


def _cell(edition: Published, measure: Measure) -> dict[str, Any] | None:
    given = [edition.quantity(measure.finding, name) for name in measure.quantities]
    if any(not isinstance(value, (int, float)) for value in given) or not given[-1]:
        return None
    value = measure.value(*given)
    finding = next(entry for entry in edition.findings if entry["id"] == measure.finding)
    return {
        "value": value,
        "order": round(measure.order(value), 6),
        "shown": measure.shown(*given),
        "text": finding["text"],
        "href": edition.anchor(finding.get("exhibit", "")),
    }
