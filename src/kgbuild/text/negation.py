"""What is denied, negated or taken back: such words never become facts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kgbuild.text import speech
from kgbuild.text.dates import FoundDate
from kgbuild.text.screening import Screened

if TYPE_CHECKING:
    from kgbuild.text.document import Document, Sentence

_WORDS = speech.load()
_DENIAL = Screened(re.compile(rf"\b(?:{_WORDS['denial']})\b"))
_NEGATION = re.compile(rf"\b(?:{_WORDS['negation']})\b|n['’]t\b|\bno (?=[a-z<])", re.IGNORECASE)
_STAYS = re.compile(_WORDS["no_negation"], re.IGNORECASE)
_TURNED_OUT = r"is|was|were|are|been|be|proved|proven|turned out|later|subsequently|has|have"
_SINCE = r"later |since |subsequently |widely |now |to be |been |partly |himself |herself "
_AFTER = Screened(
    re.compile(
        rf"^[^.;]*?\b(?:{_WORDS['what_is_said']})\b[^;]*?\b(?:{_TURNED_OUT}) (?:{_SINCE})*(?:{_WORDS['untrue']})\b",
        re.IGNORECASE,
    )
)
_CLAIM = r"claim|figure|statement|account|number|charge|accusation|testimony|story|report"
_WITHDREW = r"withdr[ae]w|withdrawn|retract(?:ed|s)?|recant(?:ed|s)?|took back|taken back|disproved|disproven|debunked"
_TAKEN_BACK = Screened(
    re.compile(
        r"(?:,|;|\band|\bbut) (?:(?:which|who|but|and|he|she|they|it|this|an?|the) )?"
        rf"(?:(?:{_CLAIM}|which|that|he|she|it|they|this|<[A-Z]\d+>),? )*"
        r"(?:later |then |subsequently |since |had to |has |have |was |were |been |in <D\d+> |eventually |himself "
        r"|herself )*"
        rf"(?:{_WITHDREW}|shown to be (?:false|wrong)|proved (?:false|wrong|untrue)"
        r"|turned out to be (?:false|wrong|untrue))\b"
    )
)
_SAID = re.compile(r"\b(?:said|claimed|stated|testified|told|wrote|alleged|reported|maintained|recalled)\b")
_SINCE_SAID = Screened(
    re.compile(
        r"[;,] (?:but |and |though )?(?:he|she|they|<P\d+>) (?:has|have|had) since (?:said|stated|admitted|acknowledged"
        r"|conceded|told|written|revised|corrected|changed)\b"
    )
)
_NEXT = Screened(
    re.compile(
        r"^(?:However, |But |In <D\d+>,? |On <D\d+>,? |Later,? |<D\d+>,? )?(?:"
        r"(?:[Tt]he|[Tt]his|[Tt]hat|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts) (?:claim|report|statement|figure|account|allegation"
        r"|accusation|testimony|confession|story|number|rumou?r)s? (?:was|were|has been|proved|turned out|later proved)"
        r"[^.;]{0,40}?"
        r"(?:withdrawn|retracted|false|untrue|wrong|disproved|disproven|recanted|fabricated|unfounded|baseless)"
        r"|(?:<[A-Z]\d+>|[Hh]e|[Ss]he|[Tt]hey|[Ii]t|[Tt]he \w+)[^.;,]{0,30}? (?:withdrew|retracted|recanted|took back"
        r"|has withdrawn|has retracted) (?:this|that|the|his|her|its|their|these|it|them)\b)"
    )
)
_PUNCTUAL = re.compile(
    r" (?:be |been |fully |finally |officially |formally )*(?:(?:re-?)?opened|completed|finished|founded|established"
    r"|built|inaugurated|commissioned|closed|abolished|dissolved|released|demolished|begun|begin|open|close)"
    r"(?: down| up)? <D(\d+)>"
)
_BREAK = re.compile(r"[;:]|, (?:but|while|whereas|although|though)\b| but ")


def negated(sentence: Sentence, start: int, end: int) -> str | None:
    """Return the word that negates or denies what stands at a masked stretch, None where nothing does."""
    masked = sentence.masked
    clause = _clause_start(masked, start)
    begin = max(clause, masked.rfind(", ", 0, start), start - 70)
    for found in reversed(list(_NEGATION.finditer(masked, begin, end))):
        if any(s.start() <= found.start() < s.end() for s in _STAYS.finditer(masked, begin)):
            continue
        if not _only_then(sentence, found.end(), end):
            return found.group()
    if denied := _DENIAL.search(masked, clause, start):
        return denied.group()
    if (refuted := _AFTER.search(masked)) and refuted.end() > end:
        return refuted.group()[-30:]
    return withdrawn(sentence, end)


def _only_then(sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether a 'not' at a masked offset says when something came to be: "was not opened until 1951"."""
    date = _PUNCTUAL.match(sentence.masked, start, end)
    value = sentence.items[int(date[1])].value if date else None
    return isinstance(value, FoundDate) and value.relation == "until"


def withdrawn(sentence: Sentence, end: int) -> str | None:
    """Return the words after a masked offset that take back what stands before it: "a figure later withdrawn"."""
    taken = _TAKEN_BACK.search(sentence.masked, end)
    if taken is None and _SAID.search(sentence.masked, 0, end):
        taken = _SINCE_SAID.search(sentence.masked, end)
    return taken.group() if taken else None


def taken_back(document: Document, sentence: Sentence) -> bool:
    """Tell whether the next sentence takes back what this one reports."""
    following = sentence.number + 1
    if following >= len(document.sentences) or document.sentences[following].block is not sentence.block:
        return False
    return bool(_NEXT.search(document.sentences[following].masked))


def _clause_start(masked: str, end: int) -> int:
    starts = [m.end() for m in _BREAK.finditer(masked[:end])]
    return starts[-1] if starts else 0
