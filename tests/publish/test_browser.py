"""The pages in a real browser: accessibility rules, phone width, no request; skipped where there is no Chromium."""

import shutil
from pathlib import Path

import axe_playwright_python
import pytest

from conftest import FLAGSHIP
from helpers.publish.build import CHAPTERS

NOW = "2026-11-23"
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

pytestmark = [
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine; install it to run the browser tests"),
]


@pytest.fixture(scope="module")
def chromium():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=QUIET, timeout=60_000)
        yield browser
        browser.close()


def pages(built):
    yield built / NOW / f"{FLAGSHIP}_{NOW}.html"
    yield built / NOW / "chapters" / f"{CHAPTERS[1]}.html"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_accessibility_violation(built, chromium, scheme):
    context = chromium.new_context(bypass_csp=True, color_scheme=scheme, viewport={"width": 1200, "height": 900})
    found = []
    # A chapter with every kind of block; contrast over the whole edition takes minutes and finds the same rules.
    for chapter in (CHAPTERS[0], CHAPTERS[6]):
        path = built / NOW / "chapters" / f"{chapter}.html"
        page = context.new_page()
        page.goto(path.as_uri())
        page.add_script_tag(path=str(AXE))
        # What is drawn differently in the dark are the colours.
        rules = RULES if scheme == "light" else {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
        result = page.evaluate("rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", rules)
        found += [(path.name, hit["id"], hit["nodes"][0]["html"][:200]) for hit in result["violations"]]
        page.close()
    context.close()
    assert found == []


def test_the_whole_edition_keeps_the_rules_of_structure(built, chromium):
    context = chromium.new_context(bypass_csp=True, viewport={"width": 1200, "height": 900})
    page = context.new_page()
    page.goto((built / NOW / f"{FLAGSHIP}_{NOW}.html").as_uri())
    page.add_script_tag(path=str(AXE))
    rules = [
        "document-title",
        "html-has-lang",
        "heading-order",
        "duplicate-id-aria",
        "link-name",
        "button-name",
        "list",
    ]
    rules += ["label", "landmark-one-main", "page-has-heading-one", "scrollable-region-focusable", "td-headers-attr"]
    options = {"runOnly": {"type": "rule", "values": rules}, "resultTypes": ["violations"]}
    result = page.evaluate("options => axe.run(document, options)", options)
    context.close()
    assert [(hit["id"], hit["nodes"][0]["html"][:200]) for hit in result["violations"]] == []


def test_nothing_is_requested_and_nothing_fails(built, chromium):
    context = chromium.new_context()
    for path in pages(built):
        page = context.new_page()
        asked, failed = [], []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.on("pageerror", lambda error, failed=failed: failed.append(str(error)))
        page.on("console", lambda message, failed=failed: failed.append(message.text))
        page.goto(path.as_uri())
        assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
        assert failed == []
        page.close()
    context.close()


def test_no_page_scrolls_sideways(built, chromium):
    context = chromium.new_context()
    for path in pages(built):
        page = context.new_page()
        page.goto(path.as_uri())
        for width in (360, 768, 1600):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path.name
        page.close()
    context.close()


def test_long_tables_filter_and_sort(built, chromium):
    page = chromium.new_page()
    page.goto((built / NOW / "chapters" / "01_timeline.html").as_uri())
    table = page.locator(".exhibit:has(.filter)").last
    rows = table.locator("tbody tr:visible")
    before = rows.count()
    table.locator(".filter input").fill("visit")
    assert 0 < rows.count() < before
    table.locator(".filter input").fill("")
    table.locator("button.sort").first.click()
    assert table.locator("th[aria-sort=ascending]").count() == 1
    page.close()


def test_the_contents_follow_the_reading(built, chromium):
    page = chromium.new_page(viewport={"width": 1400, "height": 900})
    page.goto((built / NOW / f"{FLAGSHIP}_{NOW}.html").as_uri())
    page.locator(f'section[id="{CHAPTERS[2]}"] h1').scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    assert page.locator(".contents a[aria-current]").count() == 1
    page.close()
