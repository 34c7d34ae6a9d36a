"""Chapters wired by the names of parameters."""

import sys
from types import ModuleType

import pandas as pd
import pytest

from helpers import open_edition
from helpers.chapters import chapter as wiring
from helpers.datapackage.read import InputError
from helpers.finding import Finding, number
from helpers.show.exhibit import Absence
from small import small_package, trade_row

CALLS = []


def ledgers(edition, factor):
    CALLS.append("ledgers")
    return edition.trade.assign(value_usd=edition.trade["value_usd"] * factor)[["trade_id", "value_usd", "row_ids"]]


def totals(ledgers):
    return pd.DataFrame({"sum": [ledgers["value_usd"].sum()]})


def total(totals, ledgers):
    return Finding("toy.total", {"sum": number(float(totals["sum"].iloc[0]), "USD", rows=ledgers["row_ids"].sum())})


def nothing(ledgers):
    return None


def no_drawing(ledgers):
    return None


@pytest.fixture
def toy(tmp_path, monkeypatch):
    CALLS.clear()
    functions = {"frames": [ledgers, totals], "findings": [total, nothing], "exhibits": [no_drawing]}
    package = ModuleType("helpers.chapters.toy")
    package.PARAMETERS = {"factor": 1.0}
    monkeypatch.setitem(sys.modules, package.__name__, package)
    for kind, members in functions.items():
        module = ModuleType(f"{package.__name__}.{kind}")
        for function in members:
            monkeypatch.setattr(function, "__module__", module.__name__)
            setattr(module, function.__name__, function)
        monkeypatch.setitem(sys.modules, module.__name__, module)
    wiring._functions.cache_clear()
    edition = open_edition(
        "PAK-KAZ", data=small_package(tmp_path / "data", trade=[trade_row(1), trade_row(2, period="2018")])
    )
    yield lambda **parameters: wiring.open_chapter("toy", edition, **parameters)
    wiring._functions.cache_clear()


def test_a_frame_is_computed_once_and_handed_out_as_a_copy(toy):
    chapter = toy()
    first = chapter.ledgers
    first["value_usd"] = 0
    assert chapter.ledgers["value_usd"].sum() == 3e6 and CALLS == ["ledgers"]


def test_parameters_reach_everything_that_follows(toy):
    assert toy(factor=2.0).find("total").value == 6e6


def test_a_frame_of_ones_own_reaches_everything_that_follows(toy):
    chapter = toy()
    own = chapter.ledgers.assign(value_usd=1.0)
    assert chapter.with_frames(ledgers=own).find("total").value == 2.0
    assert chapter.find("total", ledgers=own).value == 2.0
    assert chapter.find("total").value == 3e6


def test_what_does_not_rest_on_a_frame_of_ones_own_is_not_made_anew(toy):
    chapter = toy()
    stated = chapter.find("total")
    assert chapter.find("total") is stated
    other = chapter.with_frames(totals=pd.DataFrame({"sum": [5.0]}))
    assert other.find("total").value == 5.0 and other.find("nothing") is None and CALLS == ["ledgers"]
    assert other.with_frames(ledgers=chapter.ledgers.iloc[:1]).find("total").value == 5.0


def test_findings_are_bound_to_their_edition_and_know_who_made_them(toy):
    finding = toy().find("total")
    assert set(finding.edition.pair) == {"KAZ", "PAK"}
    assert finding.made_by == "helpers.chapters.toy.findings.total"
    assert list(finding.explain()["row"].unique()) == ["trade:T1", "trade:T2"]


def test_what_has_nothing_to_show_is_an_absence(toy):
    drawn = toy().draw("no-drawing")
    assert isinstance(drawn, Absence) and drawn.payload() == {"name": "toy.no-drawing"}


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda toy: toy(wrong=1), "found parameter 'wrong', expected one of factor"),
        (lambda toy: toy().find("sum"), "found finding 'sum', expected one of total"),
        (lambda toy: toy().draw("map"), "found exhibit 'map', expected one of no-drawing"),
        (lambda toy: toy().with_frames(other=1), "found frame 'other', expected one of ledgers, totals"),
    ],
)
def test_what_is_not_there_is_told_with_what_there_is(toy, ask, message):
    with pytest.raises(InputError, match=message):
        ask(toy)


def test_a_chapter_that_is_none_is_refused(toy):
    with pytest.raises(InputError, match="chapter: found 'budget'"):
        wiring.open_chapter("budget", toy().edition)
