"""What the documentation shows is what happens: README, docstrings, help, pictures."""

from __future__ import annotations

import doctest
import importlib
import os
import pkgutil
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

import kgbuild
from kgbuild.cli import console, verbs
from kgbuild.pipeline import FILES
from kgbuild.release import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
MODULES = sorted(found.name for found in pkgutil.walk_packages(kgbuild.__path__, "kgbuild."))


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def commands() -> Iterator[tuple[str, str]]:
    """Yield each command of the README's console blocks with the output shown below it."""
    for block in blocks("console"):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            yield command, output


def matches(shown: str, real: str) -> bool:
    """Tell whether the real output is what is shown: '...' stands for anything, on a line of its own for any lines."""
    pattern = re.escape(shown.rstrip()).replace(re.escape("..."), ".*?")
    return re.fullmatch(rf"{pattern}\s*", real, re.DOTALL) is not None


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which the README's commands can be run: with the examples, and kgbuild on the path."""
    found = tmp_path_factory.mktemp("readme")
    (found / "examples").symlink_to(ROOT / "examples")
    return found


def test_every_command_of_the_readme_prints_what_the_readme_shows(folder: Path) -> None:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    env = {**os.environ, "PATH": path, "COLUMNS": "100"}
    found = list(commands())
    assert len(found) >= 8
    for command, shown in found:
        done = subprocess.run(
            ["bash", "-c", command], cwd=folder, env=env, text=True, stdout=-1, stderr=subprocess.STDOUT, check=False
        )
        assert matches(shown, done.stdout), f"$ {command}\n{done.stdout}\nis not what the README shows:\n{shown}"


def test_the_python_of_the_readme_prints_what_the_readme_shows(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    found = blocks("pycon")
    assert found
    for block in found:
        test = doctest.DocTestParser().get_doctest(block, {}, "README", "README.md", 0)
        result = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test)
        assert result.attempted
        assert not result.failed


@pytest.mark.parametrize(
    ("shown", "real", "same"),
    [
        ("a\nb\n", "a\nb\n", True),
        ("a\n...\nz\n", "a\nb\nc\nz\n", True),
        ("a ... z", "a bc z\n", True),
        ("a\nb\n", "a\nc\n", False),
        ("a\n...\nz\n", "a\nb\n", False),
        ("a", "a\nb\n", False),
        ("", "a\n", False),
    ],
)
def test_what_differs_from_the_readme_is_found(shown: str, real: str, same: bool) -> None:
    assert matches(shown, real) is same


@pytest.mark.parametrize("name", verbs.commands)
def test_the_readme_speaks_of_every_verb(name: str) -> None:
    assert f"kgbuild {name}" in README


@pytest.mark.parametrize("name", FILES)
def test_the_readme_speaks_of_every_output(name: str) -> None:
    assert f"`{name}`" in README


def test_the_readme_speaks_of_every_status() -> None:
    for status, meaning in re.findall(r"^ +(\d+)  (.*)$", console.STATUSES, re.MULTILINE):
        assert f"| {status} | {meaning} |" in README


def test_the_readme_names_the_targets_that_make_has() -> None:
    rules = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z]+)\b", README))
    assert {"demo", "test"} <= named <= rules


def test_links_of_the_readme_lead_to_files_that_are_there() -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_changelog_tells_of_this_release_first() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    first = re.findall(r"^## \[(.*?)\]", text, re.MULTILINE)
    assert first[0] in {VERSION, "Unreleased"}
    assert VERSION in first


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_are_true(name: str) -> None:
    result = doctest.testmod(importlib.import_module(name), raise_on_error=False)
    assert result.failed == 0


def test_the_example_of_the_package_is_true() -> None:
    result = doctest.testmod(kgbuild)
    assert result.attempted
    assert result.failed == 0


@pytest.mark.parametrize("name", ["pipeline", "graph"])
def test_the_pictures_are_in_the_readme_and_can_be_drawn_anew(name: str, tmp_path: Path) -> None:
    assert f"(docs/{name}.svg)" in README
    subprocess.run([sys.executable, str(ROOT / "docs" / "make_pictures.py"), str(tmp_path)], check=True)
    for file in (ROOT / "docs" / f"{name}.svg", tmp_path / f"{name}.svg"):
        picture = ElementTree.parse(file).getroot()
        assert picture.tag.endswith("svg")
        assert picture.findtext("{http://www.w3.org/2000/svg}title")
