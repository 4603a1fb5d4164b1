"""Entities as statements: what each is and what it is called, in the voice of whatever speaks of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgbuild.errors import VocabularyError
from kgbuild.model import Ref
from kgbuild.rdf import terms
from kgbuild.rdf.statements import Statement, Voice, voice
from kgbuild.rdf.terms import name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgbuild.model import ArticleGraph, Entity
    from kgbuild.rdf.statements import Scope


def of_entities(scope: Scope) -> Iterator[Statement]:
    """Yield type, labels and linked pages of every entity; one that only reported facts speak of is only reported."""
    voices = _voices(scope.graph)
    for entity in scope.graph.entities:
        yield from _of_entity(scope, entity, voices.get(entity.iri))


def _voices(graph: ArticleGraph) -> dict[str, Voice]:
    """Return the voice of the entities that no fact in the article's own voice speaks of.

    A source is named in the article's own voice, whatever it is the source of.
    """
    own: set[str] = set()
    reported: dict[str, Voice] = {}
    for fact in graph.facts:
        said = voice(fact)
        spoken = [fact.subject, *([fact.object.iri] if isinstance(fact.object, Ref) else [])]
        for q in fact.qualifiers:
            if isinstance(q.value, Ref):
                (own.add if q.name == "attributed_to" else spoken.append)(q.value.iri)
        for iri in spoken:
            if said.layer == "facts":
                own.add(iri)
            else:
                reported.setdefault(iri, said)
    return {iri: said for iri, said in reported.items() if iri not in own and iri != graph.subject}


def _of_entity(scope: Scope, entity: Entity, said: Voice | None) -> Iterator[Statement]:
    cls = scope.vocabulary.classes.get(entity.kind)
    if cls is None:
        place = scope.graph.article.place(entity.labels[0].evidence.spans[0].start)
        raise VocabularyError(f"the ontology has no class '{entity.kind}'", place=place)
    layer, certainty, sources = (said.layer, said.certainty, said.sources) if said else ("facts", "stated", ())
    subject = terms.iri(entity.iri)
    for label in entity.labels:
        here = Voice(layer, certainty, sources, (label.evidence,))
        shown = label is entity.labels[0]
        if shown:
            yield Statement(subject, name("rdf:type"), terms.iri(cls.iri), here)
        yield Statement(subject, name("rdfs:label" if shown else "skos:altLabel"), terms.words(label.text), here)
    for page in entity.pages:
        here = Voice(layer, certainty, sources, (page.evidence,))
        yield Statement(subject, name("kgb:linkedPage"), terms.literal(page.text.value), here)
