"""Frames of connectivity: the road network and its ways, closures, programmes and what was promised of them."""

from helpers.chapters.connectivity.frames.closures import *  # noqa: F403
from helpers.chapters.connectivity.frames.network import *  # noqa: F403
from helpers.chapters.connectivity.frames.programmes import *  # noqa: F403
from helpers.chapters.connectivity.frames.promises import *  # noqa: F403
from helpers.chapters.connectivity.frames.roads import *  # noqa: F403
