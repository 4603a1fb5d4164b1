"""What the graph alone tells of a claim: its triple, who read it by which rule, and the words that it quotes."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeAlias

import pyoxigraph as ox

from kgbuild.vocabulary import KGB, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kgbuild.explain.trace import Json

_OA, _PROV, _RDF, _RDFS = (PREFIXES[name] for name in ("oa", "prov", "rdf", "rdfs"))


About: TypeAlias = "defaultdict[str, defaultdict[str, list[str]]]"
"""What is said of each IRI, by property."""


def index(quads: Iterable[ox.Quad]) -> About:
    """Return what quads say of each IRI."""
    about: About = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
            about[quad.subject.value][quad.predicate.value].append(quad.object.value)
    return about


def explain(about: About, claim: str) -> Json:
    """Return what a graph tells of a claim that is in it, as :func:`kgbuild.explain.fact.explain` does.

    It knows no match, no sentence and no antecedent in words: for these the article has to be read.
    """
    told = about[claim]

    def label(iri: str) -> str:
        names = about[iri][_RDFS + "label"] if iri in about else []
        return min(names, default=iri)

    def passage(iri: str) -> Json:
        article, _, place = iri.rpartition("#")
        words = about[f"{article}#{place.replace('char=', 'quote=')}"][_OA + "exact"]
        start, end = place.removeprefix("char=").split(",")
        shown = f"{article.rpartition('/')[2]}#{place}"
        return {"place": shown, "start": int(start), "end": int(end), "words": " ".join(words[0].split())}

    quoted, besides = (
        [passage(iri) for iri in sorted(set(told[p]))] for p in (_PROV + "wasQuotedFrom", KGB + "antecedent")
    )
    made = {"extractor": "; ".join(told[KGB + "extractor"]), "rule": "; ".join(told[KGB + "rule"])}
    made |= {"made_by": "as the graph has it"}
    return {
        "subject": label(told[_RDF + "subject"][0]),
        "relation": told[_RDF + "predicate"][0].rpartition("#")[2].rpartition("/")[2],
        "object": label(told[_RDF + "object"][0]),
        "unit": None,
        "qualifiers": {},
        "certainty": told[KGB + "certainty"][0].rpartition("/")[2],
        "claim": claim,
        "layer": told[KGB + "inGraph"][0].rpartition("/")[2],
        "evidence": [{**made, "quote": quote, "besides": besides} for quote in quoted],
    }
