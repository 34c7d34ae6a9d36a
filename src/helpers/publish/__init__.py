"""From executed notebooks to publications: run (papermill), export (nbconvert, Typst), edition and manifest."""

import sys

# JupyterLab brings a schema extra whose import compiles a grammar of addresses for more than a second. No notebook
# is checked against an address format, so jsonschema is told that it is not there (it is optional to it).
sys.modules.setdefault("rfc3987_syntax", None)
