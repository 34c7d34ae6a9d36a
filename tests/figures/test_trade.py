"""Exhibits of the trade gap: complete, honest about zero, missing and single sources, and absent without rows."""

import re
import warnings
from dataclasses import replace

import numpy as np
import pytest

from helpers import open_edition
from helpers.analysis import trade
from helpers.figures import trade as exhibits
from helpers.show import style
from helpers.figures.exhibit import ALT_LIMIT, Exhibit

WITH_STUDY = (
    exhibits.dumbbell,
    exhibits.comparators,
    exhibits.verdicts,
    exhibits.targets,
    exhibits.actual,
    exhibits.required,
    exhibits.crossings,
    exhibits.reference,
    exhibits.intensity,
    exhibits.gravity,
    exhibits.conflicts,
    exhibits.every_conflict,
)
PRINTED = {"2.1", "2.4", "2.6", "2.13"}


def every(edition, **parameters):
    study = trade.study(edition, **parameters)
    made = [draw(edition, study) for draw in WITH_STUDY] + [exhibits.composition(edition), exhibits.balance(edition)]
    return {exhibit.number if isinstance(exhibit, Exhibit) else exhibit.exhibit: exhibit for exhibit in made}


@pytest.fixture(scope="module")
def study(edition):
    return trade.study(edition)


@pytest.fixture(scope="module")
def shown(edition):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return every(edition)


def faces(axes, marker):
    """Face colours of the points drawn with a marker, by axes."""
    return [line.get_markerfacecolor() for line in axes.lines if line.get_marker() == marker and len(line.get_xdata())]


def test_all_exhibits_of_the_flagship_stand_and_fit_the_page(shown):
    assert set(shown) == {f"2.{place}" for place in range(1, 15)}
    assert {number for number, exhibit in shown.items() if not exhibit.screen} == PRINTED
    for number in PRINTED & {"2.4", "2.6"}:
        assert len([column for column in shown[number].columns if not column.screen]) <= 7
        assert shown[number].print_rows <= 12


def test_exhibits_have_alt_source_and_twin(shown):
    for exhibit in shown.values():
        payload = exhibit.payload()
        assert payload["source_ids"] and payload["source_line"]
        assert payload["csv"].count("\n") == len(exhibit.data) + 1
        assert not re.search(r"(^|[,;\s])(nan|None|inf)([,;\s]|$)", payload["csv"])
        assert len(payload["title"].split()) <= 14 and not {"nan", "inf", "None"} & set(payload["title"].split())
        if exhibit.kind == "figure":
            assert 0 < len(exhibit.alt) <= ALT_LIMIT and exhibit.title in exhibit.alt
            assert not exhibit.alt.endswith("…")
        else:
            assert payload["rows"]


def test_one_side_is_hollow_and_two_are_filled(edition, study):
    axes = exhibits.dumbbell(edition, study).drawing.axes[0]
    filled, hollow = {}, {}
    for line in axes.lines:
        if line.get_marker() in ("o", "s"):
            group = hollow if line.get_markerfacecolor() == style.colour("paper") else filled
            group.setdefault(line.get_marker(), set()).update(int(year) for year in line.get_xdata())
    rows = trade.main_direction(study)
    rows = rows[rows["kind"] == "year"]
    both = set(rows.loc[rows["ratio"].notna(), "period"].astype(int))
    assert filled == {"o": both, "s": both}
    assert hollow["s"] == set(rows.loc[rows["m_usd"].gt(0) & rows["x_usd"].isna(), "period"].astype(int))


@pytest.mark.parametrize("pair", ["KGZ-IND", "PAK-TJK"])
def test_a_pair_with_one_reporter_has_hollow_marks_only(pair):
    edition = open_edition(pair)
    exhibit = exhibits.dumbbell(edition, trade.study(edition))
    marks = [faces(axes, marker) for axes in exhibit.drawing.axes for marker in "os"]
    assert any(marks) and {face for many in marks for face in many} == {style.colour("paper")}
    assert exhibit.title.startswith("Exports and imports of")


def test_zero_and_missing_are_drawn_differently(edition, study):
    table = study.mirror.copy()
    main = trade.main_direction(study)
    years = main.index[main["kind"] == "year"]
    zero, missing = years[-1], years[-2]
    table.loc[[zero, missing], ["x_usd", "m_usd", "x_top", "m_top"]] = np.nan
    table.loc[zero, ["m_usd", "verdict"]] = [0.0, "zero"]
    axes = exhibits.dumbbell(edition, replace(study, mirror=table)).drawing.axes[0]
    crosses = [int(year) for line in axes.lines if line.get_marker() == "x" for year in line.get_xdata()]
    hatched = {round(patch.get_x() + 0.3) for patch in axes.patches if patch.get_hatch()}
    assert crosses == [int(table.loc[zero, "period"])]
    assert int(table.loc[missing, "period"]) in hatched and crosses[0] not in hatched


