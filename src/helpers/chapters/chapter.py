"""A chapter: its frames, findings and exhibits for one edition and one choice of parameters, each computed once.

The public functions of ``chapters/NAME/frames.py``, ``findings.py`` and ``exhibits.py`` are wired by the names of their
parameters: ``edition``, a parameter of the chapter, or a frame. So a frame is asked for by its name, an exhibit is
drawn from the frames that its function names, and a frame that an analyst changed reaches everything after it.
"""

import inspect
from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

import pandas as pd

from helpers.chapters.registry import on_paper
from helpers.chapters.story import tell
from helpers.datapackage.read import InputError
from helpers.edition import Edition
from helpers.finding import Finding, Judgement, absence, choice, union, when
from helpers.parameters import misfit, unknown
from helpers.show.exhibit import Absence, Exhibit
from helpers.show.passage import Judgements, Passage


@cache
def _functions(chapter: str, kind: str) -> dict[str, Callable]:
    """The public functions of a module, or of a package that re-exports them, in the order in which they stand."""
    module: ModuleType = import_module(f"helpers.chapters.{chapter}.{kind}")
    home = module.__name__
    return {
        name: function
        for name, function in vars(module).items()
        if inspect.isfunction(function) and not name.startswith("_") and function.__module__.startswith(home)
    }


@cache
def _behind(chapter: str, kind: str, name: str) -> frozenset[str]:
    """Names of the frames and parameters on which a function rests, itself or through its frames."""
    frames, found = _functions(chapter, "frames"), set()
    waiting = [_functions(chapter, kind)[name]]
    while waiting:
        for needed in inspect.signature(waiting.pop()).parameters:
            if needed not in found:
                found.add(needed)
                waiting += [frames[needed]] if needed in frames else []
    return frozenset(found)


def _handed_out(made: Any) -> Any:
    # Copy-on-write: what an analyst changes is his alone.
    return made.copy(deep=False) if isinstance(made, pd.DataFrame) else made


