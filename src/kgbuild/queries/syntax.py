"""As much of SPARQL's syntax as it takes to find a query's form, its columns and where its pattern opens."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgbuild.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")

_UPDATES = frozenset(["INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"])
_SKIPPED = frozenset({"space", "comment"})
_TOKEN = re.compile(
    r"""(?P<space>\s+)
    | (?P<comment>\#[^\n]*)
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<string>\"{3}(?:[^"\\]|\\.|"(?!""))*\"{3} | '{3}(?:[^'\\]|\\.|'(?!''))*'{3}
        | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
    | (?P<variable>[?$]\w+)
    | (?P<word>[A-Za-z_][\w.-]*:?|:)
    | (?P<mark>.)""",
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, mark, IRI or string of a query, and its offset."""

    kind: str
    text: str
    start: int


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a query without white space and comments.

    >>> [token.text for token in tokens('ASK { ?s <a:b> "}" } # no')]
    ['ASK', '{', '?s', '<a:b>', '"}"', '}']
    """
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "mark"
        if kind not in _SKIPPED:
            yield Token(kind, match[0], match.start())


def without_comments(text: str) -> str:
    r"""Return the query with its comments cut out; they are for readers, not for endpoints.

    >>> without_comments('ASK { # any\n ?s ?p "#1" }')
    'ASK { \n ?s ?p "#1" }'
    """
    return _TOKEN.sub(lambda match: "" if match.lastgroup == "comment" else match[0], text)


def form(text: str) -> str:
    """Return SELECT, ASK, CONSTRUCT or DESCRIBE, or raise QueryError where the text is none of them.

    >>> form("PREFIX select: <http://select/> ASK { ?s ?p ?o }")
    'ASK'
    """
    for token in tokens(text):
        word = token.text.upper()
        if token.kind == "word" and word in FORMS:
            return word
        if token.kind == "word" and word in _UPDATES:
            raise QueryError(f"{word} changes data, and a query only reads", hint="use " + ", ".join(FORMS))
    raise QueryError("this is not a SPARQL query", hint="use " + ", ".join(FORMS))


def opening(text: str) -> int:
    """Return the offset just inside the ``{`` of the query's outermost pattern.

    >>> opening("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    25
    >>> opening("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    30
    """
    which = form(text)
    groups = list(_groups(text))
    if which == "CONSTRUCT":
        groups = groups[1:]
    if not groups:
        raise QueryError(f"this {which} has no pattern to bind parameters in", hint="write it with WHERE { ... }")
    return groups[0] + 1


def selected(text: str) -> tuple[str, ...]:
    """Return the names of the variables that a SELECT gives, in order; empty for ``*`` and for other forms.

    >>> selected("SELECT DISTINCT ?a (MIN(?x) AS ?b) WHERE { ?a ?p ?x }")
    ('a', 'b')
    """
    names: list[str] = []
    depth, begun, renamed = 0, False, False
    for token in tokens(text):
        word = token.text.upper()
        if not begun:
            begun = word == "SELECT"
            continue
        if token.text == "{" or word in {"WHERE", "FROM"}:
            break
        depth += (token.text == "(") - (token.text == ")")
        if token.kind == "variable" and (depth == 0 or renamed):
            names.append(token.text[1:])
        renamed = word == "AS"
    return tuple(names)


def _groups(text: str) -> Iterator[int]:
    """Yield the offset of each ``{`` that stands in no other brace or parenthesis."""
    braces = parentheses = 0
    for token in tokens(text):
        match token.text:
            case "{":
                if braces == parentheses == 0:
                    yield token.start
                braces += 1
            case "}":
                braces -= 1
            case "(":
                parentheses += 1
            case ")":
                parentheses -= 1
            case _:
                pass
