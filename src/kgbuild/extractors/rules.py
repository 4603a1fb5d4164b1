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
``subject`` slot the clause's subject is taken, without an ``object`` slot the date that begins the clause. ``also``
makes further claims from the slots of the same match.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from kgbuild import tables, vocabulary
from kgbuild.assets import ONTOLOGY
from kgbuild.errors import VocabularyError
from kgbuild.extractors import patterns

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kgbuild.extractors.patterns import Pattern

APPENDIX = r"(?i)^(?:see also|references|external links|notes|further reading|bibliography|sources|literature)$"
_REQUIRED = ("name", "relation", "triggers", "patterns", "examples")
_AS_WRITTEN = (
    "where", "heading", "not_heading", "when", "dates", "certainty", "topic", "unless", "noun", "head",
    "proper", "object_is", "object_not", "subject_is", "subject_not", "before", "near", "role_is", "fallback", "life",
    "counts", "negated", "priority", "qualifiers", "chain", "initials", "not_near", "cut",
)  # fmt: skip
_KEYS = frozenset([*_REQUIRED, *_AS_WRITTEN, "subject", "also", "part", "counterexamples"])
_EMIT_KEYS = frozenset(["relation", "subject", "object", "qualifiers", "part"])
_LISTED = ("triggers", "patterns", "examples", "counterexamples", "also")
_CHOICES = {
    "where": ("any", "sentence", "bullet", "lead"),
    "dates": ("plain", "full"),
    "topic": ("subject", "object"),
    "part": ("start", "only-start", "end", "last", "first-side", "second-side"),
}
_LIST_SLOT = re.compile(r"\{(\w+):[^}]*(?:List|Items|Names|Parts)\b")
_PHRASES_SLOT = re.compile(r"\{(\w+):[^}]*NPs\b")


@dataclass(frozen=True, slots=True)
class Emit:
    """A claim that a match makes: relation, and the slots that hold its subject and object.

    ``part`` takes a part of an interval. Where there is a single date, that is its "start" (unless it follows 'until',
    when it is its "end") and its "last", but never its "only-start". Of "500 by 300 m" it takes the "first-side" or the
    "second-side".
    """

    relation: str
    subject: str | None = None
    object: str = "object"
    qualifiers: tuple[str, ...] | None = None
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A text and the facts ("subject | relation | object") that the rule finds in it: none in a counterexample."""

    text: str
    facts: tuple[str, ...] = ()
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A prose rule.

    ``where`` is "sentence", "bullet", "lead" (the first sentence) or "any"; ``heading`` and ``not_heading`` are
    expressions that the heading above has to match or not. ``when`` names the qualifier that takes the date of the
    clause; ``dates`` is "plain" where a date's preposition belongs to the rule ("since 1992" opens in 1992) and
    "full" where it is a part of the value.
    ``negated`` rules speak of what is not. ``topic`` rules have the article's
    subject as their ``subject`` or ``object``. ``unless`` is an expression over the sentence that stops the rule;
    ``noun`` one that the counted noun of a quantity has to match ("prisoners|inmates"). ``head`` names the classes of
    which the last words of a text object have to be a noun ("Facility" takes "labour camp", not "large number"); a
    ``proper`` rule takes names, no descriptions, for subjects; of a ``chain`` only the first link is taken; with
    ``initials`` an object in capitals has to abbreviate the subject; ``cut`` is an expression from which on the words
    of an object are left out; ``object_is`` and ``object_not`` are expressions
    that the object's name has to match or not, ``subject_is`` and ``subject_not`` the same for the subject.
    ``before`` is an expression that what stands before the match has to match, ``near`` one over the words of the
    sentence and the one before it (``not_near`` one that they must not), ``role_is`` one over the words of the slot
    ``role``. A ``fallback`` gives way where other rules carry what it says. ``life`` tells that an interval in the
    match is a lifespan, or must be none; ``counts`` is an expression that the noun of the first number in the match
    has to match ("sons|daughters").
    """

    name: str
    emits: tuple[Emit, ...]
    subject: tuple[str, ...]
    triggers: tuple[str, ...]
    patterns: tuple[str, ...]
    where: str = "any"
    heading: str | None = None
    not_heading: str | None = APPENDIX
    qualifiers: Mapping[str, str] = field(default_factory=dict)
    when: str | None = None
    dates: str = "plain"
    certainty: str | None = None
    negated: bool = False
    topic: str | None = None
    unless: str | None = None
    noun: str | None = None
    head: str | None = None
    proper: bool = False
    object_is: str | None = None
    object_not: str | None = None
    chain: bool = False
    initials: bool = False
    subject_is: str | None = None
    subject_not: str | None = None
    before: str | None = None
    near: str | None = None
    not_near: str | None = None
    cut: str | None = None
    role_is: str | None = None
    fallback: bool = False
    life: bool | None = None
    counts: str | None = None
    priority: int = 0
    examples: tuple[Example, ...] = ()
    counterexamples: tuple[Example, ...] = ()
    file: str = ""

    @property
    def lists(self) -> frozenset[str]:
        """The slots that hold lists."""
        return _slots(self.patterns, _LIST_SLOT)

    @property
    def phrases(self) -> frozenset[str]:
        """The slots that hold noun phrases: "high walls and fences" is one, "a wall and a fence" are two."""
        return _slots(self.patterns, _PHRASES_SLOT)

    def compiled(self) -> tuple[Pattern, ...]:
        """Return the patterns, which are compiled when they are needed and kept for the process."""
        return _compiled(self.patterns)


