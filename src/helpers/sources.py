"""Sources: citation marks, the reference list, and confidence from the number and kind of sources.

A source has one permanent number, the same in every edition, in ``data/sources.csv`` and in every mark ``[n]``.
"""

import re
from collections.abc import Collection, Iterable, Mapping

import pandas as pd

from helpers.clocks import Clocks
from helpers.methods.verdict import PRIMARY
from helpers.periods import label
from helpers.shown import Shown


class Sources(Shown):
    """The sources of an edition, looked up by number; shown in a notebook, they are its reference list."""

    kind = "sources"

    def __init__(self, rows: Mapping[int, Mapping], clocks: Clocks, tables_read: Collection[str] = ()):
        self._rows, self.clocks, self._tables_read = rows, clocks, tables_read
        self.shown: set[int] = set()  # those that a notebook has shown a mark of: the list on its screen

    def __repr__(self) -> str:
        return f"{len(self._rows)} sources, {len(self.known(self._rows))} of them known at the date"

    def __contains__(self, source_id: int) -> bool:
        return source_id in self.clocks.known_sources or source_id in self.clocks.later

    def __getitem__(self, source_id: int) -> Mapping:
        return self._rows[source_id]

    @property
    def frame(self) -> pd.DataFrame:
        """Every source, whatever its date, as a table."""
        return pd.DataFrame(map(dict, self._rows.values()))

    def known(self, source_ids: Iterable[int]) -> tuple[int, ...]:
        """The numbers that this edition may cite, without repeats, in ascending order."""
        return tuple(sorted({number for number in source_ids if number in self}))

    def ranked(self, source_ids: Iterable[int]) -> tuple[int, ...]:
        """The numbers that this edition may cite, the strongest first: primary, then dated, then the others."""
        return tuple(sorted(self.known(source_ids), key=self._rank))

    def _rank(self, number: int) -> tuple:
        row = self._rows[number]
        reprint = _present(row.get("repeats"))
        return row["kind"] not in PRIMARY, reprint, row["published"] == "", number

    def independent(self, source_ids: Iterable[int]) -> int:
        """How many independent publications: reprints of one text count once, and so does one publisher."""
        origins = set()
        for number in self.known(source_ids):
            row = self._rows[number]
            origins.add(self._origin(row)["publisher"])
        return len(origins)

    def primary(self, source_ids: Iterable[int]) -> tuple[int, ...]:
        """Those that are official, a data set or a treaty."""
        return tuple(number for number in self.known(source_ids) if self._rows[number]["kind"] in PRIMARY)

    def _origin(self, row: Mapping) -> Mapping:
        """The source whose text or data a source repeats, or is made from; itself if none."""
        seen = set()
        while row["source_id"] not in seen:
            seen.add(row["source_id"])
            above = row.get("repeats") if _present(row.get("repeats")) else row.get("derived_from")
            row = self._rows.get(int(above), row) if _present(above) else row
        return row

    def grade(self, source_ids: Iterable[int], conflict: bool = False, modelled: bool = False) -> str:
        """Confidence ``high``, ``moderate`` or ``low`` by the rule that every edition prints (``report-confidence``).

        What is computed by a model is not more certain than the model: at most moderate.
        """
        numbers = self.known(source_ids)
        primary = bool(self.primary(numbers))
        independent = self.independent(numbers)
        if conflict or not numbers:
            return "low"
        if independent >= 2 and primary and not modelled:
            return "high"
        if independent >= 2 or primary:
            return "moderate"
        return "low"

    def weak(self, source_ids: Iterable[int]) -> bool:
        """Whether these are one weak source alone, secondary and of one publisher: on that no headline may rest."""
        numbers = self.known(source_ids)
        return bool(numbers) and self.grade(numbers) == "low"

    def basis(self, source_ids: Iterable[int]) -> str:
        """What the confidence rests on, in words: ``2 independent sources, 1 primary``."""
        numbers = self.known(source_ids)
        independent = self.independent(numbers)
        primary = len(self.primary(numbers))
        return f"{independent} independent source{'s' * (independent != 1)}, {primary} primary"

    def line(self, source_ids: Iterable[int], most: int = 2) -> str:
        """The source line of an exhibit: publisher, title and vintage of each, the strongest ``most`` spelt out."""
        numbers = self.ranked(source_ids)
        parts = [self._brief(number) for number in numbers[:most]]
        if len(numbers) > most:
            parts.append(f"and {len(numbers) - most} more, see the marks and the CSV")
        return "; ".join(parts)

    def dated(self, number: int) -> str:
        """When a source was published, or by when it had been read if it bears no date."""
        published = self._rows[number]["published"]
        return label(published) if published else f"read by {label(self.clocks.cutoff.isoformat())}"

    def _brief(self, number: int) -> str:
        row = self._rows[number]
        title = row["title"] if len(row["title"]) <= 70 else row["title"][:67].rsplit(" ", 1)[0] + " …"
        # A bracketed number in a title is text: with a joiner after the bracket it is not taken for a mark.
        text = re.sub(r"\[(?=\d)", "[\u2060", f"{row['publisher']}, {title} ({self.dated(number)})")
        return f"{text} [{number}]"

    def payload(self) -> dict:
        """All entries, of which a publication prints the ones that it cites, and the tables read to this point."""
        return {
            "entries": self.references(self._rows),
            "tables": sorted(self._tables_read),
            "shown": sorted(self.known(self.shown)),
        }

    def references(self, source_ids: Iterable[int]) -> list[dict]:
        """Full entries for a reference list, in ascending number."""
        return [
            {
                "number": number,
                "publisher": self._rows[number]["publisher"],
                "title": self._rows[number]["title"],
                "published": self.dated(number),
                "url": self._rows[number]["url"],
                "kind": self._rows[number]["kind"],
                "grade": self.grade([number]),
                "later": number in self.clocks.later and number not in self.clocks.known_sources,
            }
            for number in self.known(source_ids)
        ]


def _present(value: object) -> bool:
    return value is not None and value == value and value != ""
