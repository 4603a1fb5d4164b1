"""Builds in batches: what they come to, whatever the number of batches and of processes."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from kgbuild.batches import MAX_TEXT, Intake
from kgbuild.errors import WriteError
from kgbuild.model import Span
from kgbuild.pipeline import build
from kgbuild.readers import read
from kgbuild.streaming import FILES, NOTICE, Totals, parts, write
from kgbuild.vocabulary import KGB
from readers.exports import export, page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from kgbuild.model import Article

EXAMPLES = Path(__file__).parents[1] / "examples"
WIKI = export(
    page("Hoover Dam", 1, text="'''Hoover Dam''' is a dam in [[Nevada]]. It is 726.4 ft high."),
    page("Boulder Dam", 2, redirect="Hoover Dam"),
    page("Dam (disambiguation)", 3),
    page("Alcatraz", 4, text="'''Alcatraz''' was a prison in [[California]]. It was opened in 1934."),
)


def examples() -> Iterator[tuple[str, Article]]:
    for path in sorted(EXAMPLES.glob("*.txt"))[:4]:
        yield from ((path.name, article) for article in read(path.read_bytes(), path.name))


def built(
    folder: Path, found: Iterable[tuple[str, Article]], *, size: int = MAX_TEXT, jobs: int = 1
) -> dict[str, bytes]:
    with Intake(found, size=size) as intake, Totals(intake) as totals:
        write(folder, parts(intake, jobs=jobs), totals)
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return built(tmp_path_factory.mktemp("one") / "out", examples())


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return built(tmp_path_factory.mktemp("many") / "out", examples(), size=1)


def test_one_batch_is_written_as_the_build_of_its_articles(one: dict[str, bytes], tmp_path: Path) -> None:
    build(article for _, article in examples()).write(tmp_path / "out")
    assert one == {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("all.nq", ox.RdfFormat.N_QUADS),
        ("all.trig", ox.RdfFormat.TRIG),
        ("all.jsonld", ox.RdfFormat.JSON_LD),
        ("all.ttl", ox.RdfFormat.TURTLE),
        ("facts.ttl", ox.RdfFormat.TURTLE),
        ("report.ttl", ox.RdfFormat.TURTLE),
    ],
)
def test_many_batches_hold_what_one_does(
    name: str, form: ox.RdfFormat, one: dict[str, bytes], many: dict[str, bytes]
) -> None:
    assert set(ox.parse(many[name], format=form)) == set(ox.parse(one[name], format=form))


def test_no_quad_is_written_twice(many: dict[str, bytes]) -> None:
    lines = many["all.nq"].splitlines()
    assert len(lines) == len(set(lines))


def test_a_document_of_json_that_grew_is_one(one: dict[str, bytes], many: dict[str, bytes]) -> None:
    whole, grown = (json.loads(files["all.jsonld"]) for files in (one, many))
    assert grown["@context"] == whole["@context"]
    assert {graph["@id"] for graph in grown["@graph"]} == {graph["@id"] for graph in whole["@graph"]}
    assert len(grown["@graph"]) == len(whole["@graph"])


def test_the_account_of_many_batches_has_the_sums_of_one(one: dict[str, bytes], many: dict[str, bytes]) -> None:
    whole, grown = (json.loads(files["report.json"]) for files in (one, many))
    assert grown.pop("batches") == 4
    for name in ("totals", "relations", "dropped", "silent_sentences", "unknown_infobox_keys", "problems"):
        assert grown[name] == whole[name], name
    assert sorted(grown["articles"], key=lambda a: str(a["slug"])) == whole["articles"]
    told = [sorted(map(json.dumps, each["validation"].pop("results"))) for each in (whole, grown)]
    assert told[0] == told[1]
    assert grown["validation"] == whole["validation"]


def test_several_processes_write_what_one_does(many: dict[str, bytes], one: dict[str, bytes], tmp_path: Path) -> None:
    assert built(tmp_path / "many", examples(), size=1, jobs=2) == many
    assert built(tmp_path / "one", examples(), jobs=2) == one


@pytest.fixture(scope="module")
def wiki(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    found = [("dump.xml", article) for article in read(WIKI, "dump.xml")]
    return built(tmp_path_factory.mktemp("wiki") / "out", found)


def test_redirects_are_told_in_the_graph_of_the_article(wiki: dict[str, bytes]) -> None:
    quads = [q for q in ox.parse(wiki["all.nq"], format=ox.RdfFormat.N_QUADS) if q.predicate.value.endswith("edFrom")]
    ((subject, title, graph),) = {
        (q.subject, q.object, q.graph_name) for q in quads if q.predicate == ox.NamedNode(KGB + "redirectedFrom")
    }
    assert str(subject).endswith("/article/hoover-dam>")
    assert title == ox.Literal("Boulder Dam", language="en")
    assert str(graph).endswith("/graph/hoover-dam/meta>")


def test_pages_that_are_no_articles_are_counted_in_the_report(wiki: dict[str, bytes]) -> None:
    told: dict[str, Any] = json.loads(wiki["report.json"])
    assert told["no_articles"] == {"disambiguation": 1, "redirect": 1}
    assert told["totals"]["articles"] == 2


def test_licences_and_whom_they_want_named_are_in_the_outputs(wiki: dict[str, bytes]) -> None:
    licence = "https://creativecommons.org/licenses/by-sa/4.0/"
    (source,) = json.loads(wiki["report.json"])["sources"]
    assert source == {"licence": licence, "attribution": "Wikipedia contributors", "articles": 2}
    for name in ("facts.ttl", "all.ttl", "all.trig", NOTICE):
        assert b"by Wikipedia contributors, licence: " + licence.encode() in wiki[name].splitlines()[0]
    said = {(str(q.predicate), q.object) for q in ox.parse(wiki["all.nq"], format=ox.RdfFormat.N_QUADS)}
    assert ("<https://schema.org/license>", ox.Literal(licence)) in said
    assert ("<https://schema.org/creditText>", ox.Literal("Wikipedia contributors")) in said


def test_without_licences_there_is_no_notice(one: dict[str, bytes]) -> None:
    assert NOTICE not in one
    assert set(one) == set(FILES) - {NOTICE}


def test_a_build_that_fails_on_the_way_leaves_the_old_one(one: dict[str, bytes], tmp_path: Path) -> None:
    class LostError(Exception):
        pass

    def failing() -> Iterator[tuple[str, Article]]:
        yield from list(examples())[:2]
        raise LostError

    folder = tmp_path / "out"
    before = built(folder, list(examples())[:1])
    with pytest.raises(LostError):
        built(folder, failing(), size=1)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize(("size", "jobs"), [(1, 1), (1, 2), (MAX_TEXT, 1), (MAX_TEXT, 2)])
def test_an_article_that_cannot_be_quoted_is_told_and_the_others_are_built(
    size: int, jobs: int, tmp_path: Path
) -> None:
    dam, redirect, other, prison = read(WIKI, "dump.xml")
    found = [("dump.xml", page) for page in (replace(dam, title_span=Span(2, 2)), redirect, other, prison)]
    told: list[str] = []
    with Intake(found, lambda error: told.append(str(error)), size) as intake, Totals(intake) as totals:
        account = write(tmp_path / "out", parts(intake, jobs=jobs), totals)
    assert [row["title"] for row in account["articles"]] == ["Alcatraz"]
    (problem,) = account["problems"]
    assert problem["place"].startswith("dump.xml:")
    assert told == [f"{problem['place']}: {problem['message']}"]
    assert b"hoover-dam" not in (tmp_path / "out" / "all.nq").read_bytes()


def test_where_no_article_can_be_quoted_there_is_nothing_to_write() -> None:
    found = [(path, replace(article, title_span=Span(2, 2))) for path, article in examples()]
    with Intake(found) as intake:
        assert list(parts(intake)) == []
        assert intake.counts["problems"] == len(found)


def test_a_folder_that_is_no_build_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(WriteError):
        built(tmp_path, list(examples())[:1])
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_no_more_is_read_ahead_than_is_bounded() -> None:
    taken = 0

    def counted() -> Iterator[tuple[str, Article]]:
        nonlocal taken
        for one in examples():
            taken += 1
            yield one

    with Intake(counted(), size=1) as intake:
        made = parts(intake, only=("all.nq",))
        next(made)
        assert taken == 2


@pytest.mark.parametrize(("size", "jobs"), [(1, 1), (1, 2), (MAX_TEXT, 1), (MAX_TEXT, 2)])
def test_every_article_that_is_done_is_told(size: int, jobs: int) -> None:
    told: list[int] = []
    with Intake(list(examples())[:3], size=size) as intake:
        made = list(parts(intake, jobs=jobs, only=("all.nq",), progress=told.append))
    assert told == [1, 1, 1]
    assert [list(one.outputs) for one in made] == [["all.nq"]] * (3 if size == 1 else 1)
