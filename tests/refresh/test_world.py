"""Recipes of the world layer: small files with the publishers' headers give back the very rows that are shipped."""

import json
import zipfile
from pprint import pformat

import pandas as pd
import pytest

from helpers.faults import InputError
from helpers.refresh import world as recipes
from helpers.refresh import world_texts
from helpers.refresh.world_texts import session_of
from helpers.world import World
from helpers.world.write import text_frame

LIBRARY = [
    "undl_id",
    "ms_code",
    "ms_name",
    "ms_vote",
    "date",
    "session",
    "resolution",
    "draft",
    "committee_report",
    "meeting",
    "title",
    "agenda_title",
    "subjects",
    "vote_note",
    "total_yes",
    "total_no",
    "total_abstentions",
    "total_non_voting",
    "total_ms",
    "undl_link",
]
RECORDS = (671205, 282122, 4040686, 4091600)  # 1946, 1990, 2024, 2025: old symbols, old names, the China seat


@pytest.fixture(scope="module")
def world():
    return World()


@pytest.fixture(scope="module")
def shipped(world):
    """The rows of the records, and the names printed in each."""
    rolls = text_frame(world.whole("rollcalls"))
    return rolls[rolls["record_id"].isin(map(str, RECORDS))]


def printed(world, row):
    """Name and letter of every listed state as the library prints them on that day."""
    voters, names = world.whole("voters"), world.whole("voter_names")
    of_day = names[names["first_listed"].le(row["date"]) & names["last_listed"].ge(row["date"]) & ~names["repaired"]]
    used = (
        of_day.sort_values("n_records").drop_duplicates("country", keep="last").set_index("country")["name_in_record"]
    )
    return [(used[code], letter) for code, letter in zip(voters["country"], row["votes"], strict=True) if letter != "-"]


def same(made, expected, table):
    resource = World().resource(table)
    key, columns = resource["schema"]["primaryKey"], [spec["name"] for spec in resource["schema"]["fields"]]
    one, two = (frame[columns].sort_values(key).reset_index(drop=True) for frame in (made, expected))
    pd.testing.assert_frame_equal(one, two, check_dtype=False)


def shipped_rows(world, table, query):
    frame = world.whole(table).query(query)
    if "source_ids" in frame:
        frame = frame.assign(source_ids=frame["source_ids"].map(lambda ids: ";".join(map(str, ids))))
    return text_frame(frame)


def test_votes_come_back_from_the_file_of_the_library(world, shipped, tmp_path):
    rows = []
    for row in shipped.to_dict("records"):
        for name, letter in printed(world, row):
            known = {
                "undl_id": row["record_id"], "ms_code": "", "ms_name": name, "ms_vote": letter, "date": row["date"],
                "session": row["session"], "resolution": row["symbol"], "subjects": row["subjects"],
                "title": f"{row['title']} : resolution / adopted by the General Assembly",
            }  # fmt: skip
            rows.append({**dict.fromkeys(LIBRARY, ""), **known})
    rows.append({**rows[0], "undl_id": "1", "resolution": "S/RES/2728(2024)"})
    file = tmp_path / "2026_ga_voting.csv"
    pd.DataFrame(rows, columns=LIBRARY).to_csv(file, index=False)
    made = recipes.make("library", [file])["rollcalls"]
    same(made, shipped, "rollcalls")


