"""What a spreadsheet, another system or another script does to a table is taken, if it says the same."""

import io
import json
import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.datapackage.check import check
from helpers.datapackage.read import InputError, PackageError, read_package
from small import event_row, fields, small_package, text, trade_row

PLAIN = [trade_row(1), trade_row(2, period="2020", value_usd="0"), trade_row(3, period="2021", value_usd="")]


@pytest.fixture
def folder(tmp_path):
    return small_package(tmp_path / "data", trade=PLAIN)


def rewrite(folder, change):
    """Change the bytes of the trade table."""
    path = folder / "trade.csv"
    path.write_bytes(change(path.read_bytes()))


def columns_reversed(data):
    frame = pd.read_csv(io.BytesIO(data), dtype=str, keep_default_na=False)
    return frame[frame.columns[::-1]].to_csv(index=False).encode()


def further_columns(data):
    lines = data.decode().splitlines()
    return "\n".join(
        f"{line},{'remark' if not n else f'own {n}'},{'=1' if n else 'sum'}" for n, line in enumerate(lines)
    ).encode()


def padded(data):
    return re.sub(rb"(?m),(?=[^,\n])", b" ,\t ", data)


HARMLESS = {
    "byte order mark": lambda data: b"\xef\xbb\xbf" + data,
    "CRLF": lambda data: data.replace(b"\n", b"\r\n"),
    "old Mac line ends": lambda data: data.replace(b"\n", b"\r"),
    "no line end at the end": lambda data: data.rstrip(b"\n"),
    "empty lines": lambda data: data.replace(b"\n", b"\n\n") + b"\n\n",
    "rows of commas only": lambda data: data + b",,,,,,,,,,,,,,\n" * 3,
    "columns in another order": columns_reversed,
    "further columns": further_columns,
    "padded cells and header": padded,
    "every cell in quotes": lambda data: b"\n".join(b",".join(b'"' + cell + b'"' for cell in line.split(b",")) for line in data.split(b"\n")[:-1]),
    "scientific notation": lambda data: data.replace(b"1500000", b"1.5E+06"),
    "decimals of zero": lambda data: data.replace(b"1500000", b"1500000.00"),
    "booleans of a spreadsheet": lambda data: data.replace(b"true", b"TRUE"),
    "no-break spaces around": lambda data: data.replace(b",PAK,", ",\u00a0PAK\u00a0,".encode()),
}  # fmt: skip


@pytest.mark.parametrize("name", HARMLESS)
def test_the_same_table_in_other_clothes_reads_the_same(folder, name):
    before = read_package(folder).tables["trade"]
    rewrite(folder, HARMLESS[name])
    assert [str(fault) for fault in check(folder)] == []
    pd.testing.assert_frame_equal(read_package(folder).tables["trade"], before)


@pytest.mark.parametrize(
    "title",
    [
        "زيارة الرئيس إلى آستانہ",
        "Visit 🎉 👩‍👩‍👧 of the president",
        "word " * 20_000,
        "«Визит», “quote”, 100 %",
        "a\nb",
        '"q"',
    ],
    ids=["right to left", "emoji", "long", "letters", "line break", "quotes"],
)
def test_text_of_any_kind_is_kept_to_the_letter(tmp_path, title):
    folder = small_package(tmp_path, events=[event_row(1, title=title, description=title)])
    assert check(folder) == []
    assert read_package(folder).tables["events"].loc[0, "title"] == title.strip()


def test_zero_stays_zero_and_empty_stays_missing(folder):
    values = read_package(folder).tables["trade"]["value_usd"]
    assert values[1] == 0 and pd.isna(values[2])


def test_rows_that_disagree_are_both_kept(tmp_path):
    rows = [trade_row(1), trade_row(2, value_usd="9000000", preferred="false", source_ids="2")]
    folder = small_package(tmp_path, trade=rows)
    assert check(folder) == []
    assert list(read_package(folder).tables["trade"]["value_usd"]) == [1_500_000, 9_000_000]


