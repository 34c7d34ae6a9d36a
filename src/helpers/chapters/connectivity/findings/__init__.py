"""Findings of connectivity: the road and what closes it, then programmes, use and promises."""

from helpers.chapters.connectivity.findings.programmes import *  # noqa: F403
from helpers.chapters.connectivity.findings.roads import *  # noqa: F403