def test_votes_come_back_from_crawl_logs_in_text_and_zip(world, shipped, tmp_path):
    logs = []
    for row in shipped.to_dict("records"):
        heading = f" Some item. {row['subjects']}" if row["subjects"] else " Some item"
        item = {
            "agenda": [f"{row['agenda_items']}{heading}"] if row["agenda_items"] else ["N/A"],
            "resolution_symbol": [row["symbol"]],
            "title": [f"{row['title']} : resolution / adopted by the General Assembly"],
            "vote": [f" {'' if letter == 'X' else letter} {name}" for name, letter in printed(world, row)],
            "vote_date": [row["date"]],
        }
        head = f"Scraped from <200 https://digitallibrary.un.org/record/{row['record_id']}?ln=en>\n"
        logs.append(f"2024-03-31 01:46:45 [scrapy.core.scraper] DEBUG: {head}{pformat(item)}\n")
    council = "{'resolution_symbol': ['S/RES/2728(2024)'],\n 'vote': ['Y ALGERIA'],\n 'vote_date': ['2024-03-25']}\n"
    noise = "2024-03-31 01:46:20 [scrapy.addons] INFO: Enabled addons:\n[]\n"
    address = "Scraped from <200 https://digitallibrary.un.org/record/4042188?ln=en>\n"
    text = noise + f"2024-03-31 01:46:38 [scrapy.core.scraper] DEBUG: {address}{council}" + "".join(logs[:2]) + noise
    with zipfile.ZipFile(tmp_path / "scrapy.zip", "w") as archive:
        archive.writestr("scrapy.log", text)
    (tmp_path / "scrapy.log").write_text("".join(logs[2:]), encoding="utf-8")
    files = [tmp_path / "scrapy.zip", tmp_path / "scrapy.log"]
    same(recipes.make("crawl", files, newer=True)["rollcalls"], shipped, "rollcalls")
    with pytest.raises(InputError, match="found 4 rows of rollcalls, expected 5539"):
        recipes.make("crawl", files)


def test_a_vote_glued_to_its_name_is_read_and_an_unknown_name_refused(tmp_path):
    def log(*votes):
        head = "2024-03-31 01:46:45 [scrapy.core.scraper] DEBUG: Scraped from <200 https://x/record/7?ln=en>\n"
        item = {
            "resolution_symbol": ["A/RES/34/1"],
            "title": ["Peace"],
            "vote": list(votes),
            "vote_date": ["1979-10-25"],
        }
        (tmp_path / "scrapy.log").write_text(head + pformat(item) + "\n")
        return recipes.make("crawl", [tmp_path / "scrapy.log"], newer=True)["rollcalls"].iloc[0]

    row = log(" a AUSTRALIA", " Y PAKISTAN", "  NEPAL", " N CHINA")
    assert (row["n_abstain"], row["n_yes"], row["n_silent"], row["n_no"]) == ("1", "1", "1", "1")
    with pytest.raises(InputError, match="found the name 'ATLANTIS', expected one of voter_names"):
        log(" Y ATLANTIS")


def test_a_log_without_its_mapping_is_named_by_line(tmp_path):
    (tmp_path / "scrapy.log").write_text("x\nDEBUG: Scraped from <200 https://x/record/7?ln=en>\nnothing\n")
    with pytest.raises(InputError, match=r"scrapy.log:3: found no printed mapping, expected the item of record 7"):
        recipes.make("crawl", [tmp_path / "scrapy.log"], newer=True)


def test_every_shipped_session_follows_from_its_symbol(world):
    rolls = world.whole("rollcalls")
    assert rolls["symbol"].map(session_of).eq(rolls["session"]).all()


def test_memberships_come_back_with_keys_split_at_the_turn_of_the_year(world, tmp_path):
    chosen = shipped_rows(
        world, "igo_spells", "ccode in [345, 365, 703, 770] and body in ['who', 'eco', 'cmea', 'icao', 'wtouro']"
    )
    codes = {"full": 1, "associate": 2, "observer": 3, "missing": -9}
    cells = {}
    for row in chosen.to_dict("records"):
        for year in range(int(row["first_year"]), int(row["last_year"]) + 1):
            cells[(row["ccode"], year, row["body"])] = codes[row["status"]]
    wide = pd.Series(cells).unstack(fill_value=0)
    wide = wide.reindex(pd.MultiIndex.from_product([wide.index.levels[0], range(1944, 2015)]), fill_value=-1)
    wide = wide.rename_axis(["ccode", "year"]).reset_index()
    wide.insert(2, "state", "name")
    wide.to_csv(tmp_path / "state_year_formatv3.csv", index=False)
    made = recipes.make("igo", [tmp_path / "state_year_formatv3.csv"], newer=True)["igo_spells"]
    assert {"SUN", "RUS", "YUG", "SRB"} <= set(chosen["country"])
    same(made, chosen, "igo_spells")


