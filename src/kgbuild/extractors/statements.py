"""What a source says that no rule carries: the clause itself becomes a statement about what the article is about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kgbuild.extractors import arguments
from kgbuild.model import Claim, Evidence, Mention, Qualifier, Span, Text
from kgbuild.text import happenings, negation, speech
from kgbuild.text.dates import FoundDate

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kgbuild.text.attribution import Attribution
    from kgbuild.text.document import Document, Sentence

RULE = "reported-clause"
_VERB = re.compile(rf"\b(?:{speech.load()['verbs']}|[a-z]{{2,}}ed|[a-z]{{3,}}(?<![us])s)\b")
_CUT = re.compile(
    r"\s*(?:;|, (?:but|although|though|while|whereas) "
    r"|, (?:a|an|the) (?:claim|figure|charge|statement|view|accusation)\b|\. |$)"
)
_LEAD = re.compile(r"^[\s,:]*(?:that\b)?[\s,]*")
_HEDGING = frozenset(
    ["estimated", "estimates", "claimed", "claims", "alleged", "alleges", "believed", "believes", "suggested",
     "suggests", "speculated", "thought", "reckoned", "asserted"]
)  # fmt: skip
_GOES_ON = re.compile(r"[^.,;:()]*, (?:at|in|on|of|to|by|with|from|for|only|about|had|has|was|were|did|is|are|<Q)\b")
_SHORTEST, _LONGEST = 3, 60  # words
_COVERED = 0.4  # of the letters


def reported(document: Document, sentence: Sentence, sources: Iterable[Attribution]) -> list[Claim]:
    """Return a statement for each clause that a source of the sentence speaks."""
    found = []
    for source in sources:
        withdrawn = negation.withdrawn(sentence, max(source.end, source.at))
        if (
            source.kind in {"asserts", "according", "trailing"}
            and not withdrawn
            and not _beside(sentence, source)
            and (span := _clause(document, sentence, source))
        ):
            found.append(_claim(document, sentence, source, span))
    return found


def _beside(sentence: Sentence, source: Attribution) -> bool:
    """Tell whether a source speaks for a piece of a clause alone: "most at A, and five, according to X, at B"."""
    return source.kind == "according" and bool(_GOES_ON.match(sentence.masked, max(source.end, source.at)))


def uncovered(statements: Sequence[Claim], others: Sequence[Span]) -> list[Claim]:
    """Return the statements of which other claims, by the stretches that say them, carry less than half."""
    return [s for s in statements if s.evidence.value is None or not _carried(s.evidence.value, others)]


def _carried(value: Span, others: Sequence[Span]) -> bool:
    covered = {at for span in others for at in range(max(span.start, value.start), min(span.end, value.end))}
    return len(covered) >= _COVERED * (value.end - value.start)


def _clause(document: Document, sentence: Sentence, source: Attribution) -> Span | None:
    """Return where the words of a source stand, without what only joins them; None where they are no clause."""
    start, end = source.start, source.end
    if sentence.masked[start:end].count("(") != sentence.masked[start:end].count(")"):
        return None
    start += len(_LEAD.match(sentence.masked[start:end]).group())  # type: ignore[union-attr]
    if source.kind == "asserts" and (cut := _CUT.search(sentence.masked, start, end)):
        end = max(cut.start(), start)
    masked = sentence.masked[start:end]
    if not _SHORTEST <= len(masked.split()) <= _LONGEST or not _VERB.search(masked):
        return None
    if (
        source.kind == "asserts"
        and not source.that
        and re.match(r"<Q[a-z]\d+>|(?:the|its|their) (?:number|total|toll|figure|population)\b", masked)
        and not re.search(r"\b(?:is|are|was|were|had|have|has)\b", masked)
    ):
        return None
    span = sentence.source(start, end)
    text = document.article.text
    stop = span.end
    while stop > span.start and text[stop - 1] in " .,;:":
        stop -= 1
    return Span(span.start, stop) if stop > span.start else None


def _about(document: Document, sentence: Sentence, span: Span) -> Mention:
    """Return what a statement is about: the event that its clause begins with, else the article's subject."""
    topic = document.topic
    if topic.kind != "Event":
        for happening in happenings.find(document, sentence):
            at = happening.mention.span
            if not happening.by_verb and at.start == span.start and span.covers(at):
                return happening.mention
    return Mention(document.article.title_span, topic.name, topic.kind, proper=False)


def _claim(document: Document, sentence: Sentence, source: Attribution, span: Span) -> Claim:
    article = document.article
    words = " ".join(span.of(article.text).split())
    qualifiers = [Qualifier("attributed_to", source.source, source.source_span)]
    if source.word in _HEDGING:
        qualifiers.append(Qualifier("hedge", Text(source.word)))
    for item in sentence.items:
        between = document.article.text[source.source_span.end : item.span.start]
        if source.source_span.end <= item.span.start < span.start and re.search(r", wh(?:o|ich|ose)\b", between):
            continue
        if isinstance(item.value, FoundDate) and item.span.end <= span.end and item.value.plain.edtf:
            qualifiers += arguments.period("as_of", item.value)
            break
    begin, end = min(span.start, source.source_span.start), max(span.end, source.source_span.end)
    topic = _about(document, sentence, span)
    evidence = Evidence(article.slug, (Span(begin, end),), "rules", RULE, span)
    return Claim(topic, "statement", Text(words, "en"), evidence, tuple(qualifiers), "reported")