class Chapter:
    """See the module; made by :func:`open_chapter`."""

    def __init__(self, name: str, edition: Edition, parameters: dict[str, Any]):
        self.name, self.edition, self.parameters = name, edition, parameters
        self._frames: dict[str, Any] = {}
        self._given: frozenset[str] = frozenset()  # frames of one's own, which nothing makes anew
        self._findings: dict[str, Any] = {}

    def __repr__(self) -> str:
        chosen = ", ".join(f"{name}={value!r}" for name, value in self.parameters.items())
        return f"chapter {self.name} of {self.edition!r} ({chosen})"

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *_functions(self.name, "frames")]

    def __getattr__(self, name: str) -> Any:
        if isinstance(getattr(type(self), name, None), property):
            # A property failed with an AttributeError of its own: that is what should be told.
            return getattr(type(self), name).fget(self)
        if name.startswith("_") or name not in _functions(self.name, "frames"):
            raise AttributeError(f"chapter {self.__dict__.get('name')} has no frame {name!r}")
        return _handed_out(self._value(name))

    def _value(self, name: str) -> Any:
        if name == "edition":
            return self.edition
        if name in self._frames:
            return self._frames[name]
        if name in self.parameters:
            return self.parameters[name]
        self._frames[name] = self._call(_functions(self.name, "frames")[name])
        return self._frames[name]

    def _call(self, function: Callable) -> Any:
        return function(**{name: _handed_out(self._value(name)) for name in inspect.signature(function).parameters})

    def with_frames(self, **frames: Any) -> "Chapter":
        """The same chapter with frames of one's own in the place of those computed; what rests on them is made anew.

        Raises
        ------
        InputError
            If the chapter has no frame of such a name.
        """
        known = _functions(self.name, "frames")
        for name in frames:
            if name not in known:
                raise InputError(f"chapter {self.name}: found frame {name!r}, expected one of {', '.join(known)}")
        other = Chapter(self.name, self.edition, self.parameters)
        other._given = self._given | set(frames)
        kept = self._untouched("frames", self._frames, frames) | {name: self._frames[name] for name in self._given}
        other._frames = kept | frames
        other._findings = self._untouched("findings", self._findings, frames)
        return other

    def _untouched(self, kind: str, made: dict[str, Any], frames: Iterable[str]) -> dict[str, Any]:
        """What was made and does not rest on some frames."""
        return {name: one for name, one in made.items() if _behind(self.name, kind, name).isdisjoint(frames)}

    def _over(self, frames: dict[str, Any]) -> "Chapter":
        # The frame that the cell shows is usually the one computed here: nothing then needs to be made anew.
        changed = {name: frame for name, frame in frames.items() if not _same(frame, self._frames.get(name))}
        return self.with_frames(**changed) if changed else self

    @property
    def scenario(self) -> bool:
        """Whether a parameter was chosen: the chapter then tells what would be, not what is."""
        return self.parameters != import_module(f"helpers.chapters.{self.name}").PARAMETERS

    def find(self, name: str, **frames: Any) -> Finding | list[Finding] | None:
        """A finding by the name of its function, ``mirror-latest``, bound to the edition; ``None`` if there is none."""
        return self._over(frames)._found(name)

    def _found(self, name: str) -> Any:
        known = _functions(self.name, "findings")
        function = known.get(name.replace("-", "_"))
        if function is None:
            raise InputError(f"chapter {self.name}: found finding {name!r}, expected one of {', '.join(known)}")
        if function.__name__ not in self._findings:
            made_by = f"{function.__module__}.{function.__qualname__}"
            found = self._call(function)
            several = found if isinstance(found, list) else [found] if found else []
            said = [finding.of(self.edition, made_by) for finding in several if self._said(finding)]
            self._findings[function.__name__] = said if isinstance(found, list) else next(iter(said), None)
        return self._findings[function.__name__]

    def _said(self, finding: Finding) -> bool:
        # An absence rests on a search, which has no source.
        return finding.kind == "absent" or self._public(finding.all_rows)

    def _public(self, rows: tuple[str, ...]) -> bool:
        """Whether a source behind these rows was public by the date: else nothing is said or shown of them."""
        return not rows or bool(self.edition.sources_of(rows))

    def _listed(self, names: tuple[str, ...]) -> list[Finding]:
        found = []
        for name in names:
            made = self._found(name)
            found += made if isinstance(made, list) else [made] if made else []
        return found

    @property
    def findings(self) -> list[Finding]:
        """Every finding of the chapter that there is, in order, without the judgements."""
        names = tuple(_functions(self.name, "findings"))
        return [finding for finding in self._listed(names) if not isinstance(finding, Judgement)]

    def say(self, *names: str, **frames: Any) -> Passage:
        """Findings as one paragraph, those that there are; ``frame=…`` says them of a frame in sight."""
        return Passage(self._over(frames)._listed(names))

    def answer(self, *names: str, **frames: Any) -> Passage:
        """The same as the answer that opens the chapter: what rests on one weak source alone does not come first."""
        found = self._over(frames)._listed(names)
        first = next((one for one in found if not self.edition.weak(one.all_rows)), None)
        return Passage(sorted(found, key=lambda one: one is not first) if first else found, lead=True)

    def absences(self, apart: Iterable[str] = ()) -> Passage:
        """What was looked for and not found, in one line with the days and the numbers of the searches.

        ``apart`` are themes of which that is told elsewhere in the chapter.
        """
        rows = self.edition.absences(self.name)
        finding = absence(f"{self.name}.not-found", rows[~rows["theme"].isin([*apart])])
        return Passage([finding.of(self.edition, f"{__name__}.Chapter.absences")] if finding else [])

    def freshness(self) -> Passage:
        """How far the chapter reaches: the newest row that it or its story tells, the last search of tables like theirs."""
        told = [paragraph["rows"] for paragraph in tell(self).paragraphs]
        searched, newest = self.edition.reach(union([*told, *(finding.all_rows for finding in self.findings)]))
        if newest is None:
            return Passage([])
        quantities = {
            "newest": when(newest["date"], newest["row_ids"]),
            "searched": when(searched["searched_on"] if searched else "", searched["row_ids"] if searched else ()),
            "known": choice("yes" if searched else "no"),
        }
        finding = Finding(f"{self.name}.freshness", quantities, message="report-freshness")
        return Passage([finding.of(self.edition, f"{__name__}.Chapter.freshness")])

    def judge(self, **frames: Any) -> Judgements:
        """The judgements of the chapter: the summary prints them."""
        names = tuple(name for name in _functions(self.name, "findings") if name.startswith("judgement"))
        return Judgements(self._over(frames)._listed(names), screen=True)

    def draw(self, name: str, **frames: Any) -> Exhibit | Absence:
        """An exhibit by name, ``two-ledgers``, drawn from the chapter's frames or from those given.

        Raises
        ------
        InputError
            If the chapter has no such exhibit.
        """
        known = _functions(self.name, "exhibits")
        function = known.get(name.replace("-", "_"))
        if function is None:
            expected = ", ".join(known).replace("_", "-")
            raise InputError(f"chapter {self.name}: found exhibit {name!r}, expected one of {expected}")
        drawn = self._over(frames)._call(function)
        full = f"{self.name}.{name.replace('_', '-')}"
        if drawn is None or not self._public(drawn.rows_behind):
            return Absence(full)
        return drawn.named(full, on_paper(full))

    def parameters_of(self, name: str) -> tuple[str, ...]:
        """The parameters of the chapter on which an exhibit depends, itself or through its frames."""
        behind = _behind(self.name, "exhibits", name.replace("-", "_"))
        return tuple(parameter for parameter in self.parameters if parameter in behind)

    @property
    def exhibits(self) -> list[str]:
        """Names of the exhibits that the chapter can draw."""
        return [name.replace("_", "-") for name in _functions(self.name, "exhibits")]


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, pd.DataFrame) and isinstance(other, pd.DataFrame):
        return one.equals(other)
    return one is other


def open_chapter(name: str, edition: Edition, **parameters: Any) -> Chapter:
    """Open a chapter of an edition.

    Parameters
    ----------
    name
        ``timeline``, ``trade``, ``institutions`` …: a folder of :mod:`helpers.chapters`.
    parameters
        What the chapter lets one choose (its ``PARAMETERS``); the others have their defaults.

    Raises
    ------
    InputError
        If there is no such chapter or parameter; the message has the names that there are.
    """
    try:
        defaults = import_module(f"helpers.chapters.{name}").PARAMETERS
    except (ModuleNotFoundError, AttributeError):
        raise InputError(f"chapter: found {name!r}, expected one with a folder in helpers.chapters") from None
    for given, value in parameters.items():
        if given not in defaults:
            raise InputError(f"chapter {name}: found parameter {given!r}, expected {unknown(given, defaults)}")
        wrong = misfit(given, value, type(defaults[given]).__name__.replace("tuple", "list"))
        if wrong:
            raise InputError(f"chapter {name}: {wrong}")
    return Chapter(name, edition, {**defaults, **parameters})
