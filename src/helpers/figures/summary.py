"""Exhibit of the summary: trade against target, in short."""

from helpers.analysis import trade
from helpers.edition import Edition
from helpers.figures import trade as chapter
from helpers.figures.exhibit import Exhibit
from helpers.figures.passage import Note


def targets(edition: Edition) -> Exhibit | Note:
    """Figure 0.1: total trade as reported and the announced targets."""
    return chapter.actual(edition, trade.study(edition), number="0.1", height=60)
