"""Of claims of one sentence that say one thing, which is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgbuild.model import Mention, Span, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kgbuild.extractors.log import Log
    from kgbuild.extractors.rules import Rule
    from kgbuild.model import Claim


def made(found: Sequence[tuple[Rule, Claim]], log: Log) -> list[Claim]:
    """Return the claims that are kept of those that rules made, in the order of their quotes."""
    return _without_nested(_first_links(found, log), log)


def apart(found: Sequence[Claim]) -> list[Claim]:
    """Of statements that overlap, keep the first."""
    kept: list[Claim] = []
    for claim in found:
        if not any(_rivals(claim, other) for other in kept):
            kept.append(claim)
    return kept


def _first_links(found: Sequence[tuple[Rule, Claim]], log: Log) -> list[tuple[Rule, Claim]]:
    """Of a chain "A in B in C" keep what A is in: the rest is no news of this article."""
    kept: list[tuple[Rule, Claim]] = []
    linked: set[Span] = set()
    for rule, claim in found:
        if rule.chain:
            if claim.evidence.value:
                linked.add(claim.evidence.value)
            if claim.subject.span in linked:
                log.yielded.append((claim, None))
                continue
        kept.append((rule, claim))
    return kept


def _without_nested(found: Sequence[tuple[Rule, Claim]], log: Log) -> list[Claim]:
    """Of rival claims of a sentence keep one: by priority, then the number of qualifiers, then the longer value."""
    kept: list[tuple[Rule, Claim]] = []
    ranked = sorted(
        found,
        key=lambda pair: (
            -pair[0].priority,
            pair[1].relation == "mortality",
            -_told(pair[1]),
            -_length(pair[1]),
            pair[1].evidence.spans[0].start,
            pair[0].name,
        ),
    )
    for rule, claim in ranked:
        rival = next((other for _, other in kept if _rivals(claim, other)), None)
        if rival is None:
            kept.append((rule, claim))
        else:
            log.yielded.append((claim, rival))
    return sorted((c for _, c in kept), key=lambda c: (c.evidence.spans[0], c.relation, c.subject.name, repr(c.object)))


def _told(claim: Claim) -> int:
    """Return how many qualifiers a claim on an entity has; of a value its words tell most."""
    return len(claim.qualifiers) if isinstance(claim.object, Mention) else 0


def _length(claim: Claim) -> int:
    return claim.evidence.value.end - claim.evidence.value.start if claim.evidence.value else 0


def _rivals(one: Claim, other: Claim) -> bool:
    """Tell whether two claims say one thing: the same entity of the same subject, or values that overlap."""
    if (
        isinstance(one.object, Mention)
        and isinstance(other.object, Mention)
        and (one.subject.name, one.relation, one.object.name) == (other.subject.name, other.relation, other.object.name)
    ):
        return not ({q.name for q in one.qualifiers} - {q.name for q in other.qualifiers})
    values = one.evidence.value, other.evidence.value
    toll = {one.relation, other.relation} == {"mortality", "casualties"} and values[0] == values[1]
    if toll and one.subject.name != other.subject.name:
        return True  # the dead of an event are not those of the site as well
    if one.relation != other.relation or not values[0] or not values[1] or not values[0].overlaps(values[1]):
        return False
    if one.subject.name != other.subject.name:
        return False
    return not (isinstance(one.object, Text) and one.object == other.object and values[0] != values[1])
