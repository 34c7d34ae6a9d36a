"""People, security and everyday links of a pair: counts as ranges, crises and whom they hurt, a third country, visas.

A count of people is what one source says at one date. Sources that disagree stay apart as rows; what is computed is
the range of each year and the ratio of its ends, never a mean. A value may be a floor ("over"), a ceiling ("almost") or
a range. Only counts of one thing, of one group of people, are set against each other.
"""

PARAMETERS: dict[str, object] = {}
