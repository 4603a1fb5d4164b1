"""Which step stopped a fact: from the words that no sentence has to the claim that gave way to another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kgbuild import vocabulary
from kgbuild.explain import near, wanted
from kgbuild.explain.wanted import ANY
from kgbuild.extractors import calls, log, rules
from kgbuild.extractors.check import said as in_words
from kgbuild.model import Mention
from kgbuild.names import fold
from kgbuild.text.dates import FoundDate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kgbuild.explain.trace import Json, Trace
    from kgbuild.explain.wanted import Wanted
    from kgbuild.extractors.log import Step
    from kgbuild.extractors.rules import Rule
    from kgbuild.model import Claim, Entry
    from kgbuild.text.document import Item, Sentence

THERE: Final = "it is there"
NO_SENTENCE: Final = "no words"
BARRED: Final = "rule barred"
OTHER_SUBJECT: Final = "other subject"
OTHER_OBJECT: Final = "other object"
MERGED: Final = "merged"
DROPPED: Final = "dropped"
INFOBOX: Final = "infobox"
ORDER: Final = (
    NO_SENTENCE,
    log.NO_TRIGGER,
    BARRED,
    log.NO_PATTERN,
    INFOBOX,
    OTHER_OBJECT,
    log.NO_OBJECT,
    log.GUARDED,
    log.NO_SUBJECT,
    OTHER_SUBJECT,
    log.ITSELF,
    log.UNFIT,
    log.NEGATED,
    DROPPED,
    MERGED,
    THERE,
)
"""The steps on the way to a fact, those that come late last: the last that was reached is the answer."""
_GUARDS: Final = {
    "where": "the rule is for other parts of an article (where: {value})",
    "heading": "the rule is not for what stands under this heading",
    "unless": "the sentence has what the rule is not for (unless: {value})",
    "before": "what stands before the match is not what the rule asks for (before: {value})",
    "near": "the words near by are not what the rule asks for (near: {value})",
    "not_near": "the words near by are such as the rule is not for (not_near: {value})",
    "role_is": "the role is not such as the rule asks for (role_is: {value})",
    "counts": "the number does not count what the rule is for (counts: {value})",
    "life": "the years are a life where the rule wants none, or the other way round",
    "attributed_to": "the words in the place of the source name nobody who can speak",
}
MOST: Final = 8
"""Sentences of which the steps are told; the rest is counted."""


def explain(trace: Trace, meant: Wanted) -> Json:
    """Return which step stopped a fact, the furthest that was reached, and every step of the sentences that may say it.

    ``step`` is one of ORDER, ``says`` tells it in words, ``sentences`` hold the steps, ``left_out`` counts those beyond
    MOST, ``claims`` are the facts where it is there after all.
    """
    there = [c for whole in (True, False) for c, row in trace.rows.items() if wanted.fits(row, meant, whole=whole)]
    held = [s for s in trace.document.sentences if _holds(trace, s, meant)]
    told = sorted((_sentence(trace, s, meant) for s in held), key=lambda t: -ORDER.index(t["step"]))
    boxed = list(_entries(trace, meant, only_dropped=bool(told)))
    steps = [*boxed, *(step for one in told for step in one["steps"])]
    best = max(steps, key=lambda step: ORDER.index(step["step"]), default=_nowhere(trace, meant))
    if there:
        best = {"step": THERE, "says": "the article gives this fact: 'kgbuild explain' tells how"}
    return {
        "wanted": {"subject": meant.subject, "relation": meant.relation, "object": meant.object},
        "article": trace.article.slug,
        **best,
        "claims": list(dict.fromkeys(there)),
        "infobox": boxed,
        "sentences": told[:MOST],
        "left_out": max(len(told) - MOST, 0),
        "alike": list(dict.fromkeys(_shown(trace.rows[c]) for c in _alike(trace, meant)))[:MOST],
    }


def _shown(row: Json) -> str:
    return f"{row['subject']} | {row['relation']} | {row['object']}"


def _alike(trace: Trace, meant: Wanted) -> Iterator[str]:
    """Yield the facts that differ from the one that is wanted in one part."""
    for claim, row in trace.rows.items():
        sides = [wanted.named(getattr(meant, side), wanted.labels(row, side), whole=False) for side in _SIDES]
        if sum([*sides, meant.relation in {ANY, row["relation"]}]) == len(_SIDES) and ANY not in (
            meant.subject,
            meant.object,
        ):
            yield claim


_NAMES: Final = ("subject_is", "subject_not", "object_is", "object_not", "head")
_SIDES: Final = ("subject", "object")


def _nowhere(trace: Trace, meant: Wanted) -> Json:
    """Return that no sentence has both, and what each of the two is found in."""
    counts = {
        side: sum(_speaks(trace, s, getattr(meant, side), subject=side == "subject") for s in trace.document.sentences)
        for side in _SIDES
    }
    missing = [f"{side} {getattr(meant, side)!r}" for side in _SIDES if not counts[side]]
    if missing:
        return {
            "step": NO_SENTENCE,
            "says": f"no sentence has the words of the {missing[-1]}, nor anything that stands for it",
        }
    return {
        "step": NO_SENTENCE,
        "says": f"no sentence has both: {counts['subject']} speak of the subject, {counts['object']} of the object",
    }


def _holds(trace: Trace, sentence: Sentence, meant: Wanted) -> bool:
    return _speaks(trace, sentence, meant.subject, subject=True) and _speaks(
        trace, sentence, meant.object, subject=False
    )


def _speaks(trace: Trace, sentence: Sentence, name: str, *, subject: bool) -> bool:
    """Tell whether a sentence has a name, a value or what stands for it; of the article's subject any may speak."""
    topic = trace.document.topic
    if name == ANY or (subject and wanted.named(name, [topic.name, *topic.aliases], whole=False)):
        return True
    if any(wanted.named(name, _called(trace, item), whole=False) for item in sentence.items):
        return True
    return _has(sentence.span.of(trace.article.text), name)


