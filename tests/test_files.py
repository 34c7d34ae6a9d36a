"""A file is there whole or as it was."""

import pytest

from helpers.datapackage.read import InputError
from helpers.files import write_whole


def test_a_file_changes_place_whole_and_keeps_its_mode(tmp_path):
    path = tmp_path / "new" / "a.csv"
    write_whole(path, b"first")
    path.chmod(0o600)
    write_whole(path, b"second")
    assert path.read_bytes() == b"second" and path.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in path.parent.iterdir()] == ["a.csv"]


def test_what_cannot_be_written_is_named_and_leaves_the_old_one(tmp_path):
    (tmp_path / "a").write_text("no folder")
    with pytest.raises(InputError, match=r"a/b\.csv: found (Not a directory|File exists), expected a folder"):
        write_whole(tmp_path / "a" / "b.csv", b"x")
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "kept").write_text("kept")
    with pytest.raises(InputError, match="c: found Is a directory"):
        write_whole(tmp_path / "c", b"x")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a", "c"]