def test_bodies_come_back_with_the_years_that_are_missing_or_imputed(world, tmp_path):
    chosen = shipped_rows(world, "igo_bodies", "body in ['eco', 'icao', 'cmea']")
    spells = world.whole("igo_spells").query("body in @names", local_dict={"names": chosen["body"].tolist()})
    rows = []
    for body in chosen.to_dict("records"):
        imputed = {year for run in body["imputed_years"].split(";") if run for year in _years(run)}
        own = spells[spells["body"].eq(body["body"])]
        for year in range(int(body["first_year"]), int(body["last_year"]) + 1):
            now = own[own["first_year"].le(year) & own["last_year"].ge(year)]
            cells = now.set_index("ccode")["status"].map({"full": 1, "associate": 2, "observer": 3, "missing": -9})
            row = {
                "ioname": body["body"].upper(), "orgname": body["name"], "year": year, "sdate": body["founded"],
                "deaddate": body["ended"], "dead": int(body["fate"] == "dead"), "imputed": int(year in imputed),
                "ionum": body["ionum"], "longorgname": body["long_name"], "version": 3, "sourcesandnotes": "x",
                **{kind: body[kind] for kind in ("political", "social", "economic")},
            }  # fmt: skip
            rows.append(row | {f"s{code}": value for code, value in cells.items()})
    frame = pd.DataFrame(rows)
    states = [name for name in frame if name.startswith("s") and name[1:].isdigit()]
    blank = frame["ioname"].eq("ICAO") & frame["year"].eq(2014)
    frame[states] = frame[states].fillna(0)
    frame.loc[blank, states] = -9
    frame.to_csv(tmp_path / "igo_year_formatv3.csv", index=False)
    made = recipes.make("igo-bodies", [tmp_path / "igo_year_formatv3.csv"], newer=True)["igo_bodies"]
    same(made, chosen, "igo_bodies")


def _years(run):
    first, _, last = run.partition("-")
    return range(int(first), int(last or first) + 1)


def test_states_come_back_from_the_codes_and_the_pages(world, tmp_path):
    chosen = shipped_rows(world, "states", "country in ['KGZ', 'BEL', 'MDA', 'ZAF']")
    columns = {name: column for column, name in world_texts.STATE_COLUMNS.items()}
    codes = chosen.rename(columns={**columns, "country": "ISO3166-1-Alpha-3"}).replace({"true": "x", "false": ""})
    codes["FIPS"], codes["is_independent"] = (
        codes["ISO3166-1-Alpha-3"].map({"KGZ": "KG", "BEL": "BE", "MDA": "MD", "ZAF": "SF"}),
        "Yes",
    )
    codes.loc[900, ["ISO3166-1-Alpha-3", "FIPS", "is_independent"]] = ["VAT", "VT", "Yes"]
    codes.to_csv(tmp_path / "country-codes.csv", index=False)
    (tmp_path / "europe").mkdir()
    for row, fips in zip(chosen.to_dict("records"), codes["FIPS"], strict=False):
        place = [_degrees(float(row["capital_lat"]), "NS"), _degrees(float(row["capital_lon"]), "EW")]
        name = {"text": row["capital_as_published"] or row["capital"]}
        page = {
            "Government": {"Capital": {"name": name, "geographic coordinates": {"text": ", ".join(place)}}},
            "Geography": {"Coastline": {"text": "0 km (landlocked)" if row["landlocked"] == "true" else "2,798 km"}},
        }
        (tmp_path / "europe" / f"{fips.lower()}.json").write_text(json.dumps(page), encoding="utf-8")
    made = recipes.make("states", [tmp_path / "country-codes.csv", tmp_path], newer=True)["states"]
    same(made, chosen, "states")


def _degrees(value, sides):
    minutes = round(abs(value) * 60)
    return f"{minutes // 60} {minutes % 60:02d} {sides[value < 0]}"


