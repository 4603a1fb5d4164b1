"""The template of coordinates: degrees, minutes and seconds, or decimal degrees."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kgbuild.readers.wikitext.atoms import Atom, Point, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kgbuild.readers.wikitext.call import Call, Shower

_DECIMAL: Final = re.compile(r"[-−+]?\d{1,3}(?:\.\d{1,12})?")
_MARKS: Final = "°′″"


def coordinates(call: Call) -> list[Atom] | None:
    """Show a point as pages do, '36°0′56″N 114°44′16″W'; one that the page shows only beside its title is a mark."""
    shown = point([words(given) for given in call.positional()])
    if not shown:
        return None
    where = call.words("display").replace(" ", "").lower()
    if where in {"title", "t", "title,inline", "inline,title", "it", "ti"}:
        mark = Point(shown)
        inline = "" if where in {"title", "t"} and not call.page.in_box else shown
        return [Atom(inline, call.template.start, call.template.end, mark=mark)]
    return [call.put(shown)]


def point(given: list[str]) -> str:
    """Return how arguments of a point are shown; empty where they give none.

    >>> point(["36", "0", "56", "N", "114", "44", "16", "W", "type:landmark"]), point(["39.5", "-125.25"])
    ('36°0′56″N 114°44′16″W', '39.5°N 125.25°W')
    """
    sides = [n for n, said in enumerate(given[:9]) if said.upper() in {"N", "S", "E", "W", "O"}]
    if len(sides) >= 2 and 1 <= sides[0] <= 3 and 1 <= sides[1] - sides[0] - 1 <= 3:
        first = _side(given[: sides[0]], given[sides[0]])
        second = _side(given[sides[0] + 1 : sides[1]], given[sides[1]])
        return f"{first} {second}" if first and second else ""
    if sides or len(given) < 2 or not all(_DECIMAL.fullmatch(said) for said in given[:2]):
        return ""
    north, east = (said.replace("−", "-") for said in given[:2])
    if abs(float(north)) > 90 or abs(float(east)) > 360:
        return ""
    return (
        f"{north.lstrip('+-')}°{'S' if north[0] == '-' else 'N'} {east.lstrip('+-')}°{'W' if east[0] == '-' else 'E'}"
    )


def _side(parts: list[str], letter: str) -> str:
    if not all(re.fullmatch(r"\d{1,3}(?:\.\d{1,12})?", part) for part in parts):
        return ""
    shown = "".join(part + mark for part, mark in zip(parts, _MARKS, strict=False))
    return shown + letter.upper().replace("O", "E")


READERS: Final[Mapping[str, Shower]] = {"coordinates": coordinates}
