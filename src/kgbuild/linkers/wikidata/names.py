"""The forms under which a name is looked for: plain, without its article, singular, romanized, as initials.

All keys are functions of the name alone, the same when an index is built and when it is asked.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

MAX_NAME = 250
"""Longer names, in code points, are cut: no name of an item is longer."""
ARTICLES = frozenset({"the", "a", "an", "its", "his", "her", "their"})
SMALL = frozenset(
    {"of", "the", "and", "for", "in", "on", "de", "la", "le", "du", "des", "von", "van", "at", "to", "a", "y"}
)
_APOSTROPHES = re.compile("['’ʼ‘`ʻ′\"“”„«»]")
_OTHER = re.compile(r"[^a-z0-9]+")
_POSSESSIVE = re.compile(r"['’]s\b|(?<=s)['’](?=\s|$)")
_TWICE = re.compile(r"([a-z])\1+")
_SOFT = re.compile("[aeiouwy ]")
_SPELLINGS = ("eo", "o"), ("eu", "u"), ("ch", "j"), ("sh", "s")
_SOUNDS = str.maketrans({"g": "k", "d": "t", "b": "p", "j": "c", "r": "l", "q": "k", "z": "c", "v": "p"})


@lru_cache(65536)
def plain(name: str) -> str:
    """Return the name in lower-case ASCII words without accents, marks and apostrophes.

    Initials are joined to nothing, '&' is 'and'; other scripts are transliterated.

    >>> plain("Kae'chŏn No. 14"), plain("J.B. Priestley") == plain("J. B. Priestley"), plain("Spanish–American War")
    ('kaechon no 14', True, 'spanish american war')
    """
    text = unicodedata.normalize("NFKD", name[:MAX_NAME].replace("&", " and ").replace("ß", "ss"))
    text = "".join(c for c in text if not unicodedata.combining(c))
    if not text.isascii():
        from anyascii import anyascii  # 40 ms to import, and most names do without

        text = anyascii(unicodedata.normalize("NFC", text))
    return _OTHER.sub(" ", _APOSTROPHES.sub("", text.casefold())).strip()


def words(name: str) -> tuple[str, ...]:
    """Return the words of the plain form."""
    return tuple(plain(name).split())


def bare(name: str) -> str:
    """Return the plain form without a leading article, quotation marks and possessive endings.

    >>> bare("the United States"), bare("London's West End"), bare('"Billboard" Hot 100')
    ('united states', 'london west end', 'billboard hot 100')
    """
    found = words(_POSSESSIVE.sub("", name))
    while len(found) > 1 and found[0] in ARTICLES:
        found = found[1:]
    return " ".join(found)


def singular(word: str) -> str:
    """Return a word without the ending of an English plural, as far as its letters tell.

    >>> [singular(word) for word in ("moths", "counties", "churches", "glass", "census")]
    ['moth', 'county', 'church', 'glass', 'census']
    """
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def stem(name: str) -> str:
    """Return the bare form with each word in the singular: equal for 'sports shooters' and 'sport shooter'."""
    return " ".join(singular(word) for word in bare(name).split())


@lru_cache(65536)
def romanized(name: str) -> str:
    """Return a form that is the same in the usual romanizations of Korean and where they are mixed.

    It takes McCune-Reischauer, with or without its marks, the Revised Romanization, and Hangul, and is coarser than
    any of them: names that share it are alike in sound, not the same.

    >>> len({romanized(name) for name in ("Kaechon", "Kae'chŏn", "Gaecheon", "개천")})
    1
    >>> romanized("Ch'ŏngjin") == romanized("Cheongjin") == romanized("Chongjin") != romanized("Chongori")
    True
    """
    return " ".join(_sounds(word) for word in bare(name).split())


def _sounds(word: str) -> str:
    for spelling, sound in _SPELLINGS:
        word = word.replace(spelling, sound)
    return _TWICE.sub(r"\1", word.translate(_SOUNDS)) if word.isalpha() else word


def consonants(name: str) -> str:
    """Return the consonants of the romanized form, the key of names that differ in a vowel; empty for fewer than four.

    >>> consonants("Tarumanagara") == consonants("Tarumanegara"), consonants("Seoul")
    (True, '')
    """
    found = _SOFT.sub("", romanized(name))
    return found if len(found) >= 4 else ""


def initials(name: str) -> str:
    """Return the initials of a name's words but the small ones; empty for fewer than two.

    >>> initials("National Collegiate Athletic Association"), initials("Bank of England"), initials("Seoul")
    ('ncaa', 'be', '')
    """
    found = [word for word in words(name) if word not in SMALL]
    return "".join(word[0] for word in found) if 1 < len(found) <= 8 else ""


def is_initials(name: str) -> bool:
    """Tell whether a name looks like initials.

    >>> [is_initials(name) for name in ("NCAA", "U.S.", "Ray", "CIAM")]
    [True, True, False, True]
    """
    letters = [c for c in name if c.isalpha()]
    return 1 < len(letters) <= 8 and " " not in name.strip() and all(c.isupper() for c in letters)


def trigrams(text: str) -> frozenset[str]:
    """Return the runs of three characters of a text with its borders."""
    padded = f"  {text} "
    return frozenset(padded[i : i + 3] for i in range(len(padded) - 2))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return Dice's coefficient of two sets: 0 for nothing in common, 1 for equal.

    >>> likeness(trigrams("urmia"), trigrams("urmia")), likeness(trigrams("urmia"), trigrams("oslo"))
    (1.0, 0.0)
    """
    return 2 * len(one & other) / ((len(one) + len(other)) or 1)


def plain_words(text: str) -> list[str]:
    """Return the words of a text of any length in their plain form, possessive endings left out."""
    parts = _POSSESSIVE.sub("", text).split()
    return [word for part in parts for word in plain(part).split()]