def test_ideal_points_come_back_and_another_file_is_refused(world, tmp_path):
    chosen = shipped_rows(world, "ideal_points", "country in ['PAK', 'SUN', 'RUS', 'YUG', 'SCG', 'SRB', 'ROC']")
    codes = {"SUN": "RUS", "SCG": "YUG", "ROC": "TWN"}
    frame = pd.DataFrame(
        {
            "ccode": 1, "iso3c": chosen["country"].replace(codes), "Countryname": "x", "year": chosen["year"],
            "NVotesFP": chosen["n_votes"], "IdealPointFP": chosen["ideal_point"], "Q5%FP": chosen["q5"],
            "Q95%FP": chosen["q95"],
        }
    )  # fmt: skip
    frame["iso3c"] = frame["iso3c"].mask(frame["iso3c"].eq("SRB"), "YUG")
    file = tmp_path / "Idealpointestimates1946-2025.tab"
    frame.to_csv(file, sep="\t", index=False)
    same(recipes.make("ideal-points", [file], newer=True)["ideal_points"], chosen, "ideal_points")
    with pytest.raises(InputError, match="found md5:[0-9a-f]{32}, expected md5:6c876693c6f792ab8dc3eb05542d1772"):
        recipes.make("ideal-points", [file])


def test_sizes_and_the_deflator_come_back(world, tmp_path):
    chosen = shipped_rows(world, "indicators", "country in ['PAK', 'WLD', 'USA']")
    for name, file in (("gdp_usd", "gdp.csv"), ("population", "population.csv")):
        part = chosen[chosen["indicator"].eq(name)]
        frame = pd.DataFrame(
            {"Country Name": "x", "Country Code": part["country"], "Year": part["year"], "Value": part["value"]}
        )
        frame.loc[len(chosen) + 1] = ["Euro area", "EMU", "2020", "1"]
        frame.to_csv(tmp_path / file, index=False)
    change = chosen[chosen["indicator"].eq("gdp_deflator_change")].set_index("year")["value"]
    head = ["Country Name", "Country Code", "Indicator Name", "Indicator Code", *map(str, range(1960, 2024))]
    values = ["United States", "USA", "Inflation", "X", *[change.get(str(year), "") for year in range(1960, 2024)]]
    pd.DataFrame([values], columns=head).to_csv(tmp_path / "deflator.csv", index=False)
    files = [tmp_path / name for name in ("gdp.csv", "population.csv", "deflator.csv")]
    made = recipes.make("indicators", files, newer=True)["indicators"]
    level = made["indicator"].eq("gdp_deflator")
    same(made[~level], chosen[chosen["indicator"].ne("gdp_deflator")], "indicators")
    expected = chosen[chosen["indicator"].eq("gdp_deflator")].set_index("year")["value"].astype(float)
    found = made[level].set_index("year")["value"].astype(float)
    assert (found - expected.reindex(found.index)).abs().max() < 2e-3  # the shipped changes are rounded


def test_distances_come_back_with_codes_renamed_and_what_is_lacking_computed(world, tmp_path):
    whole = shipped_rows(world, "distances", "index == index")
    inside = shipped_rows(world, "internal_distances", "index == index")
    given = whole[whole["computed"].eq("false")].rename(columns={"country_a": "iso_o", "country_b": "iso_d"})
    frame = pd.concat([given, inside.rename(columns={"country": "iso_o"}).assign(iso_d=lambda rows: rows["iso_o"])])
    frame["smctry"] = "0"
    old = {"ROU": "ROM", "COD": "ZAR", "SRB": "YUG", "TLS": "TMP"}
    frame[["iso_o", "iso_d"]] = frame[["iso_o", "iso_d"]].replace(old)
    head = ["iso_o", "iso_d", "contig", "comlang_off", "comlang_ethno", "colony", "comcol", "curcol", "col45", "smctry"]
    frame[[*head, "dist", "distcap", "distw", "distwces"]].to_csv(tmp_path / "dist_cepii.csv", index=False)
    places = world.whole("states")[["country", "capital_lat", "capital_lon"]].set_axis(["iso3", "lat", "lon"], axis=1)
    places = (
        places[~places["iso3"].isin(["LIE", "MCO", "MNE", "SSD"])].replace({"iso3": old}).assign(cap=1, city_en="x")
    )
    pd.concat([places, places.iloc[:1].assign(cap=0, lat=0)]).to_csv(tmp_path / "geo_cepii.csv", index=False)
    made = recipes.make("distances", [tmp_path / "dist_cepii.csv", tmp_path / "geo_cepii.csv"])
    same(made["internal_distances"], inside, "internal_distances")
    same(made["distances"].query("computed == 'false'"), whole.query("computed == 'false'"), "distances")
    found = made["distances"].query("computed == 'true'")
    same(*(rows.assign(dist="", distcap="") for rows in (found, whole.query("computed == 'true'"))), "distances")
    # The capitals here are the Factbook's, so that the circle on GeoDist's radius is known.
    expected = found["capital_km"].astype(float) * 6376.97 / 6371
    assert (found["dist"].astype(float) - expected).abs().max() < 0.06 and found["dist"].eq(found["distcap"]).all()


