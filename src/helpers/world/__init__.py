"""The world layer: votes, bodies, sizes, distances and people of all states, and any pair computed from them.

Nothing here is stored by pair that can be computed: :mod:`votes`, :mod:`bodies`, :mod:`geography`, :mod:`people` and
:mod:`economy` make frames for two states from the rows of each. Every frame has ``row_ids`` and ``source_ids``. A
frame without rows says that nothing is held, never that there is nothing.
"""

from helpers.world.read import World

__all__ = ["World"]
