"""Units as texts write them: those of the vocabulary ('km²', 'per cent') and currencies ('US$')."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from kgbuild import tables, vocabulary
from kgbuild.assets import ONTOLOGY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kgbuild.vocabulary import Unit

_RATE: Final = re.compile(r"(?:/|\s?per\s(?!cent))\s?(?:h|hr|hour|s|sec|second|min|minute|m|km)\b")
_INCHES: Final = re.compile(r"\s?(?P<inches>\d{1,2}(?:\.\d)?)\s?(?:inches|inch|in)(?!\w)")
_AMBIGUOUS: Final = frozenset({"s", "in.", "'", "′", "″", '"'})  # decades, the preposition, angles
_LONGEST_BEFORE: Final = 8


@dataclass(frozen=True, slots=True)
class FoundUnit:
    """A unit in a text: its key, what it measures, its factor to the base unit, and where its words end.

    ``factor`` is 0 for money: no sum of one currency equals one of another.
    """

    key: str
    dimension: str
    factor: float
    end: int


@dataclass(frozen=True, slots=True)
class Units:
    """All units by their words, with a pattern for those after a number and one for money before it."""

    after_words: Mapping[str, tuple[str, str, float]]
    before_words: Mapping[str, str]
    after: re.Pattern[str]
    before: re.Pattern[str]

    @classmethod
    def of(cls, units: Iterable[Unit], currencies: Mapping[str, Mapping[str, list[str]]]) -> Units:
        """Compile the words; a symbol keeps its case ('MW' is no 'mw'), longer words do not."""
        after: dict[str, tuple[str, str, float]] = {}
        for unit in units:
            for word in unit.words:
                bare = word.removesuffix(".")
                if word not in _AMBIGUOUS and bare:
                    after[bare if len(bare) < 4 else bare.lower()] = (
                        unit.key,
                        unit.dimension,
                        float(unit.factor),
                    )
        before: dict[str, str] = {}
        for code, words in currencies.items():
            before.update((word, code) for word in words["before"])
            after.update((word if len(word) < 4 else word.lower(), (code, "currency", 0.0)) for word in words["after"])
        return cls(after, before, _after(after), _before(before))

    def match(self, text: str, at: int, end: int) -> FoundUnit | None:
        """Return the unit that stands at ``at``, right after a number; rates such as 'km/h' are left out."""
        found = self.after.match(text, at, end)
        if not found:
            return None
        words = " ".join(found[1].split())
        key, dimension, factor = self.after_words.get(words) or self.after_words[words.lower()]
        if dimension == "duration" and words[0].isupper():
            return None  # a title: '60 Minutes'
        if dimension == "length" and _RATE.match(text, found.end(), end):
            return None
        return FoundUnit(key, dimension, factor, found.end())

    def ahead_of(self, text: str, start: int, at: int) -> tuple[FoundUnit, int] | None:
        """Return the currency that ends at ``at``, right before a number, and where it begins."""
        window = max(start, at - _LONGEST_BEFORE)
        found = self.before.search(text[window:at])
        if not found:
            return None
        return FoundUnit(self.before_words[found[1]], "currency", 0.0, at), window + found.start()


def inches(text: str, at: int, end: int) -> tuple[float, int] | None:
    """Return (inches, end) where feet go on with inches: '5 ft 10 in'."""
    found = _INCHES.match(text, at, end)
    return (float(found["inches"]), found.end()) if found else None


@cache
def load() -> Units:
    """Return the units of the vocabulary and the currencies, compiled once."""
    path = ONTOLOGY / "lexicon" / "currencies.yaml"
    currencies = tables.read(path)
    return Units.of(vocabulary.load().units.values(), currencies)


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(words, key=lambda word: (-len(word), word))


def _after(words: Iterable[str]) -> re.Pattern[str]:
    def pattern(word: str) -> str:
        escaped = r"\s{1,2}".join(map(re.escape, word.split(" ")))
        return f"(?i:{escaped})" if len(word) > 3 else escaped

    alternatives = "|".join(map(pattern, _longest_first(words)))
    compound = r"(?!-(?!long|wide|high|tall|deep|thick|by-|square)[a-z])"  # 'second-hand'
    return re.compile(rf"(?:\s{{0,2}}|[-‑])({alternatives})(?![\w²³]){compound}")


def _before(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w$])({'|'.join(map(re.escape, _longest_first(words)))})\s?\Z")
