"""Further readings of a sentence: "X was closed in 1988 and Y in 1989" says that Y was closed in 1989.

A clause that leaves out what the one before it said is read with the shared words where they are meant; its places lead
back to the article's own, the shared words to where they are written. "The pair were shot" is read once for each.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import TYPE_CHECKING

from kgbuild.model import Mention, Span
from kgbuild.text.document import Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgbuild.text.document import Item

_BRACKET = r"(?: \([^()]{1,60}\))?"
_THING = rf"(?:the )?<[FPOLCXE]\d+>{_BRACKET}"
_AT = r"(?:in|at|on|to|by|into|under|near|as)"
_PLACED = rf"{_AT} {_THING}(?:, <[LC]\d+>(?=,? (?:in |on |from |until |and )?<D|,? and |[.;]|, ))*"
_DATED = r"(?:(?:in|on|from|since|until|by|around|about)(?: the)? )?<D\d+>"
_PIECE = rf"(?:{_PLACED}|{_DATED}|<Q[a-z]\d+>)"
_TAIL = rf"{_PIECE}(?:,? {_PIECE}){{0,3}}"
_WORDS = (
    r"(?:was|were|is|are|had been|has been|became|served|[a-z]{2,}ed|took|led|ran|held|fell)(?: [a-z][a-z-]*){0,4}?"
)
_SEP = r"(?:, and |,? and |; |, |, while |, but |; and )"
_THEN = r"(?:(?:then|later|finally|subsequently|afterwards|thereafter|again) )?"
_END = r"(?=\s*(?:[.;:)]|$)|, (?:while|but|whereas|although|when|where|who|which|and)\b)"
_SUBJECT_GAP = re.compile(
    rf"(?P<subject><[FPOLX]\d+>){_BRACKET}(?P<verb> {_WORDS} )(?P<tail>{_TAIL})"
    rf"(?P<rest>(?:{_SEP}{_THEN}<[FPOLX]\d+>{_BRACKET},? {_TAIL}){{1,6}}){_END}"
)
_SUBJECT_PART = re.compile(rf"{_SEP}{_THEN}(?P<subject><[FPOLX]\d+>){_BRACKET},? (?P<tail>{_TAIL})")
_TAIL_GAP = re.compile(
    rf"(?<= )(?P<tail>{_PLACED},? {_DATED})(?P<rest>(?:{_SEP}{_THEN}{_PLACED},? {_DATED}){{1,6}})"
    rf"(?=\s*(?:[.;:)]|$)|,? (?:while|but|whereas|although|when|where|who|which|and)\b)"
)
_TAIL_PART = re.compile(rf"{_SEP}{_THEN}(?P<tail>{_PLACED},? {_DATED})")
_LED_GAP = re.compile(
    rf"(?P<date>\b(?:[Ff]rom |[Ss]ince |[Uu]ntil |[Ii]n |[Bb]y )?<D\d+>)(?P<mid>,? [^.;()]{{3,80}}?)"
    rf"(?P<tail>by {_THING})(?P<rest>(?:{_SEP}{_THEN}{_DATED},? by {_THING}){{1,4}}){_END}"
)
_LED_PART = re.compile(rf"{_SEP}{_THEN}(?P<date>{_DATED})(?P<mid>,?) (?P<tail>by {_THING})")
_LETTER = re.compile(r"<([A-Z])[a-z]?\d+>")
_ITEM = re.compile(r"<_?[A-Z][a-z]?(\d+)>")
_ALIKE = {"X": "FPOLE", "F": "LX", "L": "FX", "P": "X", "O": "XP", "E": "X", "C": "LX"}


@dataclass(slots=True)
class Reading(Sentence):
    """A sentence read once more: its masked text is put together from stretches of another's.

    ``pieces`` are (masked offset here, masked offset there, length); ``own`` is where the words stand that only this
    reading speaks of.
    """

    whole: Sentence | None = None
    pieces: list[tuple[int, int, int]] = field(default_factory=list)
    own: tuple[Span, ...] = ()

    def source(self, start: int, end: int) -> Span:
        """Return the article's span that holds all words of a stretch, wherever they are written."""
        assert self.whole is not None
        found = [
            self.whole.source(there + max(start - here, 0), there + min(end - here, length))
            for here, there, length in self.pieces
            if here < end and start < here + length
        ]
        return Span(min(span.start for span in found), max(span.end for span in found)) if found else self.span

    def tells(self, subject: Span, value: Span | None) -> bool:
        """Tell whether subject or value lie in the words that only this reading speaks of, and none of them half."""
        spans = [subject, value] if value else [subject]
        if any(own.overlaps(span) and not own.covers(span) for span in spans for own in self.own):
            return False
        return any(own.covers(span) for span in spans for own in self.own)


