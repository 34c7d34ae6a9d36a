"""Any pair by rows alone, and text in cells that would like to be code."""

import csv
import html
import io
import json
import re
from functools import partial

import pytest
from pypdf import PdfReader

from helpers.countries import parse_pair
from helpers.datapackage.read import DEFAULT_DATA, InputError
from helpers.publish.build import in_parallel, request, run_chapter
from helpers.publish.content import EXHIBITS, numbered, payloads, statements, told
from helpers.publish.inputs import SUMMARY, chapter_names
from helpers.publish.page import pages
from helpers.publish.typeset import typeset
from small import SOURCES, event_row, small_package, trade_row

CODE = {
    "script": "<script>alert(1)</script>",
    "image": "<img src=x onerror=alert(2)>",
    "jinja": "{{ 7*191 }}{% raw %}",
    "markdown": "**bold** [link](javascript:alert(3)) # head",
    "typst": '#eval("1+1336") #panic() $ x^2 $ @ref <label>',
    "latex": r"\input{/etc/passwd} \textbf{x} $\frac{1}{",
    "formula": '=HYPERLINK("http://evil.example";"x")',
    "mark": "see [7] and [99999]",
    "entity": "&lt;b&gt; &amp; ]]> --> '\"",
}


def run(chapters, pair, data, as_of="", folder=None):
    """The chapters of a pair, each run in a child as a build does, the summary last; numbered as they are printed."""
    made = request(pair, as_of, data=data)
    found = dict(in_parallel({name: partial(run_chapter, name, made) for name in chapters if name != SUMMARY}, made))
    if SUMMARY in chapters:
        stated = folder / "statements.json"
        stated.write_text(json.dumps(statements(found)), encoding="utf-8")
        found |= dict(in_parallel({SUMMARY: partial(run_chapter, SUMMARY, made, stated)}, made))
    return numbered({name: found[name] for name in chapters})


def prose(page):
    """What a reader of the page sees, without drawings, code and data links."""
    page = re.sub(r"<(style|script|svg|pre)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", " ", page))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """The timeline and the claims of a package whose text is code, as pages, PDF text and CSV twins."""
    events = [
        event_row(n, title=text, description=text, date=f"20{n:02d}-05-06") for n, text in enumerate(CODE.values())
    ]
    documents = [
        {
            "document_id": "D1",
            "title": CODE["script"],
            "publisher": CODE["typst"],
            "published": "2021",
            "parties": "KAZ;PAK",
            "source_ids": "1",
        }
    ]
    # Not every row is printed: claim and evidence differ, so that the first rows hold nearly all.
    claims = [
        {"claim_id": f"C{n}", "document_id": "D1", "paragraph": "1", "claim": text, "topic": "other", "verdict": "unverified", "evidence": list(CODE.values())[(n + 4) % len(CODE)], "parties": "KAZ;PAK", "source_ids": "1"}
        for n, text in enumerate(CODE.values())
    ]  # fmt: skip
    sources = [
        {**SOURCES[0], "publisher": CODE["mark"], "title": CODE["image"]},
        {**SOURCES[1], "publisher": CODE["jinja"], "title": CODE["mark"], "url": 'https://a.example/"><script>alert(4)</script>'},
    ]  # fmt: skip
    folder = small_package(
        tmp_path_factory.mktemp("hostile") / "data", events=events, documents=documents, claims=claims, sources=sources
    )
    nodes = run(["01_timeline", "06_claims"], "PAK-KAZ", folder)
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(typeset(list(nodes.values())))).pages)
    shown = [payload for node in nodes.values() for payload in payloads(node) if "csv" in payload]
    return pages(nodes, {})[""], text, {payload["file"]: payload["csv"] for payload in shown}


def test_no_cell_becomes_markup_of_the_page(hostile):
    page, _, _ = hostile
    body = re.split(r"<body[^>]*>", page)[1]
    scripts = re.findall(r"<script\b([^>]*)>", body)
    assert [kind for kind in scripts if "type=" not in kind] == [""]  # the page's own, allowed by its hash
    assert len(scripts) <= 2  # and its block of data, which no browser runs
    assert not re.search(r"<[^>]*\son\w+=", body)
    assert not re.search(r"<img\b|<strong>bold|href=\"javascript:", body)
    assert "1337" not in prose(page)


@pytest.mark.parametrize("name", CODE)
def test_a_cell_stands_in_the_page_as_the_text_it_is(hostile, name):
    page, _, _ = hostile
    assert CODE[name].replace(" ", "") in re.sub(r"\s|\u2060", "", prose(page))


@pytest.mark.parametrize("name", CODE)
def test_a_cell_stands_in_the_pdf_as_the_text_it_is(hostile, name):
    _, text, _ = hostile
    flat = re.sub(r"[\s\u2060\u00ad\u2010-]", "", text)
    assert re.sub(r"[\s-]", "", CODE[name]) in flat


