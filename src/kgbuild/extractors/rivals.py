"""Rival figures and dates that stand in brackets: "1,735 prisoners (1,757 according to another count)"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kgbuild.model import Claim, Date, Evidence, Qualifier, Quantity, Span
from kgbuild.text import sources
from kgbuild.text.dates import FoundDate
from kgbuild.text.quantities import FoundQuantity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kgbuild.text.document import Document, Item, Sentence


_BRACKET = re.compile(
    r"(?P<between>[^<>();.]{0,60})\((?:or |but )?<(?:D|Q[a-z])(?P<number>\d+)>,? "
    r"(?:according to|as reported by|in|by|per) (?P<source>[^()]{3,70})\)"
)


def found(document: Document, sentence: Sentence, claims: Iterable[Claim]) -> list[Claim]:
    """Return a claim for each value in brackets that a source gives against the value of a claim before them."""
    made: list[Claim] = []
    for claim in claims:
        item = _item(sentence, claim)
        if item is None:
            continue
        mark = f"<{item.letter}{sentence.items.index(item)}>"
        after = sentence.masked.index(mark) + len(mark)
        if bracket := _BRACKET.match(sentence.masked, after):
            made += _rival(document, sentence, claim, bracket)
    return made


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
