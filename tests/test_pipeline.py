"""The whole way, on real articles: what holds of every build."""

from __future__ import annotations

import io
import json
import pickle
import random
import subprocess
import warnings
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest
import rdflib

from conftest import SHARED, from_rdflib
from kgbuild import queries
from kgbuild.account import Limits
from kgbuild.account import of as account_of
from kgbuild.errors import KgbuildError, ReadError
from kgbuild.extractors.log import SILENCE
from kgbuild.model import ArticleGraph, Source
from kgbuild.output import GENERATOR
from kgbuild.pipeline import FILES, Build, article_graph, build, distinct
from kgbuild.queries import Table
from kgbuild.readers import read
from kgbuild.shacl import ENGINES
from kgbuild.vocabulary import KGB

if TYPE_CHECKING:
    from kgbuild.model import Article

EXAMPLES = Path(__file__).parents[1] / "examples"
PARSERS = Path(__file__).parents[1] / "scripts" / "parsers"
RDFLIB = {"all.ttl": "turtle", "all.nq": "nquads", "all.trig": "trig", "all.jsonld": "json-ld"}
MODEL = SHARED / "articles" / "chongjin.txt"


def articles(*paths: Path) -> list[Article]:
    return [article for path in paths for article in read(path.read_bytes(), path.name)]


def written(built: Build) -> dict[str, bytes]:
    found = {}
    for name, write in built.files().items():
        file = io.BytesIO()
        write(file)
        found[name] = file.getvalue()
    return found


@pytest.fixture(scope="module")
def examples() -> Build:
    return build(articles(*EXAMPLES.glob("*.txt")))


@pytest.fixture(scope="module")
def account(examples: Build) -> dict[str, Any]:
    return examples.account()


@pytest.fixture(scope="module")
def model() -> Build:
    if not MODEL.is_file():
        pytest.skip("the model article is not beside this checkout")
    return build(articles(MODEL))


def test_the_examples_are_of_all_kinds_and_give_facts_each(examples: Build) -> None:
    kinds = {entity.kind for graph in examples.graphs for entity in graph.entities if entity.iri == graph.subject}
    assert kinds >= {"Facility", "Person", "Event", "Organization"}
    assert len(examples.graphs) >= 6
    assert all(graph.facts for graph in examples.graphs)


def test_the_examples_conform(examples: Build) -> None:
    assert [r for r in examples.report.results if r.severity == "violation"] == []


def test_every_output_is_written_and_is_not_empty(examples: Build) -> None:
    assert set(FILES) == set(examples.files())
    assert all(content.strip() for content in written(examples).values())


def test_the_same_articles_give_the_same_bytes_whatever_their_order_and_number(examples: Build) -> None:
    given = articles(*EXAMPLES.glob("*.txt")) * 2
    random.Random(7).shuffle(given)
    assert written(build(given)) == written(examples)


def test_a_pool_of_processes_gives_what_one_process_gives(examples: Build) -> None:
    given = articles(*EXAMPLES.glob("*.txt"))
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        assert written(build(given, mapped=pool.map)) == written(examples)


def test_what_an_article_gives_can_be_sent_to_another_process(examples: Build) -> None:
    for graph in examples.graphs:
        copy = pickle.loads(pickle.dumps(graph))
        assert isinstance(copy, ArticleGraph)
        assert copy == graph
        assert article_graph(copy.article, examples.base) == graph


def test_no_triple_of_the_examples_is_without_words(examples: Build) -> None:
    _assert_traced(examples)


def test_no_triple_of_the_model_article_is_without_words(model: Build) -> None:
    _assert_traced(model)


def _assert_traced(built: Build) -> None:
    store = ox.Store()
    store.extend(built.quads)
    for quad in built.quads:
        store.add(ox.Quad(quad.subject, quad.predicate, quad.object))
    claims = queries.run(f"SELECT ?c {{ ?c a <{KGB}Claim> }}", store)
    untraced = queries.run("untraced", store)
    assert isinstance(claims, Table)
    assert isinstance(untraced, Table)
    assert claims.rows
    assert untraced.rows == ()


def test_the_model_article_conforms_and_its_three_contradictions_are_warnings(model: Build) -> None:
    assert model.report.conforms
    told = [d for d in model.diagnostics if d.severity == "warning"]
    assert any("580 m2" in d.message and "500 m" in d.message for d in told)
    assert any("1500 ft" in d.message for d in told)
    assert any("2010" in d.message for d in told)
    assert not any("72" in d.message for d in told)


