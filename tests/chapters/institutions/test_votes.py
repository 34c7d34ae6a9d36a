"""Votes by hand: counts and measures of a year, averages and places on the same roll calls, oppositions, gaps."""

import numpy as np
import pandas as pd
import pytest

from chapters.institutions.edition import small_chapter, votes_of
from helpers.datapackage.read import InputError
from helpers.words.say import say

# Pakistan, Kazakhstan, Uzbekistan, India, United States.
YEAR = ["YYYYN", "YAYYN", "YNAYN", "YXYYN", "NNYYA"]


def counted(year, universe="VOETEN", **changes):
    row = {"year": str(year), "country_a": "KAZ", "country_b": "PAK", "universe": universe, "n_rollcalls": "8"}
    row |= {"n_both": "4", "n_agree": "2", "n_half": "1", "n_opposed": "1", "partial_year": "false", "source_ids": "1"}
    return {**row, **changes}


def test_a_year_of_votes_by_hand(tmp_path):
    record = small_chapter(tmp_path, votes_of(2019, *YEAR)).pair_votes
    year = record.iloc[0]
    assert record["year"].tolist() == [2019] and year["n_rollcalls"] == 5
    # Kazakhstan was silent once; two alike, one with an abstention, one yes against no.
    assert (year["n_both"], year["n_agree"], year["n_half"], year["n_opposed"]) == (4, 2, 1, 1)
    assert (year["agreement_share"], year["similarity"], year["s_score"]) == (0.5, 0.625, 0.25)
    # Pakistan Y Y Y N, Kazakhstan Y A N N: observed 3/4; by chance (3x1 + 3x2x2 + 1x1 + 1x2x1) / 16 = 18/16.
    assert year["kappa_w"] == pytest.approx(1 - (3 / 4) / (18 / 16))
    assert year["few"] and not year["partial_year"]
    assert year["row_ids"] == ("world.rollcalls:2019",)


def test_counts_of_the_package_win_and_both_are_told(tmp_path):
    rows = [counted(2019, "UNDL", n_both="5", n_agree="3"), counted(2018, "UNDL")]
    record = small_chapter(tmp_path, votes_of(2019, *YEAR), unga_agreement=rows).pair_votes.set_index("year")
    assert record["agreement_share"].to_dict() == {2018: 0.5, 2019: 0.6}
    assert record.loc[2019, "row_ids"] == ("unga_agreement:2019|KAZ|PAK|UNDL", "world.rollcalls:2019")
    # Kappa needs the votes one by one: it is not taken from others than those counted.
    assert record["kappa_w"].isna().all()


def test_the_other_universe_is_used_if_the_one_asked_for_is_empty_and_never_mixed(tmp_path):
    chapter = small_chapter(tmp_path, unga_agreement=[counted(2019)])
    assert chapter.universe_used == "VOETEN" and chapter.other_votes.empty
    assert chapter.vote_partners.empty and chapter.find("votes-rank") is None
    both = small_chapter(tmp_path / "both", votes_of(2019, *YEAR), unga_agreement=[counted(2019)])
    assert both.universe_used == "UNDL" and set(both.other_votes["universe"]) == {"VOETEN"}
    assert say(both.find("universes")).startswith("Counting every roll call")
    assert both.find("universes").value == 0.5


@pytest.mark.parametrize(
    "name, value, message",
    [
        ("universe", "ALL", "^universe: found .*, expected one of"),
        ("years", [2015], "^years: found .*, expected a first and a last year"),
        ("years", [2020, 2015], "^years: found .*, expected a first and a last year"),
        ("years", 2015, "found 2015 for years, expected a list$"),
    ],
)
def test_what_cannot_be_used_is_named(tmp_path, name, value, message):
    with pytest.raises(InputError, match=message):
        _ = small_chapter(tmp_path, votes_of(2019, *YEAR), parameters={name: value}).compared_years


def many(years, *strings):
    """Twelve roll calls a year of the given strings in turn."""
    return [row for year in years for row in votes_of(year, *(list(strings) * 12)[:12])]


