"""The claims ledger: what a document says, what was found, and the verdict on each statement.

A verdict follows from the evidence that was public by the as-of date: whether sources other than the document support
or contradict the statement, and how strong they are (see :mod:`helpers.chapters.claims.rule`). An editor may override
the rule with a reason. The document under test is never evidence for its own statements.
"""

PARAMETERS = {
    "claims_document": "",  # row of the table documents; empty: the first one about the pair
}
