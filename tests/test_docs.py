"""The documents are true: examples run as written, links lead somewhere, the codebook is that of the package."""

import re

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from helpers import cli, open_edition
from helpers.datapackage.canonical import rewrite
from helpers.datapackage.check import check
from helpers.datapackage.new import new_data
from helpers.datapackage.read import DEFAULT_DATA, PROJECT, read_package
from helpers.figures.exhibit import Exhibit
from helpers.figures.passage import Note
from helpers.publish import run
from helpers.publish.export import BriefHTMLExporter, BriefPDFExporter

DOCS = PROJECT / "docs"
PAGES = [PROJECT / "README.md", PROJECT / "CONTRIBUTING.md", *sorted(DOCS.glob("*.md"))]
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


def test_the_exhibit_of_the_guide_stands(example):
    space = {}
    exec(BLOCKS["exhibit"], space)
    assert isinstance(space["by_mode"](open_edition(data=example)), Exhibit)
    flagship = space["by_mode"](open_edition())
    assert flagship.data["number"].sum() == len(open_edition().events)
    assert isinstance(space["by_mode"](open_edition("FRA-BRA")), Note)


def test_the_chapter_of_the_guide_runs_and_is_published(example, tmp_path):
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    cells = [new_code_cell(BLOCKS["exhibit"])]
    for head, body in re.findall(r"# %%(.*)\n((?:(?!# %%).*\n)*)", BLOCKS["chapter"]):
        if "markdown" in head:
            cells.append(new_markdown_cell(re.sub(r"^# ?", "", body, flags=re.MULTILINE).strip()))
        else:
            tags = {"tags": ["parameters"]} if "parameters" in head else {}
            cells.append(new_code_cell(body.strip(), metadata=tags))
    path = tmp_path / "07_meetings.ipynb"
    nbformat.write(new_notebook(cells=[cells[1], cells[2], cells[0], *cells[3:]], metadata=kernel), path)
    node = run.execute(path, {"data": str(example)})
    page, _ = BriefHTMLExporter().from_notebook_node(node)
    assert "The record holds 1 events." in page and 'id="exhibit-1.9"' in page
    assert BriefPDFExporter().from_notebook_node(node)[0].startswith(b"%PDF-")


def test_the_codebook_is_that_of_the_package(capsys):
    assert cli.main(["codebook"]) == 0
    assert capsys.readouterr().out == (DOCS / "codebook.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    text = page.read_text(encoding="utf-8")
    for address in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text):
        if not re.match(r"https?:|mailto:", address):
            assert (page.parent / address).exists(), address


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_and_modules_that_are_named_exist(page, capsys):
    text = page.read_text(encoding="utf-8")
    for verb in re.findall(r"(?:`|\$ |/)brief ([a-z-]+)", text):
        with pytest.raises(SystemExit) as end:
            cli.main([verb, "--help"])
        assert end.value.code == 0, verb
    for option in re.findall(r"brief build [^`\n]*?(--[a-z-]+)", text):
        with pytest.raises(SystemExit):
            cli.main(["build", "--help"])
        assert option in capsys.readouterr().out, option
    for module in re.findall(r"`((?:analysis|figures|publish|refresh)/\w+\.py|\w+\.py)`", text):
        assert (PROJECT / "src" / "helpers" / module).exists(), module


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
