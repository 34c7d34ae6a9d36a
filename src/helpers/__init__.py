"""The relationship between two countries, read from a data package and told in notebooks.

One direction: ``data`` → ``edition`` → ``analysis`` → ``figures`` → notebooks → ``publish``.
"""

__all__ = ["open_edition"]


def __getattr__(name: str):
    # Imported when asked for, so that the command line can explain itself without loading pandas.
    if name == "open_edition":
        from helpers.edition import open_edition

        return open_edition
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
