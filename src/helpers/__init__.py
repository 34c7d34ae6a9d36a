"""The relationship between two countries, read from a data package and told in notebooks.

Rows → frames → findings → words and drawings: ``open_edition`` opens a pair at a date, ``open_chapter`` what a chapter
makes of it. ``pairs``, ``comparators``, ``places``, ``targets`` and ``baselines`` list what there is to choose;
``past_judgements`` scores the rules of the judgements on past days.
"""

from importlib import import_module

_HOMES = {
    "open_edition": "helpers.edition",
    "open_chapter": "helpers.chapters",
    **dict.fromkeys(
        ("pairs", "comparators", "places", "targets", "baselines", "past_judgements", "compare", "with_periods"),
        "helpers.analyst",
    ),
}
__all__ = sorted(_HOMES)


def __dir__() -> list[str]:
    return __all__


def __getattr__(name: str):
    # Imported when asked for, so that the command line can explain itself without loading pandas.
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
