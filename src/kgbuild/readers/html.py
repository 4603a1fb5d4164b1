"""HTML of rendered pages: MediaWiki's above all, whatever has a title, headings and paragraphs besides.

It is written in the plain form: headings, paragraphs, bullets, and the rows of a table of class ``infobox`` as keys and
values. What is no prose is left out: navigation, notices, pictures, other tables, sections of references and links.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from html import unescape
from pathlib import PurePath
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from kgbuild.errors import ReadError
from kgbuild.model import Drop, Link, Reference, Source, Span
from kgbuild.readers import terms, text
from kgbuild.readers.elements import Element, parse
from kgbuild.readers.rendering import Rendering
from kgbuild.readers.wikitext.pages import is_read

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from kgbuild.model import Article

MEDIA_TYPE: Final = "text/html"

_SILENT_TAGS: Final = frozenset(
    {
        *[
            "script",
            "style",
            "noscript",
            "template",
            "title",
            "head",
            "nav",
            "footer",
            "aside",
            "figure",
            "audio",
            "video",
        ],
        *["svg", "math", "img", "form", "button", "select", "iframe", "object", "textarea", "link", "meta"],
        *["s", "strike", "del"],
    }
)
_SILENT_CLASSES: Final = frozenset(
    {
        *["hatnote", "navbox", "mw-editsection", "noprint", "metadata", "ambox", "toc", "thumb", "gallery", "reflist"],
        *["references", "catlinks", "sistersitebox", "printfooter", "mw-jump-link", "vertical-navbox", "sidebar"],
        *["shortdescription", "geo-nondefault", "geo-multi-punct", "Z3988", "mw-empty-elt", "error", "infobox-image"],
    }
)
_TOLD: Final = {
    **{tag: f"{tag} not shown" for tag in ("table", "figure", "math", "svg", "audio", "video")},
    **dict.fromkeys(("s", "strike", "del"), "words struck out"),
}
"""What is left out of the text and told, with the reason."""
_HIDDEN: Final = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_BLOCKS: Final = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "main",
        "blockquote",
        "dl",
        "dt",
        "dd",
        "ul",
        "ol",
        "table",
        "tr",
        "pre",
        "center",
    ]
)
_PART: Final = re.compile(r"(\s+)|(&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|\w{1,31});?)|[^\s&]+|&")
_NAMES: Final = re.compile(r"(?i)\b(?:name|transcription|romanization)s?\b")
_REVISION: Final = re.compile(r'"wgRevisionId":\s?(\d{1,20})|/revision/(\d{1,20})')
_MODIFIED: Final = re.compile(r'"dateModified":\s?"([0-9T:Z.+-]{10,35})"')
_PAGE: Final = re.compile(r'"wgArticleId":\s?(\d{1,20})')
_LONGEST_KEY: Final = 60


def stream(file: BinaryIO, name: str) -> Iterator[Article]:
    """Yield the one article of an HTML file. Raises ReadError as for plain text."""
    yield article(text.decode(file.read(text.MAX_BYTES + 1), name), name)


def article(html: str, name: str) -> Article:
    """Return the article that a page is; its title is its first heading, or that of the window. Raises ReadError."""
    tree = parse(html)
    every = list(tree.walk())
    title = next((e for tag in ("h1", "title") for e in every if e.tag == tag and e.words(html)), None)
    if title is None:
        raise ReadError("no title", place=f"{name}:1:1", hint="a page has <h1> or <title>")
    notes = {e.attributes["id"]: e for e in every if e.tag == "li" and "id" in e.attributes}
    page = _Page(html, Rendering(html), notes, title)
    page.write(_root(every), [e for e in every if "infobox" in e.classes and e.tag == "table"])
    made = text.parse(page.out.text, name, source=_source(html, every, name))
    return replace(
        made,
        original=page.out.original(MEDIA_TYPE),
        links=tuple(page.links),
        references=tuple(page.references),
        drops=tuple(replace(drop, article=made.slug) for drop in page.drops),
    )


def _root(every: list[Element]) -> Element:
    """Return what holds the words of the article."""
    for found in (e for e in every if "mw-parser-output" in e.classes or e.attributes.get("id") == "mw-content-text"):
        return found
    return next((e for tag in ("article", "main", "body") for e in every if e.tag == tag), every[0])


def _source(html: str, every: list[Element], name: str) -> Source:
    """Return what the head of a page tells of where it is from, that of Parsoid with it."""
    links = {e.attributes.get("rel", ""): e.attributes.get("href", "") for e in every if e.tag == "link"}
    told = {e.attributes.get("property", ""): e.attributes.get("content", "") for e in every if e.tag == "meta"}
    url = links.get("canonical", "") or links.get("dc:isVersionOf", "")
    revision, number = _REVISION.search(html), _PAGE.search(html)
    modified = _MODIFIED.search(html)
    found = Source(
        name=PurePath(name).name,
        url=f"https:{url}" if url.startswith("//") else url,
        licence=links.get("license", "") or links.get("copyright", ""),
        revision=(revision.group(1) or revision.group(2)) if revision else "",
        timestamp=told.get("dc:modified", "") or (modified.group(1) if modified else ""),
        page=number.group(1) if number else told.get("mw:pageId", ""),
    )
    return terms.completed(found)


@dataclass(slots=True)
class _Page:
    """The plain form of a page while it is written."""

    source: str
    out: Rendering
    notes: dict[str, Element]
    title: Element
    links: list[Link] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    drops: list[Drop] = field(default_factory=list)
    _gap: str = ""  # what has to stand before the next word
    _blank: Span | None = None  # white space before the next word
    _cell: bool = False  # in the value of an infobox, which is one line
    _line: bool = False  # in a heading or a key, where breaks are blanks
    _silent: int = 0  # the level of the heading of a section that is left out

    def write(self, root: Element, boxes: list[Element]) -> None:
        """Write the title, then the infoboxes, then the rest."""
        self._begin("= ")
        self._flow_in_line(self.title)
        self._end(" =")
        point = next((e for e in root.walk() if e.attributes.get("id") == "coordinates"), None)
        if point and not any("geo" in e.classes for box in boxes for e in box.walk()):
            self._begin("Infobox\n- Coordinates: ")
            self._cell = True
            self._flow(next((e for e in point.walk() if "geo-default" in e.classes), point))
            self._cell = False
        for box in boxes:
            self._box(box)
        self._gap = "\n\n"
        self._flow(root)

    def _omit(self, reason: str, detail: str) -> None:
        """Note that something is left out where the text now ends."""
        self.drops.append(Drop("", Span(self.out.length, self.out.length), reason, detail[:200]))

    def _begin(self, words: str) -> None:
        self._gap, self._blank = ("\n\n" if self.out.length else "") + words, None

    def _end(self, words: str) -> None:
        self.out.put(words, 0, 0)
        self._gap, self._blank = "\n\n", None

    def _flow(self, element: Element) -> None:
        for child in element.children:
            if isinstance(child, Span):
                if not self._silent:
                    self._words(child)
            elif not self._left_out(child):
                self._element(child)
            elif child.tag in _TOLD and not child.classes & {"infobox", *_SILENT_CLASSES} and not self._silent:
                self._omit(_TOLD[child.tag], child.words(self.source))

    def _flow_in_line(self, element: Element) -> None:
        self._line = True
        self._flow(element)
        self._line = False

    def _left_out(self, element: Element) -> bool:
        return (
            element is self.title
            or (element.tag in _SILENT_TAGS)
            or bool(element.classes & _SILENT_CLASSES)
            or element.attributes.get("id") == "coordinates"
            or bool(_HIDDEN.search(element.attributes.get("style", "")))
            or (element.tag == "table" and not self._cell)  # infoboxes are written before, others are no prose
        )

    def _element(self, element: Element) -> None:
        tag = element.tag
        if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            self._heading(element, max(int(tag[1]), 2))
        elif self._silent:
            self._flow(element)  # for a heading that ends the silence
        elif tag == "a" and element.attributes.get("href"):
            self._link(element)
        elif tag == "sup" and "reference" in element.classes:
            self._note(element)
        elif tag == "sup" and self.source[element.span.start - 1 : element.span.start].isdecimal():
            self.out.put("^", element.span.start, element.span.end)  # 10<sup>9</sup> is not 109
            self._flow(element)
        elif (self._line and tag in {"br", *_BLOCKS}) or (self._cell and tag in {"td", "th"}):
            self._blank = self._blank or element.span
            self._flow(element)
        elif tag == "br":
            self._part("; " if self._cell else "\n")
        elif tag == "li":
            self._part("; " if self._cell else "\n- ")
            self._flow(element)
            self._part("; " if self._cell else "\n\n")
        elif tag in _BLOCKS:
            self._part("; " if self._cell else "\n\n")
            self._flow(element)
            self._part("; " if self._cell else "\n\n")
        else:
            self._flow(element)

    def _part(self, gap: str) -> None:
        """Set apart what follows; of what was asked for before, the mark of a bullet stays."""
        self._blank = None
        if not self._gap.endswith(("- ", ": ")):
            self._gap = gap

    def _heading(self, element: Element, level: int) -> None:
        words = element.words(self.source).removesuffix("[edit]").strip()
        if self._silent and level > self._silent:
            return
        self._silent = 0 if is_read(words) else level
        if self._silent:
            self._omit("section not read", words)
        if words and not self._silent:
            self._begin("=" * level + " ")
            before = self.out.length
            self._flow_in_line(element)
            self._end(" " + "=" * level) if self.out.length > before else None

    def _words(self, span: Span) -> None:
        for part in _PART.finditer(self.source, span.start, span.end):
            shown = unescape(part.group()) if part.group(2) else part.group()
            if not shown.strip():
                self._blank = self._blank or Span(*part.span())
                continue
            if self._gap:
                self.out.put(self._gap, part.start(), part.start())
            elif self._blank and self.out.length:
                self.out.put(" ", self._blank.start, self._blank.end)
            self._gap, self._blank = "", None
            self.out.put(shown, *part.span())

    def _link(self, element: Element) -> None:
        target = _target(element)
        gap = bool(self._gap) or self._blank is not None
        before = self.out.length
        self._flow(element)
        words = self.out.since(before)
        start = before + len(words) - len(words.lstrip("-: ;\n")) if gap else before
        if target and start < self.out.length:
            self.links.append(Link(Span(start, self.out.length), target))

    def _note(self, element: Element) -> None:
        href = next((e.attributes.get("href", "") for e in element.walk() if e.tag == "a"), "")
        note = self.notes.get(href.rpartition("#")[2])
        if note is None:
            return
        said = next((e for e in note.walk() if "reference-text" in e.classes), note)
        link = next((e for e in said.walk() if e.tag == "a" and e.attributes.get("href", "").startswith("http")), None)
        url = link.attributes["href"] if link else ""
        title = link.words(self.source) if link else ""
        self.references.append(Reference(self.out.length, said.words(self.source), url, title))

    def _box(self, table: Element) -> None:
        """Write the rows of an infobox; one that only names what follows begins another box if that are names."""
        self._cell, entries = True, 0
        heading = "Infobox"
        for row in _rows(table):
            cells = [e for e in row.children if isinstance(e, Element) and e.tag in {"td", "th"}]
            key = cells[0].words(self.source).rstrip(": ") if cells else ""
            if len(cells) == 2 and 0 < len(key) <= _LONGEST_KEY and ":" not in key:
                self._begin(f"{heading}\n") if heading else None
                self._gap = (self._gap or "\n") + "- "
                self._flow_in_line(cells[0])
                self._gap, self._blank = ": ", None
                self._flow(cells[1])
                self._gap, self._blank, heading = "", None, ""
                entries += 1
            elif len(cells) == 1 and cells[0].tag == "th" and key:
                heading = self._section(cells[0], key, heading, entries)
            elif key:
                self._omit("row of an infobox not shown", key)
        self._cell = False

    def _section(self, cell: Element, key: str, heading: str, entries: int) -> str:
        """Write the name that a box has above it; return the heading of the rows that follow, if it is another."""
        if entries == 0 and heading == "Infobox":
            self._begin("Infobox\n- Name: ")
            self._flow_in_line(cell)
            self._gap, self._blank = "", None
            return ""
        return key if _NAMES.search(key) else heading


def _rows(table: Element) -> Iterator[Element]:
    """Yield the rows of a table, and those of a table that fills a row, in order."""
    for child in table.children:
        if not isinstance(child, Element):
            continue
        if child.tag == "tr":
            inner = [e for e in child.walk() if e.tag == "table"]
            cells = [e for e in child.children if isinstance(e, Element)]
            yield from _rows(inner[0]) if inner and len(cells) == 1 else (child,)
        elif child.tag in {"tbody", "thead", "tfoot"}:
            yield from _rows(child)


def _target(element: Element) -> str:
    """Return where a link leads: the title of a page of the wiki, or a URL; nothing within the page."""
    href = element.attributes["href"]
    if href.startswith(("http://", "https://")):
        return href
    path = urlsplit(href).path if not href.startswith("//") else ""
    if "/wiki/" in f"/{path.removeprefix('./')}" or path.startswith("./"):
        title = unquote(path.rpartition("/wiki/")[2].removeprefix("./")).replace("_", " ")
        return title[:1].upper() + title[1:]
    return ""
