"""Every output: same content, same bytes; and all forms hold the same triples, whoever reads them."""

from __future__ import annotations

import io
import os
import random
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import example, given
from hypothesis import strategies as st

from conftest import BASE, article, extraction, from_rdflib
from kgbuild import rdf
from kgbuild.errors import WriteError
from kgbuild.linkers import link
from kgbuild.model import ArticleGraph, Claim, Evidence, Extraction, Mention
from kgbuild.vocabulary import KGB, PREFIXES
from kgbuild.writers import WRITERS
from kgbuild.writers.content import Content

if TYPE_CHECKING:
    from collections.abc import Sequence

PARSERS = Path(__file__).parents[2] / "scripts" / "parsers"
DATASETS = ("all.nq", "all.trig", "all.jsonld")
FORMATS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "jsonld": ox.RdfFormat.JSON_LD,
}
OWN_DEPRECATIONS = pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph).*is deprecated:DeprecationWarning")
"""Parsing into a Dataset, rdflib calls what it has deprecated itself."""
RDFLIB = {"ttl": "turtle", "nq": "nquads", "trig": "trig", "jsonld": "json-ld"}


def second_article() -> ArticleGraph:
    """Return the same words under another name, so that two articles speak of the same places."""

    def moved(evidence: Evidence) -> Evidence:
        return replace(evidence, article="another")

    claims = tuple(replace(claim, evidence=moved(claim.evidence)) for claim in extraction().claims)
    source = replace(article(), slug="another")
    return link(source, replace(extraction(), claims=claims), BASE)


def contents(*graphs: ArticleGraph) -> Content:
    return Content(BASE, graphs, [quad for graph in graphs for quad in rdf.quads(graph, BASE)])


def written(name: str, content: Content) -> bytes:
    file = io.BytesIO()
    WRITERS[name](content, file)
    return file.getvalue()


def of_quads(name: str, quads: Sequence[ox.Quad]) -> bytes:
    return written(name, Content(BASE, (), quads))


@pytest.fixture(scope="module")
def content(graph: ArticleGraph) -> Content:
    return contents(graph, second_article())


@pytest.mark.parametrize("name", WRITERS)
def test_the_order_of_input_changes_no_byte(name: str, content: Content) -> None:
    quads = [*content.quads, *content.quads[:50]]
    random.Random(7).shuffle(quads)
    turned = Content(BASE, tuple(reversed(content.graphs)), quads)
    assert written(name, turned) == written(name, content)


HASHES = """
import hashlib, io, conftest
from kgbuild import linkers, rdf, writers
from kgbuild.writers.content import Content
graph = linkers.link(conftest.article(), conftest.extraction(), conftest.BASE)
for name, write in writers.WRITERS.items():
    file = io.BytesIO()
    write(Content(conftest.BASE, [graph], list(rdf.quads(graph, conftest.BASE))), file)
    print(name, hashlib.sha256(file.getvalue()).hexdigest())
"""


def test_another_process_with_other_hashes_writes_the_same_bytes() -> None:
    def run(seed: str) -> str:
        path = os.pathsep.join([str(Path(__file__).parents[1]), *sys.path])
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path}
        command = [sys.executable, "-c", HASHES]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout

    first = run("1")
    assert len(first.splitlines()) == len(WRITERS)
    assert run("2") == first


@pytest.mark.parametrize("name", WRITERS)
def test_an_output_is_utf_8_and_ends_in_one_line_feed(name: str, content: Content) -> None:
    text = written(name, content).decode()
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


@pytest.mark.parametrize("name", WRITERS)
def test_nothing_gives_an_output_that_can_be_read(name: str) -> None:
    data, form = of_quads(name, ()), FORMATS.get(name.rpartition(".")[2])
    assert not list(ox.parse(data, format=form)) if form else data == b""


