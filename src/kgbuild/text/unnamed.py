"""Clauses that speak of a thing without a name: "Its cooling tower is", "Repairs were", "A women's section with"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kgbuild.text import lexicon

if TYPE_CHECKING:
    from collections.abc import Collection

_UNNAMED = re.compile(
    r"(?:^|[;:] |, (?:and|but|while|whereas) )(?:(?:(?:[Ii]n|[Oo]n|[Bb]y) )?<D\d+>,? )?(?:[Ii]ts"
    r"|[Aa]n?|[Ee]ach|[Ee]very|[Oo]ne|[Tt]heir|[Aa]nother)"
    r" ((?:(?!(?:of|in|at|on|for|is|was|were|are|had|has|that|which|and|or)\b)[a-z'’-]+,? ?){1,4})"
)
_OWN_PARTS = frozenset(  # what a site or a body has, told without its name: "Its former headquarters is now"
    ["section", "wing", "block", "department", "division", "directorate", "branch", "unit", "annex", "ward", "hall",
     "subdivision", "headquarters", "building", "tower", "chapel", "subcamp", "sub-camp", "quarry", "workshop",
     "hospital", "cemetery", "museum", "memorial", "court", "gate", "successor", "predecessor"]
)  # fmt: skip
_OF_WHICH = re.compile(
    r", (?:(?:one |some |two |both |all |the [a-z]+ )?of (?:which|whom|these|them)\b"
    r"|the (?:latter|former|other|first|second) (?=being|was|is|has|had|in\b|at\b|by\b|near\b|$))[^;.]*$"
)
_ROOMS = re.compile(  # "Cells, measuring 5 by 6 m, were"
    r"(?:^|; |, (?:and|but|while) )(?:(?:[Tt]he|[Ii]ts|[Ee]ach|[Mm]ost|[Ss]ome|[Aa]ll|[Oo]ther|[Oo]ne|<Qc\d+>) )?"
    r"(?:[A-Za-z-]+ ){0,2}?(?i:cells?|rooms?|huts?|dormitor(?:y|ies)|turbines?|shafts?|galler(?:y|ies)|towers?|wards?"
    r"|cages?|penstocks?|generators?|bunks|vans?|trucks?|trains?|ships?)\b[^;]*$"
)
_WALL_OF = re.compile(  # "The wall of the dam was built"
    r"\b(?:walls?|wings?|fences?|sections?|blocks?|towers?|gates?|roof|ruins|remains|grounds|phase|stage|unit|halls?"
    r"|quarters|edges?|commanders?|wives|guards?|survivors?|victims?|archives?|files?) of (?:the |its )?<_?[A-Z]\d+>"
    r"(?: \([^()]*\))? (?:(?:also|then|later|first|was|were|is|had|been|has) )*$"
)
_BARE_SUBJECT = re.compile(  # "Repairs were completed"
    r"(?:^|; )(?!(?:It|They|He|She|This|These|Those|That|Construction|Building|Work|Works|Operations?|Production"
    r"|Originally|Today|Now|Later|First|Then|Here|There|Once|Never|Others?|Some|Many|Most|Both|All|Inmates|Prisoners|Detainees)\b)"
    r"[A-Z][a-z]{2,}s(?: (?:also|then|later|first|never|soon))? $"
)
_UNKNOWN = re.compile(  # "Trawniki camp was", where Trawniki is not known for a name
    r"(?:^|; )(?!(?:The|This|That|These|Those|It|Its|In|At|On|By|No)\b)[A-Z][\w'’-]+ "
    r"((?:(?!(?:of|in|at|on|for|is|was|were|are|had|has|that|which|and|or)\b)[a-z-]+ ){1,3})"
    r"(?:is |was |has |had |(?:also|then|later|first) ){0,2}$"
)


def thing(before: str, kinds: Collection[str]) -> bool:
    """Tell whether a clause begins with a thing of a fitting class without a name: "Its cooling tower, 60 ft high"."""
    begun = [found.group(1) for found in _UNNAMED.finditer(before)]
    begun += [found.group(1) for found in _UNKNOWN.finditer(before)]
    if not begun:
        return False
    words = begun[-1].replace(",", "").lower().split()
    known = lexicon.load()
    nouns = (known.noun_ending(words[:end]) for end in range(1, len(words) + 1))
    return any(noun is not None and noun[1] in kinds for noun in nouns)


def part(before: str) -> bool:
    """Tell whether a clause begins with a part of something that has no name of its own: "A women's section with"."""
    return bool(_ROOMS.search(before)) or any(
        not _OWN_PARTS.isdisjoint(found.group(1).replace(",", "").split()) for found in _UNNAMED.finditer(before)
    )


def bare(before: str) -> bool:
    """Tell whether a plural that opens a clause is the subject of its verb: "Repairs were".

    >>> bare("Repairs "), bare("The repairs "), bare("They ")
    (True, False, False)
    """
    return bool(_BARE_SUBJECT.search(before))


def side(before: str) -> bool:
    """Tell whether the subject is a piece of what has the name: "The wall of <F0> was".

    >>> side("The wall of <F0> "), side("The size of <F0> ")
    (True, False)
    """
    return bool(_WALL_OF.search(before))


def counted(before: str) -> int | None:
    """Return where a clause begins that speaks of one of the things just counted: "nine offices, of which one was".

    >>> counted("It had <Qc0>, of which the third "), counted("It had <Qc0> ")
    (12, None)
    """
    found = _OF_WHICH.search(before)
    return found.start() if found else None


__all__ = ["bare", "counted", "part", "side", "thing"]
