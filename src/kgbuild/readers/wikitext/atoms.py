"""Atoms: stretches of what a page shows, each with the stretch of markup that it is from, and what hangs on them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kgbuild.readers.wikitext.markup import Tag, Template


@dataclass(frozen=True, slots=True)
class Omitted:
    """What a reader of the page sees and the text leaves out, and why."""

    reason: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Break:
    """The end of a line that is meant as one, and sets items of a list apart."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """A comment: a line that holds nothing else is no line."""


@dataclass(frozen=True, slots=True)
class Box:
    """An infobox template, which is read by itself."""

    template: Template


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: a tag ``<ref>``, or a template that stands for one."""

    node: Tag | Template


@dataclass(frozen=True, slots=True)
class Point:
    """Coordinates that the page shows beside its title."""

    words: str


Mark: TypeAlias = Omitted | Break | Hidden | Box | Note | Point


class Atom(NamedTuple):
    """Words shown for a stretch of the source; ``link`` is where they lead and where that link begins."""

    words: str
    start: int
    end: int
    link: tuple[str, int] | None = None
    mark: Mark | None = None


def words(atoms: Sequence[Atom]) -> str:
    r"""Return what atoms show, with single blanks.

    >>> words([Atom("The ", 0, 4), Atom("camp\n", 6, 11)])
    'The camp'
    """
    return " ".join("".join(atom.words for atom in atoms).split())


def lines(atoms: Sequence[Atom]) -> Iterator[list[Atom]]:
    """Yield the atoms of each line; what an atom shows is cut where its line ends."""
    line: list[Atom] = []
    for atom in atoms:
        if "\n" not in atom.words:
            line.append(atom)
            continue
        start = 0
        while (end := atom.words.find("\n", start)) >= 0:
            line.append(part(atom, start, end))
            yield line
            line, start = [], end + 1
        line.append(part(atom, start, len(atom.words)))
    yield line


def part(atom: Atom, start: int, end: int) -> Atom:
    """Return a stretch of an atom; that of a copy is from its own stretch of the source."""
    if start == 0 and end == len(atom.words):
        return atom
    words, mark = atom.words[start:end], atom.mark if start == 0 else None
    if atom.end - atom.start != len(atom.words):
        return Atom(words, atom.start, atom.end, atom.link, mark)
    return Atom(words, atom.start + start, atom.start + end, atom.link, mark)


def strip(atoms: Sequence[Atom]) -> list[Atom]:
    """Return atoms without white space at their ends; marks stay."""
    kept = list(atoms)
    for number, atom in enumerate(kept):
        bare = atom.words.lstrip()
        kept[number] = part(atom, len(atom.words) - len(bare), len(atom.words))
        if bare:
            break
    for number in range(len(kept) - 1, -1, -1):
        bare = kept[number].words.rstrip()
        kept[number] = part(kept[number], 0, len(bare))
        if bare:
            break
    return [atom for atom in kept if atom.words or atom.mark]
