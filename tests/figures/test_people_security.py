import pytest

from helpers import open_edition
from helpers.analysis import people_security as people
from helpers.figures import people_security as figures
from helpers.show import style
from helpers.figures.exhibit import ALT_LIMIT
from helpers.figures.passage import Note


@pytest.fixture(scope="module")
def chart(edition):
    return figures.student_chart(edition, people.students(edition))


def test_the_chart_has_all_a_reader_needs(chart):
    payload = chart.payload()
    assert payload["number"] == "5.1" and 0 < len(payload["alt"]) <= ALT_LIMIT
    assert len(payload["title"].split()) <= 14 and payload["source_line"]
    assert payload["confidence"] == "low", "the sources conflict"
    assert payload["csv"].count("\n") == len(chart.data) + 1


def test_every_dated_value_is_drawn_and_no_undated_one(edition, chart):
    frame = people.students(edition)
    dated = frame[frame["year"].notna()]
    axes = chart.drawing.axes[0]
    assert len([line for line in axes.lines if line.get_marker() != "None"]) == len(dated) < len(frame)
    assert f"{len(frame) - len(dated)} undated" in chart.note


def test_one_source_is_hollow_and_kinds_differ_in_shape(edition, chart):
    markers = {line.get_marker() for line in chart.drawing.axes[0].lines}
    kinds = set(people.students(edition)["type"])
    assert {figures.TYPES[kind][0] for kind in kinds} <= markers
    points = [line for line in chart.drawing.axes[0].lines if line.get_marker() in "osD"]
    assert all(line.get_markerfacecolor() == style.colour("paper") for line in points)


def test_nothing_is_drawn_below_a_count_of_zero(chart):
    assert all(tick >= 0 for tick in chart.drawing.axes[0].get_yticks())


def test_the_themes_table_is_short_and_its_list_on_screen(edition):
    table = figures.themes(edition, people.by_theme(people.themed(edition)))
    assert not table.screen and sum(not column.screen for column in table.columns) <= 7 and len(table.data) <= 12
    assert figures.theme_list(edition, people.themed(edition)).screen
    assert figures.other_figures(edition, people.figures(edition)).screen


def test_the_not_found_list_is_printed_with_its_sources(edition):
    note = figures.not_found(edition, people.missing(edition))
    html = str(note.html())
    assert "n.f." in html and 'href="#source-' in html
    assert "has a published figure" in figures.not_found(edition, []).items[0]


@pytest.mark.parametrize("pair, as_of", [("PAK-KGZ", "1995-01-01"), ("KAZ-PAK", ""), ("KGZ-IND", "")])
def test_no_rows_give_a_note_and_little_data_no_crash(pair, as_of):
    thin = open_edition(pair, as_of)
    shown = [
        figures.student_chart(thin, people.students(thin)),
        figures.themes(thin, people.by_theme(people.themed(thin))),
        figures.theme_list(thin, people.themed(thin)),
        figures.other_figures(thin, people.figures(thin)),
        figures.not_found(thin, people.missing(thin)),
    ]
    assert isinstance(shown[3], Note) and isinstance(shown[4], Note)
    assert all(" nan" not in str(one.html()) for one in shown)
