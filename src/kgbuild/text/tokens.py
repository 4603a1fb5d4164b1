"""Words and punctuation with offsets."""

from __future__ import annotations

import re
from dataclasses import dataclass

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
_POSSESSIVE = re.compile(r"['’]s$")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or sign of the text."""

    start: int
    end: int
    text: str

    @property
    def lower(self) -> str:
        """The word in lower case, with plain hyphens."""
        return self.text.lower().replace("‑", "-")

    @property
    def capital(self) -> bool:
        """Tell whether it begins with an upper-case letter."""
        return self.text[0].isupper()

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
    for found in _TOKEN.finditer(text, start, end):
        begin, stop, words = found.start(), found.end(), found.group()
        if (
            words.endswith(".")
            and words[0].isalpha()
            and "." not in words[:-1]
            and not _FULL_STOP_WORDS.fullmatch(words)
        ):
            tokens.extend(_possessive(begin, stop - 1, words[:-1]))
            tokens.append(Token(stop - 1, stop, "."))
        else:
            tokens.extend(_possessive(begin, stop, words))
    return tokens


def _possessive(start: int, end: int, words: str) -> list[Token]:
    if found := _POSSESSIVE.search(words):
        cut = start + found.start()
        return [Token(start, cut, words[: found.start()]), Token(cut, end, found.group())]
    return [Token(start, end, words)]
