"""Where pages end, and in which order what they hold stands: planned on paper from measured heights.

The typesetter measures each item of the chapters once (heading, paragraph, exhibit, each row of a table). A beam search
then chooses among the ways to set them, by what each costs a reader: a page that ends early, an exhibit far from its
sentence, a table cut in two. While an exhibit waits for room the text of its chapter goes on; a section that is nothing
but an exhibit may stand behind the next one. Nothing leaves its chapter. Tables take more of their rows where room is
left, and what is still left is spread over the gaps of the page.

Exhibits are numbered in the order that comes out, for every form of publication.
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

BEAM = 60  # ways that are followed side by side
SLACK = 1.0  # mm that the typesetter may need more than was measured
OPENING = 1 / 8  # of a page that has to be left where a chapter begins on it
BLANK = 0.12  # of a page that may stay empty at its foot
FULL = 0.09  # what is left below this is not spread
MOST_EXTRA = 14.0  # mm that a gap grows by
KEPT = 0.75  # of the rows of a table that is shortened so that it fits
LINES = 2  # of a paragraph, and rows of a table, that stand together on a page
# What each costs a reader, a page being 45: an exhibit far from its sentence, a heading or exhibit that it lets pass, a
# heading that is parted from its text.
PAGE_COST = 45.0
FAR = 2.0
PASSED = 1.5
PARTED = 60.0
EXHIBITS = ("figure", "table")
BARRIERS = ("chapter", "small", "break")  # behind which nothing may come to stand that was said before
Step = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Waiting:
    """An exhibit that waits for room, with the headings that go along, and the page where it would have stood."""

    items: tuple[int, ...]
    page: int


@dataclass(frozen=True, slots=True)
class Way:
    """A way to set the items before ``k``: where it has come to, and what it cost so far."""

    k: int = 0
    page: int = 0
    y: float = 0.0
    below: float = 0.0  # space that the last item asks for
    led: bool = False  # a heading was set last: what it stands over has to follow on this page
    waiting: tuple[Waiting, ...] = ()
    tables: tuple[tuple[int, int], ...] = ()  # whole tables of this page and their rows
    open: tuple[int, ...] = ()  # items of this page over which a gap can grow
    fresh: bool = False  # the next chapter opens a page
    cost: float = 0.0
    steps: tuple | None = None  # (earlier steps, step)


class Pages:
    """The pages of measured items.

    Parameters
    ----------
    measured
        ``height`` of a page, ``gaps`` above and below each kind, ``lines`` (height of the first line of a kind and from
        one to the next), and ``items``, each with its ``kind``, ``level`` and ``high`` in mm; a table with its printed
        ``rows`` of ``total``, how ``tall`` each is, and the heights of ``heads``, ``again`` (what is repeated over the page),
        ``foot`` and ``cut`` (the foot of one that is not printed whole). What is ``own`` keeps its place.
    """

    def __init__(self, measured: dict[str, Any]):
        self.items: list[dict[str, Any]] = measured["items"]
        self.height: float = measured["height"]
        self.gaps: dict[str, tuple[float, float]] = measured["gaps"]
        self.lines: dict[str, tuple[float, float]] = measured["lines"]

    @cached_property
    def plan(self) -> list[Step]:
        """What is set, in order: ``item`` with ``rows``, ``begins`` (rows with which a page begins) and ``extra`` mm above it, or ``turn`` of a page."""
        return _told(self.way)

    @cached_property
    def way(self) -> Way:
        """The cheapest way found."""
        come: dict[int, list[Way]] = {0: [Way()]}  # by the next item
        for k in range(len(self.items)):
            ways = self._best(come.pop(k, []))
            while ways:
                moved = [new for way in ways for new in self._moves(way)]
                for way in moved:
                    if way.k > k:
                        come.setdefault(way.k, []).append(way)
                ways = self._best(way for way in moved if way.k == k)
        return min(come[len(self.items)], key=self._rank)

    @cached_property
    def order(self) -> list[str]:
        """Names of the exhibits in the order of print."""
        names = [self.items[step["item"]]["name"] for step in self.plan if "item" in step]
        return [name for name in names if name]

    def _rank(self, way: Way) -> float:
        """What a way costs, with the least that what waits will cost."""
        waiting = sum(self._tall(k) for one in way.waiting for k in one.items)
        cost = way.cost + sum(self._delay(way, one) for one in way.waiting)
        return cost + PAGE_COST * (way.page + (way.y + waiting) / self.height)

    def _delay(self, way: Way, one: Waiting) -> float:
        """What it costs that an exhibit stands behind its sentence: pages between, and headings and exhibits passed by."""
        far = way.page - one.page
        passed = sum(self._kind(k) in ("heading", *EXHIBITS) for k in range(one.items[-1] + 1, way.k))
        return 0.5 + FAR * far * far + PASSED * passed

    def _best(self, ways: Iterable[Way]) -> list[Way]:
        """The cheapest ways, one of those that differ in nothing that matters."""
        found: dict[tuple, Way] = {}
        for way in sorted(ways, key=self._rank):
            found.setdefault((way.waiting, way.led, way.page, round(way.y / 2)), way)
            if len(found) == BEAM:
                break
        return list(found.values())

    # ---- what an item is --------------------------------------------------------------------------------

    def _kind(self, k: int) -> str:
        return self.items[k]["kind"] if k < len(self.items) else "chapter"

    def _tall(self, k: int, rows: int | None = None) -> float:
        """How high an item is, a table with so many rows."""
        one = self.items[k]
        if rows is None or rows == one["rows"]:
            return one["high"]
        foot = {True: one["foot"], False: one["cut"]}
        first, last = foot[one["rows"] == one["total"]], foot[rows == one["total"]]
        return one["high"] - sum(one["tall"][: one["rows"]]) + sum(one["tall"][:rows]) + last - first

    def _ends_part(self, k: int) -> bool:
        """Whether what waits has to be set before this item: a barrier, or a heading of the third level."""
        heads = range(k, self._after(k)) if self._kind(k) == "heading" else ()
        return self._kind(k) in BARRIERS or any(self.items[n]["level"] == 3 for n in heads)

    def _after(self, k: int) -> int:
        """The first item from ``k`` that is neither heading nor what explains it."""
        while self._kind(k) in ("heading", "aside"):
            k += 1
        return k

    def _says(self, k: int) -> bool:
        """Whether there is text from ``k`` to the end of the section."""
        while self._kind(k) not in ("heading", *BARRIERS):
            if self._kind(k) == "text":
                return True
            k += 1
        return False

    def _heading(self, k: int) -> int:
        """The heading of the section in which an item stands."""
        while k > 0 and self._kind(k) not in ("heading", *BARRIERS):
            k -= 1
        return k

    def _gap(self, way: Way, k: int) -> float:
        return max(way.below, self.gaps[self._kind(k)][0]) if way.y > 0 else 0.0

    def _room(self, way: Way, k: int) -> float:
        """What the page has for an item, under the gap above it."""
        return self.height - way.y - self._gap(way, k) - SLACK

    # ---- what can come next -----------------------------------------------------------------------------

    def _moves(self, way: Way) -> Iterator[Way]:
        moved = list(self._placed(way))
        if not way.led:
            moved += [new for one in way.waiting if self._may(way, one) for new in self._recalled(way, one)]
            left = self.height - way.y
            if way.y > 0 and (not moved or left < self.height / 2 or self._ends_part(way.k)):
                moved.append(self._turned(way))
        elif not moved:
            # Only if a heading with its text is higher than a page.
            moved = [self._turned(replace(way, cost=way.cost + PARTED))]
        yield from moved

    def _may(self, way: Way, one: Waiting) -> bool:
        """Whether what waits may be set: nothing does before its heading."""
        sections = {self._heading(k) for k in one.items}
        return not any(
            other is not one and len(other.items) > 1 and sections & set(other.items) for other in way.waiting
        )

    def _placed(self, way: Way) -> Iterator[Way]:
        """The next item of the text, set here or left to wait."""
        k, kind = way.k, self._kind(way.k)
        if way.waiting and self._ends_part(k):
            return
        if kind == "break":
            if way.y == 0:
                yield replace(way, k=k + 1, fresh=True)
        elif kind == "chapter":
            if way.y == 0 or (self.height - way.y > self.height * OPENING and not way.fresh):
                yield from self._headed(replace(way, fresh=False))
        elif kind == "heading":
            yield from self._headed(way)
        elif kind in EXHIBITS:
            heading = self._heading(k)
            if any(heading in one.items for one in way.waiting):
                yield self._deferred(way, (k,))
                return
            yield from self._set(way, (k,))
            if not self.items[k]["own"]:
                yield self._deferred(way, (k,))
        else:
            yield from self._set(way, (k,))

    def _headed(self, way: Way) -> Iterator[Way]:
        """Headings and what explains them, with what they stand over."""
        start = way.k
        after = self._after(start + 1)
        heads = tuple(range(start, after))
        if self._kind(after) in BARRIERS:
            yield from self._set(way, heads)
        elif self._kind(after) not in EXHIBITS or self._kind(start) == "chapter":
            for new in self._set(way, heads):
                yield replace(new, led=True)
        else:
            yield from self._set(way, (*heads, after))
            if self.items[after]["own"]:
                return
            if self._says(after):
                for new in self._set(way, heads):
                    yield self._deferred(replace(new, led=True), (after,))
            elif not (self.items[start]["level"] == 3 or way.led):
                yield self._deferred(way, (*heads, after))

    def _deferred(self, way: Way, items: tuple[int, ...]) -> Way:
        return replace(way, k=items[-1] + 1, waiting=(*way.waiting, Waiting(items, way.page)))

    def _recalled(self, way: Way, one: Waiting) -> Iterator[Way]:
        """What waited comes to stand here."""
        rest = tuple(other for other in way.waiting if other is not one)
        cost = self._delay(way, one)
        for new in self._set(replace(way, waiting=rest), one.items):
            yield replace(new, k=way.k, cost=new.cost + cost)

    def _set(self, way: Way, items: tuple[int, ...]) -> Iterator[Way]:
        """Items in a row on this page, the last one with fewer rows or over the page if it must."""
        for k in items[:-1]:
            if self._tall(k) > self._room(way, k):
                return
            way = self._put(way, k)
        k, room = items[-1], self._room(way, items[-1])
        kind = self._kind(k)
        if self._tall(k) <= room:
            yield self._put(way, k)
        elif kind == "table":
            yield from self._shortened(way, k, room)
            yield from self._broken(way, k, room)
        elif kind in self.lines:
            yield from self._split(way, k, room)
        elif way.y == 0:
            # Higher than a page: nothing can be done for it.
            yield self._put(way, k)

    def _put(self, way: Way, k: int, rows: int | None = None) -> Way:
        kind, high = self._kind(k), self._tall(k, rows)
        step = {"item": k}
        tables = way.tables
        if kind == "table":
            step["rows"] = self.items[k]["rows"] if rows is None else rows
            tables = (*tables, (k, step["rows"]))
        return replace(
            way,
            k=max(way.k, k + 1),
            y=way.y + self._gap(way, k) + high,
            below=self.gaps[kind][1],
            led=False,
            tables=tables,
            open=(*way.open, k) if way.y > 0 and kind not in ("text", "aside") else way.open,
            steps=(way.steps, step),
        )

    def _shortened(self, way: Way, k: int, room: float) -> Iterator[Way]:
        rows = self.items[k]["rows"]
        for fewer in range(rows - 1, max(3, math.ceil(rows * KEPT) - 1), -1):
            if self._tall(k, fewer) <= room:
                new = self._put(way, k, fewer)
                yield replace(new, cost=new.cost + 1 + 4 * (1 - fewer / rows))
                return

    def _broken(self, way: Way, k: int, room: float) -> Iterator[Way]:
        """A table that begins here and goes on over the page."""
        one = self.items[k]
        rows, tall, foot = one["rows"], one["tall"], one["foot" if one["rows"] == one["total"] else "cut"]
        top, heads = one["high"] - sum(tall[:rows]) - foot, one["heads"] + one["again"]
        page, used = way.page, top
        row, begins = 0, []
        while row < rows:
            begun = row
            # The last row takes the foot along.
            while row < rows and used + tall[row] + (foot if row == rows - 1 else 0.0) <= room:
                used += tall[row]
                row += 1
            if row < rows:
                if row - begun < LINES:
                    return
                row = min(row, rows - LINES)
                begins.append(row)
                page, room, used = page + 1, self.height - SLACK, heads
        high = one["high"]
        cost = 1.0 if high > self.height - SLACK else 3.0 if high > self.height / 2 else 6.0
        step = {"item": k, "rows": rows, "begins": begins}
        yield replace(
            self._over(way, used + foot, page),
            k=max(way.k, k + 1),
            below=self.gaps["table"][1],
            cost=way.cost + cost,
            steps=(way.steps, step),
        )

    def _split(self, way: Way, k: int, room: float) -> Iterator[Way]:
        """A paragraph that goes on over the page, at least two of its lines on each."""
        first, pitch = self.lines[self._kind(k)]
        lines = round((self._tall(k) - first) / pitch) + 1
        here = min(math.floor((room - first) / pitch) + 1, lines - LINES)
        if here < LINES:
            return
        rest, page = lines - here, way.page + 1
        whole = math.floor((self.height - first) / pitch) + 1
        page, rest = page + (rest - 1) // whole, (rest - 1) % whole + 1
        yield replace(
            self._over(way, first + pitch * (rest - 1), page),
            k=max(way.k, k + 1),
            below=self.gaps[self._kind(k)][1],
            steps=(way.steps, {"item": k}),
        )

    def _over(self, way: Way, y: float, page: int) -> Way:
        """On the page on which what was begun ends."""
        return replace(way, page=page, y=y, led=False, tables=(), open=())

    # ---- where a page ends ------------------------------------------------------------------------------

    def _turned(self, way: Way) -> Way:
        """The next page; on this one tables grow, and what is left is spread."""
        left = self.height - way.y - SLACK
        rows = {}
        for k, printed in way.tables:
            one = self.items[k]
            for more in range(len(one["tall"]), printed, -1):
                grown = self._tall(k, more) - self._tall(k, printed)
                if grown <= left:
                    rows[k] = more
                    left -= grown
                    break
        ends = self._kind(way.k) == "chapter" and not way.waiting
        extra, cost = 0.0, 0.0
        if not ends:
            over = left - self.height * FULL
            if over > 0 and way.open:
                extra = min(over / len(way.open), MOST_EXTRA)
                cost += 0.05 * extra * len(way.open)
            blank = (left - extra * len(way.open)) / self.height
            cost += 40 + 400 * (blank - BLANK) if blank > BLANK else 5 * blank
        elif left > self.height * 2 / 3:
            cost += 25.0
        fill = {"turn": True, "rows": rows, "extra": round(extra, 2), "open": way.open}
        return replace(
            way, page=way.page + 1, y=0.0, below=0.0, led=False, tables=(), open=(), cost=way.cost + cost,
            steps=(way.steps, fill),
        )  # fmt: skip


def _told(way: Way) -> list[Step]:
    """The steps of a way in order, what a page grew by told with each item."""
    told: list[Step] = []
    rows: dict[int, int] = {}
    extra: dict[int, float] = {}
    steps = way.steps
    while steps:
        steps, step = steps
        if "turn" in step:
            rows |= step["rows"]
            extra |= dict.fromkeys(step["open"], step["extra"])
            told.append({"turn": True})
        else:
            k = step["item"]
            made = {"item": k, "rows": rows.get(k, step.get("rows", 0)), "begins": step.get("begins", [])}
            told.append(made | {"extra": extra.get(k, 0.0)})
    return told[::-1]
