"""HTML as a tree of elements and words that know their place in the source.

Any input gives a tree, in linear time: what is not closed ends with what holds it, what closes nothing is passed over,
and what nests deeper than MAX_DEPTH is read as if it did not. Parsers with a full error recovery give no places.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING, Final, TypeAlias

from kgbuild.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_DEPTH: Final = 200

VOID: Final = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
RAW: Final = frozenset(["script", "style", "textarea", "title", "noscript", "template", "xmp", "iframe"])
"""Elements whose content is no markup."""

_BLOCKS: Final = frozenset(
    {
        *[
            "address",
            "article",
            "aside",
            "blockquote",
            "div",
            "dl",
            "figure",
            "footer",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
        ],
        *["header", "hr", "main", "nav", "ol", "p", "pre", "section", "table", "ul"],
    }
)
_APART: Final = _BLOCKS | {"br", "dd", "dt", "li", "td", "th", "tr"}
"""Elements that part the words before them from those within."""

_ENDS: Final = {
    **{tag: (frozenset(["p"]), frozenset(["td", "th", "table", "button"])) for tag in _BLOCKS},
    "li": (frozenset(["li"]), frozenset(["ul", "ol", "menu"])),
    **dict.fromkeys(("dt", "dd"), (frozenset(["dt", "dd"]), frozenset(["dl"]))),
    **dict.fromkeys(("td", "th"), (frozenset(["td", "th"]), frozenset(["tr", "table"]))),
    "tr": (frozenset(["tr"]), frozenset(["table", "tbody", "thead", "tfoot"])),
    **dict.fromkeys(("tbody", "thead", "tfoot"), (frozenset(["tbody", "thead", "tfoot"]), frozenset(["table"]))),
}
"""What the start of an element ends if it is open, and what that is looked for within."""

_NAME: Final = re.compile(r"[a-z][^\s/>]{0,60}", re.IGNORECASE)
_ATTRIBUTE: Final = re.compile(r"([^\s=>\"'/]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']*)))?")


@dataclass(slots=True, eq=False)
class Element:
    """An element with its attributes, names in lower case, and what it holds; ``span`` is that of its start tag."""

    tag: str
    attributes: dict[str, str]
    span: Span
    children: list[Node] = field(default_factory=list)

    @property
    def classes(self) -> frozenset[str]:
        """The classes that it has."""
        return frozenset(self.attributes.get("class", "").split())

    def walk(self) -> Iterator[Element]:
        """Yield this element and all within it, in the order of the source."""
        stack: list[Element] = [self]
        while stack:
            one = stack.pop()
            yield one
            stack += (child for child in reversed(one.children) if isinstance(child, Element))

    def words(self, source: str) -> str:
        """Return the words within it with single blanks."""
        parts = [(span, span.of(source)) for one in self.walk() for span in one.children if isinstance(span, Span)]
        parts += [(one.span, " ") for one in self.walk() if one.tag in _APART]
        return " ".join(unescape("".join(words for _, words in sorted(parts))).split())


Node: TypeAlias = Element | Span


def parse(source: str) -> Element:
    """Return the tree of a source: its root has no tag.

    >>> page = "<p>A <b>camp</b>.<p>Closed."
    >>> [(e.tag, e.words(page)) for e in parse(page).walk()][1:]
    [('p', 'A camp.'), ('b', 'camp'), ('p', 'Closed.')]
    """
    return _Builder(source).build()


class _Builder:
    """Reads a source from left to right with the stack of the elements that are open."""

    def __init__(self, source: str) -> None:
        self._source, self._lower = source, source.lower()
        self._root = Element("", {}, Span(0, len(source)))
        self._open = [self._root]
        self._odd = 0  # tags whose quotes never close

    def build(self) -> Element:
        at, source = 0, self._source
        while at < len(source):
            begin = source.find("<", at)
            begin = len(source) if begin < 0 else begin
            self._text(at, begin)
            at = self._markup(begin) if begin < len(source) else begin
        return self._root

    def _text(self, start: int, end: int) -> None:
        if start < end:
            self._open[-1].children.append(Span(start, end))

    def _markup(self, at: int) -> int:
        """Read what begins with '<' and return where it ends; a '<' that begins nothing is text."""
        source = self._source
        if source.startswith("<!--", at):
            return _behind(source, "-->", at + 4)
        if source.startswith(("<!", "<?"), at):
            return _behind(source, ">", at)
        closing = source.startswith("</", at)
        name = _NAME.match(source, at + 1 + closing)
        if name is None:
            self._text(at, at + 1)
            return at + 1
        end = self._end_of_tag(name.end())
        tag = name.group().lower()
        if closing:
            self._close(tag)
        else:
            end = self._start(tag, Span(at, end), source[name.end() : end - 1])
        return end

    def _end_of_tag(self, at: int) -> int:
        """Return where a tag ends: behind the next '>' that is not in quotes."""
        source = self._source
        while True:
            end = source.find(">", at)
            if end < 0:
                return len(source)
            quote = min((q for q in (source.find('="', at, end), source.find("='", at, end)) if q >= 0), default=-1)
            if quote < 0 or self._odd > 100:
                return end + 1
            close = source.find(source[quote + 1], quote + 2)
            if close < 0:
                self._odd += 1
                return end + 1
            at = close + 1

    def _start(self, tag: str, span: Span, words: str) -> int:
        """Open an element; return where its tag ends, or the element itself if its content is no markup."""
        for ended, within in (_ENDS[tag],) if tag in _ENDS else ():
            number = next((n for n in range(len(self._open) - 1, 0, -1) if self._open[n].tag in ended | within), 0)
            if number and self._open[number].tag in ended:
                del self._open[number:]
        attributes = {k.lower(): unescape(a or b or c) for k, a, b, c in reversed(_ATTRIBUTE.findall(words[:20000]))}
        element = Element(tag, attributes, span)
        self._open[-1].children.append(element)
        if tag in RAW:
            end = self._lower.find(f"</{tag}", span.end)
            end = len(self._source) if end < 0 else end
            element.children.append(Span(span.end, end))
            return end
        if tag not in VOID and not words.endswith("/") and len(self._open) <= MAX_DEPTH:
            self._open.append(element)
        return span.end

    def _close(self, tag: str) -> None:
        number = next((n for n in range(len(self._open) - 1, 0, -1) if self._open[n].tag == tag), 0)
        if number:
            del self._open[number:]


def _behind(source: str, sign: str, at: int) -> int:
    found = source.find(sign, at)
    return len(source) if found < 0 else found + len(sign)
