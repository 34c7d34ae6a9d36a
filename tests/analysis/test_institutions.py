"""Shared institutions: arithmetic by hand, the published check values, other pairs and dates."""

import re
from datetime import date
from functools import cache
from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import open_edition
from helpers.analysis import institutions
from helpers.datapackage.read import InputError
from helpers.figures.passage import LIKELIHOODS


def spells(*rows):
    columns = ["org_id", "country", "status", "start", "end", "preferred", "source_ids"]
    return pd.DataFrame([(*row, True, (1,)) for row in rows], columns=columns)


def status(frame, day):
    found = institutions.standing(frame, date.fromisoformat(day))
    return dict(zip(found["org_id"], found["status"], strict=True))


opened = cache(open_edition)


@pytest.fixture(scope="module")
def found(edition):
    return {finding.id.removeprefix("institutions."): finding for finding in institutions.findings(edition)}


# Standing -----------------------------------------------------------------------------------------------------------


def test_observer_becomes_member_on_the_day():
    frame = spells(("X", "AAA", "observer", "2005-07-05", "2017-06-09"), ("X", "AAA", "member", "2017-06-09", ""))
    assert status(frame, "2005-07-04") == {}
    assert status(frame, "2017-06-08") == {"X": "observer"}
    assert status(frame, "2017-06-09") == {"X": "member"}


def test_an_exit_known_to_the_year_runs_to_its_end():
    frame = spells(("X", "AAA", "member", "2025", "2026"))
    assert status(frame, "2026-11-23") == {"X": "member"}
    assert status(frame, "2027-01-01") == {"X": "former"}


def test_suspension_interrupts_an_open_membership():
    frame = spells(("X", "AAA", "member", "1989", ""), ("X", "AAA", "suspended", "1999-10", "2004-05-22"))
    assert status(frame, "1999-09-30") == {"X": "member"}
    assert status(frame, "2001-01-01") == {"X": "suspended"}
    assert status(frame, "2004-05-22") == {"X": "member"}


def test_only_preferred_spells_count():
    frame = spells(("X", "AAA", "member", "1993", ""))
    assert institutions.standing(frame.assign(preferred=False), date(2020, 1, 1)).empty


def test_reach_by_scope_or_by_size():
    frame = pd.DataFrame(
        {"org_id": ["U", "BIG", "SMALL", "NONE"], "scope": ["universal", "security", "security", "regional"]}
    )
    size = pd.DataFrame({"igo": ["big", "small"], "n_members_2014": [100, 99]})
    assert institutions.bodies(frame, size)["near_universal"].tolist() == [True, True, False, False]


# Chance -------------------------------------------------------------------------------------------------------------


def test_hypergeometric_by_hand():
    # Two of four bodies each: both draws agree in 1 of 6 ways.
    null = institutions.chance(2, 2, 2, 4)
    assert null["expected"] == 1
    assert null["lift"] == 2
    assert null["p"] == pytest.approx(1 / 6)


@given(st.integers(1, 60), st.integers(1, 60), st.integers(0, 60), st.integers(0, 200))
def test_more_bodies_never_make_an_overlap_more_likely(n_a, n_b, shared, spare):
    shared = min(shared, n_a, n_b)
    total = n_a + n_b - shared + spare
    now, more = (institutions.chance(n_a, n_b, shared, size) for size in (total, total + 1))
    assert more["p"] <= now["p"] + 1e-12
    assert more["expected"] < now["expected"]


@pytest.mark.parametrize("numbers", [(2, 2, 3, 9), (5, 5, 1, 8), (2, 2, -1, 9)])
def test_counts_that_cannot_be_are_refused(numbers):
    with pytest.raises(ValueError, match="expected counts that can be"):
        institutions.chance(*numbers)


