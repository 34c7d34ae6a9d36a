"""Maps: projection, extent, and the base map cut from the pinned source."""

import importlib.util
import io
import json
import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_rgb
from PIL import Image
from shapely import union_all
from shapely.geometry import LineString, Point

from helpers import open_edition
from helpers.chapters import open_chapter
from helpers.datapackage.basemap import read_basemap
from helpers.datapackage.read import DEFAULT_DATA, InputError, read_descriptor
from helpers.show import maps, placement, style

SPEC = importlib.util.spec_from_file_location("crop", DEFAULT_DATA / "basemap" / "crop.py")
crop = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(crop)

GOLDEN = Path(__file__).with_name("map.png")

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
    (tmp_path / "countries-50m.json").write_text("{}")
    with pytest.raises(SystemExit, match="countries-50m.json: found another file, expected that of world-atlas 2.0.2"):
        crop.main(str(tmp_path), "0", "0", "1", "1")


def test_the_base_map_covers_all_places_and_dots_the_line_of_control(edition):
    basemap = read_basemap(DEFAULT_DATA, read_descriptor(DEFAULT_DATA))
    nodes = edition.all.nodes.dropna(subset=["lat", "lon"])
    assert maps.covers(basemap, nodes)
    assert [line["label"] for line in basemap["lines"] if line["kind"] == "line-of-control"] == ["Line of Control"]
    assert basemap["sha256"] == crop.PINNED and "Natural Earth" in basemap["credit"]


def test_border_places_lie_on_the_drawn_frontiers(edition):
    lines = [np.array(line["points"]) for line in read_basemap(DEFAULT_DATA, read_descriptor(DEFAULT_DATA))["lines"]]
    nodes = edition.all.nodes.set_index("node_id")
    passes = nodes[(nodes["kind"] == "pass") & (nodes["country"].map(len) == 2) & nodes["lat"].notna()]
    assert len(passes) >= 2
    for row in passes.itertuples():
        away = min(np.hypot(points[:, 0] - row.lon, points[:, 1] - row.lat).min() for points in lines)
        assert away < 0.35, row.name


PLACES = pd.DataFrame({"lon": [60.0, 80.0], "lat": [25.0, 43.0]})


def test_the_projection_keeps_distances_within_two_per_cent():
    view = maps.View(PLACES, 100.0, 100.0)
    (ax, ay), (bx, by) = view.points([(70.0, 34.0), (70.0, 35.0)])
    assert math.hypot(bx - ax, by - ay) * view.metres == pytest.approx(110_900, rel=0.02)
    assert view.width == pytest.approx(100 / 25.4 * 72) == view.height


def test_a_road_passes_its_way_points_and_bends_between():
    view = maps.View(PLACES, 100.0, 100.0)
    ends = [pd.Series({"lon": lon, "lat": 30.0}) for lon in (62.0, 74.0)]
    bends = pd.DataFrame({"lon": [66.0, 70.0], "lat": [33.0, 28.0]})
    points = maps.way(view, [(*ends, bends)])
    drawn = LineString(points)
    assert all(drawn.distance(Point(at)) < 0.01 for at in view.points(zip(bends["lon"], bends["lat"], strict=True)))
    assert len(points) > 3 * len(bends)
    straight = maps.way(view, [(*ends, bends.iloc[:0])])
    assert len(straight) == 2


def test_the_line_of_control_is_named_and_the_frontiers_are_told_apart(edition):
    _, axes = style.new(60)
    dotted, frontiers = maps.ground(axes, edition.basemap, maps.View(PLACES, 100.0, 100.0))
    assert {"Line of Control", "Boundary not settled"} <= {name for name, _ in dotted}
    assert len(frontiers) > 10


def test_the_name_of_a_country_stands_in_the_country(edition):
    view = maps.View(PLACES, 170.0, 132.0)
    labels = maps.country_labels(edition.basemap, view, {"TJK": "Tajikistan", "AFG": "Afghanistan"})
    assert [label.lines for label in labels] == [("TAJIKISTAN",), ("AFGHANISTAN",)]
    shapes = {row["code"]: row["shape"] for row in edition.basemap["countries"]}
    for label, code in zip(labels, ("TJK", "AFG"), strict=True):
        area = union_all([view.area(polygon) for polygon in shapes[code]])
        assert all(area.distance(Point(spot)) < 4 for spot in label.spots)


