"""Rival figures and dates: "1,735 prisoners (1,757 according to a list)", "300 by a ministry and 900 by survivors"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kgbuild.model import Claim, Date, Evidence, Qualifier, Quantity, Span, Text
from kgbuild.text import sources
from kgbuild.text.dates import FoundDate
from kgbuild.text.quantities import FoundQuantity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kgbuild.text.attribution import Attribution
    from kgbuild.text.document import Document, Item, Sentence


_BRACKET = re.compile(
    r"(?P<between>(?:[^<>();.]|<(?![DQ])\w+>){0,60}?)(?:\(|, )(?:or |but |though |and )?"
    r"<(?:D|Q[a-z])(?P<number>\d+)>,? "
    r"(?:according to|as reported by|in|by|per) (?P<source>[^(),;.]{3,70})(?=[),;.]|$)"
)


_SECOND = re.compile(
    r"(?P<between>(?: (?:by|according to) [^<>();.]{0,20}(?:<_?[POXCL]\d+>)?[^<>();.]{0,40})?,? (?:and|but|while|or) )"
    r"(?:at |as |to )?<(?:D|Q[a-z])(?P<number>\d+)>,? (?:according to|by|per) (?P<source>[^();,.]{3,70})(?=[;,.]|$)"
)
_OTHERS = re.compile(r",? (?:or|but) (?:in |on |at )?<(?:D|Q[a-z])\d+>,? (?:according to|as reported by|per) ")
_OR = re.compile(r" or (?:in |on |even )?<D(\d+)>")


def found(document: Document, sentence: Sentence, claims: Iterable[Claim]) -> list[Claim]:
    """Return a claim for each value in brackets that a source gives against the value of a claim before them."""
    made: list[Claim] = []
    for claim in claims:
        item = _item(sentence, claim)
        if item is None:
            continue
        mark = f"<{item.letter}{sentence.items.index(item)}>"
        after = sentence.masked.index(mark) + len(mark)
        if other := _BRACKET.match(sentence.masked, after) or _SECOND.match(sentence.masked, after):
            made += _rival(document, sentence, claim, other)
    return made


def of_another(sentence: Sentence, end: int, source: Attribution) -> bool:
    """Tell whether a source behind a match speaks for another value alone: "in 1951, or 1953 according to X"."""
    other = _OTHERS.match(sentence.masked, end)
    return other is not None and sentence.source(end, other.end()).end <= source.source_span.start


def either(document: Document, sentence: Sentence, claims: Iterable[Claim]) -> list[Claim]:
    """Return the claims, those on a date that 'or' joins to another with both in turn and the words as their hedge."""
    made: list[Claim] = []
    for claim in claims:
        item = _item(sentence, claim) if isinstance(claim.object, Date) else None
        mark = f"<{item.letter}{sentence.items.index(item)}>" if item else ""
        joined = _OR.match(sentence.masked, sentence.masked.index(mark) + len(mark)) if item else None
        other = sentence.items[int(joined[1])] if joined else None
        if item is None or other is None or not isinstance(other.value, FoundDate) or not claim.evidence.value:
            made.append(claim)
            continue
        at = Span(claim.evidence.value.start, other.value.plain_span.end)
        hedge = Qualifier("hedge", Text(" ".join(at.of(document.article.text).split())), at)
        qualifiers = (*(q for q in claim.qualifiers if q.name != "hedge"), hedge)
        spans = _widened(claim.evidence.spans, at)
        evidence = replace(claim.evidence, spans=spans)
        made.append(replace(claim, qualifiers=qualifiers, evidence=evidence))
        second = replace(evidence, value=other.value.plain_span)
        made.append(replace(claim, object=other.value.plain, qualifiers=qualifiers, evidence=second))
    return made


def _widened(spans: tuple[Span, ...], at: Span) -> tuple[Span, ...]:
    """Return spans of which the first covers a stretch that follows it."""
    return (Span(min(spans[0].start, at.start), max(spans[0].end, at.end)), *spans[1:])


def _item(sentence: Sentence, claim: Claim) -> Item | None:
    """Return the date or quantity of the sentence that says the value of a claim."""
    value = claim.evidence.value
    if value is None or not isinstance(claim.object, Date | Quantity):
        return None
    return next(
        (i for i in sentence.items if i.span.covers(value) and isinstance(i.value, FoundDate | FoundQuantity)), None
    )


def _rival(document: Document, sentence: Sentence, claim: Claim, bracket: re.Match[str]) -> list[Claim]:
    other = sentence.items[int(bracket["number"])]
    source = sources.read(document.article.text, sentence, *bracket.span("source"))
    made: Date | Quantity
    if isinstance(other.value, FoundDate) and isinstance(claim.object, Date):
        made, at = other.value.plain, other.value.plain_span
    elif isinstance(other.value, FoundQuantity) and isinstance(claim.object, Quantity):
        made, at = replace(other.value.value, unit=other.value.value.unit or claim.object.unit), other.span
    else:
        return []
    if source is None:
        return []
    kept = [q for q in claim.qualifiers if q.name not in {"attributed_to", "hedge"}]
    qualifiers = (*kept, Qualifier("attributed_to", *source))
    quote = sentence.source(bracket.start("between"), bracket.end())
    spans = tuple(dict.fromkeys((*claim.evidence.spans, quote)))
    whole = Span(min(s.start for s in spans), max(s.end for s in spans))
    near = sentence.span.covers(whole)
    evidence = Evidence(
        document.article.slug, (whole,) if near else spans, claim.evidence.extractor, claim.evidence.rule, at
    )
    return [Claim(claim.subject, claim.relation, made, evidence, qualifiers, "reported")]