@pytest.mark.parametrize("name", DATASETS)
def test_pyoxigraph_reads_back_every_quad(name: str, content: Content) -> None:
    form = FORMATS[name.rpartition(".")[2]]
    assert set(ox.parse(written(name, content), format=form)) == set(content.quads)


@OWN_DEPRECATIONS
@pytest.mark.parametrize("name", DATASETS)
def test_rdflib_reads_back_every_quad(name: str, content: Content) -> None:
    dataset = rdflib.Dataset()
    dataset.parse(data=written(name, content), format=RDFLIB[name.rpartition(".")[2]])
    assert from_rdflib(dataset) == set(content.quads)


@OWN_DEPRECATIONS
def test_all_in_one_graph_is_the_union_of_the_graphs(content: Content) -> None:
    data = written("all.ttl", content)
    union = {quad.triple for quad in content.quads}
    assert {quad.triple for quad in ox.parse(data, format=ox.RdfFormat.TURTLE)} == union
    dataset = rdflib.Dataset()
    dataset.parse(data=data, format="turtle")
    assert {quad.triple for quad in from_rdflib(dataset)} == union


def test_facts_are_those_in_the_own_voice_of_the_articles(content: Content) -> None:
    facts = {q.triple for q in content.quads if str(q.graph_name).endswith("/facts>")}
    assert {q.triple for q in ox.parse(written("facts.ttl", content), format=ox.RdfFormat.TURTLE)} == facts


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
@pytest.mark.skipif(
    not (PARSERS / "node_modules").is_dir(),
    reason="the parsers are not installed: npm ci --prefix scripts/parsers",
)
@pytest.mark.parametrize("name", ["all.ttl", *DATASETS])
def test_parsers_from_outside_python_read_the_same(name: str, content: Content, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(written(name, content))
    command = ["node", str(PARSERS / "parse.mjs"), str(path)]
    ran = subprocess.run(command, capture_output=True, check=True)
    read = set(ox.parse(ran.stdout, format=ox.RdfFormat.N_QUADS))
    everything = {ox.Quad(*q.triple) for q in content.quads} if name == "all.ttl" else set(content.quads)
    assert read == everything


def test_the_subject_of_the_article_comes_first_and_its_measurements_after_it(graph: ArticleGraph) -> None:
    text = written("facts.ttl", contents(graph)).decode()
    subjects = [line.split()[0] for line in text.splitlines() if line.startswith("<")]
    assert subjects[0] == "<id/facility/marrow-quay-labour-camp--ostravia>"
    assert subjects[1].startswith("<id/distance/")
    assert subjects[2].startswith("<id/measurement/")


def test_turtle_declares_the_prefixes_that_it_uses_and_no_others(content: Content) -> None:
    text = written("facts.ttl", content).decode()
    header, _, body = text.partition("\n\n")
    declared = {line.split()[1] for line in header.splitlines()[1:]}
    assert "oa:" not in declared
    assert all(f"{prefix}" in body for prefix in declared)


def test_claims_stand_in_the_order_of_the_text(graph: ArticleGraph) -> None:
    text = written("all.trig", contents(graph)).decode()
    quoted = [int(line.split("=")[1].split(",")[0]) for line in text.splitlines() if "wasQuotedFrom" in line]
    assert quoted == sorted(quoted)
    assert len(quoted) > 50


def test_json_ld_names_things_and_holds_a_measurement_inside_of_what_it_measures(graph: ArticleGraph) -> None:
    text = written("all.jsonld", contents(graph)).decode()
    assert '"@id": "graph/marrow-quay/facts"' in text
    start = text.index('"length": {', text.index('"@graph"'))
    assert '"Measurement"' in text[start : start + 200]


def test_a_blank_node_is_refused() -> None:
    quad = ox.Quad(ox.BlankNode("b"), ox.NamedNode(KGB + "name"), ox.Literal("x"), ox.NamedNode(BASE + "graph/a/facts"))
    with pytest.raises(WriteError, match="give every node an IRI"):
        of_quads("all.ttl", [quad])


def test_nodes_that_point_at_each_other_are_all_written() -> None:
    a, b, c = (ox.NamedNode(f"{BASE}id/measurement/{x}") for x in "abc")
    home, same = ox.NamedNode(BASE + "graph/a/facts"), ox.NamedNode(KGB + "statedEquivalent")
    quads = [ox.Quad(a, same, b, home), ox.Quad(b, same, a, home), ox.Quad(c, same, c, home)]
    for name in DATASETS:
        assert set(ox.parse(of_quads(name, quads), format=FORMATS[name.rpartition(".")[2]])) == set(quads)


IRIS = st.one_of(
    st.sampled_from([*PREFIXES.values(), BASE, KGB + "name", KGB + "length", KGB + "Claim", BASE + "id/measurement/1"]),
    st.builds(
        "{}{}".format,
        st.sampled_from([*PREFIXES.values(), BASE, BASE + "id/", BASE + "article/a#char="]),
        st.text("aZ09-_.~:/?#[]@!$&'()*+,;=%é", max_size=8).filter(lambda s: "%" not in s and "//" not in s),
    ),
).filter(lambda iri: _is_iri(iri))
LITERALS = st.one_of(
    st.builds(ox.Literal, st.text(st.characters(exclude_categories=["Cs"]))),
    st.builds(
        lambda words, lang: ox.Literal(words, language=lang),
        st.text(st.characters(exclude_categories=["Cs"])),
        st.sampled_from(["en", "ko-hang", "ko-latn-x-mr"]),
    ),
    st.builds(
        lambda words, kind: ox.Literal(words, datatype=ox.NamedNode(PREFIXES["xsd"] + kind)),
        st.sampled_from(["1", "1.", ".5", "1.50", "-0.0", "+3", "true", "1e3", "x", "", "2010-01-01"]),
        st.sampled_from(["decimal", "integer", "boolean", "double", "date"]),
    ),
)


def _is_iri(text: str) -> bool:
    try:
        list(ox.parse(f"<{text}> <{text}> <{text}> .", format=ox.RdfFormat.N_TRIPLES))
    except SyntaxError:
        return False
    return True


QUADS = st.builds(
    lambda s, p, o, g: ox.Quad(ox.NamedNode(s), ox.NamedNode(p), o, ox.NamedNode(f"{BASE}graph/a/{g}")),
    IRIS,
    IRIS,
    st.one_of(LITERALS, st.builds(ox.NamedNode, IRIS)),
    st.sampled_from(rdf.LAYERS),
)


DOTS = [f"{BASE}id/{path}" for path in (".", "..", "a/../b", "a/.", "./a", "..#a", ".a", "a#/../b")]


@example(
    [
        ox.Quad(ox.NamedNode(iri), ox.NamedNode(iri), ox.NamedNode(iri), ox.NamedNode(f"{BASE}graph/a/facts"))
        for iri in DOTS
    ]
)
@given(st.lists(QUADS, max_size=6))
def test_any_iri_and_any_literal_come_back_as_they_were(quads: list[ox.Quad]) -> None:
    for name in DATASETS:
        data = of_quads(name, quads)
        assert set(ox.parse(data, format=FORMATS[name.rpartition(".")[2]])) == set(quads), data.decode()


def test_an_article_without_facts_is_written_too() -> None:
    only = Extraction((), (Mention(article().title_span, article().title, "Facility"),))
    content = contents(link(article(), only, BASE))
    for name in WRITERS:
        assert written(name, content).endswith(b"\n") or name == "facts.jsonl"


def test_a_claim_without_a_claim_in_rdf_cannot_be_written(graph: ArticleGraph) -> None:
    claim = Claim(extraction().mentions[0], "smellsOf", extraction().mentions[2], extraction().claims[0].evidence)
    odd = link(article(), Extraction((claim,)), BASE)
    with pytest.raises(Exception, match="smellsOf"):
        written("facts.jsonl", Content(BASE, (odd,), ()))
