"""A finding: a statement as named quantities, each bound to the rows that it rests on.

A finding holds no sentence. Its words are a message of :mod:`helpers.words` whose variables are exactly the
quantities; its sources follow from the rows. A *measured* finding is counted or computed from rows, a *modelled* one
comes from a model and carries an interval, a *judged* one is a likelihood, an *absent* one says what a search did not
find and names that search.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

    from helpers.edition import Edition

KINDS = ("measured", "modelled", "judged", "absent")
Rows = tuple[str, ...]


def union(several_rows: Iterable[Iterable[Any]]) -> tuple:
    """The members of all, sorted and without repeats: row ids or source numbers.

    Examples
    --------
    >>> union([("trade:T2", "trade:T1"), ("trade:T2",)])
    ('trade:T1', 'trade:T2')
    """
    return tuple(sorted({member for rows in several_rows for member in rows}))


@dataclass(frozen=True)
class Quantity:
    """A value with its unit, its ISO 8601 period and the row ids that it rests on.

    ``unit`` decides how it is written: ``USD``, ``share``, ``share a year``, ``ratio``, ``date``, ``country``,
    ``choice``, ``text``, ``list``; any other unit is the noun of a number (``years``, ``km``).
    """

    value: Any
    unit: str
    period: str = ""
    rows: Rows = ()


def amount(value: float, period: str = "", rows: Iterable[str] = ()) -> Quantity:
    """An amount in USD."""
    return Quantity(value, "USD", period, tuple(rows))


def share(value: float, period: str = "", rows: Iterable[str] = ()) -> Quantity:
    """A share of one (0.31)."""
    return Quantity(value, "share", period, tuple(rows))


def growth(value: float, period: str = "", rows: Iterable[str] = ()) -> Quantity:
    """Growth a year as a share (2.38 is 238%)."""
    return Quantity(value, "share a year", period, tuple(rows))


def ratio(value: float, period: str = "", rows: Iterable[str] = ()) -> Quantity:
    """One value over another."""
    return Quantity(value, "ratio", period, tuple(rows))


def number(value: float, unit: str, period: str = "", rows: Iterable[str] = ()) -> Quantity:
    """A number of something: ``number(3, "visits")``, ``number(3410, "km")``."""
    return Quantity(value, unit, period, tuple(rows))


def when(text: str, rows: Iterable[str] = ()) -> Quantity:
    """A date or period, ISO 8601."""
    return Quantity(text, "date", text, tuple(rows))


def country(code: str) -> Quantity:
    """A country by alpha-3 code."""
    return Quantity(code, "country")


def choice(key: str) -> Quantity:
    """What a message selects by: a lower-case word."""
    return Quantity(key, "choice")


def wording(text: str, rows: Iterable[str] = ()) -> Quantity:
    """Free text of a row: a name, a title."""
    return Quantity(str(text), "text", "", tuple(rows))


def searched(day: str) -> dict[str, Quantity]:
    """The quantities of a count that tell whether somebody searched for more, and on which day."""
    return {"searched": choice("yes" if day else "no"), "search": when(day)}


def several(items: Sequence[Mapping[str, Quantity]]) -> Quantity:
    """A list; each item is worded by the attribute of the message that has the quantity's name."""
    rows = union(quantity.rows for item in items for quantity in item.values())
    return Quantity(tuple(dict(item) for item in items), "list", "", rows)


