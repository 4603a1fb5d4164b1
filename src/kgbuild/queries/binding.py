"""Parameters: from the words of a reader to validated terms, and from terms to a VALUES block in the query.

A value never becomes part of the query as text. It is read as a term of the declared type first, and what
stands in the query is that term's own N-Triples form; so the same bound query runs here and on any endpoint.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kgbuild.errors import QueryError
from kgbuild.queries.prefixes import expand
from kgbuild.queries.syntax import opening
from kgbuild.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kgbuild.queries.header import Parameter, Query

LABELS = (
    "http://www.w3.org/2000/01/rdf-schema#label",
    "http://www.w3.org/2004/02/skos/core#prefLabel",
    "http://www.w3.org/2004/02/skos/core#altLabel",
    PREFIXES["kgb"] + "name",
    PREFIXES["kgb"] + "altName",
    PREFIXES["kgb"] + "nativeName",
)
"""The properties that give a thing a name."""

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(//|[^\s/])\S*")
_YEAR = re.compile(r"[0-9]{4}|[0-9]{3}X|[0-9]{2}XX")
_DECIMAL = re.compile(r"[+-]?([0-9]+(\.[0-9]+)?|\.[0-9]+)")
_EDTF = ox.NamedNode(PREFIXES["edtf"] + "EDTF")


def bind(query: Query, params: Mapping[str, str] | None = None) -> str:
    """Return the query's text with its parameters bound at the start of its pattern.

    A parameter that is missing, unknown or of another type raises QueryError, which names the parameter, its
    type and an example of it.
    """
    given = dict(params or {})
    known = {param.name: param for param in query.params}
    for name in given:
        if name not in known:
            takes = ", ".join(known) or "none"
            raise QueryError(f"{query.name} has no parameter {name!r}", hint=f"its parameters: {takes}")
    blocks = []
    for param in query.params:
        value = given.get(param.name, param.default)
        if value is not None:
            blocks.append(_block(param, value))
        elif param.required:
            raise QueryError(f"{query.name} needs the parameter {param.name!r}", hint=_wanted(param))
    if not blocks:
        return query.text
    place = opening(query.text)
    return f"{query.text[:place]} {' '.join(blocks)} {query.text[place:]}"


def named(query: Query, params: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Return the values that ``bind`` looks up as names."""
    given = params or {}
    values = [(param, given.get(param.name, param.default)) for param in query.params]
    return tuple(v for param, v in values if v is not None and _read(param, v)[0] == "label")


def _block(param: Parameter, value: str) -> str:
    """Return the group that binds one parameter."""
    kind, term = _read(param, value)
    name = param.name
    match kind:
        case "label":
            path = "|".join(f"<{iri}>" for iri in LABELS)
            return (
                f"{{ SELECT DISTINCT ?{name} WHERE {{ VALUES ?{name}Given {{ {term} }} "
                f"?{name} {path} ?{name}Label . "
                f"FILTER(LCASE(STR(?{name}Label)) = LCASE(STR(?{name}Given))) }} }}"
            )
        case "edtf-year":
            first, last = value.replace("X", "0"), value.replace("X", "9")
            days = [_literal(f"{first}-01-01", "date"), _literal(f"{last}-12-31", "date")]
            return f"VALUES (?{name} ?{name}Earliest ?{name}Latest) {{ ({term} {days[0]} {days[1]}) }}"
        case _:
            return f"VALUES ?{name} {{ {term} }}"


def _read(param: Parameter, value: str) -> tuple[str, ox.NamedNode | ox.Literal]:
    """Return the first type of the parameter that takes the value, and the value as a term."""
    for kind in param.types:
        try:
            return kind, _READERS[kind][0](unicodedata.normalize("NFC", value.strip()))
        except ValueError:
            continue
    raise QueryError(f"parameter {param.name!r} cannot be {value!r}", hint=_wanted(param))


def _wanted(param: Parameter) -> str:
    """Say of which type a parameter is, with an example."""
    return "it takes " + " or ".join(f"{kind}, as {param.name}={_READERS[kind][1]}" for kind in param.types)


def _literal(lexical: str, datatype: str) -> ox.Literal:
    return ox.Literal(lexical, datatype=ox.NamedNode(PREFIXES["xsd"] + datatype))


def _iri(value: str) -> ox.NamedNode:
    """Read ``https://…``, ``<https://…>``, ``urn:…`` or a name with a known prefix."""
    if value.startswith("<") and value.endswith(">"):
        value = value[1:-1]
    if expanded := expand(value):
        return ox.NamedNode(expanded)
    if not _IRI.fullmatch(value) or not ("://" in value or value.lower().startswith("urn:")):
        raise ValueError(value)
    return ox.NamedNode(value)


def _text(value: str) -> ox.Literal:
    if not value:
        raise ValueError(value)
    return ox.Literal(value)


def _lang(value: str) -> ox.Literal:
    """Read a language tag or ``*``; a query compares it with langMatches, so it stays a plain string."""
    return ox.Literal("*" if value == "*" else ox.Literal("", language=value).language or "")


def _integer(value: str) -> ox.Literal:
    if not re.fullmatch(r"[+-]?[0-9]+", value):
        raise ValueError(value)
    return _literal(str(int(value)), "integer")


def _decimal(value: str) -> ox.Literal:
    if not _DECIMAL.fullmatch(value):
        raise ValueError(value)
    return _literal(value, "decimal")


def _date(value: str) -> ox.Literal:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise ValueError(value)
    return _literal(datetime.date.fromisoformat(value).isoformat(), "date")


def _year(value: str) -> ox.Literal:
    if not _YEAR.fullmatch(value) or value.startswith("0000"):
        raise ValueError(value)
    return ox.Literal(value, datatype=_EDTF)


_READERS: Mapping[str, tuple[Callable[[str], ox.NamedNode | ox.Literal], str]] = {
    "iri": (_iri, "https://example.org/kg/id/facility/alcatraz"),
    "string": (_text, "granite"),
    "lang": (_lang, "ko-hang"),
    "integer": (_integer, "300"),
    "decimal": (_decimal, "2.5"),
    "date": (_date, "1934-08-11"),
    "edtf-year": (_year, "1934"),
    "label": (_text, "Alcatraz"),
}
