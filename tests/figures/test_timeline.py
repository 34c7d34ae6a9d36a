import pandas as pd
import pytest

from helpers import open_edition
from helpers.analysis import timeline
from helpers.figures import timeline as figures
from helpers.figures.exhibit import ALT_LIMIT
from helpers.figures.passage import Note


@pytest.fixture(scope="module")
def lanes(edition):
    return timeline.lanes(edition)


@pytest.fixture(scope="module")
def chart(edition, lanes):
    return figures.lane_chart(edition, lanes)


def test_the_lane_chart_has_all_a_reader_needs(chart):
    payload = chart.payload()
    assert payload["number"] == "1.1" and 0 < len(payload["alt"]) <= ALT_LIMIT
    assert payload["source_line"] and payload["confidence"] and len(payload["title"].split()) <= 14
    assert payload["csv"].count("\n") == len(chart.data) + 1


def test_each_mark_is_drawn_once_and_a_year_as_a_bar(lanes, chart):
    main = chart.drawing.axes[1]
    marks = [line for line in main.lines if line.get_marker() in figures.MARKERS.values()]
    assert len(marks) == len(lanes.marks)
    bars = [patch for patch in main.patches if patch.get_height() == pytest.approx(0.12)]
    years = lanes.marks[lanes.marks["precision"] == "year"]
    assert len(bars) == len(years) > 0
    assert all(364 <= bar.get_width() <= 366 for bar in bars)


def test_one_source_is_hollow(lanes, chart):
    marks = [line for line in chart.drawing.axes[1].lines if line.get_marker() in figures.MARKERS.values()]
    hollow = sum(line.get_markerfacecolor() == figures.style.colour("paper") for line in marks)
    assert hollow == lanes.marks["single"].sum() > 0


def test_marks_close_in_time_do_not_share_a_height():
    days = pd.to_datetime(["2024-05-01", "2024-05-10", "2024-06-01", "2026-05-01"]).date
    heights = figures._levels(pd.DataFrame({"first": days, "last": days}))
    assert len(set(heights[:3])) == 3 and heights[3] == heights[0]


def test_history_and_sources_have_their_own_strips(lanes, chart):
    top, _, strip = chart.drawing.axes
    assert any("1497" in text.get_text() for text in top.texts)
    assert sum(bar.get_height() for bar in strip.patches) == lanes.per_year.sum()


def test_text_is_at_least_eight_points(chart):
    from matplotlib.text import Text

    sizes = [text.get_fontsize() for text in chart.drawing.findobj(Text) if text.get_text()]
    assert min(sizes) >= 8


def test_the_ledger_prints_letter_and_word_and_no_percentages(edition):
    table = timeline.ledger(edition.promises, edition.as_of)
    exhibit = figures.promises(edition, table)
    html = str(exhibit.html())
    assert "D delivered" in html and "L late" in html and "N no public evidence" in html
    assert "%" not in exhibit.title and len(exhibit.data) == len(table)
    assert sum(not column.screen for column in exhibit.columns) <= 7


def test_the_full_list_is_on_screen_only(edition):
    exhibit = figures.all_events(edition)
    assert exhibit.screen and len(exhibit.data) == (edition.events["date"] != "").sum()
    assert figures.by_decade(edition, timeline.lanes(edition)).screen


def test_top_level_contacts_are_latest_first(edition):
    exhibit = figures.top_level(edition, timeline.followed(edition))
    assert list(exhibit.data["date"]) == sorted(exhibit.data["date"], reverse=True)
    assert exhibit.data.set_index("event_id").loc["EV016", "signed"] == "date too coarse"


def test_a_curve_is_drawn_only_where_there_is_one(edition):
    assert figures.survival(edition, pd.DataFrame()) is None
    curve = pd.DataFrame(
        {
            "years": [0.0, 1.0],
            "at_risk": [20, 20],
            "delivered": [0, 5],
            "share": [1.0, 0.75],
            "low": [1.0, 0.6],
            "high": [1.0, 0.9],
        }
    )
    exhibit = figures.survival(edition, curve)
    assert exhibit.modelled and "75%" in exhibit.title and exhibit.alt


@pytest.mark.parametrize("pair, as_of", [("PAK-KGZ", "1995-01-01"), ("KGZ-IND", "1996-06-30"), ("UZB-IND", "")])
def test_no_rows_give_a_note_and_little_data_no_crash(pair, as_of):
    thin = open_edition(pair, as_of)
    lanes = timeline.lanes(thin)
    shown = [
        figures.lane_chart(thin, lanes),
        figures.top_level(thin, timeline.followed(thin)),
        figures.promises(thin, timeline.ledger(thin.promises, thin.as_of)),
        figures.by_decade(thin, lanes),
        figures.all_events(thin),
    ]
    assert any(isinstance(one, Note) for one in shown)
    assert all("nan" not in str(one.html()).lower().replace("finance", "") for one in shown)


def test_years_axis_is_in_whole_years_for_a_short_span():
    thin = open_edition("PAK-KGZ", "1996-06-30")
    chart = figures.lane_chart(thin, timeline.lanes(thin))
    if isinstance(chart, Note):
        pytest.skip("no event was known by then")
    labels = [tick.get_text() for tick in chart.drawing.axes[-1].get_xticklabels()]
    assert labels and all(len(text) == 4 for text in labels)


def test_promises_past_due_come_first_so_that_print_shows_them(edition):
    table = timeline.ledger(edition.promises, edition.as_of)
    shown = figures.promises(edition, table)
    dated = [bool(due) for due in shown.data["due"]]
    assert dated == sorted(dated, reverse=True)
    assert len(timeline.fell_due(table, edition.as_of)) <= shown.print_rows
