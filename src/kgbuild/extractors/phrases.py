"""What phrases say: of what kind a thing is, in which language, which initials, which way back."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

import babel

from kgbuild.model import Mention

_LEADING: Final = re.compile(
    r"(?:(?:the|an?|its|another|such|only|one|single|so-called|very|most|once|now|then|also|just"
    r"|merely|still|new|old|former"
    r"|second-|third-|(?:second|third|fourth|fifth)(?=[ -][a-z]+est)|[a-z]+est"
    r"|<Qc?\d+>|first|last|next|same|more|[a-z]+['’]s|well-known|notorious|infamous|famous|notable|important"
    r"|typical)[ -])+",
    re.IGNORECASE,
)
_KEPT: Final = frozenset(["forest", "harvest", "interest", "west", "northwest", "southwest", "rest", "guest", "test"])
_CUT: Final = re.compile(
    r" of(?: (?!war\b)|$)| (?:in|at|on|for|to|by|from|with|that|which|whose|where) | (?:set up|founded"
    r"|established|created|formed|run"
    r"|owned|led|based|opened|built|held|used|belonging|managed|operated|located|situated"
    r"|reserved|designed|intended|near)\b"
)
_SCRIPTS: Final = {
    **dict.fromkeys(["hangul", "chosŏn'gŭl", "chosŏn’gŭl", "chosongul", "chosŏn'gul", "hangeul"], "ko-hang"),
    **dict.fromkeys(["hanja", "hancha"], "ko-hani"),
    **dict.fromkeys(["mr", "m-r", "mccune–reischauer", "mccune-reischauer"], "ko-latn-x-mr"),
    **dict.fromkeys(["rr", "revised romanization"], "ko-latn-t-ko-hang-m0-mcst"),
    **dict.fromkeys(["pinyin", "hanyu pinyin"], "zh-latn-pinyin"),
    **dict.fromkeys(["wade–giles", "wade-giles"], "zh-latn-wadegile"),
    "simplified chinese": "zh-hans",
    "traditional chinese": "zh-hant",
    "kanji": "ja-jpan",
    "khmer": "km",
}
_STEP: Final = {"north": "south", "south": "north", "east": "west", "west": "east", "up": "down", "down": "up"}


def kind(masked: str, start: int, end: int) -> tuple[int, int]:
    """Return the stretch of a noun phrase that says of what kind a thing is, without rank, number and what it is of.

    >>> text = "the largest prison camp of its kind"
    >>> text[slice(*kind(text, 0, len(text)))]
    'prison camp'
    """
    while leading := _LEADING.match(masked, start, end):
        first = masked[start : leading.end()].split()[-1].strip("-").lower()
        if leading.end() >= end or first in _KEPT:
            break
        start = leading.end()
    cut = _CUT.search(masked, start, end)
    return start, cut.start() if cut else end


def abbreviates(short: str, name: str) -> bool:
    """Tell whether capitals are the initials of a name's words, some left out.

    >>> abbreviates("PCC", "Primeiro Comando da Capital"), abbreviates("HRNK", "North Korea")
    (True, False)
    """
    initials = iter(re.findall(r"\b[^\W\d_]", name.lower()))
    return all(letter in initials for letter in re.findall(r"[^\W\d_]", short.lower()))


@cache
def _languages() -> dict[str, str]:
    return {name.lower(): code for code, name in babel.Locale("en").languages.items()}


def language(name: str) -> str:
    """Return the tag of a language, script or romanization by its English name, or the name where there is none.

    >>> language("Afrikaans"), language("Hanja"), language("Dwarvish")
    ('af', 'ko-hani', 'Dwarvish')
    """
    return _SCRIPTS.get(name.lower()) or _languages().get(name.lower(), name)


def first_named(relative: Mention, text: str) -> Mention:
    """Return a relative by the first name that another person bears: a son Mohamed is not Mohamed Lghalou."""
    said = " ".join(relative.span.of(text).split())
    another = " " not in said and " " in relative.name and relative.name.split()[0] == said
    return Mention(relative.span, said, relative.kind) if another else relative


def opposite(direction: str) -> str:
    """Return the direction back.

    >>> opposite("northwest"), opposite("downstream"), opposite("due south")
    ('southeast', 'upstream', 'due north')
    """
    return re.sub("north|south|east|west|up|down", lambda found: _STEP[found.group()], direction.lower())


__all__ = ["abbreviates", "first_named", "kind", "language", "opposite"]
