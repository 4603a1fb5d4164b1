"""Whom "the pair", "both", "the couple" and "they" mean: persons whom the sentence before joined by 'and'."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kgbuild.model import Mention, Span
from kgbuild.text.memory import Resolved

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kgbuild.text.tokens import Token

_JOINED = re.compile(r"(?: \([^()]{1,60}\))?(?:,? and |, )(?:(?:his|her|their) [a-z-]+,? )?")
_LAST = re.compile(r",? and ")
_SIZES = {"pair": 2, "couple": 2, "two": 2, "duo": 2, "spouses": 2, "three": 3, "trio": 3, "four": 4, "five": 5}
_KIN = frozenset(["brothers", "sisters", "siblings"])
_PEOPLE = _KIN | {"men", "women", "friends", "activists", "prisoners", "officers", "students", "leaders", "writers"}
_HELPING = frozenset(["were", "had", "have", "are", "died", "fled", "escaped", "spent", "served", "later", "then"])
_MOST = 5


def of(text: str, found: Sequence[Resolved]) -> tuple[Mention, ...]:
    """Return the persons of a sentence that 'and' joins, the last such group; empty where there is none."""
    best: tuple[Mention, ...] = ()
    run: list[Resolved] = []
    for one in found:
        person = one.resolved and one.mention.kind == "Person"
        between = text[run[-1].mention.span.end : one.mention.span.start] if run else ""
        if run and not (person and _JOINED.fullmatch(between)):
            run = []
        run = [*run, one] if person else []
        last = text[run[-2].mention.span.end : one.mention.span.start] if len(run) > 1 else ""
        if _LAST.search(last) and len({each.mention.name for each in run}) == len(run) <= _MOST:
            best = tuple(each.mention for each in run)
    return best


def resolve(group: Sequence[Mention], tokens: Sequence[Token], at: int, *, subject: bool) -> Resolved | None:
    """Return what words at a token stand for where they mean the group; ``subject`` tells that it was one."""
    words = [token.lower for token in tokens[at : at + 4]]
    length = _length(words, len(group), begins=at == 0 and subject) if len(group) > 1 else 0
    if not length:
        return None
    span = Span(tokens[at].start, tokens[at + length - 1].end)
    first, *others = group
    return Resolved(Mention(span, first.name, "Person", proper=False), antecedent=first.span, others=tuple(others))


def _length(words: Sequence[str], size: int, *, begins: bool) -> int:
    """Return how many words mean a group of this size, 0 where they do not."""
    first, second, third = (*words, "", "", "")[:3]
    if first == "the" and (_SIZES.get(second) == size or (second in _KIN and third in _HELPING)):
        return 3 if third in _PEOPLE else 2
    if first == "both" and size == 2:
        if second == "of" and third == "them":
            return 3
        return 2 if second in _PEOPLE else 1 if _verb(second) else 0
    if first == "all" and second in _SIZES and _SIZES[second] == size:
        return 3 if third in _PEOPLE else 2
    return 1 if first == "they" and begins and _verb(second) else 0


def _verb(word: str) -> bool:
    return word in _HELPING or word.endswith("ed")
