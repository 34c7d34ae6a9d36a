"""From executed notebooks to publications: run (papermill), export (nbconvert, Typst), edition and manifest."""
