"""Prose rules, read from ``ontology/rules/*.yaml``: each named, typed, with examples and counterexamples.

    - name: located-in
      relation: locatedIn
      subject: Facility|Organization
      triggers: [located, situated]
      patterns:
        - "(located|situated) in {det}{object:Place}"
      examples:
        - text: "The prison is located in Kent."
          facts: ["Maidstone Prison | locatedIn | Kent"]

A slot named ``subject`` or ``object`` fills that place; any other slot becomes the qualifier of its name. Without a
``subject`` slot the clause's subject is taken. ``also`` makes further claims from the slots of the same match.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

import yaml

from kgbuild import vocabulary
from kgbuild.assets import ONTOLOGY
from kgbuild.errors import VocabularyError
from kgbuild.extractors import patterns

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_KEYS = frozenset(
    [
        "name",
        "relation",
        "subject",
        "triggers",
        "patterns",
        "where",
        "heading",
        "not_heading",
        "object_value",
        "qualifiers",
        "when",
        "dates",
        "certainty",
        "negated",
        "also",
        "priority",
        "unless",
        "noun",
        "head",
        "object_is",
        "object_not",
        "part",
        "before",
        "life",
        "examples",
        "counterexamples",
        "topic",
        "note",
    ]
)


_LIST_SLOT = re.compile(r"\{(\w+):[^}]*(?:List|Items)\b")


@dataclass(frozen=True, slots=True)
class Emit:
    """A claim that a match makes: relation, and the slots that hold its subject and object.

    ``part`` takes a part of an interval. Where there is a single date, that is its "start" (unless it follows 'until',
    when it is its "end") and its "last", but never its "only-start".
    """

    relation: str
    subject: str | None = None
    object: str = "object"
    qualifiers: tuple[str, ...] | None = None
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A text and the facts ("subject | relation | object") that the rule has to find in it; none in a counterexample."""

    text: str
    facts: tuple[str, ...] = ()
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A prose rule.

    ``where`` is "sentence", "bullet", "lead" (the first sentence) or "any"; ``heading`` and ``not_heading`` are
    expressions that the heading above has to match or not. ``when`` names the qualifier that takes the date of the
    clause; ``dates`` is "plain" where a date's preposition belongs to the rule ("since 1992" opens in 1992) and "full"
    where it is a part of the value. ``negated`` rules speak of what is not. ``topic`` rules have the article's subject
    as their ``subject`` or ``object``. ``unless`` is an expression over the sentence that stops the rule; ``noun`` one
    that the counted noun of a quantity has to match ("prisoners|inmates"). ``head`` names the classes of which the last
    words of a text object have to be a noun ("Facility" takes "labour camp", not "large number"); ``object_is`` and
    ``object_not`` are expressions that the object's name has to match or not. ``before`` is an expression that what
    stands before the match has to match. ``life`` tells that an interval in the match is a lifespan, or must be none.
    """

    name: str
    emits: tuple[Emit, ...]
    subject: tuple[str, ...]
    triggers: tuple[str, ...]
    patterns: tuple[str, ...]
    where: str = "any"
    heading: str | None = None
    not_heading: str | None = (
        r"(?i)^(?:see also|references|external links|notes|further reading|bibliography|sources|literature)$"
    )
    object_value: str | None = None
    qualifiers: Mapping[str, str] = field(default_factory=dict)
    when: str | None = None
    dates: str = "plain"
    certainty: str | None = None
    negated: bool = False
    topic: str | None = None
    unless: str | None = None
    noun: str | None = None
    head: str | None = None
    object_is: str | None = None
    object_not: str | None = None
    before: str | None = None
    life: bool | None = None
    priority: int = 0
    examples: tuple[Example, ...] = ()
    counterexamples: tuple[Example, ...] = ()
    file: str = ""

    @property
    def lists(self) -> frozenset[str]:
        """The slots that hold lists."""
        return frozenset(name for p in self.patterns for name in _LIST_SLOT.findall(p))

    def compiled(self) -> list[re.Pattern[str]]:
        """Return the compiled patterns; compiling is kept for the process."""
        return [patterns.compile_pattern(p, macros()) for p in self.patterns]


@cache
def macros() -> dict[str, str]:
    """Read ``ontology/rules/macros.yaml``: names for expressions that patterns share."""
    found: dict[str, str] = yaml.load((ONTOLOGY / "rules" / "macros.yaml").read_text("utf-8"), _Loader)
    return found


@cache
def load() -> tuple[Rule, ...]:
    """Read all rules in the order of file and entry; raises VocabularyError for what is malformed."""
    found: list[Rule] = []
    for path in sorted((ONTOLOGY / "rules").glob("*.yaml")):
        if path.name != "macros.yaml":
            found.extend(read(path))
    names = [rule.name for rule in found]
    if twice := {n for n in names if names.count(n) > 1}:
        raise VocabularyError(f"rule names occur twice: {', '.join(sorted(twice))}", place=str(ONTOLOGY / "rules"))
    return tuple(found)


def read(path: Path) -> list[Rule]:
    """Read one file of rules."""
    try:
        entries = yaml.load(path.read_text("utf-8"), _Loader) or []
    except yaml.YAMLError as error:
        raise VocabularyError(str(error), place=str(path)) from None
    return [_rule(entry, path.name) for entry in entries]


def _rule(entry: dict[str, Any], file: str) -> Rule:
    place = f"{file}: rule {entry.get('name')!r}"
    if unknown := set(entry) - _KEYS:
        raise VocabularyError(f"unknown keys {sorted(unknown)}", place=place, hint=f"one of {', '.join(sorted(_KEYS))}")
    for key in ("name", "relation", "triggers", "patterns", "examples"):
        if not entry.get(key):
            raise VocabularyError(f"no {key}", place=place)
    emits = (Emit(entry["relation"], part=entry.get("part")), *(_emit(also) for also in entry.get("also", ())))
    relations = vocabulary.load().relations
    for emit in emits:
        if emit.relation not in relations:
            raise VocabularyError(f"unknown relation {emit.relation!r}", place=place)
    subject = entry.get("subject")
    kinds = tuple(subject.split("|")) if subject else relations[entry["relation"]].domain
    defaults = {
        name: entry[name]
        for name in (
            "where",
            "heading",
            "not_heading",
            "object_value",
            "when",
            "dates",
            "certainty",
            "topic",
            "unless",
            "noun",
            "head",
            "object_is",
            "object_not",
            "before",
            "life",
        )
        if name in entry
    }
    return Rule(
        name=entry["name"],
        emits=emits,
        subject=kinds,
        triggers=tuple(str(t).lower() for t in entry["triggers"]),
        patterns=tuple(entry["patterns"]),
        qualifiers=entry.get("qualifiers", {}),
        negated=bool(entry.get("negated", False)),
        priority=int(entry.get("priority", 0)),
        examples=tuple(_example(e, place) for e in entry["examples"]),
        counterexamples=tuple(_example(e, place) for e in entry.get("counterexamples", ())),
        file=file,
        **defaults,
    )


def _emit(also: dict[str, Any]) -> Emit:
    names = also.get("qualifiers")
    return Emit(
        also["relation"],
        also.get("subject"),
        also.get("object", "object"),
        tuple(names) if names is not None else None,
        also.get("part"),
    )


def _example(entry: dict[str, Any] | str, place: str) -> Example:
    if isinstance(entry, str):
        return Example(entry)
    if not entry.get("text"):
        raise VocabularyError("an example has no text", place=place)
    return Example(entry["text"], tuple(entry.get("facts", ())), entry.get("title"))
