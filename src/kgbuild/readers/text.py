"""The plain-text form of an article.

    = Title =

    Infobox prison
    - Location: Kent

    A paragraph.

    ==Heading==
    - a bullet

Line ends are read as one code point, as RFC 5147 counts them; nothing else of the text is changed. Only where a
conversion left links of MediaWiki, ``[[page|words]]``, the article has their words, and the way back to the file.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from kgbuild.errors import ReadError
from kgbuild.model import Article, Block, Entry, Infobox, Link, Source, Span
from kgbuild.readers.rendering import Rendering

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import BinaryIO

MEDIA_TYPE: Final = "text/plain"
MAX_BYTES = 16 * 1024 * 1024
SOURCE: Final[Mapping[str, str]] = {
    "url": "url",
    "source": "url",
    "licence": "licence",
    "license": "licence",
    "revision": "revision",
    "revid": "revision",
    "timestamp": "timestamp",
    "retrieved": "retrieved",
    "attribution": "attribution",
    "author": "attribution",
    "id": "page",
}
"""The keys by which records and front matter tell where an article is from, and what a Source calls them."""

_BULLET = re.compile(r"[ \t]*(?:[-*•][ \t]+(?=\S)|\d{1,3}[.)][ \t]+(?=[A-ZÀ-Þ\u0400-\u042f]))")
_TABLE = re.compile(r"[ \t]*(?:\{\||\|[-}| ]|![ !])")  # what conversion left of a table
_ENTRY = re.compile(r"[ \t]*[-*•][ \t]+(?=[^\s:])([^:\n]{1,60}?)[ \t]*:(?!//)[ \t]*")
_BOX_NAME = re.compile(r"(?i:infobox)\b[ \t:]*(.*)$")
_LINK = re.compile(r"\[\[([^\s\[\]|][^\[\]|\n]{0,300})(?:\|([^\s\[\]|][^\[\]|\n]{0,300}))?\]\]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class _Line:
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class _Heading:
    level: int
    words: str
    start: int  # of the words in the line


def stream(file: BinaryIO, name: str) -> Iterator[Article]:
    """Yield the one article of a plain-text file.

    ``name`` is the file's name; the slug comes from its stem, or from the title where there is none ('-').
    Raises ReadError for what is empty, too large, not UTF-8, not text, or without a title.
    """
    text = decode(file.read(MAX_BYTES + 1), name)
    yield _linked(text, name) if _LINK.search(text) else parse(text, name)


def _linked(text: str, name: str) -> Article:
    """Return the article of a text with links of MediaWiki."""
    shown, links, at = Rendering(text), [], 0
    for found in _LINK.finditer(text):
        shown.copy(at, found.start())
        target = " ".join(found[1].replace("_", " ").split())
        links.append(Link(shown.copy(*found.span(found.lastindex or 1)), target[:1].upper() + target[1:]))
        at = found.end()
    shown.copy(at, len(text))
    return replace(parse(shown.text, name), original=shown.original(MEDIA_TYPE), links=tuple(links))


def parse(text: str, name: str, *, slug: str = "", source: Source | None = None) -> Article:
    """Return the article that a text in the plain form is; other readers write that form and have it parsed here.

    ``name`` is the file's, for errors and for the slug, unless ``slug`` is given. Raises ReadError without a title.
    """
    lines = _lines(text)
    title, title_span, rest = _title(lines, name)
    infoboxes, body = _infoboxes(rest)
    stem = PurePath(name).stem if name != "-" else ""
    return Article(
        slug=slug or slugify(stem or title),
        title=title,
        text=text,
        title_span=title_span,
        infoboxes=infoboxes,
        blocks=tuple(_blocks(body)),
        source=source or Source(name=PurePath(name).name),
    )


def slugify(words: str) -> str:
    """Return a stable ASCII slug; letters that have no ASCII form are written as their code points.

    >>> slugify("Ch'ŏngjin camp"), slugify("청진")
    ('ch-ongjin-camp', 'uccad-uc9c4')
    """
    kept = []
    for char in unicodedata.normalize("NFKC", words):
        folded = "".join(c for c in unicodedata.normalize("NFKD", char) if not unicodedata.combining(c))
        kept.append(folded if folded.isascii() else f" u{ord(char):x} " if char.isalnum() else " ")
    return re.sub(r"[^a-z0-9]+", "-", "".join(kept).lower()).strip("-") or "article"


def decode(data: bytes, name: str, first: int = 1) -> str:
    """Return the text of a file, or of its lines from the ``first`` on, with line ends as one code point.

    Raises ReadError for what is empty, larger than MAX_BYTES, not UTF-8, or no text.
    """
    if len(data) > MAX_BYTES:
        place = f"{name}:{first}:1" if first > 1 else name
        raise ReadError(f"the file has more than {MAX_BYTES} bytes", place=place, hint="split it")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + first
        column = len(data[data.rfind(b"\n", 0, error.start) + 1 : error.start].decode("utf-8", "replace")) + 1
        raise ReadError(
            f"not UTF-8: byte 0x{data[error.start]:02x} at byte offset {error.start}",
            place=f"{name}:{line}:{column}",
            hint="save the file as UTF-8",
        ) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if bad := _CONTROL.search(text):
        line = text.count("\n", 0, bad.start()) + first
        column = bad.start() - text.rfind("\n", 0, bad.start())
        raise ReadError(
            f"not text: control character U+{ord(bad.group()):04X}",
            place=f"{name}:{line}:{column}",
            hint="is this a binary file?",
        )
    if not text.strip("\ufeff \t\n"):
        raise ReadError("the file is empty", place=f"{name}:{first}:1")
    return text


def _lines(text: str) -> list[_Line]:
    lines, start = [], 0
    for line in text.split("\n"):
        bare = line.lstrip("\ufeff")
        lines.append(_Line(Span(start + len(line) - len(bare), start + len(line)), bare))
        start += len(line) + 1
    return lines


def _heading(line: str) -> _Heading | None:
    """Read a line as a heading; without a regular expression, which would go back and forth in a line of spaces."""
    bare = line.rstrip(" \t")
    level = len(bare) - len(bare.lstrip("="))
    words = bare[level:-level].strip(" \t") if level else ""
    if not words or level > 6 or not bare.endswith("=" * level):
        return None
    return _Heading(level, words, bare.index(words[0], level))


def _title(lines: list[_Line], name: str) -> tuple[str, Span, list[_Line]]:
    for number, line in enumerate(lines):
        if not line.text.strip():
            continue
        found = _heading(line.text)
        if found and found.level == 1:
            start = line.span.start + found.start
            return found.words, Span(start, start + len(found.words)), lines[number + 1 :]
        raise ReadError("no title", place=f"{name}:{number + 1}:1", hint="begin the file with '= Title ='")
    raise ReadError("no title", place=f"{name}:1:1", hint="begin the file with '= Title ='")


def _infoboxes(lines: list[_Line]) -> tuple[tuple[Infobox, ...], list[_Line]]:
    """Take the infobox blocks out of the lines, leaving a blank one for each."""
    boxes: list[Infobox] = []
    body: list[_Line] = []
    at, lead = 0, True
    while at < len(lines):
        line = lines[at]
        lead = lead and not _heading(line.text)
        name = _box_name(lines, at, lead)
        if name is None:
            body.append(line)
            at += 1
            continue
        entries, at = _entries(lines, at + 1)
        boxes.append(Infobox(name, tuple(entries)))
        body.append(_Line(line.span, ""))  # a paragraph never goes on behind a box
    return tuple(boxes), body


def _box_name(lines: list[_Line], at: int, lead: bool) -> str | None:
    """Return the name of the infobox that begins at this line, or None where none begins."""
    text = lines[at].text.strip()
    following = next((line.text for line in lines[at + 1 : at + 3] if line.text.strip()), "")
    if not text or not _ENTRY.match(following):
        return None
    if named := _BOX_NAME.match(text):
        return named.group(1).strip()
    short = len(text) <= 60 and not _BULLET.match(text) and not _heading(text) and text[-1] not in ".:;,!?"
    return text if lead and short and _ENTRY.match(lines[at + 1].text) else None


def _entries(lines: list[_Line], at: int) -> tuple[list[Entry], int]:
    """Read entries up to the first blank or foreign line; an indented line goes on with the entry before it."""
    entries: list[Entry] = []
    while at < len(lines) and not lines[at].text.strip() and not entries:
        at += 1
    while at < len(lines) and lines[at].text.strip():
        line = lines[at]
        if found := _ENTRY.match(line.text):
            begin = line.span.start
            key = Span(begin + found.start(1), begin + found.end(1))
            end = begin + len(line.text.rstrip())
            entries.append(Entry(found.group(1), key, Span(min(begin + found.end(), end), end)))
        elif entries and (line.text[0] in " \t" or _BULLET.match(line.text)):
            last = entries.pop()
            value = Span(last.value.start, line.span.start + len(line.text.rstrip()))
            entries.append(Entry(last.key, last.key_span, value))
        else:
            break
        at += 1
    return entries, at


def _blocks(lines: list[_Line]) -> Iterator[Block]:
    """Yield paragraphs and bullets with the headings above them; lines that touch make one paragraph.

    Lines of a list with numbers are bullets; what is left of a table is a paragraph of its own.
    """
    open_headings: list[tuple[int, str]] = []
    paragraph: list[_Line] = []
    tabular = False

    def flush() -> Iterator[Block]:
        if paragraph:
            first, last = paragraph[0], paragraph[-1]
            start = first.span.start + len(first.text) - len(first.text.lstrip())
            end = last.span.start + len(last.text.rstrip())
            yield Block(Span(start, end), "paragraph", tuple(words for _, words in open_headings))
            paragraph.clear()

    for line in lines:
        heading = _heading(line.text)
        bullet = _BULLET.match(line.text)
        table = bool(_TABLE.match(line.text))
        if heading or bullet or table != tabular or not line.text.strip():
            yield from flush()
        tabular = table
        if heading:
            open_headings = [(n, words) for n, words in open_headings if n < heading.level]
            open_headings.append((heading.level, heading.words))
        elif bullet:
            span = Span(line.span.start + bullet.end(), line.span.start + len(line.text.rstrip()))
            yield Block(span, "bullet", tuple(words for _, words in open_headings))
        elif line.text.strip():
            paragraph.append(line)
    yield from flush()
