"""Rules between the rows of a table, declared as ``x-rules`` (see :mod:`helpers.datapackage.rules`).

``one``       of the rows with one ``key``, one has ``flag``; vintages of one data set may each have it. Where no row
              has it and all cells are blank, one row is the one, and several are a fault
``series``    from one period (``by``) of a ``key`` to the next ``column`` does not grow or fall ``factor`` times
``group``     the values of ``column`` of one ``key`` do not differ ``factor`` times
``shares``    the values of ``column`` of one ``key`` do not add up to more than ``most``
``repeated``  no two rows are the same in the columns ``same``, and almost in ``like``; with ``once`` they count once
``spells``    the spells of one ``key`` do not overlap

Of each row stay a hash and three numbers; the rows themselves are read again only where something was found.
"""

import difflib
import itertools
import unicodedata
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from helpers.datapackage.cells import short
from helpers.datapackage.rules import holds, listed
from helpers.periods import period

Row = dict[str, str]
Rule = dict[str, Any]
Told = tuple[int, str, str, str]
Again = Callable[[], Iterator[tuple[int, Row]]]

LIKE = 0.9  # share of a text that is the same in both, beyond which two rows tell one thing


def plain(text: str) -> str:
    """A text without case, accents, marks and order of words, so that one thing said twice is seen."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    words = "".join(letter if letter.isalnum() else " " for letter in letters if not unicodedata.combining(letter))
    return " ".join(sorted(words.split()))


def alike(one: str, other: str) -> bool:
    """Whether two titles tell one thing.

    Examples
    --------
    >>> alike("Visit of the president", "The visit of the president."), alike("Visit of the president", "Call of the minister")
    (True, False)
    """
    first, second = plain(one), plain(other)
    if first == second:
        return bool(first)
    # Other numbers are another round, session or year.
    if [word for word in first.split() if word.isdigit()] != [word for word in second.split() if word.isdigit()]:
        return False
    return difflib.SequenceMatcher(None, first, second, autojunk=False).ratio() >= LIKE


class Series:
    """One rule on its way through a table: rows go in, what is wrong comes out at the end."""

    def __init__(self, rule: Rule, table: Any):
        self.rule, self.table = rule, table
        self.hashes, self.lines, self.values, self.days = array("q"), array("q"), array("d"), array("q")

    def add(self, line: int, row: Row) -> None:
        """Take in a row without faults of its own."""
        if not holds(row, self.rule.get("when", {})):
            return
        kind, value, day = self.rule["kind"], 0.0, 0
        if kind in ("series", "group", "shares"):
            if not row[self.rule["column"]]:
                return
            value = float(row[self.rule["column"]])
        if kind == "series":
            span = period(row[self.rule["by"]]) if row[self.rule["by"]] else None
            if span is None:
                return
            day = span.middle.toordinal() * 10_000 + min(9_999, (span.end - span.start).days)
        if kind == "one" and row[self.rule["flag"]].lower() == "false":
            return
        self.hashes.append(hash(self._key(row)))
        self.lines.append(line)
        self.values.append(value)
        self.days.append(day)

    def _key(self, row: Row) -> tuple[str, ...]:
        names = self.rule["same"] if self.rule["kind"] == "repeated" else self.rule["key"]
        # The order of a list says nothing.
        return tuple(";".join(sorted(listed(row[name]))) if ";" in row[name] else row[name] for name in names)

    def told(self, again: Again) -> Iterator[Told]:
        """Line, column, found and expected of everything wrong. ``again`` reads the rows anew."""
        import numpy

        if not len(self.hashes):
            return
        hashes = numpy.frombuffer(self.hashes, dtype=numpy.int64)
        ordered = numpy.sort(hashes)
        double = numpy.unique(ordered[1:][ordered[1:] == ordered[:-1]])
        if self.rule["kind"] in ("one", "repeated", "spells"):
            if len(double):
                yield from self._rows(again, {int(one) for one in double})
            return
        if not len(double):
            return
        keep = numpy.isin(hashes, double)
        order = numpy.lexsort((numpy.frombuffer(self.days, dtype=numpy.int64)[keep], hashes[keep]))
        groups = hashes[keep][order]
        values = numpy.frombuffer(self.values, dtype=float)[keep][order]
        days = numpy.frombuffer(self.days, dtype=numpy.int64)[keep][order]
        lines = numpy.frombuffer(self.lines, dtype=numpy.int64)[keep][order]
        yield from {"series": self._jumps, "group": self._groups, "shares": self._shares}[self.rule["kind"]](
            groups, values, days, lines
        )

    def _jumps(self, groups: Any, values: Any, days: Any, lines: Any) -> Iterator[Told]:
        factor, column = self.rule["factor"], self.rule["column"]
        # Years with years and months with months: a part of a year is no neighbour of a year.
        same = (groups[1:] == groups[:-1]) & (abs(days[1:] % 10_000 - days[:-1] % 10_000) < 5)
        low, high = values[:-1].clip(min=0), values[1:].clip(min=0)
        wrong = same & (low > 0) & (high > 0) & ((high >= factor * low) | (low >= factor * high))
        for place in wrong.nonzero()[0]:
            first, second = values[place], values[place + 1]
            found = (
                f"{second:,.10g}, {max(first, second) / min(first, second):,.0f} times apart from line {lines[place]}"
            )
            yield int(lines[place + 1]), column, found, f"less than {factor:,} times {first:,.10g}"

    def _starts(self, groups: Any) -> Iterator[tuple[int, int]]:
        import numpy

        edges = [0, *(numpy.flatnonzero(groups[1:] != groups[:-1]) + 1).tolist(), len(groups)]
        yield from itertools.pairwise(edges)

    def _groups(self, groups: Any, values: Any, days: Any, lines: Any) -> Iterator[Told]:
        for start, end in self._starts(groups):
            positive = [
                (float(value), int(line))
                for value, line in zip(values[start:end], lines[start:end], strict=True)
                if value > 0
            ]
            if not positive:
                continue
            (least, first), (most, second) = min(positive), max(positive)
            if most >= self.rule["factor"] * least:
                last, other = max(first, second), min(first, second)
                value = most if second == last else least
                found = f"{value:,.10g}, {most / least:,.0f} times apart from line {other}"
                yield (
                    last,
                    self.rule["column"],
                    found,
                    f"less than {self.rule['factor']:,} times between two accounts of one thing",
                )

    def _shares(self, groups: Any, values: Any, days: Any, lines: Any) -> Iterator[Told]:
        for start, end in self._starts(groups):
            total = float(values[start:end].sum())
            if total > self.rule["most"]:
                head = ", ".join(map(str, lines[start:end][:5])) + (" …" if end - start > 5 else "")
                found = f"{total:.4g}, the sum of lines {head}"
                yield int(lines[start:end].max()), self.rule["column"], found, f"at most {self.rule['most']}"

    def _rows(self, again: Again, double: set[int]) -> Iterator[Told]:
        held: dict[tuple, list[tuple[int, Row]]] = defaultdict(list)
        wanted = {"one": self._one, "repeated": self._repeated, "spells": self._spells}[self.rule["kind"]]
        lines = set(self.lines)
        for line, row in again():
            key = self._key(row)
            if line in lines and hash(key) in double:
                held[key].append((line, row))
        for rows in held.values():
            yield from wanted(rows)

    def _one(self, rows: list[tuple[int, Row]]) -> Iterator[Told]:
        flag = self.rule["flag"]
        flagged = [(line, row) for line, row in rows if row[flag]]
        if not flagged and len(rows) > 1:
            lines = " and ".join(str(line) for line, _ in rows[:5])
            yield rows[-1][0], flag, f"nothing in lines {lines}, which are of one key", "true in one of them"
        for place, (line, row) in enumerate(flagged):
            for earlier, other in flagged[:place]:
                if not self._vintages(row, other):
                    key = ", ".join(row[name] for name in self.rule["key"] if row[name])
                    yield line, flag, f"true for {key} as in line {earlier}", "one preferred row of a key"
                    break

    def _vintages(self, row: Row, other: Row) -> bool:
        """Whether two rows are of one data set, published at two dates: the later one revises the earlier."""
        sets = self.table.datasets
        first, second = (
            {sets.get(number, ("", "")) for number in listed(one.get("source_ids", ""))} for one in (row, other)
        )
        names = {name for name, _ in first | second}
        return len(names) == 1 and names != {""} and first != second

    def _repeated(self, rows: list[tuple[int, Row]]) -> Iterator[Told]:
        like = self.rule.get("like")
        for place, (line, row) in enumerate(rows):
            for earlier, other in rows[:place]:
                if not like or alike(row[like], other[like]):
                    column = like or self.table.primary[0]
                    yield (
                        line,
                        column,
                        f"{short(row[column])} as {short(other[column])} in line {earlier}",
                        "a thing that stands in one row",
                    )
                    break

    def _spells(self, rows: list[tuple[int, Row]]) -> Iterator[Told]:
        spells: list[tuple[date, date, str]] = []
        for line, row in rows:
            first = period(row["start"]).start if row["start"] else date.min
            last = period(row["end"]).start if row["end"] else date.max
            for start, end, key in spells:
                if first < end and start < last:
                    yield line, "start", repr(row["start"]), f"a spell that does not overlap {key}"
            spells.append((first, last, row[self.table.primary[0]]))


KINDS = frozenset({"one", "series", "group", "shares", "repeated", "spells"})