def _has(text: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(fold(words))}(?!\w)", fold(text)) is not None


def _called(trace: Trace, item: Item) -> list[str]:
    """Return what an item of a sentence may be called: its words, and what these are read as."""
    words = item.span.of(trace.article.text)
    if isinstance(item.value, Mention):
        return [words, item.value.name]
    if isinstance(item.value, FoundDate):
        return [words, item.value.plain.edtf, item.value.value.edtf]
    amount = in_words(item.value.value)
    return [words, amount, f"{amount} {item.value.value.unit}"]


def _sentence(trace: Trace, sentence: Sentence, meant: Wanted) -> Json:
    """Return what every rule of the relation made of a sentence, what came furthest first."""
    said = calls.triggers(sentence, trace.article.text)
    of_relation = [r for r in rules.load() if any(meant.relation in {ANY, e.relation} for e in r.emits)]
    called = [rule for rule in calls.candidates(said) if rule in of_relation]
    steps = [step for rule in called for step in _rule(trace, sentence, rule, meant)]
    whole = next((d for d in trace.log.drops if d.span == sentence.span and d.reason not in log.SILENCE), None)
    if whole and not whole.detail:
        steps = [{"step": DROPPED, "says": f"the sentence is not read: {whole.reason}"}]
    if not steps:
        words = sorted({t for rule in of_relation for t in rule.triggers if t.isalpha()})
        says = f"no word of the sentence calls for a rule of {meant.relation}"
        steps = [{"step": log.NO_TRIGGER, "says": says, "triggers": words}]
    steps.sort(key=lambda step: -ORDER.index(step["step"]))
    read = {
        side: [
            f"{item.span.of(trace.article.text)}: {_kind(item)}"
            for item in sentence.items
            if getattr(meant, side) != ANY and wanted.named(getattr(meant, side), _called(trace, item), whole=False)
        ]
        for side in _SIDES
    }
    return {
        **trace.passage(sentence.span),
        "masked": sentence.masked,
        "read_as": read,
        "step": steps[0]["step"],
        "steps": steps,
    }


def _kind(item: Item) -> str:
    if isinstance(item.value, Mention):
        return f"{item.value.kind} {item.value.name}"
    return "date" if isinstance(item.value, FoundDate) else "amount"


def _rule(trace: Trace, sentence: Sentence, rule: Rule, meant: Wanted) -> list[Json]:
    """Return what became of a rule in a sentence: of each of its matches, or of the pattern that came nearest."""
    by = {"rule": rule.name, "file": rule.file, "triggers": trace.triggers(sentence, rule)}
    if key := calls.barred(rule, sentence):
        return [{"step": BARRED, "says": _guard(rule, key), **by}]
    steps = [s for s in trace.steps if s.sentence.span == sentence.span and s.rule is rule]
    if steps:
        told = (_outcome(trace, step, meant) for step in steps)
        return [{**one, **by, "matched": step.match.group()} for one, step in zip(told, steps, strict=True) if one]
    pattern = near.nearest(rule, sentence.masked)
    if pattern["lacks"]:
        says = f"no pattern matches; the nearest lacks {', and '.join(pattern['lacks'])}"
    elif pattern["got_to"]:
        says = f"a pattern matches {pattern['got_to']!r}, but then wants {pattern['then']!r}"
    else:
        says = "no pattern matches, nor does the beginning of any"
    return [{"step": log.NO_PATTERN, "says": says, **by, "pattern": pattern}]


def _guard(rule: Rule, key: str) -> str:
    return _GUARDS.get(key, "the rule asks for what is not there ({key}: {value})").format(
        key=key, value=getattr(rule, key, None)
    )


