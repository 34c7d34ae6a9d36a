"""The documents are true: examples run as written, links lead somewhere, the codebook is that of the package."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import nbformat
import numpy as np
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from PIL import Image
from pypdfium2 import PdfDocument

from helpers import cli, open_edition
from helpers.datapackage.canonical import rewrite
from helpers.datapackage.check import check
from helpers.datapackage.new import new_data
from helpers.datapackage.read import DEFAULT_DATA, PROJECT, read_package

DOCS = PROJECT / "docs"
PAGES = [PROJECT / "README.md", PROJECT / "CONTRIBUTING.md", *sorted(DOCS.glob("*.md"))]
MAKEFILE = (PROJECT / "Makefile").read_text(encoding="utf-8")
GUIDE = (DOCS / "how-to.md").read_text(encoding="utf-8")
BLOCKS = dict(re.findall(r"<!-- (\w+) -->\n```\w+\n(.*?)```", GUIDE, re.DOTALL))
TABLES = ("sources", "countries", "events", "documents", "claims")


@pytest.fixture
def example(tmp_path):
    """The package of the guide, its rows added as they stand there."""
    folder = new_data(tmp_path / "example", "PAK-KGZ")
    assert cli.main(["check", "--fix", "--data", str(folder)]) == 0
    for table in TABLES:
        with (folder / f"{table}.csv").open("a", encoding="utf-8") as file:
            file.write(BLOCKS[table])
        assert check(folder) == [], table
    rewrite(folder)
    assert check(folder) == []
    return folder


def test_rows_are_added_as_the_guide_says(example):
    edition = open_edition(data=example)
    assert edition.events["event_id"].tolist() == ["EV001"] and edition.events["location"].tolist() == ["TUR"]
    assert edition.claims["document_id"].tolist() == ["TDI-2021-12-15"] and 3 in edition.sources


def test_the_facts_of_the_guide_are_those_that_ship():
    shipped = {table: (DEFAULT_DATA / f"{table}.csv").read_text(encoding="utf-8") for table in ("sources", "events")}
    for line in BLOCKS["sources"].splitlines():
        assert line.partition(",")[2] in shipped["sources"]
    assert BLOCKS["events"].split(",", 3)[3].split(",moderate,")[0] in shipped["events"]
    assert read_package().tables["documents"]["document_id"][0] in BLOCKS["documents"]


@pytest.fixture
def house(tmp_path):
    """A copy of the house in which the guide was followed: a chapter with an exhibit, and a sentence said otherwise."""
    root = tmp_path / "house"
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(PROJECT / "src", root / "src", ignore=ignored)
    shutil.copytree(PROJECT / "notebooks", root / "notebooks", ignore=ignored)
    (root / "data").symlink_to(DEFAULT_DATA)
    (root / "reports").mkdir()
    shutil.copy(PROJECT / "pyproject.toml", root)
    helpers = root / "src" / "helpers"
    chapter = helpers / "chapters" / "meetings"
    chapter.mkdir()
    for block, name in {"init": "__init__", "frames": "frames", "exhibits": "exhibits", "findings": "findings"}.items():
        (chapter / f"{name}.py").write_text(BLOCKS[block], encoding="utf-8")
    (helpers / "words" / "en" / "meetings.ftl").write_text(BLOCKS["words"], encoding="utf-8")
    timeline = helpers / "words" / "en" / "timeline.ftl"
    key = BLOCKS["sentence"].partition(" =")[0]
    old = re.compile(rf"^{key} =.*\n(?:[ \t].*\n)*", re.MULTILINE)
    text, found = old.subn(lambda _: BLOCKS["sentence"], timeline.read_text(encoding="utf-8"))
    assert found == 1
    timeline.write_text(text, encoding="utf-8")
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    cells = []
    for head, body in re.findall(r"# %%(.*)\n((?:(?!# %%).*\n)*)", BLOCKS["chapter"]):
        if "markdown" in head:
            cells.append(new_markdown_cell(re.sub(r"^# ?", "", body, flags=re.MULTILINE).strip()))
        else:
            tags = re.findall(r"\[(\w+)\]", head)
            cells.append(new_code_cell(body.strip(), metadata={"tags": tags} if tags else {}))
    nbformat.write(new_notebook(cells=cells, metadata=kernel), root / "notebooks" / "07_meetings.ipynb")
    return root


@pytest.mark.long
def test_the_chapter_exhibit_and_sentence_of_the_guide_are_published(example, house, tmp_path):
    out = tmp_path / "out"
    # A process of its own: the copy is imported, not this house.
    run = subprocess.run(
        [sys.executable, "-m", "helpers.cli", "build", "--data", str(example), "--out", str(out)],
        env={**os.environ, "PYTHONPATH": str(house / "src")},
        capture_output=True,
        text=True,
        cwd=house,
    )
    assert run.returncode == 0, run.stderr
    (path,) = out.glob("*/*/manifest.json")
    manifest = json.loads(path.read_text(encoding="utf-8"))
    texts = {finding["id"]: finding["text"] for finding in manifest["findings"]}
    assert texts["meetings.recorded"] == "The record holds one event of Kyrgyzstan and Pakistan."
    assert texts["timeline.single-source"] == "Of one contacts, one rests on one report alone."
    named = {exhibit["name"]: exhibit for exhibit in manifest["exhibits"]}
    assert named["meetings.by-mode"]["title"] == "They met most often in this way: margins"
    assert (
        (path.parent / "data" / "meetings.by-mode.csv")
        .read_text()
        .startswith("mode,events,row_ids,source_ids\nmargins,1")
    )
    assert next(path.parent.glob("*.pdf")).read_bytes().startswith(b"%PDF-")


def test_the_codebook_is_that_of_the_package(capsys):
    assert cli.main(["codebook"]) == 0
    assert capsys.readouterr().out == (DOCS / "codebook.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    text = page.read_text(encoding="utf-8")
    for address in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text):
        if not re.match(r"https?:|mailto:", address):
            assert (page.parent / address).exists(), address


def commands(text):
    """Every command of a page as words, and whether it stands in a block, to be run as it is, or is only named."""
    blocks = re.findall(r"```(?:sh|console|bash)\n(.*?)```", text, re.DOTALL)
    lines = [(line.removeprefix("$ "), True) for block in blocks for line in block.splitlines()]
    for line, whole in lines + [(named, False) for named in re.findall(r"`([^`\n]+)`", text)]:
        words = shlex.split(line.replace("…", "").replace("'", ""), comments=True)
        if len(words) > 1 and Path(words[0]).name in ("brief", "make"):
            yield Path(words[0]).name, words[1:], whole


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_and_modules_that_are_named_exist(page):
    text = page.read_text(encoding="utf-8")
    parser = cli._parser()
    verbs = next(action.choices for action in parser._actions if action.dest == "verb")
    for tool, words, whole in commands(text):
        if tool == "make":
            for name, given, _ in (word.partition("=") for word in words):
                assert re.search(rf"^{re.escape(name)}{' [?:]?=' if given else ':'}", MAKEFILE, re.MULTILINE), name
        elif whole:
            parser.parse_args(words)
        else:
            options = {word.partition("=")[0] for word in words[1:] if word.startswith("--")}
            assert options <= set(verbs[words[0]]._option_string_actions), words
    for module in re.findall(r"`((?:chapters|publish|refresh|words|methods)/[\w/]+\.py)`", text):
        assert (PROJECT / "src" / "helpers" / module).exists(), module


def test_the_front_page_is_that_of_the_edition_that_ships():
    # Not the cut-off of the data, which a proposal of newer figures moves before a person has built its edition.
    listed = ["git", "ls-files", "reports/PAK-KGZ/*.pdf"]
    pdf = max(subprocess.run(listed, cwd=PROJECT, capture_output=True, text=True, check=True).stdout.split())
    shipped = Path(pdf).parent.name
    told = [page.read_text(encoding="utf-8") for page in PAGES]
    assert set(re.findall(r"PAK-KGZ_([\d-]+)\.pdf", told[0])) == {shipped}
    assert f"as of {date.fromisoformat(shipped):%-d %B %Y}." in told[0]
    assert f"date-released: {shipped}\n" in (PROJECT / "CITATION.cff").read_text(encoding="utf-8")
    # What a build of the defaults is shown to print, as of the same day.
    assert set(re.findall(r"^reports/[A-Z-]+/([\d-]+)$", "\n".join(told), re.MULTILINE)) <= {shipped}
    size = (200, 283)
    page, picture = (
        np.asarray(image.convert("L").resize(size), float)
        for image in (PdfDocument(PROJECT / pdf)[0].render(scale=1.4).to_pil(), Image.open(DOCS / "page-1.png"))
    )
    assert np.abs(page - picture).max() < 30, "make docs/page-1.png"


def test_functions_of_the_methods_exist():
    text = (DOCS / "methods.md").read_text(encoding="utf-8")
    source = "".join(path.read_text(encoding="utf-8") for path in (PROJECT / "src" / "helpers").rglob("*.py"))
    for row in re.findall(r"^\|.*\|$", text, re.MULTILINE)[2:]:
        for name in re.findall(r"`([a-z_]+|[A-Z]+)`", row.rsplit("|", 2)[1]):
            assert re.search(rf"(def |class |^){name}\b", source, re.MULTILINE), name
    known = read_package().tables["sources"]["source_id"].tolist()
    assert all(int(number) in known for number in re.findall(r"source \[(\d+)\]", text))


def test_every_term_of_the_glossary_is_in_order():
    terms = re.findall(r"^\*\*([^.]+?)\.\*\*", (DOCS / "glossary.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert terms == sorted(terms, key=str.lower) and len(terms) > 20
