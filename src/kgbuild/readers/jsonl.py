"""JSON Lines: an article a line, with ``title`` and ``text``, and what is known of its source.

Known keys are ``title``, ``text``, ``slug`` and those of ``text.SOURCE``; others are passed over. The text is prose, or
an article in the plain form. A record with neither title nor text, as of a table of facts, is skipped.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from kgbuild.errors import ReadError
from kgbuild.model import Article, Source, Span
from kgbuild.readers import terms, text
from kgbuild.readers.rendering import Rendering

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from typing import BinaryIO

MEDIA_TYPE: Final = "application/json"

_DECODER: Final = json.JSONDecoder()
_SPACE: Final = re.compile(r"[ \t\n\r]*")
_PARTS: Final = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|[^\\]+")
_LONGEST_HEADING: Final = 40
_TITLED: Final = re.compile(r"\s*=[^=\n]")


@dataclass(frozen=True, slots=True)
class _Value:
    """A value of a record, and where it stands in the line."""

    value: object
    span: Span

    def words(self) -> str:
        """Return a string or a number as words, nothing for what is neither."""
        return str(self.value) if isinstance(self.value, str | int | float) and not isinstance(self.value, bool) else ""


@dataclass(frozen=True, slots=True)
class _Words:
    value: str
    span: Span


def stream(file: BinaryIO, name: str) -> Iterator[Article | ReadError]:
    """Yield the article of each line, and an error with its place for each line that holds none."""
    number = 0
    while line := file.readline(text.MAX_BYTES + 1):
        number += 1
        try:
            words = text.decode(line, name, number) if line.strip() else ""
            if words:
                yield article(words.rstrip("\n"), name, number)
        except ReadError as error:
            yield error
            while line and not line.endswith(b"\n"):  # the rest of a line that is too long
                line = file.readline(text.MAX_BYTES)
    if not number:
        raise ReadError("the file is empty", place=f"{name}:1:1")


def article(line: str, name: str, number: int = 1) -> Article:
    """Return the article of one line, the ``number``-th of its file. Raises ReadError."""
    record = _record(line, f"{name}:{number}")
    if not record.keys() & {"title", "text"}:
        reason = f"record of {PurePath(name).name} without title and text"
        return Article("", "", "", Span(0, 0), source=Source(name=PurePath(name).name), kind="skipped", target=reason)
    title, body = (_words(record, key, f"{name}:{number}") for key in ("title", "text"))
    page = Rendering(line)
    if not _TITLED.match(body.value):
        page.put("= ", 0, 0)
        _copy(page, title, one_line=True)
        page.put(" =\n\n", 0, 0)
    _copy(page, body, ends=_headings(body.value))
    known = {text.SOURCE[key]: value.words() for key, value in reversed(record.items()) if key in text.SOURCE}
    source = terms.completed(Source(name=PurePath(name).name, **known))
    slug = record["slug"].words() if "slug" in record else ""
    made = text.parse(page.text, f"{name}:{number}", slug=text.slugify(slug or title.value), source=source)
    return replace(made, original=page.original(MEDIA_TYPE, number))


def _words(record: Mapping[str, _Value], key: str, place: str) -> _Words:
    found = record.get(key)
    if found is None or not isinstance(found.value, str) or not found.value.strip():
        raise ReadError(f"no {key}", place=f"{place}:1", hint='each line has a "title" and a "text" of words')
    return _Words(found.value, found.span)


def _record(line: str, place: str) -> dict[str, _Value]:
    """Return the values of an object by key, with their places; of keys told twice the last counts, as in JSON."""
    found: dict[str, _Value] = {}
    try:
        at = _after(line, 0, "{")
        while line[at : at + 1] != "}":
            key, at = _string(line, at)
            at = _after(line, at, ":")
            value, end = _DECODER.raw_decode(line, at)
            found[key] = _Value(value, Span(at, end))
            at = _space(line, end)
            at = _after(line, at, ",") if line[at : at + 1] != "}" else at
        if rest := line[at + 1 :].strip():
            raise json.JSONDecodeError("more than one value", line, line.index(rest, at + 1))
    except json.JSONDecodeError as error:
        problem = f"not JSON: {error.msg}"
        raise ReadError(problem, place=f"{place}:{error.pos + 1}", hint="write one object a line") from None
    except ValueError as error:  # a number of thousands of digits
        raise ReadError(f"not JSON: {error}", place=f"{place}:1", hint="write one object a line") from None
    except RecursionError:
        raise ReadError("not read: nested too deep", place=f"{place}:1", hint="write one flat object a line") from None
    return found


def _string(line: str, at: int) -> tuple[str, int]:
    if line[at : at + 1] != '"':
        raise json.JSONDecodeError("a key is wanted in double quotes", line, at)
    value, end = _DECODER.raw_decode(line, at)
    return str(value), end


def _after(line: str, at: int, sign: str) -> int:
    """Return where what follows a sign begins, which has to stand here."""
    at = _space(line, at)
    if line[at : at + 1] != sign:
        raise json.JSONDecodeError(f"{sign!r} is wanted", line, at)
    return _space(line, at + 1)


def _space(line: str, at: int) -> int:
    found = _SPACE.match(line, at)
    return found.end() if found else at


def _headings(value: str) -> frozenset[int]:
    r"""Return the line ends, by their number, of short lines that are no sentences and begin a passage.

    >>> sorted(_headings("A prison.\n\nHistory\nIt was opened in 1830.\n\nIt was large,\nNo more."))
    [2]
    """
    lines = [line.strip() for line in value.split("\n")]
    return frozenset(
        number
        for number, (line, after) in enumerate(pairwise(lines))
        if (not number or not lines[number - 1])
        and 0 < len(line) <= _LONGEST_HEADING
        and line[0].isupper()
        and (line[-1].isalnum() or line[-1] == ")")
        and after[:1].isupper()
    )


def _copy(page: Rendering, words: _Words, *, one_line: bool = False, ends: Collection[int] = ()) -> None:
    """Write a JSON string as its words, escapes one by one; no control characters, and no halves of characters.

    What ends at one of the line ends ``ends`` is set apart.
    """
    number = 0
    for part in _PARTS.finditer(page.source, words.span.start + 1, words.span.end - 1):
        if part.group().startswith("\\"):
            shown = _shown(json.loads(f'"{part.group()}"'), one_line=one_line)
            page.put("\n\n" if shown == "\n" and number in ends else shown, *part.span())
            number += shown == "\n"
        else:
            page.copy(*part.span())


def _shown(char: str, *, one_line: bool) -> str:
    if char in "\n\t\r":
        return " " if one_line or char == "\t" else "\n" if char == "\n" else ""
    if len(char) == 1 and "\ud800" <= char <= "\udfff":
        return "\ufffd"
    return "" if char < " " or char == "\x7f" else char
