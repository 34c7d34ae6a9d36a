"""Methods: the arithmetic of the report, one published method a file, arrays or frames in, arrays or frames out.

A method knows no edition, no table of the data package and no text for people. Each states its formula, shapes, units
and the paper that it comes from, and has an example that the tests run.
"""
