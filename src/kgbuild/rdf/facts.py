"""Facts as statements: the plain triple that a simple question asks for, and the nodes beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgbuild.errors import VocabularyError
from kgbuild.model import Coordinates, Date, Mention, Quantity, Ref, Text
from kgbuild.names import tidy
from kgbuild.rdf import terms, values
from kgbuild.rdf.statements import Statement, voice
from kgbuild.rdf.terms import name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kgbuild.model import Fact, Qualifier
    from kgbuild.rdf.statements import Scope, Triple
    from kgbuild.vocabulary import Relation

_NOT_PLACED = frozenset({"attributed_to", "lang", "unit"})
_DATED = frozenset({"date", "begin", "end"})


def main(scope: Scope, fact: Fact) -> Statement:
    """Return the plain triple of a fact; raises VocabularyError for a relation that the ontology lacks."""
    relation = _relation(scope, fact)
    return _read(scope, fact, relation)[0]


def of_fact(scope: Scope, fact: Fact) -> Iterator[Statement]:
    """Yield all that a fact says: its plain triple, then what stands on nodes of its own."""
    relation = _relation(scope, fact)
    plain, beside = _read(scope, fact, relation)
    yield plain
    for subject, predicate, target in dict.fromkeys(beside):
        yield Statement(subject, predicate, target, plain.voice, source=plain)


def _relation(scope: Scope, fact: Fact) -> Relation:
    try:
        return scope.vocabulary.relations[fact.relation]
    except KeyError:
        place = scope.graph.article.place(fact.evidence[0].spans[0].start)
        raise VocabularyError(f"the ontology has no relation '{fact.relation}'", place=place) from None


def _read(scope: Scope, fact: Fact, relation: Relation) -> tuple[Statement, list[Triple]]:
    subject = terms.iri(fact.subject)
    target, beside = _object(scope, fact)
    carriers: dict[str, str] = {}
    if isinstance(fact.object, Quantity):
        carriers["Measurement"] = target
    if relation.name == "distanceFrom":
        carriers["Distance"] = scope.node("distance", fact.id)
        beside += _distance(scope, fact, carriers["Distance"])
    if fact in scope.events:
        carriers["Event"] = terms.iri(scope.events[fact])
        beside += _event(scope, fact, relation, carriers["Event"])
    notes: list[tuple[str, str]] = []
    for qualifier in fact.qualifiers:
        if qualifier.name not in _NOT_PLACED and not _said_already(fact, qualifier):
            found = _placed(scope, carriers, qualifier)
            beside += [(s, p, o) for s, p, o in found if s]
            notes += [(p, o) for s, p, o in found if not s]
    if "Event" in carriers or (relation.kind == "date" and "Event" in relation.domain):
        beside += _bounds(carriers.get("Event", subject), _dates(scope, fact, relation))
    notes += _derivation(scope, fact)
    said = voice(fact)
    return Statement(subject, terms.iri(relation.iri), target, said, tuple(sorted(set(notes)))), beside


def _object(scope: Scope, fact: Fact) -> tuple[str, list[Triple]]:
    match fact.object:
        case Ref(iri):
            return terms.iri(iri), []
        case Date():
            return terms.edtf(fact.object), []
        case Text(value=value, lang=lang):
            tag = fact.qualifier("lang")
            return terms.words(Text(value, lang or (tag.value if isinstance(tag, Text) else None))), []
        case Quantity():
            node = scope.node("measurement", fact.id)
            return node, list(values.measurement(scope, node, fact.object))
        case Coordinates():
            node = scope.node("point", fact.id)
            return node, list(values.coordinates(node, fact.object))


def _distance(scope: Scope, fact: Fact, node: str) -> list[Triple]:
    """Return the node that says how far the subject lies from the object."""
    triples = [
        (terms.iri(fact.subject), name("kgb:hasDistance"), node),
        (node, name("rdf:type"), name("kgb:Distance")),
    ]
    if isinstance(fact.object, Ref):
        triples.append((node, name("kgb:from"), terms.iri(fact.object.iri)))
    far = fact.qualifier("distance")
    if isinstance(far, Quantity):
        triples += values.amount(node, far, scope.vocabulary.units)
        triples += values.equivalents(scope, node, far)
    return triples


def _event(scope: Scope, fact: Fact, relation: Relation, node: str) -> list[Triple]:
    """Return the event of which the fact is a short form, with subject and object in their roles."""
    event = scope.vocabulary.classes[relation.event or ""]
    label = f"{event.label} of {scope.names[fact.subject]}"
    triples = [
        (node, name("rdf:type"), terms.iri(event.iri)),
        (node, name("rdfs:label"), terms.literal(label, lang="en")),
    ]
    properties = scope.vocabulary.properties
    if relation.subject_role:
        triples.append((node, terms.iri(properties[relation.subject_role].iri), terms.iri(fact.subject)))
    if relation.object_role:
        role = properties[relation.object_role]
        if found := values.fitting(scope, node, role, fact.object):
            triples += [(node, terms.iri(role.iri), found[0]), *found[1]]
    return triples


def _said_already(fact: Fact, qualifier: Qualifier) -> bool:
    """Tell whether the node of an amount says it: the distance itself, and the hedge of a number."""
    amounts = [v for v in (fact.object, fact.qualifier("distance")) if isinstance(v, Quantity)]
    if qualifier.name == "distance":
        return fact.relation == "distanceFrom" and isinstance(qualifier.value, Quantity)
    hedged = qualifier.name == "hedge" and isinstance(qualifier.value, Text)
    return hedged and any(qualifier.value == Text(a.hedge or "") for a in amounts)


def _placed(scope: Scope, carriers: dict[str, str], qualifier: Qualifier) -> list[Triple]:
    """Return a qualifier on the node that its property belongs to; an empty subject stands for the claim.

    What no property takes is kept as words on the claim.
    """
    value = Text(qualifier.value.name) if isinstance(qualifier.value, Mention) else qualifier.value
    candidates = [scope.vocabulary.properties[p] for p in scope.vocabulary.qualifiers.get(qualifier.name, ())]
    nodes = {} if qualifier.name == "hedge" else carriers
    for domain, node in (*nodes.items(), ("Claim", "")):
        for prop in candidates:
            found = values.fitting(scope, node, prop, value) if domain in prop.domain else None
            if found:
                return [(node, terms.iri(prop.iri), found[0]), *found[1]]
    words = f"{qualifier.name}: {values.said(value, scope.names)}"
    return [("", name("kgb:qualifier"), terms.literal(words, lang="en"))]


def _dates(scope: Scope, fact: Fact, relation: Relation) -> dict[str, Date]:
    """Return the dates that a fact gives its event, by property: date, begin, end."""
    dates = {}
    if isinstance(fact.object, Date):
        dates[relation.object_role or "date"] = fact.object
    for qualifier in fact.qualifiers:
        if isinstance(qualifier.value, Date):
            for prop in _DATED.intersection(scope.vocabulary.qualifiers.get(qualifier.name, ())):
                dates.setdefault(prop, qualifier.value)
    return dates


def _bounds(node: str, dates: Mapping[str, Date]) -> list[Triple]:
    """Return the first and the last day that an event can have been on, which queries can compare."""
    first, last = (dates.get("date") or dates.get(end) for end in ("begin", "end"))
    triples = []
    if first and first.earliest:
        triples.append((node, name("kgb:earliest"), terms.day(first.earliest)))
    if last and last.latest:
        triples.append((node, name("kgb:latest"), terms.day(last.latest)))
    return triples


def _derivation(scope: Scope, fact: Fact) -> list[tuple[str, str]]:
    """Return how a date follows from the words where they only count from another one."""
    text = scope.graph.article.text
    notes = []
    for evidence in fact.evidence:
        if evidence.anchor and fact.qualifier("derived") is None:
            value = evidence.value or evidence.spans[0]
            counted = f"{tidy(value.of(text))}, counted from {tidy(evidence.anchor.of(text))}"
            notes.append((name("kgb:derivation"), terms.literal(counted, lang="en")))
    return notes