@given(st.lists(st.tuples(*[st.booleans()] * 3), min_size=1, max_size=40))
def test_bound_on_bodies_never_exceeds_what_exists(rows):
    table = np.array(rows)
    names = ["AAA", "BBB", "CCC"]
    pairs = [
        {
            "country_a": names[x],
            "country_b": names[y],
            "n_a": int(table[:, x].sum()),
            "n_b": int(table[:, y].sum()),
            "n_shared": int((table[:, x] & table[:, y]).sum()),
            "n_union": int((table[:, x] | table[:, y]).sum()),
        }
        for x, y in ((0, 1), (2, 0), (1, 2))
    ]
    bound = institutions.bodies_at_least(pd.DataFrame(pairs), "AAA", "BBB")
    assert max(pair["n_union"] for pair in pairs) <= bound <= int(table.any(axis=1).sum())


def test_smallest_number_of_bodies_at_which_an_overlap_is_rare():
    enough = institutions.enough_bodies(75, 48, 33, 119)
    assert institutions.chance(75, 48, 33, enough)["p"] < 0.05 <= institutions.chance(75, 48, 33, enough - 1)["p"]
    assert institutions.enough_bodies(1, 1, 0, 1) is None


@settings(deadline=None, max_examples=40)
@given(st.lists(st.lists(st.booleans(), min_size=6, max_size=6), min_size=3, max_size=8))
def test_degree_null_keeps_rows_and_columns(rows):
    table = pd.DataFrame(rows)
    p = institutions.degree_null(table)
    assert ((p >= 0) & (p <= 1)).all()
    # Margins that only one table can have are reached at the edge of the model, so the tolerance is that of its rounds.
    assert p.sum(0) == pytest.approx(table.sum(axis=0).to_numpy(float), abs=0.05)
    assert p.sum(1) == pytest.approx(table.sum(axis=1).to_numpy(float), abs=0.05)


def test_degree_null_of_equal_margins_is_even():
    p = institutions.degree_null(pd.DataFrame([[1, 1, 0, 0], [0, 0, 1, 1], [1, 0, 1, 0], [0, 1, 0, 1]]).astype(bool))
    assert p == pytest.approx(np.full((4, 4), 0.5))


@given(st.lists(st.floats(0, 1), min_size=1, max_size=8))
def test_poisson_binomial_against_all_outcomes(p):
    brute = np.zeros(len(p) + 1)
    for draw in product((0, 1), repeat=len(p)):
        brute[sum(draw)] += np.prod([q if hit else 1 - q for q, hit in zip(p, draw, strict=True)])
    assert institutions.poisson_binomial(np.array(p)) == pytest.approx(brute)


def test_size_weight_is_zero_where_all_are_members():
    table = pd.DataFrame({"all": [True, True, True], "one": [True, False, False]})
    assert institutions.size_weights(table) == pytest.approx([0, np.log(3)])


def test_rank_needs_three_partners():
    pairs = pd.DataFrame({"of": ["a"] * 3, "partner": ["X", "Y", "Z"], "mean": [0.9, 0.7, 0.8]})
    assert institutions.rank(pairs, "a", "Z", "mean") == (2, 3)
    assert institutions.rank(pairs[:2], "a", "X", "mean") is None
    assert institutions.rank(pairs, "a", "W", "mean") is None


@pytest.mark.parametrize("hits, trials, chance", [(0, 0, 0.5), (9, 12, 10 / 14)])
def test_rule_of_succession(hits, trials, chance):
    assert institutions.succession(hits, trials) == pytest.approx(chance)


# Check values -------------------------------------------------------------------------------------------------------


def test_overlap_of_2014(edition):
    last = institutions.overlap(edition).latest
    assert (last["year"], last["n_shared"], last["n_a"], last["n_b"]) == (2014, 33, 75, 48)
    assert round(last["jaccard"], 3) == 0.367
    assert round(last["weighted_jaccard"], 3) == 0.115


