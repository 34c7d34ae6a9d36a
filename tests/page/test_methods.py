"""The arithmetic of the page is that of the methods: roads under random closures, growth for random targets."""

import json
import random
import shutil
import subprocess
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from helpers.chapters import open_chapter
from helpers.methods.disruption import without
from helpers.methods.growth import compound_growth, horizon
from helpers.methods.routes import link_graph, route_km, shortest_route
from helpers.publish import page
from helpers.show.living import Growth, Roads

SCRIPTS = page.TEMPLATES / "brief"
NODE = shutil.which("node")

pytestmark = pytest.mark.skipif(not NODE, reason="no node on this machine; install it to run the script's tests")


def in_node(body: str, given) -> list:
    """Run a script after the methods of the page; ``given`` is what it reads, it prints JSON."""
    source = (SCRIPTS / "methods.js").read_text(encoding="utf-8")
    program = f"{source}\nconst given = JSON.parse(require('fs').readFileSync(0, 'utf8'));\n{body}"
    ended = subprocess.run([NODE, "-e", program], input=json.dumps(given), capture_output=True, text=True, timeout=60)
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)


@pytest.fixture(scope="module")
def connectivity(edition):
    return open_chapter("connectivity", edition)


@pytest.fixture(scope="module")
def network(edition, connectivity):
    c = connectivity
    return Roads(edition, c.places, c.road_links, c.shut_today, c.ends).payload()


WAYS = """
const links = given.links.map(([id, a, b, km]) => ({ id, a, b, km }));
console.log(JSON.stringify(given.trips.map(([shut, start, goal]) => {
  const way = shortestRoute(links, new Set(shut), start, goal);
  return way && [way.km, way.places];
})));
"""


def test_500_random_closures_give_the_ways_of_the_methods(connectivity, network):
    links = connectivity.road_links
    draw = random.Random(21)
    places = sorted({*links["from_node"], *links["to_node"]})
    trips = []
    for _ in range(500):
        chosen = draw.sample(network["switches"], draw.randint(0, 4))
        trips.append([sorted({edge for item in chosen for edge in item["edges"]}), *draw.sample(places, 2)])
    answers = in_node(WAYS, {"links": network["links"], "trips": trips})
    found = 0
    for (shut, start, goal), answer in zip(trips, answers, strict=True):
        graph = link_graph(links[~links["edge_id"].isin(shut)])
        way = shortest_route(graph, start, goal)
        assert (way is None) == (answer is None), (shut, start, goal)
        if way is not None:
            found += 1
            assert answer[0] == pytest.approx(route_km(graph, way), rel=1e-12)
            assert route_km(graph, answer[1]) == pytest.approx(answer[0], rel=1e-12)
    assert 100 < found < 500  # both kinds of answer were asked for


def test_a_switch_shuts_what_the_methods_remove(connectivity, network):
    links = connectivity.road_links
    for item in network["switches"]:
        if item["group"] in ("Passes", "Crossings"):
            left = without(link_graph(links), places=[item["key"]])
            kept = link_graph(links[~links["edge_id"].isin(item["edges"])])
            assert set(map(frozenset, left.edges)) == set(map(frozenset, kept.edges)), item["name"]


def test_what_is_shut_today_is_shut_when_the_page_opens(connectivity, network):
    shut = {edge for item in network["switches"] if item["shut"] for edge in item["edges"]}
    assert shut == set(connectivity.shut_today["edges"].explode().dropna())


