"""The shape of the notebooks, without running them."""

import ast
import importlib
import json
import re

import pytest

from helpers.chapters.registry import EXHIBITS
from helpers.publish.inputs import NOTEBOOKS, chapter_names
from language import sentences, words

CHAPTERS = [*chapter_names(), *chapter_names(profile=True)]

COMMON = ["pair", "as_of", "vintage", "data"]
CHOSEN_FROM = {
    "pair": "pairs",
    "baseline": "baselines",
    "target_id": "targets",
    "comparators": "comparators",
    "closed": "places",
    "exhibit": "explore.found",
}


def cells(chapter):
    return json.loads((NOTEBOOKS / f"{chapter}.ipynb").read_text(encoding="utf-8"))["cells"]


def code(chapter):
    return ["".join(cell["source"]) for cell in cells(chapter) if cell["cell_type"] == "code"]


@pytest.fixture(params=CHAPTERS)
def chapter(request):
    return request.param


def test_folder_holds_the_chapters():
    found = {path.stem for path in NOTEBOOKS.glob("*.ipynb")} - {"explore"}
    assert found == set(CHAPTERS)


def test_no_outputs_counts_or_unstable_ids(chapter):
    ids = [cell["id"] for cell in cells(chapter)]
    assert len(ids) == len(set(ids))
    assert not any(re.fullmatch(r"[0-9a-f]{8}(-.*)?", name) for name in ids)
    for cell in cells(chapter):
        assert not cell.get("outputs") and cell.get("execution_count") is None


def test_first_cell_is_the_title_and_the_only_first_level_heading(chapter):
    markdown = ["".join(cell["source"]) for cell in cells(chapter) if cell["cell_type"] == "markdown"]
    assert markdown[0].startswith("# ")
    assert sum(bool(re.match(r"# ", text)) for text in markdown) == 1


@pytest.mark.parametrize("chapter", [*CHAPTERS, "explore"])
def test_parameters_are_commented_literals_with_their_type_and_what_there_is_to_choose(chapter):
    tagged = [cell for cell in cells(chapter) if "parameters" in cell["metadata"].get("tags", [])]
    assert len(tagged) == 1
    lines = "".join(tagged[0]["source"]).strip().splitlines()
    names = []
    for line in lines:
        statement = ast.parse(line).body[0]
        ast.literal_eval(statement.value)
        names.append(statement.target.id)
        assert isinstance(statement.annotation, (ast.Name, ast.Subscript)), f"{line!r} has no type"
        told = line.partition("  # ")[2]
        assert told, f"{line!r} has no comment"
        listed = re.search(r"helpers\.((?:explore\.)?\w+)\(", told)
        if names[-1] in CHOSEN_FROM:
            assert listed and listed[1] == CHOSEN_FROM[names[-1]], f"{line!r} does not say what there is to choose"
        if listed:
            home, _, name = f"helpers.{listed[1]}".rpartition(".")
            assert callable(getattr(importlib.import_module(home), name))
        if names[-1] in ("vintage", "universe", "map_convention"):
            assert len(re.findall(r'"[\w-]+"', told)) == 2 and f'"{ast.literal_eval(statement.value)}"' in told
    assert names[:4] == COMMON


def test_short_and_without_recipes(chapter):
    source = code(chapter)
    assert sum(len(text.splitlines()) for text in source) <= 80
    for text in source:
        tree = ast.parse(text)
        assert not any(isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.Lambda)) for node in ast.walk(tree))
        assert not re.search(r"\bopen\(|read_csv|Path\(|matplotlib|today\(|now\(", text)


def test_every_exhibit_of_the_registry_is_named_by_its_notebook():
    named = {
        f"{chapter[3:]}.{name}"
        for chapter in CHAPTERS
        for name in re.findall(r"[\"']([a-z-]+)[\"']", "\n".join(code(chapter)))
    }
    assert set(EXHIBITS) <= named, set(EXHIBITS) - named


def test_each_question_shows_a_frame(chapter):
    shown: dict[str, int] = {}
    question = ""
    for cell in cells(chapter):
        heading = re.match(r"## (.+\?)$", "".join(cell["source"]), re.MULTILINE)
        question = heading[1] if heading else question
        shown[question] = shown.get(question, 0) + ("frame" in cell["metadata"].get("tags", []))
    assert [question for question, count in shown.items() if question and not count] == []


@pytest.mark.parametrize("chapter", [*CHAPTERS, "explore"])
def test_sentences_of_the_prose_are_short(chapter):
    for cell in cells(chapter):
        if cell["cell_type"] == "markdown":
            text = re.sub(r"^#.*$|^- |[*_`]", "", "".join(cell["source"]), flags=re.MULTILINE)
            for sentence in sentences(" ".join(text.split())):
                assert words(sentence) <= 28, sentence


def test_no_number_is_typed_in_prose(chapter):
    for cell in cells(chapter):
        if cell["cell_type"] == "markdown":
            text = re.sub(r"\[[^]]*\]\(#[a-z.-]+\)", "", "".join(cell["source"]))
            assert not re.search(r"\d", text), text


def test_no_country_is_named_in_code(chapter):
    for text in code(chapter):
        assert not re.search(r"\b(PAK|KGZ)\b|Pakistan|Kyrgyz|Bishkek|Islamabad", text)


def test_questions_limits_and_sources(chapter):
    markdown = ["".join(cell["source"]) for cell in cells(chapter) if cell["cell_type"] == "markdown"]
    headings = [line for text in markdown for line in text.splitlines() if line.startswith("## ")]
    if chapter != "00_summary":
        assert 3 <= sum(line.endswith("?") for line in headings) <= 6
        assert any(line == "## Limits" for line in headings)
    assert code(chapter)[-1].strip() == "edition.sources"
