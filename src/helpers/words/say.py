"""Findings, judgements and exhibits in words: Fluent messages filled with quantities.

The messages stand in ``en/*.ftl``, a file a chapter. A message's variables are exactly the quantities of what it says,
so an editor can change the prose and nothing else. A quantity writes itself by its unit; functions such as ``DATED`` or
``WORD`` write it otherwise.
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.resolver import CurrentEnvironment, ResolverEnvironment
from fluent.runtime.types import FluentFloat, FluentInt, FluentType
from fluent.syntax.ast import Junk, Message

from helpers.countries import in_text
from helpers.edition import Edition
from helpers.finding import Finding, Quantity, country, when, wording
from helpers.words import formats

LANGUAGE = "en"
_BEGINS = re.compile(r"(^|\. )the ")
FOLDER = Path(__file__).parent


class WordsError(Exception):
    """A message is missing or does not fit its quantities."""


class Said(FluentType):
    """A quantity on its way into a message."""

    def __init__(self, quantity: Quantity, edition: Edition, items: str | None = None):
        self.quantity, self.edition, self.items = quantity, edition, items

    def format(self, locale: Any) -> str:
        """The quantity as its unit is usually written."""
        return written(self.quantity, self.edition) if self.items is None else self.items


class SaidInt(FluentInt):
    """A whole number: it selects plural forms."""

    def format(self, locale: Any) -> str:
        """Digits with separators."""
        return written(self.quantity, self.edition)


class SaidFloat(FluentFloat):
    """A number that is not whole."""

    def format(self, locale: Any) -> str:
        """As its unit is usually written."""
        return written(self.quantity, self.edition)


def written(quantity: Quantity, edition: Edition) -> str:
    """A quantity as its unit is usually written."""
    value, unit = quantity.value, quantity.unit
    if unit in ("date", "text", "choice", "country"):
        return {
            "date": formats.label,
            "country": lambda code: edition.country(code).name,
        }.get(unit, str)(value)
    if unit == "USD":
        return formats.usd(value)
    if unit == "share":
        return formats.percent(value, 1 if value is not None and 0 < abs(value) < 0.095 else 0)
    if unit == "share a year":
        return formats.percent(value)
    if unit == "ratio":
        return formats.multiple(value)
    if formats.missing(value):
        return formats.NOT_FOUND
    if unit == "year":
        return f"{value:.0f}"
    return formats.number(value) if float(value).is_integer() else formats.number(value, 1)


def _given(name: str, quantity: Quantity, edition: Edition, message: Any, bare: bool) -> Any:
    value = quantity.value
    if quantity.unit == "choice":
        return str(value)
    if quantity.unit == "country" and not bare:
        return Said(quantity, edition, in_text(value, edition.country(value).name))
    if quantity.unit == "list":
        if name not in message.attributes:
            raise WordsError(f"{message.id.name}: found no attribute .{name}, expected one that words its items")
        parts = [_format(message, message.attributes[name], item, edition) for item in value]
        sentences = all(part.endswith(".") for part in parts)  # they follow one another
        return Said(quantity, edition, " ".join(parts) if sentences else formats.listed(parts))
    numeric = isinstance(value, (int, float)) and not isinstance(value, bool) and not formats.missing(value)
    if numeric and quantity.unit not in ("date", "text", "country"):
        said = SaidInt(int(value)) if float(value).is_integer() else SaidFloat(float(value))
        said.quantity, said.edition = quantity, edition
        return said
    return Said(quantity, edition)


def _raw(argument: Any) -> Any:
    return argument.quantity.value if hasattr(argument, "quantity") else argument


def _functions() -> dict[str, Any]:
    def country_of(argument: Any) -> Any:
        return argument.edition.country(argument.quantity.value)

    def text_of(argument: Any) -> str:
        return argument.format(None) if isinstance(argument, FluentType) else str(argument)

    def digits_of(digits: Any) -> int | None:
        return None if digits is None else int(digits)

    return {
        "USD": lambda x, digits=None: formats.usd(_raw(x), digits_of(digits)),
        "MILLION": lambda x, digits=0: formats.number(_raw(x) / 1e6, int(digits)),
        "PERCENT": lambda x, digits=0: formats.percent(_raw(x), int(digits)),
        "TIMES": lambda x: formats.times(_raw(x)),
        "NUM": lambda x, digits=0: formats.number(_raw(x), int(digits)),
        "WORD": lambda x: formats.word(_raw(x)),
        "ORDINAL": lambda x: formats.ordinal(int(_raw(x))),
        "PER": lambda x: formats.one_in(_raw(x)),
        "DATED": lambda x: formats.dated(_raw(x)),
        "DAY": lambda x: formats.short(_raw(x)),
        "YEAR": lambda x: formats.year(_raw(x)),
        "ADJ": lambda x: country_of(x).adjective,
        "OFFICIAL": lambda x: country_of(x).official_name,
        "CAP": lambda x: formats.sentence_case(text_of(x)),
    }


@cache
def _bundle(language: str) -> FluentBundle:
    bundle = FluentBundle([formats.LOCALE], functions=_functions(), use_isolating=False)
    for path in sorted((FOLDER / language).glob("*.ftl")):
        bundle.add_resource(_read(path, bundle))
    return bundle


def _read(path: Path, bundle: FluentBundle) -> Any:
    """The messages of a file; what is no message, or a second one of a name, is an error with its line."""
    text = path.read_text(encoding="utf-8")
    resource = FluentResource(text)
    names: set[str] = set()
    for entry in resource.body:
        line = text.count("\n", 0, entry.span.start) + 1 if entry.span else 0
        if isinstance(entry, Junk):
            what = entry.annotations[0].message if entry.annotations else "no message"
            raise WordsError(
                f"{path.name}:{line}: found {entry.content.strip().splitlines()[0]!r}, expected a message ({what})"
            )
        if isinstance(entry, Message):
            if bundle.has_message(entry.id.name) or entry.id.name in names:
                raise WordsError(f"{path.name}:{line}: found message {entry.id.name} again, expected each once")
            names.add(entry.id.name)
    return resource


def messages(language: str = LANGUAGE) -> FluentBundle:
    """The messages of a language, parsed once a process."""
    return _bundle(language)


def _format(
    message: Any, pattern: Any, quantities: Mapping[str, Quantity], edition: Edition, bare: bool = False
) -> str:
    given = {name: _given(name, quantity, edition, message, bare) for name, quantity in quantities.items()}
    # The bundle's own format_pattern would turn numbers into plain ones, which do not know how they are written.
    scope = ResolverEnvironment(messages(), [], current=CurrentEnvironment(args=given))
    text = pattern(scope)
    if scope.errors:
        raise WordsError(f"{message.id.name}: found {scope.errors[0]}, expected a message that fits its quantities")
    return formats.none_of(text.format(None) if isinstance(text, FluentType) else str(text))


def phrase(name: str, attribute: str, edition: Edition, /, **quantities: Quantity) -> str:
    """A message, or one of its attributes, filled with quantities; the pair, its countries and the date are known.

    Raises
    ------
    WordsError
        If there is no such message or attribute, or it names another quantity.
    """
    if not messages().has_message(name):
        raise WordsError(f"found no message {name!r}, expected one in words/{LANGUAGE}/*.ftl")
    message = messages().get_message(name)
    pattern = message.attributes.get(attribute) if attribute else message.value
    if pattern is None:
        raise WordsError(f"{name}: found no {'attribute .' + attribute if attribute else 'text'}, expected one")
    # Heads of columns, cells and words inside a drawing have the name alone, a sentence its article too.
    bare = attribute.startswith(("head-", "label-", "cell", "shown"))
    text = _format(message, pattern, {**_always(edition), **quantities}, edition, bare)
    return _BEGINS.sub(lambda hit: f"{hit[1]}The ", text) if attribute in ("", "alt", "note") else text


def has(name: str, attribute: str = "") -> bool:
    """Whether there is a message, or an attribute of it."""
    if not messages().has_message(name):
        return False
    return not attribute or attribute in messages().get_message(name).attributes


def _always(edition: Edition) -> dict[str, Quantity]:
    return {
        "pair": wording(edition.name),
        "a": country(edition.a.iso3),
        "b": country(edition.b.iso3),
        "as_of": when(edition.as_of.isoformat()),
    }


def say(finding: Finding, attribute: str = "") -> str:
    """A finding in words, or an attribute of its message: ``label``, ``shown``, ``because``, ``change``.

    An attribute that the message lacks is empty; the text itself must be there.
    """
    if attribute and not has(finding.words, attribute):
        return ""
    return phrase(finding.words, attribute, finding.edition, **finding.quantities)