def test_a_line_never_crosses_a_year_without_a_value(edition, study):
    axes = exhibits.actual(edition, study).drawing.axes[0]
    joined = [line for line in axes.lines if line.get_linestyle() == "-" and len(line.get_xdata()) > 1]
    assert joined
    for line in joined:
        assert np.diff(line.get_xdata()) == pytest.approx(1)
    assert exhibits._runs([2001, 2002, 2004], [1, 2, 3]) == [([2001, 2002], [1, 2]), ([2004], [3])]


def test_calendar_and_fiscal_years_have_panels_of_their_own(edition, study):
    for exhibit in (exhibits.actual(edition, study), exhibits.balance(edition)):
        heads = [axes.get_title(loc="left") for axes in exhibit.drawing.axes]
        assert heads == ["Calendar years", "Fiscal years (July to June)"]


def test_logarithmic_axes_have_at_least_two_ticks_and_say_so():
    lone = open_edition("PAK-TJK")
    axes = exhibits.actual(lone, trade.study(lone)).drawing.axes[0]
    low, high = axes.get_ylim()
    assert sum(low <= tick <= high for tick in axes.get_yticks()) >= 2
    assert "log scale" in axes.get_ylabel()
    assert axes.get_title(loc="left") == "Fiscal years (July to June)"


def test_targets_are_dotted_and_estimates_dashed(edition, study):
    axes = exhibits.actual(edition, study).drawing.axes[0]
    levels = {float(line.get_ydata()[0]) for line in axes.lines if line.get_linestyle() == ":"}
    assert {10.0, 100.0, 200.0, 500.0} <= levels
    dashed = [line for line in exhibits.gravity(edition, study).drawing.axes[0].lines if line.get_linestyle() == "--"]
    assert len(dashed) == len(study.benchmark.rows)


def test_every_target_has_who_when_due_and_baseline(shown, study):
    rows = shown["2.4"].payload()["rows"]
    assert len(rows) == len(study.targets) <= shown["2.4"].print_rows
    assert all(cell["text"] for row in rows for cell in row[:6]) and all(row[6]["sources"] for row in rows)
    assert sum(row[2]["text"] == "no date" for row in rows) == (study.targets["due"] == "").sum()


def test_the_printed_baselines_are_those_of_the_text_and_the_extremes(shown, study):
    printed = shown["2.6"].payload()["rows"][: shown["2.6"].print_rows]
    rates = [row[5]["text"] for row in printed]
    assert rates[:2] == ["238%", "106%"]
    for value in (study.required["growth"].min(), study.required["growth"].max()):
        assert trade.growth(value) in rates


def test_gravity_prints_its_back_test_beside_it(shown, study):
    case = study.benchmark
    for number in ("2.9", "2.10"):
        assert f"median error factor {case.error:.1f}" in shown[number].note and shown[number].modelled
        assert "15 values of three reporters" in shown[number].note
    assert len(shown["2.9"].data) == case.tested + 1


def test_the_reference_class_lists_every_window(shown, study):
    assert len(shown["2.8"].data) == sum(case.n for case in study.references)
    assert "by pair 0 of 7 reached ×38.6 (Pakistani side)" in shown["2.8"].note


def test_the_strip_shows_the_widest_conflict_that_its_title_names(shown):
    axes = shown["2.13"].drawing.axes[0]
    rows = [tick.get_text() for tick in axes.get_yticklabels()]
    assert {"2020", "2021", "FY2022-23", "FY2024-25", "2025"} <= set(rows)
    assert shown["2.13"].title.rsplit(", ", 1)[1] in rows
    spreads = {text.get_text() for text in axes.texts if text.get_text().startswith("×")}
    assert len(spreads) == len(rows)


def test_the_summary_shows_the_same_figure_under_its_own_number(edition, study):
    assert exhibits.actual(edition, study, number="0.1", height=60).label == "Figure 0.1"


def test_parameters_reach_the_exhibits(edition):
    case = trade.study(edition, target_id="TG02", cif_fob=1.1, comparators=["RUS", "CHN", "IND", "TUR"])
    required = exhibits.required(edition, case)
    assert "USD 100 million" in required.title and "USD 100 million" in required.subtitle
    assert "After 1.1" in [column.head for column in exhibits.verdicts(edition, case).columns]
    assert "tick at 1.1" in exhibits.dumbbell(edition, case).note
    assert len(exhibits.intensity(edition, case).data) == 5


@pytest.mark.parametrize("pair, as_of", [("PAK-KGZ", "1996-06-30"), ("KAZ-PAK", "2021-12-15")])
def test_other_editions_build(pair, as_of):
    made = every(open_edition(pair, as_of))
    assert len(made) == 14 and isinstance(made["2.1"], Exhibit) and isinstance(made["2.5"], Exhibit)
    assert not isinstance(made["2.6"], Exhibit)


def test_without_rows_the_places_are_kept_by_notes():
    made = every(open_edition("ARE-EGY"))
    assert set(made) == {f"2.{place}" for place in range(1, 15)}
    for number, note in made.items():
        assert note.title == f"Exhibit {number} cannot be shown" and "data/" in note.items[0]
