"""What is denied, negated or taken back: such words never become facts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kgbuild.text.document import Document, Sentence

_DENIAL = re.compile(
    r"\b(?:den(?:y|ies|ied|ying|ials?)|reject(?:s|ed|ing)?|dismiss(?:es|ed) (?:\w+ ){0,3}?(?:claims?|reports?|allegations?|accusations?)|disput(?:e|es|ed|ing)|refut(?:e|es|ed|ing)|"
    r"contradict(?:s|ed)?|retract(?:s|ed)?|recant(?:s|ed)?|withdr[ae]w|withdrawn|disprov(?:ed|en)|debunk(?:s|ed)?|false(?:ly)?|incorrect(?:ly)?|erroneous(?:ly)?|"
    r"wrongly|mistaken(?:ly)?|untrue|myth|hoax|no (?:evidence|proof|record|indication|trace|sign)|rules? out|ruled out|doubts? (?:that|whether)|doubted (?:that|whether)|"
    r"not (?:true|known|clear|certain|confirmed)|unclear (?:whether|if)|unknown (?:whether|if))\b"
)
_NEGATION = re.compile(
    r"\b(?:not|never|neither|nor|cannot|without|rather than|instead of|failed to|fail(?:s|ing) to|refus(?:e|ed|es|ing) to|declin(?:ed|es) to(?! <)|no longer|nobody|none|no one|"
    r"unable to|would have|should have|could have been|prevented from|instead of being|hardly|few if any|supposed to have|planned to|intended to|hoped to|attempt(?:ed|s) to|tried to|"
    r"was to (?:be|have)|were to (?:be|have)|was due to|were due to|threatened to|if)\b|n['’]t\b|\bno (?=[a-z<])",
    re.IGNORECASE,
)
_STAYS = re.compile(
    r"not only|not just|not merely|no(?:t)? (?:less|fewer|more|later|earlier) than|no doubt|not (?:far|long) (?:from|after|before)|without (?:a |any |due )?(?:trial|charges?|sentence|verdict|warning|hearing|process|permission)|none other than|not least|if not|even if",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"^[^.;]*?\b(?:claims?|reports?|rumou?rs?|allegations?|stories|story|statements?|assertions?|suggestions?|accusations?|figures?|numbers?|version|theory|testimony|confession)\b[^;]*?"
    r"\b(?:is|was|were|are|been|be|proved|proven|turned out|later|subsequently|has|have) (?:later |since |subsequently |widely |now |to be |been |partly |himself |herself )*"
    r"(?:false|untrue|wrong|unfounded|baseless|fabricated|invented|withdrawn|retracted|recanted|denied|disproved|disproven|refuted|discredited|debunked|incorrect|rejected|taken back)\b"
)
_TAKEN_BACK = re.compile(
    r"(?:,|;|\band|\bbut) (?:(?:which|who|but|and|he|she|they|it|this|an?|the) )?(?:(?:claim|figure|statement|account|number|charge|accusation|testimony|story|report|which|that|he|she|it|they|this|<[A-Z]\d+>),? )*"
    r"(?:later |then |subsequently |since |had to |has |have |was |were |been |in <D\d+> |eventually |himself |herself )*(?:withdr[ae]w|withdrawn|retract(?:ed|s)?|recant(?:ed|s)?|took back|taken back|disproved|disproven|debunked|"
    r"shown to be (?:false|wrong)|proved (?:false|wrong|untrue)|turned out to be (?:false|wrong|untrue))\b"
)
_NEXT = re.compile(
    r"^(?:However, |But |In <D\d+>,? |On <D\d+>,? |Later,? |<D\d+>,? )?(?:(?:[Tt]he|[Tt]his|[Tt]hat|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts) (?:claim|report|statement|figure|account|allegation|accusation|testimony|confession|story|number|rumou?r)s?"
    r" (?:was|were|has been|proved|turned out|later proved)[^.;]{0,40}?(?:withdrawn|retracted|false|untrue|wrong|disproved|disproven|recanted|fabricated|unfounded|baseless)"
    r"|(?:<[A-Z]\d+>|[Hh]e|[Ss]he|[Tt]hey|[Ii]t|[Tt]he \w+)[^.;,]{0,30}? (?:withdrew|retracted|recanted|took back|has withdrawn|has retracted) (?:this|that|the|his|her|its|their|these|it|them)\b)"
)
_BREAK = re.compile(r"[;:]|, (?:but|while|whereas|although|though)\b| but ")


def negated(sentence: Sentence, start: int, end: int) -> str | None:
    """Return the word that negates or denies what stands at a masked stretch, None where nothing does."""
    masked = sentence.masked
    clause = _clause_start(masked, start)
    begin = max(clause, masked.rfind(", ", 0, start), start - 70)
    for found in reversed(list(_NEGATION.finditer(masked, begin, end))):
        if not any(s.start() <= found.start() < s.end() for s in _STAYS.finditer(masked, begin)):
            return found.group()
    if denied := _DENIAL.search(masked, clause, start):
        return denied.group()
    if (refuted := _AFTER.search(masked)) and refuted.end() > end:
        return refuted.group()[-30:]
    return withdrawn(sentence, end)


def withdrawn(sentence: Sentence, end: int) -> str | None:
    """Return the words after a masked offset that take back what stands before it: "a figure later withdrawn"."""
    taken = _TAKEN_BACK.search(sentence.masked, end)
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
