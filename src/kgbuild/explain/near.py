"""How near a pattern came to matching: what it needs that a sentence lacks, or how much of it the sentence has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kgbuild.errors import VocabularyError
from kgbuild.extractors import rules
from kgbuild.extractors.patterns import compile_pattern
from kgbuild.text import screening

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgbuild.explain.trace import Json
    from kgbuild.extractors.rules import Rule
    from kgbuild.text.screening import Need

_KINDS = {
    "f": "a facility",
    "p": "a person",
    "o": "an organization",
    "l": "a place",
    "c": "a country",
    "e": "an event",
    "t": "a product",
    "n": "a demonym",
    "x": "a name",
    "d": "a date",
    "q": "an amount",
}
_MOST = 6  # words of a need that are shown


def nearest(rule: Rule, masked: str) -> Json:
    """Return which pattern of a rule came nearest to matching a masked sentence that none of them matches.

    ``lacks`` are what it needs and the sentence has not, in words; where there is nothing that it lacks, ``got_to`` is
    the longest part of the sentence that its beginning matches, and ``then`` what it goes on with.
    """
    tried = [(_lacking(pattern.needs, masked), number) for number, pattern in enumerate(rule.compiled())]
    lacks, number = min(tried, key=lambda one: (len(one[0]), one[1]))
    written = rule.patterns[number]
    found: Json = {"number": number + 1, "of": len(tried), "written": written, "lacks": [said(n) for n in lacks]}
    if not lacks:
        stopped = [_stopped(rule.patterns[n], masked) for short, n in tried if not short]
        begun = [one for one in stopped if one["got_to"]]
        found |= max(begun, key=lambda one: len(one["got_to"]), default=stopped[0])
    return found


def said(need: Need) -> str:
    """Return in words what a pattern needs.

    >>> said(frozenset({"<f", "<_f", "<x", "<_x"})), said(frozenset({"held", "kept"}))
    ('a facility or a name', "'held' or 'kept'")
    """
    letters = {sign.lstrip("<_")[:1] for sign in need if sign.startswith("<")}
    kinds = [kind for letter, kind in _KINDS.items() if letter in letters]
    words = sorted(word for word in need if not word.startswith("<"))
    shown = [*kinds, *(f"'{word}'" for word in words)]
    more = [f"{len(shown) - _MOST} more"] if len(shown) > _MOST else []
    return " or ".join([*shown[:_MOST], *more])


def _lacking(needs: tuple[Need, ...], masked: str) -> list[Need]:
    return [need for need in needs if not screening.met([need], masked)]


def _stopped(written: str, masked: str) -> Json:
    for cut in _cuts(written):
        try:
            begun = compile_pattern(written[:cut], rules.macros()).search(masked)
        except VocabularyError:
            continue  # a beginning that is no expression by itself
        if begun and begun.group().strip():
            return {"written": written, "got_to": begun.group(), "then": written[cut:].strip()}
    return {"written": written, "got_to": "", "then": written}


def _cuts(written: str) -> Iterator[int]:
    """Yield where a pattern can be cut, the last place first: at blanks outside of brackets."""
    depth, found = 0, []
    for at in re.finditer(r"\\.|\[\^?\]?[^\]]*\]|[({]|[)}]| ", written):
        depth += {"(": 1, "{": 1, ")": -1, "}": -1}.get(at.group(), 0)
        if at.group() == " " and not depth:
            found.append(at.start())
    yield from reversed(found)
