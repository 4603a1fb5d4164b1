"""Footnotes as references: the words of a source, its address and its title."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kgbuild.model import Reference
from kgbuild.readers.wikitext import atoms
from kgbuild.readers.wikitext.call import Call
from kgbuild.readers.wikitext.markup import Argument, External, Link, Tag, Template

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kgbuild.readers.wikitext.markup import Node
    from kgbuild.readers.wikitext.shown import Page

_NAME: Final = re.compile(
    r"\bname\s{0,9}=\s{0,9}(?:\"([^\"]{1,200})\"|'([^']{1,200})'|([^\s\"'/>]{1,200}))", re.IGNORECASE
)
_URL: Final = re.compile(r"https?://[^\s\[\]<>\"|{}]{1,2000}")
_KEYS: Final = (
    ("author", "authors", "last", "last1", "author1", "vauthors", "surname"),
    ("title", "chapter", "contribution", "trans-title", "script-title"),
    ("work", "website", "newspaper", "journal", "magazine", "periodical", "encyclopedia", "series", "via"),
    ("publisher", "institution", "agency", "publication"),
    ("date", "year", "publication-date"),
    ("page", "pages", "p", "pp", "at"),
)
_FIRST: Final = ("first", "first1", "given")
_LONGEST: Final = 1000


class References:
    """The footnotes of one page by their names."""

    def __init__(self, page: Page, nodes: Sequence[Node]) -> None:
        self.page = page
        self._named: dict[str, Tag] = {}
        for tag in _tags(nodes, page.source):
            if tag.nodes and (name := _name(tag)):
                self._named.setdefault(name, tag)

    def read(self, node: Tag | Template, at: int) -> Reference | None:
        """Return what a footnote refers to; None for one whose content the page does not hold."""
        if isinstance(node, Template):
            call = Call(self.page, node)
            named = self._named.get(call.words("1")) if call.name == "r" else None
            return self.read(named, at) if named else self._cited(call, at)
        tag = node if node.nodes else self._named.get(_name(node))
        if tag is None or not tag.nodes:
            return None
        for template in (n for n in tag.nodes if isinstance(n, Template)):
            if found := self._cited(Call(self.page, template), at):
                return found
        url = next((n.url for n in tag.nodes if isinstance(n, External)), "")
        said = self.page.words(tag.nodes)[:_LONGEST]
        bare = _URL.search(said)
        title = next((self.page.words(n.nodes) for n in tag.nodes if isinstance(n, External)), "")
        address = url or (bare.group().rstrip(".,;") if bare else "")
        return Reference(at, said or address, address, title) if said or address else None

    def _cited(self, call: Call, at: int) -> Reference | None:
        """Return the source that a template for citations names."""
        if call.name.startswith(("sfn", "harv", "snf", "shortened", "ref")):
            pages = call.words("p", "pp", "page", "pages", "loc")
            given = [atoms.words(said) for said in call.positional()]
            said = " ".join(filter(None, given))
            return Reference(at, said + (f", p. {pages}" if pages else "")) if said else None
        fields = [call.words(*keys) for keys in _KEYS]
        if fields[0] and (first := call.words(*_FIRST)):
            fields[0] = f"{fields[0]}, {first}"
        url = _URL.match(self._raw(call, "url", "chapter-url", "archive-url", "archiveurl"))
        said = ". ".join(filter(None, fields))[:_LONGEST]
        if not fields[1] and not url:
            return None
        return Reference(at, said or (url.group() if url else ""), url.group() if url else "", fields[1])

    def _raw(self, call: Call, *keys: str) -> str:
        parts = (call.given[key] for key in keys if key in call.given)
        return next((said for part in parts if (said := self.page.source[part.start : part.end].strip())), "")


def _name(tag: Tag) -> str:
    found = _NAME.search(tag.attributes)
    return " ".join(next(filter(None, found.groups()), "").split()) if found else ""


def _tags(nodes: Sequence[Node], source: str) -> Iterator[Tag]:
    """Yield all footnotes, in whatever they stand."""
    for node in nodes:
        match node:
            case Tag(name="ref"):
                yield node
            case Tag(nodes=inner) if inner:
                yield from _tags(inner, source)
            case Template(parts=parts) | Link(parts=parts) | Argument(parts=parts):
                for part in parts:
                    yield from _tags(part.nodes, source)
            case External(nodes=inner):
                yield from _tags(inner, source)
            case _:
                pass
