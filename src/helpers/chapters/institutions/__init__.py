"""What two states both belong to, against chance and against all other states, and how they vote.

A shared membership says little by itself: every member of the United Nations shares dozens of bodies with every
other. The chapter sets near-universal bodies apart from those *particular* to fewer states, weights a body by its size,
and compares the overlap with what the number and size of memberships alone would give.

Two lists of bodies are kept apart. The Correlates of War list is complete for all states but ends in 2014. The curated
list of the data package runs to the as-of date, but was chosen by hand: its ratios compare states on this list only.
Two universes of roll calls are kept apart as well.
"""

PARAMETERS = {
    "comparators": (),
    "weights": {"member": 1.0, "associate": 0.5, "observer": 0.25, "dialogue-partner": 0.25},
    "universe": "UNDL",
    "years": (),
}
