"""Counts by group: of "held 4000 men and 2000 women" each figure is said of the same thing, by the same verb."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from kgbuild.model import Quantity, Span
from kgbuild.text.quantities import FoundQuantity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kgbuild.model import Claim
    from kgbuild.text.document import Item, Sentence

RELATIONS = frozenset(["population", "mortality", "casualties", "staffCount", "capacity"])
"""What is counted by group."""
_LINK = re.compile(r",? (?:and|as well as|plus|along with)(?: (?:also|another|further))? |, ")
_LAST = re.compile(r",? (?:and|as well as|plus|along with)\b")
_VERB = re.compile(
    r" (?:(?:of (?:them|whom)|also|later|then|who|which|still) ?){0,3}(?:were|was|are|is|had|have|has|did|could|would"
    r"|may|might|work|came|went|took|fled|stood|[a-z]{3,20}ed\b(?! by))\b"
)
_PERSONS = re.compile(
    r"(?i)(?:.* )?(?:men|women|children|boys|girls|minors|juveniles|adults|prisoners|inmates|detainees|internees"
    r"|convicts|people|persons|civilians|soldiers|officers|guards|warders|workers|policemen|employees|engineers|volunteers|others"
    r"|students|families|officials|agents|(?-i:[A-Z])\w+(?:s|ese|men))"
)
_BARRED = {
    "population": re.compile(
        r"(?i)(?:.* )?(?:guards|warders|employees|policemen|staff|volunteers|engineers|agents|officials)"
    ),
    "staffCount": re.compile(r"(?i)(?:.* )?(?:prisoners|inmates|detainees|internees|convicts|children)"),
}
_BARRED["capacity"] = _BARRED["population"]


def found(sentence: Sentence, claims: Iterable[Claim]) -> list[Claim]:
    """Return a claim for each count that is joined to the count of a claim, and shares its verb."""
    made: list[Claim] = []
    said = [c for c in claims if c.relation in RELATIONS and isinstance(c.object, Quantity)]
    taken = [c.evidence.value for c in said if c.evidence.value]
    for claim in said:
        for item in _joined(sentence, claim):
            if isinstance(item.value, FoundQuantity) and not any(span.overlaps(item.span) for span in taken):
                taken.append(item.span)
                made.append(_same(claim, item, item.value.value))
    return made


def _joined(sentence: Sentence, claim: Claim) -> list[Item]:
    """Return the counts that stand in one list with that of a claim, and count persons as it does."""
    runs = [run for run in _runs(sentence) if any(claim.evidence.value == item.span for _, item in run)]
    if not runs:
        return []
    return [item for _, item in runs[0] if item.span != claim.evidence.value and _counted(claim.relation, item)]


def _runs(sentence: Sentence) -> list[list[tuple[int, Item]]]:
    """Return the lists of counts of a sentence, each with the place of its mark; the last follows an 'and'.

    A list whose last count has a verb of its own, unlike the list as a whole, ends before that count.
    """
    counts = [(m.start(), sentence.items[int(m[1])]) for m in re.finditer(r"<Qc(\d+)>", sentence.masked)]
    runs: list[list[tuple[int, Item]]] = [counts[:1]] if counts else []
    for (before, _), (at, item) in pairwise(counts):
        end = sentence.masked.index(">", before) + 1
        if _LINK.fullmatch(sentence.masked, end, at):
            runs[-1].append((at, item))
        else:
            runs.append([(at, item)])
    return [run for run in runs if len(run) > 1 and _closed(sentence, run)]


def _closed(sentence: Sentence, run: list[tuple[int, Item]]) -> bool:
    """Tell whether a list ends with an 'and', and does not go on into a clause of its own."""
    last, end = run[-1][0], sentence.masked.index(">", run[-2][0]) + 1
    if not _LAST.match(sentence.masked, end):
        return False
    behind = _VERB.match(sentence.masked, sentence.masked.index(">", last) + 1)
    first = run[0][0]
    before = sentence.masked[:first].rstrip()
    begins = (
        not before or before.endswith((",", ";", ":", ")")) or before.lower().endswith((" that", "where", "total of"))
    )
    return behind is None or begins


def _counted(relation: str, item: Item) -> bool:
    """Tell whether an item counts persons of whom the relation speaks: those who hold others are not held."""
    noun = (item.value.noun if isinstance(item.value, FoundQuantity) else None) or ""
    barred = _BARRED.get(relation)
    return bool(_PERSONS.fullmatch(noun)) and not (barred and barred.fullmatch(noun))


def _same(claim: Claim, item: Item, count: Quantity) -> Claim:
    """Make the claim of a count that is joined to that of another claim."""
    first, *others = claim.evidence.spans
    whole = Span(min(first.start, item.span.start), max(first.end, item.span.end))
    return replace(claim, object=count, evidence=replace(claim.evidence, spans=(whole, *others), value=item.span))
