"""atheris over the readers: the bytes of a table and of a descriptor, mutated for a bounded time.

Run by ``make fuzz`` where atheris is installed (``pip install atheris``; Linux and macOS): one argument a libFuzzer
option such as ``-max_total_time=60``. A crash stops it and leaves the input beside; faults that are told are no crash.
"""

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(
    include=["helpers.datapackage.read", "helpers.datapackage.check", "helpers.periods", "helpers.edition"]
):
    from helpers.datapackage.check import check
    from helpers.datapackage.read import InputError, read_package
    from helpers.periods import period

sys.path.insert(0, str(Path(__file__).parents[1]))
import contextlib

from small import event_row, small_package, trade_row

FOLDER = small_package(Path(tempfile.mkdtemp()), trade=[trade_row(1)], events=[event_row(1)])
FILES = ("trade.csv", "events.csv", "sources.csv", "datapackage.json")
GOOD = {name: (FOLDER / name).read_bytes() for name in FILES}


def one(data: bytes) -> None:
    """Put mutated bytes in the place of a part of one file; the rest of the package is good."""
    source = atheris.FuzzedDataProvider(data)
    name = source.PickValueInList(list(FILES))
    start = source.ConsumeIntInRange(0, len(GOOD[name]))
    end = min(len(GOOD[name]), start + source.ConsumeIntInRange(0, 60))
    put = source.ConsumeBytes(200)
    (FOLDER / name).write_bytes(GOOD[name][:start] + put + GOOD[name][end:])
    try:
        if not check(FOLDER):
            read_package(FOLDER)
    except InputError:
        pass
    finally:
        (FOLDER / name).write_bytes(GOOD[name])
    with contextlib.suppress(ValueError):
        period(put.decode("utf-8", "ignore"))


if __name__ == "__main__":
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()
