"""A folder that is written whole or not at all: also if the writer is killed, at whatever step."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import BinaryIO

import pytest

from kgbuild.errors import WriteError
from kgbuild.output import GENERATOR, MARKER, replace

REPORT = json.dumps({"generator": {"name": GENERATOR}}).encode()

# Writes a folder and kills itself at the n-th step that Python reports to its auditors. Prints that it came through.
KILLED = """
import signal, sys, os
from functools import partial
from pathlib import Path
from kgbuild import output
from kgbuild.output import replace
import fcntl, ctypes, shutil
def put(content, file):
    file.write(content)
step = 0
def audit(event, arguments):
    global step
    if event.split(".")[0] in {"open", "os", "shutil", "fcntl", "ctypes"}:
        step += 1
        if step == int(sys.argv[2]):
            os.kill(os.getpid(), signal.SIGKILL)
if "swaps" not in sys.argv:
    output._SWAPS.clear()  # as on a system that cannot exchange two folders in one step
sys.addaudithook(audit)
replace(Path(sys.argv[1]), {name: partial(put, sys.argv[3].encode()) for name in ("facts.ttl", "report.json")})
print("written")
"""


def put(content: bytes, file: BinaryIO) -> None:
    file.write(content)


def fail(file: BinaryIO) -> None:
    file.write(b"half")
    raise OSError(28, "No space left on device")


def write(folder: Path, content: bytes = b"new", *, force: bool = False) -> None:
    files = {"facts.ttl": partial(put, content), MARKER: partial(put, REPORT)}
    replace(folder, files, force=force)


def read(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_folder_holds_the_files_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    write(tmp_path / "deep" / "out")
    assert read(tmp_path / "deep" / "out") == {"facts.ttl": b"new", MARKER: REPORT}
    assert names(tmp_path / "deep") == ["out"]


def test_an_earlier_build_is_replaced(tmp_path: Path) -> None:
    write(tmp_path / "out", b"old")
    write(tmp_path / "out", b"new")
    assert read(tmp_path / "out")["facts.ttl"] == b"new"
    assert names(tmp_path) == ["out"]


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    write(tmp_path / "out")
    assert read(tmp_path / "out")["facts.ttl"] == b"new"


@pytest.mark.parametrize(
    "marker", [None, b"{}", b"[]", b"not JSON", b'{"generator": {"name": "other"}}', b'{"generator": 1}']
)
def test_a_folder_that_is_no_build_is_refused_and_kept(tmp_path: Path, marker: bytes | None) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_bytes(b"years of work")
    if marker is not None:
        (tmp_path / "out" / MARKER).write_bytes(marker)
    before = read(tmp_path / "out")
    with pytest.raises(WriteError, match="is not an earlier build"):
        write(tmp_path / "out")
    assert read(tmp_path / "out") == before
    assert names(tmp_path) == ["out"]
    write(tmp_path / "out", force=True)
    assert set(read(tmp_path / "out")) == {"facts.ttl", MARKER}


def test_what_somebody_put_into_a_build_is_not_removed_unasked(tmp_path: Path) -> None:
    write(tmp_path / "out", b"old")
    (tmp_path / "out" / "notes.txt").write_bytes(b"mine")
    with pytest.raises(WriteError, match=r"holds what no build wrote: notes\.txt"):
        write(tmp_path / "out")
    assert read(tmp_path / "out")["notes.txt"] == b"mine"


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"a file")
    with pytest.raises(WriteError, match="is a file"):
        write(tmp_path / "out", force=True)
    assert (tmp_path / "out").read_bytes() == b"a file"


def test_the_current_folder_and_those_around_it_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    for folder in (".", "..", "/", str(tmp_path)):
        with pytest.raises(WriteError, match="current folder"):
            write(Path(folder), force=True)


def test_a_link_to_a_folder_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "out").symlink_to("real")
    write(tmp_path / "out")
    assert (tmp_path / "out").is_symlink()
    assert read(tmp_path / "real")["facts.ttl"] == b"new"


def test_a_writer_that_fails_leaves_the_old_build_and_nothing_else(tmp_path: Path) -> None:
    write(tmp_path / "out", b"old")
    with pytest.raises(WriteError, match="No space left"):
        replace(tmp_path / "out", {"facts.ttl": fail, MARKER: partial(put, REPORT)})
    assert read(tmp_path / "out") == {"facts.ttl": b"old", MARKER: REPORT}
    assert names(tmp_path) == ["out"]


def test_a_folder_that_cannot_be_made_is_an_error_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(WriteError, match="file"):
        write(tmp_path / "file" / "out")


def report(**more: object) -> dict[str, bytes]:
    content = json.dumps({"generator": {"name": GENERATOR}, **more}).encode()
    return {"facts.ttl": content, MARKER: content}


def killed(folder: Path, step: int, content: str, swaps: bool) -> int:
    command = [sys.executable, "-c", KILLED, str(folder), str(step), content, *["swaps"] * swaps]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode in {0, -signal.SIGKILL}, done.stderr
    return done.returncode


@pytest.mark.parametrize("swaps", [True, False], ids=["swaps", "renames"])
@pytest.mark.parametrize("earlier", [True, False], ids=["earlier", "first"])
def test_a_killed_writer_leaves_all_of_the_old_or_all_of_the_new(tmp_path: Path, earlier: bool, swaps: bool) -> None:
    old, new = report(), report(new=True)
    outcomes = set()
    for step in range(1, 200):
        folder = tmp_path / str(step) / "out"
        if earlier:
            replace(folder, {name: partial(put, content) for name, content in old.items()})
        if killed(folder, step, new[MARKER].decode(), swaps) == 0:
            break
        aside = folder.with_name(".out.kgbuild-old")
        kept = folder if swaps or folder.exists() or not aside.exists() else aside
        found = read(kept) if kept.exists() else None
        assert found in (old if earlier else None, new)
        outcomes.add(found == new)
        with pytest.raises(WriteError):
            replace(folder, dict.fromkeys(old, fail))
        assert (read(folder) if folder.exists() else None) == found
        write(folder)
        assert names(folder.parent) == ["out"]
    else:
        pytest.fail("the writer never came to its end")
    assert outcomes == {True, False}
    assert step > 10


def test_writers_of_one_folder_wait_for_each_other(tmp_path: Path) -> None:
    command = [sys.executable, "-c", KILLED, str(tmp_path / "out"), "0"]
    contents = [json.dumps({"generator": {"name": GENERATOR}, "by": number}) for number in range(6)]
    running = [subprocess.Popen([*command, content], stderr=subprocess.PIPE, text=True) for content in contents]
    for process in running:
        _, errors = process.communicate()
        assert process.returncode == 0, errors
    found = read(tmp_path / "out")
    assert found["facts.ttl"] == found[MARKER]
    assert found[MARKER].decode() in contents
    assert names(tmp_path) == ["out"]
