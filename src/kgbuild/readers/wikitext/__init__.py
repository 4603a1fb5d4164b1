"""MediaWiki wikitext: the text that a reader of the page sees, with the way back to the markup.

A page goes through :mod:`markup` (a tree with places), :mod:`shown` (what nodes and templates show), :mod:`layout`
(lines and blocks) and :mod:`writer` (the plain form, with links, references and what was left out).
"""

from __future__ import annotations

import itertools
import re
from pathlib import PurePath
from typing import TYPE_CHECKING

from kgbuild.errors import ReadError
from kgbuild.model import Article, Source
from kgbuild.readers.rendering import Rendering
from kgbuild.readers.text import MAX_BYTES, decode, slugify
from kgbuild.readers.wikitext import markup, pages
from kgbuild.readers.wikitext.atoms import Atom
from kgbuild.readers.wikitext.layout import Layout
from kgbuild.readers.wikitext.references import References
from kgbuild.readers.wikitext.shown import Page, page_title
from kgbuild.readers.wikitext.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

MEDIA_TYPE = "text/x-wiki"
MAX_LENGTH = 4 * 1024 * 1024
"""The longest page that is read, in code points: twice what MediaWiki itself takes."""

_TITLE = re.compile(r"\s{0,99}=[ \t]{0,9}([^=\n]{1,300})=[ \t]{0,9}(?:\n|$)")

_BOLD = re.compile(r"'''([^'\n\[\]{}]{1,200})'''")


def stream(file: BinaryIO, name: str) -> Iterator[Article | ReadError]:
    """Yield the one article of a file of wikitext.

    Its title is that of a first line ``= Title =``, or what its name and its words in bold tell.
    Raises ReadError for what is no text.
    """
    text = decode(file.read(MAX_BYTES + 1), name)
    stem = PurePath(name).stem if name != "-" else ""
    titled = _TITLE.match(text)
    title = titled[1].strip() if titled else _named(text, stem)
    if not title:
        raise ReadError("no title", place=f"{name}:1:1", hint="begin the page with '= Title ='")
    yield article(text, title=title, slug=slugify(stem or title), source=Source(name=PurePath(name).name))


def _named(text: str, stem: str) -> str:
    """Return the title of a page without one: its file's name, as the page writes it in bold, if it does.

    Of a file whose name has nothing in common with what is in bold, that is the title.
    """
    bold = [found[1].strip() for found in itertools.islice(_BOLD.finditer(text), 5)]
    named = set(slugify(stem).split("-")) if stem else set()
    close = [words for words in bold if named & set(slugify(words).split("-"))]
    if bold and not close:
        return bold[0]
    return next((words for words in close if slugify(words) == slugify(stem)), stem.replace("_", " ").strip())


def article(wikitext: str, *, title: str, slug: str, source: Source) -> Article:
    """Return the article that a page of wikitext shows; a pure function.

    Of a redirect nothing but its target is read. Raises ReadError for a page longer than MAX_LENGTH.
    """
    if len(wikitext) > MAX_LENGTH:
        raise ReadError(f"the page has more than {MAX_LENGTH} characters", place=source.name or slug, hint="split it")
    rendering = Rendering(wikitext)
    target = pages.redirect(wikitext)
    titled = _TITLE.match(wikitext)
    start = titled.end() if titled and titled[1].strip() == title else 0
    nodes = () if target else markup.parse(wikitext, start)
    page = Page(wikitext, title)
    writer = Writer(slug, rendering, References(page, nodes))
    title_span = writer.title(title, titled.start(1) if titled and start else 0)
    Layout(writer, page).read(page.show(nodes))
    if writer.points and not any("coord" in entry.key.lower() for box in writer.infoboxes for entry in box.entries):
        shown = writer.points[0]
        writer.box(
            [], [(Atom("Coordinates", shown.start, shown.start), [Atom(shown.words, shown.start, shown.end)])], 0
        )
    disambiguation = pages.is_disambiguation(wikitext, nodes, title)
    return Article(
        slug=slug,
        title=title,
        text=rendering.text,
        title_span=title_span,
        infoboxes=tuple(writer.infoboxes),
        blocks=tuple(writer.blocks),
        source=source,
        original=rendering.original(MEDIA_TYPE),
        links=tuple(writer.links),
        references=tuple(writer.notes),
        kind="redirect" if target else "disambiguation" if disambiguation else "article",
        target=page_title(target),
        drops=tuple(writer.drops),
    )