def test_tables_with_a_header_only_are_tables_without_rows(tmp_path):
    folder = small_package(tmp_path, trade=[], events=[], memberships=[], edges=[])
    assert check(folder) == []
    assert all(len(read_package(folder).tables[name]) == 0 for name in ("trade", "events", "memberships", "edges"))


def test_a_table_of_the_project_is_read_by_the_project_s_schema(folder):
    path = folder / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    for resource in descriptor["resources"]:
        resource["schema"] = {"fields": [{"name": "anything", "type": "any"}]}
        resource.pop("x-lens", None)
    path.write_text(json.dumps(descriptor), encoding="utf-8")
    package = read_package(folder)
    assert [spec["name"] for spec in package.fields("trade")] == fields("trade")
    assert package.resources["trade"]["x-lens"]["pair"] == {"parties": "parties"}
    assert check(folder) == []


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda d: d.update(cutoff="23.11.2026"), "found cutoff '23.11.2026', expected the information cut-off"),
        (lambda d: d.pop("cutoff"), "found cutoff None"),
        (lambda d: d.update(resources={}), "expected a data package with its tables as resources"),
        (lambda d: d.update(pairs="PAK-KAZ"), "expected a list of pairs"),
        (lambda d: d["resources"][0].update(path="../outside.csv"), "expected a file inside the folder of the package"),
        (lambda d: d["resources"][0].update(path="/etc/passwd"), "expected a file inside the folder of the package"),
        (lambda d: d["resources"][0].update(path="https://example.org/x.csv"), "expected a file inside the folder"),
        (lambda d: d["resources"].append(d["resources"][0]), "expected a name of its own"),
        (lambda d: d["resources"].append({"name": "own", "path": "own.csv"}), "expected a schema with fields"),
        (lambda d: d["resources"].append("trade"), "expected a name of its own"),
    ],
)
def test_a_descriptor_that_cannot_be_used_is_named(folder, change, message):
    path = folder / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    change(descriptor)
    path.write_text(json.dumps(descriptor), encoding="utf-8")
    for read in (read_package, check):
        with pytest.raises(InputError, match=re.escape(message)):
            read(folder)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe{\x00", b"[" * 100_000, b'{"resources": [{}]}'])
def test_a_descriptor_that_is_none_is_an_input_error(folder, content):
    (folder / "datapackage.json").write_bytes(content)
    with pytest.raises(InputError, match=r"datapackage.json: found .*, expected"):
        read_package(folder)


def test_a_link_that_leads_out_of_the_package_is_refused(folder, tmp_path):
    secret = tmp_path / "secret.csv"
    secret.write_text(text("trade", PLAIN), encoding="utf-8")
    (folder / "trade.csv").unlink()
    (folder / "trade.csv").symlink_to(secret)
    with pytest.raises(InputError, match="expected a file inside the folder of the package"):
        read_package(folder)


def test_reading_an_unreadable_table_tells_all_faults(folder):
    rewrite(folder, lambda data: data.replace(b"1500000", b"1,5 m").replace(b",0,", b",none,"))
    with pytest.raises(PackageError) as caught:
        read_package(folder)
    assert len(caught.value.faults) >= 2 and "trade.csv:2:" in str(caught.value)


FORMS = ("{!r}", "{:.6e}", "{:f}", "{:G}")


@settings(max_examples=8, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 9e14, allow_nan=False), st.sampled_from(FORMS)), min_size=1, max_size=40))
def test_every_way_to_write_a_number_reads_as_that_number(tmp_path_factory, values):
    written = [form.format(value) for value, form in values]
    rows = [trade_row(number, value_usd=cell) for number, cell in enumerate(written)]
    folder = small_package(tmp_path_factory.mktemp("n"), trade=rows)
    assert check(folder) == []
    assert list(read_package(folder).tables["trade"]["value_usd"]) == pytest.approx([float(cell) for cell in written])