def test_all_engines_find_the_same() -> None:
    reports = [build(articles(EXAMPLES / "hoover-dam.txt"), engine=engine).report for engine in ENGINES]
    assert [report.engine for report in reports] == list(ENGINES)
    assert reports[0].results
    assert all(report.results == reports[0].results for report in reports)


def test_conflicts_that_validation_finds_are_in_the_claims_both_ways(model: Build) -> None:
    pairs = {(q.subject, q.object) for q in model.quads if q.predicate == ox.NamedNode(KGB + "conflictsWith")}
    assert pairs
    assert pairs == {(b, a) for a, b in pairs}
    homes = {q.graph_name for q in model.quads if q.predicate == ox.NamedNode(KGB + "conflictsWith")}
    assert all(str(home).endswith("/claims>") for home in homes)


def test_the_base_is_where_all_instances_are_named(examples: Build) -> None:
    base = "https://data.example.net/x/"
    other = build([examples.graphs[0].article], base=base)
    assert all(str(quad.subject).startswith(f"<{base}") for quad in other.quads)
    assert str(other.graphs[0].subject).startswith(base)


@pytest.mark.parametrize(
    "base", ["", "kg/", "https://example.org/kg", "https://example.org/#", "https://example.org/a b/"]
)
def test_a_base_to_which_nothing_can_be_added_is_refused(base: str) -> None:
    with pytest.raises(KgbuildError, match="cannot be the base"):
        build([], base=base)


@pytest.mark.parametrize("name", ["all.ttl", "all.nq", "all.trig", "all.jsonld"])
def test_pyoxigraph_rdflib_and_a_parser_outside_of_python_read_the_same(
    examples: Build, name: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(written(examples)[name])
    triples = {quad.triple for quad in examples.quads}
    expected = {ox.Quad(*triple) for triple in triples} if name == "all.ttl" else set(examples.quads)
    form = ox.RdfFormat.from_extension(path.suffix[1:])
    assert form is not None
    assert set(ox.parse(path=str(path), format=form)) == expected
    dataset = rdflib.Dataset()
    with warnings.catch_warnings():  # rdflib's parsers call what rdflib has deprecated
        warnings.simplefilter("ignore", DeprecationWarning)
        dataset.parse(path, format=RDFLIB[name])
        assert from_rdflib(dataset) == expected
    if not (PARSERS / "node_modules").is_dir():
        pytest.skip("the parsers outside of Python are not installed: npm ci --prefix scripts/parsers")
    done = subprocess.run(["node", str(PARSERS / "parse.mjs"), str(path)], capture_output=True, check=True)
    assert set(ox.parse(done.stdout, format=ox.RdfFormat.N_QUADS)) == expected


def test_rdflib_gets_all_quads(examples: Build) -> None:
    dataset = examples.to_rdflib()
    assert len(dataset) == len({quad.triple for quad in examples.quads})
    assert {str(graph.identifier) for graph in dataset.graphs()} >= {
        quad.graph_name.value for quad in examples.quads if isinstance(quad.graph_name, ox.NamedNode)
    }


def test_two_different_articles_of_one_name_are_an_error_that_names_both_files() -> None:
    (one,) = read(b"= A =\n\nA is a prison.\n", "a.txt")
    (other,) = read(b"= A =\n\nA is a dam.\n", "A.txt")
    with pytest.raises(ReadError, match=r"A\.txt, a\.txt: different articles"):
        build([one, other])


def test_an_article_under_two_file_names_is_one_whichever_comes_first() -> None:
    (one,) = read(b"= A =\n\nA is a prison.\n", "a.txt")
    other = replace(one, source=Source(name="A.txt"))
    assert distinct([one, other]) == distinct([other, one]) == (other,)


def test_the_account_names_its_generator_and_counts_what_the_articles_gave(
    examples: Build, account: dict[str, Any]
) -> None:
    assert account["generator"]["name"] == GENERATOR
    assert account["totals"]["articles"] == len(examples.graphs)
    assert account["totals"]["facts"] == sum(len(graph.facts) for graph in examples.graphs)
    assert sum(account["relations"].values()) == account["totals"]["facts"]
    assert sum(account["totals"]["triples"].values()) == len(examples.quads)


def test_the_account_of_an_article_tells_every_sentence_every_entry_and_every_drop(
    examples: Build, account: dict[str, Any]
) -> None:
    for graph, row in zip(examples.graphs, account["articles"], strict=True):
        told = row["sentences"]
        assert told["total"] == len(graph.sentences) == told["with_facts"] + sum(told["without_facts"].values())
        assert [s["start"] for s in told["each"]] == [s.start for s in sorted(graph.sentences)]
        assert all(bool(s["facts"]) != ("why" in s) for s in told["each"])
        dropped = [drop for drop in graph.drops if drop.reason not in SILENCE]
        assert row["dropped"]["total"] == len(dropped) == sum(row["dropped"]["by_reason"].values())
        assert row["infobox"]["entries"] == sum(len(box.entries) for box in graph.article.infoboxes)
        silent = [sentence for sentence in told["each"] if not sentence["facts"]]
        passages = [*silent, *row["infobox"]["unknown_keys"], *row["dropped"]["passages"]]
        for passage in passages:
            assert graph.article.text[passage["start"] : passage["end"]] == passage["words"]
            place = f"{row['file']}:{passage['line']}:{passage['column']}"
            assert graph.article.place(passage["start"]) == place


def test_an_unknown_infobox_key_is_told() -> None:
    (article,) = read(b"= A =\n\nInfobox prison\n- Name: A\n- Zorkmids: 3\n\nA is a prison.\n", "a.txt")
    (row,) = build([article]).account()["articles"]
    assert [entry["key"] for entry in row["infobox"]["unknown_keys"]] == ["Zorkmids"]


def test_unknown_infobox_keys_are_counted_over_all_articles() -> None:
    texts = [f"= {name} =\n\nInfobox prison\n- Zorkmids: 3\n- Quuxes: 4\n\n{name} is a prison.\n" for name in "AB"]
    texts[1] = texts[1].replace("- Quuxes: 4\n", "")
    told = build(a for n, text in enumerate(texts) for a in read(text.encode(), f"{n}.txt")).account()
    assert told["unknown_infobox_keys"] == {"total": 3, "different": 2, "keys": {"Zorkmids": 2, "Quuxes": 1}}
    assert list(told["unknown_infobox_keys"]["keys"]) == ["Zorkmids", "Quuxes"]
    assert told["totals"]["unknown_infobox_keys"] == 3


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("Grass grows quickly.", "no trigger"),
        ("The opening hours were long.", "no pattern"),
        ("It was never closed in 1990.", "dropped: negated"),
        ("x" * 5000 + ".", "sentence too long"),
    ],
)
def test_the_account_tells_why_a_sentence_gave_nothing(sentence: str, why: str) -> None:
    (article,) = read(f"= Port Grey prison =\n\n{sentence}\n".encode(), "a.txt")
    account = build([article]).account()
    (row,) = account["articles"][0]["sentences"]["each"]
    assert (row["facts"], row["why"], row["words"]) == (0, why, sentence)
    assert account["silent_sentences"] == {why: 1}