def test_the_last_ten_complete_years_are_compared(tmp_path):
    rolls = [*many(range(2005, 2019), "YYYYN"), *votes_of(2025, "YYYYN")]
    chapter = small_chapter(tmp_path, rolls)
    assert chapter.pair_votes.set_index("year")["partial_year"].to_dict()[2025]
    assert chapter.compared_years == (2009, 2018)
    assert len(chapter.averaged_votes) == 10
    chosen = small_chapter(tmp_path / "chosen", rolls, parameters={"years": [2006, 2008]})
    assert chosen.averaged_votes["year"].tolist() == [2006, 2007, 2008]


def test_every_partner_is_ranked_on_the_same_years(tmp_path):
    # India did not vote in 2018: it is not ranked. Uzbekistan abstains in half of the roll calls of 2017.
    rolls = [*many([2016], "YYYYN"), *many([2017], "YYYYN", "YYAYN"), *many([2018], "YYYXN", "YNYXN")]
    chapter = small_chapter(tmp_path, rolls)
    table = chapter.vote_partners.set_index(["of", "partner"])
    assert set(table.loc["a"].index) == {"KAZ", "UZB", "USA"}
    assert table["mean"].loc["a"].round(4).to_dict() == {"KAZ": 0.8333, "UZB": 0.8333, "USA": 0.0}
    assert table.loc[("a", "KAZ"), ["low", "high", "n_years", "votes"]].tolist() == [0.5, 1.0, 3, 36]
    assert table["place"].loc["a"].to_dict() == {"KAZ": 1, "UZB": 1, "USA": 3}
    assert table["place"].loc["b"].to_dict() == {"PAK": 1, "UZB": 2, "USA": 3}
    assert table.loc[("a", "UZB"), "row_ids"] == tuple(f"world.rollcalls:{year}" for year in (2016, 2017, 2018))
    assert say(chapter.find("votes-rank")) == (
        "Of 3 states Kazakhstan votes 1st most like Pakistan. Of 3 Pakistan votes 1st most like Kazakhstan."
    )
    narrowed = small_chapter(tmp_path / "narrowed", rolls, parameters={"comparators": ["UZB"]}).vote_partners
    assert set(narrowed["partner"]) == {"PAK", "KAZ", "UZB"}
    dots = chapter.draw("partners").drawing.axes[0].lines[0]
    assert sorted(dots.get_xdata()) == pytest.approx([0, 0.8333, 0.8333], abs=1e-4)


def test_a_year_of_few_joint_votes_is_no_part_of_a_rank(tmp_path):
    rolls = [*many([2015, 2016, 2017], "YYYYN"), *votes_of(2018, "YNYYN")]
    chapter = small_chapter(tmp_path, rolls)
    assert chapter.vote_partners["n_years"].unique().tolist() == [3]
    assert chapter.find("votes").value == 0.75


def test_decades_pool_the_votes_of_complete_years(tmp_path):
    rolls = [*votes_of(1998, "YYYYN"), *votes_of(1999, "YNYYN", "YYYYN", "YYYYN"), *votes_of(2001, "YYYYN")]
    chapter = small_chapter(tmp_path, rolls)
    table = chapter.vote_decades.set_index("decade")
    assert table["share"].to_dict() == {1990: 0.75, 2000: 1.0} and table["opposed"].to_dict() == {1990: 1, 2000: 0}
    assert [say(finding) for finding in chapter.find("pooled")] == [
        "From 1998 to 1999 they voted alike in 75% of joint votes.",
        "In 2001 it was 100%.",
    ]


