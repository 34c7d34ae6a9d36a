"""The parts of the world layer's recipes that read running text: votes of the UN Digital Library, the World Factbook."""

import ast
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from helpers.countries import code_of
from helpers.faults import InputError
from helpers.world import World
from helpers.world.write import text_frame

LIBRARY = ("undl_id", "ms_name", "ms_vote", "date", "session", "resolution", "title", "subjects")
STATE_COLUMNS = {
    "M49": "m49",
    "CLDR display name": "name",
    "UNTERM English Short": "un_short_name",
    "UNTERM English Formal": "un_formal_name",
    "Region Name": "region",
    "Sub-region Name": "sub_region",
    "Intermediate Region Name": "intermediate_region",
    "Least Developed Countries (LDC)": "ldc",
    "Land Locked Developing Countries (LLDC)": "lldc",
    "Small Island Developing States (SIDS)": "sids",
}
_TITLE = 160
_ADOPTED = re.compile(r"\s*:\s*resolution\s*/\s*adopted by the General Assembly.*$", re.I | re.S)
_RECORD = re.compile(r"Scraped from <200 \S*/record/(\d+)")
_STAMP = re.compile(r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \[", re.M)
_BALLOT = re.compile(r"^\s*(?:([YNA])\s+)?(.*?)\s*$")
_ITEM = re.compile(r"(A/\S+)\s+(\d+[a-z]*|X)?")
_HEADING = re.compile(r"^[^a-z]+(?:\(\d{4}\))?$")
_ROMAN = {"I": 1, "V": 5, "X": 10}

_PAGES = {"ri": "SRB", "kv": "XKX"}  # pages that the table of codes does not know
_NO_MEMBER = (
    "suspended|excluded|signatory|observer|associate|participating member|candidate|pending|partner|dialogue|cooperating"
    "|enhanced|de facto|NGO|correspondent|national committee|subbureau|subscriber"
)
_UNIT = {"trillion": 1e12, "billion": 1e9, "million": 1e6, "thousand": 1e3, "": 1.0}
_AMOUNT = re.compile(r"\$([\d.,]+)\s*(trillion|billion|million|thousand)?\s*\((\d{4})")
_SHARE = re.compile(r"(.+?)\s+<?([\d.]+)%\s*(?:,|$|\(|;)")
_BORDER = re.compile(r"([^;,\d]+(?:, [^;,\d]+)??)\s+([\d,.]+)\s*km")


def session_of(symbol: str) -> str:
    """The session that a symbol of a resolution names: ``45``, ``ES-10``, ``S-3``.

    >>> [session_of(text) for text in ("A/RES/45/60", "A/RES/1004(ES-II)", "A/RES/S-8/2", "A/RES/1599(XV)")]
    ['45', 'ES-2', 'S-8', '15']
    """
    match = re.search(r"\((ES-|S-)?([IVX]+|\d+)\)|(?:RES|DEC)/(ES-|S-)?(\d+)/", symbol)
    if not match:
        return ""
    kind, number = (match[1] or "", match[2]) if match[2] else (match[3] or "", match[4])
    return f"{kind}{number if number.isdigit() else _roman(number)}"


def _roman(text: str) -> int:
    values = [_ROMAN[letter] for letter in text]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))


def headings(text: str) -> str:
    """The subject headings of the library, joined by ``|``."""
    return "|".join(part.strip() for part in re.split(r"[|;]", text) if part.strip())


