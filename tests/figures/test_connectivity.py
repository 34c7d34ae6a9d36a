import pytest

from helpers import open_edition
from helpers.analysis import connectivity as analysis
from helpers.figures import connectivity as exhibits


def shown(edition):
    graph = analysis.network(edition)
    routes = analysis.routes(edition, graph)
    yield exhibits.corridor(edition, graph, routes)
    yield exhibits.choices(edition, routes, analysis.choices(edition, graph))
    yield exhibits.disruption(edition, analysis.disruption(edition, graph))
    yield exhibits.slippage(edition)
    yield exhibits.shipments(edition)
    yield exhibits.criticality(edition, analysis.criticality(edition, graph))
    yield exhibits.facts(edition)
    yield exhibits.progress(edition)
    yield exhibits.rules(edition)
    yield exhibits.side_by_side(edition, analysis.side_by_side(edition, graph, routes))


def test_exhibits_have_alt_source_and_twin(edition):
    for exhibit in shown(edition):
        payload = exhibit.payload()
        assert payload["source_ids"] and payload["csv"].count("\n") > 1
        assert payload["alt"] or payload["rows"]
        assert "inf" not in payload["csv"].replace("\n", ",").split(",")


@pytest.mark.parametrize("edition", ["ARE-EGY"])
def test_without_a_road_the_place_is_kept_by_a_note(edition):
    payloads = [exhibit.payload() for exhibit in shown(open_edition(edition))]
    assert payloads[0]["title"] == "Exhibit 4.1 cannot be shown"
    assert payloads[1]["title"] == "Exhibit 4.2 cannot be shown"
