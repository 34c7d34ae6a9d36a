"""Rules between the columns of one row, declared of a table as ``x-rules`` in the descriptor.

A rule is an object with a ``kind``; ``when`` limits it to rows with one of the given words in each column named,
``warning`` makes what it finds a warning instead of a fault. The kinds of one row (those of many rows are in
:mod:`helpers.datapackage.series`):

``derived``     ``column`` follows from other columns: ``by`` and ``from`` (which column, by the word in ``by``), or
                ``from`` alone (a list joined by ``;``). Blank it is filled; what contradicts is a fault
``default``     a blank ``column`` is filled by the first of ``cases`` whose ``when`` holds
``required``    ``column`` is not blank, because (``reason``) of ``when``; ``blank`` is the opposite
``any-of``      one of ``columns`` is not blank
``amount``      the number in ``column`` is the amount that ``text`` words, its scale and currency taken in
``vocabulary``  ``column`` holds one of ``words``, or one of those of the word in ``by``
``sum``         ``total`` is the sum of ``parts``, ``less`` subtracted
``at-most``     ``column`` is not above any of ``limits``, ``at-least`` is the opposite, of one ``limit``
``apart``       two ``columns`` differ
``among``       ``column`` is one of the list in ``list``
``ahead``       ``columns`` may lie after the cut-off only in rows of ``when``
``source``      ``column`` is another row of the same table, not the row itself
"""

from collections.abc import Iterator
from typing import Any

from helpers.datapackage.amounts import amounts, other_currency
from helpers.datapackage.cells import LARGEST, short
from helpers.datapackage.words import one_of
from helpers.periods import period

Row = dict[str, str]
Rule = dict[str, Any]
Told = tuple[str, str, str]

ORDER = (
    ("start", "end"),
    ("date", "end_date"),
    ("date_signed", "date_in_force"),
    ("closed_from", "closed_to"),
    ("valid_from", "valid_to"),
    ("value_low", "value_high"),
    ("q5", "ideal_point"),
    ("ideal_point", "q95"),
    ("value_low", "value"),
    ("value", "value_high"),
)
MEASURES = frozenset({"value", "value_low", "q5", "ideal_point"})
DIFFERENT = (
    ("reporter", "partner", "another country than the reporter"),
    ("origin", "host", "another country than the origin"),
    ("from_node", "to_node", "another place than from_node"),
)
APART = 1.5  # times by which a value and its wording may differ, as "about" and "under" are no numbers


def general(row: Row) -> Iterator[Told]:
    """What holds in every table that has such columns: nothing ends before it starts, no country is its own partner."""
    for first, second, expected in DIFFERENT:
        if row.get(second) and row.get(first) == row[second]:
            yield second, repr(row[second]), expected
    for first, last in ORDER:
        early, late = row.get(first), row.get(last)
        if early and late:
            wrong = float(late) < float(early) if first in MEASURES else period(late).end < period(early).start
            if wrong:
                yield last, repr(late), f"nothing {'below' if first in MEASURES else 'before'} {first} {early}"


def holds(row: Row, when: dict[str, list[str]]) -> bool:
    """Whether each column named has one of the words given; ``*`` is any word."""
    return all(row.get(name, "") in words or ("*" in words and row.get(name)) for name, words in when.items())


def listed(cell: str) -> list[str]:
    """The values of a list cell."""
    return [part.strip() for part in cell.split(";") if part.strip()]


def derived(row: Row, rule: Rule) -> str:
    """What the column of a rule ``derived`` or ``default`` is, from the other columns; empty if they do not tell."""
    if rule["kind"] == "default":
        return next((case["is"] for case in rule["cases"] if holds(row, case.get("when", {}))), "")
    if "by" in rule:
        return row.get(rule["from"].get(row.get(rule["by"], ""), ""), "")
    cells = [row.get(name, "") for name in rule["from"]]
    return ";".join(sorted(set(cells))) if all(cells) else ""


def _derived(row: Row, rule: Rule, table: Any) -> Iterator[Told]:
    column, want = rule["column"], derived(row, rule)
    cell = row[column]
    if not cell:
        if not want and rule.get("required"):
            yield column, "nothing", "a value, as it does not follow from the other columns"
    elif "by" in rule:
        if want and cell != want:
            source = rule["from"][row[rule["by"]]]
            yield column, short(cell), f"{want}, the {source} of {rule['by']} {row[rule['by']]}"
    else:
        given, needed = set(listed(cell)), {row[name] for name in rule["from"] if row[name]}
        if not needed <= given:
            yield (
                column,
                short(cell),
                f"{';'.join(sorted(needed | given))}, as {' and '.join(rule['from'])} belong to it",
            )
        elif want and given != needed:
            yield column, short(cell), f"{want}, the {' and the '.join(rule['from'])}"


def _required(row: Row, rule: Rule, table: Any) -> Iterator[Told]:
    if not row[rule["column"]]:
        yield rule["column"], "nothing", _because(row, rule, "a value")


def _blank(row: Row, rule: Rule, table: Any) -> Iterator[Told]:
    if row[rule["column"]]:
        yield rule["column"], short(row[rule["column"]]), _because(row, rule, "nothing")


