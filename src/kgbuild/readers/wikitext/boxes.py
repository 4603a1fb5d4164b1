"""Infobox templates as entries of key and value, each box by itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kgbuild.readers.wikitext import pages
from kgbuild.readers.wikitext.atoms import Atom, Box, Break, Omitted, lines, part, strip, words
from kgbuild.readers.wikitext.call import Call, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kgbuild.readers.wikitext.markup import Part, Template
    from kgbuild.readers.wikitext.shown import Page
    from kgbuild.readers.wikitext.writer import Writer

MAX_NESTED: Final = 20
"""How many boxes a box may hold."""

_BULLETS: Final = re.compile(r"\s*[*#:;]+\s*")
_PICTURE: Final = re.compile(r"(?i)[^\n|{}\[\]]{1,200}\.(?:jpe?g|png|svg|gif|webp|tiff?|ogg|ogv|webm)")


def write(writer: Writer, page: Page, template: Template, depth: int = 0) -> None:
    """Write a box, and after it the boxes that it holds."""
    call = Call(page, template)
    held: list[Template] = []
    entries: list[tuple[Atom, list[Atom]]] = []
    page.in_box = True
    for key, given in call.given.items():
        if given.key is None:
            _held(page.show(given.nodes), held)
            continue
        shown = page.show(given.nodes)
        _held(shown, held)
        if not words(shown) and not any(atom.mark for atom in shown):
            continue
        if not pages.is_shown(key) or _PICTURE.fullmatch(words(shown)):
            if words(shown):
                writer.omit("infobox key of pictures and layout", f"{key}: {words(shown)[:80]}")
            continue
        value = _value([atom for atom in shown if not isinstance(atom.mark, Box)])
        if words(value):
            entries.append((_key(page, given), value))
        else:
            _leave_marks(writer, value)
    page.in_box = False
    if entries:
        writer.box(_name(page, template), entries, template.start)
    for inner in held[: MAX_NESTED if depth < MAX_NESTED else 0]:
        write(writer, page, inner, depth + 1)


def _held(shown: Sequence[Atom], held: list[Template]) -> None:
    held += [atom.mark.template for atom in shown if isinstance(atom.mark, Box)]


def _leave_marks(writer: Writer, value: Sequence[Atom]) -> None:
    """Report what a value without words leaves out."""
    for atom in value:
        if isinstance(atom.mark, Omitted):
            writer.omit(atom.mark.reason, atom.mark.detail)


def _name(page: Page, template: Template) -> list[Atom]:
    """Return what the box is called besides 'Infobox'."""
    name = template.name
    said = plain(page.source[name.start : name.end])
    bare = re.sub(r"(?i)^(?:template:)?\s*infobox\b\s*|\s*\binfobox$", "", said)
    return [Atom(bare, name.start, name.end)] if bare else []


def _key(page: Page, given: Part) -> Atom:
    """Return a key as the plain form has it: 'birth_date' is 'Birth date'."""
    start, end = given.key or (given.start, given.start)
    said = plain(page.source[start:end]).replace(":", " ")
    source = page.source[start:end]
    lead = len(source) - len(source.lstrip())
    return Atom(said[:1].upper() + said[1:], start + lead, end - (len(source) - len(source.rstrip())))


def _value(shown: Sequence[Atom]) -> list[Atom]:
    """Return a value on one line; what stands on lines of its own or in a list is set apart by semicolons."""
    pieces = [piece for line in lines(shown) for piece in [_piece(line)]]
    made: list[Atom] = []
    apart = False
    for piece, listed, ended in pieces:
        said = words(piece)
        if said and words(made):
            before = words(made)[-1]
            joined = said[0] in "(,;" or before in ",;:(–-"
            separator = "; " if (apart or listed) and not joined else " "
            made.append(Atom(separator, piece[0].start, piece[0].start))
            apart = False
        made += piece
        apart = apart or ended
    return strip(made)


def _piece(line: list[Atom]) -> tuple[list[Atom], bool, bool]:
    """Return a line without the marks of a list, whether it had them, and whether it ends on purpose."""
    ended = any(isinstance(atom.mark, Break) for atom in line)
    kept = strip([a if not isinstance(a.mark, Break) else Atom(a.words, a.start, a.end, a.link) for a in line])
    if kept and (found := _BULLETS.match(kept[0].words)) and kept[0].words[0] in "*#":
        return strip([part(kept[0], found.end(), len(kept[0].words)), *kept[1:]]), True, ended
    return kept, False, ended
