"""The site of two pairs, made by hand: what readers see, what programs read, and that no link is dead."""

import json
import shutil
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import nbformat
import pytest
from jsonschema import Draft202012Validator
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from helpers import cli
from helpers.datapackage.read import InputError
from helpers.publish.site import build_site, programs, read_catalogue
from helpers.publish.site.pictures import HEIGHT, WIDTH
from helpers.show.html import views
from helpers.shown import PAYLOAD

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40"><rect width="40" height="20"/></svg>'
EVENTS = "event_id,date,title,parties,row_ids,source_ids\nEV1,2020-01-02,They <met>,AAA;BBB,events:EV1,3;4\n"
CLAIMS = "claim_id,claim,verdict,evidence,row_ids,source_ids\n"
CLAIMS += "CL1,It was so,confirmed,A record.,claims:CL1,3\nCL2,Nobody knows,unverified,None.,claims:CL2,4\n"
ATOM = f"{{{programs.ATOM}}}"


def finding(key, value, **changes):
    given = {
        "id": key,
        "value": value,
        "unit": "ratio",
        "period": "2020",
        "text": f"It is {value}.",
        "kind": "measured",
    }
    plain = {"label": "", "shown": "", "confidence": "high", "exhibit": "trade.gap", "source_ids": [3], "rows": ["a:1"]}
    return {**plain, **given, **changes}


def payload(name, kind):
    about = {"type": kind, "name": name, "title": f"What <{name}> shows", "subtitle": "USD", "note": "", "alt": "Bars"}
    rest = {
        "source_ids": [3],
        "source_line": "Office [3]",
        "confidence": "high",
        "file": f"{name}.csv",
        "csv": "a\n1\n",
    }
    column = {"key": "a", "head": "A", "kind": "number", "screen": False}
    rows = [[{"text": "1", "sources": [3]}]] if kind == "table" else []
    shape = {"columns": [column], "rows": rows, "print_rows": 5, "svg": "" if kind == "table" else SVG}
    return {**about, **rest, **shape, "number": "1", "label": "Figure 1", "screen": False}


class Cited:
    """The sources of an edition, as marks of a notebook ask for them."""

    def __init__(self):
        self.shown = set()

    def __getitem__(self, number):
        return {"publisher": "Office", "title": f"Table {number}", "published": "2020", "url": "https://example.org/"}


def publish(root, pair, as_of, ratio, claims=False):
    folder = root / pair / as_of
    (folder / "data").mkdir(parents=True)
    (folder / "notebooks").mkdir()
    drawn = [payload("trade.gap", "figure"), payload("timeline.events", "table")]
    for kind in ("pdf", "html"):
        text = "".join(f'<p id="{entry["name"]}">x</p>' for entry in drawn)
        (folder / f"{pair}_{as_of}.{kind}").write_text(text)
    (folder / "data" / "timeline.events.csv").write_text(EVENTS)
    (folder / "data" / "trade.gap.csv").write_text("a\n1\n")
    found = [
        finding(
            "trade.mirror-latest", ratio, label="gap <2020>", shown="n times", quantities={"ratio": {"value": ratio}}
        ),
        finding("trade.same", 1.0, exhibit="trade.not-drawn"),
    ]
    if claims:
        (folder / "data" / "claims.ledger.csv").write_text(CLAIMS)
        named = {"title": "A report", "publisher": "Paper", "published": "2020-05-01"}
        quantities = {name: {"value": value} for name, value in named.items()}
        found.append(finding("claims.introduction", "A report", unit="text", quantities=quantities))
    keep = ("name", "number", "label", "title", "source_ids", "confidence", "file", "screen")
    exhibits = [{key: entry[key] for key in keep} for entry in drawn]
    record = {"pair": pair, "pair_name": "–".join(f"Land {code}" for code in pair.split("-")), "as_of": as_of}
    record |= {"findings": found, "exhibits": exhibits, "judgements": []}
    (folder / "manifest.json").write_text(json.dumps(record))
    outputs = [new_output("execute_result", {PAYLOAD: entry, **views(entry, Cited())}) for entry in drawn]
    outputs.append(new_output("execute_result", {"text/plain": "a long line " * 40}))
    code = new_code_cell("draw(1 < 2)", outputs=outputs, execution_count=1)
    nbformat.write(new_notebook(cells=[new_markdown_cell("# The gap"), code]), folder / "notebooks" / "01_trade.ipynb")


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    root = tmp_path_factory.mktemp("reports")
    publish(root, "AAA-BBB", "2021-12-15", 2.0)
    publish(root, "AAA-BBB", "2026-11-24", 4.0, claims=True)
    publish(root, "AAA-CCC", "2026-11-24", 0.1)
    return root


