"""An article as rules see it: sentences whose mentions, dates and quantities are typed, resolved and masked.

In the masked text of a sentence every item stands as ``<F3>``: a letter for what it is and its number in the sentence.
A pattern is then a regular expression over the masked text, and every place in it leads back to the article's own.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from operator import attrgetter, itemgetter
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
    residue,
    sentences,
    tokens,
    topic,
)
from kgbuild.text.memory import Memory, Resolved

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kgbuild.model import Article, Block, Date
    from kgbuild.text.dates import FoundDate
    from kgbuild.text.hedges import Hedge
    from kgbuild.text.lexicon import Lexicon
    from kgbuild.text.mentions import Names
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
# Before the end of a state that the sentence tells beside its own time: "took an office, a post he kept until 1985".
_ASIDE = re.compile(r", (?:an?|the|which|where|who) (?:(?!\band\b)[^.;:]){0,60} $")
# Words that are no names though they stand with a capital inside of sentences: in titles, after colons.
_NEVER_NAMES = frozenset(["The", "A", "An", "In", "It", "He", "She", "They", "This", "At", "On", "For", "By"])


_ends = attrgetter("start", "end")  # sorts spans


@dataclass(frozen=True, slots=True)
class Item:
    """A masked stretch: a mention, a date or a quantity; ``others`` are meant as well ("the pair")."""

    span: Span
    letter: str
    value: Mention | FoundDate | FoundQuantity
    antecedent: Span | None = None
    others: tuple[Mention, ...] = ()


@dataclass(slots=True)
class Sentence:
    """A sentence with its items, its masked text, and the way back from it.

    ``person`` is whom "his" means where the sentence begins.
    """

    number: int
    span: Span
    block: Block
    tokens: list[Token]
    items: list[Item] = field(default_factory=list)
    hedges: list[tuple[Span, Hedge]] = field(default_factory=list)
    masked: str = ""
    person: Mention | None = None
    thing: Mention | None = None  # what "its" means there
    foreign: frozenset[str] = frozenset()  # pronouns that do not mean the person that the article is ``about``
    about: str = ""
    _cuts: list[tuple[int, int, Item | None]] = field(default_factory=list)  # (masked offset, article offset, item)
    _starts: list[int] = field(default_factory=list)  # the masked offsets of these
    _mentions: list[tuple[int, Item]] = field(default_factory=list)

    def mask(self, text: str, unread: Sequence[Span] = ()) -> None:
        """Write the masked text from the items, without what is not to be read.

        A '<' of the text itself becomes '‹', so that it opens no item.
        """
        marks = {item.span: f"<{item.letter}{number}>" for number, item in enumerate(self.items)}
        items = {item.span: item for item in self.items}
        unread = [span for span in unread if not any(item.span.overlaps(span) for item in self.items)]
        parts: list[str] = []
        at, length = self.span.start, 0
        for span in sorted([*marks, *unread], key=_ends):
            before, mark = text[at : span.start], marks.get(span, "")
            parts += (before.replace("<", "‹"), mark)
            item = items.get(span)
            self._cuts += ((length, at, None), (length + len(before), span.start, item))
            if item and isinstance(item.value, Mention):
                self.note(length + len(before), item)
            length += len(before) + len(mark)
            at = span.end
        self._cuts.append((length, at, None))
        self._starts = [cut[0] for cut in self._cuts]
        parts.append(text[at : self.span.end].replace("<", "‹"))
        self.masked = "".join(parts)

    def note(self, at: int, item: Item) -> None:
        """Keep the masked offset of a mention; they come in order."""
        self._mentions.append((at, item))

    def mentions(self, before: int) -> list[tuple[int, Item]]:
        """Return the mentions that end before a masked offset, each with the masked offset where it begins."""
        found = self._mentions[: bisect_left(self._mentions, before, key=itemgetter(0))]
        cut = bool(found) and self.masked.index(">", found[-1][0]) >= before
        return found[:-1] if cut else found

    def source(self, start: int, end: int) -> Span:
        """Return the article's span of a stretch of the masked text; items are taken whole."""
        return Span(self._origin(start, False), self._origin(end, True))

    def _origin(self, offset: int, end: bool) -> int:
        at = bisect_right(self._starts, offset - 1 if end else offset) - 1
        masked, origin, item = self._cuts[max(at, 0)]
        if item:
            return item.span.end if end else item.span.start
        return origin + offset - masked


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
    measured = _measured(article, found)
    taken = [frozenset(at for i in items for at in range(i.span.start, i.span.end)) for items in measured]
    known = _known_words(article, found, lex)
    runs = [
        names.find(sentence.tokens, lex, offsets.__contains__, known.__contains__)
        for sentence, offsets in zip(found, taken, strict=True)
    ]
    runs = [_with_topic(article.text, s, own, subject) for s, own in zip(found, runs, strict=True)]
    aliases = [*subject.aliases, *_first_name(article, found, runs, subject)]
    every = ((article.text, run) for each in runs for run in each)
    decided = mentions.decide(every, lex, (subject.name, subject.kind), aliases)
    own_heads = heads.find(article, subject, lex)
    memory = Memory(article.text, subject, decided, lex, own_heads, article.title_span)
    resolver = coreference.Resolver(memory)
    for sentence, own, items, offsets in zip(found, runs, measured, taken, strict=True):
        named = [
            Item(r.mention.span, _letter(r, lex), r.mention, r.antecedent, r.others)
            for r in resolver.resolve(sentence.tokens, own, offsets, sentence.block)
        ]
        sentence.person, sentence.thing = resolver.person, resolver.thing
        sentence.foreign, sentence.about = memory.foreign, subject.name
        sentence.hedges = hedges.find(article.text, sentence.span.start, sentence.span.end)
        unread = residue.find(article.text, sentence.span)
        sentence.items = _apart([i for i in (*items, *named) if not any(u.covers(i.span) for u in unread)])
        sentence.mask(article.text, unread)
    return Document(article, subject, decided, found)


