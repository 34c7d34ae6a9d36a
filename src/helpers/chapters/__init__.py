"""The chapters: a folder each with frames, findings and exhibits, wired by name; see :mod:`helpers.chapters.chapter`."""

import helpers.show.html  # noqa: F401  (content of every kind knows how it looks)
from helpers.chapters.chapter import Chapter, open_chapter
from helpers.chapters.story import tell

__all__ = ["Chapter", "open_chapter", "tell"]
