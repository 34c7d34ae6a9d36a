"""Any harmless form of a table becomes one text, its values stay, and what cannot be read is left alone."""

import csv
import io
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import cli
from helpers.datapackage.canonical import canonical, natural, rewrite
from helpers.datapackage.check import check
from helpers.datapackage.read import DEFAULT_DATA, read_descriptor, read_package
from small import small_package, trade_row


def test_the_project_s_own_tables_are_canonical():
    for resource in read_descriptor(DEFAULT_DATA)["resources"]:
        path = DEFAULT_DATA / resource["path"]
        assert canonical(path, resource["schema"]) == path.read_text(encoding="utf-8"), path.name


def test_every_form_of_a_table_becomes_the_same_bytes(tmp_path):
    rows = [trade_row(number, period=str(2000 + number), value_usd=str(number * 1000)) for number in range(1, 13)]
    first = small_package(tmp_path / "first", trade=rows)
    rewrite(first)
    want = (first / "trade.csv").read_bytes()
    other = small_package(tmp_path / "other", trade=rows)
    table = list(csv.reader(io.StringIO((other / "trade.csv").read_text())))
    order = list(range(len(table[0])))
    random.Random(1).shuffle(order)
    body = table[1:]
    random.Random(2).shuffle(body)
    value = table[0].index("value_usd")
    for row in body:
        row[value] = f"+{float(row[value]) / 1000:.0f}e3"
        row[table[0].index("preferred")] = "TRUE"
        row[table[0].index("parties")] = "KAZ ; PAK;"
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(
        [f" {row[place]} " for place in order] for row in [table[0], *body]
    )
    (other / "trade.csv").write_bytes(b"\xef\xbb\xbf" + out.getvalue().encode())
    before = read_package(other).tables["trade"].sort_values("trade_id", ignore_index=True)
    assert other / "trade.csv" in rewrite(other)
    assert (other / "trade.csv").read_bytes() == want
    after = read_package(other).tables["trade"].sort_values("trade_id", ignore_index=True)
    assert before.equals(after) and rewrite(other) == [] and check(other) == []


def test_a_changed_row_is_a_changed_line(tmp_path):
    rows = [trade_row(number, period=str(2000 + number)) for number in range(1, 13)]
    folder = small_package(tmp_path / "data", trade=rows)
    rewrite(folder)
    before = (folder / "trade.csv").read_text().splitlines()
    moved = [trade_row(3, period="2003", value_usd="7"), *(row for row in rows if row["trade_id"] != "T3")]
    small_package(folder, trade=moved)
    rewrite(folder)
    after = (folder / "trade.csv").read_text().splitlines()
    assert sum(old != new for old, new in zip(before, after, strict=True)) == 1


def test_further_columns_stay_behind_the_others(tmp_path):
    folder = small_package(tmp_path / "data", trade=[trade_row(1)])
    path = folder / "trade.csv"
    header, row = path.read_text().splitlines()
    path.write_text(f"mine,{header}\nkept,{row}\n")
    rewrite(folder)
    assert path.read_text().splitlines()[0] == f"{header},mine"
    assert path.read_text().splitlines()[1].endswith(",kept")


@pytest.mark.parametrize("damage", [b"\xff\xfe", b'a,b\n"open', b"trade_id,period\nT1,2019\n", b""])
def test_what_cannot_be_read_stays_as_it_is_and_is_told(tmp_path, damage, capsys):
    folder = small_package(tmp_path / "data", trade=[trade_row(1)])
    (folder / "trade.csv").write_bytes(damage)
    assert cli.main(["check", "--fix", "--data", str(folder)]) == 2
    assert (folder / "trade.csv").read_bytes() == damage and "trade.csv" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("cell", "want"),
    [
        ("1e6", "1000000"),
        ("3.3e-05", "0.000033"),
        ("0.30", "0.30"),
        ("+5", "5"),
        ("007", "7"),
        (".5", "0.5"),
        ("-0.40", "-0.40"),
        ("5.", "5"),
    ],
)
def test_a_number_is_written_plainly_with_its_digits(tmp_path, cell, want):
    path = tmp_path / "t.csv"
    path.write_text(f"id,value\n1,{cell}\n")
    schema = {"fields": [{"name": "id"}, {"name": "value", "type": "number"}], "primaryKey": "id"}
    assert canonical(path, schema) == f"id,value\n1,{want}\n"


@given(st.lists(st.from_regex(r"[A-Za-z]{0,2}[0-9]{1,4}", fullmatch=True), unique=True), st.randoms())
def test_the_order_is_total_and_natural(keys, chance):
    assert sorted(chance.sample(keys, len(keys)), key=natural) == sorted(keys, key=natural)
    assert sorted(["T10", "T9", "t1"], key=natural) == ["t1", "T9", "T10"]