@dataclass(frozen=True)
class Finding:
    """A statement of an edition; see the module.

    The first of ``quantities`` is the headline: its value, unit and period stand in the manifest. ``exhibit`` names the
    exhibit that shows it, ``rows`` what the sentence rests on beside its quantities, ``message`` the words if they are
    not those of the id. ``trend`` is ``up``, ``down`` or empty. ``search`` is the search of an absence, or several joined by ``;``.
    """

    id: str
    quantities: Mapping[str, Quantity]
    exhibit: str = ""
    kind: str = "measured"
    rows: Rows = ()
    conflict: bool = False
    search: str = ""
    message: str = ""
    trend: str = ""
    edition: "Edition | None" = field(default=None, repr=False, compare=False)
    made_by: str = field(default="", repr=False, compare=False)

    def __post_init__(self):
        if self.kind not in KINDS:
            raise ValueError(f"{self.id}: found kind {self.kind!r}, expected one of {', '.join(KINDS)}")
        if not self.quantities:
            raise ValueError(f"{self.id}: found no quantity, expected at least one")
        if (self.kind == "absent") != bool(self.search):
            raise ValueError(
                f"{self.id}: found kind {self.kind} and search {self.search!r}, expected a search of an absence"
            )

    @property
    def headline(self) -> Quantity:
        """The first quantity."""
        return next(iter(self.quantities.values()))

    @property
    def value(self) -> Any:
        """Value of the headline; ``None`` of an absence."""
        return None if self.kind == "absent" else self.headline.value

    @property
    def words(self) -> str:
        """Name of the message that says it."""
        return self.message or self.id.replace(".", "-")

    @property
    def all_rows(self) -> Rows:
        """Every row that the statement rests on."""
        return union([self.rows, *(quantity.rows for quantity in self.quantities.values())])

    def of(self, edition: "Edition", made_by: str = "") -> "Finding":
        """The same finding bound to its edition, so that it knows its sources and can explain itself."""
        return replace(self, edition=edition, made_by=made_by)

    def explain(self) -> "pd.DataFrame":
        """Each quantity with the rows, tables and sources behind it.

        Returns
        -------
        pandas.DataFrame
            ``quantity``, ``value``, ``unit``, ``period``, ``row``, ``source``, ``publisher``, ``title``, ``url``; a
            row per quantity, row and source. Its ``attrs`` hold the function that made the finding.
        """
        import pandas as pd

        listed = []
        for name, quantity in {**self.quantities, "": Quantity(None, "", "", self.rows)}.items():
            for row in quantity.rows:
                for source in self.edition.sources_of([row]) or [None]:
                    entry = self.edition.sources[source] if source else {}
                    listed.append(
                        {
                            "quantity": name,
                            "value": quantity.value,
                            "unit": quantity.unit,
                            "period": quantity.period,
                            "row": row,
                            "source": source,
                            **{key: entry.get(key, "") for key in ("publisher", "title", "url")},
                        }
                    )
        columns = ["quantity", "value", "unit", "period", "row", "source", "publisher", "title", "url"]
        table = pd.DataFrame(listed, columns=columns)
        table.attrs["made_by"] = self.made_by
        return table


@dataclass(frozen=True)
class Judgement(Finding):
    """A likelihood, or a reading with a confidence level, never both.

    ``probability`` (0 to 1) comes from ``derivation`` (the rule in words of the method); it is resolved by ``rule`` on
    ``resolves_on``. The message's attributes ``because`` and ``change`` hold the reasons and what would change it.
    """

    kind: str = "judged"
    probability: float | None = None
    confidence: str = ""
    derivation: str = ""
    rule: str = ""
    resolves_on: str = ""

    def __post_init__(self):
        super().__post_init__()
        if (self.probability is None) == (not self.confidence):
            raise ValueError(f"{self.id}: found both or neither, expected a probability or a confidence level")
        if self.probability is not None and not 0 <= self.probability <= 1:
            raise ValueError(f"{self.id}: found probability {self.probability}, expected 0 to 1")


def absence(id: str, rows: "pd.DataFrame") -> Finding | None:
    """The finding that says what the searches of some rows of :meth:`Edition.absences` did not find, and on which days."""
    if rows.empty:
        return None
    days = sorted(rows["searched_on"])
    items = [{"what": wording(row.absence, row.row_ids), "search": wording(row.search_id)} for row in rows.itertuples()]
    quantities = {
        "last": when(days[-1]),
        "first": when(days[0]),
        "days": choice("one" if days[0] == days[-1] else "several"),
        "items": several(items),
    }
    search = ";".join(rows["search_id"])
    return Finding(id, quantities, kind="absent", search=search, message="report-not-found")