@pytest.fixture(scope="module")
def site(reports):
    return build_site(reports, url="https://example.org/briefs").parent


class Links(HTMLParser):
    def __init__(self, path):
        super().__init__()
        self.found, self.ids, self.blocks, self._json = [], set(), [], False
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.found += [given[name] for name in ("href", "src") if given.get(name)]
        if given.get("http-equiv") == "refresh":
            self.found.append(given["content"].partition("url=")[2])
        self.ids |= {given["id"]} if given.get("id") else set()
        self._json = given.get("type") == "application/ld+json"

    def handle_data(self, text):
        if self._json:
            self.blocks.append(json.loads(text))
            self._json = False


def pages(site):
    return sorted(path for path in site.rglob("*.html") if not path.name.startswith(("AAA-BBB_", "AAA-CCC_")))


def dead(page):
    for link in Links(page).found:
        parts = urlsplit(link)
        if parts.scheme:
            continue
        target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
        if not target.is_file() or (parts.fragment and parts.fragment not in Links(target).ids):
            yield link


def test_every_link_leads_to_a_file_and_an_anchor_that_are_there(site):
    assert len(pages(site)) > 15
    assert {str(page): found for page in pages(site) if (found := list(dead(page)))} == {}


def test_a_pair_has_one_address_for_its_newest_edition(site):
    text = (site / "AAA-BBB" / "latest" / "index.html").read_text()
    assert 'content="0; url=../../AAA-BBB/2026-11-24/AAA-BBB_2026-11-24.html"' in text
    page = (site / "AAA-BBB" / "index.html").read_text()
    assert page.index("24 November 2026") < page.index("15 December 2021") and "2 (2020) → 4 (2020)" not in page
    assert "2 ratio (2020) → 4 ratio (2020)" in page and "gap &lt;2020&gt;" in page


def test_every_document_has_the_shape_that_the_schema_tells(site):
    schema = json.loads((site / "api" / "schema.json").read_text())
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    documents = [path for path in (site / "api").rglob("*.json") if path.name != "schema.json"]
    assert len(documents) == 1 + 6 * 3 + 6 * 2
    for path in documents:
        document = json.loads(path.read_text())
        assert list(validator.iter_errors(document)) == [], path
    listed = json.loads((site / "api" / "index.json").read_text())["pairs"]
    assert all((site / name).is_file() for pair in listed for e in pair["editions"] for name in e["documents"].values())
    events = json.loads((site / "api" / "AAA-BBB" / "latest" / "events.json").read_text())["events"]
    assert events[0]["source_ids"] == [3, 4] and events[0]["parties"] == ["AAA", "BBB"]
    broken = {**document, "holds": "nothing"}
    assert list(validator.iter_errors(broken))


@pytest.mark.parametrize("name", ["feed.xml", "AAA-BBB/feed.xml"])
def test_the_feed_is_atom_and_tells_what_changed(site, name):
    feed = ET.parse(site / name).getroot()
    entries = feed.findall(f"{ATOM}entry")
    # RFC 4287, 4.1: what a feed and an entry must have, and that an id stands once.
    for node in (feed, *entries):
        for needed in ("id", "title", "updated"):
            assert len(node.findall(f"{ATOM}{needed}")) == 1, needed
        assert node.find(f"{ATOM}updated").text.endswith("T00:00:00Z")
    assert feed.find(f"{ATOM}author/{ATOM}name").text
    ids = [entry.find(f"{ATOM}id").text for entry in entries]
    assert len(set(ids)) == len(ids) and all(text.startswith("urn:uuid:") for text in ids)
    texts = [entry.find(f"{ATOM}summary").text for entry in entries]
    assert "It is 4.0." in texts and "It is 1.0." not in texts


