"""What a user waits for: whole processes, beside plain rdflib + pySHACL doing less, in one run.

python benchmarks/build.py [ARTICLE]
"""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

import pyoxigraph as ox

from kgbuild.shacl.graphs import read
from kgbuild.shacl.validator import background, standard_shapes

HERE = Path(__file__).parent
EXAMPLES = HERE.parent / "examples"
RUNS = 5


def seconds(command: list[str]) -> float:
    """Run a command and return how long it took, from the start of the process to its end."""
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - began


def compared(commands: dict[str, list[str]]) -> dict[str, float]:
    """Return the median time of each command; they take turns, so that a busy moment hits all of them."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(RUNS):
        for name, command in commands.items():
            times[name].append(seconds(command))
    return {name: statistics.median(taken) for name, taken in times.items()}


def write_shapes(folder: Path) -> Path:
    """Write our shapes as one file, and beside it the background graphs that they import."""
    for name, paths in {"shapes": standard_shapes(), "background": background().values()}.items():
        triples = [triple for path in paths for triple in read(path)]
        ox.serialize(triples, str(folder / f"{name}.ttl"), format=ox.RdfFormat.TURTLE)
    return folder / "shapes.ttl"


def main() -> None:
    """Measure and print a table."""
    article = Path(sys.argv[1]) if len(sys.argv) > 1 else EXAMPLES / "hoover-dam.txt"
    python = [sys.executable]
    kgbuild = [*python, "-m", "kgbuild"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        one, eight, plain = (str(folder / part) for part in ("one", "eight", "plain"))
        Path(plain).mkdir()
        subprocess.run([*kgbuild, "build", str(article), "-q", "-o", one], check=True)
        shapes = write_shapes(folder)
        nothing = "import rdflib, pyshacl"
        taken = compared(
            {
                "python -c pass": [*python, "-c", "pass"],
                "kgbuild --help": [*kgbuild, "--help"],
                "kgbuild build, one article": [*kgbuild, "build", str(article), "-q", "-o", one],
                f"kgbuild build, {len(list(EXAMPLES.glob('*.txt')))} articles": [
                    *kgbuild, "build", str(EXAMPLES), "-q", "-o", eight,
                ],
                "the same with --engine pyshacl": [
                    *kgbuild, "build", str(article), "-q", "-o", one, "--engine", "pyshacl",
                ],
                "plain: import rdflib, pyshacl": [*python, "-c", nothing],
                "plain: the quads of one article": [
                    *python, str(HERE / "plain.py"), one, str(shapes), plain,
                ],
            }
        )  # fmt: skip
        quads = len((folder / "one" / "all.nq").read_text("utf-8").splitlines())
    base = taken["kgbuild build, one article"]
    print(f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cores, median of {RUNS};")
    print(", ".join(f"{part} {version(part)}" for part in ("rdflib", "pyshacl", "pyoxigraph", "pyshifty")))
    print(f"{article.name}: {quads} quads\n")
    print(f"{'what':36} {'seconds':>8} {'ratio':>7}")
    for what, time_ in taken.items():
        print(f"{what:36} {time_:8.2f} {time_ / base:7.2f}")


if __name__ == "__main__":
    main()