def read_crawl(paths: Iterable[Path]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Ballots (``record_id``, ``name``, ``letter``) and records of the Assembly in crawl logs; a later one wins."""
    found: dict[int, dict[str, Any]] = {}
    for path in paths:
        for text in _texts(path):
            found.update(_items(text, path))
    kept = {number: item for number, item in found.items() if item.get("vote") and _symbol(item).startswith("A/")}
    ballots = [(number, *_ballot(vote)) for number, item in kept.items() for vote in item["vote"]]
    records = []
    for number, item in kept.items():
        agenda = [line for line in item.get("agenda", []) if line != "N/A"]
        items = [match for line in agenda if (match := _ITEM.match(line))]
        last = [line.rsplit(". ", 1)[-1].strip() for line in agenda]
        records.append(
            {
                "record_id": number,
                "symbol": _symbol(item),
                "date": item["vote_date"][0],
                "title": item["title"][0],
                "agenda_items": "|".join(" ".join(filter(None, match.groups())) for match in items),
                "agenda": "|".join(text for text in last if _HEADING.match(text)),
            }
        )
    return pd.DataFrame(ballots, columns=["record_id", "letter", "name"]), pd.DataFrame(records)


def _texts(path: Path) -> Iterator[str]:
    try:
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                yield from (archive.read(name).decode() for name in sorted(archive.namelist()))
        else:
            yield path.read_text(encoding="utf-8")
    except (OSError, zipfile.BadZipFile, UnicodeDecodeError) as error:
        raise InputError(f"{path}: found {error}, expected a crawl log") from None


def _items(text: str, path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each printed mapping, from the line after its address to the next time stamp."""
    for match in _RECORD.finditer(text):
        start = text.index("\n", match.end()) + 1
        end = _STAMP.search(text, start)
        try:
            yield int(match[1]), ast.literal_eval(text[start : end.start() if end else len(text)].strip())
        except (SyntaxError, ValueError):
            line = text.count("\n", 0, start) + 1
            raise InputError(
                f"{path}:{line}: found no printed mapping, expected the item of record {match[1]}"
            ) from None


def _symbol(item: dict[str, Any]) -> str:
    return (item.get("resolution_symbol") or [""])[0]


def _ballot(text: str) -> tuple[str, str]:
    """Letter and name of a printed vote; a lower-case letter before the name is a misprint of the vote."""
    letter, name = _BALLOT.match(text).groups()
    misprint = None if letter else re.fullmatch(r"([yna]) ?([A-Z].*)", name)
    return (misprint[1].upper(), misprint[2]) if misprint else (letter or "X", name)


def vote_strings(world: World, ballots: pd.DataFrame, records: pd.DataFrame) -> pd.DataFrame:
    """Rows of ``rollcalls``: the letters of each record in the order of ``voters``.

    Raises
    ------
    InputError
        If a printed name has no place.
    """
    voters = world.whole("voters").sort_values("position")["country"].to_list()
    names = world.whole("voter_names")
    dated = ballots.drop(columns="date", errors="ignore").merge(records[["record_id", "date"]], on="record_id")
    several = names["name_in_record"].duplicated(keep=False)
    place = dated["name"].map(names[~several].set_index("name_in_record")["country"])
    # One name, two states: the China seat and the two Yugoslavias.
    for name, before, after, day in (("CHINA", "ROC", "CHN", "1971-10-26"), ("YUGOSLAVIA", "YUG", "SCG", "2000-11-01")):
        here = dated["name"].eq(name)
        place = place.mask(here, np.where(dated["date"].astype(str).lt(day), before, after))
    if place.isna().any():
        raise InputError(
            f"votes: found the name {dated.loc[place.isna(), 'name'].iloc[0]!r}, expected one of voter_names"
        )
    blank = ~dated["letter"].isin(list("YNA"))
    wide = dated.assign(place=place, letter=dated["letter"].mask(blank, "X"))
    wide = wide.drop_duplicates(["record_id", "place"], keep="last").pivot(
        index="record_id", columns="place", values="letter"
    )
    strings = wide.reindex(columns=voters, fill_value="-").fillna("-").agg("".join, axis=1)
    frame = records.set_index("record_id")
    frame["votes"] = strings
    for column, letter in (("n_yes", "Y"), ("n_no", "N"), ("n_abstain", "A"), ("n_silent", "X")):
        frame[column] = frame["votes"].str.count(letter)
    frame["year"] = frame["date"].astype(str).str[:4]
    frame["session"] = frame["symbol"].map(session_of)
    frame["title"] = frame["title"].str.replace(_ADOPTED, "", regex=True).str.strip().str[:_TITLE].str.strip()
    frame["subjects"] = frame["agenda"]
    held = world.whole("rollcalls").set_index("record_id")
    # The flags of another source and, where the file has none, the agenda stay as they are held.
    for column in ("us_important", "issue_codes", "agenda_items"):
        own = frame[column] if column in frame else pd.Series("", frame.index)
        frame[column] = own.where(own.ne(""), held[column].reindex(frame.index).fillna(""))
    return text_frame(frame.reset_index())


def read_states(world: World, folder: Path, codes: pd.DataFrame) -> pd.DataFrame:
    """Rows of ``states``: members of the UN, their capitals and whether they have a coast.

    The two capitals whose place the Factbook does not print right keep the place that is held.
    """
    held = world.whole("states").set_index("country")
    frame = codes.set_index("ISO3166-1-Alpha-3", drop=False)
    free = frame["is_independent"].eq("Yes") & ~frame.index.isin(["VAT", "TWN"])
    frame = frame[free].rename(columns={**STATE_COLUMNS, "ISO3166-1-Alpha-3": "country"})
    for name in ("ldc", "lldc", "sids"):
        frame[name] = frame[name].notna()
    pages = _pages(folder, codes)
    rows = []
    for country in frame.index:
        page = json.loads(pages[country].read_text(encoding="utf-8"))
        printed, place = _text(page, "Government", "Capital", "name"), _place(page)
        name = re.split(r"\s*[(;,]|\s+in\s+[A-Z]", printed)[0].strip()
        row = {"capital": name, "capital_as_published": printed if printed != name else "", "capital_basis": "factbook"}
        row |= dict(zip(("capital_lat", "capital_lon"), place, strict=True)) if place else {}
        kept = held.loc[country] if country in held.index else None
        if kept is not None and kept["capital_basis"] != "factbook":
            row |= kept[["capital", "capital_lat", "capital_lon", "capital_basis"]].to_dict()
        coast = re.match(r"\s*0 km", _text(page, "Geography", "Coastline"))
        rows.append(row | {"country": country, "landlocked": bool(coast)})
    return text_frame(
        frame.drop(columns="country").join(pd.DataFrame(rows).set_index("country")).rename_axis("country").reset_index()
    )


def _place(page: dict[str, Any]) -> tuple[float, float] | None:
    """Degrees north and east of the capital, from degrees and minutes."""
    found = re.findall(r"(\d+) (\d+) ([NSEW])", _text(page, "Government", "Capital", "geographic coordinates"))[:2]
    values = [
        round((int(degree) + int(minute) / 60) * (-1 if side in "SW" else 1), 4) for degree, minute, side in found
    ]
    return (values[0], values[1]) if len(values) == 2 else None


def _pages(folder: Path, codes: pd.DataFrame) -> dict[str, Path]:
    """The page of each country, by the FIPS code that it is named by."""
    fips = (
        codes.dropna(subset="FIPS").set_index(codes["FIPS"].dropna().str.lower())["ISO3166-1-Alpha-3"].to_dict()
        | _PAGES
    )
    pages = {fips[path.stem]: path for path in sorted(folder.glob("*/*.json")) if path.stem in fips}
    if not pages:
        raise InputError(f"{folder}: found no page of a known country, expected folders of regions with JSON files")
    return pages


def is_member(qualifier: str) -> bool:
    """Whether the bracket behind an abbreviation of the Factbook leaves a full membership.

    >>> is_member(""), is_member("dialogue partner"), is_member("permanent")
    (True, False, True)
    """
    return not re.search(_NO_MEMBER, qualifier)


def read_factbook(world: World, folder: Path, codes: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Rows of ``groupings``, ``trade_partners``, ``trade_totals`` and ``land_boundaries``.

    Groupings are those whose list is whole (``grouping_sizes``); rows from other sources stay as they are held.
    """
    pages = _pages(folder, codes)
    members = set(world.whole("states")["country"])
    listed = world.whole("trade_partners").drop_duplicates("partner_name")
    names = listed.set_index("partner_name")["partner"].to_dict()
    marked = world.whole("trade_partners").query("remark != ''")
    remarks = marked.set_index(["country", "flow", "partner_name"])["remark"].to_dict()
    sizes, groupings = world.whole("grouping_sizes"), text_frame(world.whole("groupings"))
    whole = set(sizes.loc[sizes["use"], "grouping"])
    noted = groupings[groupings["basis"].eq("factbook")].set_index(["grouping", "country"])[["remark", "use"]]
    rows: dict[str, list] = {"groupings": [], "trade_partners": [], "trade_totals": [], "borders": []}
    for country, path in pages.items():
        page = json.loads(path.read_text(encoding="utf-8"))
        own = {"country": country, "un_member": country in members}
        for body, qualifier in _memberships(_text(page, "Government", "International organization participation")):
            if body in whole and country in members and is_member(qualifier):
                kept = noted.loc[(body, country)].to_dict() if (body, country) in noted.index else {"use": "true"}
                row = {"grouping": body, "country": country, "basis": "factbook", "remark": "", "source_ids": "702"}
                rows["groupings"].append(row | kept)
        for flow in ("export", "import"):
            head = f"{flow.title()}s"
            for row in _partners(_text(page, "Economy", f"{head} - partners")):
                partner = names.get(row["partner_name"]) or code_of(row["partner_name"])
                remark = remarks.get((country, flow, row["partner_name"]), "")
                rows["trade_partners"].append(own | {"flow": flow, "partner": partner, "remark": remark} | row)
            for value, unit, year in _AMOUNT.findall(_text(page, "Economy", head)):
                usd = round(float(value.replace(",", "")) * _UNIT[unit])
                rows["trade_totals"].append({"country": country, "flow": flow, "year": year, "value_usd": usd})
        for name, km in _BORDER.findall(_text(page, "Geography", "Land boundaries", "border countries")):
            plain = name.split("(")[0].strip()
            other = names.get(plain) or code_of(plain)
            rows["borders"].append((country, other, float(km.replace(",", ""))))
    rows["groupings"] += groupings[groupings["basis"].ne("factbook")].to_dict("records")
    frames = {table: text_frame(found) for table, found in rows.items() if table != "borders" and found}
    return frames | {"land_boundaries": _boundaries(rows["borders"], members)}


def _text(page: dict[str, Any], *names: str) -> str:
    """All text under a heading, without notes and mark-up."""
    part: Any = page
    for name in names:
        part = part.get(name, {}) if isinstance(part, dict) else {}
    texts = [part["text"]] if "text" in part else [sub.get("text", "") for key, sub in part.items() if key != "note"]
    return re.sub(r"<[^>]+>", "", " / ".join(texts)).strip()


def _memberships(text: str) -> Iterator[tuple[str, str]]:
    for part in re.split(r",\s*(?![^()]*\))", text):
        match = re.fullmatch(r"\s*([^()]+?)\s*(?:\((.*)\))?\s*", part)
        if match:
            yield match[1], match[2] or ""


def _partners(text: str) -> Iterator[dict[str, Any]]:
    year = re.search(r"\((\d{4})", text)
    for rank, (name, share) in enumerate(_SHARE.findall(re.split(r"\(\d{4}", text)[0]) if year else [], 1):
        yield {"year": year[1], "rank": rank, "partner_name": name.strip(" ,"), "share_percent": float(share)}


def _boundaries(borders: list[tuple[str, str, float]], members: set[str]) -> pd.DataFrame:
    frame = pd.DataFrame(borders, columns=["one", "other", "km"])
    frame = frame[frame["other"].ne("")]
    first = frame["one"].lt(frame["other"])
    sides = pd.DataFrame(
        {"country_a": frame["one"].where(first, frame["other"]), "country_b": frame["other"].where(first, frame["one"])}
    )
    sides = sides.assign(km_by_a=frame["km"].where(first), km_by_b=frame["km"].where(~first))
    pairs = sides.groupby(["country_a", "country_b"], as_index=False)[["km_by_a", "km_by_b"]].sum(min_count=1)
    pairs["km"] = pairs[["km_by_a", "km_by_b"]].mean(axis=1)
    pairs["both_un"] = pairs["country_a"].isin(members) & pairs["country_b"].isin(members)
    return text_frame(pairs)
