"""Rules over prose: every rule is tried on every sentence that holds one of its triggers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from kgbuild.extractors import (
    arguments,
    calls,
    choice,
    expansions,
    groups,
    log,
    losses,
    offices,
    releases,
    rivals,
    rules,
    statements,
    terms,
)
from kgbuild.extractors.log import Log, Step
from kgbuild.model import Claim, Drop, Evidence, Extraction, Mention, Qualifier, Span
from kgbuild.text import attribution, clauses, happenings, headings, lexicon, lifespans, negation, readings
from kgbuild.text import sources as speakers
from kgbuild.text.dates import FoundDate
from kgbuild.text.document import Item
from kgbuild.text.quantities import FoundQuantity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kgbuild.extractors.rules import Emit, Rule
    from kgbuild.model import Value
    from kgbuild.text.attribution import Attribution
    from kgbuild.text.document import Document, Sentence

_LONGEST_QUOTE = 400
_LONGEST_SENTENCE = 4000  # of masked text: no prose is longer, and patterns take the square of it
_MEANS_ANOTHER = frozenset(["his", "her", "their", "the", "a", "this", "they", "whose", "the couple"])
_ARTICLES = frozenset(["the", "a", "this"])  # "the sentence was death"
_GAP = re.compile(r"\s{12}")  # sets the columns of a table apart


def extract(document: Document, watcher: Log | None = None) -> Extraction:
    """Return the claims that the rules find, the names met on the way, and what was left out with its reason.

    A sentence that gives nothing is left out as a whole, for how far the rules came with it; ``watcher`` is told each
    step of theirs.
    """
    claims: list[Claim] = []
    kept = watcher if watcher is not None else Log()
    for sentence in document.sentences:
        before = len(kept.drops)
        problem = _unreadable(sentence)
        made = [] if problem else _sentence(document, sentence, kept)
        claims.extend(made)
        claims.extend([] if problem else _read_again(document, sentence, kept))
        if not made and len(kept.drops) == before:
            kept.drops.append(Drop(document.article.slug, sentence.span, problem or kept.reached))
    names = [
        item.value
        for sentence in document.sentences
        for item in sentence.items
        if isinstance(item.value, Mention)
        and item.value.proper
        and item.letter not in {"N", "X"}
        and item.letter[0] != "_"
    ]
    claims.extend(offices.carried(document, claims))
    dated = releases.closed(document, terms.closed(document, expansions.carried(document, claims)))
    return Extraction(tuple(dated), tuple(names), tuple(kept.drops))


def _read_again(document: Document, sentence: Sentence, kept: Log) -> Iterator[Claim]:
    """Yield what the further readings of a sentence say of their own; what they leave out is told already."""
    for reading in readings.readings(sentence):
        for claim in _sentence(document, reading, Log(steps=kept.steps, yielded=kept.yielded)):
            if reading.tells(claim.subject.span, claim.evidence.value):
                yield claim


def _unreadable(sentence: Sentence) -> str | None:
    """Return why rules do not read a sentence, None where they do."""
    if len(sentence.masked) > _LONGEST_SENTENCE:
        return "sentence too long"
    return "not a sentence but a table" if _GAP.search(sentence.masked) else None


def _sentence(document: Document, sentence: Sentence, kept: Log) -> list[Claim]:
    """Return the claims of a sentence: of its rules, then what its sources say that these do not carry."""
    found: list[tuple[Rule, Claim]] = []
    quotes: list[Span] = []
    sources: list[Attribution] | None = None
    said = calls.triggers(sentence, document.article.text)
    kept.reached = log.NO_PATTERN if calls.answered(said) else log.NO_TRIGGER
    for rule, pattern in calls.tried(said, sentence):
        for match in pattern.unscreened(sentence.masked):
            if key := _guarded(document, sentence, rule, match):
                kept.step(Step(sentence, rule, match, log.GUARDED, key))
                continue
            if sources is None:
                sources = attribution.find(document, sentence)
            made = _claims(document, sentence, rule, match, sources, kept)
            found.extend((rule, claim) for claim in made)
            if made and not rule.fallback:
                quotes.append(sentence.source(match.start(), match.end()))
    last = [claim for rule, claim in found if rule.fallback]
    if _speaks(sentence) and not negation.taken_back(document, sentence):
        last += statements.reported(
            document, sentence, attribution.find(document, sentence) if sources is None else sources
        )
    chosen = choice.made([pair for pair in found if not pair[0].fallback], kept)
    quotes += [claim.evidence.value for claim in chosen if claim.evidence.value]
    chosen = rivals.either(document, sentence, chosen)
    chosen += rivals.found(document, sentence, chosen)
    chosen += groups.found(sentence, chosen)
    return [*chosen, *choice.apart(statements.uncovered(last, quotes))]


def _speaks(sentence: Sentence) -> bool:
    heading = sentence.block.headings[-1] if sentence.block.headings else ""
    return sentence.block.kind == "paragraph" and not re.search(rules.APPENDIX, heading)


def _guarded(document: Document, sentence: Sentence, rule: Rule, match: re.Match[str]) -> str | None:
    """Return the key of a rule that a match falls short of, by the words before it or in it; None where it stands."""
    if rule.before and not re.search(rule.before, sentence.masked[: match.start()]):
        return "before"
    if rule.near and not re.search(rule.near, _nearby(document, sentence)):
        return "near"
    if rule.not_near and re.search(rule.not_near, _nearby(document, sentence)):
        return "not_near"
    if rule.role_is and not _role(document, sentence, rule.role_is, match):
        return "role_is"
    if not _has_source(document, sentence, match):
        return "attributed_to"
    if rule.where == "bullet" and match.re.pattern[0] == "^" and sentence.span.start > sentence.block.span.start + 2:
        return "where"  # not the first sentence of the bullet
    if rule.counts and not _counts(sentence, match, rule.counts):
        return "counts"
    return None if rule.life is None or _is_life(document, sentence, match) == rule.life else "life"


def _is_life(document: Document, sentence: Sentence, match: re.Match[str]) -> bool:
    """Tell whether the first interval of years in a match is somebody's life."""
    for number in re.findall(r"<D(\d+)>", match.group()):
        value = sentence.items[int(number)].value
        if isinstance(value, FoundDate) and lifespans.years(value) is not None:
            return lifespans.is_life(document, sentence, value)
    return False