def test_lines_of_the_map_are_told_apart_in_greyscale():
    lightness = {role: lstar(style.colour(role)) for role in ("a", "shut", "frontier", "relief", "ink")}
    assert lightness["relief"] - lightness["frontier"] > 25
    assert lightness["frontier"] - lightness["a"] > 25
    # The road that is shut differs from the one in use by its dash and width, not by its grey.
    assert maps.road_look("shut")["linestyle"] != "-" and maps.road_look("use")["linewidth"] > 2.5


def lstar(colour):
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in to_rgb(colour)
    )
    light = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return 116 * light ** (1 / 3) - 16 if light > 0.008856 else 903.3 * light


def test_the_map_looks_as_it_did(edition):
    """Compared with a stored picture at 60 dots an inch: the mean and the share of pixels that differ much are bounded."""
    view = maps.View(PLACES, 120.0, 94.0)
    figure = style.sheet(94.0, 120.0)
    axes = figure.add_axes((0, 0, 1, 1))
    maps.ground(axes, edition.basemap, view)
    use = maps.bent(view.points([(67.0, 24.9), (71.5, 30.2), (73.1, 33.7), (75.5, 36.9), (75.4, 40.6), (74.6, 42.9)]))
    maps.road(axes, use, "use")
    maps.road(axes, maps.bent(view.points([(67.0, 24.9), (67.0, 30.2), (69.2, 34.5), (69.3, 41.3)])), "shut")
    maps.power_line(axes, view.points([(69.1, 37.2), (69.2, 34.5), (72.0, 34.0)]), built=False)
    (top,) = view.points([(75.5, 36.9)])
    marks = [maps.mark(axes, top, "pass")]
    labels = [placement.Label(top, ("Khunjerab Pass, 4,693 m",), bold=True, reach=maps.TRIANGLE / 2)]
    labels += maps.country_labels(edition.basemap, view, {"PAK": "Pakistan", "CHN": "China", "KGZ": "Kyrgyzstan"})
    placed = placement.place(labels, view.frame, taken=marks, barred=[LineString(use).buffer(1.5)])
    placement.write(axes, placed, maps.halo())
    maps.globe(axes, edition.basemap["globe"], view, PLACES, (40, 225))
    out = io.BytesIO()
    figure.savefig(out, format="png", dpi=60, facecolor="white")
    made = np.asarray(Image.open(out).convert("L"), dtype=float)
    if not GOLDEN.exists():
        GOLDEN.write_bytes(out.getvalue())
        pytest.fail(f"{GOLDEN.name} was not there and has been written: look at it, then commit it")
    kept = np.asarray(Image.open(GOLDEN).convert("L"), dtype=float)
    assert made.shape == kept.shape
    assert np.abs(made - kept).mean() < 2.0
    assert (np.abs(made - kept) > 60).mean() < 0.01


def shown(edition, convention):
    return open_chapter("connectivity", edition, map_convention=convention).draw("corridor").payload()


def test_the_map_prints_its_disclaimer_and_the_schematic_needs_no_frontier(edition):
    drawn = shown(edition, "map")
    assert "no view on sovereignty" in drawn["note"] and "Natural Earth" in drawn["note"]
    for name in (
        "Line of Control",
        "Khunjerab Pass, 4,693 m",
        "KYRGYZSTAN",
        "Torkham",
        "CASA-1000 power line",
        "500 km",
    ):
        assert f">{name}<" in drawn["svg"], name
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
        read_basemap(package, read_descriptor(package))


def test_a_telephone_gets_a_drawing_of_its_own(edition):
    drawn = shown(edition, "map")
    assert 'width="266' in drawn["svg_narrow"] and ">Khunjerab Pass, 4,693 m<" in drawn["svg_narrow"]
    assert 'width="266' in shown(edition, "schematic")["svg_narrow"]
