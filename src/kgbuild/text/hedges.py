"""Hedging words: which axis they are on, and which concept of it they stand for.

'around 500' is imprecise but said; 'reportedly 500' is precise but only reported. The words are data:
``ontology/hedges.yaml``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from kgbuild import tables
from kgbuild.assets import ONTOLOGY
from kgbuild.errors import VocabularyError
from kgbuild.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

AXES: Final = {
    "precision": ("exact", "approximate", "estimated", "at-least", "at-most"),
    "certainty": ("stated", "reported", "possible", "inferred", "disputed"),
}
PLACES: Final = ("anywhere", "before-number", "after-number")
_BE: Final = ("is", "are", "was", "were", "be", "been", "being")
_FILE: Final = "hedges.yaml"
_NUMBER_AHEAD: Final = (
    r"(?=\s{0,3}(?:(?:an?|the|be|to be|between|another|all)\s)?(?:US|C|A)?[$€£¥]?\s?"
    r"(?:\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|half|hundred|thousand|million"
    r"|billion|dozen|several|hundreds|thousands|tens|dozens)\b))"
)


@dataclass(frozen=True, slots=True)
class Hedge:
    """A hedging word or phrase, its axis ('precision' or 'certainty') and the concept on it."""

    word: str
    axis: str
    value: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All hedges by their words in lower case; ``quantity`` and ``suffix`` are those that touch a number."""

    by_words: Mapping[str, Hedge]
    quantity: Mapping[str, Hedge]
    suffix: re.Pattern[str]
    pattern: re.Pattern[str]


def find(text: str, start: int, end: int) -> list[tuple[Span, Hedge]]:
    """Return the hedges of a stretch in order, the longest phrase at each place.

    >>> [(span, hedge.value) for span, hedge in find("It reportedly held around 500 men.", 0, 34)]
    [(Span(start=3, end=13), 'reported'), (Span(start=19, end=25), 'approximate')]
    """
    lexicon = load()
    # a look-alike has no entry: re takes 'ſ' for an s
    matches = ((match, lexicon.by_words.get(_fold(match[0]))) for match in lexicon.pattern.finditer(text, start, end))
    return [(Span(*match.span()), hedge) for match, hedge in matches if hedge]


def precision(hedge: str | None) -> str:
    """Return the precision concept of the words kept in ``Quantity.hedge``: the last that is not mere approximation.

    >>> precision("estimated, at least"), precision("around"), precision(None)
    ('at-least', 'approximate', 'exact')
    """
    if not hedge:
        return "exact"
    known = load().by_words
    values = [known[words].value for words in hedge.split(", ") if words in known]
    strong = [value for value in values if value != "approximate"]
    return (strong or values or ["approximate"])[-1]


@cache
def load() -> Lexicon:
    """Read the words once.

    Raises:
        VocabularyError: an axis, concept or place is unknown.

    """
    by_words: dict[str, Hedge] = {}
    places: dict[str, str] = {}
    for hedge, place in _entries(tables.read(ONTOLOGY / _FILE)):
        name = hedge.word.replace("{be} ", "")
        for words in _forms(hedge.word):
            by_words[words] = Hedge(name, hedge.axis, hedge.value)
            places[words] = place
    quantity = {w: h for w, h in by_words.items() if h.axis == "precision" and places[w] != "after-number"}
    after = [words for words in by_words if places[words] == "after-number"]
    suffix = re.compile(rf"\s{{0,2}}({_alternatives(after)})(?!\w|\sthan\b)", re.IGNORECASE)
    return Lexicon(by_words, quantity, suffix, _pattern(places))


def _entries(data: dict[str, dict[str, dict[str, list[str]]]]) -> Iterator[tuple[Hedge, str]]:
    for axis, concepts in data.items():
        for value, groups in concepts.items():
            if value not in AXES.get(axis, ()):
                raise VocabularyError(f"no concept {value!r} on the axis {axis!r}", place=_FILE)
            for place, words in groups.items():
                if place not in PLACES:
                    raise VocabularyError(f"unknown place {place!r}", place=_FILE, hint=f"one of {PLACES}")
                for word in words:
                    yield Hedge(word, axis, value), place


def _forms(words: str) -> list[str]:
    return [words.replace("{be}", be) for be in _BE] if "{be}" in words else [words]


def _alternatives(words: list[str]) -> str:
    """Return a pattern of phrases, the longest first; any white space may part their words.

    They are grouped by their first letter in both cases, so that most places of a text are passed over at once.
    """
    by_letter: dict[str, list[str]] = {}
    for phrase in sorted(words, key=lambda w: (-len(w), w)):
        by_letter.setdefault(phrase[0], []).append(r"\s{1,2}".join(map(re.escape, phrase[1:].split(" "))))
    groups = ((letter, "|".join(rests)) for letter, rests in by_letter.items())
    return "|".join(f"(?-i:[{re.escape(letter + letter.upper())}])(?:{rests})" for letter, rests in groups)


def _pattern(places: Mapping[str, str]) -> re.Pattern[str]:
    anywhere = _alternatives([w for w, place in places.items() if place == "anywhere"])
    before = _alternatives([w for w, place in places.items() if place == "before-number"])
    after = _alternatives([w for w, place in places.items() if place == "after-number" and w[0].isalpha()])
    # 'may' hedges, 'May' is a month
    return re.compile(
        rf"(?<!\w)(?:(?!M(?:ay|AY)\b)(?i:{anywhere})(?!\w)|(?i:{before})(?!\w){_NUMBER_AHEAD}|(?<=[\w%²)]\s)(?i:{after})(?!\w))"
    )


def _fold(words: str) -> str:
    return " ".join(words.lower().split())