def _has_source(document: Document, sentence: Sentence, match: re.Match[str]) -> bool:
    """Tell whether the slot ``attributed_to``, where it is filled, names one who can speak."""
    if "attributed_to" not in match.re.groupindex or not match.group("attributed_to"):
        return True
    return speakers.read(document.article.text, sentence, *match.span("attributed_to")) is not None


def _nearby(document: Document, sentence: Sentence) -> str:
    """Return the words of the sentence before this one in its paragraph, or of the line above its list; its own too.

    A paragraph has its heading in front.
    """
    start = sentence.span.start
    if sentence.block.kind == "bullet":
        above = (s for s in reversed(document.sentences[: sentence.number]) if s.block.kind != "bullet")
        line = next(above, None)
        led = line and line.masked.endswith(":") and line.block.headings == sentence.block.headings
        return (line.span.of(document.article.text) + "\n" if line and led else "") + sentence.span.of(
            document.article.text
        )
    if sentence.number and document.sentences[sentence.number - 1].block is sentence.block:
        start = document.sentences[sentence.number - 1].span.start
    heading = sentence.block.headings[-1] if sentence.block.headings else ""
    return f"{heading}\n{document.article.text[start : sentence.span.end]}"


def _role(document: Document, sentence: Sentence, wanted: str, match: re.Match[str]) -> bool:
    """Tell whether the words of the slot ``role`` are such as its rule asks for."""
    if "role" not in match.re.groupindex or not match.group("role"):
        return True
    return bool(re.search(wanted, sentence.source(*match.span("role")).of(document.article.text), re.IGNORECASE))


