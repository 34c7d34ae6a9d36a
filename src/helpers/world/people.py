"""People between two states: migrants, refugees, and what a traveller needs, each in both directions.

No row is not recorded: never zero, never none.
"""

import pandas as pd

from helpers.world.read import World


def migrants(world: World, a: str, b: str) -> pd.DataFrame:
    """Stock of migrants of one state in the other, both directions.

    Returns
    -------
    pandas.DataFrame
        ``origin``, ``host``, ``year``, ``migrants`` (persons), ``row_ids``, ``source_ids``; sorted by origin and year.
    """
    return _both_ways(world, "migrants", ("origin", "host"), a, b)


def refugees(world: World, a: str, b: str) -> pd.DataFrame:
    """Refugees and asylum seekers of one state in the other, both directions; small counts are rounded to 5.

    Returns
    -------
    pandas.DataFrame
        ``origin``, ``host``, ``year``, ``refugees``, ``asylum_seekers``, ``other_in_need`` (persons), ``provisional``
        (the newest year of the publisher), ``row_ids``, ``source_ids``.
    """
    frame = _both_ways(world, "refugees", ("origin", "host"), a, b)
    frame["provisional"] = frame["year"].eq(int(world.covered_to("refugees")))
    return frame


def visas(world: World, a: str, b: str) -> pd.DataFrame:
    """What a traveller of each state needs for the other, as one index saw it on one day.

    Returns
    -------
    pandas.DataFrame
        ``passport``, ``destination``, ``requirement``, ``days`` (allowed, NaN where not known), ``date``, ``row_ids``,
        ``source_ids``; at most two rows.
    """
    frame = _both_ways(world, "visas", ("passport", "destination"), a, b)
    frame["date"] = world.covered_to("visas")
    return frame


def _both_ways(world: World, table: str, sides: tuple[str, str], a: str, b: str) -> pd.DataFrame:
    frame = world.table(table)
    first, second = sides
    there, back = frame[first].eq(a) & frame[second].eq(b), frame[first].eq(b) & frame[second].eq(a)
    frame = frame[there | back].reset_index(drop=True)
    frame["row_ids"] = [(row_id,) for row_id in world.row_ids(table, frame)]
    frame["source_ids"] = [world.sources_for(table)] * len(frame)
    return frame
