"""Rules over prose: every rule is tried on every sentence that holds one of its triggers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from kgbuild.extractors import arguments, expansions, rivals, rules, statements
from kgbuild.model import Claim, Drop, Evidence, Extraction, Mention, Qualifier, Span, Text
from kgbuild.text import attribution, clauses, happenings, lifespans, negation
from kgbuild.text import sources as speakers
from kgbuild.text.dates import FoundDate
from kgbuild.text.document import Item
from kgbuild.text.quantities import FoundQuantity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kgbuild.extractors.rules import Emit, Rule
    from kgbuild.model import Value
    from kgbuild.text.attribution import Attribution
    from kgbuild.text.document import Document, Sentence

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_LONGEST_QUOTE = 400
_LONGEST_SENTENCE = 4000  # of masked text: no prose is longer, and patterns take the square of it
_GAP = re.compile(r"\s{12}")  # sets the columns of a table apart


def extract(document: Document) -> Extraction:
    """Return the claims that the rules find, the names met on the way, and what was dropped with its reason."""
    claims: list[Claim] = []
    drops: list[Drop] = []
    for sentence in document.sentences:
        if problem := _unreadable(sentence):
            drops.append(Drop(document.article.slug, sentence.span, problem))
            continue
        claims.extend(_sentence(document, sentence, drops))
    names = [
        item.value
        for sentence in document.sentences
        for item in sentence.items
        if isinstance(item.value, Mention)
        and item.value.proper
        and item.letter not in {"N", "X"}
        and item.letter[0] != "_"
    ]
    return Extraction(tuple(expansions.carried(document, claims)), tuple(names), tuple(drops))


def _unreadable(sentence: Sentence) -> str | None:
    """Return why rules do not read a sentence, None where they do."""
    if len(sentence.masked) > _LONGEST_SENTENCE:
        return "sentence too long"
    return "not a sentence but a table" if _GAP.search(sentence.masked) else None


@cache
def _index() -> Mapping[str, tuple[int, ...]]:
    """Return the numbers of the rules by trigger word."""
    table: dict[str, list[int]] = {}
    for number, rule in enumerate(rules.load()):
        for trigger in rule.triggers:
            table.setdefault(trigger, []).append(number)
    return {word: tuple(found) for word, found in table.items()}


def candidates(sentence: Sentence, text: str) -> list[Rule]:
    """Return the rules that a sentence's words call for, in the order of the rules."""
    index = _index()
    words = {w.lower() for w in _WORD.findall(sentence.span.of(text))}
    words |= {part for word in words if "-" in word for part in word.split("-")}
    words |= set(re.findall(r"[;:(,]", sentence.masked)) | {"*"}
    called = sorted({number for word in words for number in index.get(word, ())})
    every = rules.load()
    return [every[number] for number in called]


def _sentence(document: Document, sentence: Sentence, drops: list[Drop]) -> list[Claim]:
    """Return the claims of a sentence: of its rules, then what its sources say that these do not carry."""
    found: list[tuple[Rule, Claim]] = []
    quotes: list[Span] = []
    sources: list[Attribution] | None = None
    for rule in candidates(sentence, document.article.text):
        if not _applies(rule, sentence):
            continue
        for pattern in rule.compiled():
            for match in pattern.finditer(sentence.masked):
                if not _stands(document, sentence, rule, match):
                    continue
                if sources is None:
                    sources = attribution.find(document, sentence)
                made = _claims(document, sentence, rule, match, sources, drops)
                found.extend((rule, claim) for claim in made)
                if made and not rule.fallback:
                    quotes.append(sentence.source(match.start(), match.end()))
    last = [claim for rule, claim in found if rule.fallback]
    if _speaks(sentence) and not negation.taken_back(document, sentence):
        last += statements.reported(
            document, sentence, attribution.find(document, sentence) if sources is None else sources
        )
    kept = _without_nested(_first_links([pair for pair in found if not pair[0].fallback]))
    quotes += [claim.evidence.value for claim in kept if claim.evidence.value]
    kept += rivals.found(document, sentence, kept)
    return [*kept, *_apart(statements.uncovered(last, quotes))]


