"""The PDF as it is seen: pages rendered to pixels."""

import itertools

import pypdfium2
import pytest

from conftest import FLAGSHIP
from helpers.publish.tint import shared, tinted
from helpers.show.style import PALETTE

DPI = 60
MARGIN_MM = 12


@pytest.fixture(scope="module", params=[-1, 0], ids=["newest", "oldest"])
def pages(built, request):
    day = sorted(folder.name for folder in built.iterdir() if folder.name[:1].isdigit())[request.param]
    document = pypdfium2.PdfDocument(built / day / f"{FLAGSHIP}_{day}.pdf")
    return [page.render(scale=DPI / 72, grayscale=True).to_numpy().squeeze() for page in document]


def test_length(pages):
    assert 14 <= len(pages) <= 36


def test_no_ink_in_the_margins(pages):
    edge = round(MARGIN_MM / 25.4 * DPI)
    for place, page in enumerate(pages, 1):
        for side in (page[:, :edge], page[:, -edge:], page[: edge // 2], page[-edge // 2 :]):
            assert side.min() > 200, f"page {place}"


def lightness(colour):
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (red, green, blue)]
    light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 116 * light ** (1 / 3) - 16 if light > 0.008856 else 903.3 * light


@pytest.mark.parametrize(
    "roles",
    [
        ("ink", "a", "third", "b", "context"),
        ("delivered", "on-track", "late", "stalled"),
        ("seq-1", "seq-2", "seq-3", "seq-4", "seq-5"),
    ],
)
def test_series_are_told_apart_in_greyscale(roles):
    steps = sorted(lightness(PALETTE[role]) for role in roles)
    assert min(b - a for a, b in itertools.pairwise(steps)) >= 10


def test_a_drawing_follows_the_page_and_keeps_the_spaces_of_its_words():
    drawn = '<svg><g><text style="font: 8px x; fill: #111111" x="1.00">late; now due 2028; dot: old</text></g></svg>'
    made = '<svg><text style="font:8px x;fill:var(--ink)" x="1">late; now due 2028; dot: old</text></svg>'
    assert tinted(drawn) == made


def test_drawings_share_their_styles_as_classes_and_nothing_else_does():
    text, rules = shared('<p style="a"><svg><path style="x:1"/><path style="y:2"/></svg><svg><use style="x:1"/></svg>')
    assert text == '<p style="a"><svg><path class="s0"/><path class="s1"/></svg><svg><use class="s0"/></svg>'
    assert rules == ".s0{x:1}.s1{y:2}"
