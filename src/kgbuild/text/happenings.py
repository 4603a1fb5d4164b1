"""Events that an article speaks of without a name of their own: 'a fire in the pit', 'police opened fire'.

They are called after what they are, with the place or the date that tells them from others of their kind.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kgbuild import tables
from kgbuild.assets import ONTOLOGY
from kgbuild.model import Mention
from kgbuild.text import heads
from kgbuild.text.dates import FoundDate
from kgbuild.text.screening import Screened

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kgbuild.text.document import Document, Sentence

_TAIL = (
    r"(?:,? (?:of|at|in|near|on|into|outside|off) (?:the |a |an |its )?"
    r"(?:(?!(?:in|at|on|to|by|was|were|held|took|led|[a-z]+ed)\b)[a-z][\w'’-]* ){0,3}?(?:of )?<[LFXCO]\d+>"
    r"(?: (?:pit|mine|camp|prison|district|area|region|valley|province|plant|reactor|tunnel|street|harbou?r|shaft"
    r"|colliery|factory|hospital|square|river|station|building|works|mountains|coast)\b)?| of <D\d+>)?"
)
_LEADING = re.compile(r"^(?:the|a|an|this|that|another|so-called|its|their|his|her) ", re.IGNORECASE)
_PREDICATE = re.compile(r"(?<![Tt]here )\b(?:is|was|are|were|been|as|became|(?<!so-)called|like|than) $")
_ANY_EVENT = frozenset(
    ["event", "incident", "affair", "disaster", "catastrophe", "tragedy", "accident", "attack", "blast", "fire",
     "flood", "explosion", "collapse", "shooting", "siege", "assault", "standoff", "storming"]
)  # fmt: skip
_NO_BLOW = re.compile(
    r"\b(?:inquiry|inquest|hearing|tribunal|conference|congress|meeting)$", re.IGNORECASE
)  # nobody dies of them
_BACK = 2  # sentences
_LONG = 20  # characters of "<Qc12> of them"
_OF_THEM = re.compile(r"<Qc\d+> of (?:them|these)\b")
_FRAMED = re.compile(r"\b(?:during|at|in|of|after|before|since|from|for|under|following) (?:the )?(?:<D\d+> )?$")
_IN_WHICH = re.compile(r"\b(?:in|during|by|at) which [^.;,]{0,30}$")
_SUBCLAUSE = re.compile(r",? (?:who|whose|where|while|until)\b|; |, which\b")
_TIMED = re.compile(r"\d{4}-\d\d(?:-\d\d)?[~?]?(?:/\d{4}-\d\d-\d\d)?")
_AT_ONCE = frozenset(["in", "on", "from-to", "between"])


@dataclass(frozen=True, slots=True)
class Happening:
    """An event in a sentence: the masked stretch that speaks of it, and what it is called."""

    start: int
    end: int
    mention: Mention
    by_verb: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """The words of ``ontology/lexicon/happenings.yaml``: nouns as one expression, verbs with what they make happen.

    ``deeds`` are verbs that tell of an event only where it is dated to a month or a day, ``lives`` only in the life of
    the person that an article is about.
    """

    nouns: str
    verbs: Mapping[Screened, str]
    deeds: Mapping[Screened, str]
    lives: Mapping[Screened, str]
    pattern: Screened


@cache
def load() -> Words:
    """Read the words once."""
    read = tables.read(ONTOLOGY / "lexicon" / "happenings.yaml")
    listed = sorted((" ".join(w.split()) for w in read["nouns"].split(",")), key=lambda w: (-len(w), w))
    nouns = "|".join(map(re.escape, listed))
    verbs, deeds, lives = (
        {Screened(re.compile(pattern, re.IGNORECASE)): name for name, pattern in read[key].items()}
        for key in ("verbs", "deeds", "lives")
    )
    return Words(nouns, verbs, deeds, lives, Screened(re.compile(expression(nouns))))


@cache
def told() -> str:
    """Return the regular expression of all verbs that tell of an event."""
    words = load()
    return "|".join(f"(?:{verb.expression.pattern})" for verb in (*words.verbs, *words.deeds, *words.lives))


def expression(nouns: str | None = None, *, tail: bool = True) -> str:
    """Return the regular expression of an event's noun phrase in masked text; its ``tail`` is its place or date."""
    nouns = nouns or load().nouns
    stops = "of|in|at|on|by|and|to|was|were|is|the|a|an|that|which|who|had|has|for|from|with|after|before|his|her"
    stops += "|caught|opened|set|ceased|planned|threatened|foiled|alleged"
    plain = rf"(?!(?:{stops})\b)[a-z][\w-]* "
    named = r"<E\d+>|<_E\d+>(?!['’]s)"
    plural = r"(?<=\bwith )(?=(?:[a-z-]+ )?[a-z]+s\b)|(?:[Mm]ass|[Vv]iolent"
    plural += r"|[Nn]ew|[Bb]loody|[Ff]urther|[Ss]erious|[Pp]ublic|[Ww]idespread) (?=[a-z -]+s\b)"
    before = (
        rf"(?:(?:[Tt]he|[Aa]n?|[Aa]nother) (?:<[DN]\d+> )?(?:{plain}){{0,3}}?|<[LXDN]\d+> |{plural}|[Hh]is |[Hh]er )"
    )
    after = r"(?! (?:squad|brigade|bell|line|engine|fund|leader|plan|force|victims?|committee|station|run"
    after += r"|balloon|alarm|hose|extinguisher|department|period|court|judge|lawyer|survivor|film|novel|book)s?\b)"
    return rf"(?:(?:{named})|\b{before}(?:{nouns})\b{after}){_TAIL if tail else ''}"


