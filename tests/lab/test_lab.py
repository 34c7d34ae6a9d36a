"""The notebooks in a real JupyterLab in a real browser: they run top to bottom, show themselves, and are exported.

The notebooks are copied elsewhere first: they find their data from any folder, and nothing of the project is saved
over. Screenshots are kept in ``reports/lab``.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from contextlib import suppress

import nbformat
import pytest

from helpers.datapackage.read import PROJECT
from helpers.publish.build import _outward
from helpers.publish.export import BriefPDFExporter
from helpers.publish.inputs import chapter_names

playwright = pytest.importorskip("playwright.sync_api")
CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
pytestmark = [pytest.mark.lab, pytest.mark.skipif(not CHROMIUM, reason="needs Chromium: apt-get install chromium")]
QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
PICTURES = PROJECT / "reports" / "lab"
ONE = "05_people"
RUN = """async name => {
  const app = window.jupyterapp;
  const panel = await app.commands.execute('docmanager:open', {path: name, factory: 'Notebook'});
  await panel.context.ready; await panel.sessionContext.ready;
  const start = performance.now();
  await app.commands.execute('notebook:run-all-cells');
  const seconds = (performance.now() - start) / 1000;
  await panel.context.save();
  return {cells: panel.content.model.toJSON().cells, seconds};
}"""

MEASURE = """async () => {
  const panel = window.jupyterapp.shell.currentWidget, found = {figures: 0, tall: [], cut: [], dead: 0, sources: 0};
  for (let place = 0; place < panel.content.widgets.length; place++) {
    await panel.content.scrollToItem(place, 'start');
    const node = panel.content.widgets[place].node;
    for (const figure of node.querySelectorAll('figure.exhibit')) {
      found.figures += 1;
      const name = figure.dataset.name, box = figure.getBoundingClientRect();
      if (box.height > 1400) found.tall.push([name, box.height]);
      for (const wide of figure.querySelectorAll('.scroll, .drawing'))
        if (wide.getBoundingClientRect().right > node.getBoundingClientRect().right) found.cut.push(name);
    }
    found.dead += node.querySelectorAll('a.mark[href^="#"], a.mark:not([title])').length;
    found.sources = node.querySelectorAll('ol.scroll > li').length || found.sources;
  }
  await panel.content.scrollToItem(0, 'start');
  return found;
}"""


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """A JupyterLab on a copy of the notebooks; yields its address and folder."""
    root = tmp_path_factory.mktemp("lab")
    folder = root / "notebooks"
    shutil.copytree(PROJECT / "notebooks", folder, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    places = {
        name: str(root / name.lower())
        for name in (
            "JUPYTER_CONFIG_DIR",
            "JUPYTER_RUNTIME_DIR",
            "JUPYTERLAB_SETTINGS_DIR",
            "JUPYTERLAB_WORKSPACES_DIR",
            "HOME",
        )
    }
    environment = {
        **os.environ,
        **places,
        "PYTHONPATH": os.pathsep.join(str(PROJECT / part) for part in ("tests/offline", "src")),
    }
    recipe = subprocess.run(["make", "-n", "lab"], cwd=PROJECT, capture_output=True, text=True, check=True).stdout
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--port=0", "--ip=127.0.0.1"]
    command += re.findall(r"--\w+Exporter\.enabled=False", recipe)
    command += ["--IdentityProvider.token=", "--expose-app-in-browser", f"--notebook-dir={folder}"]
    with (root / "log.txt").open("w") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log, env=environment, cwd=root)
    try:
        yield _address(root, server), folder
    finally:
        server.terminate()
        with suppress(subprocess.TimeoutExpired):
            server.wait(10)
        server.kill()


def _address(root, server):
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline and server.poll() is None:
        for record in (root / "jupyter_runtime_dir").glob("jpserver-*.json"):
            with suppress(ValueError):
                return json.loads(record.read_text())["url"]
        time.sleep(0.2)
    raise AssertionError((root / "log.txt").read_text())


@pytest.fixture(scope="module")
def page(lab):
    with playwright.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=QUIET, timeout=60_000)
        page = browser.new_page(viewport={"width": 1400, "height": 1600})
        page.set_default_timeout(60_000)
        page.goto(f"{lab[0]}lab?reset")
        page.wait_for_function("window.jupyterapp && window.jupyterapp.started", timeout=90_000)
        page.evaluate("window.jupyterapp.started")
        yield page
        browser.close()


def picture(page, name):
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png")


def run_all(page, name):
    """Open a notebook, run all its cells and save it; no cell failed or said anything on stderr."""
    return timed(page, name)[0]


def timed(page, name):
    """The same, with the seconds from *Run All* to the last output."""
    cells, seconds = page.evaluate(RUN, f"{name}.ipynb").values()
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    assert not [output for output in outputs if output["output_type"] == "error"], outputs
    assert not [output for output in outputs if output.get("name") == "stderr"], outputs
    return cells, seconds


def shown(page):
    """The notebook that is on the screen."""
    return page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")


def written(lab, name, cells):
    """A notebook of one's own beside the others."""
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    node = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code) for code in cells], metadata=kernel)
    nbformat.write(node, lab[1] / f"{name}.ipynb")


