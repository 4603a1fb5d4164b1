"""Markdown (CommonMark with tables and footnotes); YAML front matter has the title and what is known of the source.

It is written in the plain form: headings, paragraphs, bullets; a table of two columns in the lead is an infobox.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import accumulate
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

import yaml
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from kgbuild.errors import ReadError
from kgbuild.model import Link, Reference, Source, Span
from kgbuild.readers import terms, text
from kgbuild.readers.rendering import Rendering

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import BinaryIO

    from markdown_it.token import Token

    from kgbuild.model import Article

MEDIA_TYPE: Final = "text/markdown"
MAX_FRONT: Final = 64 * 1024
"""Characters of front matter that are read."""
MAX_BYTES: Final = 4 * 1024 * 1024
MAX_BLOCK: Final = 32 * 1024
"""Characters without an empty line that are read: the parser takes the square of some."""

_MAX_MARKS: Final = 2000

_MARKS: Final = re.compile(r"(?:\[\^[^\]\n]{1,99}\]|<[^<>\n]{0,300}>|\d{1,9}[.)]|[\s*_~`>|#\\\[\]!:-])*")
_TARGET: Final = re.compile(r"[*_~`]*(?:\](?:\((?:[^()\\\n]|\\.|\([^()\n]*\))*\)|\[[^\[\]\n]*\])?|>)")
_BREAK: Final = re.compile(r"<br\s*/?>", re.IGNORECASE)


def stream(file: BinaryIO, name: str) -> Iterator[Article]:
    """Yield the one article of a Markdown file; its title is its first heading, or that of the front matter.

    Raises ReadError as for plain text.
    """
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise ReadError(f"the file has more than {MAX_BYTES} bytes", place=name, hint="split it")
    yield article(text.decode(data, name), name)


def article(markdown: str, name: str) -> Article:
    """Return the article that a text in Markdown is. Raises ReadError."""
    _bounded(markdown, name)
    tokens = _parser().parse(markdown)
    front = next((t.content for t in tokens[:1] if t.type == "front_matter"), "")
    known = _front_matter(front, name) if front else {}
    page = _Page(Rendering(markdown), [0, *accumulate(len(line) + 1 for line in markdown.split("\n"))])
    notes = _blocks(page, tokens, known.get("title", ""))
    told = {text.SOURCE[key]: value for key, value in known.items() if key in text.SOURCE}
    source = terms.completed(Source(name=PurePath(name).name, **told))
    made = text.parse(page.out.text, name, slug=text.slugify(known["slug"]) if "slug" in known else "", source=source)
    return replace(
        made,
        original=page.out.original(MEDIA_TYPE),
        links=tuple(page.links),
        references=tuple(replace(notes[number], at=at) for at, number in page.notes if number in notes),
    )


def _bounded(markdown: str, name: str) -> None:
    """Raise ReadError for a block that is too long."""
    at = 0
    for block in markdown.split("\n\n"):
        if len(block) > MAX_BLOCK:
            line = markdown.count("\n", 0, at) + 1
            problem = f"more than {MAX_BLOCK} characters without an empty line"
            raise ReadError(problem, place=f"{name}:{line}:1", hint="part it by empty lines")
        at += len(block) + 2


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    return parser.use(footnote_plugin).use(front_matter_plugin).disable("text_join")


def _front_matter(words: str, name: str) -> Mapping[str, str]:
    """Return the keys of front matter that are words, numbers or dates. Raises ReadError for what is no YAML."""
    if len(words) > MAX_FRONT:
        raise ReadError(f"more than {MAX_FRONT} characters of front matter", place=f"{name}:1:1", hint="shorten it")
    try:
        found = yaml.load(words, yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{name}:{mark.line + 2}:{mark.column + 1}" if mark else f"{name}:1:1"
        problem = getattr(error, "problem", None) or "nested too deep"
        raise ReadError(f"the front matter is no YAML: {problem}", place=place, hint="write 'key: value'") from None
    return {str(k).lower(): v for k, v in found.items() if isinstance(v, str)} if isinstance(found, dict) else {}


@dataclass(slots=True)
class _Page:
    """The plain form of a page while it is written; ``at`` is how far its Markdown was read."""

    out: Rendering
    lines: list[int]  # where each line of the Markdown begins
    at: int = 0
    links: list[Link] = field(default_factory=list)
    notes: list[tuple[int, int]] = field(default_factory=list)  # (where in the text, which note)

    def between(self, words: str) -> None:
        """Write what separates words."""
        self.out.put(words, self.at, self.at)

    def inline(self, token: Token) -> None:
        """Write the words of a block."""
        begin, end = (self.lines[min(n, len(self.lines) - 1)] for n in token.map or (0, len(self.lines)))
        self.at = max(self.at, begin)
        opened: list[tuple[int, str]] = []
        for child in token.children or ():
            if child.type == "link_open":
                opened.append((self.out.length, str(child.attrs.get("href", ""))))
            elif child.type == "link_close" and opened:
                self._link(*opened.pop())
            elif child.type == "footnote_ref":
                self.notes.append((self.out.length, child.meta["id"]))
            elif child.type in {"softbreak", "hardbreak"}:
                self.between("\n")
            elif child.type == "html_inline" and _BREAK.match(child.content):
                self.between("; ")
            elif child.type in {"text", "code_inline", "text_special"}:
                self._copy(child.content, child.markup if child.type == "text_special" else child.content, end)

    def _copy(self, words: str, written: str, end: int) -> None:
        """Write words that come next in the Markdown, behind nothing but marks, as they are ``written`` there."""
        near = min(end, self.at + len(written) + _MAX_MARKS)
        found = self.out.source.find(written, self.at, near) if written else -1
        if found < 0 or not _MARKS.fullmatch(self.out.source, self.at, found):
            self.between(words)
            return
        self.at = found + len(written)
        self.out.put(words, found, self.at)

    def _link(self, start: int, target: str) -> None:
        if found := _TARGET.match(self.out.source, self.at):
            self.at = found.end()
        if start < self.out.length and target and not target.startswith("#"):
            self.links.append(Link(Span(start, self.out.length), target))


def _blocks(page: _Page, tokens: list[Token], title: str) -> dict[int, Reference]:
    """Write all blocks, the title first; return the notes by number, with no place yet."""
    headings = [t for t in tokens if t.type == "heading_open" and t.tag == "h1"]
    first = headings[0] if headings else None
    if title and (first is None or first is not next((t for t in tokens if t.map and t.type != "front_matter"), None)):
        first = None
        page.out.put(f"= {title} =", 0, 0)
    bullet, notes, number = False, dict[int, Reference](), -1
    rows: list[list[Token]] = []
    mark, lead = "", True
    for opener, token in zip([*tokens[:1], *tokens], tokens, strict=False):
        if token.type == "footnote_open":
            number = token.meta["id"]
        elif token.type == "list_item_open":
            bullet = True
        elif token.type == "tr_open":
            rows.append([])
        elif token.type == "table_close":
            _table(page, rows, box=lead)
            rows = []
        elif token.type == "inline" and number >= 0:
            notes[number] = _note(token, notes.get(number))
        elif token.type == "inline" and rows:
            rows[-1].append(token)
        elif token.type == "inline":
            level = int(opener.tag[1]) if opener.type == "heading_open" else 0
            lead = lead and (level == 0 or opener is first)
            mark = "=" * (1 if opener is first else max(level, 2)) if level else ""
            _separate(page, after_bullet=bullet)
            page.between(f"{mark} " if mark else "- " if bullet else "")
            page.inline(token)
            page.between(f" {mark}" if mark else "")
            bullet = False
    return notes


def _separate(page: _Page, *, after_bullet: bool) -> None:
    if page.out.length:
        page.between("\n" if after_bullet else "\n\n")


def _table(page: _Page, rows: list[list[Token]], *, box: bool) -> None:
    """Write a table: rows of two cells in the lead are an infobox, others are bullets."""
    if box and all(len(row) == 2 for row in rows):
        _separate(page, after_bullet=False)
        named = rows[0][0].content.strip()
        page.between("Infobox")
        if named.lower().startswith("infobox"):
            page.between(named[len("infobox") :])
        joint, rows = ": ", rows[1:]
    else:
        joint = "; "
        page.between("\n")
    for row in rows:
        page.between("\n- ")
        for number, cell in enumerate(row):
            page.between(joint if number else "")
            page.inline(cell)


def _note(token: Token, before: Reference | None) -> Reference:
    """Return what a footnote says, with the first link in it."""
    children = token.children or []
    words = "".join(c.content if c.type != "softbreak" else " " for c in children if not c.type.startswith("html"))
    url = next((str(c.attrs.get("href", "")) for c in children if c.type == "link_open"), "")
    title = "".join(_linked(children)) if url else ""
    if before:
        return replace(before, words=f"{before.words} {words}", url=before.url or url, title=before.title or title)
    return Reference(0, words.strip(), url, "" if title == url else title)


def _linked(children: Iterable[Token]) -> Iterator[str]:
    """Yield the words of the first link."""
    inside = False
    for child in children:
        if child.type == "link_close":
            return
        if inside:
            yield child.content
        inside = inside or child.type == "link_open"
