from helpers import open_edition
from helpers.analysis import trade
from helpers.figures import trade as exhibits

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


def shown(edition):
    study = trade.study(edition)
    return [draw(edition, study) for draw in WITH_STUDY] + [exhibits.composition(edition), exhibits.balance(edition)]


def test_exhibits_have_alt_source_and_twin(edition):
    numbers = []
    for exhibit in shown(edition):
        payload = exhibit.payload()
        numbers.append(payload["number"])
        assert payload["source_ids"] and payload["csv"].count("\n") > 1
        assert payload["alt"] or payload["rows"]
        assert not {"nan", "inf", "None"} & set(payload["title"].split())
    assert len(numbers) == len(set(numbers))


def test_without_rows_the_places_are_kept_by_notes():
    for exhibit in shown(open_edition("ARE-EGY")):
        assert "cannot be shown" in exhibit.payload()["title"]


def test_the_summary_shows_the_same_figure_under_its_own_number(edition):
    study = trade.study(edition)
    assert exhibits.actual(edition, study, number="0.1", height=60).label == "Figure 0.1"
