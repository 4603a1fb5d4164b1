"""Values that are lost from a sentence: "it was opened in and closed in 1956" does not say when it was opened."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kgbuild.model import Date

if TYPE_CHECKING:
    from kgbuild.model import Claim

_LOST: Final = re.compile(r"\b(?:[a-z]+ed|built|born|begun) (?:in|on|since|until|by)(?: (?:and|or|but)\b| ?[,;)])")
LOST: Final = "its date is lost"


def lost(claim: Claim, match: re.Match[str]) -> str | None:
    """Return why a date is none of its claim: in the words of the match a preposition has lost the date it leads."""
    return LOST if isinstance(claim.object, Date) and _LOST.search(match.group()) else None


__all__ = ["lost"]
