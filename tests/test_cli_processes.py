"""What the command line leaves behind: no process of a killed build, and no output that is not whole."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from kgbuild.cli import _buffered
from kgbuild.cli.console import USAGE

EXAMPLES = Path(__file__).parents[1] / "examples"
COMMAND = [sys.executable, "-m", "kgbuild", "build", str(EXAMPLES), "-q"]


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="lists processes by /proc, as Linux does")
def test_the_processes_of_a_killed_build_end_with_it(tmp_path: Path) -> None:
    running = subprocess.Popen([*COMMAND, "-j", "2"], cwd=tmp_path)
    listed = Path(f"/proc/{running.pid}/task/{running.pid}/children")
    started: list[str] = []
    while running.poll() is None and len(started) < 3:  # two that build, and one that tracks what they share
        started = listed.read_text().split()
        time.sleep(0.01)
    running.send_signal(signal.SIGKILL)
    running.wait()
    assert len(started) == 3
    for _ in range(1000):
        if not any(_runs(number) for number in started):
            return
        time.sleep(0.05)
    pytest.fail(f"still there: {started}")


def _runs(number: str) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_an_output_that_cannot_be_written_is_an_error(unbuffered: str) -> None:
    env = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([*COMMAND, "-o", "-"], env=env, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == USAGE
    assert b"No space left" in done.stderr


def test_a_stream_that_may_write_less_than_it_is_given_gets_a_buffer(tmp_path: Path) -> None:
    class Short(io.FileIO):
        def write(self, data: Any, /) -> int:
            return super().write(bytes(data)[:3])

    raw: Any = Short(tmp_path / "out", "w")
    with _buffered(io.TextIOWrapper(raw, "utf-8", write_through=True)) as stream:
        stream.write("all of it")
    assert (tmp_path / "out").read_text() == "all of it"


def test_a_stream_with_a_buffer_stays_as_it_is() -> None:
    stream = io.TextIOWrapper(io.BytesIO())
    assert _buffered(stream) is stream
