"""An editor's "not found" must name a search that found nothing."""

import pytest

from helpers.cli import main
from helpers.datapackage.absence import says_absent, unsearched
from helpers.datapackage.check import check
from helpers.datapackage.read import read_package
from small import event_row, small_package

SEARCH = {
    "search_id": "S1",
    "table": "events",
    "theme": "contacts",
    "parties": "KAZ;PAK",
    "question": "a second report",
    "searched_on": "2021-02-03",
    "result": "not-found",
}
STORY = "# timeline\n\n## story: A call.\n\nThey spoke {{event:E1|dated}}. {sentence}\n"


def package(tmp_path, sentence="", **changes):
    search = {**SEARCH, **changes}
    folder = small_package(tmp_path / "data", events=[event_row(1)], coverage=[search])
    if sentence:
        (folder / "stories").mkdir()
        (folder / "stories" / "PAK-KAZ.md").write_text(STORY.format(sentence=sentence), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("sentence", "absent"),
    [
        ("No second report was found.", True),
        ("A text was not found either.", True),
        ("The commission has no date yet.", True),
        ("We found nothing on it.", True),
        ("We know of no second report.", False),
        ("Nobody voted against it.", False),
        ("A report was found.", False),
    ],
)
def test_which_sentences_say_that_something_is_absent(sentence, absent):
    assert says_absent(sentence) is absent


def test_a_story_may_say_not_found_with_its_search_only(tmp_path, capsys):
    folder = package(tmp_path, "No report was found. [coverage:S1]")
    assert unsearched(read_package(folder)) == []
    (folder / "stories" / "PAK-KAZ.md").write_text(STORY.format(sentence="No report was found. [event:E1]"))
    assert "PAK-KAZ.md:5: found 'No report was found." in str(unsearched(read_package(folder))[0])
    assert main(["check", "--data", str(folder)]) == 2 and "a search that found nothing" in capsys.readouterr().err


def test_a_search_that_found_something_carries_no_absence(tmp_path):
    assert unsearched(read_package(package(tmp_path, "No report was found. [coverage:S1]", result="found")))


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"absence": "a second report"}, "chapter"),
        ({"chapter": "timeline"}, "absence"),
        ({"chapter": "timeline", "absence": "a second report", "searched_on": ""}, "searched_on"),
        ({"chapter": "timeline", "absence": "a second report", "result": "found"}, "absence"),
    ],
)
def test_a_printed_absence_needs_a_day_a_chapter_and_no_result(tmp_path, changes, column):
    assert [fault.column for fault in check(package(tmp_path, **changes))] == [column]
