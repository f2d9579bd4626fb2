"""Files: one reader that says what kind of trouble there is, and writers that leave no halves."""

import os
import stat
import subprocess
import sys
import zipfile
from io import BytesIO

import pytest

from sanctionslab import KitError
from sanctionslab.files import (
    Kept,
    UnreadableFile,
    as_of,
    data_path,
    folder_whole,
    is_taken,
    places,
    read_csv,
    read_toml,
    write_whole,
    written_whole,
    zipped,
)


def test_the_data_is_where_it_is_looked_for():
    assert data_path("law", "2397.toml").is_file()
    assert str(as_of()) > "2026"
    assert all(row["key"] for row in read_csv(data_path("items.csv")))


def test_an_installed_kit_has_its_data_in_the_package_and_a_checkout_beside_it(
    tmp_path, monkeypatch
):
    monkeypatch.delenv("SANCTIONSLAB_DATA", raising=False)
    package = tmp_path / "sanctionslab"
    monkeypatch.setattr(places, "__file__", str(package / "files" / "places.py"))
    find = places._data_folder.__wrapped__  # which remembers nothing
    assert find() == tmp_path.resolve() / "data"
    (package / "data").mkdir(parents=True)
    (tmp_path / "data").mkdir()
    assert find() == package.resolve() / "data"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (None, "missing"),
        (b"a = \xff", "no text"),
        (b"a = ", "no TOML"),
        (b"a = " + b"[" * 100_000, "no TOML"),
        (b"a = " + b"1" * 5_000, "no TOML"),
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


@pytest.mark.parametrize("read", [read_toml, read_csv])
def test_a_folder_is_no_file_and_what_is_not_there_is_none(tmp_path, read):
    for path, kind in ((tmp_path, "closed"), (tmp_path / "none", "missing")):
        with pytest.raises(UnreadableFile) as caught:
            read(path)
        assert caught.value.kind == kind


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


def test_a_text_is_written_with_plain_line_feeds_and_over_nothing(tmp_path):
    path = tmp_path / "note.txt"
    write_whole(path, "дело\n북한\n")
    with pytest.raises(FileExistsError):
        write_whole(path, "another")
    assert path.read_bytes() == "дело\n북한\n".encode()
    write_whole(path, "another", replace=True)
    assert path.read_text() == "another"


def test_nothing_is_written_through_a_link(tmp_path):
    target, link = tmp_path / "there.txt", tmp_path / "here.txt"
    target.write_text("old")
    link.symlink_to(target)
    with pytest.raises(KitError, match="is a link"), written_whole(link, replace=True):
        pytest.fail("it went on")
    with pytest.raises(KitError, match="is a link"), folder_whole(link):
        pytest.fail("it went on")
    assert link.is_symlink() and target.read_text() == "old"


def test_a_link_that_is_planted_meanwhile_is_not_written_through(tmp_path):
    target, path = tmp_path / "there.txt", tmp_path / "here.txt"
    target.write_text("old")
    with pytest.raises(Kept) as caught, written_whole(path) as unfinished:
        unfinished.write_text("new")
        path.symlink_to(target)
    assert target.read_text() == "old" and path.is_symlink()
    assert caught.value.place == tmp_path / "here-2.txt" and "it is there by now" in str(
        caught.value
    )
    assert caught.value.place.read_text() == "new"


def test_a_file_that_appears_meanwhile_stays_and_so_does_the_work(tmp_path):
    path = tmp_path / "note.txt"
    with pytest.raises(Kept, match=r"note-3\.txt") as caught, written_whole(path) as unfinished:
        unfinished.write_text("mine")
        path.write_text("of another")
        (tmp_path / "note-2.txt").write_text("of another")
    assert path.read_text() == (tmp_path / "note-2.txt").read_text() == "of another"
    assert caught.value.place.read_text() == "mine"
    assert sorted(os.listdir(tmp_path)) == ["note-2.txt", "note-3.txt", "note.txt"]


def test_a_name_that_cannot_be_replaced_costs_no_work(tmp_path):
    """A file that another program has open is such a name on Windows, a folder everywhere."""
    path = tmp_path / "grades.csv"
    with pytest.raises(Kept) as caught, written_whole(path, replace=True) as unfinished:
        unfinished.write_text("work")
        path.mkdir()
    assert caught.value.place.read_text() == "work"
    assert "it is there by now" not in str(caught.value)
    is_open = tmp_path / "open.csv"
    is_open.write_text("old")
    with is_open.open() as other:
        try:
            with written_whole(is_open, replace=True) as unfinished:
                unfinished.write_text("work")
            place = is_open
        except Kept as kept:
            place = kept.place
        other.close()
    assert place.read_text() == "work"


