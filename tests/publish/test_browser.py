"""The pages in a real browser: five tasks of readers, accessibility rules, phone width, no request; skipped without one."""

import functools
import http.server
import re
import shutil
import statistics
import threading
from pathlib import Path

import axe_playwright_python
import pytest
from pypdf import PdfReader

from conftest import FLAGSHIP

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Without these Chromium looks for its maker's hosts at every start, and waits for them where there is no network.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
READ_IN = 10 * 800  # px at 1280 by 800: ten screens of the whole before a reader opens anything
BYTES = 2_000_000  # the whole edition in one file

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine; install it to run the browser tests")


@pytest.fixture(scope="module")
def chromium():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=QUIET, timeout=60_000)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def whole(built) -> Path:
    """The newest edition in one file."""
    newest = max(folder for folder in built.iterdir() if folder.name[:1].isdigit())
    return newest / f"{FLAGSHIP}_{newest.name}.html"


@pytest.fixture(scope="module")
def chapter(whole) -> Path:
    return whole.parent / "chapters" / "01_timeline.html"


@pytest.fixture(scope="module", params=["file", "server"])
def address(request, whole):
    """The edition as a file, and from a server."""
    if request.param == "file":
        yield whole.as_uri()
        return
    quiet = type("Quiet", (http.server.SimpleHTTPRequestHandler,), {"log_message": lambda *_: None})
    serve = functools.partial(quiet, directory=whole.parent)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), serve) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/{whole.name}"
        server.shutdown()


def opened(chromium, address: str, width: int = 1280, scheme: str = "light", **options):
    """A page that is ready, in a context of its own."""
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, **options)
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector("html[data-ready]")
    return page


# Five tasks, each in at most three actions; an action is one click, one choice or one thing typed.


@pytest.mark.long
def test_who_signed_what_in_december_2025(chromium, address):
    page = opened(chromium, address)
    page.get_by_label("Search this brief").fill("4 December 2025 signed")
    found = page.locator(".hits a", has_text="the pair")
    assert found.count() >= 5  # the list itself says what was signed
    found.first.click()
    row = page.locator("tr:focus")
    assert row.is_visible()
    assert "4 December 2025" in row.inner_text()
    assert row.locator("a.mark").count()
    page.context.close()


@pytest.mark.long
def test_close_khunjerab(chromium, address):
    page = opened(chromium, address)
    page.locator(".contents a", has_text="Connectivity").click()
    page.locator(".contents a", has_text="Where does the road run").click()
    answer = page.locator("#roads .answer")
    before = answer.inner_text()
    page.locator("#roads").get_by_label("Khunjerab Pass").uncheck()
    assert "km" in before
    assert answer.inner_text() != before
    assert re.search(r"No road is left|more than as things stand", answer.inner_text())
    assert "shut=KHU" in page.url
    # What every later click takes: the first one of a page has its code compiled.
    took = page.evaluate(
        """() => [...document.querySelectorAll('#roads input[type=checkbox]')].flatMap((box) => [0, 1].map(() => {
          box.click();
          return Number(document.getElementById('roads').dataset.ms);
        }))"""
    )
    assert len(took) > 20 and statistics.median(took) < 16
    page.context.close()


@pytest.mark.long
def test_which_source_says_18_000_students(chromium, address):
    page = opened(chromium, address)
    page.get_by_label("Search this brief").fill("18,000 Pakistani students")
    page.locator(".hits a", has_text="between").first.click()
    page.locator(".finding:focus button.q", has_text="18,000").click()
    card = page.locator(".card")
    row = card.locator("li", has_text="18,000")
    row.locator("a.mark").first.wait_for()
    assert page.locator(row.locator("a.mark").first.get_attribute("href")).count() == 1
    page.context.close()


@pytest.mark.long
def test_compare_the_two_sides_in_2023(chromium, address):
    page = opened(chromium, address)
    page.locator(".contents a", has_text="trade gap").click()
    page.locator(".contents a", has_text="count the same goods alike").click()
    figure = page.locator('[id="trade.two-ledgers"]')
    figure.scroll_into_view_if_needed()
    figure.get_by_label("Year", exact=True).select_option("2023")
    told = figure.locator(".values-told").inner_text()
    assert "2023" in told
    assert "sent" in told and "received" in told
    assert figure.locator(".values-told a.mark").count() >= 2
    page.context.close()


