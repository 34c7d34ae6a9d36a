"""Maps: projection, extent, and the base map cut from the pinned source."""

import importlib.util
import json
import math

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import LineCollection

from helpers import open_edition
from helpers.chapters import open_chapter
from helpers.datapackage.read import DEFAULT_DATA, InputError, read_basemap, read_package
from helpers.show import maps, style

SPEC = importlib.util.spec_from_file_location("crop", DEFAULT_DATA / "basemap" / "crop.py")
crop = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(crop)

# Two unit squares beside one another that share the arc from (1, 0) to (1, 1), and one without a code above the second.
SQUARES = {
    "transform": {"scale": [1, 1], "translate": [0, 0]},
    "arcs": [
        [[1, 0], [0, 1]],
        [[1, 1], [-1, 0], [0, -1], [1, 0]],
        [[1, 0], [1, 0], [0, 1]],
        [[2, 1], [-1, 0]],
        [[2, 1], [0, 1], [-1, 0], [0, -1]],
    ],
    "objects": {
        "countries": {
            "geometries": [
                {"type": "Polygon", "id": "356", "arcs": [[0, 1]]},
                {"type": "MultiPolygon", "id": "586", "arcs": [[[2, 3, -1]]]},
                {"type": "Polygon", "arcs": [[-4, 4]]},
            ]
        }
    },
}


def test_arcs_are_joined_and_land_is_one_shape():
    made = crop.crop(SQUARES, -1, -1, 3, 3)
    area = sum(crop.Polygon(polygon[0]).area for polygon in made["land"])
    assert area == pytest.approx(3)
    assert {line["kind"] for line in made["lines"]} == {"frontier", "disputed"}


def test_the_extent_cuts():
    made = crop.crop(SQUARES, 0, 0, 1.5, 0.5)
    xs, ys = np.array(made["land"][0][0]).T
    assert (xs.min(), ys.min(), xs.max(), ys.max()) == (0, 0, 1.5, 0.5)


def test_another_source_than_the_pinned_is_refused(tmp_path):
    (tmp_path / "other.json").write_text("{}")
    with pytest.raises(SystemExit, match="expected countries-50m.json of world-atlas 2.0.2"):
        crop.main(str(tmp_path / "other.json"), "0", "0", "1", "1")


def test_the_base_map_covers_all_places_and_dots_the_line_of_control(edition):
    basemap = read_basemap(read_package())
    nodes = edition.all.nodes.dropna(subset=["lat", "lon"])
    assert maps.covers(basemap, nodes)
    assert [line["label"] for line in basemap["lines"] if line["kind"] == "line-of-control"] == ["Line of Control"]
    assert basemap["sha256"] == crop.PINNED and "Natural Earth" in basemap["credit"]


def test_border_places_lie_on_the_drawn_frontiers(edition):
    lines = [np.array(line["points"]) for line in read_basemap(read_package())["lines"]]
    nodes = edition.all.nodes.set_index("node_id")
    passes = nodes[(nodes["kind"] == "pass") & (nodes["country"].map(len) == 2) & nodes["lat"].notna()]
    assert len(passes) >= 2
    for row in passes.itertuples():
        away = min(np.hypot(points[:, 0] - row.lon, points[:, 1] - row.lat).min() for points in lines)
        assert away < 0.35, row.name


def test_the_projection_keeps_distances_within_two_per_cent():
    places = pd.DataFrame({"lon": [60.0, 80.0], "lat": [25.0, 43.0]})
    view = maps.View(places, 1.0)
    (ax, ay), (bx, by) = view.points([(70.0, 34.0), (70.0, 35.0)])
    assert math.hypot(bx - ax, by - ay) == pytest.approx(110_900, rel=0.02)
    assert view.x[1] - view.x[0] == pytest.approx(view.y[1] - view.y[0])


def test_links_are_drawn_by_mode_and_state_and_unplaced_ends_left_out():
    places = pd.DataFrame({"node_id": ["A", "B"], "lon": [70.0, 71.0], "lat": [30.0, 31.0]})
    edges = pd.DataFrame(
        [("A", "B", "road", "operational"), ("A", "C", "rail", "planned"), ("B", "A", "road", "seasonal")],
        columns=["from_node", "to_node", "mode", "status"],
    )
    _, axes = style.new(60)
    assert maps.links(axes, edges, places, maps.View(places, 1.0)) == [("road", "operational"), ("road", "seasonal")]
    assert len([made for made in axes.collections if isinstance(made, LineCollection)]) == 2


def shown(edition, convention):
    return open_chapter("connectivity", edition, map_convention=convention).draw("corridor").payload()


def test_the_map_prints_its_disclaimer_and_the_schematic_needs_no_frontier(edition):
    drawn = shown(edition, "map")
    assert "takes no view on sovereignty" in drawn["note"] and "Natural Earth" in drawn["note"]
    assert ">Line of Control<" in drawn["svg"]
    strip = shown(edition, "schematic")
    assert "Line of Control" not in strip["svg"] and "no view on sovereignty" in strip["note"]
    assert "basemap" in edition.tables_read


def test_an_unknown_convention_is_refused(edition):
    with pytest.raises(InputError, match="map_convention: found 'globe', expected map or schematic"):
        shown(edition, "globe")


def test_places_beyond_the_base_map_give_the_schematic(edition):
    narrow = open_edition("PAK-KGZ")
    narrow.__dict__["basemap"] = {**edition.basemap, "extent": [0, 0, 1, 1]}
    assert "Line of Control" not in shown(narrow, "map")["svg"]


def test_a_base_map_that_is_not_there_is_named(package):
    path = package / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**descriptor, "x-basemap": "nowhere.json"}), encoding="utf-8")
    with pytest.raises(InputError, match="nowhere.json: found no such file.* expected the base map"):
        read_basemap(read_package(package))
