"""What templates show, looked up in ``ontology/wikitext/templates.yaml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from kgbuild import tables
from kgbuild.assets import ONTOLOGY
from kgbuild.errors import VocabularyError
from kgbuild.readers.wikitext import days, measures, pages, points, wording
from kgbuild.readers.wikitext.atoms import Atom, Box, Note, Omitted, words
from kgbuild.readers.wikitext.call import Call

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kgbuild.readers.wikitext.call import Shower
    from kgbuild.readers.wikitext.markup import Template
    from kgbuild.readers.wikitext.shown import Page

READERS: Final[Mapping[str, Shower]] = {
    **wording.READERS,
    **days.READERS,
    **measures.READERS,
    **points.READERS,
}
"""The functions that ``read`` names."""

Piece: TypeAlias = "str | tuple[str, ...] | Group"
_FEWEST: Final = 3  # keys that a template has which is read as a box though its name does not say so
_PIECES: Final = re.compile(r"\{([^{}]+)\}|<br>|\[|\]|[^{}\[\]<]+|<")


@dataclass(frozen=True, slots=True)
class Group:
    """Pieces of a pattern that are shown only where every hole among them is filled."""

    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """How a template is shown: by a pattern, by a function, as a footnote, or not at all."""

    pattern: tuple[Piece, ...] | None = None
    read: str = ""
    note: bool = False
    nothing: str | None = None


def entries() -> list[dict[str, Any]]:
    """Return the table of templates as it is written."""
    read: list[dict[str, Any]] = tables.read(ONTOLOGY / "wikitext" / "templates.yaml")
    return read


@cache
def _table() -> tuple[Mapping[str, Shape], tuple[tuple[re.Pattern[str], Shape], ...]]:
    """Read the table: shapes by name, and those by regular expression in their order."""
    named: dict[str, Shape] = {}
    like: list[tuple[re.Pattern[str], Shape]] = []
    for entry in entries():
        shape = _shape(entry)
        if shape.read and shape.read not in READERS:
            raise VocabularyError(f"no function shows templates as {shape.read!r}", place="templates.yaml")
        for name in entry.get("names", ()):
            named.setdefault(str(name), shape)
        like += [(re.compile(pattern), shape) for pattern in entry.get("like", ())]
    return named, tuple(like)


def _shape(entry: dict[str, Any]) -> Shape:
    pattern = _pattern(entry["shown"]) if "shown" in entry else None
    return Shape(pattern, entry.get("read", ""), bool(entry.get("note")), entry.get("nothing"))


def _pattern(words: str) -> tuple[Piece, ...]:
    """Read a pattern: ``{a|b}`` is a hole, ``[...]`` an optional stretch, which may hold others."""
    stack: list[list[Piece]] = [[]]
    for found in _PIECES.finditer(words):
        token = found.group()
        if token == "[":
            stack.append([])
        elif token == "]":
            done = Group(tuple(stack.pop()))
            stack[-1].append(done)
        elif token == "<br>":
            stack[-1].append("\n")
        else:
            stack[-1].append(tuple(found[1].split("|")) if found[1] else token)
    return tuple(stack[0])


@lru_cache(4096)
def shape_of(name: str) -> Shape | None:
    """Return how templates of a name are shown; None where nothing tells."""
    named, like = _table()
    if name in named:
        return named[name]
    return next((shape for pattern, shape in like if pattern.fullmatch(name)), None)


def show(page: Page, template: Template) -> list[Atom]:
    """Return what a template shows; one that is not known shows nothing, and says so."""
    call = Call(page, template)
    if is_box(call):
        return [Atom("", template.start, template.end, mark=Box(template))]
    shape = shape_of(call.name)
    if shape is None:
        return wording.magic(call) or wording.code(call) or _unknown(call)
    if shape.nothing is not None:
        return [_omitted(call, shape.nothing)] if shape.nothing else []
    if shape.note:
        return [Atom("", template.start, template.end, mark=Note(template))]
    found = READERS[shape.read](call) if shape.read else _filled(call, shape.pattern or ())
    return _unknown(call) if found is None else found


def is_box(call: Call) -> bool:
    """Tell whether a template is an infobox: by its name, or by its keys where its name is not known."""
    if pages.is_box_name(call.name):
        return True
    if len(call.given) < _FEWEST or "\n" not in call.page.source[call.template.start : call.template.end]:
        return False
    keyed = [key for key in call.given if not key.isdecimal()]
    return len(keyed) >= _FEWEST and pages.has_box_key(keyed) and shape_of(call.name) is None


def _unknown(call: Call) -> list[Atom]:
    """Return the first words that a template in an infobox is given, since most only wrap them; elsewhere nothing."""
    first = call.shown("1") if call.page.in_box else []
    if words(first):
        return [_omitted(call, "template shown by its first words"), *first]
    return [_omitted(call, "template not shown")]


def _omitted(call: Call, reason: str) -> Atom:
    return Atom("", call.template.start, call.template.start, mark=Omitted(reason, call.name[:80]))


def _filled(call: Call, pattern: tuple[Piece, ...]) -> list[Atom]:
    """Fill the holes of a pattern; its words stand for the whole template."""
    made: list[Atom] = []
    for piece in pattern:
        if isinstance(piece, Group):
            holes = [p for p in piece.pieces if isinstance(p, tuple)]
            if all(call.words(*hole) for hole in holes):
                made += _filled(call, piece.pieces)
        elif isinstance(piece, tuple):
            made += call.shown(*piece)
        else:
            made.append(call.line() if piece == "\n" else call.put(piece))
    return made
