"""RDF terms as N-Triples text, so that a graph is written first and parsed, and thereby checked, once.

Writing text and parsing it with pyoxigraph takes a third of the time of building its objects one by one.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from kgbuild.names import language
from kgbuild.vocabulary import EDTF, PREFIXES, SCHEME

if TYPE_CHECKING:
    import datetime

    from kgbuild.model import Coordinates, Date, Text

_ESCAPED = re.compile(r'[\\"\n\r]')
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})


def iri(value: str) -> str:
    """Return an IRI as a term.

    >>> iri("https://example.org/a")
    '<https://example.org/a>'
    """
    return f"<{value}>"


@cache
def name(curie: str) -> str:
    """Return a prefixed name as a term.

    >>> name("kgb:Claim")
    '<https://w3id.org/kgbuild/ontology#Claim>'
    """
    prefix, _, local = curie.partition(":")
    return iri(PREFIXES[prefix] + local)


@cache
def concept(scheme: str, key: str) -> str:
    """Return a concept of one of our schemes.

    >>> concept("certainty", "stated")
    '<https://w3id.org/kgbuild/scheme/certainty/stated>'
    """
    return iri(f"{SCHEME}{scheme}/{key}")


def literal(value: str, *, lang: str = "", datatype: str = "") -> str:
    r"""Return a literal; ``datatype`` is an IRI.

    >>> print(literal('the "camp"\n', lang="en"))
    "the \"camp\"\n"@en
    """
    quoted = f'"{value.translate(_ESCAPES) if _ESCAPED.search(value) else value}"'
    if lang:
        return f"{quoted}@{lang.lower()}"
    return f"{quoted}^^<{datatype}>" if datatype else quoted


def words(text: Text) -> str:
    """Return a text in its language, told from its script where it is not known."""
    return literal(text.value, lang=text.lang or language(text.value))


def typed(value: str, kind: str) -> str:
    """Return a literal of an XML Schema type.

    >>> typed("3", "integer")
    '"3"^^<http://www.w3.org/2001/XMLSchema#integer>'
    """
    return literal(value, datatype=PREFIXES["xsd"] + kind)


def decimal(number: float) -> str:
    """Return a number as xsd:decimal, always with a point, never with an exponent.

    >>> decimal(500), decimal(1e-7)[:11]
    ('"500.0"^^<http://www.w3.org/2001/XMLSchema#decimal>', '"0.0000001"')
    """
    digits = format(Decimal(repr(float(number))), "f")
    return typed(digits if "." in digits else f"{digits}.0", "decimal")


def edtf(date: Date) -> str:
    """Return a date as an EDTF literal."""
    return literal(date.edtf, datatype=EDTF)


def day(date: datetime.date) -> str:
    """Return a day as xsd:date."""
    return typed(date.isoformat(), "date")


def point(place: Coordinates) -> str:
    """Return a point as well-known text, longitude first.

    >>> from kgbuild.model import Coordinates
    >>> point(Coordinates(41.5, 129.75))
    '"POINT(129.75 41.5)"^^<http://www.opengis.net/ont/geosparql#wktLiteral>'
    """
    return literal(f"POINT({place.longitude} {place.latitude})", datatype=PREFIXES["geo"] + "wktLiteral")