def test_sides_follow_the_one_order_of_the_pair():
    last = institutions.overlap(open_edition("KGZ-PAK")).latest
    assert (last["n_a"], last["n_b"]) == (75, 48)


def test_twenty_other_pairs(edition):
    pairs = institutions.overlap(edition).pairs
    assert len({frozenset((row.of, row.partner)) for row in pairs.itertuples()}) == 22
    assert pairs.groupby("of")["partner"].nunique().tolist() == [11, 11]


def test_votes_pooled_2000_to_2009(edition):
    whole = institutions.pooled(institutions.votes(edition).yearly, 2000, 2009)
    assert (round(whole["share"], 3), whole["votes"], whole["opposed"]) == (0.831, 622, 7)


def test_mean_2015_to_2024_and_its_rank(edition, found):
    result = institutions.votes(edition)
    assert result.years == (2015, 2024)
    mine = result.partners.query("of == 'b' and partner == 'PAK'").iloc[0]
    assert round(mine["mean"], 3) == 0.795
    assert institutions.rank(result.partners, "b", "PAK", "mean") == (8, 11)
    assert found["votes"].shown == "79.5%"
    assert "8th of Kyrgyzstan's 11" in found["votes"].label


def test_direct_oppositions(edition, found):
    assert institutions.opposed(edition)["votes"].sum() == 35
    assert found["opposed"].value == 35
    assert institutions.votes(edition).yearly["n_opposed"].sum() == 35


def test_observer_period_and_founder(found):
    text = found["spell-sco-pak"].text
    assert "observer from 5 July 2005" in text
    assert "member from 9 June 2017" in text
    assert "Kyrgyzstan was member from 15 June 2001" in text


def test_thirty_nine_shared_bodies(edition):
    table = institutions.matrix(edition)
    assert (table["shared"] == "both").sum() == 39
    named = table[table["in_article"].astype(bool)]
    assert set(named["org_id"]) == {"UN", "OIC", "ECO", "SCO"}
    assert named["shared"].eq("both").all()


def test_investment_treaty_is_not_said_to_be_in_force(edition, found):
    assert found["investment"].text == "The investment treaty of 1995 was signed but not in force as of February 2021."
    assert "Kazakhstan and Pakistan (7 December 2009)" in found["investment-others"].text
    assert institutions.treaties_title(institutions.treaties(edition)).endswith("not in force at last report")


def test_distance_leaves_out_misdated_years(edition):
    table = institutions.distance(edition).set_index("year")
    assert table.index.max() == 2023
    assert table.loc[[1992, 2007, 2021, 2023], "distance"].round(2).tolist() == [1.69, 0.12, 0.69, 0.23]
    assert (table["low"] <= table["distance"]).all() and (table["distance"] <= table["high"]).all()


# Rules --------------------------------------------------------------------------------------------------------------


def test_partial_years_and_gaps_are_kept_apart(edition):
    yearly = institutions.votes(edition).yearly
    assert yearly.loc[yearly["n_both"] == 0, "year"].tolist() == [1999, 2001]
    assert yearly.loc[yearly["partial_year"].astype(bool), "year"].tolist() == [2025]
    assert institutions.ranking_years(yearly)[1] == 2024


def test_universes_are_never_mixed(edition):
    for name in institutions.UNIVERSES:
        result = institutions.votes(edition, name)
        assert set(result.yearly["universe"]) == {name}
        assert not result.yearly["year"].duplicated().any()
        assert name not in set(result.check["universe"])


def test_comparators_and_years_narrow_the_ranking(edition):
    result = institutions.votes(edition, years=[2010, 2012], comparators=["CHN", "IND"])
    assert result.years == (2010, 2012)
    assert set(result.partners["partner"]) == {"CHN", "IND", "PAK", "KGZ"}
    assert set(institutions.overlap(edition, ["CHN"]).pairs["partner"]) == {"CHN", "PAK", "KGZ"}


