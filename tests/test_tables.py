"""Tables are read strictly: what is said twice or is no YAML is told with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kgbuild import tables
from kgbuild.assets import ONTOLOGY
from kgbuild.errors import VocabularyError

if TYPE_CHECKING:
    from pathlib import Path


def test_table_is_read_as_yaml(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("a: [1, é]\nb: {c: null}\n", "utf-8")
    assert tables.read(path) == {"a": [1, "é"], "b": {"c": None}}


def test_empty_file_is_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("# only a comment\n", "utf-8")
    assert tables.read(path) is None


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (b"a: 1\nb: 2\na: 3\n", r"^a\.yaml:1:1: the key 'a' occurs twice"),
        (b"- {b: 1}\n- {c: 2, c: 3}\n", r"^a\.yaml:2:3: the key 'c' occurs twice"),
        (b"a: [1,\nb: 2\n", r"^a\.yaml:\d+:\d+: "),
        (b"a: \xff\n", r"^a\.yaml: "),
        (b"a: 1\x00\n", r"^a\.yaml: "),
        (b"a: !!python/object:os.system {}\n", r"^a\.yaml:1:4: "),
    ],
)
def test_malformed_table_is_told_with_its_place(tmp_path: Path, text: bytes, problem: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(text)
    with pytest.raises(VocabularyError) as raised:
        tables.read(path)
    raised.match(problem)


@pytest.mark.parametrize("path", sorted(ONTOLOGY.rglob("*.yaml")), ids=lambda path: path.name)
def test_every_table_of_the_ontology_can_be_read(path: Path) -> None:
    assert tables.read(path)
