"""From nodes to atoms: what a page shows for its links, tags and templates."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kgbuild.readers.wikitext import templates
from kgbuild.readers.wikitext.atoms import Atom, Break, Hidden, Note, Omitted, words
from kgbuild.readers.wikitext.markup import Argument, External, Link, Symbol, Tag, Template, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kgbuild.readers.wikitext.markup import Node

_FILE: Final = re.compile(r"(?i)(?:file|image|media|datei|bild|fichier|archivo|файл|파일)\s*:")
_CATEGORY: Final = re.compile(r"(?i)(?:category|kategorie|catégorie|categoría|категория|분류)\s*:")
_LANGUAGE: Final = re.compile(r"(?:[a-z]{2,3}(?:-[a-z]{2,8}){0,2}|simple)\s*:")
_TRAIL: Final = re.compile(r"[^\W\d_A-Z]+")
_PIPE_TRICK: Final = re.compile(r"^(?:[^:]{1,60}:)?(.+?)(?:\s*\([^()]*\)|,.*)?$")
_UNSEEN: Final = re.compile(r"(?i)display\s*:\s*none|visibility\s*:\s*hidden")
_LEFT_OUT: Final = {
    "s": "words struck out",
    "del": "words struck out",
    "strike": "words struck out",
    "table": "table not read",
    "includeonly": "",
    "style": "",
    "script": "",
}
_NEW_LINE: Final = frozenset(
    ["p", "div", "blockquote", "center", "ul", "ol", "dl", "li", "dd", "dt", "section", "poem"]
)
_RAW_SHOWN: Final = frozenset(["nowiki", "pre"])
_RAW_SILENT: Final = frozenset(["templatestyles", "templatedata", "inputbox", "categorytree"])
_MAX_TARGET: Final = 300


class Page:
    """One page's markup, its title, and how its nodes are shown."""

    def __init__(self, source: str, title: str) -> None:
        self.source, self.title = source, title
        self.in_box = False
        self._known: dict[tuple[int, int, bool], list[Atom]] = {}

    def show(self, nodes: Sequence[Node]) -> list[Atom]:
        """Return what nodes show, in order."""
        shown: list[Atom] = []
        at = 0
        while at < len(nodes):
            node = nodes[at]
            if isinstance(node, Tag) and (skipped := self._left_out(nodes, at)):
                shown += self._omitted(nodes, at, skipped)
                at = skipped
                continue
            link = shown[-1].link if at and shown and isinstance(nodes[at - 1], Link) else None
            shown += self._trail(node, link) if isinstance(node, Text) and link else self._show(node)
            at += 1
        return shown

    def words(self, nodes: Sequence[Node]) -> str:
        """Return what nodes show as a string, with single blanks."""
        return words(self.show(nodes))

    def _show(self, node: Node) -> list[Atom]:
        match node:
            case Text(start, end):
                return [Atom(self.source[start:end], start, end)]
            case Symbol(start, end, shown, comment):
                return [Atom(shown, start, end, mark=Hidden() if comment else None)] if shown or comment else []
            case Tag():
                return self._tag(node)
            case Template():
                return self._template(node)
            case Link():
                return self._link(node)
            case External(start, _, url, nodes):
                return [Atom(a.words, a.start, a.end, a.link or (url, start), a.mark) for a in _bare(self.show(nodes))]
            case Argument(start, _, parts):
                given = self.show(parts[1].nodes) if len(parts) > 1 else []
                return given or [Atom("", start, start, mark=Omitted("template argument without a value"))]

    def _template(self, node: Template) -> list[Atom]:
        """Return what a template shows, made once: how often a pattern asks for it must not multiply as they nest."""
        key = node.start, node.end, self.in_box
        if key not in self._known:
            self._known[key] = templates.show(self, node)
        return self._known[key]

    def _trail(self, node: Text, link: tuple[str, int]) -> list[Atom]:
        """Return words after a link, the letters that touch it being part of it: ``[[prison]]s``."""
        found = _TRAIL.match(self.source, node.start, node.end)
        if not found:
            return self._show(node)
        first = Atom(found.group(), found.start(), found.end(), link)
        rest = Atom(self.source[found.end() : node.end], found.end(), node.end)
        return [first, rest] if rest.words else [first]

    def _tag(self, node: Tag) -> list[Atom]:
        if node.name == "br":
            return [Atom("\n", node.start, node.end, mark=Break())]
        if node.name in _NEW_LINE:
            return [Atom("\n* " if node.name == "li" and not node.closing else "\n", node.start, node.end)]
        if node.name == "ref":
            return [] if node.closing else [Atom("", node.start, node.end, mark=Note(node))]
        if node.name == "sup" and not node.closing and self.source[node.start - 1 : node.start].isdecimal():
            return [Atom("^", node.start, node.end)]  # 10<sup>9</sup> is not 109
        if node.nodes is None or node.name == "references" or node.name in _RAW_SILENT:
            return []
        if node.name in _RAW_SHOWN:
            return self.show(node.nodes)
        return [Atom("", node.start, node.end, mark=Omitted(f"{node.name} not shown"))]

    def _left_out(self, nodes: Sequence[Node], at: int) -> int:
        """Return after which node an element ends that shows nothing or whose words do not hold; 0 for any other."""
        node = nodes[at]
        if not isinstance(node, Tag) or node.closing or node.nodes is not None or node.attributes.endswith("/"):
            return 0
        if node.name not in _LEFT_OUT and not _UNSEEN.search(node.attributes):
            return 0
        depth = 0
        for number in range(at, len(nodes)):
            tag = nodes[number]
            if isinstance(tag, Tag) and tag.name == node.name:
                depth += -1 if tag.closing else 1
            if depth == 0:
                return number + 1
        return 0

    def _omitted(self, nodes: Sequence[Node], at: int, end: int) -> list[Atom]:
        tag = nodes[at]
        reason = _LEFT_OUT.get(tag.name, "") if isinstance(tag, Tag) else ""
        if not reason:
            return []
        said = " ".join(self.source[tag.start : nodes[end - 1].end].split())
        return [Atom("", tag.start, nodes[end - 1].end, mark=Omitted(reason, said[:80]))]

    def _link(self, node: Link) -> list[Atom]:
        target = self.words(node.target.nodes)
        if _FILE.match(target):
            caption = self.words(node.parts[-1].nodes) if node.parts else ""
            return [Atom("", node.start, node.end, mark=Omitted("image not shown", caption[:200] or target))]
        if _CATEGORY.match(target) or (_LANGUAGE.match(target) and not node.parts):
            return []
        page = page_title(target)
        link = (page, node.start) if page else None
        shown: list[Atom] = []
        if not node.parts:
            shown = self.show(node.target.nodes)
            if target.startswith(":"):
                shown = [Atom(target[1:], node.target.start, node.target.end)]
        for number, given in enumerate(node.parts):
            if number:
                shown.append(Atom("|", given.start - 1, given.start))
            shown += self.show(given.nodes)
        if node.parts and not words(shown) and (short := _PIPE_TRICK.match(target)):
            shown = [Atom(short.group(1), node.target.start, node.target.end)]
        return [Atom(a.words, a.start, a.end, a.link or link, a.mark) for a in shown]


def page_title(target: str) -> str:
    """Return the title of the page that a link leads to; empty for a place on its own page.

    >>> page_title("prison_camp#History"), page_title(" :Category:Camps"), page_title("#Notes")
    ('Prison camp', 'Category:Camps', '')
    """
    title = " ".join(target.partition("#")[0].replace("_", " ").split()).removeprefix(":").strip()
    return title[:1].upper() + title[1:] if len(title) <= _MAX_TARGET else ""


def _bare(shown: list[Atom]) -> list[Atom]:
    """Return the words of an external link without the blank after its address."""
    if shown and shown[0].words[:1].isspace():
        first = shown[0]
        bare = first.words.lstrip()
        kept = Atom(bare, first.end - len(bare), first.end, first.link, first.mark)
        return [kept, *shown[1:]] if first.end - first.start == len(first.words) else shown
    return shown