@pytest.mark.long
def test_send_a_link_to_the_filtered_timeline(chromium, address):
    page = opened(chromium, address)
    page.get_by_label("Search this brief").fill("dated events known")
    page.locator(".hits a").first.click()
    table = page.locator('[id="timeline.events"]')
    table.get_by_label("Year", exact=True).select_option("2025")
    shown = table.locator("[role=status]").inner_text()
    link = page.url
    assert "year=2025" in link
    other = opened(chromium, link)
    again = other.locator('[id="timeline.events"] [role=status]')
    again.wait_for(state="visible")
    other.wait_for_function("text => document.getElementById('timeline.events').textContent.includes(text)", arg=shown)
    assert other.locator('[id="timeline.events"]').get_by_label("Year", exact=True).input_value() == "2025"
    other.context.close()
    page.context.close()


@pytest.mark.long
def test_a_mark_opens_its_source_and_the_list_leads_back(chromium, whole):
    page = opened(chromium, whole.as_uri())
    mark = page.locator("main .finding a.mark").first
    mark.scroll_into_view_if_needed()
    at = page.evaluate("scrollY")
    mark.click()
    card = page.locator(".card")
    assert card.get_attribute("role") == "dialog"
    card.get_by_text("What it says here").wait_for()
    assert card.locator("li").first.inner_text()
    assert re.search(r"Rows here: \w+:\w+", card.inner_text())
    assert page.evaluate("scrollY") == at
    card.get_by_text("In the list").click()
    number = mark.get_attribute("href")
    assert page.locator(f"{number}.here").is_visible()
    assert page.locator(f"{number} .used a").count()
    page.locator("button.back").click()
    assert page.evaluate("scrollY") == at
    assert mark.evaluate("mark => mark === document.activeElement")
    page.context.close()


@pytest.mark.long
def test_a_number_opens_its_rows_and_its_rule(chromium, whole):
    page = opened(chromium, whole.as_uri())
    page.locator("main .finding button.q").first.focus()
    page.keyboard.press("Enter")
    text = page.locator(".card").inner_text()
    assert re.search(r"\w+:\w+", text)
    assert "helpers.chapters" in text
    page.keyboard.press("Escape")
    assert page.locator(".card").count() == 0
    assert page.locator("button.q:focus").count() == 1
    page.context.close()


@pytest.mark.long
def test_the_keyboard_reaches_each_value_of_a_drawing(chromium, whole):
    page = opened(chromium, f"{whole.as_uri()}#trade.two-ledgers")
    figure = page.locator('[id="trade.two-ledgers"]')
    figure.locator(".dot").first.wait_for(state="attached")
    figure.locator(".drawing:visible").focus()
    page.keyboard.press("ArrowRight")
    first = figure.locator(".values-told").inner_text()
    page.keyboard.press("ArrowRight")
    assert figure.locator(".values-told").inner_text() != first
    assert figure.locator(".dot.on").count() >= 1
    figure.get_by_role("button", name="Table").click()
    assert figure.locator(".rows-behind tbody tr").count() > 10
    page.context.close()


@pytest.mark.long
@pytest.mark.parametrize("width", [390, 1280])
def test_each_drawing_tells_its_values_at_both_widths(chromium, whole, width):
    page = opened(chromium, whole.as_uri(), width)
    page.evaluate("document.querySelectorAll('main details').forEach((layer) => { layer.open = true; })")
    silent = page.evaluate(
        """async () => {
          const figures = [...document.querySelectorAll('figure.exhibit:has(.drawing > svg)')];
          for (const figure of figures) {
            figure.scrollIntoView();
            for (let wait = 0; wait < 40 && !figure.querySelector('.dot'); wait += 1) {
              await new Promise((done) => setTimeout(done, 50));
            }
          }
          const told = (figure) => {
            figure.querySelector('.values button[aria-label="Next value"]')?.click();
            const shown = [...figure.querySelectorAll('.drawing')].find((one) => one.offsetHeight);
            return shown.querySelector('.dot.on') && /\\w/.test(figure.querySelector('.values-told').textContent);
          };
          return figures.filter((figure) => !told(figure)).map((figure) => figure.id);
        }"""
    )
    assert silent == []
    assert (page.locator(".drawing.wide:visible").count() == 0) == (width == 390)
    assert (page.locator(".drawing.narrow:visible").count() == 0) == (width == 1280)
    page.context.close()


@pytest.mark.long
def test_the_tab_key_follows_the_order_of_the_page(chromium, whole):
    page = opened(chromium, whole.as_uri())
    seen = []
    for _ in range(12):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.closest('.skip,.bar,.contents,main')?.className || 'main'"))
    order = ["skip", "bar", "contents", "main"]
    assert [order.index(place) for place in seen] == sorted(order.index(place) for place in seen)
    assert seen[0] == "skip"
    page.context.close()


