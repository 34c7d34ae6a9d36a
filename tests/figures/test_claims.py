from helpers import open_edition
from helpers.analysis import claims
from helpers.figures import claims as exhibits


def shown(edition):
    ledger = claims.ledger(edition)
    return [exhibits.verdicts(edition, ledger), exhibits.ledger(edition, ledger), exhibits.older(edition, ledger)]


def test_exhibits_have_alt_source_and_twin(edition):
    for exhibit in shown(edition):
        payload = exhibit.payload()
        assert payload["source_ids"] and payload["csv"].count("\n") > 1
        assert payload["alt"] or payload["rows"]


def test_what_does_not_stand_comes_first(edition):
    verdicts = [row[4]["text"] for row in shown(edition)[1].payload()["rows"]]
    assert verdicts[:3] == ["X contradicted"] * 3 and verdicts[-1] == "C confirmed"


def test_without_a_document_the_places_are_kept():
    titles = [note.payload()["title"] for note in shown(open_edition("KAZ-PAK"))]
    assert titles == [f"Exhibit 6.{n} cannot be shown" for n in (1, 2, 3)]
