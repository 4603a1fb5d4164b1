"""Noun phrases that can be a source: persons and organizations by name, 'survivors', 'a later report'."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kgbuild.model import Mention, Span, Text
from kgbuild.text import clauses, speech

if TYPE_CHECKING:
    from kgbuild.text.document import Sentence

_ITEM = r"<_?(?:[FPOXLTNCE]|D|Q[a-z])\d+>"
_NO_NOUN = "that|which|who|whom|is|was|are|were|has|have|had|to|as|and|but|or|because|while|it|this|there|not"
_SMALL = rf"(?!(?:{_NO_NOUN})\b)[\w'’-]+"
_NO_START = (
    "by|in|on|at|from|of|with|as|for|to|after|before|during|since|when|if|while|although|though|because|under|and|but|or"
    "|that|however|it|this|there"
)
_DETERMINERS = "the|a|an|some|several|many|most|one|two|former|various|other|others|his|her|their|its"
_PHRASE = (
    rf"(?!(?i:{_NO_START})\b)(?:(?:{_DETERMINERS}) ){{0,3}}(?:(?:{_SMALL}|{_ITEM}(?:['’]s)?) ){{0,5}}?"
    rf"(?:(?!<D){_ITEM}(?:['’]s)?(?: (?!in\b|on\b|at\b|of\b){_SMALL}){{0,3}}?|{_SMALL})"
    rf"(?: (?:of|by|from|in|at|for|on) (?!first\b)(?:the |a |an )?(?:{_ITEM}|[\w'’-]+)(?: {_ITEM}| [\w'’-]+){{0,3}}?)??"
)
PATTERN = rf"(?P<source>{_PHRASE})"
# What may follow a source that opens what it says: "according to X the camp ..."
AFTER = (
    r" (?:that|in|from|the|a|an|it|he|she|they|this|these|some|there|about|around|only|at least|more than|up to|its"
    r"|their|his|her|to|and|at|as|was|were)\b| <"
)
_HEADS = re.compile(rf"\b(?:{speech.load()['speakers']})$", re.IGNORECASE)
_NEVER = re.compile(
    r"^(?:it|he|she|they|who|which|that|this|these|those|there|we|plans|construction|i|you|none|nobody|the|a|an|one|two)$"
    r"|\b(?:is|was|were|are|been|be|had|has|have|which|who|and|or)\b",
    re.IGNORECASE,
)
_REPORT = re.compile(
    r"(?:report|study|survey|book|estimate|figures?|account|statement|article|investigation|data|paper|analysis|testimony"
    r"|list|records?|memoirs?)s?(?: published| issued| released| written)? (?:of|by|from) "
)


def named(group: str) -> str:
    """Return the pattern with another name for its group."""
    return PATTERN.replace("?P<source>", f"?P<{group}>")


def read(text: str, sentence: Sentence, start: int, end: int) -> tuple[Mention | Text, Span] | None:
    """Return the source that a masked stretch names and where it stands, None where it can be none.

    A person or organization by name stands for itself ("the historian X"); any other phrase is kept in its words.
    """
    words = sentence.masked[start:end]
    if _NEVER.search(words):
        return None
    if re.match(r"(?:his|her) (?:own )?(?:account|words|view|opinion|estimate|testimony|belief)s?$", words):
        person = clauses.possessor(sentence, start)
        return (person, sentence.source(start, end)) if person else None
    span = sentence.source(start, end)
    said = " ".join(span.of(text).split())
    items = [
        (m.start(), m.end(), m.group(1), m.group(2), int(m.group(3)))
        for m in re.finditer(r"<(_?)([A-Z][a-z]?)(\d+)>", words)
    ]
    if items:
        at, stop, unnamed, letter, number = items[-1]
        value = sentence.items[number].value
        before = words[:at]
        governed = re.search(r"\b(?:of|in|at|from|for|on|with|to|by)\b", before) and not _REPORT.search(before)
        if isinstance(value, Mention) and not unnamed and stop == len(words) and not governed and letter in "POXCL":
            return (value, sentence.items[number].span) if _may_speak(value, letter, before) else None
    core = re.split(r" (?:of|by|from|in|at|for|on) ", said)[0]
    if _HEADS.search(core) or _HEADS.search(said):
        return Text(said), span
    return None


def _may_speak(value: Mention, letter: str, before: str) -> bool:
    """Tell whether a named thing can say something: a place only as its government, an unknown name as a person."""
    if letter == "L":
        return not before.strip() and value.proper
    return value.name[:1].isalpha()
