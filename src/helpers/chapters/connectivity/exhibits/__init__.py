"""Exhibits of connectivity: the road and its closures, then programmes; the same for any programme."""

from helpers.chapters.connectivity.exhibits.programmes import *  # noqa: F403
from helpers.chapters.connectivity.exhibits.roads import *  # noqa: F403
