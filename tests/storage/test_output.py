"""Files are written whole through any links, with one writer at a time, and leave nothing beside them."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from planner.errors import BadInput
from planner.storage import unfinished
from planner.storage.lock import INSIDE, only_filler, only_writer
from planner.storage.output import folder_target, target, write, write_parts

HOLDS = """
import sys
from contextlib import nullcontext
from pathlib import Path
from planner.storage.lock import only_filler, only_writer
with {how}(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


@contextmanager
def another(how: str, path: Path) -> Iterator[None]:
    """Another process that holds the lock until it is killed."""
    command = [sys.executable, "-c", HOLDS.format(how=how), str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield
        process.kill()


def test_links_are_followed_and_stay(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "there.txt").write_text("old")
    for name, to in (("file", "real/there.txt"), ("dangling", "real/new.txt"), ("folder", "real"), ("two", "file")):
        (tmp_path / name).symlink_to(to)
    for link in ("file", "dangling", "folder/inside.txt", "two"):
        write(tmp_path / link, link)
    assert (tmp_path / "real" / "there.txt").read_text() == "two"
    assert (tmp_path / "real" / "new.txt").read_text() == "dangling"
    assert (tmp_path / "real" / "inside.txt").read_text() == "folder/inside.txt"
    assert all((tmp_path / name).is_symlink() for name in ("file", "dangling", "folder", "two"))
    assert names(tmp_path / "real") == {"there.txt", "new.txt", "inside.txt"}


def test_parts_beside_a_link_are_on_the_disk_of_its_target(tmp_path: Path) -> None:
    for name in ("parts", "elsewhere"):
        (tmp_path / name).mkdir()
    (tmp_path / "link").symlink_to("elsewhere/file")
    seen = []

    def content() -> Iterator[str]:
        seen.extend(path.parent.name for path in tmp_path.rglob(".planner-*"))
        yield "x"

    write_parts(tmp_path / "link", content(), by=tmp_path / "parts")
    assert seen == ["elsewhere"]


def test_links_in_a_circle_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    for path in (tmp_path / "a", tmp_path / "a" / "file"):
        with pytest.raises(BadInput) as found:
            write(path, "x")
        assert found.value.key == "file.circle"
    with pytest.raises(BadInput), only_filler(tmp_path / "a"):
        pass
    assert names(tmp_path) == {"a", "b"}


def test_a_folder_that_a_dangling_link_names_is_made(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("real")
    with only_filler(tmp_path / "link") as folder:
        write(folder / "file", "x")
    assert names(tmp_path / "real") == {"file"}
    assert (tmp_path / "link").is_symlink()


def test_permissions_of_what_is_replaced_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "private"
    path.write_text("old")
    path.chmod(0o600)
    write(path, "new")
    assert (path.read_text(), stat.S_IMODE(path.stat().st_mode)) == ("new", 0o600)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("missing/x", "write.missing"),
        ("file/x", "write.not_folder"),
        ("folder", "write.folder"),
        ("x" * 300, "write.long"),
    ],
)
def test_what_cannot_be_written_says_why(tmp_path: Path, name: str, why: str) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "folder").mkdir()
    with pytest.raises(BadInput) as found, only_writer(tmp_path / name):
        write(tmp_path / name, "x")
    assert found.value.values["why"].key == why
    assert names(tmp_path) == {"file", "folder"}


def test_the_longest_name_that_a_disk_takes_is_written(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 255)
    with only_writer(path):
        write(path, "x")
    assert names(tmp_path) == {path.name}


def test_a_full_disk_is_told() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no such device here")
    with pytest.raises(BadInput) as found:
        write(Path("/dev/full"), "x")
    assert found.value.values["why"].key == "write.full"


def test_nothing_stays_when_the_content_fails(tmp_path: Path) -> None:
    def content() -> Iterator[str]:
        yield "a"
        raise KeyboardInterrupt

    (tmp_path / "x").write_text("old")
    with pytest.raises(KeyboardInterrupt):
        write_parts(tmp_path / "x", content())
    assert (names(tmp_path), (tmp_path / "x").read_text()) == ({"x"}, "old")


def test_what_is_unfinished_goes_at_once(tmp_path: Path) -> None:
    with unfinished.unfinished(tmp_path / "file") as file, unfinished.unfinished(tmp_path / "folder") as folder:
        file.write_text("x")
        folder.mkdir()
        (folder / "inside").write_text("x")
        unfinished.clear()
        unfinished.STEADY.release()
        assert names(tmp_path) == set()


@pytest.mark.parametrize(("how", "lock"), [("only_writer", only_writer), ("only_filler", only_filler)])
def test_a_second_process_is_refused_until_the_first_is_dead(tmp_path: Path, how: str, lock: object) -> None:
    path = tmp_path / "out"
    (tmp_path / "link").symlink_to("out")
    with another(how, path):
        for name in ("out", "link"):
            with pytest.raises(BadInput) as found, lock(tmp_path / name):  # type: ignore[operator]
                pass
            assert (found.value.key, found.value.file) == ("file.held", str(tmp_path / name))
    with lock(path):  # type: ignore[operator]
        pass
    assert names(tmp_path) - {"out"} == {"link"}


def test_other_files_of_the_folder_are_free(tmp_path: Path) -> None:
    with only_writer(tmp_path / "a"), only_writer(tmp_path / "b"), only_filler(tmp_path):
        assert len(names(tmp_path)) == 3
    assert names(tmp_path) == set()


def test_a_lock_that_was_left_behind_means_nothing(tmp_path: Path) -> None:
    (tmp_path / INSIDE).write_text("anything")
    with only_filler(tmp_path):
        pass
    assert names(tmp_path) == set()


def test_a_folder_that_was_made_for_nothing_goes_again(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="stop"), only_filler(tmp_path / "a" / "b"):
        raise ValueError("stop")
    assert names(tmp_path) == set()


def test_devices_and_pipes_need_no_lock(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with only_writer(tmp_path / "pipe"), only_writer(tmp_path / "pipe"), only_writer(Path(os.devnull)):
        assert names(tmp_path) == {"pipe"}
    assert target(tmp_path / "pipe") == tmp_path / "pipe"


def test_a_file_is_no_folder_to_fill(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BadInput) as found:
        folder_target(tmp_path / "file")
    assert found.value.key == "file.not_folder"
