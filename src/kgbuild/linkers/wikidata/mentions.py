"""What is to be linked: words of an article, with what is known of the thing that they name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kgbuild.linkers.wikidata import names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kgbuild.model import Span

MAX_TEXT = 2_000_000
_TAIL = re.compile(r"\s*\([^()]*\)\s*$")
_SHORT = re.compile(r"\(([A-Z][A-Z.&-]{1,9})\)")


@dataclass(frozen=True, slots=True)
class Asked:
    """Words to be linked, and what is known of the thing: nothing where nothing is.

    ``kind`` is a class of the ontology, ``page`` the title of the page to which the words lead, ``country`` and
    ``places`` are names, ``years`` those of its first and last year, ``size`` its extent in metres.
    """

    span: Span
    name: str
    kind: str = ""
    page: str = ""
    country: str = ""
    places: tuple[str, ...] = ()
    coordinates: tuple[float, float] | None = None
    size: float = 0
    years: tuple[int | None, int | None] = (None, None)


@dataclass(frozen=True)
class Context:
    """An article as the linker sees it: its title, its text, and all that is to be linked in it."""

    title: str
    text: str
    asked: tuple[Asked, ...]

    @cached_property
    def title_name(self) -> str:
        """The title without what stands in brackets at its end."""
        return _TAIL.sub("", self.title)

    @cached_property
    def plain(self) -> str:
        """The plain words of title and text in their order, with a blank before and after each."""
        return f" {' '.join(names.plain_words(f'{self.title} {self.text}'))} "

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of title and text, in the singular too."""
        found = self.plain.split()
        return frozenset({*found, *(names.singular(word) for word in found)})

    @cached_property
    def longer(self) -> dict[str, tuple[str, ...]]:
        """The longer names in the article that each name may be short for: the title's first, then in their order."""
        seen = dict.fromkeys([self.title_name, *(one.name for one in self.asked)])
        full = [(other, names.initials(other)) for other in seen]
        shorts = {names.bare(short).replace(" ", ""): other for short, other in self._introduced()}
        found = {}
        for name in seen:
            parts = names.bare(name).split()
            fits = (other for other, letters in full if other != name and _is_short(name, parts, other, letters))
            given = [shorts["".join(parts)]] if "".join(parts) in shorts else []
            found[name] = tuple(dict.fromkeys([*given, *fits, *self._in_text(name)]))[:3]
        return found

    def _in_text(self, name: str) -> list[str]:
        """Return the names in capitals of which the text makes a single capitalized word the first or the last."""
        if " " in name or not name[:1].isupper() or names.is_initials(name) or not name.isalpha():
            return []
        found = re.findall(rf"\b{name} [A-Z][\w'’]+|\b[A-Z][\w'’.]+ {name}\b", self.text)
        return [one for one in dict.fromkeys(found) if names.bare(one) != names.bare(name)][:2]

    def _introduced(self) -> list[tuple[str, str]]:
        """Return the initials that the text introduces in brackets, each with the words before it."""
        found = []
        for match in _SHORT.finditer(self.text):
            letters = [c for c in match[1].lower() if c.isalpha()]
            before = self.text[max(0, match.start() - 120) : match.start()].split()
            for count in range(len(letters), min(len(before), len(letters) + 3) + 1):
                full = " ".join(before[-count:])
                if names.initials(full) == "".join(letters):
                    found.append((match[1], full))
                    break
        return found


def _is_short(name: str, parts: Sequence[str], other: str, letters: str) -> bool:
    """Tell whether a name can be short for another: by its initials, or as first or last of its words in capitals."""
    if names.is_initials(name):
        return "".join(parts) in letters
    more = names.bare(other).split()
    if not 0 < len(parts) < len(more) or not name[:1].isupper() or any(c.isdigit() for c in other):
        return False
    if any(word[:1].islower() and word not in names.SMALL for word in other.split()):
        return False
    return list(parts) in (more[: len(parts)], more[-len(parts) :])


def context(title: str, text: str, spans: Sequence[Span], pages: Sequence[str | None] = ()) -> Context:
    """Return an article with spans of its text to be linked, and the titles of the pages to which they lead.

    Raises:
        ValueError: a span is not in the text, or there are pages, but not one (or None) for each span.

    """
    if pages and len(pages) != len(spans):
        raise ValueError(f"{len(pages)} pages for {len(spans)} spans")
    for span in spans:
        if not 0 <= span.start < span.end <= len(text):
            raise ValueError(f"the span {span.start}-{span.end} is not within a text of {len(text)} characters")
    leads = zip(spans, pages or (None,) * len(spans), strict=True)
    return Context(title, text, tuple(Asked(span, span.of(text), page=page or "") for span, page in leads))
