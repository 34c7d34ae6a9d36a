"""A world package of a few rows that tests may fill and damage; its tables have the schemas of the project's own."""

import json
from pathlib import Path

from helpers.world.read import WORLD
from helpers.world.write import text_frame, write_tables

VOTERS = ("AAA", "BBB", "CCC", "DDD")
SOURCES = [
    {"source_id": 485, "publisher": "Library", "title": "Votes", "published": "2025-11-08", "kind": "dataset"},
    {"source_id": 487, "publisher": "Project", "title": "Bodies", "published": "2020", "kind": "academic"},
    {"source_id": 489, "publisher": "Author", "title": "Flags", "published": "2021-03-08", "kind": "dataset"},
    {"source_id": 229, "publisher": "Bank", "title": "GDP", "published": "2026-03-20", "kind": "dataset"},
    {"source_id": 703, "publisher": "Bank", "title": "Persons", "published": "2020-01-01", "kind": "dataset"},
    {"source_id": 705, "publisher": "Index", "title": "Visas", "published": "2025-01-12", "kind": "dataset"},
    {"source_id": 704, "publisher": "Bank", "title": "Prices", "published": "2026-03-20", "kind": "dataset"},
]


def roll_call(number, date, votes, **changes):
    return {
        "year": date[:4], "record_id": number, "symbol": f"A/RES/{number}", "date": date, "session": "1", "title": "Peace",
        "n_yes": votes.count("Y"), "n_no": votes.count("N"), "n_abstain": votes.count("A"), "n_silent": votes.count("X"),
        "votes": votes, **changes,
    }  # fmt: skip


def spell(country, body, first, last, status="full"):
    return {"country": country, "ccode": 1, "body": body, "first_year": first, "last_year": last, "status": status}


def small_world(folder: Path, **tables) -> Path:
    """Write a world package with ``sources``, ``voters`` and the tables given (rows as dictionaries)."""
    folder.mkdir(parents=True, exist_ok=True)
    voters = [
        {"position": place, "country": code, "name": code, "present_member": code != "DDD", "note": ""}
        for place, code in enumerate(VOTERS, 1)
    ]
    tables = {"sources": SOURCES, "voters": voters, "non_members": [], **tables}
    descriptor = json.loads((WORLD / "datapackage.json").read_text(encoding="utf-8"))
    kept = [resource for resource in descriptor["resources"] if resource["name"] in tables]
    descriptor["resources"] = kept
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    frames = {}
    for resource in kept:
        columns = [spec["name"] for spec in resource["schema"]["fields"]]
        frames[resource["name"]] = text_frame(tables[resource["name"]]).reindex(columns=columns, fill_value="")
    write_tables(folder, frames)
    return folder