@cache
def _slots(written: tuple[str, ...], kind: re.Pattern[str]) -> frozenset[str]:
    return frozenset(name for pattern in written for name in kind.findall(pattern))


@cache
def _compiled(written: tuple[str, ...]) -> tuple[Pattern, ...]:
    return tuple(patterns.prepare(pattern, macros()) for pattern in written)


@cache
def macros() -> dict[str, str]:
    """Read ``ontology/rules/macros.yaml``: names for expressions that patterns share."""
    found: dict[str, str] = tables.read(ONTOLOGY / "rules" / "macros.yaml")
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
    """Read one file of rules; raises VocabularyError, with the file and the rule, for what is malformed."""
    entries = tables.read(path) or []
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise VocabularyError("not a list of rules", place=path.name, hint="begin each rule with '- name: ...'")
    return [_rule(entry, path.name) for entry in entries]


def _rule(entry: dict[str, Any], file: str) -> Rule:
    place = f"{file}: rule {entry.get('name')!r}"
    _check(entry, place)
    emits = (Emit(entry["relation"], part=entry.get("part")), *(_emit(also, place) for also in entry.get("also", ())))
    relations = vocabulary.load().relations
    if unknown := [emit.relation for emit in emits if emit.relation not in relations]:
        raise VocabularyError(f"unknown relation {unknown[0]!r}", place=place)
    subject = entry.get("subject")
    kinds = tuple(subject.split("|")) if subject else relations[entry["relation"]].domain
    if unknown := [kind for kind in kinds if kind not in vocabulary.load().classes]:
        raise VocabularyError(f"unknown class {unknown[0]!r} of subject", place=place)
    return Rule(
        name=entry["name"],
        emits=emits,
        subject=kinds,
        triggers=tuple(str(trigger).lower() for trigger in entry["triggers"]),
        patterns=tuple(entry["patterns"]),
        examples=tuple(_example(example, place) for example in entry["examples"]),
        counterexamples=tuple(_example(example, place) for example in entry.get("counterexamples", ())),
        file=file,
        **{key: entry[key] for key in _AS_WRITTEN if key in entry},
    )


def _check(entry: dict[str, Any], place: str) -> None:
    """Raise VocabularyError where an entry lacks a key, has an unknown one, or a value that its key does not take."""
    if unknown := set(entry) - _KEYS:
        raise VocabularyError(f"unknown keys {sorted(unknown)}", place=place, hint=f"one of {', '.join(sorted(_KEYS))}")
    for key in _REQUIRED:
        if not entry.get(key):
            raise VocabularyError(f"no {key}", place=place)
    for key in _LISTED:
        if not isinstance(entry.get(key, []), list):
            raise VocabularyError(f"{key} is not a list", place=place)
    if odd := [t for t in entry["triggers"] if not isinstance(t, str)]:
        hint = "YAML reads on, off, yes, no as truth values: quote them"
        raise VocabularyError(f"the trigger {odd[0]!r} is no word", place=place, hint=hint)
    for key, choices in _CHOICES.items():
        if key in entry and entry[key] not in choices:
            raise VocabularyError(f"{key} cannot be {entry[key]!r}", place=place, hint=f"one of {', '.join(choices)}")


def _emit(also: dict[str, Any], place: str) -> Emit:
    if unknown := set(also) - _EMIT_KEYS:
        raise VocabularyError(f"unknown keys {sorted(unknown)} in also", place=place)
    if not also.get("relation"):
        raise VocabularyError("no relation in also", place=place)
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
