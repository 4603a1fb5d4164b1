"""Claims: for every triple a node that says who says it, how firmly, and in which words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kgbuild.model import Ref, Span
from kgbuild.names import digest, slug
from kgbuild.rdf import terms
from kgbuild.rdf.terms import name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kgbuild.model import Evidence, Text
    from kgbuild.rdf.statements import Scope, Statement, Triple

CONTEXT = 32
"""Code points of context on either side of a quote that is not unique in its text."""

_TYPE, _SUBJECT, _PREDICATE, _OBJECT = (name(f"rdf:{local}") for local in ("type", "subject", "predicate", "object"))
_CLAIM, _IN_GRAPH, _CERTAINTY, _EXTRACTOR, _RULE, _ANTECEDENT = (
    name(f"kgb:{local}") for local in ("Claim", "inGraph", "certainty", "extractor", "rule", "antecedent")
)
_QUOTED, _DERIVED = name("prov:wasQuotedFrom"), name("prov:wasDerivedFrom")
_RESOURCE, _POSITION, _QUOTE = (
    name(f"oa:{local}") for local in ("SpecificResource", "TextPositionSelector", "TextQuoteSelector")
)
_HAS_SOURCE, _SELECTOR, _START, _END, _EXACT, _PREFIX, _SUFFIX = (
    name(f"oa:{local}") for local in ("hasSource", "hasSelector", "start", "end", "exact", "prefix", "suffix")
)
_INDEFINITE = re.compile(r"(?i)(an?|one|some|several|many|most|other|various|numerous|these|those|their|his|her)\b")


def identify(scope: Scope, statement: Statement) -> str:
    """Return the IRI of the claim of a statement, as a term: a function of what is said, how, and where."""
    voice = statement.voice
    said = [scope.graph.article.slug, voice.layer, statement.subject, statement.predicate, statement.object]
    said += [voice.certainty, *map(repr, voice.sources), *(f"{p} {o}" for p, o in statement.notes)]
    said += [f"{span.start},{span.end}" for e in voice.evidence for span in e.spans]
    return terms.iri(f"{scope.base}claim/{digest(chr(10).join(said), 20)}")


def of_statement(scope: Scope, statement: Statement, claim: str, source: str | None) -> Iterator[str]:
    """Yield the claim of a statement as triples of text: what it says, its graph, certainty, sources, rule and quotes.

    ``claim`` is its IRI, ``source`` that of the claim that it follows from, both as terms.
    """
    voice = statement.voice
    yield f"{claim} {_TYPE} {_CLAIM}"
    yield f"{claim} {_SUBJECT} {statement.subject}"
    yield f"{claim} {_PREDICATE} {statement.predicate}"
    yield f"{claim} {_OBJECT} {statement.object}"
    yield f"{claim} {_IN_GRAPH} {scope.layer(voice.layer)}"
    yield f"{claim} {_CERTAINTY} {terms.concept('certainty', voice.certainty)}"
    for one in voice.sources:
        for s, p, o in _attribution(scope, claim, one):
            yield f"{s} {p} {o}"
    for evidence in voice.evidence:
        yield f"{claim} {_EXTRACTOR} {terms.literal(evidence.extractor)}"
        yield f"{claim} {_RULE} {terms.literal(evidence.rule)}"
    quoted, antecedents = spans(voice.evidence)
    passage = f"{scope.article[:-1]}#char="
    for span in quoted:
        yield f"{claim} {_QUOTED} {passage}{span.start},{span.end}>"
    for span in antecedents:
        yield f"{claim} {_ANTECEDENT} {passage}{span.start},{span.end}>"
    for predicate, target in statement.notes:
        yield f"{claim} {predicate} {target}"
    if source:
        yield f"{claim} {_DERIVED} {source}"


def spans(evidence: Sequence[Evidence]) -> tuple[list[Span], list[Span]]:
    """Return the passages that say something, and those that tell what their words stand for."""
    quoted: set[Span] = set()
    antecedents: set[Span] = set()
    if len(evidence) == 1 and len(evidence[0].spans) == 1 and evidence[0].anchor is None:
        return [evidence[0].spans[0]], []
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


def of_passage(scope: Scope, span: Span) -> Iterator[str]:
    """Yield a quoted passage as triples of text: place and words, with those around where they are not unique."""
    passage, place, words = (quote(scope, span, fragment) for fragment in ("char", "position", "quote"))
    text = scope.graph.article.text
    said = span.of(text)
    yield f"{passage} {_TYPE} {_RESOURCE}"
    yield f"{passage} {_HAS_SOURCE} {scope.article}"
    if scope.graph.article.original:
        yield f"{passage} {_DERIVED} {original(scope, scope.graph.article.in_file(span))}"
    yield f"{passage} {_SELECTOR} {place}"
    yield f"{passage} {_SELECTOR} {words}"
    yield f"{place} {_TYPE} {_POSITION}"
    yield f"{place} {_START} {terms.typed(str(span.start), 'nonNegativeInteger')}"
    yield f"{place} {_END} {terms.typed(str(span.end), 'nonNegativeInteger')}"
    yield f"{words} {_TYPE} {_QUOTE}"
    yield f"{words} {_EXACT} {terms.literal(said)}"
    if text.find(said) != span.start or text.find(said, span.start + 1) >= 0:
        before, after = text[max(0, span.start - CONTEXT) : span.start], text[span.end : span.end + CONTEXT]
        if before:
            yield f"{words} {_PREFIX} {terms.literal(before)}"
        if after:
            yield f"{words} {_SUFFIX} {terms.literal(after)}"


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