def _speaks(sentence: Sentence) -> bool:
    heading = sentence.block.headings[-1] if sentence.block.headings else ""
    return sentence.block.kind == "paragraph" and not re.search(rules.APPENDIX, heading)


def _apart(found: Sequence[Claim]) -> list[Claim]:
    """Of statements that overlap, keep the first."""
    kept: list[Claim] = []
    for claim in found:
        if not any(_rivals(claim, other) for other in kept):
            kept.append(claim)
    return kept


def _applies(rule: Rule, sentence: Sentence) -> bool:
    if rule.where == "bullet" and sentence.block.kind != "bullet":
        return False
    if rule.where == "sentence" and sentence.block.kind != "paragraph":
        return False
    if rule.where == "lead" and sentence.number:
        return False
    if not _under(rule.heading, rule.not_heading, sentence.block.headings):
        return False
    return not (rule.unless and re.search(rule.unless, sentence.masked))


@lru_cache(maxsize=4096)
def _under(wanted: str | None, unwanted: str | None, headings: tuple[str, ...]) -> bool:
    """Tell whether any of the headings above matches what is wanted, and the last does not what is unwanted."""
    above = headings or ("",)
    if wanted and not any(re.search(wanted, heading) for heading in above):
        return False
    return not (unwanted and re.search(unwanted, above[-1]))


def _stands(document: Document, sentence: Sentence, rule: Rule, match: re.Match[str]) -> bool:
    """Tell whether a match has the words before it, and the kind of interval in it, that its rule asks for."""
    if rule.before and not re.search(rule.before, sentence.masked[: match.start()]):
        return False
    if rule.near and not re.search(rule.near, _nearby(document, sentence)):
        return False
    if rule.not_near and re.search(rule.not_near, _nearby(document, sentence)):
        return False
    if rule.role_is and not _role(document, sentence, rule.role_is, match):
        return False
    if not _has_source(document, sentence, match):
        return False
    if rule.where == "bullet" and match.re.pattern[0] == "^" and sentence.span.start > sentence.block.span.start + 2:
        return False  # not the first sentence of the bullet
    if rule.counts and not _counts(sentence, match, rule.counts):
        return False
    if rule.life is None:
        return True
    for number in re.findall(r"<D(\d+)>", match.group()):
        value = sentence.items[int(number)].value
        if isinstance(value, FoundDate) and lifespans.years(value) is not None:
            return lifespans.is_life(document, sentence, value) == rule.life
    return not rule.life


def _has_source(document: Document, sentence: Sentence, match: re.Match[str]) -> bool:
    """Tell whether the slot ``attributed_to``, where it is filled, names one who can speak."""
    if "attributed_to" not in match.re.groupindex or not match.group("attributed_to"):
        return True
    return speakers.read(document.article.text, sentence, *match.span("attributed_to")) is not None


def _nearby(document: Document, sentence: Sentence) -> str:
    """Return the words of the sentence before this one in its paragraph, and its own."""
    start = sentence.span.start
    if sentence.number and document.sentences[sentence.number - 1].block is sentence.block:
        start = document.sentences[sentence.number - 1].span.start
    return document.article.text[start : sentence.span.end]


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
    drops: list[Drop],
) -> list[Claim]:
    quote = sentence.source(match.start(), match.end())
    start = match.start("object") if "object" in match.re.groupindex and match.group("object") else match.start()
    word = None if rule.negated else negation.negated(sentence, start, match.end())
    if word or (not rule.negated and negation.taken_back(document, sentence)):
        drops.append(Drop(document.article.slug, quote, "negated", f"rule {rule.name}: '{word or 'taken back'}'"))
        return []
    made: list[Claim] = []
    for emit in rule.emits:
        for subject in _subjects(document, sentence, rule, emit, match):
            for made_object, value in arguments.objects(document, sentence, rule, emit, match):
                claim = _claim(document, _Match(sentence, rule, emit, match), subject, made_object, value, sources)
                if isinstance(made_object, Mention) and made_object.name == subject.name:
                    continue
                if problem := arguments.unfit(claim, rule.head) or arguments.misnamed(claim, rule):
                    drops.append(Drop(document.article.slug, quote, problem, f"rule {rule.name}"))
                else:
                    made.append(claim)
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
    qualifiers += [q for q in hedges if not any(q.name == other.name for other in qualifiers)]
    evidence = _evidence(document, at, subject, value, source)
    return Claim(subject, at.emit.relation, made, evidence, tuple(qualifiers), certainty)


