"""What the package offers to those who import it."""

from __future__ import annotations

import subprocess
import sys

import pytest

import kgbuild


def test_the_public_names_are_these_and_no_more_than_fifteen() -> None:
    assert kgbuild.__all__ == [
        "Article",
        "ArticleGraph",
        "Build",
        "Entity",
        "Evidence",
        "Fact",
        "KgbuildError",
        "Report",
        "Span",
        "__version__",
        "build",
        "query",
        "read",
        "validate",
    ]
    assert len(kgbuild.__all__) <= 15
    assert dir(kgbuild) == kgbuild.__all__


@pytest.mark.parametrize("name", kgbuild.__all__)
def test_every_public_name_is_there_and_documented(name: str) -> None:
    found = getattr(kgbuild, name)
    assert name == "__version__" or found.__doc__


def test_a_name_that_is_not_offered_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        _ = kgbuild.nothing


def test_importing_the_package_imports_nothing_that_takes_time() -> None:
    script = "import sys, kgbuild; print(*sorted(m for m in sys.modules if m.partition('.')[0] in sys.argv[1:]))"
    heavy = ["click", "pyoxigraph", "pyshacl", "pyshifty", "rdflib", "rich", "shifty", "yaml"]
    done = subprocess.run([sys.executable, "-c", script, *heavy], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_help_imports_click_and_nothing_else_that_takes_time() -> None:
    script = (
        "import sys\nfrom kgbuild.cli import run\nrun(['--help'])\n"
        "print(*sorted({m.partition('.')[0] for m in sys.modules} & set(sys.argv[1:])), file=sys.stderr)"
    )
    heavy = ["babel", "pyoxigraph", "pyshacl", "rdflib", "rich", "sentencex", "shifty", "yaml"]
    done = subprocess.run([sys.executable, "-c", script, *heavy], capture_output=True, text=True, check=True)
    assert done.stderr.split() == []
    assert "Usage: kgbuild" in done.stdout
