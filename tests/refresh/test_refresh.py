"""From a package to a proposal and to a new vintage: nothing is overwritten, and earlier editions stay as they were."""

import csv
import hashlib
import json
import shutil
from datetime import date

import pytest

import publishers as made
from helpers import cli, open_edition
from helpers.datapackage.check import check
from helpers.datapackage.read import DEFAULT_DATA, InputError, read_package
from helpers.edition import Edition
from helpers.refresh import comtrade, imf, proposal, refresh, worldbank
from helpers.refresh.fetch import describe

PAIR = ("PAK", "KGZ")


@pytest.fixture
def answered(server):
    """All three publishers answer: one value stands, one is revised, one is new, one is gone."""
    made.references(server)
    made.covered(server, "PAK", 2018, 2019, 2020)
    made.covered(server, "KGZ", 2019)
    exports = {2018: 1_000_000, 2019: 2_500_000, 2020: 4_000_000}
    for year, value in exports.items():
        made.trade(server, "PAK", "KGZ", "X", year, made.total(made.record("PAK", "KGZ", "X", year, value)))
        made.trade(server, "PAK", "KGZ", "M", year, made.total())
    made.trade(server, "KGZ", "PAK", "X", 2019, made.total())
    made.trade(server, "KGZ", "PAK", "M", 2019, made.total(made.record("KGZ", "PAK", "M", 2019, 3_100_000)))
    people = [("KGZ", 2018, None), ("KGZ", 2019, 6_456_900), ("PAK", 2019, 223_293_280)]
    for code in worldbank.INDICATORS:
        rows = [made.point(iso3, code, *rest) for iso3, *rest in people] if code == "SP.POP.TOTL" else []
        made.indicator(server, PAIR, code, made.pages(code, rows))
    made.imts(server, PAIR, made.series(("PAK", "XG_FOB_USD", "KGZ", 2019, "1999999.5")))
    return server


def hashes(folder):
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not {"raw", "proposals"} & set(path.relative_to(folder).parts)
    }


def lines(changes, kind):
    return {
        (change["provider"], describe(change["table"], change["key"]), change["key"].get("period") or change["key"]["year"]): (
            change["old"], change["new"], change["percent"],
        )
        for change in changes
        if change["kind"] == kind
    }  # fmt: skip


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def citable(edition):
    """The sources that an edition may cite, as its reference list prints them."""
    return edition.sources.references(edition.package.tables["sources"]["source_id"])


def test_changes_are_told_and_nothing_is_overwritten(package, answered):
    before = hashes(package)
    found = refresh(years="2018:2020", data=package)
    assert hashes(package) == before and not found.errors
    changes = json.loads(found.path.read_text())["changes"]
    assert lines(changes, "changed") == {
        ("UN Comtrade", "export of PAK to KGZ", "2019"): (2_000_000, 2_500_000, 25.0),
        ("World Bank", "population of KGZ", "2019"): (6_400_000, 6_456_900, 0.89),
    }
    assert lines(changes, "gone") == {("World Bank", "population of KGZ", "2018"): (6_300_000, None, None)}
    assert set(lines(changes, "added")) == {
        ("UN Comtrade", "export of PAK to KGZ", "2020"),
        ("UN Comtrade", "import of KGZ from PAK", "2019"),
        ("World Bank", "population of PAK", "2019"),
        ("International Monetary Fund", "export of PAK to KGZ", "2019"),
    }
    beside = next(change["beside"] for change in changes if change["key"].get("flow") == "import")
    assert beside == ["3,000,000 [1]"]
    assert "- UN Comtrade: export of PAK to KGZ 2019: 2,000,000 is now 2,500,000 (+25.00%)" in found.text
    assert "- World Bank: population of KGZ 2018: 6,300,000 is no longer published" in found.text
    assert "- UN Comtrade: export of KGZ to PAK: 2020\n" in found.text.partition("## Not reported yet: ")[2]


def test_what_was_not_recorded_before_is_added_and_not_compared(package, answered):
    path = package / "trade.csv"
    path.write_text(path.read_text().replace(",2000000,reported,", ",,not-recorded,"))
    made_of = json.loads(
        refresh(("comtrade",), years="2019:2019", data=package).path.read_text(), parse_constant=pytest.fail
    )
    assert lines(made_of["changes"], "added")["UN Comtrade", "export of PAK to KGZ", "2019"] == (None, 2_500_000, None)


