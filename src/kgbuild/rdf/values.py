"""Values as RDF: an amount is a node with a number, a unit and a precision, a point one with its axes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgbuild.model import Coordinates, Date, Quantity, Ref, Text
from kgbuild.rdf import terms
from kgbuild.rdf.terms import name
from kgbuild.text import hedges
from kgbuild.vocabulary import EDTF, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kgbuild.model import Value
    from kgbuild.rdf.statements import Scope, Triple
    from kgbuild.vocabulary import Term, Unit

LANG_STRING = PREFIXES["rdf"] + "langString"
CONCEPT = PREFIXES["skos"] + "Concept"
BOOLEAN, DECIMAL, STRING = (PREFIXES["xsd"] + kind for kind in ("boolean", "decimal", "string"))


def precision(quantity: Quantity) -> str:
    """Return how exactly a quantity is stated, as a concept of the precision scheme.

    >>> [precision(q) for q in (Quantity(3000, 5000), Quantity(None, 9), Quantity(7, 7, hedge="about"))]
    ['estimated', 'at-most', 'approximate']
    """
    if quantity.low is None:
        return "at-most"
    if quantity.high is None:
        return "at-least"
    ranged = quantity.low != quantity.high
    return "estimated" if ranged else hedges.precision(quantity.hedge)


def amount(node: str, quantity: Quantity, units: Mapping[str, Unit]) -> Iterator[Triple]:
    """Yield number, unit and precision of a node; what is exact says nothing of its precision."""
    if quantity.low == quantity.high and quantity.low is not None:
        yield node, name("schema:value"), terms.decimal(quantity.low)
    else:
        if quantity.low is not None:
            yield node, name("schema:minValue"), terms.decimal(quantity.low)
        if quantity.high is not None:
            yield node, name("schema:maxValue"), terms.decimal(quantity.high)
    unit = units.get(quantity.unit or "")
    yield node, name("qudt:hasUnit"), terms.iri(unit.iri) if unit else name("unit:NUM")
    if quantity.unit:
        yield node, name("kgb:unitText"), terms.literal(quantity.unit)
    exactness = precision(quantity)
    if exactness != "exact":
        yield node, name("kgb:precision"), terms.concept("precision", exactness)
    if quantity.hedge:
        yield node, name("kgb:hedge"), terms.literal(quantity.hedge, lang="en")


def measurement(scope: Scope, node: str, quantity: Quantity) -> Iterator[Triple]:
    """Yield a measurement, and the conversions that the text states beside it as more of them."""
    yield node, name("rdf:type"), name("kgb:Measurement")
    if precision(quantity) == "estimated":
        yield node, name("rdf:type"), name("kgb:Estimate")
    yield from amount(node, quantity, scope.vocabulary.units)
    yield from equivalents(scope, node, quantity)


def equivalents(scope: Scope, node: str, quantity: Quantity) -> Iterator[Triple]:
    """Yield what the text says that an amount is in other units."""
    for other in quantity.equivalents:
        same = scope.node("measurement", node, repr(other))
        yield node, name("kgb:statedEquivalent"), same
        yield from measurement(scope, same, other)


def coordinates(node: str, place: Coordinates) -> Iterator[Triple]:
    """Yield a point in WGS 84."""
    yield node, name("rdf:type"), name("schema:GeoCoordinates")
    yield node, name("schema:latitude"), terms.decimal(place.latitude)
    yield node, name("schema:longitude"), terms.decimal(place.longitude)
    yield node, name("geo:asWKT"), terms.point(place)


def fitting(scope: Scope, owner: str, prop: Term, value: Value | Ref) -> tuple[str, list[Triple]] | None:
    """Return a value as an object of a property, with the triples of its node; None where it does not fit."""
    match value:
        case Ref(iri):
            fits = not set(prop.range).isdisjoint(scope.vocabulary.classes) and "Measurement" not in prop.range
            return (terms.iri(iri), []) if fits else None
        case Date():
            return (terms.edtf(value), []) if EDTF in prop.range else None
        case Text():
            found = _text(scope, prop, value)
            return (found, []) if found else None
        case Quantity(low=low, high=high):
            if DECIMAL in prop.range and low is not None and low == high:
                return terms.decimal(low), []
            if "Measurement" in prop.range:
                node = scope.node("measurement", owner, prop.name, repr(value))
                return node, list(measurement(scope, node, value))
            return None
        case Coordinates():
            return None


def _text(scope: Scope, prop: Term, text: Text) -> str | None:
    if LANG_STRING in prop.range:
        return terms.words(text)
    if STRING in prop.range:
        return terms.literal(text.value)
    if BOOLEAN in prop.range and text.value in {"true", "false"}:
        return terms.typed(text.value, "boolean")
    if CONCEPT in prop.range:
        wanted = text.value.casefold()
        for concept in scope.vocabulary.schemes.get(prop.name, {}).values():
            if wanted in {words.casefold() for words, _ in concept.labels}:
                return terms.iri(concept.iri)
    return None


def said(value: Value | Ref, names: Mapping[str, str]) -> str:
    """Return a value in words, for where no property takes it as it is.

    >>> said(Quantity(3, 5, "km"), {}), said(Date("1951~", None, None), {}), said(Ref("x"), {"x": "Ada"})
    ('3-5 km', '1951~', 'Ada')
    """
    match value:
        case Ref(iri):
            return names[iri]
        case Date(edtf=edtf):
            return edtf
        case Text(value=words):
            return words
        case Coordinates(latitude=latitude, longitude=longitude):
            return f"{latitude},{longitude}"
        case Quantity(low=low, high=high, unit=unit):
            ends = [f"{n:.15g}" for n in dict.fromkeys((low, high)) if n is not None]
            return " ".join(["-".join(ends), *([unit] if unit else [])])
