"""What stands beside a name and tells its kind: "PLAN, an underground group", "the Zambezi Authority (ZRA)"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kgbuild.text.lexicon import Lexicon
    from kgbuild.text.names import Run

_APPOSED = re.compile(r"(?: \([^()]{0,40}\))?, (?P<article>an?|the|one of the) (?P<words>(?:[\w'’-]+ ){0,6}[\w'’-]+)")
_PLACE_BEFORE = frozenset(
    ["in", "at", "near", "outside", "around", "throughout", "toward", "towards", "into", "across", "inside", "within",
     "from", "to"]
)  # fmt: skip
_ENDS = frozenset(
    ["founded", "formed", "established", "built", "opened", "set", "led", "headed", "run", "that", "which", "who",
     "whose", "where", "when", "of", "in", "on", "at", "for", "from", "with", "by", "and", "or", "but", "to",
     "is", "was", "are",
     "were", "had", "has", "near", "under", "between", "against", "about", "after", "before", "since", "until"]
)  # fmt: skip
_ACRONYM = re.compile(
    r" \((?:[^()]{0,60}?[;,] )?(?:or |the |also |abbreviated )?(?P<short>[A-Z][A-Za-z-]{1,9})(?:[;,)])"
)
_KINDS = frozenset(["Facility", "Organization", "Event", "Place"])


def kind(text: str, run: Run, lexicon: Lexicon) -> str | None:
    """Return the class that the apposition after a name tells, None where there is none or it tells a person.

    "In Chongjin, the camp" is no apposition, so that 'the' counts only where no preposition of place stands before.
    """
    found = _APPOSED.match(text, run.span.end)
    if not found or (found["article"] == "the" and run.before in _PLACE_BEFORE):
        return None
    words: list[str] = []
    for word in found["words"].lower().split():
        if word in _ENDS:
            break
        words.append(word)
    noun = lexicon.noun_ending(words) if words else None
    if noun is None and words:
        noun = lexicon.noun_ending([*words[:-1], words[-1].removesuffix("s")])
    return noun[1] if noun and noun[1] in _KINDS else None


def acronyms(runs: Iterable[tuple[str, Run]], names: Mapping[int, str]) -> Iterable[tuple[str, str]]:
    """Yield pairs of (acronym, full name): "Społem Union of Cooperatives (SUC)".

    ``names`` are the names of the runs by where they begin. The letters have to begin words of the full name, in order.
    """
    for text, run in runs:
        found = _ACRONYM.match(text, run.span.end)
        if not found or sum(letter.isupper() for letter in found["short"]) < 2:
            continue
        if found.start("short") in names and _spells(found["short"], run.words):
            yield names[found.start("short")], names[run.span.start]


def _spells(short: str, words: tuple[str, ...]) -> bool:
    """Tell whether the capitals of an acronym begin words of a name in their order.

    >>> _spells("MfS", ("Ministry", "for", "State", "Security")), _spells("MI6", ("Secret", "Service"))
    (True, False)
    """
    initials = [part[0].lower() for word in words for part in word.split("-") if part]
    at = 0
    for letter in (c.lower() for c in short if c.isupper()):
        while at < len(initials) and initials[at] != letter:
            at += 1
        if at == len(initials):
            return False
        at += 1
    return True