def _counts(sentence: Sentence, match: re.Match[str], noun: str) -> bool:
    """Tell whether the first number in a match counts what a rule is for."""
    number = re.search(r"<Q[a-z](\d+)>", match.group())
    value = sentence.items[int(number[1])].value if number else None
    return isinstance(value, FoundQuantity) and bool(re.fullmatch(noun, value.noun or "", re.IGNORECASE))


def _claims(
    document: Document,
    sentence: Sentence,
    rule: Rule,
    match: re.Match[str],
    sources: Sequence[Attribution],
    kept: Log,
) -> list[Claim]:
    quote = sentence.source(match.start(), match.end())
    start = match.start("object") if "object" in match.re.groupindex and match.group("object") else match.start()
    word = None if rule.negated else negation.negated(sentence, start, match.end())
    if word or (not rule.negated and negation.taken_back(document, sentence)):
        kept.drops.append(Drop(document.article.slug, quote, "negated", f"rule {rule.name}: '{word or 'taken back'}'"))
        kept.step(Step(sentence, rule, match, log.NEGATED, word or "taken back"))
        return []
    made: list[Claim] = []
    for emit in rule.emits:
        subjects = _subjects(document, sentence, rule, emit, match)
        objects = arguments.objects(document, sentence, rule, emit, match) if subjects else []
        if not objects:
            kept.step(Step(sentence, rule, match, log.NO_OBJECT if subjects else log.NO_SUBJECT, emit.relation))
        for subject, (made_object, value) in product(subjects, objects):
            if isinstance(made_object, Mention) and made_object.name == subject.name:
                kept.step(Step(sentence, rule, match, log.ITSELF, subject.name))
                continue
            claim = _claim(document, _Match(sentence, rule, emit, match), subject, made_object, value, sources)
            unfit = arguments.unfit(claim, rule.head) or arguments.misnamed(claim, rule)
            if problem := unfit or losses.lost(claim, match):
                kept.drops.append(Drop(document.article.slug, quote, problem, f"rule {rule.name}"))
                kept.step(Step(sentence, rule, match, log.UNFIT, problem, claim))
            else:
                made.append(claim)
                kept.step(Step(sentence, rule, match, log.CLAIMED, claim=claim))
    return made


@dataclass(frozen=True, slots=True)
class _Match:
    """Where a rule matched, and which of its claims is made."""

    sentence: Sentence
    rule: Rule
    emit: Emit
    match: re.Match[str]


def _claim(
    document: Document, at: _Match, subject: Mention, made: Mention | Value, value: Span, sources: Sequence[Attribution]
) -> Claim:
    """Make a claim with its qualifiers, its source and its evidence."""
    qualifiers = arguments.qualifiers(document, at.sentence, at.rule, at.emit, at.match, made)
    source = _source(at.sentence, at.match, at.emit.object, sources)
    hedges, certainty = arguments.hedged(at.sentence, at.match, at.rule, made)
    if source is not None and not any(q.name == "attributed_to" for q in qualifiers):
        qualifiers.append(Qualifier("attributed_to", source.source, source.source_span))
        certainty = "reported" if certainty == "stated" else certainty
    if certainty == "stated" and any(q.name == "attributed_to" for q in qualifiers):
        certainty = "reported"
    qualifiers += [q for q in hedges if not any(q.name == other.name for other in qualifiers)]
    evidence = _evidence(document, at, subject, value, source)
    return Claim(subject, at.emit.relation, made, evidence, tuple(qualifiers), certainty)


