"""What a text has to hold for a pattern to match it, told from the pattern as it is written.

To compile all the expressions that a sentence's words call for takes longer than all the rest of reading an article,
and most of them cannot match: a place is wanted where the sentence names none, or a word that is not there.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Need: TypeAlias = frozenset[str]
"""Strings in lower case of which a text has to hold one."""

_TOKEN = re.compile(
    r"""(?P<item><(?:_\??)?(?:\[(?P<letters>[A-Z]+)\]|(?P<letter>[A-Z])))
      | \{(?P<slot>\w+:[\w|]+!?)\}
      | \{(?P<macro>[a-z]\w*)\}
      | (?P<optional>[*?]|\{0?,\d*\}) | [+]|\{\d+(?:,\d*)?\}
      | \((?P<look>\?<?[=!]) | \(\?[a-z]+\) | (?P<open>\((?:\?P<\w+>|\?[a-z-]*:)?) | (?P<close>\)) | (?P<bar>\|)
      | \\. | \[\^?\]?[^\]]*\]
      | (?P<word>[A-Za-z]+) | .""",
    re.VERBOSE | re.DOTALL,
)


def needs(pattern: str, macros: tuple[tuple[str, str], ...], letters: Mapping[str, str]) -> tuple[Need, ...]:
    """Return what every match of a pattern holds; nothing where nothing can be told.

    ``letters`` are those of the masked text for a type of slot; a type that is not among them may take any words.

    >>> found = needs("{was} (?:built|erected)? by {object:Person}", (("was", "is|was"),), {"Person": "P"})
    >>> [sorted(need) for need in found]
    [['is', 'was'], ['by'], ['<_p', '<p']]
    """
    return _Reader(pattern, macros, letters).read()


def met(wanted: Iterable[Need], text: str) -> bool:
    """Tell whether a text, in either case, holds what is needed; what was asked of the last text is remembered.

    >>> met([frozenset(["held", "kept"]), frozenset(["<l"])], "He was held in <L1>.")
    True
    """
    folded, answers = _last(text)
    for need in wanted:
        held = answers.get(need)
        if held is None:
            held = answers[need] = any(words in folded for words in need)
        if not held:
            return False
    return True


@lru_cache(maxsize=1)
def _last(text: str) -> tuple[str, dict[Need, bool]]:
    return text.lower(), {}


class _Reader:
    """Reads a pattern from left to right, alternatives within alternatives."""

    def __init__(self, pattern: str, macros: tuple[tuple[str, str], ...], letters: Mapping[str, str]) -> None:
        self._tokens = list(_TOKEN.finditer(pattern))
        self._at = 0
        self._macros, self._letters = macros, letters

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
            return (_signs(token["letters"] or token["letter"]),)
        if token["slot"]:
            return self._slot(token["slot"])
        if token["macro"]:
            expressions = dict(self._macros)
            return _macro(expressions.get(token["macro"], ""), self._macros, tuple(self._letters.items()))
        return ()

    def _slot(self, slot: str) -> tuple[Need, ...]:
        types = slot.partition(":")[2].rstrip("!").split("|")
        found = [self._letters.get(kind, "") for kind in types]
        return (_signs("".join(found)),) if all(found) else ()

    def _optional(self) -> bool:
        """Tell whether what was read last may be left out, and step over the sign that says so."""
        if self._at < len(self._tokens) and self._tokens[self._at]["optional"]:
            self._at += 1
            return True
        return False


@cache
def _macro(
    expression: str, macros: tuple[tuple[str, str], ...], letters: tuple[tuple[str, str], ...]
) -> tuple[Need, ...]:
    return needs(expression, macros, dict(letters))


def _signs(letters: str) -> Need:
    """Return how items of these letters begin in a masked text in lower case, resolved or not."""
    return frozenset(f"<{mark}{letter.lower()}" for letter in letters for mark in ("", "_"))


def _common(branches: list[list[Need]]) -> tuple[Need, ...]:
    """Return what one of several alternatives needs: of each the need that is hardest to meet, taken together."""
    if len(branches) == 1:
        return tuple(dict.fromkeys(branches[0]))
    if not all(branches):
        return ()
    return (frozenset().union(*(max(needs, key=_hardness) for needs in branches)),)


def _hardness(need: Need) -> tuple[int, int, list[str]]:
    return min(map(len, need)), -len(need), sorted(need)