def _outcome(trace: Trace, step: Step, meant: Wanted) -> Json | None:
    """Return what became of a match in words; None for a match on another relation or on something else."""
    claim = step.claim
    if claim is None:
        if step.outcome in {log.NO_OBJECT, log.NO_SUBJECT} and meant.relation not in {ANY, step.detail}:
            return None
        return {"step": step.outcome, "says": _STOPPED[step.outcome].format(detail=_detail(step))}
    if meant.relation not in {ANY, claim.relation}:
        return None
    shown = f"{claim.subject.name} | {claim.relation} | {in_words(claim.object)}"
    subject = wanted.named(meant.subject, _names(trace, claim, "subject"), whole=False)
    made = wanted.named(meant.object, _names(trace, claim, "object"), whole=False)
    if not made:
        return {"step": OTHER_OBJECT, "says": f"a match gives another object: {shown}"}
    if not subject:
        words = claim.subject.span.of(trace.article.text)
        place = trace.article.place(claim.subject.span.start)
        says = f"the subject is taken to be {claim.subject.name!r}, by {words!r} at {place}"
        return {"step": OTHER_SUBJECT, "says": says}
    if step.outcome == log.UNFIT:
        return {"step": log.UNFIT, "says": f"{shown} cannot stand: {step.detail}{_kept(step.rule, _NAMES)}"}
    return _fate(trace, step.rule, claim, shown)


def _kept(rule: Rule, keys: Iterable[str]) -> str:
    """Return those keys of a rule that say what it takes and what not, in brackets."""
    kept = "; ".join(f"{key}: {getattr(rule, key)}" for key in keys if getattr(rule, key))
    return f" ({kept})" if kept else ""


def _fate(trace: Trace, rule: Rule, claim: Claim, shown: str) -> Json:
    """Return what became of a claim that a match made and no fact is."""
    if rule.fallback:
        return {"step": MERGED, "says": f"{shown} was found, and left out: other facts carry its words"}
    for gone, rival in trace.log.yielded:
        if gone is claim:
            what = f"it gave way to what the rule {rival.evidence.rule} reads" if rival else "a further link of a chain"
            return {"step": MERGED, "says": f"{shown} was found, and left out: {what}"}
    for drop in trace.graph.drops:
        if drop.span == claim.evidence.spans[0] and drop.detail.startswith((claim.evidence.rule, claim.relation)):
            return {"step": DROPPED, "says": f"{shown} was found, and dropped: {drop.reason} ({drop.detail})"}
    return {"step": MERGED, "says": f"{shown} was found, and is part of a fact that bears another name"}


_STOPPED: Final = {
    log.GUARDED: "a pattern matches, but {detail}",
    log.NEGATED: "a pattern matches, but the words are negated or denied by {detail!r}",
    log.NO_SUBJECT: "a pattern matches, but its clause has no subject that fits ({detail})",
    log.NO_OBJECT: "a pattern matches, but its words give no object of {detail}",
    log.ITSELF: "subject and object are the same: {detail}",
}


def _detail(step: Step) -> str:
    if step.outcome == log.GUARDED:
        return _guard(step.rule, step.detail)
    if step.outcome == log.NO_SUBJECT:
        kinds = step.rule.subject or vocabulary.load().relations[step.detail].domain
        return f"{step.detail} wants {' or '.join(kinds) or 'anything'}"
    if step.outcome == log.NO_OBJECT:
        return step.detail + _kept(step.rule, ("noun", "dates", "initials", "cut"))
    return step.detail


def _names(trace: Trace, claim: Claim, side: str) -> list[str]:
    """Return what the subject or the object of a claim is called, with every label of its entity."""
    made = getattr(claim, side)
    if not isinstance(made, Mention):
        unit = getattr(made, "unit", None)
        return [in_words(made), *([f"{in_words(made)} {unit}"] if unit else ())]
    labels = [{label.text.value for label in e.labels} for e in trace.graph.entities]
    return sorted({made.name}.union(*(names for names in labels if made.name in names)))


def _entries(trace: Trace, meant: Wanted, *, only_dropped: bool) -> Iterator[Json]:
    """Yield why an infobox entry that has the words of the object did not give the fact.

    An entry that gave something else is told only where no sentence may say the fact.
    """
    topic = trace.document.topic
    if not wanted.named(meant.subject, [topic.name, *topic.aliases], whole=False):
        return
    for entry in (entry for box in trace.article.infoboxes for entry in box.entries):
        value = entry.value.of(trace.article.text)
        dropped = any(drop.span.start == entry.key_span.start for drop in trace.graph.drops)
        held = meant.object != ANY and (_has(value, meant.object) or _plainly(value, meant.object))
        if held and (dropped or not only_dropped):
            yield {"step": INFOBOX, "says": _entry(trace, entry), **trace.passage(entry.key_span)}


def _plainly(value: str, words: str) -> bool:
    return any(wanted.named(words, [part], whole=True) for part in re.findall(r"[\d,.]*\d", value))


def _entry(trace: Trace, entry: Entry) -> str:
    drops = [d for d in trace.graph.drops if d.span.start == entry.key_span.start]
    if drops:
        return f"the infobox entry {entry.key!r} has the words, but it was dropped: {drops[0].reason}"
    given = [row for c, row in trace.rows.items() if _from(trace, c, entry)]
    others = ", ".join(_shown(row) for row in given)
    return f"the infobox entry {entry.key!r} has the words, and gives: {others or 'nothing'}"


def _from(trace: Trace, claim: str, entry: Entry) -> bool:
    return any(span.start == entry.key_span.start for e in trace.fact(claim).evidence for span in e.spans)