def test_a_formula_does_not_leave_the_twins_armed(hostile):
    _, _, twins = hostile
    seen = 0
    for twin in twins.values():
        for row in csv.reader(io.StringIO(twin)):
            for cell in row:
                assert not re.match(r"\s*[=@+]|-\D", cell), cell
                seen += cell == "'" + CODE["formula"]
    assert seen


def test_the_page_may_run_nothing_but_its_own_script_and_load_nothing(hostile):
    page, _, _ = hostile
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)[1]
    rules = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert rules["default-src"] == "'none'" and re.fullmatch(r"'sha256-[\w+/=]+'", rules["script-src"])
    assert rules["base-uri"] == rules["form-action"] == "'none'"
    assert page.index("Content-Security-Policy") < page.index("<style")


# ---- pairs --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("kgz-pak", ("KGZ", "PAK")),
        (" PAK - KGZ ", ("PAK", "KGZ")),
        ("Kyrgyz Republic-Pakistan", ("KGZ", "PAK")),
        ("Türkiye–Pakistan", ("TUR", "PAK")),
        ("TURKEY-PAK", ("TUR", "PAK")),
        ("UK-PAK", ("GBR", "PAK")),
        ("great britain-Pakistan", ("GBR", "PAK")),
        ("United Kingdom of Great Britain and Northern Ireland-PAK", ("GBR", "PAK")),
        ("Guinea-Bissau-France", ("GNB", "FRA")),
        ("France-Timor-Leste", ("FRA", "TLS")),
        ("cote d'ivoire-FRA", ("CIV", "FRA")),
        ("Kazakhstan Pakistan", ("KAZ", "PAK")),
        ("south korea, PAK", ("KOR", "PAK")),
        ("Bosnia and Herzegovina and Pakistan", ("BIH", "PAK")),
        ("Trinidad and Tobago Pakistan", ("TTO", "PAK")),
    ],
)
def test_a_pair_may_be_asked_for_by_any_usual_name(text, codes):
    assert parse_pair(text) == codes


@pytest.mark.parametrize(
    "pair", ["../PAK-KAZ", "/etc-PAK", "PAK-KAZ/../..", "PAK\\KAZ", "PAK-KAZ\n", "PAK-\0", "~-PAK"]
)
@pytest.mark.parametrize("as_of", ["../2021-01-01", "/2021-01-01", "2021-01-01/..", "2021-1-1"])
def test_pair_and_date_lead_nowhere_else(tmp_path, pair, as_of):
    data = small_package(tmp_path / "data", trade=[trade_row(1)])
    for given in ({"pair": pair, "as_of": as_of}, {"pair": "PAK-KAZ", "as_of": as_of}):
        with pytest.raises(InputError):
            request(**given, data=data, out=tmp_path / "out")
    try:
        made = request(pair, "2021-01-01", data=data, out=tmp_path / "out")
    except InputError:
        return
    assert made.target == tmp_path / "out" / "PAK-KAZ" / "2021-01-01"


def test_a_pair_without_any_row_of_its_own_says_what_it_does_not_hold(tmp_path):
    nodes = run(chapter_names(), "FRA-BRA", DEFAULT_DATA, folder=tmp_path)
    speaking, silent = told(nodes)
    page = prose(pages(speaking, {}, silent)[""])
    assert "Brazil–France" in page and not re.search(r"\b(nan|None yet|inf|NaT)\b", page)
    assert {"Timeline", "The claims of a document"} & set(silent) and "Shared institutions" not in silent
    assert not re.search(r"cannot be shown|add rows|data hold no", page)
    assert typeset(list(speaking.values()), silent=silent).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("name", "chapter", "tables"),
    [
        ("only trade", "trade", {"trade": [trade_row(1), trade_row(2, period="2020", value_usd="0", as_published="0"), trade_row(3, period="2018")]}),
        ("only events", "timeline", {"events": [event_row(1), event_row(2, date=""), event_row(3, date="2027", status="planned")]}),
    ],
)  # fmt: skip
def test_a_package_with_one_table_gives_its_chapter(tmp_path, name, chapter, tables):
    data = small_package(tmp_path / "data", **tables)
    nodes = run(chapter_names(), "", data, folder=tmp_path)
    speaking, silent = told(nodes)
    page = prose(pages(speaking, {}, silent)[""])
    assert not re.search(r"\b(nan|inf|NaT)\b", page)
    shown = {payload["name"] for node in nodes.values() for payload in payloads(node) if payload["type"] in EXHIBITS}
    assert any(one.startswith(f"{chapter}.") for one in shown), name


def test_another_pair_of_the_project_s_data_needs_rows_only():
    nodes = run(["02_trade"], "PAK-TJK", DEFAULT_DATA, "2022-12-31")
    page = prose(pages(nodes, {})[""])
    assert not re.search(r"\b(nan|inf|NaT)\b|Kyrgyzstan–", page)
