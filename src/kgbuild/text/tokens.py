"""Words and punctuation with offsets."""

from __future__ import annotations

import re
from typing import NamedTuple

_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}"  # U.S.
    r"|\d+(?:st|nd|rd|th)\b"  # 9th
    r"|\d[\d.,]*\d|\d"
    r"|[^\W\d_](?:[^\W_]|['’ʼʻ‘`](?=[^\W_])|[-‑](?=[^\W_]))*\.?"
    r"|\S"
)
_FULL_STOP_WORDS = re.compile(
    r"(?:[A-Z]|No|Nos|Nr|St|Mt|Gen|Col|Lt|Maj|Capt|Sgt|Dr|Prof|Mr|Mrs|Ms|Jr|Sr|Gov|Sen|Rev)\."
)
_ARTICLES = frozenset(["al", "el", "ad", "an", "ar", "as", "at", "az"])
_POSSESSIVES = ("'s", "’s")


class Token(NamedTuple):
    """A word, number or sign of the text; ``lower`` is it in lower case, with plain hyphens."""

    start: int
    end: int
    text: str
    lower: str

    @property
    def capital(self) -> bool:
        """Tell whether it begins with an upper-case letter, be it after an Arabic article: "al-Libi"."""
        text = self.text
        return text[0].isupper() or (text[2:3] == "-" and text[3:4].isupper() and text[:2] in _ARTICLES)

    @property
    def word(self) -> bool:
        """Tell whether it begins with a letter."""
        return self.text[0].isalpha()


def tokenize(text: str, start: int, end: int) -> list[Token]:
    """Split a stretch of the text; a possessive ending is a token of its own, a full stop only ends known short forms.

    >>> [t.text for t in tokenize("The camp's No. 5 gate of St. Louis, U.S.", 0, 40)]
    ['The', 'camp', "'s", 'No.', '5', 'gate', 'of', 'St.', 'Louis', ',', 'U.S.']
    """
    tokens: list[Token] = []
    new = tuple.__new__
    for found in _TOKEN.finditer(text, start, end):
        words = found.group()
        at = found.start()
        if words.isalnum():  # neither a full stop nor a possessive ending
            tokens.append(new(Token, (at, at + len(words), words, words.lower())))
            continue
        for part in _parts(words):
            tokens.append(Token(at, at + len(part), part, part.lower().replace("‑", "-")))
            at += len(part)
    return tokens


def _parts(words: str) -> tuple[str, ...]:
    """Cut off a full stop that ends no short form, and before it a possessive ending."""
    stop = words[-1] == "." and words[0].isalpha() and "." not in words[:-1] and not _FULL_STOP_WORDS.fullmatch(words)
    word = words[:-1] if stop else words
    if len(word) > 2 and word.endswith(_POSSESSIVES):
        return (word[:-2], word[-2:], ".") if stop else (word[:-2], word[-2:])
    return (word, ".") if stop else (word,)
