"""Passages read as an article would be, and the cases that tests run over them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgbuild import tables
from kgbuild.model import Mention
from kgbuild.readers import read
from kgbuild.text import document

if TYPE_CHECKING:
    from kgbuild.model import Article
    from kgbuild.text.document import Document, Item, Sentence

CASES = Path(__file__).parent / "cases"


def cases(name: str) -> list[Any]:
    """Return the cases of ``cases/NAME.yaml``."""
    found: list[Any] = tables.read(CASES / f"{name}.yaml")
    return found


def label(case: Any) -> str:
    """Return what a test is called after its case."""
    return f"{case.get('title', '')}: {case['text']}"[:80].replace("\n", " ") if isinstance(case, dict) else str(case)


def article(title: str, text: str) -> Article:
    """Return an article of this title and text, as it is read from a file."""
    return next(read(f"= {title} =\n\n{text}\n".encode(), "passage.txt"))


def passage(title: str, text: str) -> Document:
    """Return the analysed article of this title and text."""
    return document.analyse(article(title, text))


def mentions(read_: Document) -> list[tuple[str, str, str]]:
    """Return the mentions in order: their words, the name they stand for, its class; '?' before unnamed ones."""
    return [
        (item.span.of(read_.article.text), ("?" if item.letter[0] == "_" else "") + item.value.name, item.value.kind)
        for sentence in read_.sentences
        for item in sentence.items
        if isinstance(item.value, Mention)
    ]


def at(sentence: Sentence, read_: Document, words: str) -> int:
    """Return the masked offset at which words of the text begin; they have to begin outside of the items."""
    for offset in range(len(sentence.masked)):
        span = sentence.source(offset, offset + 1)
        if read_.article.text.startswith(words, span.start):
            return offset
    raise LookupError(words)


def holding(read_: Document, words: str) -> Sentence:
    """Return the sentence in which words stand."""
    return next(s for s in read_.sentences if words in s.span.of(read_.article.text))


def name(subject: Item | Mention) -> str:
    """Return the name of a subject."""
    value = subject if isinstance(subject, Mention) else subject.value
    assert isinstance(value, Mention)
    return value.name
