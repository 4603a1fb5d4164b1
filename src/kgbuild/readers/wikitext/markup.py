"""Wikitext as a tree whose every node knows its place in the source.

One pass with a stack, as MediaWiki's own preprocessor works: templates, links, external links and tags nest, and
whatever is not closed is text. The pass takes linear time and at most MAX_DEPTH levels, deeper openings are text.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_DEPTH = 40
"""How deep markup may nest: the depth at which MediaWiki stops expanding templates."""

RAW = frozenset(
    [
        "nowiki",
        "pre",
        "math",
        "chem",
        "ce",
        "gallery",
        "timeline",
        "syntaxhighlight",
        "source",
        "score",
        "templatestyles",
        "templatedata",
        "hiero",
        "imagemap",
        "mapframe",
        "maplink",
        "graph",
        "inputbox",
        "categorytree",
    ]
)
"""Tags whose content is no wikitext."""

PARSED = frozenset(["ref", "references"])
"""Tags whose content is a wikitext of its own, never part of the text around it."""

_TOKEN = re.compile(
    r"<!--|\{\{+|\}\}+|\[\[|\]\]|\||=|\n+|''+|\]"
    r"|\[(?=(?:https?:|ftp:|mailto:|news:)?//|mailto:)"
    r"|</?[A-Za-z][A-Za-z0-9]{0,19}(?![A-Za-z0-9])[^<>]{0,1000}>"
    r"|&(?:[A-Za-z][A-Za-z0-9]{1,30}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});"
    r"|__[A-Z]{3,30}__"
)
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)(.*?)(/?)>", re.DOTALL)
_FILE = re.compile(r"\s{0,9}(?:file|image|datei|bild|fichier|archivo|файл|파일)\s{0,9}:", re.IGNORECASE)
_URL = re.compile(r"\[([^\s\[\]<>\"|{}]{1,2000})")


@dataclass(slots=True)
class Text:
    """Words as they are."""

    start: int
    end: int


@dataclass(slots=True)
class Symbol:
    """Markup that stands for some characters, or for none: entities, quotation marks for bold, comments, switches."""

    start: int
    end: int
    shown: str = ""
    comment: bool = False


@dataclass(slots=True)
class Tag:
    """An opening, closing or empty HTML tag; ``nodes`` are what a RAW or PARSED one holds."""

    start: int
    end: int
    name: str
    attributes: str
    closing: bool
    nodes: tuple[Node, ...] | None = None


@dataclass(slots=True)
class Part:
    """What stands between two bars: ``key`` is empty where it has none, else where that is."""

    start: int
    end: int
    key: tuple[int, int] | None
    nodes: tuple[Node, ...]


@dataclass(slots=True)
class Template:
    """``{{name|part|key=part}}``."""

    start: int
    end: int
    name: Part
    parts: tuple[Part, ...]


@dataclass(slots=True)
class Argument:
    """``{{{name|default}}}``: what a template is given, which a page has no use for."""

    start: int
    end: int
    parts: tuple[Part, ...]


@dataclass(slots=True)
class Link:
    """``[[target|words]]``."""

    start: int
    end: int
    target: Part
    parts: tuple[Part, ...]


@dataclass(slots=True)
class External:
    """``[url words]``; ``at`` is where the words begin."""

    start: int
    end: int
    url: str
    nodes: tuple[Node, ...]


Node: TypeAlias = Text | Symbol | Tag | Template | Argument | Link | External


@dataclass(slots=True)
class _Frame:
    """What is open: a template ('{'), a link ('['), an external link ('u'), or the page ('')."""

    kind: str
    start: int
    inner: int  # where its content begins
    count: int = 0  # of its braces
    parts: list[tuple[int, int, int, list[Node]]] = field(default_factory=list)  # start, equals sign, end, nodes
    begun: int = 0
    equals: int = -1
    nodes: list[Node] = field(default_factory=list)


def parse(source: str, start: int = 0, end: int | None = None, depth: int = 0) -> tuple[Node, ...]:
    """Return the nodes of a stretch of wikitext; together they cover it, in order and without a gap.

    >>> source = "The [[camp]] lies in {{nowrap|Teal Harbour}}."
    >>> [(type(n).__name__, source[n.start : n.end]) for n in parse(source)][1:4:2]
    [('Link', '[[camp]]'), ('Template', '{{nowrap|Teal Harbour}}')]
    """
    return _Parser(source, len(source) if end is None else end, depth).run(start)


class _Parser:
    def __init__(self, source: str, end: int, depth: int) -> None:
        self.source, self.end, self.depth = source, end, depth
        self.stack: list[_Frame] = []
        self.at = 0  # up to where the source is in nodes
        self._unclosed: set[str] = set()  # names of which no closing tag is left

    def run(self, start: int) -> tuple[Node, ...]:
        self.at = start
        self.stack = [_Frame("", start, start)]
        position = start
        while found := _TOKEN.search(self.source, position, self.end):
            position = self._token(found)
        self._text(self.end)
        self._flatten(1)
        return tuple(self.stack[0].nodes)

    def _text(self, end: int) -> None:
        """Take the source up to ``end`` as words."""
        if end > self.at:
            self.stack[-1].nodes.append(Text(self.at, end))
            self.at = end

    def _add(self, node: Node) -> None:
        self._text(node.start)
        self.stack[-1].nodes.append(node)
        self.at = node.end

    def _token(self, found: re.Match[str]) -> int:
        """Deal with one token; return where to go on."""
        token, start, end = found.group(), found.start(), found.end()
        top, first = self.stack[-1], token[0]
        if first == "|" or first == "=":
            if top.kind in "{[" and top.kind:
                self._split(top, token, start)
        elif first == "\n":
            self._line_end(top, len(token) > 1)
        elif first == "{":
            self._open("{", start, end, end - start)
        elif first == "}":
            return self._close_braces(start, end)
        elif token == "[[":
            self._open("[", start, end)
        elif token == "]]":
            return self._close_link(start, end)
        elif token == "[":
            self._open_url(start)
        elif token == "]":
            if top.kind == "u":
                self._close_url(start, end)
        elif token == "<!--":
            close = self.source.find("-->", end, self.end)
            self._add(Symbol(start, close + 3 if close >= 0 else self.end, comment=True))
        elif first == "<":
            self._tag(start, end)
        elif first == "&":
            self._add(Symbol(start, end, html.unescape(token).replace("\xa0", " ")))
        else:
            self._add(Symbol(start, end))
        return max(self.at, end)

    def _open(self, kind: str, start: int, inner: int, count: int = 0) -> None:
        if len(self.stack) + self.depth < MAX_DEPTH:
            self._text(start)
            self.stack.append(_Frame(kind, start, inner, count, begun=inner))
            self.at = inner

    def _split(self, top: _Frame, token: str, start: int) -> None:
        if token == "|":
            self._text(start)
            self._end_part(top, start)
            self.at = start + 1
        elif top.equals < 0 and top.kind == "{" and top.parts:
            self._text(start)
            top.equals = start
            top.nodes.append(Text(start, start + 1))
            self.at = start + 1

    def _end_part(self, frame: _Frame, end: int) -> None:
        frame.parts.append((frame.begun, frame.equals, end, frame.nodes))
        frame.begun, frame.equals, frame.nodes = end + 1, -1, []

    def _line_end(self, top: _Frame, blank: bool) -> None:
        """Give up what cannot go over the end of a line."""
        if top.kind == "u" or (top.kind == "[" and (blank or not top.parts) and not self._is_file(top)):
            self._flatten(len(self.stack) - 1)

    def _is_file(self, frame: _Frame) -> bool:
        return _FILE.match(self.source, frame.inner, self.end) is not None

    def _flatten(self, level: int) -> None:
        """Make what is open from ``level`` on part of the frame below, its opening marks being words."""
        if len(self.stack) <= level:
            return
        kept = self.stack[level - 1].nodes
        for frame in self.stack[level:]:
            kept.append(Text(frame.start, frame.inner))
            for _, _, end, nodes in frame.parts:
                kept += [*nodes, Text(end, end + 1)]
            kept += frame.nodes
        del self.stack[level:]

    def _lowest(self, kind: str, over: str) -> int:
        """Return the level of the innermost frame of a kind, above which are only frames that may be left open."""
        for level in range(len(self.stack) - 1, 0, -1):
            if self.stack[level].kind == kind:
                return level
            if self.stack[level].kind not in over:
                break
        return 0

    def _close_braces(self, start: int, end: int) -> int:
        while end - start >= 2:
            level = self._lowest("{", "[u")
            if not level:
                return end
            self._text(start)
            self._flatten(level + 1)
            frame = self.stack.pop()
            taken = min(end - start, frame.count, 3)
            self._end_part(frame, start)
            rest = frame.count - taken
            node = self._made(frame, frame.start + rest, start + taken, taken)
            if rest >= 2:
                self.stack.append(_Frame("{", frame.start, frame.start + rest, rest, begun=frame.start + rest))
            elif rest:
                self.stack[-1].nodes.append(Text(frame.start, frame.start + 1))
            self.stack[-1].nodes.append(node)
            start += taken
            self.at = start
        return end if start < end else start

    def _made(self, frame: _Frame, start: int, end: int, taken: int) -> Node:
        parts = tuple(_part(*part) for part in frame.parts)
        if taken == 3:
            return Argument(start, end, parts)
        return Template(start, end, parts[0], parts[1:])

    def _close_link(self, start: int, end: int) -> int:
        level = self._lowest("[", "u")
        if not level:
            if self.stack[-1].kind == "u":
                self._close_url(start, start + 1)
                return start + 1
            return end
        self._text(start)
        self._flatten(level + 1)
        frame = self.stack[level]
        if not self.source[frame.inner : frame.parts[0][2] if frame.parts else start].strip():
            self._flatten(level)
            return end
        self.stack.pop()
        self._end_part(frame, start)
        parts = [_part(*part) for part in frame.parts]
        self._put(Link(frame.start, end, parts[0], tuple(parts[1:])))
        return end

    def _put(self, node: Node) -> None:
        """Add a node whose inside was read already."""
        self.stack[-1].nodes.append(node)
        self.at = node.end

    def _open_url(self, start: int) -> None:
        if found := _URL.match(self.source, start, self.end):
            self._open("u", start, found.end())

    def _close_url(self, start: int, end: int) -> None:
        self._text(start)
        frame = self.stack.pop()
        self._put(External(frame.start, end, self.source[frame.start + 1 : frame.inner], tuple(frame.nodes)))

    def _tag(self, start: int, end: int) -> None:
        found = _TAG.match(self.source, start, end)
        if found is None:
            return
        closing, name, attributes, empty = bool(found[1]), found[2].lower(), found[3], bool(found[4])
        nodes: tuple[Node, ...] | None = None
        if name in RAW | PARSED and not closing and not empty:
            close = self._closer(name, end)
            if close is None:
                self._add(Tag(start, end, name, attributes, closing))
                return
            inner, after = close
            depth = self.depth + len(self.stack)
            words = (Text(end, inner),) if inner > end else ()
            nodes = parse(self.source, end, inner, depth) if name in PARSED and depth < MAX_DEPTH else words
            end = after
        self._add(Tag(start, end, name, attributes, closing, nodes))

    def _closer(self, name: str, start: int) -> tuple[int, int] | None:
        """Return where the next closing tag of a name begins and ends; where none is left, it is sought once."""
        if name in self._unclosed:
            return None
        pattern = re.compile(rf"</{name}\s{{0,9}}>", re.IGNORECASE)
        found = pattern.search(self.source, start, self.end)
        if found is None:
            self._unclosed.add(name)
            return None
        return found.span()


def _part(start: int, equals: int, end: int, nodes: list[Node]) -> Part:
    if equals < 0:
        return Part(start, end, None, tuple(nodes))
    return Part(equals + 1, end, (start, equals), tuple(n for n in nodes if n.start > equals))


def children(node: Node) -> Iterator[tuple[Node, ...]]:
    """Yield the lists of nodes within a node."""
    match node:
        case Template(name=name, parts=parts) | Link(target=name, parts=parts):
            yield name.nodes
            yield from (part.nodes for part in parts)
        case Argument(parts=parts):
            yield from (part.nodes for part in parts)
        case External(nodes=nodes):
            yield nodes
        case Tag(nodes=nodes) if nodes:
            yield nodes