def test_details_of_an_account_end_where_counts_go_on(examples: Build, account: dict[str, Any]) -> None:
    limits = Limits(articles=3, of_list=2, rows=7)
    short = account_of(examples.graphs, examples.quads, examples.report, examples.diagnostics, (), limits)
    counted = ("totals", "relations", "dropped", "silent_sentences")
    assert [short[key] for key in counted] == [account[key] for key in counted]
    assert len(short["articles"]) == 3
    assert short["articles_left_out"] == len(examples.graphs) - 3
    sentences = short["articles"][0]["sentences"]
    assert len(sentences["each"]) == 2
    assert sentences["each_left_out"] == sentences["total"] - 2
    last = short["articles"][2]["dropped"]
    assert last["passages"] == []
    assert last["passages_left_out"] == last["total"]


def test_the_account_tells_which_inputs_could_not_be_read(examples: Build) -> None:
    error = ReadError("no title", place="b.txt:1:1", hint="begin the file with '= Title ='")
    rows = examples.account([error])["problems"]
    assert rows == [{"place": "b.txt:1:1", "message": "no title", "hint": "begin the file with '= Title ='"}]


def test_report_json_is_the_account(examples: Build, account: dict[str, Any]) -> None:
    assert json.loads(written(examples)["report.json"]) == account


def test_report_ttl_is_a_validation_report_with_every_result(examples: Build) -> None:
    content = written(examples)["report.ttl"]
    store = ox.Store()
    store.load(content, format=ox.RdfFormat.TURTLE)
    sh = "http://www.w3.org/ns/shacl#"
    results = list(store.quads_for_pattern(None, ox.NamedNode(f"{sh}result"), None))
    conforms = list(store.quads_for_pattern(None, ox.NamedNode(f"{sh}conforms"), ox.Literal(True)))
    assert len(results) == len(examples.report.results)
    assert len(conforms) == 1