def find(document: Document, sentence: Sentence) -> list[Happening]:
    """Return the events of a sentence in order: named, described by a noun, or told by a verb."""
    words = load()
    found: list[Happening] = []
    for match in words.pattern.finditer(sentence.masked):
        if _PREDICATE.search(sentence.masked[: match.start()]):
            continue
        if mention := _mention(document, sentence, match):
            found.append(Happening(match.start(), match.end(), mention))
    found += _told(document, sentence, words.verbs)
    if document.topic.kind == "Person":
        found += [h for h in _told(document, sentence, words.lives) if _his(document, sentence, h.start)]
    if not found and _timed(sentence):
        found = _told(document, sentence, words.deeds)
    return sorted(found, key=lambda h: (h.start, h.end))


def _told(document: Document, sentence: Sentence, verbs: Mapping[Screened, str]) -> list[Happening]:
    """Return what the verbs of a sentence tell of."""
    topic = _topic(document)
    found: list[Happening] = []
    for verb, name in verbs.items():
        for match in verb.finditer(sentence.masked):
            made = topic or _called(document, sentence, name, match)
            found.append(Happening(match.start(), match.end(), made, by_verb=True))
    return found


def _his(document: Document, sentence: Sentence, start: int) -> bool:
    """Tell whether what begins at a masked offset is the person that the article is about."""
    mark = re.compile(r"<[PX](\d+)>").match(sentence.masked, start)
    value = sentence.items[int(mark[1])].value if mark else None
    return isinstance(value, Mention) and value.name == document.topic.name


def _called(document: Document, sentence: Sentence, name: str, match: re.Match[str]) -> Mention:
    span = sentence.source(match.start(), match.end())
    return Mention(span, _dated(document, sentence, name, match.end()), "Event", proper=False)


def _timed(sentence: Sentence) -> bool:
    """Tell whether a sentence names a month or a day."""
    return any(
        isinstance(i.value, FoundDate) and i.value.relation in _AT_ONCE and _TIMED.fullmatch(i.value.plain.edtf)
        for i in sentence.items
    )


def at(document: Document, sentence: Sentence, offset: int) -> Mention | None:
    """Return the event that a masked offset lies in; what verbs tell within an article on an event is one of its own.

    The first sentence of such an article speaks of its subject.
    """
    found = next((h for h in find(document, sentence) if h.start <= offset < h.end), None)
    if found is None or not (found.by_verb and sentence.number and _topic(document)):
        return found.mention if found else None
    if not _timed(sentence):
        return None
    told = ((verb.expression.match(sentence.masked, found.start), name) for verb, name in load().verbs.items())
    return next((_called(document, sentence, name, match) for match, name in told if match), None)


