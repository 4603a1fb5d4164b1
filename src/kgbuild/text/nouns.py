"""The counted noun after a number: '17 additional guard posts' counts guard posts.

Without a tagger: words up to the first that cannot be part of a noun phrase, cut after the first plural.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from kgbuild import tables
from kgbuild.assets import ONTOLOGY
from kgbuild.model import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

_WORD: Final = re.compile(r"\s{1,2}([^\W\d_][\w'’‑-]{0,40})")
_OF: Final = re.compile(r"\s{1,2}of\s{1,2}(?:(?:the|its|their|his|her|these|those|our|all)\s{1,2})?", re.IGNORECASE)
_PART: Final = re.compile(r"(?:mid|early|late)-\d", re.IGNORECASE)  # 'mid-1990s' is a date
_LONGEST: Final = 5
_NEVER_PLURAL: Final = ("ss", "us", "is", "ways", "wards")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The word lists of ``ontology/lexicon/counting.yaml``; ``hyphened`` finds 'six-storey', ``named`` 'Camp 22'."""

    words: Mapping[str, frozenset[str]]
    plural_endings: tuple[str, ...]
    hyphened: re.Pattern[str]
    named: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class CountedNoun:
    """What is counted: the words of the noun with what belongs to it, and an adjective of number before it."""

    words: str
    span: Span
    adjective: str | None = None

    @property
    def dimension(self) -> str:
        """'duration' for years and the like, 'count' for all else."""
        return "duration" if self.words.lower() in load().words["durations"] else "count"


def after(text: str, at: int, end: int, *, singular: bool = False) -> CountedNoun | None:
    """Return the noun that the number ending at ``at`` counts.

    ``singular`` is for 'one', whose noun is no plural.

    >>> after("17 additional guard posts were built", 2, 36)
    CountedNoun(words='guard posts', span=Span(start=14, end=25), adjective='additional')
    """
    lexicon = load()
    if hyphened := lexicon.hyphened.match(text, at, end):
        return CountedNoun(hyphened[1], Span(*hyphened.span(1)))
    partitive = _OF.match(text, at, end)
    words = _run(lexicon, text, partitive.end() - 1 if partitive else at, end)
    adjectives = 0
    while adjectives < len(words) and words[adjectives][0] in lexicon.words["adjectives"]:
        adjectives += 1
    head = _head(lexicon, [word.lower() for word, _ in words], adjectives, singular and not partitive)
    if head is None:
        return None
    if adjectives > head:
        adjectives = head
    first, last = words[adjectives][1], words[head][1]
    adjective = " ".join(word for word, _ in words[:adjectives]) or None
    return CountedNoun(
        " ".join(word for word, _ in words[adjectives : head + 1]), Span(first.start, last.end), adjective
    )


def _run(lexicon: Lexicon, text: str, at: int, end: int) -> list[tuple[str, Span]]:
    """Return the words that may belong to the noun phrase."""
    words: list[tuple[str, Span]] = []
    while len(words) < _LONGEST and (found := _WORD.match(text, at, end)):
        word = found[1]
        for ending in ("'s", "’s", "'", "’"):
            word = word.removesuffix(ending)
        if word.lower() in lexicon.words["stops"] or not word or _PART.match(word):
            break
        stop = found.start(1) + len(word)
        words.append((word, Span(found.start(1), stop)))
        at = stop
    return words


def _head(lexicon: Lexicon, words: list[str], first: int, singular: bool) -> int | None:
    """Return the index of the head: the last of the first plurals that stand together."""
    for index in range(first, len(words)):
        if _plural(lexicon, words[index]):
            following = words[index + 1 :]
            run = takewhile(lambda word: _plural(lexicon, word) and word not in lexicon.words["states"], following)
            return index + len(list(run))
    if first and words[first - 1] == "others":
        return first - 1
    return first if singular and len(words) > first else None


def _plural(lexicon: Lexicon, word: str) -> bool:
    if word in lexicon.words["plurals"] or word.endswith(lexicon.plural_endings):
        return True
    if word in lexicon.words["not_plurals"] or len(word) < 3:
        return False
    return word.endswith("s") and not word.endswith(_NEVER_PLURAL)


@cache
def load() -> Lexicon:
    """Read the word lists once."""
    path = ONTOLOGY / "lexicon" / "counting.yaml"
    lists: dict[str, str] = tables.read(path)
    words = {name: frozenset(listed.split()) for name, listed in lists.items()}
    hyphened = re.compile(rf"[-‑]({'|'.join(sorted(words['hyphened']))})(?![\w-])")
    named = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(words['names'])))})\s\Z", re.IGNORECASE)
    return Lexicon(words, tuple(sorted(words["plural_endings"])), hyphened, named)
