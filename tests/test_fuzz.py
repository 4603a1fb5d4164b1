"""A short run of the fuzzer on each reader and on extraction, which scripts/fuzz.py runs for as long as one likes."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from kgbuild.readers import READERS

SCRIPT = Path(__file__).parents[1] / "scripts" / "fuzz.py"
RUNS = dict.fromkeys(READERS, 2000) | {"extract": 150}


@pytest.mark.skipif(importlib.util.find_spec("atheris") is None, reason="atheris has no build for this platform")
@pytest.mark.parametrize("form", RUNS)
def test_the_fuzzer_finds_no_input_that_crashes_or_hangs(form: str, tmp_path: Path) -> None:
    command = [sys.executable, str(SCRIPT), form, "--", f"-runs={RUNS[form]}", "-seed=7", "-print_final_stats=1"]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=300)
    assert ran.returncode == 0, ran.stderr[-3000:]
    assert f"Done {RUNS[form]} runs" in ran.stderr
    assert list(tmp_path.iterdir()) == []
