"""A small edition of Pakistan and Kazakhstan over a small world of five states, which tests may change."""

from helpers import open_edition
from helpers.chapters import open_chapter
from helpers.world import World
from small import small_package
from world.small_world import SOURCES, roll_call, small_world, spell

STATES = ("PAK", "KAZ", "UZB", "IND", "USA")
TABLES = ("organisations", "memberships", "events", "treaties", "unga_agreement", "unga_opposed", "unga_key_votes")
VOTERS = [
    {"position": place, "country": code, "name": code, "present_member": True, "note": ""}
    for place, code in enumerate(STATES, 1)
]


def body(code, scope="regional", **changes):
    row = {"org_id": code, "name": f"Body {code}", "scope": scope, "founded": "1990", "in_article": "false"}
    return {**row, "source_ids": "1", **changes}


def member(code, country, start, end="", status="member", **changes):
    name = f"{code}-{country}-{start or 'x'}-{status}"
    row = {"membership_id": name, "org_id": code, "country": country, "status": status, "start": start, "end": end}
    return {**row, "preferred": "true", "confidence": "high", "source_ids": "1", **changes}


def meeting(number, date, forum, mode="margins", **changes):
    row = {"event_id": f"E{number}", "date": date, "title": "Talks", "forum": forum, "mode": mode, "status": "occurred"}
    row |= {"level": "head-of-state", "lane": "multilateral", "parties": "KAZ;PAK", "confidence": "high"}
    return {**row, "source_ids": "1", **changes}


def treaty(number, kind, parties="KAZ;PAK", **changes):
    row = {
        "treaty_id": f"TY{number}",
        "title": f"Treaty {number}",
        "type": kind,
        "parties": parties,
        "status": "signed",
    }
    return {**row, "source_ids": "1", **changes}


def votes_of(year, *strings, first=1):
    """Roll calls of a year; each string has the votes of Pakistan, Kazakhstan, Uzbekistan, India and the United States."""
    return [
        roll_call(
            1000 * year + number, f"{year}-12-{number:02d}", votes, title=f"Title {number}", subjects="PEACE--WAR|LAW"
        )
        for number, votes in enumerate(strings, first)
    ]


SPELLS = [spell(code, name, 2000, 2014) for code, name in [("PAK", "x"), ("KAZ", "x"), ("UZB", "x"), ("PAK", "y")]]
COW_STATES = [
    {"ccode": place, "name": code, "country": code, "first_year": 1992, "last_year": 2014}
    for place, code in enumerate(STATES, 1)
]
COW_BODIES = [
    {"body": name, "ionum": 1, "name": name, "long_name": name, "members_2014": size}
    for name, size in (("x", 3), ("y", 1), ("big", 100), ("less", 99))
]


def small_edition(folder, rolls=(), as_of="2026-11-23", **tables):
    """An edition whose package has these tables and whose world has these roll calls and three memberships."""
    data = small_package(folder / "data", **{table: tables.get(table, []) for table in TABLES})
    world = small_world(
        folder / "world",
        sources=[*SOURCES, {**SOURCES[0], "source_id": 488, "title": "Ideal points"}],
        voters=VOTERS,
        rollcalls=list(rolls),
        igo_spells=SPELLS,
        igo_states=COW_STATES,
        igo_bodies=COW_BODIES,
        igo_null=[],
        ideal_points=[],
    )
    edition = open_edition("PAK-KAZ", as_of, data=data)
    edition.world = World(world, as_of=edition.as_of)
    return edition


def small_chapter(folder, rolls=(), as_of="2026-11-23", parameters=None, **tables):
    return open_chapter("institutions", small_edition(folder, rolls, as_of, **tables), **(parameters or {}))