def _with_topic(text: str, sentence: Sentence, runs: Sequence[names.Run], subject: Topic) -> list[names.Run]:
    """Take the whole name of the article's subject for one name: "Magnitogorsk Iron and Steel Works"."""
    whole: list[names.Run] = []
    words = sentence.span.of(text)
    longer = [run.span for run in runs if run.noun and run.core is None]  # "Robben Island Maximum Security Prison"
    there = {name for name in (subject.name, *subject.aliases) if " " in name and name in words}
    for name in sorted(there, key=lambda n: (-len(n), n)):
        for at in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", words):
            span = Span(sentence.span.start + at.start(), sentence.span.start + at.end())
            if any(run.span.overlaps(span) for run in whole):
                continue
            if any(one.covers(span) and one.start == span.start and one.end > span.end for one in longer):
                continue
            before, after = words[: at.start()].split()[-1:], words[at.end() :].split()[:1]
            around = ["".join(near).lower().strip(".,;") for near in (before, after)]
            whole.append(names.Run(span, tuple(name.split()), None, None, None, *around))
    if not whole:
        return list(runs)
    others = [run for run in runs if not any(run.span.overlaps(own.span) for own in whole)]
    return sorted([*others, *whole], key=lambda run: run.span)


def _bracketed(text: str, start: int, at: int) -> bool:
    """Tell whether a place stands in brackets: a date there is an aside, from which nothing is reckoned."""
    return text.count("(", start, at) > text.count(")", start, at)


def _aside(text: str, start: int, date: FoundDate) -> bool:
    """Tell whether a date ends what an aside tells: ", an office he kept until 1985"."""
    return date.relation == "until" and _ASIDE.search(text[start : date.span.start]) is not None


def _measured(article: Article, found: Sequence[Sentence]) -> list[list[Item]]:
    """Return the dates and the quantities of each sentence; a relative date starts from the last one before it."""
    measured: list[list[Item]] = []
    anchor: Date | None = None
    anchor_at: Span | None = None
    for sentence in found:
        times = dates.find(article.text, sentence.span.start, sentence.span.end, anchor)
        times = [replace(d, anchor_span=anchor_at) if d.relative and d.anchor_span is None else d for d in times]
        outside = [d for d in times if not _bracketed(article.text, sentence.span.start, d.span.start)]
        told = [d for d in outside if not _aside(article.text, sentence.span.start, d)] or outside
        for last in (told or ([] if anchor else times))[-1:]:
            anchor, anchor_at = last.plain, last.plain_span
        amounts = quantities.find(article.text, sentence.span.start, sentence.span.end)
        items = [Item(d.span, "D", d) for d in times]
        items += [
            Item(q.span, "Q" + DIMENSIONS.get(q.dimension or "count", "o"), q)
            for q in amounts
            if not any(q.span.overlaps(d.span) for d in times)
        ]
        measured.append(items)
    return measured


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
    return known - _NEVER_NAMES


def _first_name(
    article: Article, found: Sequence[Sentence], runs: Sequence[Sequence[names.Run]], subject: Topic
) -> Iterator[str]:
    """Yield the names that the opening gives the article's subject: where it begins, and after 'known as'."""
    own = set(" ".join((subject.name, *subject.aliases)).lower().split())
    for number, (sentence, there) in enumerate(zip(found[:2], runs[:2], strict=True)):
        for run in there:
            name = mentions.normalise(run, article.text)
            if name == subject.name or run.noun not in {None, subject.kind}:
                continue  # "the Kariba riots" are no name of the dam
            words = set(name.lower().split())
            before = article.text[sentence.span.start : run.span.start].strip(" '\n").lower()
            person = subject.kind != "Person" and run.words[0] in lexicon.load().given  # "Julius Rosenberg" is no trial
            known = subject.name.split("(")[0].strip()
            apposed = (
                number == 0
                and run.noun == subject.kind
                and re.fullmatch(
                    rf"(?:the )?{re.escape(known.lower())},? (?:or |also |officially )?(?:the )?", before + " "
                )
            )
            if apposed or (number == 0 and re.search(r"\bor (?:simply|just)(?: the)?$", before)):
                yield name
                continue
            start = "" if re.fullmatch(r"[\w-]+/", before) else before  # "SAG/SDAG Wismut"
            opens = number == 0 and start in {"", "the", "a", "an"} and words & own and not person
            if opens or (words <= own and (_KNOWN_AS.search(before) or before.endswith(")"))):
                yield name


def _letter(one: Resolved, lex: Lexicon) -> str:
    """Return the letter of a mention: a country has its own, a description that names nothing begins with '_'."""
    letter = "C" if one.mention.name in lex.countries else LETTERS.get(one.mention.kind, "X")
    return letter if one.resolved else f"_{letter}"


def _apart(items: list[Item]) -> list[Item]:
    """Keep the longest of overlapping items, in order of place."""
    kept: list[Item] = []
    taken: set[int] = set()
    for item in sorted(items, key=lambda i: (i.span.start - i.span.end, i.span.start)):
        # no longer than what is kept, it overlaps only where one of its ends lies in that
        if item.span.start not in taken and item.span.end - 1 not in taken:
            kept.append(item)
            taken.update(range(item.span.start, item.span.end))
    return sorted(kept, key=lambda i: i.span.start)


__all__ = ["Document", "Item", "Mention", "Sentence", "analyse"]
