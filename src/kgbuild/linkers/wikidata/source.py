"""Sources of an index: Wikidata's JSON dump, JSON Lines of entities, and tables of names, read as a stream.

A dump is ``[``, one entity a line with a comma at its end, ``]``; JSON Lines are the same without. A table of names has
tab-separated columns: QID, name, and where they are there language and kind (label, alias, title, redirect).
"""

from __future__ import annotations

import bz2
import gzip
import json
import re
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Any

from kgbuild.errors import ReadError
from kgbuild.linkers.wikidata.names import MAX_NAME

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

INSTANCE, SUBCLASS, COUNTRY, LOCATED, COORDINATES = "P31", "P279", "P17", "P131", "P625"
START = ("P571", "P569", "P580", "P585")
END = ("P576", "P3999", "P570", "P582")
AREA, DEMONYM = "P2046", "P1549"
KINDS = ("label", "alias", "title", "redirect", "demonym")
MAX_LINE = 64 << 20
_QID = re.compile(r"Q[1-9][0-9]{0,11}")
_YEAR = re.compile(r"([+-]?)(\d{1,6})-")
_EARTH = "Q2"


@dataclass(frozen=True, slots=True)
class Record:
    """What is kept of an item; identifiers are numbers, years are those of the calendar, negative before our era.

    ``names`` are (text, language or '', kind); ``area`` is in the unit that the item gives, 0 where there is none.
    """

    number: int
    names: tuple[tuple[str, str, str], ...]
    descriptions: Mapping[str, str] = field(default_factory=dict)
    types: tuple[int, ...] = ()
    superclasses: tuple[int, ...] = ()
    countries: tuple[int, ...] = ()
    places: tuple[int, ...] = ()
    coordinates: tuple[float, float] | None = None
    years: tuple[int | None, int | None] = (None, None)
    sitelinks: int = 0


def number(qid: str) -> int:
    """Return the number of an item's identifier; raises ValueError for anything else.

    >>> number("Q423")
    423
    """
    if not _QID.fullmatch(qid):
        raise ValueError(f"not the identifier of an item: {qid[:40]!r}")
    return int(qid[1:])


def lines(path: Path) -> Iterator[str]:
    """Yield the lines of a file, unpacked where its name ends in .gz or .bz2; raises ReadError for a broken one."""
    opened = {".gz": gzip.open, ".bz2": bz2.open}.get(path.suffix, open)
    at = 0
    try:
        with opened(path, "rt", encoding="utf-8") as file:  # type: ignore[operator]
            while line := _line(file):
                at += 1
                yield line
    except (EOFError, OSError, UnicodeDecodeError, ValueError) as error:
        if isinstance(error, FileNotFoundError | PermissionError):
            raise
        raise ReadError(f"cannot be read: {error}", place=f"{path.name}:{at + 1}") from None


def _line(file: IO[str]) -> str:
    line = file.readline(MAX_LINE)
    if len(line) >= MAX_LINE:
        raise ValueError(f"a line of more than {MAX_LINE} characters")
    return line


def record(line: str) -> Record | None:
    r"""Return the item of a line, None where there is none: brackets of a dump, a property, a redirect, no name.

    Raises:
        ValueError: the line is neither JSON nor a row of a names table.

    >>> record("Q2\tEarth").names
    (('Earth', '', 'label'),)
    >>> record('{"type": "item", "id": "Q5", "labels": {"en": {"language": "en", "value": "human"}}},').names
    (('human', 'en', 'label'),)

    """
    text = line.strip().rstrip(",")
    if text in {"", "[", "]"} or text.startswith("#"):
        return None
    if not text.startswith("{"):
        return _row(line.rstrip("\r\n").split("\t"))
    entity = json.loads(text)
    found = entity.get("id")
    if not isinstance(found, str) or not _QID.fullmatch(found):
        return None
    try:
        return _item(int(found[1:]), entity)
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError(f"{found} is not laid out as Wikidata's entities are ({error})") from None


def _row(columns: list[str]) -> Record:
    if len(columns) < 2:
        raise ValueError("neither JSON nor a table of QID and name")
    name, language, kind = (*columns[1:4], "", "")[:3]
    kind = kind or "label"
    if kind not in KINDS:
        raise ValueError(f"{kind[:40]!r} is no kind of name: one of {', '.join(KINDS)}")
    return Record(number(columns[0]), ((_text(name), language, kind),) if name.strip() else ())


def _item(found: int, entity: Mapping[str, Any]) -> Record:
    claims = entity.get("claims") or {}
    points = [value for value in _values(claims, COORDINATES) if str(value.get("globe", _EARTH)).endswith(_EARTH)]
    point = (float(points[0]["latitude"]), float(points[0]["longitude"])) if points else None
    return Record(
        number=found,
        names=tuple(_names(entity, claims)),
        descriptions={lang: _text(one["value"]) for lang, one in (entity.get("descriptions") or {}).items()},
        types=_items(claims, INSTANCE),
        superclasses=_items(claims, SUBCLASS),
        countries=_items(claims, COUNTRY),
        places=_items(claims, LOCATED),
        coordinates=point,
        years=(_year(claims, START), _year(claims, END)),
        sitelinks=len(entity.get("sitelinks") or ()),
    )


def _text(value: str) -> str:
    """Return a text of bounded length without the halves of characters that JSON allows and UTF-8 does not."""
    return value[:MAX_NAME].encode("utf-8", "replace").decode()


def _names(entity: Mapping[str, Any], claims: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    for lang, one in (entity.get("labels") or {}).items():
        yield _text(one["value"]), lang, "label"
    for lang, many in (entity.get("aliases") or {}).items():
        for one in many:
            yield _text(one["value"]), lang, "alias"
    if title := (entity.get("sitelinks") or {}).get("enwiki", {}).get("title"):
        yield _text(title), "en", "title"
    for value in _values(claims, DEMONYM):
        yield _text(value["text"]), value["language"], "demonym"


def _values(claims: Mapping[str, Any], name: str) -> list[Any]:
    """Return the values of a property, those of preferred rank alone where there are any, never deprecated ones."""
    ranked: dict[str, list[Any]] = {}
    for claim in claims.get(name, ()):
        if value := claim["mainsnak"].get("datavalue"):
            ranked.setdefault(claim.get("rank", "normal"), []).append(value["value"])
    return ranked.get("preferred") or ranked.get("normal") or []


def _items(claims: Mapping[str, Any], name: str) -> tuple[int, ...]:
    ids = (value.get("id") or f"Q{value['numeric-id']}" for value in _values(claims, name))
    return tuple(int(found[1:]) for found in ids if _QID.fullmatch(found))


def _year(claims: Mapping[str, Any], names: tuple[str, ...]) -> int | None:
    for name in names:
        for value in _values(claims, name):
            if (found := _YEAR.match(value["time"])) and value.get("precision", 9) >= 9:
                return int(found[1] + found[2])
    return None
