"""The verbs 'wikidata index' and 'link', and the rows that go in and come out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from kgbuild.cli import run
from kgbuild.errors import ReadError
from kgbuild.linkers.wikidata import rows

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Hoeryong is a city in North Hamgyong Province."
ROW = {"id": 7, "title": "Hoeryong", "text": TEXT, "spans": [[0, 8], [22, 45]]}


@pytest.fixture
def index(tmp_path: Path) -> Path:
    assert run(["wikidata", "index", "-o", str(tmp_path / "index"), "-q"]) == 0
    return tmp_path / "index"


def linked(lines: str, index: Path, tmp_path: Path) -> tuple[int, list[dict[str, Any]]]:
    (tmp_path / "mentions.jsonl").write_text(lines, "utf-8")
    out = tmp_path / "out.jsonl"
    status = run(["link", "--mentions", str(tmp_path / "mentions.jsonl"), "--index", str(index), "-o", str(out)])
    return status, [json.loads(line) for line in out.read_text("utf-8").splitlines()]


def test_each_span_gets_a_link_with_its_candidates(index: Path, tmp_path: Path) -> None:
    status, [row] = linked(json.dumps(ROW) + "\n", index, tmp_path)
    assert status == 0
    assert row["id"] == 7
    assert [link["span"] for link in row["links"]] == ROW["spans"]
    assert [link["qid"] for link in row["links"]] == ["Q48888", "Q109361"]
    for link in row["links"]:
        assert link["candidates"][0]["id"] == link["qid"]
        assert link["score"] == link["candidates"][0]["score"]
        assert {"id", "value"} == set(link["candidates"][0]["features"][0])


def test_words_that_lead_to_a_page_are_linked_to_its_item(index: Path, tmp_path: Path) -> None:
    row = {"id": 1, "title": "A", "text": "It is near the camp.", "spans": [[11, 19]]}
    _, [without] = linked(json.dumps(row), index, tmp_path)
    _, [led] = linked(json.dumps(row | {"pages": ["Hoeryong concentration camp"]}), index, tmp_path)
    assert [found["links"][0]["qid"] for found in (without, led)] == [None, "Q704797"]


def test_a_broken_line_is_told_and_the_others_are_linked(
    index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, found = linked("{broken\n" + json.dumps(ROW) + "\n", index, tmp_path)
    assert (status, len(found)) == (2, 1)
    assert "mentions.jsonl:1" in capsys.readouterr().err


def test_an_index_that_is_there_is_not_replaced_unasked(index: Path) -> None:
    assert run(["wikidata", "index", "-o", str(index)]) == 3
    assert run(["wikidata", "index", "-o", str(index), "--force", "-q"]) == 0


def test_without_an_index_nothing_is_done(tmp_path: Path) -> None:
    (tmp_path / "mentions.jsonl").write_text("", "utf-8")
    assert run(["link", "--mentions", str(tmp_path / "mentions.jsonl"), "--index", str(tmp_path / "none")]) == 3


@pytest.mark.parametrize(
    "change",
    [
        {"spans": [[0, 999]]},
        {"spans": [[5, 5]]},
        {"spans": [[-1, 3]]},
        {"spans": [["a", 3]]},
        {"spans": 3},
        {"text": 5},
        {"pages": ["A"]},
    ],
)
def test_a_row_with_spans_that_are_none_is_an_error(change: dict[str, Any]) -> None:
    with pytest.raises(ReadError, match=r"x:1: "):
        rows.read(json.dumps(ROW | change).encode(), "x:1")


@pytest.mark.parametrize("line", [b"\xff\xfe", b"[]", b"5", b"{}", b"[" * 100_000])
def test_a_line_that_is_no_row_is_an_error(line: bytes) -> None:
    with pytest.raises(ReadError, match=r"x:1: "):
        rows.read(line, "x:1")