def test_a_file_that_is_replaced_keeps_its_rights(tmp_path):
    path = tmp_path / "grades.csv"
    path.write_text("old")
    path.chmod(0o600)
    with written_whole(path, replace=True) as unfinished:
        unfinished.write_text("new")
    assert path.stat().st_mode & 0o077 == (0 if os.name == "posix" else 0o066)


@pytest.mark.parametrize("name", ["a b.txt", "дело 1.txt", "북한.txt", "n" * 240])
def test_any_name_that_a_file_can_have_will_do(tmp_path, name):
    folder = tmp_path / "Мои файлы"
    folder.mkdir()
    with written_whole(folder / name) as unfinished:
        unfinished.write_text("one")
    assert os.listdir(folder) == [name]


@pytest.mark.parametrize("place", ["a\0b.toml", "a\ud800b.toml", 5, None, b"a.toml"])
def test_what_names_no_place_is_refused(place):
    with pytest.raises(KitError, match="A place is named by a text"):
        read_toml(place)
    with pytest.raises(KitError, match="A place is named by a text"), written_whole(place):
        pytest.fail("it went on")


def test_a_folder_is_there_when_all_is_in_it(tmp_path):
    place = tmp_path / "new" / "deep" / "site"
    with folder_whole(place) as unfinished:
        (unfinished / "a.txt").write_text("one")
        assert not place.exists()
    assert [path.name for path in place.iterdir()] == ["a.txt"]
    (tmp_path / "empty").mkdir()
    with folder_whole(tmp_path / "empty") as unfinished:
        (unfinished / "a.txt").write_text("one")
    with pytest.raises(OSError), folder_whole(tmp_path / "empty") as unfinished:
        (unfinished / "b.txt").write_text("two")
    with pytest.raises(RuntimeError), folder_whole(tmp_path / "half") as unfinished:
        raise RuntimeError
    assert sorted(os.listdir(tmp_path)) == ["empty", "new"]
    assert os.listdir(tmp_path / "empty") == ["a.txt"]


ENDLESS = """
import sys, time
from sanctionslab.files import written_whole
with written_whole(sys.argv[1], replace=True) as unfinished:
    unfinished.write_text("half")
    print("half", flush=True)
    time.sleep(60)
"""


def test_a_process_that_is_killed_in_the_middle_leaves_what_was_there(tmp_path):
    path = tmp_path / "note.txt"
    path.write_text("old")
    with subprocess.Popen(
        [sys.executable, "-c", ENDLESS, str(path)], stdout=subprocess.PIPE, encoding="utf-8"
    ) as writer:
        assert writer.stdout.readline() == "half\n"
        writer.kill()
    assert path.read_text() == "old"
    with written_whole(path, replace=True) as unfinished:
        unfinished.write_text("new")
    assert path.read_text() == "new"


ONE_OF_TWO = """
import sys
from sanctionslab.files import Kept, written_whole
try:
    with written_whole(sys.argv[1]) as unfinished, unfinished.open("w") as file:
        print("begun", flush=True)
        sys.stdin.readline()
        file.write(sys.argv[2] * 100_000)
except Kept as kept:
    print(kept.place, flush=True)
"""


def test_of_two_processes_each_writes_its_own_whole(tmp_path):
    path = tmp_path / "note.txt"
    two = [
        subprocess.Popen(
            [sys.executable, "-c", ONE_OF_TWO, str(path), letter],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        for letter in "ab"
    ]
    assert [writer.stdout.readline() for writer in two] == ["begun\n"] * 2
    for writer in two:
        writer.communicate("go on\n")
        assert writer.returncode == 0
    texts = [place.read_text() for place in sorted(tmp_path.iterdir())]
    assert sorted(texts) == ["a" * 100_000, "b" * 100_000]
    assert sorted(os.listdir(tmp_path)) == ["note-2.txt", "note.txt"]


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
        for entry in archive.infolist():  # on Unix, anybody may read it and its owner write
            assert entry.create_system == 3
            assert stat.filemode(entry.external_attr >> 16) == "-rw-r--r--"
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)  # no zip file knows an earlier moment


def test_a_zip_is_small_where_that_is_asked_for():
    entries = [("a.txt", b"one " * 1_000)]
    assert len(zipped(entries, compress=True)) < 1_000 < 4_000 < len(zipped(entries))