def subject(document: Document, sentence: Sentence, offset: int) -> Mention | None:
    """Return the event that something at a masked offset is said of.

    That is the nearest one before it in the sentence, else one after it, else the last of the sentences before it in
    the paragraph, unless the article is about an event itself.
    """
    topic, here = _topic(document), find(document, sentence)
    if topic and any(h.mention.name == topic.name and not h.by_verb and h.start < offset for h in here):
        here = [h for h in here if h.mention.name == topic.name or not _FRAMED.search(sentence.masked[: h.start])]
    before_it = topic is not None and _earlier(document, sentence)
    if chosen := _nearest([h for h in here if not (before_it and h.by_verb)], offset):
        return chosen
    if _IN_WHICH.search(sentence.masked[:offset]):
        return None
    if topic:
        return None if before_it else topic
    back = 1 if _OF_THEM.search(sentence.masked, 0, offset + _LONG) else _BACK
    for number in range(sentence.number - 1, max(-1, sentence.number - 1 - back), -1):
        earlier = document.sentences[number]
        if earlier.block is not sentence.block:
            break
        if chosen := _nearest(find(document, earlier), len(earlier.masked)):
            return chosen
    return None


def _earlier(document: Document, sentence: Sentence) -> bool:
    """Tell whether a sentence speaks only of years before the first that the article's opening names."""
    opening = next((years for each in document.sentences[:2] if (years := _years(each))), [])
    here = _years(sentence)
    return bool(opening and here) and min(here) < min(opening) and (max(here) < min(opening) or len(here) == 1)


def _years(sentence: Sentence) -> list[int]:
    """Return the years in which the dates of a sentence begin."""
    found = [i.value.plain.earliest for i in sentence.items if isinstance(i.value, FoundDate)]
    return [date.year for date in found if date]


def _nearest(found: list[Happening], offset: int) -> Mention | None:
    nouns = [h for h in found if not h.by_verb]
    for group in (nouns, found):
        before = [h for h in group if h.start < offset]
        if before:
            return before[-1].mention
    for group in (nouns, found):
        if group:
            return group[0].mention
    return None


def _mention(document: Document, sentence: Sentence, match: re.Match[str]) -> Mention | None:
    item = re.match(r"<(_?)E(\d+)>", match.group())
    value = sentence.items[int(item.group(2))].value if item else None
    if item and not item.group(1):
        return value if isinstance(value, Mention) and not _NO_BLOW.search(value.name) else None
    span = sentence.source(match.start(), match.end())
    words = " ".join(span.of(document.article.text).split())
    if (topic := _topic(document)) and (plain := re.fullmatch(r"[Tt]he (?:[a-z]+ )?([a-z]+)", words)):
        own = {w for word in topic.name.lower().split() for w in heads.alike("Event", word)}
        if plain.group(1) in own | _ANY_EVENT:
            return topic
    while (shorter := _LEADING.sub("", words)) != words:
        words = shorter
    return Mention(span, _dated(document, sentence, words, match.end()), "Event", proper=False)


def _topic(document: Document) -> Mention | None:
    if document.topic.kind != "Event":
        return None
    return Mention(document.article.title_span, document.topic.name, "Event", proper=False)


def _dated(document: Document, sentence: Sentence, words: str, end: int) -> str:
    """Add the date of the clause, which ends at or after ``end``, to the name of an event that nothing else tells."""
    if re.search(r" (?:of|at|in|near|on|into|outside|off) |\d", words):
        return words
    stop = _SUBCLAUSE.search(sentence.masked, end)
    clause = sentence.source(0, stop.start() if stop else len(sentence.masked))
    date = next((i.value for i in sentence.items if isinstance(i.value, FoundDate) and clause.covers(i.span)), None)
    if date is None:
        return words
    said = " ".join(date.plain_span.of(document.article.text).split())
    said = (
        date.plain.edtf if date.relative else re.sub(r"^(?:from|between|since|in|on) ", "", said, flags=re.IGNORECASE)
    )
    return f"{words} of {said}"
