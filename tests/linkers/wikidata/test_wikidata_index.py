from __future__ import annotations

import bz2
import gzip
import json
from typing import TYPE_CHECKING

import pytest

from conftest import SHARED
from kgbuild.errors import ReadError
from kgbuild.linkers.wikidata import index as indexing
from kgbuild.linkers.wikidata import names, source
from kgbuild.linkers.wikidata.index import CONSONANTS, INITIALS, ROMANIZED, Index, Progress, build
from linkers.wikidata.entities import ENTITIES, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DUMP = SHARED / "data" / "wikidata" / "sample-dump.json.bz2"
CAMP = 717991


def dump() -> str:
    return "[\n" + ",\n".join(json.dumps(entity) for entity in ENTITIES) + "\n]\n"


@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("dump.json", lambda text: text.encode()),
        ("dump.json.gz", lambda text: gzip.compress(text.encode())),
        ("dump.json.bz2", lambda text: bz2.compress(text.encode())),
    ],
)
def test_a_dump_is_read_as_it_is_packed(name: str, pack: Callable[[str], bytes], tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(pack(dump()))
    done = build([tmp_path / name], tmp_path / "index")
    assert (done.items, done.bad) == (len(ENTITIES), 0)
    with Index(tmp_path / "index") as index:
        camp = index.item(CAMP)
        assert camp is not None
        assert (camp.label, camp.description, camp.sitelinks) == ("Chongjin camp", "political prison in North Korea", 2)
        assert camp.coordinates == (41.833486, 129.725597)
        assert camp.years == (1965, None)
        assert {name.kind for name in camp.names} == {"label", "alias", "title"}


def test_what_an_item_is_an_instance_of_is_closed_over_what_is_above(tmp_path: Path) -> None:
    build([write(tmp_path)], tmp_path / "index")
    with Index(tmp_path / "index") as index:
        assert index.classes(CAMP) == {source.number("Q152081"), source.number("Q40357")}


def test_what_wikimedia_keeps_for_itself_is_left_out(tmp_path: Path) -> None:
    build([write(tmp_path)], tmp_path / "index")
    with Index(tmp_path / "index") as index:
        assert len(index) == len(ENTITIES) - 1
        assert index.with_key(names.bare("Category of a kind")) == []
        assert index.with_words(["category"]) == []


def test_an_item_is_found_by_each_form_of_its_names(tmp_path: Path) -> None:
    build([write(tmp_path)], tmp_path / "index")
    with Index(tmp_path / "index") as index:
        for key in (
            "camp 25",
            names.bare("Chongjin concentration camp"),
            ROMANIZED + names.romanized("Ch'ŏngjin camp"),
            CONSONANTS + names.consonants("Chongjan camp"),
            INITIALS + "ccc",
        ):
            assert CAMP in index.with_key(key), key
        assert CAMP in {item for item, _ in index.with_words(["chongjin"])}


def test_a_broken_off_build_goes_on_and_gives_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexing, "BATCH", 2)
    (tmp_path / "dump.json").write_text(dump(), "utf-8")

    def stop(at: Progress) -> None:
        if at.lines >= 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build([tmp_path / "dump.json"], tmp_path / "index", stop)
    assert not (tmp_path / "index").exists()
    seen: list[int] = []
    done = build([tmp_path / "dump.json"], tmp_path / "index", lambda at: seen.append(at.lines))
    assert done.items == len(ENTITIES)
    assert min(seen) > 4
    build([tmp_path / "dump.json"], tmp_path / "other")
    with Index(tmp_path / "index") as one, Index(tmp_path / "other") as other:
        assert [one.item(number) for number in (CAMP, 423, 152081)] == [
            other.item(number) for number in (CAMP, 423, 152081)
        ]


@pytest.mark.parametrize(
    ("line", "kept", "bad"),
    [
        ("not an entity", 0, 1),
        ('{"id": "Q423", "labels": 5}', 0, 1),
        ('{"id": "P31", "labels": {}}', 0, 0),
        ('{"id": "Q423", "labels": {"en": {"language": "en", "value": "half \\ud800"}}}', 1, 0),
        ("Q423\tNorth Korea\ten\talias", 1, 0),
        ("Q423\tNorth Korea\ten\tnickname", 0, 1),
        ("X1\tNorth Korea", 0, 1),
        ("[" * 100_000, 0, 1),
        ('{"a":' * 100_000, 0, 1),
    ],
)
def test_a_line_that_is_no_entity_is_counted_and_passed_over(line: str, kept: int, bad: int, tmp_path: Path) -> None:
    (tmp_path / "mixed").write_text(f"Q884\tSouth Korea\n{line}\n", "utf-8")
    done = build([tmp_path / "mixed"], tmp_path / "index")
    assert (done.items, done.bad) == (1 + kept, bad)


def test_a_source_without_entities_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("nothing\n", "utf-8")
    with pytest.raises(ReadError, match="no entities"):
        build([tmp_path / "text"], tmp_path / "index")


def test_a_packed_file_that_is_cut_off_is_told_with_its_line(tmp_path: Path) -> None:
    packed = gzip.compress("\n".join(f"Q423\tname {n} {n * n}" for n in range(5000)).encode())
    (tmp_path / "table.gz").write_bytes(packed[: len(packed) // 2])
    with pytest.raises(ReadError, match=r"table\.gz:\d+: cannot be read"):
        build([tmp_path / "table.gz"], tmp_path / "index")


def test_what_is_no_index_is_told(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("nothing of the kind" * 100, "utf-8")
    with pytest.raises(ReadError, match="is no index"):
        Index(tmp_path / "text")
    with pytest.raises(FileNotFoundError):
        Index(tmp_path / "absent")


@pytest.mark.skipif(not DUMP.exists(), reason="a sample of the real dump is not here")
def test_a_sample_of_the_real_dump_is_read(tmp_path: Path) -> None:
    done = build([DUMP], tmp_path / "index")
    assert (done.items, done.bad) == (100, 0)
    with Index(tmp_path / "index") as index:
        assert index.with_key("belgium")