@pytest.mark.long
def test_the_growth_follows_its_sliders(chromium, whole):
    page = opened(chromium, f"{whole.as_uri()}#growth")
    panel = page.locator("#growth")
    before = float(panel.get_attribute("data-growth"))
    panel.locator("input").nth(0).focus()
    page.keyboard.press("ArrowRight")
    assert float(panel.get_attribute("data-growth")) > before
    assert "target=" in page.url
    page.context.close()


@pytest.mark.long
def test_a_drawing_is_saved_with_colours_of_its_own(chromium, whole):
    page = opened(chromium, f"{whole.as_uri()}#trade.two-ledgers", scheme="dark")
    figure = page.locator('[id="trade.two-ledgers"]')
    with page.expect_download() as saved:
        figure.get_by_role("button", name="SVG").click()
    text = saved.value.path().read_text(encoding="utf-8")
    assert "var(" not in text
    assert 'class="dot' not in text
    with page.expect_download() as saved:
        figure.get_by_role("button", name="PNG").click()
    assert saved.value.path().read_bytes()[:4] == b"\x89PNG"
    with page.expect_download() as saved:
        figure.get_by_text("CSV", exact=True).click()
    assert saved.value.path().read_text(encoding="utf-8").startswith("exporter,")
    page.context.close()


@pytest.mark.long
def test_an_embedded_exhibit_stands_alone(chromium, whole):
    page = opened(chromium, f"{whole.as_uri()}#trade.two-ledgers?embed=1")
    assert page.locator('[id="trade.two-ledgers"]').is_visible()
    assert page.locator("figure.exhibit:visible").count() == 1
    assert not page.locator(".contents").is_visible()
    page.context.close()


@pytest.mark.long
def test_without_a_script_all_text_and_tables_are_there(chromium, whole):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(whole.as_uri())
    assert page.locator("main h1").first.is_visible()
    page.locator("details.layer > summary", has_text="Which promises were kept?").click()
    page.locator("details.more:has([id='timeline.promises']) > summary").click()
    table = page.locator('[id="timeline.promises"] tbody tr')
    assert table.count() == table.locator("visible=true").count() > 8
    page.set_viewport_size({"width": 390, "height": 800})
    drawing = page.locator('[id="trade.targets-and-actual"] .drawing:visible')
    assert drawing.count() == 1 and drawing.locator("svg").get_attribute("width").startswith("266")
    context.close()


