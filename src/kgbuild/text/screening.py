"""What a text has to hold for a pattern to match it, told from the pattern as it is written.

To compile all the expressions that a sentence's words call for takes longer than all the rest of reading an article,
and most of them cannot match: a place is wanted where the sentence names none, or a word that is not there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

Need: TypeAlias = frozenset[str]
"""Strings in lower case of which a text has to hold one."""

_STRINGS = re.compile(r"<?_?[a-z]+")  # what the strings of needs are made of
_LONGEST = 40  # letters of a word; longer ones are read in pieces, and not remembered
_REMEMBERED = 50_000  # words
_TOKEN = re.compile(
    r"""(?P<item><(?P<mark>_\??)?(?:Q(?:\[(?P<dimensions>[a-z]+)\]|(?P<dimension>[a-z]))
        |\[(?P<letters>[A-Z]+)\]|(?P<letter>[A-Z])))
      | \{(?P<slot>\w+:[\w|]+!?)\}
      | \{(?P<macro>[a-z]\w*)\}
      | (?P<optional>[*?]|\{0?,\d*\}) | [+]|\{\d+(?:,\d*)?\}
      | \((?P<look>\?<?[=!]) | \(\?[a-z]+\) | (?P<open>\((?:\?P<\w+>|\?[a-z-]*:)?) | (?P<close>\)) | (?P<bar>\|)
      | \\. | \[\^?\]?[^\]]*\]
      | (?P<word>[A-Za-z]+) | .""",
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Language:
    """What the names in a pattern stand for.

    ``macros`` are expressions by name, ``signs`` the letters of the items that a type of slot takes ("P", "Ql"),
    ``texts`` the expressions of the types of slots that take words; any other type may take all words.
    """

    macros: Mapping[str, str]
    signs: Mapping[str, Sequence[str]]
    texts: Mapping[str, str] = field(default_factory=dict)
    _known: dict[str, tuple[Need, ...]] = field(default_factory=dict)

    def needs(self, pattern: str) -> tuple[Need, ...]:
        """Return what every match of a pattern holds; nothing where nothing can be told.

        >>> language = Language({"was": "is|was"}, {"Person": "P"})
        >>> found = language.needs("{was} (?:built|erected)? by {object:Person}")
        >>> [sorted(need) for need in found]
        [['is', 'was'], ['by'], ['<_p', '<p']]
        """
        found = self._known.get(pattern)
        if found is None:
            found = self._known[pattern] = _Reader(pattern, self).read()
        return found


def met(wanted: Iterable[Need], text: str) -> bool:
    """Tell whether a text, in either case, holds what is needed.

    >>> met([frozenset(["held", "kept"]), frozenset(["<l"])], "He was held in <L1>.")
    True
    """
    bits = _SCREEN.bits(wanted)
    return bits & held(text) == bits


def bits(wanted: Iterable[Need]) -> int:
    """Return needs as one number, to be compared with that of what a text holds.

    >>> wanted = bits([frozenset(["held", "kept"]), frozenset(["<l"])])
    >>> [wanted & held(text) == wanted for text in ("He was held in <L1>.", "He was held by <P1>.")]
    [True, False]
    """
    return _SCREEN.bits(wanted)


@lru_cache(maxsize=4)
def held(text: str) -> int:
    """Return as one number all needs that a text meets, of those that were turned into numbers before."""
    return _SCREEN.held(text)


class _Screen:
    """Tells which needs a text meets, all at once: each has a bit, and so has what a word of the text meets."""

    def __init__(self) -> None:
        self._bits: dict[Need, int] = {}
        self._by_string: dict[str, int] = {}
        self._by_word: dict[str, int] = {}

    def bits(self, needs: Iterable[Need]) -> int:
        """Return the bits of needs; for a need that is new, all that is known of words and texts is forgotten."""
        found = 0
        for need in needs:
            bit = self._bits.get(need)
            if bit is None:
                bit = self._bits[need] = 1 << len(self._bits)
                for string in need:
                    self._by_string[string] = self._by_string.get(string, 0) | bit
                self._by_word.clear()
                held.cache_clear()
            found |= bit
        return found

    def held(self, text: str) -> int:
        """Return the bits of all needs that a text meets, in either case."""
        known = self._by_word
        found = 0
        for word in set(_STRINGS.findall(text.lower())):
            bits = known.get(word)
            found |= self._word(word) if bits is None else bits
        return found

    def _word(self, word: str) -> int:
        """Return the bits of all strings within a word, and remember them where it is no monster."""
        strings = {word[a:b] for a in range(len(word)) for b in range(a + 1, min(len(word), a + _LONGEST) + 1)}
        found = 0
        for string in strings & self._by_string.keys():
            found |= self._by_string[string]
        if len(word) <= _LONGEST and len(self._by_word) < _REMEMBERED:
            self._by_word[word] = found
        return found


_SCREEN = _Screen()


class Screened:
    """An expression that is tried only on texts that hold what each of its matches needs."""

    def __init__(self, expression: re.Pattern[str]) -> None:
        self.expression = expression
        self._wanted = bits(_PLAIN.needs(expression.pattern))

    def finditer(self, text: str, *bounds: int) -> Iterator[re.Match[str]]:
        """Return the matches in a text, within bounds as :meth:`re.Pattern.finditer` takes them."""
        return self.expression.finditer(text, *bounds) if self.may(text) else iter(())

    def search(self, text: str, *bounds: int) -> re.Match[str] | None:
        """Return the first match in a text, within bounds as :meth:`re.Pattern.search` takes them."""
        return self.expression.search(text, *bounds) if self.may(text) else None

    def may(self, text: str) -> bool:
        """Tell whether a text holds what a match needs."""
        return self._wanted & held(text) == self._wanted


class _Reader:
    """Reads a pattern from left to right, alternatives within alternatives."""

    def __init__(self, pattern: str, language: Language) -> None:
        self._tokens = list(_TOKEN.finditer(pattern))
        self._at = 0
        self._language = language

    def read(self) -> tuple[Need, ...]:
        """Return what all alternatives up to the closing bracket have in common."""
        branches: list[list[Need]] = [[]]
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            self._at += 1
            if token["close"]:
                break
            if token["bar"]:
                branches.append([])
            elif token["look"] or token["open"]:
                inner = self.read()
                branches[-1] += () if token["look"] or self._optional() else inner
            else:
                branches[-1] += self._single(token)
        return _common(branches)

    def _single(self, token: re.Match[str]) -> tuple[Need, ...]:
        """Return what a token that is no bracket needs; of a word before '?' or '*', the last letter is optional."""
        word = token["word"]
        if word:
            word = word[:-1] if self._optional() else word
            return (frozenset({word.lower()}),) if len(word) > 1 else ()
        if self._optional():
            return ()
        if token["item"]:
            return (_signs(_letters(token), token["mark"] or ""),)
        if token["slot"]:
            return self._slot(token["slot"])
        if token["macro"]:
            return self._language.needs(self._language.macros.get(token["macro"], ""))
        return ()

    def _slot(self, slot: str) -> tuple[Need, ...]:
        """Return what a slot needs: an item that its types take, or their words; a subject is always resolved."""
        name, _, types = slot.rstrip("!").partition(":")
        branches: list[list[Need]] = []
        for kind in types.split("|"):
            if letters := self._language.signs.get(kind):
                branches.append([_signs(letters, "" if name == "subject" else "_?")])
            else:
                branches.append([*self._language.needs(self._language.texts.get(kind, ""))])
        return _common(branches)

    def _optional(self) -> bool:
        """Tell whether what was read last may be left out, and step over the sign that says so."""
        if self._at < len(self._tokens) and self._tokens[self._at]["optional"]:
            self._at += 1
            return True
        return False


def _letters(token: re.Match[str]) -> Sequence[str]:
    """Return the letters of an item in a pattern, with those of the dimensions of a quantity."""
    if dimensions := token["dimensions"] or token["dimension"]:
        return [f"Q{dimension}" for dimension in dimensions]
    return token["letters"] or token["letter"]


def _signs(letters: Sequence[str], mark: str) -> Need:
    """Return how items of these letters begin in a masked text in lower case; a ``mark`` is "", "_" or "_?"."""
    marks = ("", "_") if mark == "_?" else (mark,)
    return frozenset(f"<{mark}{letter.lower()}" for letter in letters for mark in marks)


def _common(branches: list[list[Need]]) -> tuple[Need, ...]:
    """Return what one of several alternatives needs: of each the need that is hardest to meet, taken together."""
    if len(branches) == 1:
        return tuple(dict.fromkeys(branches[0]))
    if not all(branches):
        return ()
    return (frozenset().union(*(max(needs, key=_hardness) for needs in branches)),)


def _hardness(need: Need) -> tuple[int, int, list[str]]:
    return min(map(len, need)), -len(need), sorted(need)


_PLAIN = Language({}, {})  # of an expression without names
