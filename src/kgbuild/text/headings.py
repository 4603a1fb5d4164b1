"""Where the heading stands that a passage is under: "Notable prisoners" says of the names below that they were held."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kgbuild.model import Span

if TYPE_CHECKING:
    from kgbuild.model import Article, Block

_OPENS = frozenset("=#>|")  # the last sign before the words of a heading, in the forms that articles come in


def above(article: Article, block: Block, wanted: str) -> Span | None:
    """Return where the nearest heading above a block stands that matches an expression, None where none does."""
    words = next((heading for heading in reversed(block.headings) if re.search(wanted, heading)), "")
    at = article.text.rfind(words, 0, block.span.start) if words else -1
    while at >= 0:
        line = article.text[article.text.rfind("\n", 0, at) + 1 : at].rstrip()
        if line[-1:] in _OPENS:
            return Span(at, at + len(words))
        at = article.text.rfind(words, 0, at)
    return None


__all__ = ["above"]
