"""The header of a canned query: comment lines that say what it answers and which parameters it takes.

    # title: Deaths in custody
    # description: Who died where, and who says so.
    #   A line that is indented goes on with the one above.
    # param: facility iri|label optional "the facility, by its IRI or any of its names"
    # columns: person personName facility facilityName
    # tags: persons, events

A parameter is a variable of the query; after its doc string a default value may follow.
"""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass

from kgbuild.errors import QueryError
from kgbuild.queries.syntax import form, selected, tokens

TYPES = ("iri", "string", "lang", "integer", "decimal", "date", "edtf-year", "label")

_KEY = re.compile(r"^# (\w+): *(.*)$")
_MORE = re.compile(r"^#  +(.*)$")
_KEYS = frozenset({"title", "description", "param", "columns", "tags"})


@dataclass(frozen=True, slots=True)
class Parameter:
    """A variable of a query that the reader may set: ``types`` are tried in their order."""

    name: str
    types: tuple[str, ...]
    required: bool
    doc: str
    default: str | None = None

    @property
    def type(self) -> str:
        """The types as the header writes them: ``iri|label``."""
        return "|".join(self.types)


@dataclass(frozen=True, slots=True)
class Query:
    """A SPARQL query with what its header says of it; ``form`` is SELECT, ASK, CONSTRUCT or DESCRIBE."""

    name: str
    title: str
    description: str
    params: tuple[Parameter, ...]
    text: str
    form: str
    columns: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


def parse(text: str, name: str = "query") -> Query:
    r"""Read a query with or without a header.

    >>> query = parse('# title: People\n# param: p iri optional "a person"\nSELECT ?p { ?p ?q ?r }')
    >>> query.title, query.params[0].type, query.columns
    ('People', 'iri', ('p',))
    """
    entries = _entries(text, name)
    params = tuple(_parameter(value, f"{name}.rq:{line}") for line, key, value in entries if key == "param")
    one = {key: value for _, key, value in entries}
    variables = {token.text[1:] for token in tokens(text) if token.kind == "variable"}
    for param in params:
        if not any(used == param.name or used in _bounds(param.name) for used in variables):
            raise QueryError(f"the query does not use its parameter {param.name!r}", place=f"{name}.rq")
    columns = tuple(one.get("columns", "").split()) or selected(text)
    tags = tuple(tag.strip() for tag in one.get("tags", "").split(",") if tag.strip())
    return Query(name, one.get("title", ""), one.get("description", ""), params, text, form(text), columns, tags)


def _bounds(name: str) -> tuple[str, str]:
    """Return the variables that hold the first and the last day of an ``edtf-year`` parameter."""
    return f"{name}Earliest", f"{name}Latest"


def _entries(text: str, name: str) -> list[tuple[int, str, str]]:
    """Return line number, key and value of each entry of the comment block that the text begins with."""
    entries: list[tuple[int, str, str]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("#"):
            break
        if found := _KEY.match(line):
            if found[1] not in _KEYS:
                known = ", ".join(sorted(_KEYS))
                raise QueryError(f"unknown key {found[1]!r}", place=f"{name}.rq:{number}", hint=f"use {known}")
            entries.append((number, found[1], found[2].strip()))
        elif entries and (found := _MORE.match(line)):
            line_number, key, value = entries[-1]
            entries[-1] = (line_number, key, f"{value} {found[1].strip()}")
    return entries


def _parameter(value: str, place: str) -> Parameter:
    """Read ``NAME TYPE|TYPE required|optional "DOC" [DEFAULT]``."""
    hint = 'write: # param: NAME TYPE required|optional "DOC" [DEFAULT]'
    try:
        words = shlex.split(value)
    except ValueError as error:
        raise QueryError(f"this parameter does not parse: {error}", place=place, hint=hint) from error
    if len(words) not in {4, 5} or words[2] not in {"required", "optional"}:
        raise QueryError("this parameter does not parse", place=place, hint=hint)
    types = tuple(words[1].split("|"))
    for unknown in (kind for kind in types if kind not in TYPES):
        raise QueryError(f"unknown type {unknown!r}", place=place, hint="use " + ", ".join(TYPES))
    return Parameter(words[0], types, words[2] == "required", words[3], words[4] if len(words) == 5 else None)