def test_the_sitemap_holds_every_page_once(site):
    root = ET.parse(site / "sitemap.xml").getroot()
    places = [node.text for node in root.iter(f"{{{programs.SITEMAP}}}loc")]
    assert root.tag == f"{{{programs.SITEMAP}}}urlset" and len(set(places)) == len(places)
    for place in places:
        path = site / place.removeprefix("https://example.org/briefs/")
        assert path.is_file() or (path / "index.html").is_file(), place
    assert "https://example.org/briefs/AAA-BBB/" in places


def test_pages_tell_schema_org_what_they_hold(site):
    (dataset,) = Links(site / "AAA-BBB" / "index.html").blocks
    # What Google's guide to Dataset demands: name, and a description of 50 to 5,000 characters.
    assert dataset["@type"] == "Dataset" and 50 <= len(dataset["description"]) <= 5000
    assert {part["@type"] for part in dataset["distribution"]} == {"DataDownload"}
    reviews = Links(site / "AAA-BBB" / "claims.html").blocks
    assert [review["reviewRating"].get("ratingValue") for review in reviews] == [5, None]
    for review in reviews:
        # And of ClaimReview: claimReviewed, reviewRating with a word, url on this site; the claim's author is advised.
        assert review["claimReviewed"] and review["reviewRating"]["alternateName"]
        assert review["itemReviewed"]["author"]["name"] == "Paper"
        path, _, anchor = review["url"].removeprefix("https://example.org/briefs/").partition("#")
        assert anchor in Links(site / path).ids
    assert not (site / "AAA-CCC" / "claims.html").exists()


def test_an_exhibit_can_be_embedded_and_has_a_card(site):
    embed = site / "AAA-BBB" / "embed"
    page = (embed / "trade.gap.html").read_text()
    assert (
        "What &lt;trade.gap&gt; shows" in page and "Office [3]" in page and (embed / "trade.gap.svg").read_text() == SVG
    )
    head = (embed / "trade.gap.png").read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(head[16:20]), int.from_bytes(head[20:24])) == (WIDTH, HEIGHT)
    answer = json.loads((embed / "trade.gap.json").read_text())
    assert (
        answer["version"] == "1.0"
        and answer["type"] == "rich"
        and answer["width"]
        and "embed/trade.gap.html" in answer["html"]
    )
    assert "<td>1 [3]</td>" in (embed / "timeline.events.html").read_text()


def test_the_league_orders_gaps_by_their_distance_from_one_and_leaves_out_what_is_not_held(site):
    text = (site / "league.html").read_text()
    assert text.count('data-order="1.386294"') == 1 and text.count('data-order="2.302585"') == 1
    assert "–</td>" in text and "10%" in text


def test_an_executed_notebook_is_a_page_with_code_and_output(site):
    text = (site / "AAA-BBB" / "2026-11-24" / "notebooks" / "01_trade.html").read_text()
    assert 'class="exhibit' in text and "&lt;" in text and "The gap</h1>" in text


def test_without_an_address_everything_is_relative_and_the_same_editions_give_the_same_bytes(reports, tmp_path):
    one = build_site(reports, tmp_path / "one").parent
    two = build_site(reports, tmp_path / "two").parent
    assert not (one / "sitemap.xml").exists() and "example.org" not in (one / "AAA-BBB" / "index.html").read_text()
    names = [path.relative_to(one) for path in sorted(one.rglob("*")) if path.is_file()]
    assert names == [path.relative_to(two) for path in sorted(two.rglob("*")) if path.is_file()]
    assert all((one / name).read_bytes() == (two / name).read_bytes() for name in names)