def test_visas_come_back_and_a_number_is_days_without_one(world, tmp_path):
    chosen = shipped_rows(
        world, "visas", "passport in ['PAK', 'KGZ', 'FRA'] and destination in ['PAK', 'KGZ', 'FRA', 'USA']"
    )
    requirement = chosen["days"].where(chosen["days"].ne(""), chosen["requirement"])
    frame = pd.DataFrame(
        {"Passport": chosen["passport"], "Destination": chosen["destination"], "Requirement": requirement}
    )
    frame.loc[900] = ["PAK", "PAK", "-1"]
    frame.loc[901] = ["PAK", "XKX", "visa required"]
    frame.to_csv(tmp_path / "passport-index-tidy-iso3.csv", index=False)
    made = recipes.make("visas", [tmp_path / "passport-index-tidy-iso3.csv"], newer=True)["visas"]
    same(made, chosen, "visas")
    with pytest.raises(InputError, match="found no column Requirement"):
        frame.rename(columns={"Requirement": "Value"}).to_csv(tmp_path / "old.csv", index=False)
        recipes.make("visas", [tmp_path / "old.csv"], newer=True)


def test_migrants_come_back_without_zeros_dots_and_regions(world, tmp_path):
    states = world.whole("states").set_index("country")
    codes = {code: name for name, code in recipes._DESA_NAMES.items()}
    names = {code: codes.get(code) or name.removesuffix(" (the)") for code, name in states["un_short_name"].items()}
    chosen = shipped_rows(world, "migrants", "year == 2019 and host in ['PAK', 'KGZ', 'IRN']")
    wide = chosen.pivot(index="host", columns="origin", values="migrants").astype(object)
    wide = wide.reindex(columns=states.index, fill_value="0").fillna("0").rename(columns=names).copy()
    wide.loc["KGZ", "South Sudan"] = ".."  # a zero in the rows that are shipped
    head = pd.DataFrame({"Year": 2019, "Dest": [names[code] for code in wide.index]}, index=wide.index)
    wide = pd.concat([head, wide, pd.DataFrame({"Channel Islands": "12"}, index=wide.index)], axis=1)
    wide = pd.concat([wide, wide.iloc[:1].assign(Dest="Micronesia")])
    wide.to_csv(tmp_path / "UN_MigrantStock.csv", index=False)
    same(recipes.make("migrants", [tmp_path / "UN_MigrantStock.csv"], newer=True)["migrants"], chosen, "migrants")
    wide.drop(columns="Pakistan").query("Dest != 'Pakistan'").to_csv(tmp_path / "short.csv", index=False)
    with pytest.raises(InputError, match=r"found no row or column for \['PAK'\], expected all members"):
        recipes.make("migrants", [tmp_path / "short.csv"], newer=True)


def test_refugees_come_back_from_2000_and_between_members_only(world, tmp_path):
    chosen = shipped_rows(world, "refugees", "origin == 'AFG' and host in ['PAK', 'KGZ']")
    frame = chosen.rename(columns={"origin": "coo_iso", "host": "coa_iso", "other_in_need": "oip"})
    frame = frame.assign(coo_name="x", coa_name="y", idps=0, stateless=0)
    other = frame.iloc[0].to_dict()
    more = [
        {**other, "year": 1999}, {**other, "coa_iso": "XXA"}, {**other, "coa_iso": "AFG"},
        {**other, "year": 2001, "coa_iso": "NPL", "refugees": 0, "asylum_seekers": 0, "oip": ""},
    ]  # fmt: skip
    pd.concat([frame, pd.DataFrame(more)]).to_csv(tmp_path / "population.csv", index=False)
    same(recipes.make("refugees", [tmp_path / "population.csv"], newer=True)["refugees"], chosen, "refugees")


