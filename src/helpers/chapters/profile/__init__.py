"""What tables of all states hold of any pair: sizes, trade, distance, ways by land and sea, visas, people.

Nobody searched the press for such a pair and nobody judged it. A table that has no row for a pair says nothing of the
pair: the row is left out and never read as none. The newest year of each table stands beside its figure.
"""

PARAMETERS: dict[str, object] = {}