def test_a_site_takes_the_place_of_the_one_before(reports, tmp_path):
    out = tmp_path / "out"
    build_site(reports, out)
    (out / "stale.html").write_text("old")
    build_site(reports, out)
    assert not (out / "stale.html").exists() and (out / "index.html").is_file()


def test_no_edition_is_said(tmp_path):
    (tmp_path / "reports").mkdir()
    assert "no edition here yet" in build_site(tmp_path / "reports").read_text()


def test_what_cannot_be_used_is_named(reports, tmp_path, capsys):
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "letter.txt").write_text("keep")
    with pytest.raises(InputError, match=r"--out: found .*mine with something else in it"):
        build_site(reports, mine)
    assert (mine / "letter.txt").read_text() == "keep"
    with pytest.raises(InputError, match="--url: found 'javascript:x'"):
        build_site(reports, tmp_path / "out", "javascript:x")
    publish(tmp_path / "broken", "AAA-BBB", "2021-12-15", 2.0)
    (tmp_path / "broken" / "AAA-BBB" / "2021-12-15" / "manifest.json").write_text("{")
    assert cli.main(["site", "--reports", str(tmp_path / "broken")]) == 2
    assert "manifest.json" in capsys.readouterr().err


def test_a_site_among_the_editions_is_no_edition(site, reports):
    assert site == reports / "site"
    assert list(read_catalogue(reports)) == ["AAA-BBB", "AAA-CCC"]


@pytest.fixture(scope="module")
def browser():
    if not CHROMIUM:
        pytest.skip("no Chromium on this machine; install it to run the browser tests")
    from playwright.sync_api import sync_playwright

    quiet = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=quiet, timeout=60_000)
        yield opened
        opened.close()


@pytest.mark.long
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_accessibility_violation_on_any_kind_of_page(site, browser, scheme):
    import axe_playwright_python

    axe = Path(axe_playwright_python.__file__).with_name("axe.min.js")
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    context = browser.new_context(bypass_csp=True, color_scheme=scheme, viewport={"width": 390, "height": 844})
    found = []
    below = ["index", "claims", "embed/trade.gap", "embed/timeline.events", "2026-11-24/notebooks/01_trade"]
    kinds = [*(f"AAA-BBB/{name}" for name in below), "index", "compare", "league", "notebooks", "not-held", "programs"]
    for name in (*kinds, "methods", "limits"):
        page = context.new_page()
        page.goto((site / f"{name}.html").as_uri())
        page.add_script_tag(path=str(axe))
        result = page.evaluate("rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", rules)
        found += [(name, hit["id"], hit["nodes"][0]["html"][:150]) for hit in result["violations"]]
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, name
        page.close()
    context.close()
    assert found == []


def test_search_sorting_and_comparison_answer_from_a_folder(site, browser):
    page = browser.new_page()
    faults, requests = [], []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: requests.append(request.url))
    page.goto((site / "index.html").as_uri())
    page.fill("#search", "bbb it 4.0")
    assert page.locator("#hits a").get_attribute("href") == "AAA-BBB/2026-11-24/AAA-BBB_2026-11-24.html#trade.gap"
    page.fill("#search", "zebra")
    assert "Nothing here" in page.inner_text("#hits")
    page.goto((site / "league.html").as_uri())
    page.click("th:nth-child(2) button")
    assert page.inner_text("tbody tr:first-child th") == "Land AAA–Land CCC"
    page.click("th:nth-child(2) button")
    assert page.inner_text("tbody tr:first-child th") == "Land AAA–Land BBB"
    page.goto((site / "compare.html").as_uri() + "#pairs=AAA-CCC,AAA-BBB")
    assert page.locator("#comparison thead th").count() == 3
    assert page.locator("#comparison tbody tr").count() == 2
    assert page.inner_text("#comparison tbody th") == "Trade"
    page.fill("#among", "ccc")
    assert [box.is_visible() for box in page.locator("#choice label").all()] == [False, True]
    page.uncheck("input[value=AAA-CCC]")
    assert "at least two" in page.inner_text("#told") and page.url.endswith("#pairs=AAA-BBB")
    page.close()
    assert faults == [] and all(request.startswith("file:") for request in requests)
