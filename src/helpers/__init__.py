"""The relationship between two countries, read from a data package and told in notebooks.

One direction: ``data`` → ``edition`` → ``analysis`` → ``figures`` → notebooks → ``publish``.
"""

from helpers.edition import open_edition

__all__ = ["open_edition"]
