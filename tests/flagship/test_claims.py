"""What the flagship says today: its verdicts are signed, and what was once counted wrongly is not said again."""

import re
from itertools import chain

import pytest

from conftest import FLAGSHIP
from helpers import open_edition
from helpers.chapters import open_chapter
from helpers.datapackage.read import InputError, read_package
from helpers.publish.binding import sign, signed_off
from helpers.show.passage import stated

CHAPTERS = ("timeline", "trade", "institutions", "connectivity", "people")


def findings(data=None, chapters=CHAPTERS):
    edition = open_edition(FLAGSHIP, data=data)
    return {one["id"]: one for name in chapters for one in map(stated, open_chapter(name, edition).findings)}


@pytest.fixture(scope="module")
def said():
    return findings()


# What the edition of 23 November 2026 said wrongly, misleadingly or without a trace, by finding: what stands there now.
MENDED = {
    "connectivity.shortest": "Published lengths cover .* of it; another .* is read from longer stretches",
    "people.students": "between 8,000 and 18,000",
    "timeline.promises": "none in time; .* of three no outcome is public",
    "connectivity.slip": "In 11 years the finish moved 10 years away. The 19 dated promises run from December 2017 to 2028",
    "timeline.followed": "at six of 13 meetings of leaders",
    "trade.intensity": "of the nine partners that we can compare",
    "trade.goods": "In 2015, the last year whose goods we hold, .* of the USD 143,000 that",
    "trade.expected-pak-kgz": "made without this pair",
    "institutions.chance": "would share 28 to 36 by chance",
    "institutions.weighted-rank": "74th among the 192 .* 18th",
    "institutions.treaties": "We know of 47 instruments",
    "institutions.taxation": "signed a treaty against double taxation on 18 January 2005",
    "connectivity.shipments": "By a search of .* we know of four runs by land",
    "connectivity.disjoint": "No season closes the road in use",
    "connectivity.hours": "Rest, nights and visas come on top",
    "connectivity.cut": "Two of four further closures",
    "connectivity.progress-afghanistan": "They count different things",
}


def test_what_was_once_said_wrongly_is_not_said_again(said):
    assert {name: said[name]["text"] for name, now in MENDED.items() if not re.search(now, said[name]["text"])} == {}
    edition = open_edition(FLAGSHIP)
    judged = {
        one["id"]: one for name in CHAPTERS for one in open_chapter(name, edition).judge().payload()["judgements"]
    }
    # Each likelihood has a number, a rule that gave it and a day on which it is settled.
    likely = [one for one in judged.values() if one["likelihood"]]
    assert len(likely) >= 4 and all(one["derivation"] and one["rule"] and one["resolves_on"] for one in likely)
    assert "of 611 other pairs of states" in judged["trade.target"]["because"]
    assert (
        "of 14 finishing dates that fell due, over all programmes, none was kept"
        in judged["connectivity.completion"]["because"]
    )
    assert "Pakistan (Islamabad), in 2027" in judged["timeline.next-meeting"]["because"]
    assert "timeline.next-promise" not in judged
    promises = edition.all.promises.set_index("promise_id")["status"]
    assert (promises["PM21"], promises["PM35"]) == ("no-public-evidence", "delivered")
    ledger = open_chapter("claims", edition).ledger.set_index("claim_id")
    assert ledger["verdict"].eq("confirmed").sum() == 22 and len(ledger) == 50


def test_every_bound_claim_is_signed_and_no_finding_speaks_against_a_verdict(said):
    package = read_package()
    bound = set(chain.from_iterable(package.tables["claims"]["finding_id"]))
    assert {name.partition(".")[0] for name in bound} == set(CHAPTERS)
    assert signed_off(package, FLAGSHIP, said) == []


def test_rows_that_turn_a_number_stop_the_edition_until_the_claim_is_judged_and_signed(package):
    trade, claims = package / "trade.csv", package / "claims.csv"
    bound = re.compile(r"(?m)^(CL(?!28).*),[a-z]+\.[a-z0-9-]+[^,]*,[^,]*(,[^,]*,KGZ;PAK,)")
    claims.write_text(bound.sub(r"\1,,\2", claims.read_text(encoding="utf-8")), encoding="utf-8")  # one is enough
    text = trade.read_text(encoding="utf-8")
    assert text.count("5463117,reported,5463.117") == 1  # what Kyrgyzstan recorded in 2020 of goods from Pakistan
    # Less, so that the total comes near what the document says: nobody can sign that the document is wrong.
    trade.write_text(text.replace("5463117,reported,5463.117", "2071453,reported,2071.453"), encoding="utf-8")
    with pytest.raises(InputError, match="verdict: found contradicted of CL28, expected another: it says 4000000 USD"):
        sign(package)
    # More: the verdict may stand, but not unseen.
    trade.write_text(text.replace("5463117,reported,5463.117", "6463117,reported,6463.117"), encoding="utf-8")
    with pytest.raises(InputError, match="finding_value: found 7391664 of CL28, expected 8391664"):
        signed_off(read_package(package), FLAGSHIP, findings(package, ["trade"]))
    before = claims.read_text(encoding="utf-8")
    assert sign(package) == ["CL28: trade.quoted-before:measured: 7391664, now 8391664"]
    assert claims.read_text(encoding="utf-8") == before.replace(":measured,7391664", ":measured,8391664")


def test_a_contested_statement_is_printed_with_both_sides(edition):
    rows = open_chapter("claims", edition).ledger
    told = rows.loc[rows["verdict"] == "contested", "reason"]
    assert len(told) and told.str.match(r"For: .*\bAgainst: .*\.$").all(), told.to_list()
    assert (rows["primary"] <= rows["independent"]).all() and rows["primary"].any()


def test_a_promise_is_as_old_as_the_first_statement_of_its_date(edition):
    milestones, promises = edition.all.milestones, edition.all.promises
    first = milestones[milestones["stated_on"] != ""].groupby("promise_id")["stated_on"].min()
    said = promises.set_index("promise_id")["stated_on"]
    assert [(one, day, said[one]) for one, day in first.items() if one in said.index and day < said[one]] == []