def readings(sentence: Sentence) -> Iterator[Reading]:
    """Yield what else a sentence says: of each further one of a pair, and in each clause that shares another's verb."""
    for number, item in enumerate(sentence.items):
        for other in item.others:
            named = replace(item, value=Mention(item.span, other.name, other.kind, proper=False), antecedent=other.span)
            items = [*sentence.items[:number], named, *sentence.items[number + 1 :]]
            yield _reading(sentence, items, [(0, len(sentence.masked))], (item.span,))
    yield from _gapped(sentence)


def _gapped(sentence: Sentence) -> Iterator[Reading]:
    """Yield a reading for each clause that shares the verb, or subject and verb, of the one before it."""
    masked = sentence.masked
    if masked.count("<") < 4 or not (" and " in masked or "," in masked or ";" in masked):
        return
    for gap in _SUBJECT_GAP.finditer(masked):
        for part in _SUBJECT_PART.finditer(masked, *gap.span("rest")):
            if _fits(gap["subject"], part["subject"]) and _fits(gap["tail"], part["tail"]):
                verb = gap.span("verb")
                yield _filled(sentence, gap.span(), [part.span("subject"), verb, part.span("tail")])
    for gap in _TAIL_GAP.finditer(masked):
        for part in _TAIL_PART.finditer(masked, *gap.span("rest")):
            if _fits(gap["tail"], part["tail"]):
                yield _filled(sentence, gap.span(), [part.span("tail")])
    for gap in _LED_GAP.finditer(masked):
        for part in _LED_PART.finditer(masked, *gap.span("rest")):
            if _fits(gap["tail"], part["tail"]):
                yield _filled(sentence, gap.span(), [part.span("date"), gap.span("mid"), part.span("tail")])


def _fits(one: str, other: str) -> bool:
    """Tell whether what is left of a clause is of the kinds that the clause before it has at its places."""
    first, second = _LETTER.findall(one), _LETTER.findall(other)
    free = list(first)
    for letter in second:
        found = next((at for at in free if at == letter), None)
        found = found or next((at for at in free if at in _ALIKE.get(letter, "")), None)
        if found is None:
            return False
        free.remove(found)
    return bool(second)


def _filled(sentence: Sentence, gap: tuple[int, int], clause: list[tuple[int, int]]) -> Reading:
    """Return the sentence with the stretch of both clauses replaced by the filled one."""
    own = tuple(sentence.source(*clause[at]) for at in sorted({0, len(clause) - 1}))
    cut = [(0, gap[0]), *clause, (gap[1], len(sentence.masked))]
    return _reading(sentence, sentence.items, [(start, end) for start, end in cut if end > start], own)


def _reading(sentence: Sentence, items: list[Item], cut: list[tuple[int, int]], own: tuple[Span, ...]) -> Reading:
    """Put a reading together from stretches of the masked text."""
    starts = accumulate((end - start for start, end in cut), initial=0)
    made = Reading(
        sentence.number,
        sentence.span,
        sentence.block,
        sentence.tokens,
        items,
        sentence.hedges,
        "".join(sentence.masked[start:end] for start, end in cut),
        sentence.person,
        sentence.thing,
        whole=sentence,
        pieces=[(at, start, end - start) for at, (start, end) in zip(starts, cut, strict=False)],
        own=own,
    )
    for found in _ITEM.finditer(made.masked):
        item = items[int(found[1])]
        if isinstance(item.value, Mention):
            made.note(found.start(), item)
    return made


__all__ = ["Reading", "readings"]
