"""Offices that a sentence takes up again: "X was minister until 1957. Y held the same office from 1957 to 1989"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kgbuild.extractors import arguments
from kgbuild.model import Claim, Evidence, Mention, Qualifier, Span, Text
from kgbuild.text.dates import FoundDate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kgbuild.text.document import Document, Item, Sentence

_HELD: Final = re.compile(
    r"<P(?P<who>\d+)>(?: \([^()]*\))?,?(?: who)?(?: (?:then|later|also|had|has|again|himself|herself)){0,2} "
    r"(?P<verb>held|holds|filled|occupied|kept|retained|took over|took|assumed|succeeded to) "
    r"(?P<office><_?[OFX](?P<item>\d+)>|(?:the|this|that) (?:same )?(?:office|post|position))(?: again)?"
    r"(?: (?P<when><D(?P<date>\d+)>|(?:in|on|from|until) <D(?P<other>\d+)>))?"
)
_PASSED: Final = re.compile(
    r"\b(?:office|post|position|job|command|director|head|chief|minister|chairman|president)\b"
    r"[^.;:]{0,40}?<D(?P<date>\d+)>,? when (?:it|<(?!P)\w+>|the (?:office|post|position)) (?:was )?"
    r"(?P<verb>passed|went|fell|handed|given)(?: (?:on|over))? to (?:the )?(?:[a-z-]+ ){0,3}<[PX](?P<who>\d+)>"
)
_AGAIN: Final = re.compile(r"(?:the|this|that) (?:same )?(?:office|post|position)")
_TAKEN: Final = ("took", "took over", "assumed", "succeeded to")
_REACH: Final = 2  # sentences
_RULE: Final = "same-office"


def carried(document: Document, claims: Sequence[Claim]) -> Iterator[Claim]:
    """Yield a role for each person who is said to hold the office that was named last in the paragraph."""
    roles = [c for c in claims if c.relation == "role" and isinstance(c.object, Text) and c.evidence.value]
    for sentence in document.sentences if roles else ():
        for found in _HELD.finditer(sentence.masked):
            words = sentence.source(*found.span("office")).of(document.article.text)
            person = sentence.items[int(found["who"])]
            last = _last(document, sentence, roles, person)
            if last and _AGAIN.fullmatch(words.lower()):
                yield _claim(document, sentence, found, person, last)
        for found in _PASSED.finditer(sentence.masked):
            person, until = sentence.items[int(found["who"])], sentence.items[int(found["date"])].value
            last = _last(document, sentence, roles, person)
            if last and isinstance(until, FoundDate) and until.relation in {"in", "until", "from-to"}:
                ends = [replace(q, name="from") for q in arguments.period("to", until) if q.name == "to"]
                yield replace(_claim(document, sentence, found, person, last), qualifiers=tuple(ends))


def _last(document: Document, sentence: Sentence, roles: Sequence[Claim], person: Item) -> Claim | None:
    """Return the role of another person that was named last before a mention, in its paragraph."""
    near = document.sentences[max(sentence.number - _REACH, 0) : sentence.number + 1]
    spans = [one.span for one in near if one.block is sentence.block]
    named = person.value.name if isinstance(person.value, Mention) else ""
    before = [
        (c.evidence.value, c)
        for c in roles
        if c.evidence.value and c.evidence.value.end <= person.span.start and c.subject.name != named
        if any(span.covers(c.evidence.value) for span in spans)
    ]
    return max(before, key=lambda pair: pair[0])[1] if before else None


def _claim(document: Document, sentence: Sentence, found: re.Match[str], person: Item, last: Claim) -> Claim:
    """Return the role with the dates of the sentence that takes it up; it quotes both sentences."""
    qualifiers: list[Qualifier] = []
    number = found["date"] or found.groupdict().get("other")
    date = sentence.items[int(number)].value if number else None
    if isinstance(date, FoundDate):
        lasting = found["verb"] in _TAKEN or date.relation in {"from-to", "since", "until", "from"}
        qualifiers = arguments.period("from" if lasting else "as_of", date)
    value = last.evidence.value or last.evidence.spans[0]
    quote = sentence.source(found.start(), found.end())
    spans = (Span(value.start, quote.end),) if sentence.span.covers(value) else (quote, value)
    evidence = Evidence(document.article.slug, spans, "rules", _RULE, value)
    subject = person.value if isinstance(person.value, Mention) else last.subject
    if subject.kind == "Thing":
        subject = replace(subject, kind="Person")
    return Claim(subject, "role", last.object, evidence, tuple(qualifiers))


__all__ = ["carried"]
