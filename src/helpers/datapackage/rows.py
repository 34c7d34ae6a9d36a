"""The rows of a CSV file, one at a time, as they stand."""

import codecs
import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from helpers.faults import Fault, PackageError
from helpers.files import irregular

CELL_LIMIT = 1_000_000  # characters; beyond it a quote that is never closed would take the whole file


def read_rows(path: Path, progress: Callable[[int], None] | None = None) -> Iterator[tuple[int, list[str]]]:
    """Stream the rows of a CSV file as they stand, cells stripped of padding, each with its first line number.

    The first row is the header. Rows without any text are left out. Nothing but one row is held in memory.

    Parameters
    ----------
    path
        A UTF-8 file with commas; a byte order mark and any line ends are taken.
    progress
        Called now and then with the number of bytes read so far.

    Raises
    ------
    PackageError
        With one fault, where the file stops to be readable.
    """
    other = irregular(path)
    if other:
        raise PackageError([Fault(str(path), None, "", other, "a file that can be read")])
    csv.field_size_limit(CELL_LIMIT)
    first = 1
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            if file.buffer.peek(2)[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
                raise PackageError([Fault(str(path), 1, "", "UTF-16", "a file in UTF-8")])
            reader = csv.reader(_clean_lines(file, path), strict=True, skipinitialspace=True)
            for number, row in enumerate(reader):
                if progress and number % 5000 == 0:
                    progress(file.buffer.tell())
                cells = [cell.strip() for cell in row]
                if any(cells):
                    yield first, cells
                first = reader.line_num + 1
            if progress:
                progress(file.buffer.tell())
    except UnicodeDecodeError:
        raise PackageError([_undecodable(path)]) from None
    except csv.Error as error:
        found = {
            "unexpected end of data": "a quote that is never closed",
            f"field larger than field limit ({CELL_LIMIT})": "a quote that is not closed or a cell without end",
        }.get(str(error), f"a row that cannot be read ({error})")
        expected = f"cells of at most {CELL_LIMIT:,} characters, quotes in pairs and doubled inside quotes"
        raise PackageError([Fault(str(path), first, "", found, expected)]) from None
    except OSError as error:
        raise PackageError([Fault(str(path), None, "", error.strerror, "a file that can be read")]) from None


def _clean_lines(file: Any, path: Path) -> Iterator[str]:
    for number, line in enumerate(file, 1):
        if "\0" in line:
            found = "a NUL byte" if line.count("\0") < len(line) // 3 else "NUL bytes as in UTF-16"
            raise PackageError([Fault(str(path), number, "", found, "text in UTF-8")])
        yield line


def _undecodable(path: Path) -> Fault:
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            try:
                line.decode("utf-8")
            except UnicodeDecodeError as error:
                byte = f"byte 0x{line[error.start]:02X} at place {error.start + 1} of the line"
                return Fault(str(path), number, "", byte, "UTF-8 (is the file saved as Windows-1251 or Latin-1?)")
    return Fault(str(path), None, "", "bytes that are no text", "UTF-8")