def test_an_accepted_proposal_is_a_new_vintage(package, answered):
    old = {name: (package / name).read_text() for name in ("trade.csv", "indicators.csv", "sources.csv")}
    found = refresh(years="2018:2020", data=package)
    assert proposal.accept(found.path, package) == {"sources": 3, "trade": 4, "indicators": 2}
    # Rows are added at the end; not a byte of the ones that stood is another.
    assert all((package / name).read_text().startswith(text) for name, text in old.items())
    assert check(package) == []
    new = {row["trade_id"]: row for row in rows(package / "trade.csv")[3:]}
    assert sorted(new) == ["T4", "T5", "T6", "T7"]
    sources = {row["source_id"]: row for row in rows(package / "sources.csv")}
    assert {row["published"] for number, row in sources.items() if int(number) > 4} == {"2026-12-05"}
    assert {row["dataset"]: row["redistributable"] for number, row in sources.items() if int(number) > 4} == {
        "un-comtrade-totals": "false", "worldbank-wdi": "true", "imf-imts": "false",
    }  # fmt: skip
    preferred = {(row["reporter"], row["period"], row["source_ids"]): row["preferred"] for row in new.values()}
    # A country's own office goes before Comtrade's copy, and both before the IMF, until a person says otherwise.
    assert preferred == {
        ("PAK", "2019", "5"): "true", ("PAK", "2020", "5"): "true", ("KGZ", "2019", "5"): "false",
        ("PAK", "2019", "7"): "false",
    }  # fmt: skip


def test_the_newest_vintage_counts_and_only_one(package, answered):
    proposal.accept(refresh(years="2018:2020", data=package).path, package)
    now = open_edition(as_of="2026-12-05", data=package)
    exports = now.trade[(now.trade["reporter"] == "PAK") & now.trade["preferred"]].set_index("period")["value_usd"]
    assert exports.to_dict() == {"2018": 1_000_000, "2019": 2_500_000, "2020": 4_000_000}
    people = now.indicators.set_index(["country", "year"])["value"].to_dict()
    assert people == {("KGZ", 2018): 6_300_000, ("KGZ", 2019): 6_456_900, ("PAK", 2019): 223_293_280}
    # What other publishers say of the same key stands beside it.
    same = now.trade[(now.trade["reporter"] == "PAK") & (now.trade["period"] == "2019")]
    assert sorted(same["value_usd"]) == [1_999_999.5, 2_500_000]


def test_asked_again_the_same_answers_change_nothing(package, answered):
    proposal.accept(refresh(years="2018:2020", data=package).path, package)
    again = refresh(years="2018:2020", data=package)
    assert again.path is None and "## Changed: 0" in again.text and "## Added: 0" in again.text


@pytest.mark.parametrize("as_of", ["2021-12-15", "2026-11-23"])
def test_editions_made_before_stay_exactly_as_they_were(package, answered, as_of):
    def seen():
        edition = open_edition(as_of=as_of, data=package)
        tables = {name: getattr(edition.all, name).to_json() for name in edition.package.tables if name != "sources"}
        return tables, edition.payload(), citable(edition), edition.sources.line([3, 4])

    before = seen()
    proposal.accept(refresh(years="2018:2020", data=package).path, package)
    assert seen() == before
    assert open_edition(as_of=as_of, vintage="latest", data=package).cutoff == date(2026, 12, 5)


def test_the_flagship_s_editions_stay_exactly_as_they_were(tmp_path, server):
    folder = tmp_path / "data"
    shutil.copytree(DEFAULT_DATA, folder)
    made.references(server)
    for reporter, partner in (PAIR, PAIR[::-1]):
        made.covered(server, reporter, 2019, 2020)
        for year in (2019, 2020):
            for flow in "XM":
                row = made.record(reporter, partner, flow, year, 12_345_678)
                made.trade(server, reporter, partner, flow, year, made.total(row))

    def seen(package):
        editions = [Edition(package, PAIR, date.fromisoformat(day), "as-of") for day in ("2021-12-15", "2026-11-23")]
        return [
            (edition.all.trade.to_csv(), edition.all.indicators.to_csv(), edition.payload(), citable(edition))
            for edition in editions
        ]

    found = refresh(("comtrade",), years="2019:2020", data=folder)
    proposal.accept(found.path, folder)
    assert seen(read_package(folder)) == seen(read_package())
    own = open_edition(as_of="2026-12-05", data=folder).trade
    own = own[(own["reporter"] == "PAK") & (own["flow"] == "export") & own["period"].isin(["2019", "2020"])]
    assert own["value_usd"].tolist() == [12_345_678, 12_345_678]


