"""What is shipped: a wheel that works in an empty environment, from any folder."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

from kgbuild.release import VERSION

ROOT = Path(__file__).parents[1]
ARTICLE = "= Port Grey prison =\n\nPort Grey prison is a prison in Kent, England. It was opened in 1901.\n"


def run(*command: str | Path, folder: Path) -> str:
    """Run a command in a folder, without the variables that would let it see this checkout, and return its output."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    done = subprocess.run(list(map(str, command)), cwd=folder, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the source distribution, and the wheel from it."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--outdir", folder, ROOT, folder=folder)
    return folder


@pytest.fixture(scope="module")
def wheel(dist: Path) -> Path:
    (found,) = dist.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel into an empty environment and return the folder of its commands."""
    folder = tmp_path_factory.mktemp("venv")
    venv.create(folder, with_pip=True)
    run(folder / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check", wheel, folder=folder)
    return folder / "bin"


def test_the_wheel_holds_the_package_its_data_and_its_licences_and_nothing_else(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    info = f"kgbuild-{VERSION}.dist-info"
    assert {f"{info}/licenses/LICENSE", f"{info}/licenses/LICENSE-CC0", "kgbuild/py.typed"} <= names
    assert {name.split("/")[0] for name in names} == {"kgbuild", info}
    for part in ("ontology", "shapes", "queries"):
        ours = {f"kgbuild/{path.relative_to(ROOT)}" for path in (ROOT / part).rglob("*") if path.is_file()}
        assert ours <= names
    assets = {path.name for path in (ROOT / "src/kgbuild/review").iterdir() if path.suffix in {".css", ".html", ".js"}}
    assert len(assets) == 4
    assert {f"kgbuild/review/{name}" for name in assets} <= names
    sources = {f"kgbuild/{path.relative_to(ROOT / 'src/kgbuild')}" for path in (ROOT / "src/kgbuild").rglob("*.py")}
    assert sources == {name for name in names if name.endswith(".py")}


def test_the_source_distribution_holds_what_the_tests_need(dist: Path) -> None:
    (archive,) = dist.glob("*.tar.gz")
    with tarfile.open(archive) as tar:
        names = {name.partition("/")[2] for name in tar.getnames()}
    assert {"Makefile", "README.md", "CHANGELOG.md", "tests/test_packaging.py", "examples/hoover-dam.txt"} <= names
    assert {"docs/pipeline.svg", "scripts/evaluate.py", "benchmarks/build.py"} <= names


def test_the_installed_command_builds_asks_and_validates_from_another_folder(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "port-grey.txt").write_text(ARTICLE)
    kgbuild = installed / "kgbuild"
    assert run(kgbuild, "--version", folder=tmp_path) == f"kgbuild {VERSION}\n"
    run(kgbuild, "build", "port-grey.txt", "--html", folder=tmp_path)
    assert "Port Grey prison" in (tmp_path / "out" / "pages" / "article" / "port-grey.html").read_text("utf-8")
    assert "Port Grey prison" in (tmp_path / "out" / "facts.ttl").read_text("utf-8")
    assert "kgb:Facility" in run(kgbuild, "query", "overview", folder=tmp_path)
    assert run(kgbuild, "query", "untraced", "-f", "csv", folder=tmp_path).count("\n") == 1
    for engine in ("pyshifty", "pyshacl"):
        run(kgbuild, "validate", "--articles", "port-grey.txt", "--engine", engine, folder=tmp_path)
    run(kgbuild, "derive", "--check", folder=tmp_path)


def test_the_installed_package_can_be_imported_and_is_the_installed_one(installed: Path, tmp_path: Path) -> None:
    script = "import kgbuild, sys; print(kgbuild.__file__); print(kgbuild.__version__)"
    where, version = run(installed / "python", "-c", script, folder=tmp_path).split()
    assert Path(where).is_relative_to(installed.parent)
    assert version == VERSION
