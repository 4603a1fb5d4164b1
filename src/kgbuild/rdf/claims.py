"""Claims: for every triple a node that says who says it, how firmly, and in which words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kgbuild.model import Ref, Span
from kgbuild.names import digest, slug
from kgbuild.rdf import terms
from kgbuild.rdf.terms import name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kgbuild.model import Evidence, Text
    from kgbuild.rdf.statements import Scope, Statement, Triple

CONTEXT = 32
"""Code points of context on either side of a quote that is not unique in its text."""

_INDEFINITE = re.compile(r"(?i)(an?|one|some|several|many|most|other|various|numerous|these|those|their|his|her)\b")


def identify(scope: Scope, statement: Statement) -> str:
    """Return the IRI of the claim of a statement, as a term: a function of what is said, how, and where."""
    voice = statement.voice
    said = [scope.graph.article.slug, voice.layer, statement.subject, statement.predicate, statement.object]
    said += [voice.certainty, *map(repr, voice.sources), *(f"{p} {o}" for p, o in statement.notes)]
    said += [f"{span.start},{span.end}" for e in voice.evidence for span in e.spans]
    return terms.iri(f"{scope.base}claim/{digest(chr(10).join(said), 20)}")


def of_statement(scope: Scope, statement: Statement) -> Iterator[Triple]:
    """Yield the claim of a statement: its triple, graph, certainty, sources, rule and quotes."""
    claim, voice = identify(scope, statement), statement.voice
    yield claim, name("rdf:type"), name("kgb:Claim")
    yield claim, name("rdf:subject"), statement.subject
    yield claim, name("rdf:predicate"), statement.predicate
    yield claim, name("rdf:object"), statement.object
    yield claim, name("kgb:inGraph"), scope.layer(voice.layer)
    yield claim, name("kgb:certainty"), terms.concept("certainty", voice.certainty)
    for source in voice.sources:
        yield from _attribution(scope, claim, source)
    for evidence in voice.evidence:
        yield claim, name("kgb:extractor"), terms.literal(evidence.extractor)
        yield claim, name("kgb:rule"), terms.literal(evidence.rule)
    quoted, antecedents = spans(voice.evidence)
    for span in quoted:
        yield claim, name("prov:wasQuotedFrom"), quote(scope, span)
    for span in antecedents:
        yield claim, name("kgb:antecedent"), quote(scope, span)
    for predicate, target in statement.notes:
        yield claim, predicate, target
    if statement.source:
        yield claim, name("prov:wasDerivedFrom"), identify(scope, statement.source)


def spans(evidence: Iterable[Evidence]) -> tuple[list[Span], list[Span]]:
    """Return the passages that say something, and those that tell what their words stand for."""
    quoted: set[Span] = set()
    antecedents: set[Span] = set()
    for e in evidence:
        quoted.add(e.spans[0])
        antecedents.update(e.spans[1:])
        if e.anchor and not any(span.covers(e.anchor) for span in e.spans):
            antecedents.add(e.anchor)
    return sorted(quoted), sorted(antecedents - quoted)


def quote(scope: Scope, span: Span, fragment: str = "char") -> str:
    """Return the IRI of a passage as RFC 5147 has it, as a term."""
    return f"{scope.article[:-1]}#{fragment}={span.start},{span.end}>"


def original(scope: Scope, span: Span | None = None) -> str:
    """Return the IRI of what the article's text was made from, or of a passage of it, as a term."""
    return f"{scope.article[:-1]}/original{f'#char={span.start},{span.end}' if span else ''}>"


def of_passage(scope: Scope, span: Span) -> Iterator[Triple]:
    """Yield a quoted passage with its place and its words; with words around it where they are not unique."""
    passage, place, words = (quote(scope, span, fragment) for fragment in ("char", "position", "quote"))
    text = scope.graph.article.text
    yield passage, name("rdf:type"), name("oa:SpecificResource")
    yield passage, name("oa:hasSource"), scope.article
    if scope.graph.article.original:
        yield passage, name("prov:wasDerivedFrom"), original(scope, scope.graph.article.in_file(span))
    yield passage, name("oa:hasSelector"), place
    yield passage, name("oa:hasSelector"), words
    yield place, name("rdf:type"), name("oa:TextPositionSelector")
    yield place, name("oa:start"), terms.typed(str(span.start), "nonNegativeInteger")
    yield place, name("oa:end"), terms.typed(str(span.end), "nonNegativeInteger")
    yield words, name("rdf:type"), name("oa:TextQuoteSelector")
    yield words, name("oa:exact"), terms.literal(span.of(text))
    if text.find(span.of(text)) != text.rfind(span.of(text)):
        before, after = text[max(0, span.start - CONTEXT) : span.start], text[span.end : span.end + CONTEXT]
        if before:
            yield words, name("oa:prefix"), terms.literal(before)
        if after:
            yield words, name("oa:suffix"), terms.literal(after)


def _attribution(scope: Scope, claim: str, source: Ref | Text) -> Iterator[Triple]:
    """Yield whom a claim is attributed to: an entity, or the words for somebody without a name.

    Of an entity that is no person, organization or the like, only the words are taken.
    """
    if isinstance(source, Ref):
        speakers = {
            c for k in scope.vocabulary.properties["attributedTo"].range for c in scope.vocabulary.descendants(k)
        }
        entity = next(e for e in scope.graph.entities if e.iri == source.iri)
        if entity.kind in speakers:
            yield claim, name("kgb:attributedTo"), terms.iri(source.iri)
            return
        source = entity.labels[0].text
    words = source.value
    node = terms.iri(f"{scope.base}id/source/{slug(words)}--{slug(scope.graph.article.slug)}")
    named = not _INDEFINITE.match(words) and any(c.isalpha() and c == c.upper() for c in words)
    yield claim, name("kgb:attributedTo"), node
    yield node, name("rdf:type"), name("kgb:Source" if named else "kgb:UnidentifiedSource")
    yield node, name("rdfs:label"), terms.words(source)
