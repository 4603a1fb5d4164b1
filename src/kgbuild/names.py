"""Names: when two are the same, the language tag of one, and its slug for an IRI."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

MAX_SLUG = 80
BASE = "https://example.org/kg/"
"""Where instances are named unless told otherwise: an address that is clearly an example."""

_SCRIPTS = {
    "LATIN": "latn",
    "FULLWIDTH": "latn",
    "HANGUL": "hang",
    "CJK": "hani",
    "HIRAGANA": "jpan",
    "KATAKANA": "jpan",
    "CYRILLIC": "cyrl",
    "GREEK": "grek",
    "ARABIC": "arab",
    "HEBREW": "hebr",
    "DEVANAGARI": "deva",
    "THAI": "thai",
    "KHMER": "khmr",
    "MYANMAR": "mymr",
    "ARMENIAN": "armn",
    "GEORGIAN": "geor",
    "ETHIOPIC": "ethi",
    "TIBETAN": "tibt",
}
_BASE = re.compile(r"""[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|\\^`#?]*/""")
_APOSTROPHES = re.compile("['’ʼ‘`ʻ]")


def is_base(iri: str) -> bool:
    """Tell whether IRIs can be made by adding to this one: absolute, ending in '/', without query and fragment.

    >>> is_base(BASE), is_base("https://example.org/kg#"), is_base("kg/")
    (True, False, False)
    """
    return _BASE.fullmatch(iri) is not None


def tidy(name: str) -> str:
    """Return the name with every run of white space as one blank.

    >>> tidy("  Camp   22 ")
    'Camp 22'
    """
    return " ".join(name.split())


def fold(name: str) -> str:
    """Return the form in which two spellings of one name are equal: NFKC, no case, single blanks.

    >>> fold("North Hamgyong  Province") == fold("North Hamgyong province")
    True
    """
    if name.isascii():
        return tidy(name.lower())
    return unicodedata.normalize("NFKC", tidy(unicodedata.normalize("NFKC", name)).casefold())


def scripts(text: str) -> frozenset[str]:
    """Return the scripts of the letters of a text, as ISO 15924 codes in lower case; 'zyyy' for others.

    >>> sorted(scripts("청진 제25호 (Chongjin)"))
    ['hang', 'latn']
    """
    letters = {c for c in unicodedata.normalize("NFC", text) if c.isalpha()}
    return frozenset(_SCRIPTS.get(unicodedata.name(c, "").split(" ")[0].split("-")[0], "zyyy") for c in letters)


def language(text: str, *, korean: bool = False) -> str:
    """Return the language tag of a name that comes without one.

    A name in Latin script is taken as English, the language of the articles. Chinese characters are Korean
    hanja where ``korean`` says that the entity bears a Korean name too, and of no known language otherwise.

    >>> [language(name) for name in ("Chongjin", "청진", "淸津", "とうきょう", "Воркута")]
    ['en', 'ko-hang', 'und-hani', 'ja', 'und-cyrl']
    """
    found = frozenset() if text.isascii() else scripts(text) - {"latn"}
    if not found:
        return "en"
    if "jpan" in found:
        return "ja"
    if found == {"hang"}:
        return "ko-hang"
    if "hang" in found:
        return "ko"
    if found == {"hani"}:
        return "ko-hani" if korean else "und-hani"
    return f"und-{min(found)}" if len(found) == 1 and "zyyy" not in found else "und"


def digest(text: str, length: int = 6) -> str:
    """Return the first hex digits of a hash of the text: the same on every machine.

    >>> digest("Chongjin")
    'abb09e'
    """
    return hashlib.sha256(text.encode()).hexdigest()[:length]


@lru_cache(maxsize=4096)
def slug(name: str) -> str:
    """Return an ASCII slug of a name: a function of the name alone.

    Accents fall away; letters of other scripts are transliterated, and as that may make two names one, their
    slug ends in a hash of the name.

    >>> slug("Ch'ŏngjin"), slug("Łódź"), slug("陝西") == slug("山西")
    ('chongjin', 'lodz', False)
    """
    folded = fold(name)
    plain = "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))
    marked = not plain.isascii() and not scripts(plain) <= {"latn"}
    if not plain.isascii():
        from anyascii import anyascii  # 40 ms to import, and most names do without

        plain = anyascii(plain)
    words = re.sub(r"[^a-z0-9]+", "-", _APOSTROPHES.sub("", plain.lower())).strip("-")
    if marked or not words or len(words) > MAX_SLUG:
        words = f"{words[:MAX_SLUG].strip('-')}-{digest(folded)}".strip("-")
    return words


def is_plain(name: str) -> bool:
    """Tell whether the slug of a name says the name in full, so that it may keep it when two names share it.

    >>> is_plain("Camp 22"), is_plain("Camp-22"), is_plain("Ch'ŏngjin")
    (True, False, False)
    """
    return slug(name).replace("-", " ") == fold(name)
