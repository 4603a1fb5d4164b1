"""A fact, down from the words of its article: rule, match, arguments, antecedents, normalisation, certainty, proof."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgbuild.explain import coverage
from kgbuild.extractors import proof, statements
from kgbuild.extractors.arguments import item as item_of
from kgbuild.model import Coordinates, Date, Mention, Quantity, Ref, Text
from kgbuild.rdf.statements import voice
from kgbuild.rdf.values import precision
from kgbuild.text.dates import FoundDate

if TYPE_CHECKING:
    import re

    from kgbuild.explain.trace import Json, Trace
    from kgbuild.extractors.log import Step
    from kgbuild.model import Claim, Evidence, Fact, Qualifier
    from kgbuild.text.document import Sentence
    from kgbuild.text.quantities import FoundQuantity


def explain(trace: Trace, fact: Fact) -> Json:
    """Return how a fact came about, as values for JSON; of each piece of evidence what made it."""
    row = trace.rows[trace.claims[fact]]
    said = voice(fact)
    return {
        **{key: row[key] for key in ("subject", "relation", "object", "unit", "qualifiers", "certainty", "claim")},
        "layer": said.layer,
        "evidence": [_evidence(trace, fact, evidence) for evidence in fact.evidence],
        "qualified_by": [_qualifier(trace, q) for q in fact.qualifiers],
        "why_certain": _why_certain(fact, said.certainty),
    }


def _evidence(trace: Trace, fact: Fact, evidence: Evidence) -> Json:
    step = trace.match_of(evidence)
    sentence = step.sentence if step else trace.sentence(evidence.spans[0])
    made: Json = {
        "extractor": evidence.extractor,
        "rule": evidence.rule,
        "quote": trace.passage(evidence.spans[0]),
        "besides": [trace.passage(span) for span in evidence.spans[1:]],
        "made_by": _origin(evidence, step),
    }
    if sentence:
        made |= {"sentence": trace.passage(sentence.span), "masked": sentence.masked}
    if step:
        made |= _match(trace, step)
    if sentence:
        said = (*evidence.spans, *((step.claim.subject.span,) if step and step.claim else ()))
        inside = [item for item in sentence.items if any(span.covers(item.span) for span in said)]
        made["antecedents"] = trace.antecedents(inside)
    if evidence.value:
        made["normalisation"] = {**trace.passage(evidence.value), **normalised(fact.object)}
        if evidence.anchor:
            made["normalisation"]["counted_from"] = trace.passage(evidence.anchor)
    made["proof"] = _proof(trace, fact, evidence)
    return made


def _origin(evidence: Evidence, step: Step | None) -> str:
    """Return in words what made a claim where no pattern of the rule shows it."""
    if step:
        return "a pattern of the rule"
    if evidence.extractor == "infobox":
        table, _, key = evidence.rule.partition("/")
        return f"the key '{key}' of the infobox table ontology/infobox/{table}.yaml"
    if evidence.rule == statements.RULE:
        return "what a source says and no rule carries: the clause itself"
    return "what stands beside a claim of the rule, or follows from it: a rival figure in brackets, who came next"


def _match(trace: Trace, step: Step) -> Json:
    rule, match = step.rule, step.match
    number = coverage.number(rule, match)
    return {
        "file": f"ontology/rules/{rule.file}",
        "triggers": trace.triggers(step.sentence, rule),
        "pattern": {"number": number, "of": len(rule.patterns), "written": rule.patterns[number - 1]},
        "matched": {"masked": match.group(), **trace.passage(step.sentence.source(match.start(), match.end()))},
        "arguments": arguments(trace, step.sentence, match, step.claim),
    }


def arguments(trace: Trace, sentence: Sentence, match: re.Match[str], claim: Claim | None) -> list[Json]:
    """Return the slots of a match with their words and what these were read as; the clause's subject if it has none."""
    found = []
    filled = [slot for slot in match.re.groupindex if match.group(slot)]
    if claim and "subject" not in filled:
        about = claim.subject
        found.append({"slot": "subject, of the clause", "read_as": _read_as(about), **trace.passage(about.span)})
    for slot in filled:
        item = item_of(sentence, match, slot)
        span = item.span if item else sentence.source(*match.span(slot))
        found.append({"slot": slot, "read_as": _read_as(item.value) if item else "words", **trace.passage(span)})
    return found


def _read_as(value: Mention | FoundDate | FoundQuantity) -> str:
    """Return what an item is taken for: a name with its class, a date, an amount."""
    if isinstance(value, Mention):
        return f"{value.kind} {value.name}"
    if isinstance(value, FoundDate):
        return f"date {value.value.edtf}"
    shown = normalised(value.value)
    return f"amount {shown['value']} {shown['unit'] or ''}".rstrip()


def normalised(value: object) -> Json:
    """Return what words became: kind, value, unit and precision of an amount, bounds of a date, name of an entity.

    >>> normalised(Quantity(500, 500, "m", "around", (Quantity(1500, 1500, "ft"),)))["value"]
    '500'
    """
    match value:
        case Quantity(low=low, high=high, unit=unit, hedge=hedge, equivalents=others):
            ends = " to ".join("open" if n is None else f"{n:.15g}" for n in ((low,) if low == high else (low, high)))
            said = [f"{n['value']} {n['unit'] or ''}".rstrip() for n in map(normalised, others)]
            return {
                "kind": "quantity",
                "value": ends,
                "unit": unit,
                "precision": precision(value),
                "hedge": hedge,
                "stated_equivalents": said,
            }
        case Date(edtf=edtf, earliest=first, latest=last):
            bounds = [str(day) if day else None for day in (first, last)]
            return {"kind": "date", "value": edtf, "earliest": bounds[0], "latest": bounds[1]}
        case Coordinates(latitude=latitude, longitude=longitude):
            return {"kind": "coordinates", "value": f"{latitude}, {longitude}"}
        case Text(value=words, lang=lang):
            return {"kind": "text", "value": words, "lang": lang}
    return {"kind": "entity"}


def _qualifier(trace: Trace, qualifier: Qualifier) -> Json:
    """Return a qualifier with the words that say it, where words do."""
    value = qualifier.value
    shown = trace.name(value.iri) if isinstance(value, Ref) else normalised(value).get("value", "")
    said = trace.passage(qualifier.span) if qualifier.span else {"words": None}
    return {"name": qualifier.name, "value": shown, **said}


def _why_certain(fact: Fact, certainty: str) -> str:
    """Return in words why a fact is as certain as it is."""
    hedge, source = (fact.qualifier(name) for name in ("hedge", "attributed_to"))
    if certainty == "stated":
        return "the article says it in its own voice, and no word of doubt is over it"
    if fact.certainty == "stated" or (certainty == "reported" and source is not None):
        return "the article says that somebody else says so"
    if isinstance(hedge, Text):
        return f"the hedge '{hedge.value}' makes it {certainty}"
    return f"the rule makes it {certainty}"


def _proof(trace: Trace, fact: Fact, evidence: Evidence) -> Json:
    """Return the check that every claim has to pass: its words, normalised once more, give its value."""
    again = next((c for c in trace.claimed if c.evidence == evidence and c.relation == fact.relation), None)
    if again is None:
        return {"holds": False, "says": "no claim of this run has this evidence"}
    problem = proof.failure(again, trace.article)
    if isinstance(again.object, Mention):
        words = again.object.span.of(trace.article.text)
        return {"holds": problem is None, "says": problem or f"the words {words!r} name or stand for the object"}
    words = evidence.value.of(trace.article.text) if evidence.value else ""
    return {"holds": problem is None, "says": problem or f"the words {words!r}, read once more, give the value"}
