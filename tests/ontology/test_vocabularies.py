"""P40 of OOPS!, namespace hijacking: every term of another vocabulary that we use is one that it really has."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from rdflib import Literal, URIRef

from kgbuild.assets import ONTOLOGY
from ontology.declared import FILES, TERMS

if TYPE_CHECKING:
    from types import ModuleType

OWN = "https://w3id.org/kgbuild/"
DOCUMENTS = {
    "https://creativecommons.org/publicdomain/zero/1.0/": "the licence",
    "https://schema.org/": "a vocabulary named as a source",
    "http://www.w3.org/ns/prov#": "a vocabulary named as a source",
    "http://semanticweb.cs.vu.nl/2009/11/sem/": "a vocabulary named as a source",
    "https://www.naturalearthdata.com/": "where the boxes of the countries come from",
}
LISTS = sorted((ONTOLOGY / "vocabularies").glob("*.txt"))
HEADER = ("# namespace: ", "# source: ", "# licence: ")


def known() -> dict[str, set[str]]:
    """Return the local names of each listed vocabulary, by namespace."""
    found = {}
    for path in LISTS:
        lines = path.read_text("utf-8").splitlines()
        namespace = lines[0].removeprefix("# namespace: ")
        found[namespace] = {line.split(" ")[0] for line in lines if not line.startswith("#")}
    return found


KNOWN = known()


def stray(iri: str) -> bool:
    """Tell whether an IRI is neither ours, nor a document, nor a term of a listed vocabulary."""
    if iri.startswith(OWN) or iri in DOCUMENTS:
        return False
    namespace = max((n for n in KNOWN if iri.startswith(n)), key=len, default="")
    return not namespace or iri.removeprefix(namespace) not in KNOWN[namespace]


def script() -> ModuleType:
    path = Path(__file__).parents[2] / "scripts" / "vocabularies.py"
    spec = importlib.util.spec_from_file_location("vocabularies", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_p40_every_foreign_term_is_in_the_list_of_its_vocabulary(path: Path) -> None:
    used = set()
    for quad in ox.parse(path=path):
        for term in (quad.subject, quad.predicate, quad.object):
            if isinstance(term, ox.NamedNode):
                used.add(term.value)
            elif isinstance(term, ox.Literal):
                used.add(term.datatype.value)
    assert sorted(filter(stray, used)) == []


def test_p40_holds_for_the_examples_too() -> None:
    used = {
        str(node) if isinstance(node, URIRef) else str(node.datatype)
        for term in TERMS.all
        for triple in TERMS.example(term)
        for node in triple
        if isinstance(node, URIRef) or (isinstance(node, Literal) and node.datatype)
    }
    assert sorted(iri for iri in used if stray(iri) and not iri.startswith("https://example.org/")) == []


@pytest.mark.parametrize(
    "made_up", ["https://schema.org/Prison", "http://www.w3.org/ns/prov#wasQuoted", "https://a.b/c"]
)
def test_p40_finds_terms_that_do_not_exist(made_up: str) -> None:
    assert stray(made_up)


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_a_list_says_what_it_lists_and_where_it_is_from(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    assert all(line.startswith(begin) for line, begin in zip(lines, HEADER, strict=False))
    names = [line.split(" ")[0] for line in lines[len(HEADER) :]]
    assert names
    assert len(names) == len(set(names))


def test_the_lists_that_come_with_rdflib_are_what_the_script_writes() -> None:
    module = script()
    for prefix in module.LISTS:
        path = ONTOLOGY / "vocabularies" / f"{prefix}.txt"
        assert path.read_text("utf-8") == module.listing(prefix), "run `python scripts/vocabularies.py`"
