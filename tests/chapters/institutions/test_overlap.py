"""Overlap of memberships by hand: on the list of all states, on our own list, against chance and by status."""

import numpy as np
import pandas as pd
import pytest

from chapters.institutions.edition import body, member, small_chapter
from helpers.datapackage.read import InputError
from helpers.finding import Judgement
from helpers.words.say import say

CURATED = {
    "organisations": [body("A"), body("B"), body("C"), body("D", "universal")],
    "memberships": [
        member("A", "PAK", "2000"),
        member("A", "KAZ", "2010-06"),
        member("B", "PAK", "1995"),
        member("B", "UZB", "1995"),
        member("C", "KAZ", ""),
        member("C", "PAK", "1990"),
        member("D", "KAZ", "1992"),
        member("D", "PAK", "1950", status="observer"),
    ],
}


def test_the_overlap_on_the_list_of_all_states_by_hand(tmp_path):
    table = small_chapter(tmp_path).pair_overlap
    assert (table["year"].min(), table["year"].max()) == (2000, 2014)
    last = table.iloc[-1]
    assert (last["n_a"], last["n_b"], last["n_shared"], last["jaccard"]) == (2, 1, 1, 0.5)
    # Of five states three are in x and one in y.
    assert last["weighted_jaccard"] == pytest.approx(np.log(5 / 3) / (np.log(5 / 3) + np.log(5)))
    assert last["row_ids"] == ("world.igo_spells:PAK", "world.igo_spells:KAZ")


def test_the_overlap_in_words_and_at_an_earlier_date(tmp_path):
    chapter = small_chapter(tmp_path / "now")
    assert say(chapter.find("overlap")) == (
        "In 2014, the last year of the Correlates of War list of intergovernmental bodies, the two shared one body. "
        "That is 50% of the two that either belonged to."
    )
    early = small_chapter(tmp_path / "then", as_of="2010-01-01")
    assert say(early.find("overlap")).startswith("In 2009 the two shared")


def test_a_body_without_a_start_of_either_side_is_left_out_of_the_series(tmp_path):
    table = small_chapter(tmp_path, **CURATED).curated_overlaps
    mine = table.query("of == 'a' and partner == 'KAZ'").set_index("year")
    # At the end of 2010 Pakistan is in A and B, Kazakhstan in A and D; of three states two, two and one are in A, B and D.
    assert mine.loc[2009, "n_shared"] == 0 and mine.loc[2010, "n_shared"] == 1
    assert mine.loc[2010, "jaccard"] == pytest.approx(1 / 3)
    weights = np.log(3 / np.array([2, 2, 1]))
    assert mine.loc[2010, "weighted_jaccard"] == pytest.approx(weights[0] / weights.sum())
    assert mine.index.max() == 2026


def test_chance_on_our_own_list_by_hand(tmp_path):
    rows = small_chapter(tmp_path, **CURATED).null_models.set_index(["list", "null"])
    plain = rows.loc[("all", "hypergeometric")]
    # Four bodies, three of Pakistan and three of Kazakhstan: 9/4 in common by chance, at least two of necessity.
    assert (plain["bodies"], plain["n_a"], plain["n_b"], plain["shared"]) == (4, 3, 3, 2)
    assert plain["expected"] == 9 / 4 and plain["lift"] == pytest.approx(8 / 9) and plain["p"] == 1
    assert rows.loc[("narrow", "degree"), "bodies"] == 3
    assert len(plain["row_ids"]) == 7 and "cow" not in rows.index.get_level_values("list")


def null_row(**changes):
    row = {"year": 2014, "n_a": 75, "n_b": 48, "shared": 33, "expected": 32.4, "low": 28.0, "high": 36.0, "lift": 1.02}
    return pd.DataFrame([{**row, "p": 0.5, "verdict": "within", "row_ids": ("world.igo_spells:PAK",), **changes}])


@pytest.mark.parametrize("verdict, words", [("above", "more than"), ("below", "fewer than"), ("within", "as many as")])
def test_the_verdict_of_chance_turns_the_sentence(tmp_path, verdict, words):
    chapter = small_chapter(tmp_path)
    text = say(chapter.find("chance", world_chance=null_row(verdict=verdict)))
    assert text.startswith(f"On a list of all states for 2014 the two shared 33 bodies, {words} chance would give.")
    assert text.endswith("would share 28 to 36 by chance, 32 on average.")


def test_shared_membership_is_judged_no_sign_of_closeness_only_where_chance_gives_as_much(tmp_path):
    listed = [body(code, "universal") for code in "UVW"]
    rows = [member(code, country, "1992") for code in "UVW" for country in ("PAK", "KAZ")]
    chapter = small_chapter(tmp_path, organisations=listed, memberships=rows)
    judged = chapter.find("judgement-overlap", world_chance=null_row())
    assert isinstance(judged, Judgement) and judged.value == 1 and judged.confidence
    assert "By chance it would be 28 to 36" in say(judged, "because")
    assert chapter.find("judgement-overlap", world_chance=null_row(verdict="above")) is None


def test_an_observer_weighs_what_is_said(tmp_path):
    chapter = small_chapter(tmp_path, parameters={"weights": {"member": 1.0}}, **CURATED)
    tried = chapter.status_overlap.set_index("observer_weight")["overlap"]
    # Pakistan: A, B, C 1 and D w; Kazakhstan: A, C, D 1. Product 2 + w; squares 3 + w² and 3.
    assert tried.to_dict() == {w: pytest.approx((2 + w) / (6 + w**2 - 2 - w)) for w in (0.0, 0.25, 0.5)}


@pytest.mark.parametrize("weights", [{"member": 2}, {"friend": 1}, {"member": "full"}])
def test_weights_that_cannot_be_are_named(tmp_path, weights):
    with pytest.raises(InputError, match="^weights: found .*, expected a weight 0 to 1 of member, associate"):
        _ = small_chapter(tmp_path, parameters={"weights": weights}).status_overlap


def test_places_are_told_of_both_sides_or_of_the_one_that_has_enough_partners(tmp_path):
    chapter = small_chapter(tmp_path)
    rows = [("a", "KAZ", 3, 40), ("b", "PAK", 1, 2)]
    partners = pd.DataFrame(rows, columns=["of", "partner", "place", "places"]).assign(row_ids=[()] * 2)
    one = chapter.find("weighted-rank", overlap_partners=partners)
    assert say(one) == "By that measure Kazakhstan comes 3rd among the 40 partners of Pakistan." and one.value == 3
    both = chapter.find("weighted-rank", overlap_partners=partners.assign(places=40))
    assert say(both).endswith("Among the 40 of Kazakhstan, Pakistan comes 1st.")
    none = chapter.find("weighted-rank", overlap_partners=partners.assign(places=2))
    assert none is None


def test_exhibits_of_overlap_start_at_nothing_and_vanish_without_rows(tmp_path):
    chapter = small_chapter(tmp_path, **CURATED)
    drawn = chapter.draw("overlap", world_chance=null_row(year=2014))
    assert [axes.get_ylim()[0] for axes in drawn.drawing.axes] == [0]
    assert drawn.title == "The two shared one body in 2014, about as many as chance would give"
    assert [axes.get_ylim()[0] for axes in chapter.draw("curated-overlap").drawing.axes] == [0]
    assert len(chapter.draw("chance").payload()["rows"]) == 4
    empty = small_chapter(tmp_path / "empty")
    assert repr(empty.draw("chance")).startswith("nothing") and repr(empty.draw("curated-overlap")).startswith(
        "nothing"
    )
