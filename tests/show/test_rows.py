"""Every exhibit is drawn from one row and from two thousand of each table that an analyst fills."""

import io
import re

import pytest

import helpers.datapackage.check
from fuzz.test_builds import WHOLE, rows, valid
from helpers import open_edition
from helpers.chapters import open_chapter
from helpers.chapters.registry import EXHIBITS
from helpers.datapackage.descriptor import house
from helpers.datapackage.read import DEFAULT_DATA, read_descriptor
from show.drawn import faults

# Tables of what is the same for every pair, and roads, of which a row alone is no way.
KEPT = {"names", "nodes", "edges", "waypoints", "lines", "programmes", "scenarios", "coverage", *WHOLE}
NAMED = ("title", "what", "promise", "claim", "aim", "reason", "point", "person", "cargo", "product", "component")
FOLDED = 230  # mm: what is higher than a page stands on the screen only
KILOBYTES = 400


def grown(table, held, n):
    """Rows about the pair, again and again with another key, other years and another name until there are ``n``."""
    schema = house()[table]["schema"]
    keys = [schema["primaryKey"]] if isinstance(schema["primaryKey"], str) else schema["primaryKey"]
    dated = [
        one["name"] for one in schema["fields"] if one.get("x-kind") in ("date", "period") or one["name"] == "year"
    ]
    mine = [row for row in held if {"PAK", "KGZ"} <= set(re.findall(r"\b[A-Z]{3}\b", " ".join(row.values())))] or held
    made, seen = [], set()
    for place in range(n):
        row, turn = dict(mine[place % len(mine)]), place // len(mine)
        if turn:
            row |= {keys[0]: f"{row[keys[0]]}-{turn}"} if len(keys) == 1 else {}
            row |= {name: f"{row[name]} {turn}" for name in NAMED if row.get(name)}
            later = lambda year, turn=turn: str(1990 + (int(year[0]) - 1990 + turn) % 36)  # noqa: E731
            row |= {name: re.sub(r"\b(19|20)\d\d\b", later, row[name]) for name in dated}
        if table == "trade":
            key = tuple(row[name] for name in ("period", "reporter", "partner", "flow"))
            row["preferred"] = str(key not in seen).lower()
            seen.add(key)
        made.append(row)
    return made


@pytest.mark.long
@pytest.mark.parametrize("n", [1, 40, 2000])
def test_every_exhibit_is_drawn_from_one_row_and_from_two_thousand(tmp_path, monkeypatch, n):
    monkeypatch.setattr(helpers.datapackage.check, "PER_COLUMN", 10**9)
    held = {one["name"]: rows(one["name"]) for one in read_descriptor(DEFAULT_DATA)["resources"]}
    tables = {
        name: own if name in KEPT else grown(name, own, n) for name, own in held.items() if own and name not in WHOLE
    }
    edition = open_edition("PAK-KGZ", data=valid(tmp_path, held, tables, "PAK-KGZ"))
    wrong, seen = [], set()
    for chapter in sorted({name.partition(".")[0] for name in EXHIBITS} - {"summary"}):
        opened = open_chapter(chapter, edition)
        for name in opened.exhibits:
            exhibit = opened.draw(name)
            drawing, narrow = getattr(exhibit, "drawing", None), getattr(exhibit, "narrow", None)
            for figure in [drawing, *([narrow()] if narrow else [])] if drawing else []:
                seen.add(name)
                page = io.BytesIO()
                figure.savefig(page, format="svg")
                size, high = len(page.getvalue()) // 1024, figure.get_figheight() * 25.4
                wrong += [f"{name}: {fault}" for fault in faults(figure)]
                wrong += [f"{name}: {size} kB"] if size > KILOBYTES else []
                wrong += [f"{name}: {high:.0f} mm"] if high > FOLDED and figure is drawing else []
    assert not wrong, wrong[:20]
    assert len(seen) > (5 if n == 1 else 15), seen