@pytest.mark.parametrize(
    ("width", "scheme"),
    [
        (390, "light"),
        (1280, "dark"),
        pytest.param(390, "dark", marks=pytest.mark.long),
        pytest.param(1280, "light", marks=pytest.mark.long),
    ],
)
def test_no_accessibility_violation(whole, chromium, width, scheme):
    page = opened(chromium, whole.as_uri(), width, scheme, bypass_csp=True)
    page.evaluate("document.querySelectorAll('details.layer').forEach((layer, at) => { layer.open = at % 7 === 0; })")
    page.locator("main .finding a.mark").first.click()
    page.add_script_tag(path=str(AXE))
    result = page.evaluate("rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES)
    page.context.close()
    assert [(hit["id"], [node["html"][:200] for node in hit["nodes"][:3]]) for hit in result["violations"]] == []


def test_nothing_is_requested_and_nothing_fails(built, whole, chapter, chromium):
    context = chromium.new_context()
    for path in (whole, chapter, next(built.glob("2021-*/*.html"))):
        page = context.new_page()
        asked, failed = [], []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.on("pageerror", lambda error, failed=failed: failed.append(str(error)))
        page.on("console", lambda message, failed=failed: failed.append(message.text))
        page.goto(path.as_uri())
        page.wait_for_selector("html[data-ready]")
        assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
        assert failed == []
        page.close()
    context.close()


@pytest.mark.long
@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_nothing_scrolls_sideways_but_a_table_that_says_so(whole, chapter, chromium, script):
    for path in (whole, chapter):
        context = chromium.new_context(java_script_enabled=script)
        page = context.new_page()
        page.goto(path.as_uri())
        if script:
            page.wait_for_selector("html[data-ready]")
        page.evaluate(
            "document.querySelectorAll('details').forEach((layer) => { layer.open = !layer.closest('nav, .code'); })"
        )
        for width in (360, 390, 768, 1280, 1600):
            page.set_viewport_size({"width": width, "height": 800})
            page.wait_for_timeout(100)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path.name
            silent, drawn = page.evaluate(
                """() => {
                  const wide = [...document.querySelectorAll('main *')].filter((one) => one.scrollWidth > one.clientWidth + 1
                    && one.clientWidth && getComputedStyle(one).overflowX === 'auto');
                  const silent = wide.filter((one) => !one.matches('.scroll') || (document.documentElement.matches('.js')
                    && !getComputedStyle(one, '::before').content.includes('sideways')));
                  return [silent.map((one) => one.outerHTML.slice(0, 200)),
                    [...document.querySelectorAll('.drawing svg')].filter((one) => one.checkVisibility()).map((one) => one.getBoundingClientRect())];
                }"""
            )
            assert silent == [], width
            assert drawn and all(box["left"] >= 0 and box["right"] <= width + 1 for box in drawn), width
        context.close()


@pytest.mark.long
def test_the_print_of_the_browser_is_the_brief_on_paper(whole, chromium, tmp_path):
    page = opened(chromium, whole.as_uri())
    page.pdf(path=tmp_path / "print.pdf", prefer_css_page_size=True, outline=True, tagged=True)
    made, paper = PdfReader(tmp_path / "print.pdf"), PdfReader(whole.with_suffix(".pdf"))
    assert abs(len(made.pages) - len(paper.pages)) <= 2
    ends = ("Limits", "How to read", "Sources")
    asked, expected = (
        [one for one in headings(reader.outline) if not one[1].startswith(ends)] for reader in (made, paper)
    )
    assert in_order(asked, expected) and len(asked) > 20
    printed = "\n".join(one.extract_text() for one in made.pages)
    told = "\n".join(one.extract_text() for one in paper.pages)
    labels = [re.findall(rf"^{kind} (\d+)\b", text, re.M) for text in (printed, told) for kind in ("Figure", "Table")]
    assert all(in_order(*pair) and len(pair[0]) > 5 for pair in (labels[::2], labels[1::2]))
    page.context.close()


def in_order(one, other):
    """Whether two lists hold the same in one order; where a page has no room, paper may let one pass its neighbour."""
    return sorted(one) == sorted(other) and all(abs(at - other.index(what)) <= 1 for at, what in enumerate(one))


def headings(outline, level=1):
    """Level and title of each entry of a PDF's outline."""
    for entry in outline:
        yield from headings(entry, level + 1) if isinstance(entry, list) else [(level, entry.title)]


@pytest.mark.long
def test_a_phone_has_the_contents_and_tables_as_cards(whole, chromium):
    page = opened(chromium, f"{whole.as_uri()}#timeline.promises", 390)
    assert not page.locator(".contents").is_visible()
    row = page.locator('[id="timeline.promises"] tbody tr').first
    assert row.evaluate("row => getComputedStyle(row).display") == "block"
    page.get_by_role("button", name="Contents").click()
    page.locator(".contents a", has_text="Connectivity").click()
    assert page.locator(".contents").is_hidden()
    assert page.evaluate("document.querySelector('[id$=connectivity]').getBoundingClientRect().top") < 400
    page.context.close()


@pytest.mark.long
def test_long_tables_filter_and_sort(whole, chromium):
    page = opened(chromium, f"{whole.as_uri()}#timeline.events")
    table = page.locator('[id="timeline.events"]')
    table.get_by_label("Find in this table").fill("agreement")
    status = table.locator("[role=status]")
    assert re.fullmatch(r"\d+ of \d+ rows", status.inner_text())
    table.get_by_label("Find in this table").fill("")
    table.locator("button.sort").first.click()
    assert table.locator("th[aria-sort=ascending]").count() == 1
    page.context.close()


@pytest.mark.long
def test_the_contents_follow_the_reading(whole, chromium):
    page = opened(chromium, whole.as_uri(), 1400)
    page.locator('section[id$="trade"] h1').scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    assert page.locator(".contents a[aria-current]").count() == 1
    page.context.close()


@pytest.mark.long
def test_the_drawings_are_dark_in_the_dark(whole, chromium):
    grounds = []
    for scheme in ("light", "dark"):
        page = opened(chromium, whole.as_uri(), scheme=scheme)
        colour = "element => getComputedStyle(element)"
        grounds.append(page.locator("body").evaluate(f"{colour}.backgroundColor"))
        grounds.append(page.locator(".drawing svg text").first.evaluate(f"{colour}.fill"))
        page.context.close()
    assert len(set(grounds)) == 4


@pytest.mark.long
def test_the_whole_is_read_in_ten_screens_small_and_painted_soon(whole, chromium):
    assert whole.stat().st_size < BYTES
    page = opened(chromium, whole.as_uri())
    assert page.evaluate("document.documentElement.scrollHeight") <= READ_IN
    paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    assert paint < 1000
    page.context.close()
