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

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kgbuild.text.document import Document, Sentence

_TAIL = (
    r"(?:,? (?:of|at|in|near|on|into|outside|off) (?:the |a |an |its )?(?:[a-z][\w'’-]* ){0,3}?(?:of )?<[LFXCO]\d+>"
    r"(?: (?:pit|mine|camp|prison|district|area|region|valley|province|plant|reactor|tunnel|street|harbou?r|shaft"
    r"|colliery|factory|hospital|square|river|station|building|works|mountains|coast)\b)?| of <D\d+>)?"
)
_LEADING = re.compile(r"^(?:the|a|an|this|that|another|so-called|its|their|his|her) ", re.IGNORECASE)
_PREDICATE = re.compile(r"\b(?:is|was|are|were|been|as|became|(?<!so-)called|like|than) $")
_ANY_EVENT = frozenset(
    ["event", "incident", "affair", "disaster", "catastrophe", "tragedy", "accident", "attack", "blast", "fire",
     "flood", "explosion", "collapse", "shooting"]
)  # fmt: skip
_NO_BLOW = re.compile(r"\b(?:inquiry|inquest|hearing|tribunal|conference|congress|meeting)$")  # nobody dies of them
_BACK = 2  # sentences


@dataclass(frozen=True, slots=True)
class Happening:
    """An event in a sentence: the masked stretch that speaks of it, and what it is called."""

    start: int
    end: int
    mention: Mention
    by_verb: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """The words of ``ontology/lexicon/happenings.yaml``: nouns as one expression, verbs with what they make happen."""

    nouns: str
    verbs: Mapping[re.Pattern[str], str]
    pattern: re.Pattern[str]


@cache
def load() -> Words:
    """Read the words once."""
    read = tables.read(ONTOLOGY / "lexicon" / "happenings.yaml")
    listed = sorted((" ".join(w.split()) for w in read["nouns"].split(",")), key=lambda w: (-len(w), w))
    nouns = "|".join(map(re.escape, listed))
    verbs = {re.compile(pattern, re.IGNORECASE): name for name, pattern in read["verbs"].items()}
    return Words(nouns, verbs, re.compile(expression(nouns)))


def expression(nouns: str | None = None, *, tail: bool = True) -> str:
    """Return the regular expression of an event's noun phrase in masked text; its ``tail`` is its place or date."""
    nouns = nouns or load().nouns
    stops = "of|in|at|on|by|and|to|was|were|is|the|a|an|that|which|who|had|has|for|from|with|after|before|his|her"
    plain = rf"(?!(?:{stops})\b)[a-z][\w-]* "
    named = r"<E\d+>|<_E\d+>(?!['’]s)"
    before = rf"(?:(?:[Tt]he|[Aa]n?|[Aa]nother) (?:<[DN]\d+> )?(?:{plain}){{0,3}}?|<[LXDN]\d+> )"
    after = r"(?! (?:squad|brigade|bell|line|engine|fund|leader|plan|force|victims?|committee)s?\b)"
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
    for verb, name in words.verbs.items():
        for match in verb.finditer(sentence.masked):
            span = sentence.source(match.start(), match.end())
            called = _dated(document, sentence, name)
            made = _topic(document) or Mention(span, called, "Event", proper=False)
            found.append(Happening(match.start(), match.end(), made, by_verb=True))
    return sorted(found, key=lambda h: (h.start, h.end))


def at(document: Document, sentence: Sentence, offset: int) -> Mention | None:
    """Return the event that a masked offset lies in."""
    return next((h.mention for h in find(document, sentence) if h.start <= offset < h.end), None)


def subject(document: Document, sentence: Sentence, offset: int) -> Mention | None:
    """Return the event that something at a masked offset is said of.

    That is the nearest one before it in the sentence, else one after it, else the last of the sentences before it in
    the paragraph, unless the article is about an event itself.
    """
    if chosen := _nearest(find(document, sentence), offset):
        return chosen
    if topic := _topic(document):
        return topic
    for number in range(sentence.number - 1, max(-1, sentence.number - 1 - _BACK), -1):
        earlier = document.sentences[number]
        if earlier.block is not sentence.block:
            break
        if chosen := _nearest(find(document, earlier), len(earlier.masked)):
            return chosen
    return None


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
    return Mention(span, _dated(document, sentence, words), "Event", proper=False)


def _topic(document: Document) -> Mention | None:
    if document.topic.kind != "Event":
        return None
    return Mention(document.article.title_span, document.topic.name, "Event", proper=False)


def _dated(document: Document, sentence: Sentence, words: str) -> str:
    """Add the date of the sentence to the name of an event that has nothing else to tell it by."""
    if re.search(r" (?:of|at|in|near|on|into|outside|off) |\d", words):
        return words
    date = next((i.value for i in sentence.items if isinstance(i.value, FoundDate)), None)
    if date is None:
        return words
    said = " ".join(date.plain_span.of(document.article.text).split())
    said = (
        date.plain.edtf if date.relative else re.sub(r"^(?:from|between|since|in|on) ", "", said, flags=re.IGNORECASE)
    )
    return f"{words} of {said}"