# ---- what is kept


def test_answers_are_kept_untouched_where_the_licence_allows(package, answered):
    refresh(years="2018:2020", data=package)
    kept = sorted(path.name for path in (package / "raw").iterdir())
    assert kept == [
        "index.csv",
        "world-bank-ny-gdp-mktp-cd-2026-12-05.json",
        "world-bank-ny-gdp-pcap-cd-2026-12-05.json",
        "world-bank-sp-pop-totl-2026-12-05.json",
    ]
    index = rows(package / "raw" / "index.csv")
    assert len(index) == len(answered.asked)
    for row in index:
        assert row["retrieved"] == "2026-12-05T08:30:00Z" and row["address"].startswith(answered.address)
        assert bool(row["file"]) == (row["redistributable"] == "true") and row["licence"]
        if row["file"]:
            body = (package / "raw" / row["file"]).read_bytes()
            assert hashlib.sha256(body).hexdigest() == row["sha256"] and json.loads(body)[0]["lastupdated"]


def test_everything_is_kept_when_asked_and_nothing_twice_or_over_another(package, answered):
    for _ in range(2):
        refresh(years="2018:2020", data=package, keep_all=True)
    folder = package / "raw"
    names = {path.name for path in folder.iterdir()}
    assert "un-comtrade-pak-kgz-export-2019-2026-12-05.json" in names
    assert "international-monetary-fund-imts-2026-12-05.csv" in names
    assert len(names) == len(answered.asked) // 2 + 1 == len(rows(folder / "index.csv")) + 1
    changed = made.total(made.record("PAK", "KGZ", "X", 2019, 9))
    made.trade(answered, "PAK", "KGZ", "X", 2019, changed)
    refresh(("comtrade",), years="2019:2019", data=package, keep_all=True)
    assert json.loads((folder / "un-comtrade-pak-kgz-export-2019-2026-12-05-2.json").read_text()) == changed


def test_no_key_in_any_file(package, answered, monkeypatch, capsys):
    monkeypatch.setenv(comtrade.KEY, "s3cret-key")
    for reporter, partner, flow, year in [
        ("PAK", "KGZ", "X", 2019),
        ("PAK", "KGZ", "M", 2019),
        ("KGZ", "PAK", "M", 2019),
    ]:
        made.trade(answered, reporter, partner, flow, year, made.total(), full=True)
    made.trade(answered, "KGZ", "PAK", "X", 2019, (401, {}, b"bad key s3cret-key"), full=True)
    assert cli.main(["refresh", "comtrade", "--years", "2019:2019", "--data", str(package), "--keep-all"]) == 1
    said = capsys.readouterr()
    assert "bad key ***" in said.err and "s3cret-key" not in said.out + said.err
    assert not [path for path in package.rglob("*") if path.is_file() and b"s3cret-key" in path.read_bytes()]


# ---- failures


def test_what_one_publisher_does_not_give_keeps_nobody_from_the_others(package, answered, capsys):
    made.imts(answered, PAIR, (503, {}, b"maintenance"))
    assert cli.main(["refresh", "--years", "2018:2020", "--data", str(package)]) == 1
    said = capsys.readouterr()
    assert "International Monetary Fund: http://127.0.0.1" in said.err and "status 503: maintenance" in said.err
    assert "## Not retrieved: 1" in said.out and "## Added: 3" in said.out
    assert (package / "proposals" / "refresh-PAK-KGZ-2026-12-05.json").exists()


