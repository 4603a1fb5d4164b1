"""The counted noun after a number: '17 additional guard posts' counts guard posts.

Without a tagger: words up to the first that cannot be part of a noun phrase, cut after the first plural.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from kgbuild.model import Span

_WORD: Final = re.compile(r"\s{1,2}([^\W\d_][\w'’‑-]{0,40})")
_OF: Final = re.compile(
    r"\s{1,2}of\s{1,2}(?:(?:the|its|their|his|her|these|those|our|all)\s{1,2})?", re.IGNORECASE
)
_HYPHENED: Final = re.compile(
    r"[-‑](storey|story|man|person|bed|cell|room|seat|page|volume|minute|hour|day|week|month|year)(?![\w-])"
)
_LONGEST: Final = 5
_DURATIONS: Final = frozenset(
    f"{word}{s}"
    for word in ["second", "minute", "hour", "day", "week", "month", "year", "decade", "century"]
    for s in ("", "s")
) | {"centuries"}
ADJECTIVES: Final = frozenset(
    ["additional", "more", "other", "further", "extra", "new", "newer", "different", "separate", "remaining", "known", "such", "surviving", "former", "total", "individual", "consecutive", "successive"]
)
_IRREGULAR: Final = frozenset(
    ["people", "men", "women", "children", "staff", "personnel", "police", "cattle", "sheep", "livestock", "infantry", "cavalry", "crew", "clergy", "dead", "wounded", "injured", "missing", "feet", "teeth", "geese", "oxen", "mice", "youth", "folk", "aircraft", "elderly", "kilos"]
)
_PLURAL_PARTS: Final = ("men", "women", "people", "children", "folk")
_NO_PLURALS: Final = frozenset(
    ["was", "is", "as", "has", "his", "its", "this", "thus", "us", "yes", "across", "perhaps", "always", "sometimes", "afterwards", "towards", "besides", "versus", "plus", "less", "unless", "does", "goes", "says", "whereas", "indoors", "outdoors", "overseas", "upwards", "downwards", "nowadays", "hers", "ours", "theirs", "yours"]
)
_STOPS: Final = frozenset(
    ["a", "about", "above", "according", "after", "against", "ago", "all", "along", "also", "am", "among", "an", "and", "any", "are", "around", "as", "at", "be", "became", "because", "been", "before", "behind", "being", "below", "between", "both", "but", "by", "came", "can", "could", "did", "died", "do", "does", "down", "during", "each", "either", "escaped", "even", "ever", "except", "for", "from", "had", "has", "have", "having", "he", "held", "her", "here", "him", "his", "how", "however", "i", "if", "in", "inside", "into", "is", "it", "its", "itself", "just", "kept", "later", "lived", "made", "may", "might", "most", "must", "near", "no", "nor", "not", "now", "of", "off", "on", "once", "only", "onto", "or", "our", "out", "outside", "over", "per", "received", "remained", "said", "saw", "served", "she", "should", "since", "so", "still", "survived", "than", "that", "the", "their", "them", "then", "there", "these", "they", "this", "those", "though", "through", "to", "together", "too", "took", "toward", "towards", "under", "until", "up", "upon", "very", "via", "was", "we", "went", "were", "what", "when", "where", "whether", "which", "while", "who", "whom", "whose", "why", "will", "with", "within", "without", "would", "yet", "you"]
)


@dataclass(frozen=True, slots=True)
class CountedNoun:
    """What is counted: ``words`` of the noun with what belongs to it, and an adjective of number before it."""

    words: str
    span: Span
    adjective: str | None = None

    @property
    def dimension(self) -> str:
        """'duration' for years and the like, 'count' for all else."""
        return "duration" if self.words.lower() in _DURATIONS else "count"


def after(text: str, at: int, end: int, *, singular: bool = False) -> CountedNoun | None:
    """Return the noun that the number ending at ``at`` counts.

    ``singular`` is for 'one', whose noun is no plural.

    >>> after("17 additional guard posts were built", 2, 36)
    CountedNoun(words='guard posts', span=Span(start=14, end=25), adjective='additional')
    """
    if hyphened := _HYPHENED.match(text, at, end):
        return CountedNoun(hyphened[1], Span(*hyphened.span(1)))
    partitive = _OF.match(text, at, end)
    words = _run(text, partitive.end() - 1 if partitive else at, end)
    adjectives = 0
    while adjectives < len(words) and words[adjectives][0].lower() in ADJECTIVES:
        adjectives += 1
    head = _head([word.lower() for word, _ in words], adjectives, singular and not partitive)
    if head is None:
        return None
    if adjectives > head:
        adjectives = head
    first, last = words[adjectives][1], words[head][1]
    adjective = " ".join(word for word, _ in words[:adjectives]) or None
    return CountedNoun(
        " ".join(word for word, _ in words[adjectives : head + 1]), Span(first.start, last.end), adjective
    )


def _run(text: str, at: int, end: int) -> list[tuple[str, Span]]:
    """Return the words that may belong to the noun phrase."""
    words: list[tuple[str, Span]] = []
    while len(words) < _LONGEST and (found := _WORD.match(text, at, end)):
        word = found[1]
        for ending in ("'s", "’s", "'", "’"):
            word = word.removesuffix(ending)
        if word.lower() in _STOPS or not word:
            break
        stop = found.start(1) + len(word)
        words.append((word, Span(found.start(1), stop)))
        at = stop
    return words


def _head(words: list[str], first: int, singular: bool) -> int | None:
    """Return the index of the head: the last of the first plurals that stand together."""
    for index in range(first, len(words)):
        if _plural(words[index]):
            while index + 1 < len(words) and _plural(words[index + 1]):
                index += 1
            return index
    if first and words[first - 1] == "others":
        return first - 1
    return first if singular and len(words) > first else None


def _plural(word: str) -> bool:
    if word in _IRREGULAR or word.endswith(_PLURAL_PARTS):
        return True
    if word in _NO_PLURALS or len(word) < 3:
        return False
    return word.endswith("s") and not word.endswith(("ss", "ous", "us", "is", "ways"))
