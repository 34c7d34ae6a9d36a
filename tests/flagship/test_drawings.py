"""Every drawing of the shipped edition, and of an early one: words that can be read, shades that print in grey."""

import pytest

from helpers import open_edition
from helpers.chapters import open_chapter
from helpers.chapters.registry import CHAPTERS
from helpers.show import style
from show.drawn import LEAST_POINTS, faults, texts

DATES = ("2026-11-24", "2021-12-15")
STEP = 10.0  # of lightness between two fills that mean different things
# What is told apart in five exhibits by its shade.
SERIES = {
    "two ledgers": ("a", "b", "paper"),
    "promise ladder": ("stalled", "late", "seq-1"),
    "programme sheet": ("a", "seq-2", "paper"),
    "memberships": ("a", "b", "paper"),
    "verdicts": ("delivered", "late", "stalled", "paper"),
    "lanes by count": ("seq-1", "seq-2", "seq-3", "seq-4", "seq-5"),
}


@pytest.fixture(scope="module", params=DATES)
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
                    made |= {f"{drawn.name}, narrow": drawn.narrow} if drawn.narrow is not None else {}
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


@pytest.mark.parametrize("exhibit", SERIES)
def test_what_differs_in_meaning_differs_in_grey(exhibit):
    shades = sorted(_lightness(style.colour(role)) for role in SERIES[exhibit])
    steps = [other - one for one, other in zip(shades, shades[1:], strict=False)]
    assert min(steps) >= STEP, dict(zip(SERIES[exhibit], shades, strict=True))


def _lightness(colour: str) -> float:
    """CIE L* of a colour, D65."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    shine = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 116 * shine ** (1 / 3) - 16 if shine > 0.008856 else 903.3 * shine
