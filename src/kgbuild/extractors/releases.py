"""When a detention ended by what is said beside it: a release, an escape, a transfer and the date of it."""

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

_REACH: Final = 1  # sentences
_CLOSED: Final = frozenset(["to", "as_of"])
_FREED: Final = (
    r"(?:(?:was|were|had been|being) (?:\w+ly |then |also )?(?:released|freed|liberated|amnestied|paroled|discharged"
    r"|set free|exchanged)|escaped|got away|regained (?:his|her) freedom)\b"
)
_WHO: Final = r"<[PX](?P<who>\d+)>(?: \([^()]*\)|, [^.;<>]{3,60},)?,?"
_REST: Final = r"(?:(?! and | but | who | which )[^.;<,]|<(?!D)\w+>){0,60}? ?"
_DATED: Final = r"(?:(?:in|on|by|only in|not until) )?(?:the )?<D(?P<date>\d+)>"
_ENDS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_WHO}(?: who)? (?:\w+ly )?{_FREED}{_REST}{_DATED}",
        rf"{_WHO} (?:(?!\bwho\b)[^.;<>]|<\w+>){{3,160}}?,? (?:and|but|until (?:he|she)|before (?:he|she)) "
        rf"{_FREED}{_REST}{_DATED}",
        rf"{_WHO} [^.;]{{3,120}}? until (?:his|her) (?:release|escape|liberation|amnesty) (?:in |on )?<D(?P<date>\d+)>",
        rf"^(?:[Ii]n|[Oo]n|[Aa]fter) <D(?P<date>\d+)>,? {_WHO} {_FREED}(?![^.;]*<D)",
    )
)


def closed(document: Document, claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims; those on detentions that have no end with the one that their sentence or the next tells."""
    made = list(claims)
    held = [n for n, claim in enumerate(made) if claim.relation == "detainedAt"]
    for sentence in document.sentences if held else ():
        for person, end in _ends(sentence):
            near = [(at, n) for n in held if (at := _place(document, made[n], sentence, person)) is not None]
            number = max(near)[1] if near else None
            if number is not None and not _CLOSED & {q.name for q in made[number].qualifiers}:
                made[number] = _with_end(made[number], end)
    return made


def _ends(sentence: Sentence) -> Iterator[tuple[str, FoundDate]]:
    """Yield who was set free in a sentence, and when."""
    seen: set[str] = set()
    for pattern in _ENDS:
        for found in pattern.finditer(sentence.masked):
            who, when = sentence.items[int(found["who"])].value, sentence.items[int(found["date"])].value
            plain = isinstance(when, FoundDate) and when.relation not in {"from-to", "between", "since"}
            if isinstance(who, Mention) and isinstance(when, FoundDate) and plain and who.name not in seen:
                seen.add(who.name)
                yield who.name, when


def _place(document: Document, claim: Claim, sentence: Sentence, person: str) -> int | None:
    """Return where a claim on a person's detention begins: in this sentence or the one before it in its paragraph."""
    start = (claim.evidence.value or claim.evidence.spans[0]).start
    if claim.subject.name != person:
        return None
    for other in document.sentences[max(0, sentence.number - _REACH) : sentence.number + 1]:
        if other.block is sentence.block and other.span.start <= start < other.span.end:
            return start
    return None


def _with_end(claim: Claim, end: FoundDate) -> Claim:
    start = next((q.value for q in claim.qualifiers if q.name in {"from", "since"}), None)
    if isinstance(start, Date) and start.edtf[:4] > end.plain.edtf[:4]:
        return claim
    if isinstance(start, Date) and start.edtf == end.plain.edtf:
        return claim
    return replace(claim, qualifiers=(*claim.qualifiers, Qualifier("to", end.plain, end.plain_span)))


__all__ = ["closed"]
