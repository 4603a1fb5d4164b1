"""An article as rules see it: sentences whose mentions, dates and quantities are typed, resolved and masked.

In the masked text of a sentence every item stands as ``<F3>``: a letter for what it is and its number in the sentence.
A pattern is then a regular expression over the masked text, and every place in it leads back to the article's own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kgbuild.model import Mention, Span
from kgbuild.text import (
    coreference,
    dates,
    heads,
    hedges,
    lexicon,
    mentions,
    names,
    quantities,
    sentences,
    tokens,
    topic,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kgbuild.model import Article, Block, Date
    from kgbuild.text.coreference import Resolved
    from kgbuild.text.dates import FoundDate
    from kgbuild.text.hedges import Hedge
    from kgbuild.text.lexicon import Lexicon
    from kgbuild.text.mentions import Names
    from kgbuild.text.names import Run
    from kgbuild.text.quantities import FoundQuantity
    from kgbuild.text.tokens import Token
    from kgbuild.text.topic import Topic

LETTERS = {
    "Facility": "F",
    "Person": "P",
    "Organization": "O",
    "Place": "L",
    "Event": "E",
    "Product": "T",
    "Thing": "X",
    "Demonym": "N",
}
DIMENSIONS = {"length": "l", "area": "a", "percent": "p", "duration": "t", "count": "c"}


_KNOWN_AS = re.compile(r"\b(?:known|referred to|called|named|nicknamed)(?: [a-z]+)?(?: as)?(?: the)?$")


@dataclass(frozen=True, slots=True)
class Item:
    """A masked stretch: a mention, a date or a quantity."""

    span: Span
    letter: str
    value: Mention | FoundDate | FoundQuantity
    antecedent: Span | None = None


@dataclass(slots=True)
class Sentence:
    """A sentence with its items, its masked text, and the way back from it."""

    number: int
    span: Span
    block: Block
    tokens: list[Token]
    items: list[Item] = field(default_factory=list)
    hedges: list[tuple[Span, Hedge]] = field(default_factory=list)
    masked: str = ""
    person: Mention | None = None  # whom "his" means where the sentence begins
    _cuts: list[tuple[int, int]] = field(default_factory=list)  # (masked offset, article offset), ascending

    def mask(self, text: str) -> None:
        """Write the masked text from the items."""
        parts: list[str] = []
        at, length = self.span.start, 0
        for number, item in enumerate(self.items):
            for piece, origin in ((text[at : item.span.start], at), (f"<{item.letter}{number}>", item.span.start)):
                self._cuts.append((length, origin))
                parts.append(piece)
                length += len(piece)
            at = item.span.end
        self._cuts.append((length, at))
        parts.append(text[at : self.span.end])
        self.masked = "".join(parts)

    def source(self, start: int, end: int) -> Span:
        """Return the article's span of a stretch of the masked text; items are taken whole."""
        return Span(self._origin(start, False), self._origin(end, True))

    def _origin(self, offset: int, end: bool) -> int:
        at = bisect_right(self._cuts, offset - (1 if end else 0), key=lambda cut: cut[0]) - 1
        masked, origin = self._cuts[max(at, 0)]
        if at % 2:  # inside an item
            item = self.items[at // 2]
            return item.span.end if end else item.span.start
        return origin + offset - masked

    def masked_at(self, offset: int) -> int:
        """Return the masked offset of an article offset; within an item, the item's start."""
        for number, (masked, origin) in enumerate(self._cuts):
            following = self._cuts[number + 1] if number + 1 < len(self._cuts) else (len(self.masked), self.span.end)
            if offset < following[1] or number + 1 == len(self._cuts):
                return masked if number % 2 else masked + max(0, offset - origin)
        return len(self.masked)


@dataclass(slots=True)
class Document:
    """An article read sentence by sentence."""

    article: Article
    topic: Topic
    names: Names
    sentences: list[Sentence]


def analyse(article: Article) -> Document:
    """Read an article: split, find, type, resolve, mask. A pure function of the article."""
    lex = lexicon.load()
    subject = topic.find(article, lex)
    found = _sentences(article)
    known = _known_words(article, found, lex)
    runs: list[list[Run]] = []
    times: list[list[FoundDate]] = []
    counts: list[list[FoundQuantity]] = []
    anchor: Date | None = None
    anchor_at: Span | None = None
    for sentence in found:
        there = dates.find(article.text, sentence.span.start, sentence.span.end, anchor)
        there = [replace(d, anchor_span=anchor_at) if d.relative and d.anchor_span is None else d for d in there]
        times.append(there)
        if there:
            anchor, anchor_at = there[-1].plain, there[-1].plain_span
        amounts = quantities.find(article.text, sentence.span.start, sentence.span.end)
        amounts = [q for q in amounts if not any(q.span.overlaps(d.span) for d in there)]
        counts.append(amounts)
        taken = [d.span for d in there] + [q.span for q in amounts]
        runs.append(
            names.find(
                sentence.tokens, lex, lambda at, t=taken: any(s.start <= at < s.end for s in t), known.__contains__
            )
        )
    aliases = [*subject.aliases, *_first_name(article, found, runs, subject)]
    decided = mentions.decide(
        ((article.text, run) for each in runs for run in each), lex, (subject.name, subject.kind), aliases
    )
    resolver = coreference.Resolver(
        article.text, subject, decided, lex, heads.find(article, subject, lex), article.title_span
    )
    for sentence, own_runs, own_dates, own_counts in zip(found, runs, times, counts, strict=True):
        sentence.hedges = hedges.find(article.text, sentence.span.start, sentence.span.end)
        timed: list[Item] = [Item(d.span, "D", d) for d in own_dates]
        counted = [Item(q.span, "Q" + DIMENSIONS.get(q.dimension or "count", "o"), q) for q in own_counts]
        taken = [item.span for item in (*timed, *counted)]
        named = [
            Item(r.mention.span, _letter(r, lex), r.mention, r.antecedent)
            for r in resolver.resolve(sentence.tokens, own_runs, taken, sentence.block)
        ]
        sentence.person = resolver.person
        sentence.items = _apart([*timed, *counted, *named])
        sentence.mask(article.text)
    return Document(article, subject, decided, found)


def _sentences(article: Article) -> list[Sentence]:
    found: list[Sentence] = []
    for block in article.blocks:
        for span in sentences.split(article.text, block.span):
            found.append(Sentence(len(found), span, block, tokens.tokenize(article.text, span.start, span.end)))
    return found


def _known_words(article: Article, found: Sequence[Sentence], lex: Lexicon) -> set[str]:
    """Collect the words that are capitalised where no sentence begins: these are names."""
    known = {t.text for s in found for t in s.tokens[1:] if t.capital and t.word}
    known |= {t.text for t in tokens.tokenize(article.title, 0, len(article.title)) if t.capital}
    for box in article.infoboxes:
        for entry in box.entries:
            words = tokens.tokenize(article.text, entry.value.start, entry.value.end)
            known |= {t.text for t in words[1:] if t.capital and t.word}
            known |= {t.text for t in words[:1] if t.capital and t.word and t.lower not in lex.words["function"]}
    return known - {"The", "A", "An", "In", "It", "He", "She", "They", "This", "At", "On", "For", "By"}


def _first_name(
    article: Article, found: Sequence[Sentence], runs: Sequence[Sequence[Run]], subject: Topic
) -> Iterator[str]:
    """Yield the names that the opening gives the article's subject: where it begins, and after 'known as'."""
    own = set(" ".join((subject.name, *subject.aliases)).lower().split())
    for number, (sentence, there) in enumerate(zip(found[:2], runs[:2], strict=True)):
        for run in there:
            name = mentions.normalise(run, article.text)
            before = article.text[sentence.span.start : run.span.start].strip().lower()
            shares = set(name.lower().split()) & own
            if name != subject.name and (
                (number == 0 and before in {"", "the", "a", "an"} and shares)
                or (shares == set(name.lower().split()) and (_KNOWN_AS.search(before) or before.endswith(")")))
            ):
                yield name


def _letter(one: Resolved, lex: Lexicon) -> str:
    """Return the letter of a mention: a country has its own, a description that names nothing begins with '_'."""
    letter = "C" if one.mention.name in lex.countries else LETTERS.get(one.mention.kind, "X")
    return letter if one.resolved else f"_{letter}"


def _apart(items: list[Item]) -> list[Item]:
    """Keep the longest of overlapping items, in order of place."""
    kept: list[Item] = []
    for item in sorted(items, key=lambda i: (i.span.start - i.span.end, i.span.start)):
        if not any(item.span.overlaps(other.span) for other in kept):
            kept.append(item)
    return sorted(kept, key=lambda i: i.span.start)


__all__ = ["Document", "Item", "Mention", "Sentence", "analyse"]
