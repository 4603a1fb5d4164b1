"""When terms of office end and begin by what else is said: a dismissal, a resignation, a successor and the date of it.

"The first director was A, who was dismissed in June 1933. B succeeded him." closes the term of A and opens that of B.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kgbuild.model import Date, Mention, Qualifier
from kgbuild.text.dates import FoundDate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kgbuild.model import Claim
    from kgbuild.text.document import Document, Sentence

_OFFICES: Final = frozenset(["leader", "role"])
_OPEN: Final = frozenset(["from", "since", "as_of"])
_REACH: Final = 3  # sentences
_RANK: Final = re.compile(r"(?i)\b(?:general|marshal|colonel|major|captain|lieutenant|sergeant|admiral|brigadier)$")
_LEFT: Final = (
    r"(?:dismissed|removed|relieved|replaced|succeeded|followed|ousted|deposed|overthrown|sacked|recalled|transferred"
    r"|suspended|demoted|voted out|stripped of (?:his|her) (?:post|office|command)|arrested)"
)
_RESIGNED: Final = r"(?:resigned|retired|stepped down|stood down|left office|left the (?:post|office|camp|prison)|quit)"
_DATED: Final = r"(?:(?:in|on|by|at the end of|in late|in early) )?(?:the )?<D(\d+)>"
_NAMED: Final = r"<[PX](\d+)>(?: \([^()]*\)|, [^.;<>]{3,60},)?,?"
_GONE: Final = rf"(?:(?:was|had been) (?:\w+ly )?{_LEFT}|{_RESIGNED})"
_REST: Final = r"(?:(?! and | who )[^.;<]|<(?!D)\w+>){0,60}? "
_DEPARTURE: Final = (
    r"(?:dismissal|removal|replacement|resignation|retirement|death|arrest|execution|transfer)(?: in <[LCF]\d+>)?"
)
_ENDS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_NAMED}(?: who)? {_GONE}{_REST}{_DATED}",
        rf"{_NAMED} (?:(?!\bwho\b)[^.;,<>]|<\w+>){{3,80}} (?:and|but|until (?:he|she)) {_GONE}{_REST}{_DATED}",
        rf"<[PX](\d+)>[^.;:]{{0,80}}? until (?:his|her) {_DEPARTURE} {_DATED}",
    )
)
_KEPT: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r"<[PX](\d+)> [^.;:]{3,80}?, (?:an?|the|this|that|which) ?(?:office|post|position|job|command|function|rank)?"
        r"(?: that| which)? <[PX]\d+> (?:was to |would )?(?:kept?|held|hold|filled|retained?|occupied)"
        r"(?: for [^.;<>]{2,20})?,? <D(\d+)>",
        r"<[PX](\d+)> (?:remained|stayed)(?: so| on| there| in (?:office|power|charge|command|(?:the|this|that) post))?"
        r",? <D(\d+)>",
        r"<[PX](\d+)> (?:held|kept|retained|occupied|filled) (?:it|(?:the|this|that) (?:office|post|position|job|rank))"
        r",? <D(\d+)>",
    )
)
"""Who kept an office until when; a date of another kind is not the end of it."""
_LED_ENDS: Final = re.compile(rf"^(?:In|On) (?:the )?<D(\d+)>,? <[PX](\d+)> {_GONE}\b")
_HEIRS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r"<[PX](?P<heir>\d+)>(?: \([^()]*\)|, [^.;<>]{3,60},)?,? (?:who )?(?:then |later |soon |had )?"
        r"(?:succeeded|followed|replaced|took over from|relieved) (?:the )?(?:[a-z-]+ ){0,3}"
        r"(?:<[PX](?P<old>\d+)>|him|her)"
        r"(?=(?:[^.;<]|<(?!D)\w+>){0,60}? (?:in |on )?<D(?P<date>\d+)>)?",
        r"<[PX](?P<old>\d+)>(?: \([^()]*\)|, [^.;<>]{3,60},)?,? (?:who )?(?:was|had been) (?:\w+ly )?"
        r"(?:succeeded|followed|replaced|relieved)(?: as [^.;<>]{3,40})?(?: (?:in |on )?<D(?P<date>\d+)>)? by (?:the )?"
        r"(?:[a-z-]+ ){0,4}<[PX](?P<heir>\d+)>(?=(?:[^.;<,]|<(?!D)\w+>){0,40}? (?:in |on )?<D(?P<late>\d+)>)?",
    )
)
_LED: Final = re.compile(r"^(?:In|On) (?:the )?<D(\d+)>")


def closed(document: Document, claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims; those on offices with the ends and the beginnings that nearby words give them."""
    made = list(claims)
    if not any(claim.relation in _OFFICES for claim in claims):
        return made
    for sentence in document.sentences:
        for person, end in _ends(sentence):
            _set(document, made, sentence, person, "to", Qualifier("to", end.plain, end.plain_span))
        for old, heir, date in _successions(sentence):
            when = Qualifier("to", date.plain, date.plain_span) if date else _end(document, made, sentence, old)
            if when is None:
                continue
            _set(document, made, sentence, old, "to", when)
            _set(document, made, sentence, heir, "from", replace(when, name="from"))
    return made


