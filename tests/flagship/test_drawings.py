"""Every drawing of the shipped edition, and of an early one: words that can be read, shades that print in grey."""

from itertools import pairwise

import pytest

from helpers import open_edition
from helpers.chapters import open_chapter
from helpers.chapters.registry import CHAPTERS
from helpers.show import style
from show.drawn import LEAST_POINTS, faults, texts

DATES = ("2026-11-25", "2021-12-15")
STEP = 10.0  # of lightness between two fills that mean different things
# What five exhibits tell apart by its shade.
SERIES = {
    "trade.two-ledgers": ("a", "b"),
    "timeline.promise-ladder": ("stalled", "late", "seq-1"),
    "connectivity.programme-sheet-casa-1000": ("a", "seq-2"),
    "institutions.memberships": ("a", "b"),
    "claims.verdicts": ("delivered", "late", "stalled"),
}


@pytest.fixture(scope="module", params=[DATES[0], pytest.param(DATES[1], marks=pytest.mark.long)])
def drawings(request):
    """The figures of one edition by name, those of a telephone beside them."""
    edition = open_edition("PAK-KGZ", request.param)
    made = {}
    for name in CHAPTERS:
        chapter = open_chapter(name, edition)
        told = chapter.told_programmes["programme"] if name == "connectivity" else ()
        pages = [chapter.with_frames(page=chapter.told_programmes.query("programme == @one")) for one in told]
        for exhibit in chapter.exhibits:
            for one in pages if exhibit.startswith("programme-") else [chapter]:
                drawn = one.draw(exhibit)
                if drawn.kind == "figure":
                    made[drawn.name] = drawn.drawing
                    made[f"{drawn.name}, narrow"] = drawn.narrow()
    return made


def test_no_text_of_a_drawing_is_cut_turned_or_written_over_another(drawings):
    assert len(drawings) > 20
    assert {name: wrong for name, figure in drawings.items() if (wrong := faults(figure))} == {}


def test_text_is_at_least_eight_points_but_on_the_map(drawings):
    small = {
        name: sorted({text.get_fontsize() for _, _, text in texts(figure)})[:1]
        for name, figure in drawings.items()
        if min(text.get_fontsize() for _, _, text in texts(figure)) < (LEAST_POINTS if "corridor" in name else 8.0)
    }
    assert small == {}


def test_what_differs_in_meaning_differs_in_grey(drawings):
    seen = {name: roles for name, roles in SERIES.items() if name in drawings}
    assert len(seen) == 5
    for name, roles in seen.items():
        picture = style.svg(drawings[name], name)
        used = [colour for colour in map(style.colour, roles) if colour.lower() in picture]
        shades = sorted(map(_lightness, used))
        assert len(used) > 1 and min(other - one for one, other in pairwise(shades)) >= STEP, (name, shades)


def _lightness(colour: str) -> float:
    """CIE L* of a colour, D65."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    shine = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 116 * shine ** (1 / 3) - 16 if shine > 0.008856 else 903.3 * shine


def test_the_brief_has_at_most_22_pages(built):
    from pypdf import PdfReader

    assert 14 <= len(PdfReader(next(built.glob("2026-*/*.pdf"))).pages) <= 22
