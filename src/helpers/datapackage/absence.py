"""Absences that an editor words: a sentence that says "not found" must name the search behind it.

Two places of a package hold such sentences: the stories, where the sentence names a row of ``coverage``, and the
``evidence`` of a claim, where a row of the table ``evidence`` links the claim to one. "We know of none" needs no search.
"""

import re
from collections.abc import Iterator

from helpers.datapackage.read import Package
from helpers.faults import Fault

_ABSENT = re.compile(
    r"\b(?:no|not|none|never|nobody|nothing)\b[^.;]*\bfound\b|\bfound (?:no|none|nothing)\b|\bno\b[^.;]*\byet\b", re.I
)
_NAMED = re.compile(r"\bcoverage:(\w+)")


def says_absent(sentence: str) -> bool:
    """Whether a sentence says that something was not found, or is not there yet.

    >>> says_absent("No second report was found."), says_absent("We know of no second report.")
    (True, False)
    """
    return bool(_ABSENT.search(sentence))


def unsearched(package: Package) -> list[Fault]:
    """Sentences of stories and claims that say "not found" and name no search that found nothing."""
    if "coverage" not in package.tables:
        return []
    rows = package.tables["coverage"]
    silent = set(rows.loc[rows["result"] != "found", "search_id"])
    return [*_of_stories(package, silent), *_of_claims(package, silent)]


def _of_stories(package: Package, silent: set[str]) -> Iterator[Fault]:
    for path in sorted((package.folder / "stories").glob("*.md")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            # The mark that names a row stands after the full stop of its sentence.
            for sentence in re.split(r"(?<=[.\]])\s+(?=[^\[])", line):
                if says_absent(sentence) and not silent & set(_NAMED.findall(sentence)):
                    yield Fault(str(path), number, "", repr(sentence[:60]), "[coverage:…], a search that found nothing")


def _of_claims(package: Package, silent: set[str]) -> Iterator[Fault]:
    if not {"claims", "evidence"} <= set(package.tables):
        return
    links = package.tables["evidence"]
    links = links[(links["table"] == "coverage") & links["row_id"].isin(silent)]
    path = package.folder / package.resources["claims"]["path"]
    for line, claim in enumerate(package.tables["claims"].to_dict("records"), start=2):
        if says_absent(claim["evidence"]) and claim["claim_id"] not in set(links["claim_id"]):
            expected = "a row of evidence.csv that links the claim to a search that found nothing"
            yield Fault(str(path), line, "evidence", repr(claim["evidence"][:60]), expected)
