"""Every sentence of the chapter, for packages with much and with little: clean, short, and of the right quantities."""

import re

import pytest
from fluent.syntax import FluentParser, ast

from chapters.trade.packages import announced, both_flows, chapter, flow, total
from helpers.words import say as words
from helpers.words.say import say

MUCH = [
    *(row for at in range(11) for row in both_flows("KAZ", "PAK", 2013 + at, 1e6 * 1.3**at, 1e5 * (at + 1))),
    *(row for at in range(5) for row in both_flows("PAK", "KAZ", 2015 + at, 2e6 + 3e5 * at, 4e5)),
    *both_flows("KAZ", "UZB", 2015, 6e6, 1e6),
    *both_flows("KAZ", "UZB", 2019, 16e6, 1e6),
    *(flow("PAK", "UZB", "2019", side, usd) for side, usd in (("PAK", 1e6), ("UZB", 5e5))),
    *(flow("KAZ", "PAK", period, "PAK", 1e6) for period in ("2021-07/2022-06", "2022-07/2023-06")),
    total("PAK", "2024-07/2025-06", 5.18e6),
    total("KAZ", "2025", 9e6, status="approximate"),
    total("", "2024-11/2024-11", 8e6, status="upper-bound"),
]
AIMS = [announced(1, 2e6, day="2019-06-14"), announced(2, 200e6, "2027-07/2028-06"), announced(3, 40e6, "2025")]
CASES = {
    "much": (MUCH, AIMS, {}),
    "undated": (MUCH, AIMS, {"target_id": "TG1"}),
    "months": (MUCH, AIMS, {"target_id": "TG3"}),
    "one side": ([row for row in MUCH if row["reporter"] == "KAZ"], AIMS[1:2], {}),
    "early": (MUCH, AIMS, {"as_of": "2019-12-31"}),
    "no target": (MUCH, [], {}),
    "one year": (both_flows("PAK", "KAZ", 2019, 5, 0), AIMS[:1], {}),
}
ALWAYS = {"pair", "a", "b", "as_of"}


@pytest.fixture(params=CASES)
def trade(request, tmp_path):
    rows, aims, parameters = CASES[request.param]
    return chapter(tmp_path, rows, aims, **parameters)


def variables(node):
    """Names of the variables in a message and its attributes."""
    if isinstance(node, ast.VariableReference):
        return {node.id.name}
    if not isinstance(node, ast.BaseNode):
        return set()
    inner = [one for value in vars(node).values() for one in (value if isinstance(value, list) else [value])]
    return set().union(*map(variables, inner))


@pytest.fixture(scope="module")
def message_variables():
    entries = FluentParser().parse((words.FOLDER / words.LANGUAGE / "trade.ftl").read_text(encoding="utf-8")).body
    return {entry.id.name: variables(entry) - ALWAYS for entry in entries if isinstance(entry, ast.Message)}


def statements(trade):
    return [*trade.findings, *trade.judge().judgements]


def test_every_sentence_is_clean_and_short(trade):
    made = statements(trade)
    assert made and len({finding.id for finding in made}) == len(made)
    for finding in made:
        for text in (say(finding), say(finding, "label"), say(finding, "because"), say(finding, "change")):
            assert not re.search(r"\b(nan|None|inf|n\.f\.|undated)\b|  | [.,]", text), text
            assert max(len(part.split()) for part in re.split(r"(?<=\.)\s", text)) <= 25, text
        assert say(finding).endswith("."), say(finding)


def test_a_message_names_exactly_the_quantities_of_its_finding(trade, message_variables):
    for finding in statements(trade):
        if finding.words not in message_variables:
            continue
        lists = [quantity.value for quantity in finding.quantities.values() if quantity.unit == "list"]
        items = {name for value in lists for item in value for name in item}
        named = message_variables[finding.words]
        assert set(finding.quantities) | items <= named, finding.id
        assert named <= set(finding.quantities) | items or not all(lists), finding.id


def test_every_statement_rests_on_rows_of_the_edition(trade):
    for finding in statements(trade):
        assert finding.all_rows and trade.edition.sources_of(finding.all_rows), finding.id


def test_every_exhibit_is_whole(trade):
    drawn = [trade.draw(name) for name in trade.exhibits]
    for exhibit in drawn:
        if exhibit.kind == "absence":
            continue
        payload = exhibit.payload()
        assert payload["source_ids"] and payload["title"] and payload["subtitle"]
        assert payload["csv"].count("\n") == len(exhibit.data) + 1 and "row_ids" in payload["csv"]
        assert not re.search(r"(^|[,;\s])(nan|None|inf)([,;\s]|$)", payload["csv"])
        assert all(column["head"][0].isupper() for column in payload["columns"])
    assert any(exhibit.kind != "absence" for exhibit in drawn)


def test_an_early_edition_knows_no_later_year(tmp_path):
    trade = chapter(tmp_path, MUCH, AIMS, as_of="2019-12-31")
    years = [int(year) for finding in statements(trade) for year in re.findall(r"\b20\d\d\b", say(finding))]
    assert years and max(years) <= 2019
