"""The words that tell what a name or a description stands for, read once from ``ontology/lexicon``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import babel

from kgbuild import tables
from kgbuild.assets import ONTOLOGY

if TYPE_CHECKING:
    from collections.abc import Mapping

KINDS = ("Facility", "Place", "Organization", "Event", "Person", "Product")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Class nouns by their words in lower case, the gazetteers of names, and lists of words.

    ``words`` are those of ``words.yaml``, ``boxes`` the infobox keys of ``boxes.yaml`` that show a class.
    """

    nouns: Mapping[tuple[str, ...], str]
    longest: int
    titles: frozenset[str]
    family_first: frozenset[str]
    given: frozenset[str]
    countries: frozenset[str]
    demonyms: Mapping[str, str]
    words: Mapping[str, frozenset[str]]
    boxes: Mapping[str, frozenset[str]]

    def noun_at(self, words: list[str], start: int) -> tuple[int, str] | None:
        """Return (number of words, kind) of the longest class noun that begins at ``start``."""
        for length in range(min(self.longest, len(words) - start), 0, -1):
            if kind := self.nouns.get(tuple(words[start : start + length])):
                return length, kind
        return None

    def a_people(self, name: str) -> bool:
        """Tell whether a name is that of a people or a faith in the plural, which holds and leads nothing.

        >>> load().a_people("Ukrainians"), load().a_people("Jews"), load().a_people("Steplag")
        (True, True, False)
        """
        return name.lower() in self.words["peoples"] or (name.endswith("s") and name[:-1] in self.demonyms)

    def noun_ending(self, words: list[str]) -> tuple[int, str] | None:
        """Return (number of words, kind) of the longest class noun that ends a phrase."""
        for length in range(min(self.longest, len(words)), 0, -1):
            if kind := self.nouns.get(tuple(words[-length:])):
                return length, kind
        return None


def _words(listed: str) -> list[str]:
    return [w for w in (re.sub(r"\s+", " ", w).strip() for w in listed.split(",")) if w]


@cache
def load() -> Lexicon:
    """Read ``ontology/lexicon/*.yaml`` and the country names of CLDR.

    >>> load().noun_at(["power", "plant", "in"], 0)
    (2, 'Facility')
    """

    def read(name: str) -> dict[str, Any]:
        found: dict[str, Any] = tables.read(ONTOLOGY / "lexicon" / name)
        return found

    nouns: dict[tuple[str, ...], str] = {}
    for kind, listed in read("nouns.yaml").items():
        for words in _words(listed):
            nouns.setdefault(tuple(words.lower().split()), kind)
    people = read("people.yaml")
    places = read("countries.yaml")
    cldr = {name for code, name in babel.Locale("en").territories.items() if len(code) == 2 and code.isalpha()}
    demonyms: dict[str, str] = places["demonyms"]
    return Lexicon(
        nouns=nouns,
        longest=max(map(len, nouns)),
        titles=frozenset(_words(people["titles"])),
        family_first=frozenset(_words(people["family_first"])),
        given=frozenset(_words(people["given"])),
        countries=frozenset(_words(places["countries"])) | frozenset(cldr),
        demonyms=demonyms,
        words={name: frozenset(listed.split()) for name, listed in read("words.yaml").items()},
        boxes={kind: frozenset(_words(listed)) for kind, listed in read("boxes.yaml").items()},
    )