def _subjects(document: Document, sentence: Sentence, rule: Rule, emit: Emit, match: re.Match[str]) -> list[Mention]:
    slot = emit.subject or "subject"
    topic = Mention(document.article.title_span, document.topic.name, document.topic.kind, proper=False)
    if rule.topic == "subject" and slot == "subject":
        return [topic] if document.topic.kind in rule.subject else []
    if slot in match.re.groupindex and match.group(slot):
        value = arguments.mention(sentence, match, slot)
        if value is None and match.group(slot).lower() in {
            "his",
            "her",
            "their",
            "the",
            "this",
            "they",
            "whose",
            "the couple",
        }:
            value = clauses.possessor(sentence, match.start(slot))
        if value is None and "Event" in rule.subject:
            value = happenings.at(document, sentence, match.start(slot))
        if value is None or (rule.proper and not value.proper):
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


def _source(sentence: Sentence, match: re.Match[str], slot: str, sources: Sequence[Attribution]) -> Attribution | None:
    """Return the attribution that covers a match; a trailing one does not reach into an apposition."""
    offset = match.start(slot) if slot in match.re.groupindex and match.start(slot) >= 0 else match.start()
    for source in sources:
        if source.covers(offset) and not (_trailing(sentence, source) and attribution.apposed(sentence, offset)):
            return source
    return None


def _trailing(sentence: Sentence, source: Attribution) -> bool:
    """Tell whether a source is named after its words: "..., according to X"."""
    return source.source_span.start >= sentence.source(source.start, source.end).end


def _evidence(document: Document, at: _Match, subject: Mention, value: Span, source: Attribution | None) -> Evidence:
    """Quote from the subject to the end of the match where they are near, else as stretches of their own."""
    sentence = at.sentence
    quote = sentence.source(at.match.start(), at.match.end())
    spans = [quote]
    anchor = arguments.anchor(sentence, value)
    for other in (subject.span, source.source_span if source else None, value, anchor):
        if other is None or quote.covers(other):
            continue
        together = Span(min(quote.start, other.start), max(quote.end, other.end))
        if sentence.span.covers(other) and together.end - together.start <= _LONGEST_QUOTE:
            quote = spans[0] = together
        elif other not in spans:
            spans.append(other)
    return Evidence(document.article.slug, tuple(spans), "rules", at.rule.name, value, anchor)


def _first_links(found: Sequence[tuple[Rule, Claim]]) -> list[tuple[Rule, Claim]]:
    """Of a chain "A in B in C" keep what A is in: the rest is no news of this article."""
    kept: list[tuple[Rule, Claim]] = []
    linked: set[Span] = set()
    for rule, claim in found:
        if rule.chain:
            if claim.evidence.value:
                linked.add(claim.evidence.value)
            if claim.subject.span in linked:
                continue
        kept.append((rule, claim))
    return kept


def _without_nested(found: Sequence[tuple[Rule, Claim]]) -> list[Claim]:
    """Of rival claims of a sentence keep one: by priority, then the number of qualifiers, then the longer value."""
    kept: list[tuple[Rule, Claim]] = []
    ranked = sorted(
        found,
        key=lambda pair: (
            -pair[0].priority,
            -_told(pair[1]),
            -_length(pair[1]),
            pair[1].evidence.spans[0].start,
            pair[0].name,
        ),
    )
    for rule, claim in ranked:
        if not any(_rivals(claim, other) for _, other in kept):
            kept.append((rule, claim))
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
    if one.relation != other.relation or not values[0] or not values[1] or not values[0].overlaps(values[1]):
        return False
    if one.subject.name != other.subject.name:
        return False
    return not (isinstance(one.object, Text) and one.object == other.object and values[0] != values[1])


__all__ = ["candidates", "extract"]
