"""Which rules and patterns are tried on a sentence: those that its words call for, and of which it has all it takes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache, reduce
from operator import and_
from typing import TYPE_CHECKING

from kgbuild.extractors import rules
from kgbuild.text import screening

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kgbuild.extractors.patterns import Pattern
    from kgbuild.extractors.rules import Rule
    from kgbuild.text.document import Sentence

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
MARKS = frozenset("*;:(,")
"""What besides words can be a trigger; every sentence has a "*"."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A rule with what its patterns want of a sentence, as bits; ``common`` is what all of them want."""

    rule: Rule
    common: int
    patterns: tuple[tuple[int, Pattern], ...]


@cache
def _index() -> Mapping[str, tuple[int, ...]]:
    """Return the numbers of the rules by trigger word."""
    table: dict[str, list[int]] = {}
    for number, rule in enumerate(rules.load()):
        for trigger in rule.triggers:
            table.setdefault(trigger, []).append(number)
    return {word: tuple(found) for word, found in table.items()}


@cache
def _entries() -> Sequence[_Entry]:
    """Return each rule with what it wants."""
    made = []
    for rule in rules.load():
        wanted = tuple((screening.bits(pattern.needs), pattern) for pattern in rule.compiled())
        made.append(_Entry(rule, reduce(and_, (bits for bits, _ in wanted)), wanted))
    return made


def triggers(sentence: Sentence, text: str) -> set[str]:
    """Return what a sentence has that may call a rule: its words in lower case, its stops, and "*"."""
    found = {word.lower() for word in _WORD.findall(sentence.span.of(text))}
    found |= {part for word in found if "-" in word for part in word.split("-")}
    return found | {mark for mark in MARKS if mark == "*" or mark in sentence.masked}


def candidates(said: set[str]) -> list[Rule]:
    """Return the rules that triggers call for, in the order of the rules."""
    every = rules.load()
    return [every[number] for number in _called(said)]


def _called(said: set[str]) -> list[int]:
    index = _index()
    return sorted({number for word in said & index.keys() for number in index[word]})


def answered(said: set[str]) -> bool:
    """Tell whether a word among triggers calls for a rule."""
    return any(word not in MARKS for word in said & _index().keys())


def tried(said: set[str], sentence: Sentence) -> Iterator[tuple[Rule, Pattern]]:
    """Yield the patterns to try on a sentence, in the order of the rules: it is not barred, and has what they want."""
    entries = _entries()
    held = screening.held(sentence.masked)
    for number in _called(said):
        entry = entries[number]
        if entry.common & held != entry.common:
            continue
        free: bool | None = None
        for wanted, pattern in entry.patterns:
            if wanted & held == wanted:
                if free is None:
                    free = barred(entry.rule, sentence) is None
                if free:
                    yield entry.rule, pattern


def barred(rule: Rule, sentence: Sentence) -> str | None:
    """Return the key of a rule that keeps it from a sentence, None where it is tried."""
    if rule.where == "bullet" and sentence.block.kind != "bullet":
        return "where"
    if rule.where == "sentence" and sentence.block.kind != "paragraph":
        return "where"
    if rule.where == "lead" and sentence.number:
        return "where"
    if not _under(rule.heading, rule.not_heading, sentence.block.headings):
        return "heading"
    return "unless" if rule.unless and re.search(rule.unless, sentence.masked) else None


@lru_cache(maxsize=4096)
def _under(wanted: str | None, unwanted: str | None, headings: tuple[str, ...]) -> bool:
    """Tell whether any of the headings above matches what is wanted, and the last does not what is unwanted."""
    above = headings or ("",)
    if wanted and not any(re.search(wanted, heading) for heading in above):
        return False
    return not (unwanted and re.search(unwanted, above[-1]))


__all__ = ["answered", "barred", "candidates", "tried", "triggers"]