def test_the_page_tells_countries_months_and_km_as_the_chapter_does(connectivity, network):
    roads = connectivity.shortest_roads
    shut = sorted({edge for item in network["switches"] if item["shut"] for edge in item["edges"]})
    body = """
const links = given.links.map(([id, a, b, km, basis, top, opens, closes]) => ({ id, a, b, km, opens, closes }));
const country = new Map(given.places.map(([id, name, kind, codes]) => [id, codes]));
console.log(JSON.stringify(given.trips.map(([start, goal]) => {
  const way = shortestRoute(links, new Set(given.shut), start, goal);
  return [way.km, countriesEntered(way.places, (id) => country.get(id)).length - 1, monthsOpen(way.links)];
})));
"""
    today = roads[roads["condition"] == "today"]
    trips = today[["start_id", "goal_id"]].to_numpy().tolist()
    answers = in_node(body, {**network, "shut": shut, "trips": trips})
    expected = today[["km", "crossings", "months"]].astype(float).to_numpy().tolist()
    assert np.allclose(answers, expected)


def test_growth_and_horizon_are_those_of_the_methods():
    draw = random.Random(22)
    asked = []
    for _ in range(500):
        days = [date(draw.randint(2015, 2045), draw.randint(1, 12), 28).isoformat() for _ in range(2)]
        asked.append([draw.choice([0, draw.uniform(1e4, 1e9)]), draw.choice([0, draw.uniform(1e4, 1e9)]), *days])
    body = """
console.log(JSON.stringify(given.map(([base, target, start, end]) => {
  const years = horizon(start, end), growth = compoundGrowth(base, target, years);
  return [years, Number.isNaN(growth) ? null : growth];
})));
"""
    answers = in_node(body, asked)
    for (base, target, start, end), (years, growth) in zip(asked, answers, strict=True):
        assert years == pytest.approx(horizon(date.fromisoformat(start), date.fromisoformat(end)))
        expected = float(compound_growth(base, target, years))
        assert (growth is None) == np.isnan(expected)
        if growth is not None:
            assert growth == pytest.approx(expected, rel=1e-9)


def test_the_growth_first_shown_is_that_of_the_chapter(edition):
    trade = open_chapter("trade", edition)
    asked = Growth(edition, trade.admissible_baselines, trade.announcements, trade.target).payload()
    first = trade.admissible_baselines.iloc[0]
    base = asked["baselines"][0]
    years = horizon(date.fromisoformat(base["end"]), date.fromisoformat(asked["due"]))
    assert float(compound_growth(base["usd"], asked["target"], years)) == pytest.approx(first["growth"])


def test_a_pair_without_roads_has_nothing_to_close(edition, connectivity):
    from helpers.show.html import html

    none = [getattr(connectivity, name).iloc[:0] for name in ("places", "road_links", "shut_today", "ends")]
    payload = {"type": "roads", **Roads(edition, *none).payload()}
    assert html(payload) == ""


@pytest.mark.parametrize("path", sorted(SCRIPTS.glob("*.js")), ids=lambda path: path.name)
def test_each_script_is_listed_parses_and_stays_small(path: Path):
    assert path.stem in page.SCRIPTS
    assert subprocess.run([NODE, "--check", path], capture_output=True, check=False).returncode == 0
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


def test_marks_lead_to_the_rows_that_were_drawn(edition):
    from helpers.show import style
    from helpers.show.marks import marks

    rows = pd.DataFrame({"year": ["2019", "2020", "2021"], "value_usd": [1.5e6, 4e6, 9.25e6]})
    figure, axes = style.new(60)
    axes.plot([2019, 2020, 2021], rows["value_usd"] / 1e6)
    style.svg(figure, "test")
    found = marks(figure, rows)
    assert [row for *_, row in found] == [0, 1, 2]
    assert [x for x, *_ in found] == sorted(x for x, *_ in found)
    assert [y for _, y, _ in found] == sorted((y for _, y, _ in found), reverse=True)


def test_marks_of_places_in_a_list_prove_nothing():
    from helpers.show import style
    from helpers.show.marks import marks

    figure, axes = style.new(60)
    axes.barh([0, 1, 2], [3, 1, 2])
    style.svg(figure, "test")
    assert marks(figure, pd.DataFrame({"n": [1, 2, 3], "other": [2, 0, 1]})) == []