def test_oppositions_by_theme_the_readers_own_or_the_librarys(tmp_path):
    rolls = votes_of(2019, "YNYYN", "NYYYN", "YNYYN", "YYYYN")
    coded = [
        {
            "rid": str(2019000 + place),
            "country_a": "KAZ",
            "country_b": "PAK",
            "date": f"2019-12-0{place}",
            "source_ids": "1",
        }
        | {"symbol": "A/1", "title": "The whole title", "vote_a": "N", "vote_b": "Y", "theme": "war"}
        for place in (1, 3)
    ]
    chapter = small_chapter(tmp_path, rolls, unga_opposed=coded)
    listed = chapter.opposed_votes
    assert listed["date"].tolist() == ["2019-12-03", "2019-12-02", "2019-12-01"]
    assert listed[["vote_a", "vote_b", "theme"]].to_numpy().tolist() == [
        ["Y", "N", "war"],
        ["N", "Y", "Peace"],
        ["Y", "N", "war"],
    ]
    themes = chapter.opposition_themes
    assert themes[["theme", "votes", "a_yes", "b_yes", "example", "recurs"]].to_numpy().tolist() == [
        ["war", 2, 2, 0, "The whole title", 2],
        ["Peace", 1, 0, 1, "Title 2", 1],
    ]
    assert say(chapter.find("opposed")) == (
        "Three resolutions split them from 2019 to 2019, one voting yes and the other no. They parted most often over war, "
        "two times."
    )
    assert say(chapter.find("opposed-side")) == "In two of the three Pakistan voted yes and Kazakhstan no."
    assert chapter.draw("oppositions").title == "2 of 3 votes against each other concern war"


def test_who_voted_yes_follows_the_majority(tmp_path):
    chapter = small_chapter(tmp_path, votes_of(2019, "NYYYN", "NYYYN", "YNYYN"))
    assert say(chapter.find("opposed-side")) == "In two of the three Kazakhstan voted yes and Pakistan no."


def test_an_absence_is_not_a_disagreement(tmp_path):
    rolls = votes_of(2019, "YYYYN", "YNYYN", "YXYYN", "Y-YYN")
    selected = [
        {"rid": str(2019000 + place), "country": "PAK", "date": f"2019-12-0{place}", "symbol": "A/1", "title": "T"}
        | {"vote": "Y", "source_ids": "1"}
        for place in (1, 2, 3, 4)
    ]
    chapter = small_chapter(tmp_path, rolls, unga_key_votes=selected)
    assert chapter.selected_votes[["vote_b", "same"]].to_numpy().tolist() == [["X", ""], ["N", "no"], ["Y", "yes"]]
    assert chapter.draw("key-votes").title == "Votes on selected resolutions"


def test_gaps_stay_gaps_and_a_partial_year_is_not_joined(tmp_path):
    rolls = [*many([2012, 2013, 2015], "YYYYN"), *votes_of(2014, "YXYYN"), *votes_of(2025, "YYYYN")]
    drawn = small_chapter(tmp_path, rolls).draw("votes")
    above, below = drawn.drawing.axes
    line = dict(zip(above.lines[0].get_xdata(), above.lines[0].get_ydata(), strict=True))
    assert np.isnan(line[2014]) and np.isnan(line[2025]) and line[2015] == 1
    hatched = {round(patch.get_x() + 0.45) for patch in above.patches if patch.get_hatch()}
    assert {2014, 2016} <= hatched and 2015 not in hatched
    assert below.get_ylim()[0] == 0
    assert "Hatched: no joint vote in 2014" in drawn.payload()["note"]


def test_the_distance_is_said_with_its_interval_and_from_where_it_came(tmp_path):
    gaps = pd.DataFrame(
        {"year": [1992, 2023], "distance": [1.69, 0.23], "low": [1.2, 0.0], "high": [2.2, 0.48], "votes": [9, 80]}
    )
    gaps["row_ids"] = [("world.ideal_points:PAK/1992",), ("world.ideal_points:PAK/2023",)]
    chapter = small_chapter(tmp_path)
    assert say(chapter.find("distance", position_gaps=gaps)) == (
        "A model that places every state by all its votes puts the two 0.23 apart in 2023. "
        "They were farthest apart in 1992, at 1.69. "
        "For the newest year the model allows anything from 0.00 to 0.48."
    )
    assert chapter.find("distance") is None
