"""Files: one reader that says what kind of trouble there is, and writers that leave no halves."""

import os
import zipfile
from io import BytesIO

import pytest

from sanctionslab import KitError
from sanctionslab.files import (
    UnreadableFile,
    as_of,
    data_path,
    is_taken,
    read_csv,
    read_toml,
    written_whole,
    zipped,
)


def test_the_data_is_where_it_is_looked_for():
    assert data_path("law", "2397.toml").is_file()
    assert str(as_of()) > "2026"
    assert all(row["key"] for row in read_csv(data_path("items.csv")))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (None, "missing"),
        (b"a = \xff", "no text"),
        (b"a = ", "no TOML"),
        (b"a = " + b"[" * 100_000, "no TOML"),
    ],
)
def test_trouble_with_a_file_has_a_kind_and_a_reason(tmp_path, content, kind):
    path = tmp_path / "some.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UnreadableFile, match=r"some\.toml") as caught:
        read_toml(path)
    assert isinstance(caught.value, KitError)
    assert caught.value.kind == kind and caught.value.reason in str(caught.value)


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(UnreadableFile) as caught:
        read_toml(tmp_path)
    assert caught.value.kind == "closed"


def test_what_is_written_whole_is_there_and_nothing_else_is(tmp_path):
    path = tmp_path / "note.txt"
    with written_whole(path) as unfinished:
        unfinished.write_text("one")
        assert not path.exists() and unfinished.parent == tmp_path
    assert path.read_text() == "one" and os.listdir(tmp_path) == ["note.txt"]


def test_what_cannot_be_written_whole_leaves_what_was_there(tmp_path):
    path = tmp_path / "note.txt"
    path.write_text("old")
    with pytest.raises(RuntimeError), written_whole(path, replace=True) as unfinished:
        unfinished.write_text("half")
        raise RuntimeError
    assert path.read_text() == "old" and os.listdir(tmp_path) == ["note.txt"]


def test_a_file_is_replaced_only_where_that_is_asked_for(tmp_path):
    path = tmp_path / "note.txt"
    path.write_text("old")
    with pytest.raises(FileExistsError), written_whole(path) as unfinished:
        unfinished.write_text("new")
    with written_whole(path, replace=True) as unfinished:
        unfinished.write_text("new")
    assert path.read_text() == "new"


def test_a_link_goes_on_pointing_to_what_is_written(tmp_path):
    target, link = tmp_path / "there.txt", tmp_path / "here.txt"
    target.write_text("old")
    link.symlink_to(target)
    with written_whole(link, replace=True) as unfinished:
        unfinished.write_text("new")
    assert link.is_symlink() and target.read_text() == "new"


def test_a_place_is_taken_by_a_file_or_by_what_lies_in_a_folder(tmp_path):
    assert not is_taken(tmp_path) and not is_taken(tmp_path / "new")
    (tmp_path / "file").touch()
    assert is_taken(tmp_path) and is_taken(tmp_path / "file")


@pytest.mark.parametrize("compress", [True, False])
def test_a_zip_is_the_same_from_the_same_files(compress):
    entries = [("b.txt", b"two"), ("a.txt", b"one")]
    content = zipped(entries, compress=compress)
    assert content == zipped(iter(entries), compress=compress)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert [(name, archive.read(name)) for name in archive.namelist()] == entries
