"""Tables and parameters made up by hypothesis: a fault is told or the package is read, nothing else happens.

In the suite a short run; ``make fuzz`` searches longer and lets atheris mutate the bytes of a table.
"""

import contextlib
import os
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers.countries import parse_pair
from helpers.datapackage.check import check
from helpers.datapackage.read import Fault, InputError, read_package
from helpers.periods import parse_as_of, period
from small import event_row, fields, small_package, trade_row

RUNS = int(os.environ.get("FUZZ_RUNS", "15"))
AT_LENGTH = settings(max_examples=RUNS, deadline=None, suppress_health_check=list(HealthCheck))
ROWS = {"trade": trade_row, "events": event_row}
NEAR = st.sampled_from(
    ["", " ", "0", "-1", "1e5", "1e400", "NaN", "2019", "2019-02-30", "44545", "03/04/2019", "2019/20", "PAK", "PK", "KAZ;PAK",
     "PAK\u200b", "=1+1", '"', '"a', "a,b", "\n", "\r\n", "\x00", "true", "TRUE", "1;2", "99", "\ufeff", "9" * 400, "²", "٣"]
)  # fmt: skip
CELLS = st.one_of(NEAR, st.text(max_size=12))


def told_or_read(folder):
    """The faults of a package; if there are none it can be read."""
    faults = check(folder)
    assert all(isinstance(fault, Fault) and fault.found and fault.expected for fault in faults)
    assert all("\x00" not in str(fault) and len(str(fault)) < 2000 for fault in faults)
    if faults:
        with contextlib.suppress(InputError):
            read_package(folder)
    else:
        read_package(folder)
    return faults


@AT_LENGTH
@given(table=st.sampled_from(sorted(ROWS)), data=st.data())
def test_any_cells_are_told_or_read(tmp_path_factory, table, data):
    columns = data.draw(st.lists(st.sampled_from(fields(table)), min_size=1, max_size=4, unique=True))
    changes = {column: data.draw(CELLS) for column in columns}
    told_or_read(small_package(tmp_path_factory.mktemp("f"), **{table: [ROWS[table](1), ROWS[table](2, **changes)]}))


@AT_LENGTH
@given(cut=st.integers(0, 400), put=st.one_of(st.binary(max_size=20), NEAR.map(str.encode)), drop=st.integers(0, 30))
def test_any_bytes_are_told_or_read(tmp_path_factory, cut, put, drop):
    folder = small_package(tmp_path_factory.mktemp("f"), trade=[trade_row(1), trade_row(2)])
    path = folder / "trade.csv"
    content = path.read_bytes()
    path.write_bytes(content[:cut] + put + content[cut + drop :])
    told_or_read(folder)


@AT_LENGTH
@given(st.text(max_size=40) | st.from_regex(r"[0-9]{4}[-/][0-9]{2}([-/][0-9]{2,4})?(-[0-9]{2})?"))
def test_any_parameter_is_understood_or_refused(text):
    try:
        first, second = parse_pair(text)
        assert (
            first != second and len(first + second) == 6 and (first + second).isascii() and (first + second).isalpha()
        )
    except InputError as error:
        assert "expected" in str(error)
    try:
        assert isinstance(parse_as_of(text), date)
    except InputError as error:
        assert "expected an ISO 8601 date" in str(error)
    try:
        found = period(text)
        assert found.start <= found.end and found.label
    except ValueError as error:
        assert "expected" in str(error)
