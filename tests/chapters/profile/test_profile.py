"""A profile says what the world layer holds of a pair, with its year, and nothing of what it does not hold."""

import json

import pytest

from helpers import open_edition
from helpers.chapters import open_chapter
from helpers.chapters.chapter import _functions
from helpers.publish.inputs import NOTEBOOKS, PROFILE
from helpers.words.say import say

FAR, NEAR = "IDN-KEN", "KAZ-UZB"


@pytest.fixture(scope="module")
def chapters():
    made = {}

    def get(pair):
        if pair not in made:
            made[pair] = open_chapter("profile", open_edition(pair))
        return made[pair]

    return get


def told(chapter):
    return " ".join(say(finding) for finding in chapter.findings)


def test_sizes_stand_with_the_year_of_each(chapters):
    sizes = chapters(FAR).sizes.set_index(["country", "measure"])
    assert sizes.loc[("IDN", "population"), ["year", "value"]].tolist() == [2024, 283487931.0]
    assert sizes.loc[("KEN", "gdp_usd"), "year"] == 2023
    assert "283.5 million" in told(chapters(FAR)) and "2024" in told(chapters(FAR))


def test_a_common_border_or_the_sea_is_told_never_both_of_a_landlocked_pair(chapters):
    near, far = chapters(NEAR), chapters(FAR)
    assert near.find("by-land").id == "profile.border" and near.sea_route.empty and near.find("by-sea") is None
    assert far.find("by-land") is None and 7000 < far.sea_route["km"].iloc[0] < 9000
    assert far.sea_route["row_ids"].iloc[0] == ("world.states:IDN", "world.states:KEN")


def test_a_way_over_land_counts_its_borders(chapters):
    found = chapters("KGZ-TUR").find("by-land")
    assert found.id == "profile.by-land" and found.quantities["borders"].value >= 2


@pytest.mark.parametrize(
    ("pair", "told"),
    [
        ("LIE-TUV", "borders of Liechtenstein with Switzerland and Austria; it has no coast. The Factbook lists no land border of Tuvalu."),
        ("CHN-GBR", "16 land borders of China, the longest with Mongolia, Russia and India. The Factbook lists one land border of the United Kingdom, with Ireland."),
    ],
)  # fmt: skip
def test_neighbours_are_those_that_the_list_names(chapters, pair, told):
    assert told in say(chapters(pair).find("bordering"))


def test_visas_are_told_both_ways_with_the_day_of_the_index(chapters):
    text = say(chapters(FAR).find("travel"))
    assert "Kenya" in text and "electronic permit" in text and "on arrival" in text and "12 January 2025" in text


def test_migrants_are_the_newest_counted_and_no_row_says_nothing(chapters):
    assert chapters(FAR).find("movers") is None
    assert "294,395 migrants from Uzbekistan in Kazakhstan (2019)" in say(chapters(NEAR).find("movers"))


def test_the_model_stands_with_its_interval_and_its_error(chapters):
    *ways, error = chapters(FAR).find("expected")
    assert [way.quantities["low"].value < way.quantities["typical"].value for way in ways] == [True, True]
    assert error.quantities["error"].value == pytest.approx(4.46) and all(way.kind == "modelled" for way in ways)


@pytest.mark.parametrize("pair", ["LIE-TUV", "XKX-ALB", "PRK-KOR", FAR])
def test_what_is_not_held_is_left_out_and_never_said_to_be_none(chapters, pair):
    chapter = chapters(pair)
    text = told(chapter)
    assert text and not any(word in text for word in ("nan", "n.f.", "not found", "None", " none "))
    for name in chapter.exhibits:
        assert chapter.draw(name).kind in ("table", "absence")
    for finding in chapter.findings:
        assert finding.kind in ("measured", "modelled")
        assert all(row.startswith("world.") for quantity in finding.quantities.values() for row in quantity.rows)


def test_a_profile_has_no_judgement_and_shows_every_finding_and_exhibit_of_its_chapter():
    cells = json.loads((NOTEBOOKS / f"{PROFILE}.ipynb").read_text(encoding="utf-8"))["cells"]
    source = "".join("".join(cell["source"]) for cell in cells)
    assert "judge(" not in source
    for kind in ("findings", "exhibits"):
        for name in _functions("profile", kind):
            assert f'"{name.replace("_", "-")}"' in source


def test_kosovo_is_asked_for_by_the_code_that_iso_leaves_to_users():
    edition = open_edition("XKX-ALB")
    assert edition.slug == "ALB-XKX" and edition.country("XKX").name == "Kosovo"
