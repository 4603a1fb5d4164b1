"""What of a noun phrase says the kind of a thing, and which way is opposite to which."""

from __future__ import annotations

import re
from typing import Final

_LEADING: Final = re.compile(
    r"(?:(?:the|an?|its|another|such|only|one|single|so-called|very|most|once|now|then|also|just|merely|still|new|old|former"
    r"|second-|third-|(?:second|third|fourth|fifth)(?=[ -][a-z]+est)|[a-z]+est"
    r"|<Qc?\d+>|first|last|next|same|more|well-known|notorious|infamous|famous|notable|important|typical)[ -])+",
    re.IGNORECASE,
)
_KEPT: Final = frozenset(["forest", "harvest", "interest", "west", "northwest", "southwest", "rest", "guest", "test"])
_CUT: Final = re.compile(r" of (?!war\b)| in | at | on | for ")
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


def opposite(direction: str) -> str:
    """Return the direction back.

    >>> opposite("northwest"), opposite("downstream"), opposite("due south")
    ('southeast', 'upstream', 'due north')
    """
    return re.sub("north|south|east|west|up|down", lambda found: _STEP[found.group()], direction.lower())


__all__ = ["kind", "opposite"]
