"""Exhibits of the shared institutions: complete, honest about gaps, and absent without rows."""

import pytest

from helpers import open_edition
from helpers.analysis import institutions as analysis
from helpers.figures import institutions as exhibits
from helpers.figures.exhibit import ALT_LIMIT, Exhibit

PRINTED = {"3.1", "3.3", "3.6"}


def every(edition):
    record = analysis.votes(edition)
    return [
        exhibits.membership(edition, analysis.spans(edition)),
        exhibits.membership_table(edition, analysis.matrix(edition)),
        exhibits.overlap(edition, analysis.overlap(edition)),
        exhibits.nulls(edition, analysis.nulls(edition)),
        exhibits.curated(edition, analysis.curated(edition), analysis.status_weighted(edition)),
        exhibits.votes(edition, record),
        exhibits.partners(edition, record),
        exhibits.opposed(edition, analysis.opposed(edition)),
        exhibits.distance(edition, analysis.distance(edition)),
        exhibits.activation(edition, analysis.activation(edition)),
        exhibits.treaties(edition, analysis.treaties(edition)),
        exhibits.opposed_list(edition, analysis.opposed_list(edition)),
        exhibits.key_votes(edition, analysis.key_votes(edition)),
    ]


@pytest.fixture(scope="module")
def shown(edition):
    return {exhibit.number: exhibit for exhibit in every(edition)}


def test_all_exhibits_of_the_flagship_stand(shown):
    assert list(shown) == [f"3.{place}" for place in range(1, 14)]
    assert {number for number, exhibit in shown.items() if not exhibit.screen} == PRINTED


def test_each_has_sources_twin_and_alt_text(shown):
    for exhibit in shown.values():
        payload = exhibit.payload()
        assert payload["source_line"] and payload["source_ids"]
        assert payload["csv"].count("\n") == len(exhibit.data) + 1
        assert "nan" not in payload["csv"].split(",")
        if exhibit.kind == "figure":
            assert 0 < len(exhibit.alt) <= ALT_LIMIT
            assert exhibit.title.rstrip(".") in exhibit.alt
        assert len(exhibit.title.split()) <= 14, exhibit.title


def test_printed_tables_are_narrow(shown):
    for number in PRINTED:
        columns = [column for column in shown[number].columns if not column.screen]
        assert len(columns) <= 7


def test_partial_year_is_not_joined(shown):
    lines = [
        line
        for line in shown["3.6"].drawing.axes[0].lines
        if line.get_linestyle() == "-" and len(line.get_xdata()) > 10
    ]
    for line in lines:
        values = dict(zip(line.get_xdata(), line.get_ydata(), strict=True))
        assert values[2025] != values[2025]
        assert values[1999] != values[1999]
        assert values[2024] == values[2024]


def test_axis_of_counts_starts_at_zero(shown):
    assert [axes.get_ylim()[0] for axes in shown["3.3"].drawing.axes] == [0, 0]
    assert shown["3.6"].drawing.axes[1].get_ylim()[0] == 0


def test_membership_chart_names_the_article_in_bold(shown):
    axes = shown["3.1"].drawing.axes[0]
    bold = {tick.get_text() for tick in axes.get_yticklabels() if tick.get_fontweight() == "bold"}
    assert bold == {"UN", "OIC", "ECO", "SCO"}


def test_years_without_a_vote_are_hatched_and_a_thin_year_is_hollow(shown):
    above, below = shown["3.6"].drawing.axes
    hatched = {round(patch.get_x() + 0.45) for patch in above.patches if patch.get_hatch()}
    assert hatched == {1999, 2001}
    thin = {
        round(bar.get_x() + bar.get_width() / 2) for bar in below.patches if bar.get_hatch() and bar.get_height() > 1
    }
    assert 2025 in thin and 2024 not in thin
    assert "Hatched: no joint vote in 1999, 2001." in shown["3.6"].note


def test_every_partner_has_a_dot_with_its_range(edition, shown):
    record = analysis.votes(edition)
    for axes, (_, own) in zip(shown["3.7"].drawing.axes, record.partners.groupby("of"), strict=True):
        dots = {-y: x for line in axes.lines for x, y in zip(line.get_xdata(), line.get_ydata(), strict=True)}
        assert [dots[place] for place in range(len(own))] == pytest.approx(sorted(own["mean"], reverse=True))
    assert "2015–2024" in shown["3.7"].subtitle


def test_the_impossible_null_is_said(shown):
    assert "it cannot be computed for the other list" in shown["3.4"].note
    kinds = {(row[0]["text"], row[2]["text"]) for row in shown["3.4"].payload()["rows"]}
    assert ("Curated, all bodies", "degree-preserving") in kinds
    assert ("Correlates of War", "degree-preserving") not in kinds


def test_matrix_shows_comparators_and_the_article(edition, shown):
    heads = [column.head for column in shown["3.2"].columns]
    others = set(edition.all.memberships["country"]) - set(edition.pair)
    assert others and others <= set(heads)
    table = analysis.matrix(edition, ["CHN"])
    assert {"CHN"} == others & set(exhibits.membership_table(edition, table).data.columns)


@pytest.mark.parametrize("pair, below", [("PAK-KGZ", False), ("KGZ-IND", True)])
def test_labels_stand_on_the_far_sides_of_band_and_line(pair, below):
    edition = open_edition(pair)
    texts = exhibits.overlap(edition, analysis.overlap(edition)).drawing.axes[0].texts
    shared, chance = (text.get_position()[1] for text in texts)
    assert (shared < chance) == below


def test_labels_that_would_touch_are_pushed_apart():
    assert exhibits._apart([0.5, 0.1, 0.52], 0.1) == pytest.approx([0.1, 0.5, 0.6])


@pytest.mark.parametrize("pair, as_of", [("KGZ-IND", "2021-12-15"), ("PAK-KGZ", "1996-06-30")])
def test_other_editions_build(pair, as_of):
    made = every(open_edition(pair, as_of))
    numbers = {exhibit.number for exhibit in made if isinstance(exhibit, Exhibit)}
    assert {"3.1", "3.2", "3.5"} <= numbers
    assert ("3.6" in numbers) == (as_of != "1996-06-30")


def test_without_rows_a_note_says_what_is_missing():
    made = every(open_edition("ARE-AZE"))
    notes = [exhibit for exhibit in made if not isinstance(exhibit, Exhibit)]
    assert len(notes) >= 11
    assert all("data/" in note.items[0] and note.title.startswith("Exhibit 3.") for note in notes)
