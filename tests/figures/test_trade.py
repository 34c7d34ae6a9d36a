from helpers import open_edition
from helpers.analysis import trade
from helpers.figures import trade as exhibits


def shown(edition):
    target = trade.latest_target(edition)
    table = trade.mirror(edition, *edition.pair)
    yield exhibits.mirror(edition, table)
    yield exhibits.targets(edition, target)
    yield exhibits.growth(edition, target)
    yield exhibits.conflicts(edition)


def test_exhibits_have_alt_source_and_twin(edition):
    for exhibit in shown(edition):
        payload = exhibit.payload()
        assert payload["source_ids"] and payload["csv"].count("\n") > 1
        assert payload["alt"] or payload["rows"]
        assert "nan" not in payload["title"]


def test_without_rows_the_place_is_kept_by_a_note():
    notes = [exhibit.payload() for exhibit in shown(open_edition("ARE-EGY"))]
    assert [note["title"] for note in notes] == [f"Exhibit 2.{n} cannot be shown" for n in (1, 2, 3, 4)]
    assert all("data/" in note["items"][0] for note in notes)
