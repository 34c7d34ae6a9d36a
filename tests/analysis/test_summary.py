"""The summary takes what the chapters found and stays short."""

import json
from dataclasses import asdict

import pytest

from helpers import open_edition
from helpers.analysis import summary
from helpers.figures.passage import Finding


def finding(key, label="label", shown="1"):
    return Finding(key, "One sentence.", 1.0, "units", "2024", (1,), "low", label, shown)


def test_the_answer_is_short(edition):
    lead = summary.lead(summary.findings(edition))
    assert 1 <= len(lead) <= 3
    assert sum(len(item.text.split()) for item in lead) <= 75


def test_five_or_six_key_figures_from_several_chapters(edition):
    figures = summary.key_figures(summary.findings(edition))
    assert 5 <= len(figures) <= 6
    assert len({item.id.split(".")[0] for item in figures}) >= 4


def test_a_chapter_does_not_crowd_out_the_others():
    chosen = [finding(f"a.{n}") for n in range(9)] + [finding("b.1"), finding("c.1")]
    assert {item.id for item in summary.key_figures(chosen)} >= {"a.0", "b.1", "c.1"}


def test_findings_have_one_id_each(edition):
    ids = [item.id for item in summary.findings(edition)]
    assert len(ids) == len(set(ids)) > 30


def test_five_to_seven_judgements(edition):
    assert 5 <= len(summary.judgements(edition)) <= 7


def test_what_changed_is_told_by_number(tmp_path, edition):
    old = [asdict(finding("a.1")), {**asdict(finding("a.2")), "value": 5.0}, asdict(finding("gone"))]
    path = tmp_path / "manifest.json"
    path.write_text(json.dumps({"pair": "AAA-BBB", "as_of": "2021-12-15", "findings": old}))
    items = summary.changed(edition, [finding("a.1"), finding("a.2"), finding("new")], str(path)).items
    assert items == [
        "1 of 2 numbers since 15 December 2021, among them:",
        "Label: 5 units (2024), now 1 units (2024).",
    ]
    assert summary.changed(edition, [finding("a.1")], str(path)).items == [
        "None of 1 numbers changed since 15 December 2021."
    ]
    assert summary.changed(edition, [finding("a.1")]).items == ["No earlier edition to compare with."]


@pytest.mark.parametrize(("pair", "as_of"), [("PAK-KGZ", "2021-12-15"), ("PAK-KGZ", "1990-01-01"), ("ARE-EGY", "")])
def test_other_editions_do_not_crash(pair, as_of):
    edition = open_edition(pair, as_of)
    found = summary.findings(edition)
    assert len(summary.lead(found)) <= 3 and len(summary.key_figures(found)) <= 6
    summary.judgements(edition)
    assert summary.watch(edition).items


def test_points_to_watch_lie_ahead_and_come_in_order(edition):
    note = summary.watch(edition)
    assert 1 <= len(note.items) <= 7 and all(": " in item and item.endswith(".") for item in note.items)
    assert not any(item.startswith(f"{year}:") for item in note.items for year in range(1990, edition.as_of.year))
    early = summary.watch(open_edition("PAK-KGZ", "1992-01-01"))
    assert early.items == ["Nothing on record falls due after 1 January 1992."]
