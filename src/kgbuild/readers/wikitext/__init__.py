"""MediaWiki wikitext: the text that a reader of the page sees, with the way back to the markup."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING

from kgbuild.model import Article, Block, Source
from kgbuild.readers.rendering import Rendering
from kgbuild.readers.text import MAX_BYTES, decode, slugify

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from kgbuild.errors import ReadError

MEDIA_TYPE = "text/x-wiki"

_TITLE = re.compile(r"\s*=[ \t]*([^=\n]{1,300}?)[ \t]*=[ \t]*(?:\n|$)")
_PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")


def stream(file: BinaryIO, name: str) -> Iterator[Article | ReadError]:
    """Yield the one article of a file of wikitext.

    Its title is that of a first line ``= Title =``, or the file's name. Raises ReadError for what is no text.
    """
    text = decode(file.read(MAX_BYTES + 1), name)
    stem = PurePath(name).stem if name != "-" else ""
    titled = _TITLE.match(text)
    title = titled.group(1) if titled else stem.replace("_", " ").strip() or "Untitled"
    yield article(text, title=title, slug=slugify(stem or title), source=Source(name=PurePath(name).name))


def article(wikitext: str, *, title: str, slug: str, source: Source) -> Article:
    """Return the article that a page of wikitext shows; a pure function. Raises ReadError for what is too large."""
    page = Rendering(wikitext)
    page.put("= ", 0, 0)
    title_span = page.put(title, 0, 0)
    page.put(" =\n", 0, 0)
    blocks = []
    for found in _PARAGRAPH.finditer(wikitext):
        page.put("\n", found.start(), found.start())
        blocks.append(Block(page.copy(*found.span()), "paragraph"))
        page.put("\n", found.end(), found.end())
    return Article(
        slug, title, page.text, title_span, blocks=tuple(blocks), source=source, original=page.original(MEDIA_TYPE)
    )
