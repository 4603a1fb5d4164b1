"""Sentences of a block, with offsets: sentencex splits, and what it split wrongly is joined again."""

from __future__ import annotations

import re

import sentencex

from kgbuild.model import Span
from kgbuild.text import residue

# An abbreviation that no sentence ends with, so that what follows belongs to the same sentence.
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[–-])(?:approx|ca?|cf|b|d|r|fl|No|Nos|Nr|St|Ste|Mt|Ft|Gen|Maj|Col|Lt|Capt|Sgt|Cpl|Pvt|Adm|Brig|Cmdr"
    r"|Gov|Sen|Rep|Pres|Dr|Prof|Mr|Mrs|Ms|Rev|Hon|Fr|Sr|Jr|vs|vol|pp?|est|incl|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?"
    r"|Oct|Nov|Dec|Cz|Ger|Kor|Jap|lit|e\.g|i\.e|[A-Z])\.\s*$"
)
_ENDS = re.compile(r"[.!?…。]['\"”’)\]]*(?:\[\d+\])*\s*$")
# A unit ends a sentence where a word follows that begins one.
_AFTER_UNIT = re.compile(
    r"(?<=\d)\s?(?:m|km|cm|ft|mi|ha|kg|t|MW|kW|GW|MWe|MWt|kWh|km/h|mph|m/s|m3/s|m[23]|km[23]|sq "
    r"mi|a\.m|p\.m)\.\s+(?=(?:The|It|Its|In|On|At|A|An|He|She|His|Her|"
    r"They|Their|This|These|After|Before|By|During|From|As|To|For|When|While|Since|Until|Under"
    r"|Some|Only|There|Most|Many|Two)\s)"
)
_YEAR_FIRST = re.compile(r"[-*•\s]*\(?\d{4}\)?\.\s*")  # "1976. From Tarusa to Chuna."
_LONGEST = 2000


def split(text: str, block: Span) -> list[Span]:
    """Return the spans of the sentences of a block, without surrounding white space.

    >>> t = "It was run by Gen. Park. He left in c. 1943 (see Fig. 2. of the report). Then it closed."
    >>> [s.of(t) for s in split(t, Span(0, len(t)))][1:]
    ['He left in c. 1943 (see Fig. 2. of the report).', 'Then it closed.']
    """
    words = block.of(text)
    pieces = [(b["start_index"], b["end_index"]) for b in sentencex.get_sentence_boundaries("en", words)]
    joined: list[tuple[int, int]] = []
    for start, end in pieces:
        if joined and _belongs(words, joined[-1], start):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    cut = [part for piece in joined for part in _parts(words, piece)]
    return [span for start, end in cut if (span := _trim(text, block.start + start, block.start + end))]


def _parts(words: str, piece: tuple[int, int]) -> list[tuple[int, int]]:
    """Cut a piece where a unit ends a sentence: "up to 110 km/h. The wave"."""
    cuts = [m.end() for m in _AFTER_UNIT.finditer(words, *piece)]
    return list(zip([piece[0], *cuts], [*cuts, piece[1]], strict=True))


def _belongs(words: str, before: tuple[int, int], start: int) -> bool:
    """Tell whether the piece that begins at ``start`` goes on with the sentence before it."""
    sentence = words[before[0] : before[1]]
    if len(sentence) > _LONGEST:
        return False
    if _ABBREVIATION.search(sentence) or sentence.count("(") > sentence.count(")"):
        return True
    if before[0] == 0 and _YEAR_FIRST.fullmatch(sentence):
        return True
    following = words[start : start + 1]
    return not _ENDS.search(sentence) or following.islower()


def _trim(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    kept = residue.without(text, Span(start, end)) if text[start:end][:1] in {"[", "{", "<"} else Span(start, end)
    return Span(kept.start, end) if kept.start < end else None