PAGE = {
    "Geography": {
        "Land boundaries": {
            "total": {"text": "4,573 km"},
            "border countries": {"text": "China 1,063 km; Kazakhstan 1,212 km; Tajikistan 984 km; Uzbekistan 1,314 km"},
        }
    },
    "Government": {
        "International organization participation": {
            "text": "ADB, CICA, EAEU, MONUSCO, NAM (observer), IFC, IFRCS, ISO (correspondent), UNMISS, WCO, SAARC (dialogue partner)"
        }
    },
    "Economy": {
        "Exports": {
            "Exports 2023": {"text": "$3.9 billion (2023 est.)"},
            "Exports 2022": {"text": "$1,250.5 million (2022 est.)"},
            "note": {"text": "<b>note:</b> balance of payments - exports of goods and services in current dollars"},
        },
        "Exports - partners": {
            "text": "Switzerland 42%, Congo, Republic of the 14%, UAE 9% (2023)",
            "note": {"text": "<b>note:</b> top five export partners based on percentage share of exports"},
        },
        "Imports": {"text": "$4.187 billion (2017 est.) / $3.709 billion (2016 est.)"},
    },
}


def test_pages_of_the_factbook_are_read_in_both_of_their_forms(tmp_path):
    other = {"Geography": {"Land boundaries": {"border countries": {"text": "Kyrgyzstan 1,215 km, Russia 7,644 km"}}}}
    for region, code, page in (("central-asia", "kg", PAGE), ("central-asia", "kz", other), ("europe", "kv", {})):
        (tmp_path / region).mkdir(exist_ok=True)
        (tmp_path / region / f"{code}.json").write_text(json.dumps(page), encoding="utf-8")
    codes = pd.DataFrame({"FIPS": ["KG", "KZ"], "ISO3166-1-Alpha-3": ["KGZ", "KAZ"], "CLDR display name": ["a", "b"]})
    codes.to_csv(tmp_path / "country-codes.csv", index=False)
    made = recipes.make("factbook", [tmp_path, tmp_path / "country-codes.csv"], newer=True)
    of_pages = made["groupings"].query("basis == 'factbook'")
    assert of_pages[["grouping", "country", "use"]].to_numpy().tolist() == [["EAEU", "KGZ", "true"]]
    assert made["groupings"]["basis"].value_counts().to_dict() == {"correction": 2, "factbook": 1, "unsourced": 1}
    partners = made["trade_partners"][["country", "flow", "year", "rank", "partner", "share_percent"]]
    assert partners.to_numpy().tolist() == [
        ["KGZ", "export", "2023", "1", "CHE", "42"],
        ["KGZ", "export", "2023", "2", "COG", "14"],
        ["KGZ", "export", "2023", "3", "ARE", "9"],
    ]
    totals = made["trade_totals"].set_index(["flow", "year"])["value_usd"].to_dict()
    assert totals == {
        ("export", "2023"): "3900000000", ("export", "2022"): "1250500000",
        ("import", "2017"): "4187000000", ("import", "2016"): "3709000000",
    }  # fmt: skip
    borders = made["land_boundaries"].set_index(["country_a", "country_b"])[["km_by_a", "km_by_b", "km"]]
    assert borders.loc[("KAZ", "KGZ")].tolist() == ["1215", "1212", "1213.5"]
    assert borders.loc[("CHN", "KGZ")].tolist() == ["", "1063", "1063"]


def test_an_unknown_recipe_and_a_file_of_r_without_its_reader_are_told(tmp_path, monkeypatch):
    with pytest.raises(InputError, match="recipe: found 'flights', expected one of library, crawl"):
        recipes.make("flights", [])
    monkeypatch.setitem(__import__("sys").modules, "rdata", None)
    (tmp_path / "population.rda").write_bytes(b"RDX3")
    with pytest.raises(InputError, match="expected the package rdata to read it or a CSV of it"):
        recipes.make("refugees", [tmp_path / "population.rda"], newer=True)


def test_the_command_says_what_is_wrong_and_ends_with_two(tmp_path, capsys):
    assert recipes.main(["visas", str(tmp_path / "nowhere.csv")]) == 2
    assert "nowhere.csv: found" in capsys.readouterr().err
