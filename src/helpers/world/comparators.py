"""Whom a pair is compared with where nobody says: main partners, land neighbours and fellows of a customs union."""

from helpers.world.bodies import groupings
from helpers.world.economy import main_partners
from helpers.world.geography import neighbours
from helpers.world.read import World

MOST = 20  # states that a figure can name


def comparators(world: World, a: str, b: str, most: int = MOST) -> tuple[str, ...]:
    """At most ``most`` states to compare a pair with.

    Land neighbours come first, by the length of the border, then main partners by their share, then fellows of a
    customs union; within each those of both before those of one.

    Examples
    --------
    >>> comparators(World(), "PAK", "KGZ")[:6]
    ('CHN', 'IND', 'AFG', 'IRN', 'KAZ', 'UZB')
    """
    unions = [
        sorted({code for row in groupings(world, side).itertuples() if row.customs_union for code in row.members})
        for side in (a, b)
    ]
    near = [list(neighbours(world, side)["neighbour"]) for side in (a, b)]
    traded = [
        list(dict.fromkeys(main_partners(world, side).sort_values("share", ascending=False)["partner"]))
        for side in (a, b)
    ]
    found: dict[str, None] = {}
    for one, other in (near, traded, unions):
        both = [code for code in one if code in other]
        found |= dict.fromkeys([*both, *one, *other])
    return tuple(code for code in found if code not in (a, b))[:most]
