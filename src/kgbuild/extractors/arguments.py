"""From the slots of a match to the subject, objects and qualifiers of claims."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from kgbuild import names, vocabulary
from kgbuild.extractors import phrases
from kgbuild.extractors.timing import BREAK, clause_date, fronted_date, period
from kgbuild.model import Coordinates, Date, Mention, Qualifier, Quantity, Span, Text
from kgbuild.text import dates, lexicon, sources
from kgbuild.text.dates import FoundDate
from kgbuild.text.quantities import FoundQuantity

if TYPE_CHECKING:
    from kgbuild.extractors.rules import Emit, Rule
    from kgbuild.model import Claim, Value
    from kgbuild.text.document import Document, Item, Sentence

_ITEM = re.compile(r"<(_?)([A-Z])([a-z]?)(\d+)>")
_SPLIT = re.compile(r",? (?:and|or|as well as) |, ")
_SPLIT_PHRASES = re.compile(r",? and,? (?=(?:an?|the|one|<(?:Qc|D)\d+>,?) )|, (?:and )?(?!<Ql|which)")
_LEADING = re.compile(
    r"(?:(?:the|a|an|its|their|his|her|many|this|that|both|various|also|as|formerly|previously"
    r"|sometime|<Qc\d+>(?! (?:of|for|with)\b)"
    r"|<Ql\d+>(?:[ -](?:high|tall|deep|wide|thick|long))?(?! (?:of|x|by)\b)) )+",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"(?:the|a|an) ", re.IGNORECASE)
_TOLD = frozenset(["damage", "result", "cause", "statement"])  # in the words of the text, numbers and all
_QUOTES = "\"“”‘’' "
_JOINED = re.compile(r"<\w+>[^.;:,]{0,60},? and (?:<[A-Z]\d+> )?")
_LINK = re.compile(r" to | until | till | through | and |[–—‒-]| – ")
_OPEN_ENDED = frozenset(["after", "before", "by"])  # "closed before 1990" is not "closed in 1990"
_SIDES = {"first-side": 0, "second-side": 1}
_USUAL = {
    "locatedIn": ("Place",),
    "birthPlace": ("Place",),
    "diedAt": ("Place",),
    "leader": ("Person",),
    "founder": ("Person",),
    "headquarters": ("Place",),
    "eventPlace": ("Place",),
    "distanceFrom": ("Place",),
    "adjacentTo": ("Place",),
    "participant": ("Organization",),
    "cause": ("Event",),
    "detainedAt": ("Facility",),
    "residence": ("Place",),
}
_PRONOUNS = frozenset(["it", "they", "them", "there", "here"])  # nothing is told to lie in what they mean
_WORDED = frozenset(["sentence"])  # a penalty stays in the words of the text
_WORKS = frozenset(["Work", "Award", "Vehicle"])  # what no name is typed as: the relation tells


def item(sentence: Sentence, match: re.Match[str], slot: str) -> Item | None:
    """Return the item that fills a slot alone, if one does."""
    found = _ITEM.fullmatch(match.group(slot) or "")
    return sentence.items[int(found.group(4))] if found else None


def mention(sentence: Sentence, match: re.Match[str], slot: str) -> Mention | None:
    """Return the mention that fills a slot alone, if one does."""
    found = item(sentence, match, slot)
    return found.value if found and isinstance(found.value, Mention) else None


def objects(
    document: Document, sentence: Sentence, rule: Rule, emit: Emit, match: re.Match[str]
) -> list[tuple[Mention | Value, Span]]:
    """Return the objects of a match with the spans that say them; several for a list, none where the slot is empty."""
    relation = vocabulary.load().relations[emit.relation]
    if rule.topic == "object" and emit.object == "object":
        topic = Mention(document.article.title_span, document.topic.name, document.topic.kind, proper=False)
        return [(topic, sentence.source(match.start(), match.end()))]
    slot = emit.object
    if slot not in match.re.groupindex or not match.group(slot):
        date = fronted_date(sentence, match) if relation.kind == "date" and slot == "object" else None
        begun = _of_date(date, rule, emit, document.article.text) if date else None
        return [begun] if begun else []
    if found := item(sentence, match, slot):
        made = _of_item(found, relation, rule, emit, document.article.text)
        if made and emit.relation == "detainedAt" and isinstance(made[0], Mention):
            made = (_facility_in(document, made[0]), made[1])
        return [made] if made else []
    parts = _parts(sentence, match, slot, rule)
    if rule.head:
        parts = [phrases.kind(sentence.masked, *part) for part in parts]
    if rule.cut:
        cuts = [re.search(rule.cut, sentence.masked[start:end]) for start, end in parts]
        parts = [(a, a + cut.start() if cut else b) for (a, b), cut in zip(parts, cuts, strict=True)]
    made_parts = [_of_words(document, sentence, start, end, relation) for start, end in parts]
    return [part for part in made_parts if part]


def _facility_in(document: Document, place: Mention) -> Mention:
    """Return the facility that a place gave its name to: "1995 - 1996 in Kaechon" means Kaechon internment camp."""
    if place.kind == "Facility" and place.name in document.names.kinds:
        return place
    facilities = [document.topic.name] if document.topic.kind == "Facility" else []
    facilities += [name for name, kind in document.names.kinds.items() if kind == "Facility"]
    for name in facilities:
        words = name.split()
        noun = lexicon.load().noun_ending([w.lower() for w in words])
        if noun and noun[1] == "Facility" and " ".join(words[: -noun[0]]) == place.name:
            return Mention(place.span, name, "Facility", proper=False)
    return place


def _of_item(
    found: Item, relation: vocabulary.Relation, rule: Rule, emit: Emit, text: str
) -> tuple[Mention | Value, Span] | None:
    value = found.value
    if relation.name == "locatedIn" and found.span.of(text).lower() in _PRONOUNS:
        return None
    if isinstance(value, FoundDate):
        return _of_date(value, rule, emit, text) if relation.kind == "date" else None
    if isinstance(value, FoundQuantity) and emit.part in _SIDES:
        sides = [replace(part, hedge=value.value.hedge) for part in value.parts]
        return (sides[_SIDES[emit.part]], value.span) if len(sides) == 2 else None
    if isinstance(value, FoundQuantity):
        if rule.noun is not None and not re.fullmatch(rf"(?:{rule.noun})(?: .*)?", value.noun or "", re.IGNORECASE):
            return None
        if "quantity" in relation.accepts and relation.name not in _WORDED:
            return value.value, value.span
        return _text(text, found.span) if "text" in relation.accepts else None
    if "entity" in relation.accepts and not (value.kind == "Demonym" and "text" in relation.accepts):
        if relation.range and relation.range[0] in _WORKS and value.proper:
            value = Mention(value.span, " ".join(value.span.of(text).split()), relation.range[0])
        elif relation.range and value.kind in {"Thing", "Product"}:
            value = Mention(value.span, value.name, coerced(relation), value.proper)
        if relation.name == "relative" and value.proper:
            value = phrases.first_named(value, text)
        return value, value.span
    said = found.span if found.letter[0] != "_" else _without_article(text, found.span)
    return _text(text, said) if "text" in relation.accepts else None


def _of_date(found: FoundDate, rule: Rule, emit: Emit, text: str) -> tuple[Date, Span] | None:
    if emit.part is None:
        meant = rule.dates == "full" or found.relation in _OPEN_ENDED
        return (found.value, found.span) if meant else (found.plain, found.plain_span)
    start, slash, end = found.value.edtf.partition("/")
    if found.relation in {"from-to", "between"} and slash:
        edtf = start if emit.part in {"start", "only-start"} else end
        return None if edtf in {"", ".."} else _half(found, edtf, text, first=edtf == start)
    single = {"start": found.relation != "until", "end": found.relation == "until", "last": True}
    return (found.plain, found.plain_span) if single.get(emit.part) else None


def _half(found: FoundDate, edtf: str, text: str, *, first: bool) -> tuple[Date, Span]:
    """Return the start or the end of an interval, with the words of that half where they can stand alone."""
    for cut in _LINK.finditer(text, found.span.start, found.span.end):
        ends = (found.span.start, cut.start()) if first else (cut.end(), found.span.end)
        for one in dates.find(text, *ends, None):
            if one.plain.edtf == edtf:
                return one.plain, one.plain_span
    bounds = (found.value.earliest, None) if first else (None, found.value.latest)
    return Date(edtf, *bounds), found.span


def coerced(relation: vocabulary.Relation) -> str:
    """Return the class that an unknown name has as the object of a relation."""
    for kind in _USUAL.get(relation.name, ()):
        if kind in relation.range:
            return kind
    usual = ("Organization", "Place", "Person", "Facility")
    return next((kind for kind in usual if kind in relation.range), relation.range[0])


def _parts(sentence: Sentence, match: re.Match[str], slot: str, rule: Rule) -> list[tuple[int, int]]:
    """Return the masked stretches of a text slot: items of a list, phrases with their own articles, or the whole."""
    start, end = match.span(slot)
    if slot not in rule.lists and slot not in rule.phrases:
        return [(start, end)]
    words = sentence.masked[start:end]
    parts, at = [], 0
    for cut in (_SPLIT if slot in rule.lists else _SPLIT_PHRASES).finditer(words):
        parts.append((start + at, start + cut.start()))
        at = cut.end()
    parts.append((start + at, end))
    return [(a, b) for a, b in parts if b > a]


def _of_words(
    document: Document, sentence: Sentence, start: int, end: int, relation: vocabulary.Relation
) -> tuple[Mention | Value, Span] | None:
    words = sentence.masked[start:end]
    titled = bool(relation.range) and relation.range[0] in _WORKS and words[:1].isupper()
    leading = None if titled else (_ARTICLE if relation.name in _TOLD else _LEADING).match(words)
    if leading and leading.end() < len(words):
        start += leading.end()
        words = sentence.masked[start:end]
    if (found := _ITEM.fullmatch(words.strip())) and (relation.kind == "entity" or "entity" in relation.accepts):
        value = sentence.items[int(found.group(4))].value
        if isinstance(value, Mention) and not (value.kind == "Demonym" and "text" in relation.accepts):
            loose = value.kind in {"Thing", "Product"} or (relation.range and relation.range[0] in _WORKS)
            kind = coerced(relation) if loose and relation.range else value.kind
            value = phrases.first_named(value, document.article.text) if relation.name == "relative" else value
            return Mention(value.span, value.name, kind, value.proper), value.span
    if relation.kind not in {"text", "entity"} or not ({"text"} & {relation.kind, *relation.accepts}):
        return None
    said = sentence.source(start, end)
    made = _text(document.article.text, _without_article(document.article.text, said) if found else said)
    if (
        made
        and relation.kind == "entity"
        and relation.range
        and relation.range[0] in _WORKS
        and made[0].value[0].isupper()
    ):
        return Mention(made[1], made[0].value, relation.range[0]), made[1]
    return made


def _text(text: str, span: Span) -> tuple[Text, Span] | None:
    start, end = span.start, span.end
    while start < end and text[start] in _QUOTES:
        start += 1
    while end > start and text[end - 1] in _QUOTES + ",":
        end -= 1
    words = " ".join(text[start:end].split())
    return (Text(words, "en"), Span(start, end)) if words else None


def qualifiers(
    document: Document, sentence: Sentence, rule: Rule, emit: Emit, match: re.Match[str], made: Mention | Value
) -> list[Qualifier]:
    """Return the qualifiers of a claim: from the other slots, from the rule, and the date of the clause."""
    taken = {"subject", "object"} | {name for e in rule.emits for name in (e.subject, e.object) if name}
    found: list[Qualifier] = []
    for name in match.re.groupindex:
        if (name in taken and name not in (emit.qualifiers or ())) or not match.group(name):
            continue
        plain = name.rstrip("0123456789")
        if emit.qualifiers is not None and plain not in emit.qualifiers:
            continue
        found.extend(_qualifier(document, sentence, match, name, plain))
    found += [Qualifier(name, Text(words)) for name, words in rule.qualifiers.items()]
    counted = item(sentence, match, emit.object) if emit.object in match.re.groupindex else None
    amount = counted.value if counted and isinstance(made, Text) else None
    if counted and isinstance(amount, FoundQuantity) and amount.value.hedge:
        found.append(Qualifier("hedge", Text(amount.value.hedge), counted.span))
    names = {q.name for q in found}
    if not rule.when or isinstance(made, Date) or names & {rule.when, "from", "since"}:
        return found
    date = clause_date(sentence, match, leading_only="to" in names)
    return [*found, *period(rule.when, date)] if date else found


def _qualifier(document: Document, sentence: Sentence, match: re.Match[str], slot: str, name: str) -> list[Qualifier]:
    filled = item(sentence, match, slot)
    if name == "attributed_to" and (source := sources.read(document.article.text, sentence, *match.span(slot))):
        return [Qualifier(name, *source)]
    if name == "lang":
        at = sentence.source(*match.span(slot))
        tag = phrases.language(at.of(document.article.text))
        if tag == "ko" and "object" in match.re.groupindex and match.group("object"):
            tag = names.language(sentence.source(*match.span("object")).of(document.article.text), korean=True) or tag
        return [Qualifier(name, Text(tag), at)]
    if name == "opposite":
        at = sentence.source(*match.span(slot))
        return [Qualifier("direction", Text(phrases.opposite(match.group(slot))), at)]
    if filled is None or filled.letter[0] == "_":
        made = _text(document.article.text, _without_article(document.article.text, sentence.source(*match.span(slot))))
        return [Qualifier(name, made[0], made[1])] if made else []
    if isinstance(filled.value, FoundDate):
        return period(name, filled.value)
    if isinstance(filled.value, FoundQuantity):
        return [Qualifier(name, filled.value.value, filled.span)]
    return [Qualifier(name, filled.value, filled.span)]


def _without_article(text: str, span: Span) -> Span:
    """Cut the article off a description: "the first chairman"."""
    article = re.match(r"(?:the|an?|its|their|his|her) (?=\w)", span.of(text), re.IGNORECASE)
    return Span(span.start + article.end(), span.end) if article else span


def hedged(sentence: Sentence, match: re.Match[str], rule: Rule, made: Mention | Value) -> tuple[list[Qualifier], str]:
    """Return the hedge over a match as a qualifier, and how certain the claim is for it."""
    certainty = rule.certainty or "stated"
    if not sentence.hedges:
        return _shared_hedge(sentence, match), certainty
    begin = sentence.source(_clause_start(sentence.masked, match.start()), match.end()).start
    end = sentence.source(match.start(), match.end()).end
    for span, hedge in sentence.hedges:
        if begin <= span.start and span.end <= end + 1 and hedge.axis == "certainty" and hedge.value != "stated":
            return [Qualifier("hedge", Text(hedge.word), span)], hedge.value
    if not isinstance(made, Quantity) or not made.hedge:
        for span, hedge in sentence.hedges:
            if hedge.axis == "precision" and hedge.value == "estimated" and begin <= span.start and span.end <= end:
                return [Qualifier("hedge", Text(hedge.word), span)], certainty
    return _shared_hedge(sentence, match), certainty


def _shared_hedge(sentence: Sentence, match: re.Match[str]) -> list[Qualifier]:
    """Return the hedge that a quantity shares with the one it is joined to: "around 3 km north of A and 1 km of B"."""
    within = [(n, i) for n, i in enumerate(sentence.items) if isinstance(i.value, FoundQuantity)]
    if len(within) < 2:
        return []
    whole = sentence.source(match.start(), match.end())
    for (before, one), (number, other) in pairwise(within):
        first, second = one.value, other.value
        if not isinstance(first, FoundQuantity) or not isinstance(second, FoundQuantity) or not first.value.hedge:
            continue
        if not whole.covers(other.span) or second.value.hedge or first.dimension != second.dimension:
            continue
        marks = (f"<{one.letter}{before}>", f"<{other.letter}{number}>")
        if all(m in sentence.masked for m in marks) and _JOINED.fullmatch(
            sentence.masked, *map(sentence.masked.index, marks)
        ):
            return [Qualifier("hedge", Text(first.value.hedge), one.span)]
    return []


def _clause_start(masked: str, end: int) -> int:
    starts = [m.end() for m in BREAK.finditer(masked[:end])]
    return starts[-1] if starts else 0


def anchor(sentence: Sentence, value: Span) -> Span | None:
    """Return where the date stands that a relative date is reckoned from, None for any other value."""
    for found in sentence.items:
        if isinstance(found.value, FoundDate) and found.value.relative and found.span.overlaps(value):
            return found.value.anchor_span
    return None


def unfit(claim: Claim, head: str | None = None) -> str | None:
    """Return why a claim cannot stand, None where it can: classes and dimensions have to fit the relation.

    ``head`` names classes, joined by '|': the last words of a text object have to be a noun of one of them.
    """
    known = vocabulary.load()
    relation = known.relations[claim.relation]
    if relation.domain and claim.subject.kind not in relation.domain:
        return f"a {claim.subject.kind} has no {claim.relation}"
    made = claim.object
    if isinstance(made, Mention):
        if relation.range and made.kind not in relation.range:
            return f"{claim.relation} takes no {made.kind}"
    elif isinstance(made, Quantity):
        unit = known.units.get(made.unit or "")
        dimension = unit.dimension if unit else "count" if made.unit else None
        if relation.dimension and dimension and relation.dimension != dimension:
            return f"{claim.relation} takes no {dimension}"
    elif isinstance(made, Coordinates) and not (-90 <= made.latitude <= 90 and -180 <= made.longitude <= 180):
        return "coordinates outside the Earth"
    elif isinstance(made, Text) and not re.search(r"\w", made.value):
        return "no words"
    elif isinstance(made, Text) and head and _head(made.value) not in head.split("|"):
        return f"'{made.value}' is no {head}"
    return None


def misnamed(claim: Claim, rule: Rule) -> str | None:
    """Return why a rule does not take a subject or an object of this name, None where it does."""
    made, whose = claim.object, claim.subject.name
    if rule.subject_is and not re.search(rule.subject_is, whose, re.IGNORECASE):
        return f"'{whose}' is not what the rule is for"
    if rule.subject_not and re.search(rule.subject_not, whose, re.IGNORECASE):
        return f"'{whose}' is not what the rule is for"
    if claim.relation != rule.emits[0].relation or not isinstance(made, Mention | Text):
        return None
    name = made.name if isinstance(made, Mention) else made.value
    if rule.initials and name.isupper() and not phrases.abbreviates(name, whose):
        return f"'{name}' does not stand for '{whose}'"
    if rule.object_is and not re.search(rule.object_is, name, re.IGNORECASE):
        return f"'{name}' is not what the rule is for"
    if rule.object_not and re.search(rule.object_not, name, re.IGNORECASE):
        return f"'{name}' is not what the rule is for"
    return None


def _head(words: str) -> str | None:
    """Return the class of the noun that a phrase ends with, or that stands before its 'of' or 'for'."""
    own = re.split(r" (?:of|for|in|at|on|with|to) ", words.lower())[0].split()
    known = lexicon.load()
    found = known.noun_ending(own) or known.noun_ending([*own[:-1], own[-1].removesuffix("s")]) if own else None
    return found[1] if found else None


__all__ = ["anchor", "clause_date", "hedged", "item", "mention", "objects", "period", "qualifiers", "unfit"]