def _subjects(document: Document, sentence: Sentence, rule: Rule, emit: Emit, match: re.Match[str]) -> list[Mention]:
    slot = emit.subject or "subject"
    topic = Mention(document.article.title_span, document.topic.name, document.topic.kind, proper=False)
    if rule.topic == "subject" and slot == "subject":
        if other := _its(sentence, rule, match):
            return [other]
        return [topic] if document.topic.kind in rule.subject else []
    if slot in match.re.groupindex and match.group(slot):
        value = arguments.mention(sentence, match, slot)
        court = value is not None and value.kind == "Organization" and rule.subject == ("Person",)
        if court or (value is None and match.group(slot).lower() in _MEANS_ANOTHER):
            value = clauses.possessor(sentence, match.start(slot))
            if court or match.group(slot).lower() in _ARTICLES:
                value = _spoken_of(document, sentence, value)
        if value is None and "Event" in rule.subject:
            value = happenings.at(document, sentence, match.start(slot))
        if value is None or (rule.proper and not value.proper) or _a_people(value):
            return []
        kind = value.kind if value.kind != "Thing" else (rule.subject[0] if rule.subject else "Thing")
        return [Mention(value.span, value.name, kind, value.proper)]
    if rule.subject == ("Event",):
        event = happenings.subject(document, sentence, match.start())
        return [event] if event else []
    found = clauses.subjects(document, sentence, match.start(), rule.subject)
    mentions = [item.value if isinstance(item, Item) else item for item in found]
    return [
        m if m.kind != "Thing" else Mention(m.span, m.name, rule.subject[0], m.proper)
        for m in mentions
        if isinstance(m, Mention)
    ]


def _its(sentence: Sentence, rule: Rule, match: re.Match[str]) -> Mention | None:
    """Return what "its commander" belongs to where the sentence before was about something else than the article is."""
    if "role" not in match.re.groupindex or not re.match(r"[Ii]ts\b", match.group("role") or ""):
        return None
    other = sentence.thing if sentence.thing and sentence.thing.kind in rule.subject else None
    named = any(item.letter in {"F", "O"} for _at, item in sentence.mentions(match.start()))
    return None if named else other


def _spoken_of(document: Document, sentence: Sentence, person: Mention | None) -> Mention | None:
    """Return a person if this sentence or the one before it in its paragraph names them, None otherwise."""
    near = [sentence, *document.sentences[max(0, sentence.number - 1) : sentence.number]]
    named = (i.value for one in near if one.block is sentence.block for i in one.items)
    return person if person and any(isinstance(v, Mention) and v.name == person.name for v in named) else None


def _a_people(value: Mention) -> bool:
    """Tell whether an unknown name is that of a people: "Ukrainians"."""
    return value.kind == "Thing" and lexicon.load().a_people(value.name)


def _source(sentence: Sentence, match: re.Match[str], slot: str, sources: Sequence[Attribution]) -> Attribution | None:
    """Return the attribution that covers a match; a trailing one does not reach into an apposition."""
    offset = match.start(slot) if slot in match.re.groupindex and match.start(slot) >= 0 else match.start()
    for source in sources:
        trailing = source.covers(offset) and _trailing(sentence, source)
        if trailing and (attribution.apposed(sentence, offset) or rivals.of_another(sentence, match.end(), source)):
            continue
        if source.covers(offset):
            return source
    return None


def _trailing(sentence: Sentence, source: Attribution) -> bool:
    """Tell whether a source is named after its words: "..., according to X"."""
    return source.source_span.start >= sentence.source(source.start, source.end).end


def _evidence(document: Document, at: _Match, subject: Mention, value: Span, source: Attribution | None) -> Evidence:
    """Quote from the subject to the end of the match where they are near, else as stretches of their own.

    A rule that reads only under some headings quotes its heading.
    """
    sentence = at.sentence
    quote = sentence.source(at.match.start(), at.match.end())
    spans = [quote]
    anchor = arguments.anchor(sentence, value)
    heading = headings.above(document.article, sentence.block, at.rule.heading) if at.rule.heading else None
    for other in (subject.span, source.source_span if source else None, value, anchor, heading):
        if other is None or quote.covers(other):
            continue
        together = Span(min(quote.start, other.start), max(quote.end, other.end))
        if sentence.span.covers(other) and together.end - together.start <= _LONGEST_QUOTE:
            quote = spans[0] = together
        elif other not in spans:
            spans.append(other)
    return Evidence(document.article.slug, tuple(spans), "rules", at.rule.name, value, anchor)


__all__ = ["extract"]