def test_status_weights_by_hand(edition):
    swing = institutions.status_weighted(edition).set_index("observer_weight")["overlap"]
    table = institutions.matrix(edition)
    full = [table[f"status_{side}"].isin(["member"]) for side in "ab"]
    assert swing[0.0] == pytest.approx((full[0] & full[1]).sum() / (full[0] | full[1]).sum())
    assert swing[0.0] < swing[0.25] < swing[0.5]


@pytest.mark.parametrize(
    "name, value, expected",
    [
        ("universe", "ALL", "one of UNDL, VOETEN"),
        ("weights", {"member": 2}, "a weight 0 to 1 of member"),
        ("weights", {"friend": 1}, "a weight 0 to 1 of member"),
        ("weights", {"member": "full"}, "a weight 0 to 1 of member"),
        ("comparators", ["ZZZ"], "another country of the countries table"),
        ("comparators", ["KGZ"], "another country of the countries table"),
        ("comparators", "CHN", "a list of alpha-3 codes"),
        ("years", [2015], "a first and a last year"),
        ("years", [2020, 2015], "a first and a last year"),
        ("years", 2015, "a first and a last year"),
        ("years", ["2015", "2020"], "a first and a last year"),
    ],
)
def test_what_cannot_be_used_is_named(edition, name, value, expected):
    with pytest.raises(InputError, match=f"^{name}: found .*, expected {expected}"):
        institutions.findings(edition, **{name: value})


def test_parameters_change_text_and_titles_together(edition, found):
    said = {
        item.id: item.text for item in institutions.findings(edition, years=[2010, 2012], comparators=["CHN", "IND"])
    }
    assert "mean 2010–2012" in said["institutions.votes"] and "of Pakistan's 3" in said["institutions.votes-rank"]
    result = institutions.votes(edition, years=[2010, 2012], comparators=["CHN", "IND"])
    assert "in 2010–2012" in institutions.votes_title(result, edition)
    other = {item.id: item.text for item in institutions.findings(edition, universe="VOETEN")}
    assert other["institutions.pooled-2000"] != found["pooled-2000"].text
    assert other["institutions.universes"].startswith("Over adopted resolutions (UN Digital Library)")
    heavy = {item.id: item.text for item in institutions.findings(edition, weights={"member": 0.5})}
    assert heavy["institutions.status-weighted"] != found["status-weighted"].text


def test_percentile_among_the_other_pairs(edition, found):
    result = institutions.overlap(edition)
    now = result.pairs[result.pairs["year"] == 2014]
    others = institutions.other_pairs(now, edition.pair)["weighted_jaccard"]
    assert len(others) == 20
    below = (others < result.latest["weighted_jaccard"]).sum()
    assert (
        f"above four of the 20 other pairs with either side (percentile {100 * below // 20})"
        in found["weighted-rank"].text
    )


def test_meetings_count_only_since_both_were_members(edition):
    used = institutions.activation(edition).set_index("org_id")
    margins = edition.events.query("mode == 'margins' and forum == 'SCO' and status != 'planned'")
    assert used.loc["SCO", "meetings"] == (margins["date"] >= "2017-06-09").sum() > 0
    assert used.loc["SCO", "rate"] == pytest.approx(used.loc["SCO", "meetings"] / (2026 - 2017))
    assert used.loc["ADB", "idle"]
    assert not used.loc[used["sessions"] > 0, "idle"].any()


def test_curated_series_leaves_out_undated_bodies(edition):
    series = institutions.curated(edition).query("of == 'a' and partner == 'KGZ'")
    table = institutions.matrix(edition)
    undated = table[(table["shared"] == "both") & (table["both_from"] == "")]
    assert series["n_shared"].iloc[-1] <= 39 - len(undated)
    assert series["jaccard"].between(0, 1).all() and series["weighted_jaccard"].between(0, 1).all()