TASKS = re.split(r"^## ", (PROJECT / "docs" / "ten-tasks.md").read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
CODED = [task for task in TASKS if "```python" in task]


@pytest.mark.parametrize("task", CODED, ids=[task.splitlines()[0] for task in CODED])
def test_the_tasks_of_an_analyst_are_done_as_they_are_told(page, lab, task):
    cells = re.findall(r"```python\n(.*?)```", task, re.DOTALL)
    shows = re.search(r"^Shows: (.+)$", task, re.MULTILINE)[1]
    name = f"task-{task[0]}"
    written(lab, name, cells)
    run, seconds = timed(page, name)
    assert shows in json.dumps(run[-1]["outputs"], ensure_ascii=False)
    picture(page, name)
    lines = len([line for code in cells for line in code.splitlines() if line.strip()])
    assert lines <= 25
    with (PICTURES / "tasks.txt").open("a") as file:
        file.write(f"{task.splitlines()[0]}: {len(cells)} cells, {lines} lines, {seconds:.1f} s\n")


def test_the_explorer_redraws_when_a_control_is_moved(page):
    run_all(page, "explore")
    panel = shown(page)
    panel.locator("figure.exhibit").first.wait_for()
    first = panel.locator("figure.exhibit").first.inner_text()
    picture(page, "explore")
    chosen = panel.locator(".widget-dropdown").filter(has_text="Exhibit").locator("select")
    chosen.select_option(label="connectivity: routes")
    page.wait_for_function(
        "before => document.querySelector('.jp-NotebookPanel:not(.lm-mod-hidden) figure.exhibit')?.innerText !== before",
        arg=first,
    )
    closed = panel.locator(".widget-select-multiple, .widget-select").filter(has_text="Closed").locator("select")
    closed.select_option(label="Khunjerab Pass (pass)")
    panel.get_by_text("Khunjerab Pass shut").first.wait_for()
    panel.get_by_role("button", name="Copy as cell").click()
    panel.get_by_text("closed=['KHU']").first.wait_for()
    panel.get_by_role("button", name="Print the command").click()
    panel.get_by_text("--set 'closed=[\"KHU\"]'").first.wait_for()
    picture(page, "explore-closed")


EXPLORER = next(
    cell for cell in nbformat.read(PROJECT / "notebooks" / "explore.ipynb", 4).cells if "Explorer(" in cell.source
).source
ASK = """async code => {
  const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
  const asked = kernel.requestExecute({code});
  let said = '';
  asked.onIOPub = message => { said += message.header.msg_type === 'stream' ? message.content.text : ''; };
  await asked.done;
  return said;
}"""


def test_what_is_on_the_screen_is_a_cell_a_state_and_stands_beside_another_edition(page, lab):
    panel = shown(page)
    panel.get_by_label("Beside it").fill("2021-12-15")
    page.keyboard.press("Enter")
    panel.locator("figure.exhibit").nth(1).wait_for()
    titles = panel.locator("figure.exhibit .title").all_inner_texts()
    assert len(titles) == 2 and titles[0] != titles[1]
    first, second = (panel.locator("figure.exhibit").nth(place).bounding_box() for place in (0, 1))
    assert first["y"] == second["y"] and first["x"] + first["width"] <= second["x"]
    picture(page, "explore-beside")
    cell, state = (page.evaluate(ASK, f"print(explorer.{what}())") for what in ("cell", "parameters"))
    written(lab, "copied", [cell])
    assert titles[0] in json.dumps(run_all(page, "copied"), ensure_ascii=False)
    written(lab, "again", [state, EXPLORER])
    run_all(page, "again")
    shown(page).locator("figure.exhibit").nth(1).wait_for()
    assert shown(page).locator("figure.exhibit .title").all_inner_texts() == titles
    page.evaluate("window.jupyterapp.commands.execute('docmanager:open', {path: 'explore.ipynb', factory: 'Notebook'})")


def test_its_tables_are_searched(page):
    panel = shown(page)
    table = panel.locator("table.dataTable").first
    table.wait_for()
    everything = panel.locator(".dt-info, .dataTables_info").first.inner_text()
    panel.locator("input[type=search]").first.fill("Dawn")
    page.wait_for_function("text => !document.body.innerText.includes(text)", arg=everything)
    picture(page, "explore-tables")


def test_a_chapter_runs_and_its_export_is_the_command_s(page, built):
    run_all(page, ONE)
    # The box of the edition is markup, not text about markup, and a mark leads to its source.
    assert shown(page).locator("dl.edition").count() == 1
    assert shown(page).locator("a.mark[title][href^=http]").count() > 0
    edition = max(built.glob("[0-9]*"))
    exported = exported_by(page, "brief_html").decode()
    whole = f"../{edition.parent.name}_{edition.name}.html"
    chapter = (edition / "chapters" / f"{ONE}.html").read_text(encoding="utf-8")
    assert "<figure" in exported and re.findall(r'id="people\.[^"]+"', _outward(exported, whole)) == re.findall(
        r'id="people\.[^"]+"', chapter
    )
    printed = exported_by(page, "brief_pdf")
    assert printed.startswith(b"%PDF-")
    assert printed == BriefPDFExporter().from_filename(str(edition / "notebooks" / f"{ONE}.ipynb"))[0]


def exported_by(page, name):
    """What the server answers when the entry of the menu is chosen."""
    read = """async address => {
      const answer = await fetch(address);
      if (!answer.ok) throw new Error(answer.status);
      return Array.from(new Uint8Array(await answer.arrayBuffer()));
    }"""
    return bytes(page.evaluate(read, f"/nbconvert/{name}/{ONE}.ipynb?download=true"))


def test_charts_are_seen_in_a_notebook_that_is_not_trusted(page, lab, built):
    edition = max(built.glob("[0-9]*"))
    shutil.copy(edition / "notebooks" / "02_trade.ipynb", lab[1] / "untrusted.ipynb")
    page.evaluate(
        """async () => {
          const panel = await window.jupyterapp.commands.execute('docmanager:open', {path: 'untrusted.ipynb', factory: 'Notebook'});
          await panel.context.ready;
        }"""
    )
    drawing = shown(page).locator("figure.exhibit img").first
    drawing.wait_for()
    assert drawing.evaluate("node => node.complete && node.naturalWidth > 100")
    picture(page, "untrusted")


def test_the_menu_offers_both_and_nothing_that_cannot_work(page):
    page.locator(".lm-MenuBar-item").filter(has_text="File").click()
    page.get_by_text("Save and Export Notebook As").hover()
    for name in ("Brief_html", "Brief_pdf"):
        page.locator(".lm-Menu-itemLabel").get_by_text(name, exact=True).wait_for()
    picture(page, "menu")
    offered = page.locator(".lm-Menu-itemLabel").all_inner_texts()
    assert not {"PDF", "Webpdf", "Qtpdf", "Qtpng", "LaTeX", "Asciidoc", "ReStructured Text"} & set(offered)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    # One that was not run is refused with what to do.
    ask = "async address => { const answer = await fetch(address); return [answer.status, await answer.text()]; }"
    status, told = page.evaluate(ask, "/nbconvert/brief_pdf/07_profile.ipynb?download=true")
    assert status == 500 and "expected it to be run and saved (Run All Cells, or --execute)" in told


def test_an_edited_parameter_gives_another_edition(page):
    run_all(page, ONE)
    cells = page.evaluate(
        """async () => {
          const app = window.jupyterapp, panel = app.shell.currentWidget;
          const cell = [...panel.content.widgets].find(one => one.model.sharedModel.source.startsWith('pair'));
          cell.model.sharedModel.setSource(cell.model.sharedModel.source.replace('as_of: str = ""', 'as_of: str = "2021-12-15"'));
          await app.commands.execute('notebook:run-all-cells');
          return panel.content.model.toJSON().cells;
        }"""
    )
    text = json.dumps(cells)
    assert "15 December 2021" in text and '"output_type": "error"' not in text


def luminance(colour):
    """Relative luminance of a CSS colour, WCAG 2.2."""
    channels = [float(part) / 255 for part in re.findall(r"[0-9.]+", colour)[:3]]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", ["JupyterLab Dark", "JupyterLab Light"])
def test_it_is_readable_in_both_themes(page, theme):
    page.evaluate("theme => window.jupyterapp.commands.execute('apputils:change-theme', {theme})", theme)
    light = str(theme.endswith("Light")).lower()
    page.wait_for_function("light => document.body.dataset.jpThemeLight === light", arg=light)
    page.locator("#jupyterlab-splash").wait_for(state="hidden")
    shown(page).locator("figure.exhibit").first.scroll_into_view_if_needed()
    colours = page.evaluate(
        """() => {
          const under = node => {
            for (; node; node = node.parentElement) {
              const colour = getComputedStyle(node).backgroundColor;
              if (!/, 0\\)$|^transparent$/.test(colour)) return colour;
            }
            return 'rgb(255, 255, 255)';
          };
          const text = '.jp-NotebookPanel:not(.lm-mod-hidden) figure.exhibit :is(td, th, .title, .source p)';
          return [...document.querySelectorAll(text)].map(node => {
            const style = getComputedStyle(node);
            return [node.tagName === 'text' ? style.fill : style.color, under(node), node.textContent.slice(0, 40)];
          });
        }"""
    )
    picture(page, f"chapter-{theme.rpartition(' ')[2].lower()}")
    assert len(colours) > 20
    for ink, ground, text in colours:
        first, second = sorted((luminance(ink), luminance(ground)), reverse=True)
        assert (first + 0.05) / (second + 0.05) >= 4.5, (ink, ground, text)


@pytest.mark.parametrize("chapter", [name for name in chapter_names() if name != ONE])
def test_every_chapter_runs_in_jupyterlab(page, chapter):
    cells = run_all(page, chapter)
    assert sum("application/vnd.brief+json" in json.dumps(cell) for cell in cells) > 1
    # Laid out whole: the lab makes cells as they are scrolled to.
    heights = page.evaluate(MEASURE)
    picture(page, chapter)
    assert not heights["tall"] and not heights["cut"] and not heights["dead"], heights
    assert heights["figures"] >= 2 and 0 < heights["sources"] < 600


def test_a_long_table_is_searched_in_a_chapter(page):
    run_all(page, "01_timeline")
    box = shown(page).locator("input[type=search]").first
    box.scroll_into_view_if_needed()
    rows = box.locator("xpath=..").locator("tbody tr:visible")
    before = rows.count()
    box.press_sequentially("dd")  # two keys that delete a cell where they are not typed into a box
    assert box.input_value() == "dd"
    box.fill("visit")
    assert 0 < rows.count() < before
    picture(page, "search")
