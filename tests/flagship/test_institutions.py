"""Shared institutions of the flagship: the figures that were checked against the raw roll calls and memberships."""

import pytest

from helpers import open_edition
from helpers.chapters import open_chapter


@pytest.fixture(scope="module")
def found():
    chapter = open_chapter("institutions", open_edition("PAK-KGZ"))
    return {finding.id.removeprefix("institutions."): finding for finding in chapter.findings}


def test_votes_and_their_rank_among_all_states(found):
    assert found["votes"].value == pytest.approx(0.79489, abs=5e-6)
    assert found["kappa"].value == pytest.approx(0.3657, abs=5e-5)
    assert found["pooled-2000"].value == pytest.approx(0.831, abs=5e-4)
    places = {name: quantity.value for name, quantity in found["votes-rank"].quantities.items()}
    assert (places["place_a"], places["place_b"], places["places_a"]) == (40, 108, 184)
    assert (found["opposed"].value, found["opposed-side"].value) == (35, 33)
    assert found["opposed-side"].quantities["yea"].value == "KGZ"


def test_overlap_is_what_chance_gives_and_its_rank_among_all_states(found):
    assert found["overlap"].quantities["shared"].value == 33
    assert found["weighted"].value == pytest.approx(0.1151, abs=5e-5)
    places = {name: quantity.value for name, quantity in found["weighted-rank"].quantities.items()}
    assert (places["place_a"], places["place_b"], places["places_a"]) == (74, 18, 192)
    chance = {name: quantity.value for name, quantity in found["chance"].quantities.items()}
    assert (chance["low"], chance["high"], chance["verdict"]) == (28, 36, "within")


def test_the_investment_treaty_is_not_said_to_be_in_force(found):
    assert found["investment"].value == "signed-not-in-force" and found["investment"].headline.period == "2021-02"


def test_the_distance_leaves_out_the_misdated_years(found):
    assert found["distance"].headline.period == "2023" and found["distance"].value == pytest.approx(0.23, abs=5e-3)
