"""Proof on write: the words of a claim, normalised once more, have to give its value."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kgbuild.extractors import places
from kgbuild.model import Coordinates, Date, Mention, Quantity, Text
from kgbuild.text import dates, quantities

if TYPE_CHECKING:
    from kgbuild.model import Article, Claim, Span

_REACH = 3000  # characters
_FILLERS = re.compile(r"[\s\"“”‘’'^*]+")


def failure(claim: Claim, article: Article) -> str | None:
    """Return what is wrong with a claim's evidence, None where it proves the claim.

    Every span lies in the article, and the stretch that says the object gives it again: a quantity its numbers and its
    unit, a date its EDTF (or the interval that it is an end of), a text its words, a mention its own place.
    """
    spans = claim.evidence.spans
    if not spans or any(not 0 <= s.start < s.end <= len(article.text) for s in spans):
        return "a quote lies outside the article"
    value, made = claim.evidence.value, claim.object
    if isinstance(made, Mention):
        return None if made.span.of(article.text) else "no words name the object"
    if value is None:
        return "no words say the value"
    said = value.of(article.text)
    match made:
        case Quantity():
            proved = _gives_quantity(made, said, article, value)
        case Date():
            proved = _gives_date(made, said, claim, article, value)
        case Text():
            proved = _FILLERS.sub(" ", said).strip() == _FILLERS.sub(" ", made.value).strip()
        case Coordinates():
            again = places.point(article.text, value)
            proved = again is not None and again[0] == made
    return None if proved else f"the words {said!r} do not give the value"


def _gives_quantity(made: Quantity, said: str, article: Article, value: Span) -> bool:
    again = quantities.parse(said)
    found = quantities.find(article.text, value.start, value.end)
    if any(replace(made, hedge=None) in one.parts for one in found):
        return True  # a side of '500 by 300 m'
    if again is None:
        again = found[0].value if found else None
    same = again is not None and (again.low, again.high) == (made.low, made.high)
    return same and again is not None and again.unit in {made.unit, None}


def _gives_date(made: Date, said: str, claim: Claim, article: Article, value: Span) -> bool:
    anchor = claim.evidence.anchor
    start = dates.find(article.text, anchor.start, anchor.end, None) if anchor else []
    plain = start[0].plain if start else None
    found = [dates.parse(said, plain)]
    for one in dates.find(article.text, value.start, value.end, plain):
        found += [one.value, one.plain]
    read = any(d is not None and made.edtf in {d.edtf, *d.edtf.split("/")} for d in found)
    return read or _with_context(made, article, value)


def _with_context(made: Date, article: Article, value: Span) -> bool:
    """Read again from further before: a day without a year, or 'the following year', takes what is lacking from there.

    Days without a year follow one another: "on 3 May ... on 6 May ... two days later".
    """
    starts = (article.text.rfind(mark, 0, value.start) + 1 for mark in ("\n", "\n=="))
    for start in dict.fromkeys((*starts, max(0, value.start - _REACH))):
        found = dates.find(article.text, start, value.end, None)
        if any(d.span.overlaps(value) and made.edtf in {d.value.edtf, d.plain.edtf} for d in found):
            return True
    return False