def _because(row: Row, rule: Rule, expected: str) -> str:
    reason = ", ".join(f"the {name} is {row[name]}" for name in rule.get("when", {}) if row.get(name))
    reason = reason or ", ".join(f"the {name} is not given" for name in rule.get("when", {}))
    return f"{rule.get('expected', expected)}{', as ' if reason else ''}{reason}"


def _any_of(row: Row, rule: Rule, table: Any) -> Iterator[Told]:
    if not any(row[name] for name in rule["columns"]):
        yield rule["columns"][0], "nothing", f"a value in {' or '.join(rule['columns'])}"


def _amount(row: Row, rule: Rule, table: Any) -> Iterator[Told]:
    cell, text = row[rule["column"]], row[rule["text"]]
    found = amounts(text) if cell and text else []
    if len(found) != 1:
        return  # a range, a difference or words without a number
    value, worded = float(cell), found[0]
    other = other_currency(text)
    if other:
        if value and abs(worded.value - value) <= worded.half_digit:
            yield rule["column"], repr(cell), f"US dollars, as {rule['text']} {short(text)} is an amount in {other}"
        return
    low, high = worded.value - worded.half_digit, worded.value + worded.half_digit
    if not min(low, value) < LARGEST or (low <= value * 1.005 and value <= high * 1.005):
        return
    if value > high * APART or value * APART < low:
        times = worded.value / value if value else 0
        hint = f"; factor {times:,.6g}" if times else ""
        yield rule["column"], repr(cell), f"{worded.value:.15g}, as {rule['text']} says {short(text)}{hint}"


def _vocabulary(row: Row, rule: Rule, table: Any) -> Iterator[Told]:
    cell, words = row[rule["column"]], rule["words"]
    if "by" in rule:
        words = words.get(row[rule["by"]])
    if cell and words is not None and cell not in words:
        yield rule["column"], short(cell), one_of(words, cell)


def _sum(row: Row, rule: Rule, table: Any) -> Iterator[Told]:
    parts, less = rule["parts"], rule.get("less", [])
    if not row[rule["total"]] or not all(row[name] for name in (*parts, *less)):
        return
    total = sum(float(row[name]) for name in parts) - sum(float(row[name]) for name in less)
    if abs(float(row[rule["total"]]) - total) > rule.get("within", 0):
        words = " - ".join([" + ".join(parts), *less])
        yield rule["total"], repr(row[rule["total"]]), f"{words}, {total:.10g}"


def _at_most(row: Row, rule: Rule, table: Any) -> Iterator[Told]:
    cell = row[rule["column"]]
    limits = {name: float(row[name]) for name in rule["limits"] if row[name]}
    if cell and limits and float(cell) > min(limits.values()):
        least = min(limits, key=limits.get)
        words = f"{least} {row[least]}" if len(limits) == 1 else f"the smaller of {' and '.join(limits)}, {row[least]}"
        yield rule["column"], repr(cell), f"at most {words}"


def _at_least(row: Row, rule: Rule, table: Any) -> Iterator[Told]:
    cell, least = row[rule["column"]], row[rule["limit"]]
    if cell and least and float(cell) < float(least):
        yield (
            rule["column"],
            repr(cell),
            f"at least {rule.get('named', rule['limit'])}, {least} {rule.get('unit', '')}".strip(),
        )


def _apart(row: Row, rule: Rule, table: Any) -> Iterator[Told]:
    first, second = rule["columns"]
    if row[second] and row[first] == row[second]:
        yield second, repr(row[second]), rule.get("expected", f"another value than {first}")


def _among(row: Row, rule: Rule, table: Any) -> Iterator[Told]:
    if row[rule["column"]] and row[rule["list"]] and row[rule["column"]] not in listed(row[rule["list"]]):
        yield rule["column"], repr(row[rule["column"]]), f"one of the {rule['list']} {row[rule['list']]}"


def _ahead(row: Row, rule: Rule, table: Any) -> Iterator[Told]:
    if holds(row, rule["unless"]):
        return
    words = " or ".join(f"{name} {word}" for name, given in rule["unless"].items() for word in given)
    for name in rule["columns"]:
        if row[name] and period(row[name]).start > table.cutoff:
            expected = f"nothing after the information cut-off {table.cutoff.isoformat()}, or {words}"
            yield name, repr(row[name]), expected


def _source(row: Row, rule: Rule, table: Any) -> Iterator[Told]:
    column, key = rule["column"], rule["key"]
    if not row[column]:
        return
    if row[column] == row[key]:
        yield column, repr(row[column]), "another source than this one"
    elif row[column] not in table.values.get((table.name, key), ()):
        yield column, repr(row[column]), f"a {key} of the table {table.name}"


KINDS = {
    "derived": _derived,
    "default": lambda row, rule, table: iter(()),
    "required": _required,
    "blank": _blank,
    "any-of": _any_of,
    "amount": _amount,
    "vocabulary": _vocabulary,
    "sum": _sum,
    "at-most": _at_most,
    "at-least": _at_least,
    "apart": _apart,
    "among": _among,
    "ahead": _ahead,
    "source": _source,
}


def told(row: Row, rule: Rule, table: Any) -> Iterator[Told]:
    """What a rule finds in a row: column, what was found, what was expected.

    ``table`` has its ``name``, the ``cutoff`` (:class:`datetime.date`) and the ``values`` that others refer to.
    """
    if holds(row, rule.get("when", {})):
        yield from KINDS[rule["kind"]](row, rule, table)
