"""Connectivity: the road between the two, what closes it, the programmes that both take part in, and their dates."""

PARAMETERS = {
    "closed": (),  # places and countries, by name or code, that no road may use beside what is shut today
    "map_convention": "map",  # or "schematic": no frontiers
    "pages": (),  # programmes that get a page; empty: those of both sides of which most is known
}
