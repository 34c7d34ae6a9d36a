"""The verdicts of the flagship are signed at what its findings say today, and one that turns cannot stay unseen."""

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


def test_every_bound_claim_is_signed_and_no_finding_speaks_against_a_verdict():
    package = read_package()
    bound = set(chain.from_iterable(package.tables["claims"]["finding_id"]))
    assert {name.partition(".")[0] for name in bound} == set(CHAPTERS)
    assert signed_off(package, FLAGSHIP, findings()) == []


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
