"""What the sentences after an expansion add to it: the area before and after, by how much, and what was built then.

"In 2010 the camp was enlarged. Its size increased from 580 m2 to 1000 m2. 17 additional guard posts were erected."
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kgbuild.model import Date, Qualifier, Quantity
from kgbuild.text import quantities

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kgbuild.model import Claim
    from kgbuild.text.document import Document, Sentence

_CHANGED: Final = "area-change"  # the rule that reads both areas of a change
_ADDED: Final = frozenset(["guardPosts", "hasPart"])
_NEW: Final = re.compile(r"\b(?:additional|new|further|more|extra)\b")
_WHEN: Final = frozenset(["as_of", "from", "since"])
_REACH: Final = 2  # sentences


def carried(document: Document, claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims, expansions with what nearby sentences of the paragraph add, and these with their date."""
    made = list(claims)
    for at, claim in enumerate(claims):
        expansion = _expansion(document, claims, claim)
        if expansion is None or any(q.name in _WHEN for q in claim.qualifiers):
            continue
        when = claims[expansion].object
        if not isinstance(when, Date):
            continue
        if claim.relation == "area" and claim.evidence.rule == _CHANGED:
            before = _is_before(claims, claim)
            dated = Date(f"../{when.edtf}", None, when.earliest) if before else when
            made[expansion] = _with(made[expansion], "area_before" if before else "area_after", claim)
            made[expansion] = _by(document, made[expansion], claim)
        elif claim.relation in _ADDED and _NEW.search(claim.evidence.spans[0].of(document.article.text)):
            dated = when
        else:
            continue
        span = claims[expansion].evidence.value
        made[at] = replace(made[at], qualifiers=(*made[at].qualifiers, Qualifier("as_of", dated, span)))
    return made


def _expansion(document: Document, claims: Sequence[Claim], claim: Claim) -> int | None:
    """Return the index of the last expansion of the subject in the sentences before a claim's."""
    here = _sentence(document, claim)
    found = [
        number
        for number, other in enumerate(claims)
        if other.relation == "expandedOn" and other.subject.name == claim.subject.name and other is not claim
        if (there := _sentence(document, other)) and here and there.block is here.block
        if 0 <= here.number - there.number <= _REACH
    ]
    return found[-1] if found else None


def _sentence(document: Document, claim: Claim) -> Sentence | None:
    value = claim.evidence.value or claim.evidence.spans[0]
    return next((s for s in document.sentences if s.span.covers(value)), None)


def _is_before(claims: Sequence[Claim], claim: Claim) -> bool:
    """Tell whether the other area of the same change stands after this one."""
    own = claim.evidence.value
    others = [c.evidence.value for c in claims if c.evidence.rule == _CHANGED and c.subject.name == claim.subject.name]
    return own is not None and any(o is not None and own.end <= o.start <= own.end + 30 for o in others)


def _with(expansion: Claim, name: str, claim: Claim) -> Claim:
    if not isinstance(claim.object, Quantity) or any(q.name == name for q in expansion.qualifiers):
        return expansion
    said = Qualifier(name, claim.object, claim.evidence.value)
    return replace(expansion, qualifiers=(*expansion.qualifiers, said))


def _by(document: Document, expansion: Claim, claim: Claim) -> Claim:
    """Add the percentage that the change is given with."""
    quote = claim.evidence.spans[0]
    for found in quantities.find(document.article.text, quote.start, quote.end):
        if found.dimension == "percent" and not any(q.name == "percent" for q in expansion.qualifiers):
            return replace(expansion, qualifiers=(*expansion.qualifiers, Qualifier("percent", found.value, found.span)))
    return expansion


__all__ = ["carried"]
