"""What cannot be used, said so that it can be mended: where it stands, what was found and what was expected."""

import traceback
from dataclasses import dataclass
from pathlib import Path

_HERE = str(Path(__file__).parent)


class InputError(Exception):
    """Something given to the program cannot be used; the message says what was found and what was expected."""

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows of it: the line of the reader's own that asked for it, and the message."""
        own = [step for step in traceback.extract_tb(self.__traceback__) if not step.filename.startswith(_HERE)]
        asked = [f"line {own[-1].lineno}: {own[-1].line}"] if own else []
        return [*asked, f"{type(self).__name__}: {self}"]


@dataclass(frozen=True)
class Fault:
    """One fault of a data package, at a place that can be opened in an editor."""

    file: str
    line: int | None
    column: str
    found: str
    expected: str
    warning: bool = False  # the package can be used, and somebody should look
    more: int = 0  # how many faults it stands for, if it counts those that are not listed

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        column = f" {self.column}:" if self.column else ""
        return f"{where}:{column} found {self.found}, expected {self.expected}"


class PackageError(InputError):
    """A data package with faults; ``faults`` holds them all, the message prints them a line each."""

    def __init__(self, faults: list[Fault]):
        self.faults = faults
        super().__init__("\n".join(str(fault) for fault in faults))