def _ends(sentence: Sentence) -> Iterator[tuple[str, FoundDate]]:
    """Yield who left an office in a sentence, and when."""
    for pattern in _ENDS:
        for found in pattern.finditer(sentence.masked):
            yield from _pair(sentence, found.group(1), found.group(2))
    for pattern in _KEPT:
        for found in pattern.finditer(sentence.masked):
            until = sentence.items[int(found.group(2))].value
            if isinstance(until, FoundDate) and until.relation == "until":
                yield from _pair(sentence, found.group(1), found.group(2))
    if led := _LED_ENDS.search(sentence.masked):
        yield from _pair(sentence, led.group(2), led.group(1))


def _pair(sentence: Sentence, person: str, date: str) -> Iterator[tuple[str, FoundDate]]:
    who, when = sentence.items[int(person)].value, sentence.items[int(date)].value
    if (
        isinstance(who, Mention)
        and isinstance(when, FoundDate)
        and when.relation not in {"from-to", "between", "since"}
    ):
        yield who.name, when


def _successions(sentence: Sentence) -> Iterator[tuple[str, str, FoundDate | None]]:
    """Yield who followed whom in a sentence, and when, where it says so."""
    for pattern in _HEIRS:
        for found in pattern.finditer(sentence.masked):
            heir = sentence.items[int(found["heir"])].value
            old = sentence.items[int(found["old"])].value if found["old"] else sentence.person
            if not isinstance(heir, Mention) or not isinstance(old, Mention) or heir.name == old.name:
                continue
            groups = found.groupdict()
            led = _LED.match(sentence.masked)
            number = groups.get("date") or groups.get("late") or (led.group(1) if led else None)
            date = sentence.items[int(number)].value if number else None
            yield old.name, heir.name, date if isinstance(date, FoundDate) and date.relation in {"in", "by"} else None


def _held(document: Document, made: Sequence[Claim], sentence: Sentence, person: str) -> list[int]:
    """Return where the claims on the last office of a person stand, up to a sentence: one leader, one role."""
    last: dict[str, tuple[int, int]] = {}
    for number, claim in enumerate(made):
        who = claim.object if claim.relation == "leader" else claim.subject
        if claim.relation not in _OFFICES or not isinstance(who, Mention) or who.name != person:
            continue
        if claim.relation == "role" and _RANK.search(getattr(claim.object, "value", "")):
            continue
        at = _place(document, claim, sentence)
        if at is not None and at >= last.get(claim.relation, (-1, 0))[0]:
            last[claim.relation] = (at, number)
    latest = max((at for at, _ in last.values()), default=-1)
    return [number for at, number in last.values() if at == latest]


def _place(document: Document, claim: Claim, sentence: Sentence) -> int | None:
    """Return the number of the sentence that a claim stands in: this one, or one before it in its paragraph."""
    start = (claim.evidence.value or claim.evidence.spans[0]).start
    for other in document.sentences[max(0, sentence.number - _REACH) : sentence.number + 1]:
        if other.block is sentence.block and other.span.start <= start < other.span.end:
            return other.number
    return None


def _set(
    document: Document, made: list[Claim], sentence: Sentence, person: str, name: str, qualifier: Qualifier
) -> None:
    """Give the last office of a person its end or its beginning, where it has none and the other is not later."""
    for number in _held(document, made, sentence, person):
        claim = made[number]
        known = {q.name: q.value for q in claim.qualifiers}
        if name in known or (name == "from" and known.keys() & _OPEN):
            continue
        start, end = (known.get("from"), qualifier.value) if name == "to" else (qualifier.value, known.get("to"))
        if isinstance(start, Date) and isinstance(end, Date) and start.edtf[:4] > end.edtf[:4]:
            continue
        made[number] = replace(claim, qualifiers=(*claim.qualifiers, qualifier))


def _end(document: Document, made: Sequence[Claim], sentence: Sentence, person: str) -> Qualifier | None:
    """Return when the last office of a person ended, None where nothing says so."""
    for number in _held(document, made, sentence, person):
        for qualifier in made[number].qualifiers:
            if qualifier.name == "to":
                return qualifier
    return None


__all__ = ["closed"]