def test_without_a_network_nothing_is_written_but_said(package, server, monkeypatch, capsys):
    for module, path in ((comtrade, ""), (worldbank, "/v2"), (imf, "/imf")):
        monkeypatch.setattr(module, "ADDRESS", f"http://127.0.0.1:9{path}")
    before = sorted(path.name for path in package.iterdir())
    assert cli.main(["refresh", "--data", str(package)]) == 1
    said = capsys.readouterr()
    assert said.out.startswith("# PAK-KGZ: figures as published, nothing retrieved\n")
    assert said.err.count("no status") == 5 and "not asked, as 2 addresses failed before it" in said.err
    assert sorted(path.name for path in package.iterdir()) == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["oecd"], "provider: found 'oecd', expected one of comtrade, worldbank, imf"),
        (["--years", "2020-2021"], "--years: found '2020-2021', expected two years such as 2015:2024"),
        (["--years", "2021:2020"], "--years: found '2021:2020'"),
        (["--pair", "PAK-FRA"], "found 'FRA', expected a country of"),
        (["--pair", "PAK-QQQ"], "found 'QQQ', expected an assigned ISO 3166-1"),
        (["--accept", "x.json", "--pair", "PAK-KGZ"], "--accept: found further options beside it"),
        (["--accept", "none.json"], "none.json: found No such file or directory"),
    ],
)
def test_bad_input_is_named_and_exits_2(package, server, arguments, message, capsys):
    assert cli.main(["refresh", *arguments, "--data", str(package)]) == 2
    assert message in capsys.readouterr().err


@pytest.fixture
def proposed(package, answered):
    return refresh(years="2018:2020", data=package).path


def test_a_proposal_for_other_tables_is_refused(package, proposed):
    (package / "trade.csv").write_text((package / "trade.csv").read_text() + "\n")
    before = hashes(package)
    with pytest.raises(InputError, match="found a proposal for other tables"):
        proposal.accept(proposed, package)
    assert hashes(package) == before


def test_a_proposal_is_accepted_once(package, proposed):
    proposal.accept(proposed, package)
    with pytest.raises(InputError, match="for other tables"):
        proposal.accept(proposed, package)


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda made: "[]", "format: found nothing of the kind"),
        (lambda made: "{", "expected JSON"),
        (lambda made: json.dumps({**made, "format": "x"}), "format: found 'x'"),
        (lambda made: json.dumps({**made, "rows": {"../x": []}}), "found the table '../x'"),
        (lambda made: json.dumps({**made, "rows": {"trade": [{"value_usd": 1}]}}), "expected text by column"),
        (lambda made: json.dumps({**made, "retrieved": "yesterday"}), "retrieved: found 'yesterday'"),
        (
            lambda made: json.dumps({**made, "rows": {"trade": [{**made["rows"]["trade"][0], "value_usd": "-5"}]}}),
            "value_usd: found '-5', expected minimum 0",
        ),
        (
            lambda made: json.dumps({**made, "rows": {"trade": [{**made["rows"]["trade"][0], "who": "x"}]}}),
            "found the column 'who'",
        ),
    ],
)
def test_a_damaged_proposal_changes_nothing(package, proposed, damage, message):
    proposed.write_text(damage(json.loads(proposed.read_text())))
    before = hashes(package)
    with pytest.raises(InputError, match=message) as caught:
        proposal.accept(proposed, package)
    assert hashes(package) == before and "accepting" not in str(caught.value)
    assert [path.name for path in package.parent.iterdir() if "accepting" in path.name] == []


def test_the_form_of_a_file_is_kept(package, answered):
    path = package / "trade.csv"
    text = path.read_text().rstrip("\n")
    header, *body = [line.split(",") for line in text.split("\n")]
    moved = [[*line[1:], line[0], "more"] for line in (header, *body)]
    moved[0][-1] = "extra"
    path.write_bytes(b"\xef\xbb\xbf" + "\r\n".join(",".join(line) for line in moved).encode())
    before = path.read_bytes()
    proposal.accept(refresh(years="2018:2020", data=package).path, package)
    after = path.read_bytes()
    assert after.startswith(before + b"\r\n") and check(package) == []
    assert len(read_package(package).tables["trade"]) == 7


def test_the_command_tells_where_the_proposal_is_and_takes_it(package, answered, capsys):
    assert cli.main(["refresh", "--years", "2018:2020", "--data", str(package)]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("# PAK-KGZ: figures as published, retrieved 2026-12-05\n")
    name = said.err.rpartition("--accept ")[2].strip()
    assert cli.main(["refresh", "--accept", name, "--data", str(package)]) == 0
    assert capsys.readouterr().out == "sources: 3 rows added, trade: 4 rows added, indicators: 2 rows added\n"
    assert json.loads((package / "datapackage.json").read_text())["x-earlier-cutoffs"] == ["2026-11-23"]