def test_pick_by_slug_and_pattern(edition, found):
    chosen = institutions.pick(list(found.values()), "overlap", "pooled-*", "nothing")
    assert [finding.id for finding in chosen][:2] == ["institutions.overlap", "institutions.pooled-1990"]


def test_judgements_use_one_scale_each(edition):
    made = institutions.judgements(edition)
    assert [bool(judgement.likelihood) for judgement in made] == [False, True]
    used = institutions.activation(edition)
    low, high = LIKELIHOODS[made[1].likelihood]
    assert low <= institutions.succession(int(used["meetings"].max()), int(used["meetings"].sum())) <= high


CASES = [
    ("PAK-KGZ", "2026-11-23", "as-of"),
    ("PAK-KGZ", "2021-12-15", "as-of"),
    ("PAK-KGZ", "1996-06-30", "as-of"),
    ("PAK-KGZ", "1996-06-30", "latest"),
    ("KAZ-PAK", "2026-11-23", "as-of"),
    ("KGZ-IND", "2026-11-23", "as-of"),
    ("ARE-AZE", "2026-11-23", "as-of"),
]


@pytest.mark.parametrize("pair, as_of, vintage", CASES)
def test_every_sentence_is_clean_and_short(pair, as_of, vintage):
    edition = opened(pair, as_of, vintage)
    made = institutions.findings(edition)
    assert made
    ids = [finding.id for finding in made]
    assert len(ids) == len(set(ids))
    texts = [finding.text for finding in made] + [judgement.text for judgement in institutions.judgements(edition)]
    for text in texts:
        assert not re.search(r"\b(nan|None|inf|0 (is|are))\b", text), text
        assert max(len(part.split()) for part in re.split(r"(?<=\.)\s", text)) <= 25, text
        assert text.endswith("."), text
    for finding in made:
        years = [int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", finding.text)]
        assert all(year <= edition.as_of.year for year in years) or vintage == "latest", finding.text


def test_a_pair_without_common_body_or_vote_says_so():
    made = {finding.id: finding.text for finding in institutions.findings(opened("ARE-AZE", "2026-11-23", "as-of"))}
    assert made["institutions.shared"].startswith("No body on the list")
    assert made["institutions.votes"].startswith("No vote that both cast was found")
    assert made["institutions.overlap"].startswith("No count of shared memberships was found")


def test_what_is_missing_is_said_where_it_would_stand():
    early = {finding.id: finding.text for finding in institutions.findings(opened("PAK-KGZ", "1996-06-30", "as-of"))}
    assert early["institutions.treaties"].startswith("No treaty or other instrument of Pakistan–Kyrgyzstan was found")
    edition = opened("KAZ-PAK", "2026-11-23", "as-of")
    said = {finding.id: finding for finding in institutions.findings(edition)}["institutions.opposed"]
    assert said.value == institutions.votes(edition).yearly["n_opposed"].sum() > 0
    assert said.text.endswith("no list of them was found.")


def test_titles_are_short_or_neutral(edition):
    result = institutions.votes(edition)
    titles = [
        institutions.matrix_title(institutions.matrix(edition), institutions.activation(edition)),
        institutions.overlap_title(institutions.overlap(edition)),
        institutions.nulls_title(institutions.nulls(edition)),
        institutions.votes_title(result, edition),
        institutions.partners_title(result, edition),
        institutions.opposed_title(institutions.opposed(edition)),
        institutions.distance_title(institutions.distance(edition)),
        institutions.treaties_title(institutions.treaties(edition)),
    ]
    assert all(re.search(r"\d", title) and len(title.split()) <= 14 for title in titles), titles
    assert institutions.overlap_title(institutions.Overlap(pd.DataFrame(), pd.DataFrame())) == (
        "Shared memberships and their size-weighted overlap"
    )
    assert (
        institutions.opposed_title(institutions.opposed(edition).iloc[-1:])
        == "Direct oppositions in the General Assembly"
    )
