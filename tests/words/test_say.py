"""Findings in words."""

import re

import pytest
from fluent.syntax import FluentParser, ast

from helpers import open_edition
from helpers.finding import Finding, amount, choice, country, number, ratio, several, share, when
from helpers.words import say as words
from small import small_package, trade_row

FTL = """
t-paid = In { $year } { $who } paid { $sum }, { TIMES($multiple) } as much; { $visits ->
        [one] one visit
       *[other] { WORD($visits) } visits
    } { DATED($year) }: { $parts }{ $late ->
        [yes] , late
       *[no] {""}
    }.
    .label = { ADJ($who) } payments
    .parts = { PERCENT($share) } in { YEAR($year) }
"""


@pytest.fixture
def edition(tmp_path):
    return open_edition("PAK-KAZ", data=small_package(tmp_path / "data", trade=[trade_row(1)]))


@pytest.fixture
def messages(tmp_path, monkeypatch):
    (tmp_path / "words" / "en").mkdir(parents=True)
    monkeypatch.setattr(words, "FOLDER", tmp_path / "words")
    words._bundle.cache_clear()

    def write(text):
        (tmp_path / "words" / "en" / "t.ftl").write_text(text, encoding="utf-8")
        words._bundle.cache_clear()

    write(FTL)
    yield write
    words._bundle.cache_clear()


def finding(edition, visits=2, late="no", **more):
    parts = several([{"share": share(0.25), "year": when("2023")}, {"share": share(0.5), "year": when("2024")}])
    quantities = {
        "sum": amount(5.18e6, "2019", ["trade:T1"]),
        "who": country("KAZ"),
        "year": when("2019"),
        "multiple": ratio(38.6),
        "visits": number(visits, "visits"),
        "parts": parts,
        "late": choice(late),
    }
    return Finding("t.paid", {**quantities, **more}).of(edition)


def test_quantities_write_themselves_by_their_unit(edition, messages):
    expected = (
        "In 2019 Kazakhstan paid USD 5.2 million, 39 times as much; two visits in 2019: 25% in 2023 and 50% in 2024."
    )
    assert words.say(finding(edition)) == expected


def test_plural_forms_and_choices_select(edition, messages):
    said = words.say(finding(edition, visits=1, late="yes"))
    assert "; one visit in 2019" in said and said.endswith(", late.")


def test_items_that_are_sentences_follow_one_another(edition, messages):
    messages("t-paid = { $parts } So it is.\n    .parts = It was { PERCENT($share) } in { YEAR($year) }.")
    assert words.say(finding(edition)) == "It was 25% in 2023. It was 50% in 2024. So it is."


def test_an_attribute_that_a_message_lacks_is_empty(edition, messages):
    assert words.say(finding(edition), "label") == "Kazakh payments"
    assert words.say(finding(edition), "shown") == ""


def test_a_message_that_names_what_the_finding_lacks_is_refused(edition, messages):
    messages("t-paid = { $sum } of { $goal }\n    .parts = x")
    with pytest.raises(words.WordsError, match=r"t-paid: found .*goal"):
        words.say(finding(edition))


def test_what_is_no_message_is_told_with_file_and_line(edition, messages):
    messages("t-one = Fine\n\nthis is no message\n")
    with pytest.raises(words.WordsError, match=r"t.ftl:3: found 'this is no message'"):
        words.messages()


def test_a_message_written_twice_is_refused(edition, messages):
    messages("t-one = a\nt-two = b\nt-one = c\n")
    with pytest.raises(words.WordsError, match=r"t.ftl:3: found message t-one again"):
        words.messages()


def patterns():
    for path in sorted((words.FOLDER / words.LANGUAGE).glob("*.ftl")):
        for entry in FluentParser().parse(path.read_text(encoding="utf-8")).body:
            if isinstance(entry, ast.Message):
                yield path.name, entry


def texts(node):
    if isinstance(node, (ast.TextElement, ast.StringLiteral)):
        yield node.value
    elif isinstance(node, ast.BaseNode):
        for value in vars(node).values():
            for inner in value if isinstance(value, list) else [value]:
                yield from texts(inner)


# Names and rules that hold a number: a fiscal year's form, standards, paths.
NAMES = re.compile(r"ICD 203|CC BY 4\.0|CASA-1000|G20|COVID-19|FY")


@pytest.mark.parametrize(
    ("file", "message"), list(patterns()), ids=lambda one: getattr(getattr(one, "id", None), "name", one)
)
def test_no_number_is_typed_in_a_message(file, message):
    typed = [text for text in texts(message) if re.search(r"\d", NAMES.sub("", text))]
    assert typed == []
