"""Facts as JSON Lines, one row a fact, for those who want a table; the keys are those of the evaluation."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kgbuild.model import Coordinates, Date, Mention, Quantity, Ref, Text
from kgbuild.names import language
from kgbuild.rdf import claim_iris
from kgbuild.rdf.references import cited

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import BinaryIO, TypeAlias

    from kgbuild.model import Article, ArticleGraph, Entity, Fact, Qualifier, Span
    from kgbuild.writers.content import Content

    Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"


def write(content: Content, file: BinaryIO) -> None:
    """Write the facts of every article, in the order of its text."""
    for graph in sorted(content.graphs, key=lambda g: (g.article.slug, g.article.sha256)):
        for row in rows(graph, content.base):
            file.write((json.dumps(row, ensure_ascii=False) + "\n").encode())


def rows(graph: ArticleGraph, base: str) -> Iterator[dict[str, Json]]:
    """Yield a row for each fact of an article; of facts on one triple the one that says most comes first."""
    entities = {entity.iri: entity for entity in graph.entities}
    claims = claim_iris(graph, base)
    for fact in _fullest_first(graph.facts):
        subject = entities[fact.subject]
        first = fact.evidence[0]
        yield {
            "subject": subject.name,
            "subject_aliases": _aliases(subject),
            "subject_type": subject.kind,
            "relation": fact.relation,
            **_object(fact, entities),
            "qualifiers": _qualifiers(fact, entities),
            "evidence": _evidence(graph, fact),
            "certainty": fact.certainty,
            "extractor": first.extractor,
            "rule": first.rule,
            "article": graph.article.slug,
            "claim": claims[fact],
            **_references(graph, fact),
        }


def _references(graph: ArticleGraph, fact: Fact) -> dict[str, Json]:
    """Return the sources that the article gives for a fact, where it gives any."""
    found = cited(graph, fact.evidence)
    rows: list[Json] = [{"words": r.words, "url": r.url, "title": r.title} for r in found]
    return {"references": rows} if rows else {}


def _fullest_first(facts: Iterable[Fact]) -> list[Fact]:
    triples: dict[tuple[object, ...], list[Fact]] = {}
    for fact in facts:
        triples.setdefault((fact.subject, fact.relation, fact.object), []).append(fact)
    return [fact for same in triples.values() for fact in sorted(same, key=lambda f: -len(f.qualifiers))]


def number(value: float) -> int | float:
    """Return a number as short as it can be written.

    >>> number(500.0), number(3.5)
    (500, 3.5)
    """
    return int(value) if value == int(value) else value


def _aliases(entity: Entity) -> list[Json]:
    names = (label.text.value for label in entity.labels)
    return [name for name in dict.fromkeys(names) if name != entity.name]


def _object(fact: Fact, entities: Mapping[str, Entity]) -> dict[str, Json]:
    aliases: list[Json] = []
    match fact.object:
        case Ref(iri):
            shown, kind, aliases = entities[iri].name, "entity", _aliases(entities[iri])
        case Quantity():
            shown, kind = amount(fact.object), "quantity"
        case Date(edtf=edtf):
            shown, kind = edtf, "date"
        case Text(value=value):
            shown, kind = value, "string" if _language(fact) == "en" else "langString"
        case Coordinates(latitude=latitude, longitude=longitude):
            shown, kind = f"{latitude}, {longitude}", "coordinates"  # "1,2" would be read as one number
    return {"object": shown, "object_aliases": aliases, "object_type": kind, "unit": _unit(fact)}


def amount(quantity: Quantity) -> str:
    """Return a number, or the two ends of a range.

    >>> amount(Quantity(3000.0, 5000.0)), amount(Quantity(None, 2.5))
    ('3000-5000', '2.5')
    """
    ends = dict.fromkeys(number(n) for n in (quantity.low, quantity.high) if n is not None)
    return "-".join(map(str, ends))


def _language(fact: Fact) -> str:
    tag = fact.qualifier("lang")
    if isinstance(fact.object, Text):
        told = fact.object.lang or (tag.value if isinstance(tag, Text) else None)
        return (told or language(fact.object.value)).lower()
    return "en"


def _unit(fact: Fact) -> str | None:
    """Return the unit of the object, or the one that the amounts of the qualifiers are in."""
    if isinstance(fact.object, Quantity):
        return fact.object.unit
    units = (q.value.unit for q in fact.qualifiers if isinstance(q.value, Quantity) and q.name != "percent")
    return next(units, None)


def _qualifiers(fact: Fact, entities: Mapping[str, Entity]) -> dict[str, Json]:
    found: dict[str, list[Json]] = {}
    for q in fact.qualifiers:
        found.setdefault(q.name, []).append(_value(q, _unit(fact), entities))
    for quantity in (fact.object, fact.qualifier("distance")):
        if isinstance(quantity, Quantity) and quantity.hedge:
            found.setdefault("hedge", [quantity.hedge])
    if isinstance(fact.object, Quantity):
        low, high = fact.object.low, fact.object.high
        if low != high:
            found |= {name: [number(n)] for name, n in (("min", low), ("max", high)) if n is not None}
        if fact.object.equivalents:
            found["also"] = [" ".join(filter(None, (amount(e), e.unit))) for e in fact.object.equivalents]
    if "since" in found:
        found.setdefault("from", found["since"])  # two names of one property
    if _language(fact) != "en":
        found.setdefault("lang", [_language(fact)])
    return {name: values[0] if len(values) == 1 else values for name, values in sorted(found.items())}


def _value(qualifier: Qualifier, unit: str | None, entities: Mapping[str, Entity]) -> Json:
    value = qualifier.value
    match value:
        case Ref(iri):
            return entities[iri].name
        case Mention(name=name):
            return name
        case Text(value=words):
            return {"true": True, "false": False}.get(words, words)
        case Date(edtf=edtf):
            return edtf
        case Coordinates(latitude=latitude, longitude=longitude):
            return f"{latitude}, {longitude}"
        case Quantity():
            shown = amount(value)
            if value.low == value.high and value.low is not None and value.unit in (unit, "percent", None):
                return number(value.low)
            return " ".join(filter(None, (shown, value.unit if value.unit != unit else None)))


def _evidence(graph: ArticleGraph, fact: Fact) -> Json:
    spans = dict.fromkeys(span for e in fact.evidence for span in e.spans)
    quotes: list[Json] = [_quote(graph.article, span) for span in spans]
    return quotes[0] if len(quotes) == 1 else quotes


def _quote(article: Article, span: Span) -> dict[str, Json]:
    """Return the words of a passage and their place in the text; in the markup too, where the text was made from it."""
    quote: dict[str, Json] = {"quote": span.of(article.text), "start": span.start, "end": span.end}
    if article.original:
        source = article.in_file(span)
        quote["source"] = {"start": source.start, "end": source.end}
    return quote
