"""What "the camp", "the former prison" and "the city centre" stand for: class nouns with an article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kgbuild.model import Mention, Span
from kgbuild.text.memory import Resolved

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kgbuild.text.lexicon import Lexicon
    from kgbuild.text.memory import Memory
    from kgbuild.text.tokens import Token

_CENTER = re.compile(r"(?:city|town|village) cent(?:er|re)")
_SIDES = frozenset(["bank", "center", "centre"])
_WATERS = frozenset(["reservoir", "lake"])
_BESIDE = frozenset(["after", "before", "following", "like", "unlike", "since", "than", "to", "with", "as"])
_WHERE = frozenset(["at", "in", "of", "near", "on"])
_NAMED_KINDS = frozenset(["Facility", "Organization"])  # of these, a description that names nothing is kept


def definite(memory: Memory, tokens: Sequence[Token], at: int) -> Resolved | None:
    """Resolve "the camp" at a token; None where the words describe or do not stand for anything."""
    phrase = _phrase(memory.lexicon, tokens, at + 1)
    if phrase is None or _describes(memory.lexicon, tokens, at, phrase):
        return None
    begin, end, kind = phrase
    span = Span(tokens[at].start, tokens[end - 1].end)
    modifiers = [token.lower for token in tokens[at + 1 : begin]]
    noun = [token.lower for token in tokens[begin:end]]
    known = memory.lexicon.words["plain_modifiers"]
    plain = all(word in known or word in memory.topic.name.lower() for word in modifiers)
    if kind == "Event" and _elsewhere(memory, tokens, at, end):
        return None
    if plain and (kind == memory.topic.kind or noun[0] in memory.heads) and memory.names_topic(noun):
        return memory.meant(span)
    several = kind == "Organization" and len(noun) > 1  # "the military police" is not any agency
    one = memory.called(kind, noun[-1], exactly=several) if plain else None
    one = one or memory.part(noun, modifiers)
    if one is None and kind == "Place" and (_CENTER.fullmatch(" ".join(noun)) or (plain and noun == ["city"])):
        one = memory.city()
    if one is None and plain and noun[-1] in _WATERS:
        one = memory.lake()
    if one is not None:
        return memory.standing_for(span, one)
    if kind not in _NAMED_KINDS:
        return None
    words = " ".join(token.text for token in tokens[at + 1 : end])
    return Resolved(Mention(span, words, kind, proper=False), resolved=False)


def _elsewhere(memory: Memory, tokens: Sequence[Token], at: int, end: int) -> bool:
    """Tell whether an event is set beside the article's own and stood at another place: "after the revolt at X"."""
    if not at or tokens[at - 1].lower not in _BESIDE or end + 1 >= len(tokens) or tokens[end].lower not in _WHERE:
        return False
    place = tokens[end + 2 if tokens[end + 1].lower == "the" and end + 2 < len(tokens) else end + 1]
    return place.capital and place.lower not in memory.topic.name.lower()


def introduce(memory: Memory, tokens: Sequence[Token], at: int) -> None:
    """Remember what "a radiochemical laboratory" brings in: "the laboratory" may mean it later."""
    phrase = _phrase(memory.lexicon, tokens, at + 1)
    before = tokens[at - 1].lower if at else ""
    described = before in memory.lexicon.words["copulas"] or before in {"as", "like", "of"}
    if phrase is None or described:
        return
    _begin, end, kind = phrase
    if kind == "Organization":
        words = " ".join(token.text for token in tokens[at + 1 : end])
        memory.body = Mention(Span(tokens[at + 1].start, tokens[end - 1].end), words, kind, proper=False)
    if kind != "Facility":
        return
    if tokens[end - 1].lower in memory.heads:
        return
    span = Span(tokens[at + 1].start, tokens[end - 1].end)
    words = " ".join(token.text for token in tokens[at + 1 : end])
    memory.parts.append((tokens[end - 1].lower, Mention(span, words, kind, proper=False)))


def _describes(lexicon: Lexicon, tokens: Sequence[Token], at: int, phrase: tuple[int, int, str]) -> bool:
    """Tell whether an article opens no mention: after a copula, before "of X", or as the conjunction 'that'."""
    _begin, end, kind = phrase
    if tokens[at].lower == "that" and _joins(lexicon, tokens, at, end):
        return True
    if at and tokens[at - 1].lower in lexicon.words["copulas"]:
        return True  # "was the main prison" describes, it does not name
    if kind == "Person" and end < len(tokens) and (tokens[end].capital or tokens[end].lower == "of"):
        return True  # "the writer X": X is meant; "the son of X" says what somebody is
    if end >= len(tokens) or tokens[end].lower != "of":
        return False
    if tokens[end - 1].lower in _SIDES:
        return True  # "the left bank of the river" is no bank, "the centre of X" no centre
    return kind == "Place" and end + 1 < len(tokens) and tokens[end + 1].capital  # "the city of X": X is the name


def _joins(lexicon: Lexicon, tokens: Sequence[Token], at: int, end: int) -> bool:
    """Tell whether 'that' opens a clause: a verb stands before it, or a plural after ("said that guards ...")."""
    before, head = (tokens[at - 1].lower if at else ""), tokens[end - 1].lower
    said = before.endswith(("ed", "es", "ts", "ys", "ms")) or before in lexicon.words["saying"]
    return said or head.endswith("s") or head in {"police", "people", "men", "women"}


def _phrase(lexicon: Lexicon, tokens: Sequence[Token], at: int) -> tuple[int, int, str] | None:
    """Return (start of the noun, end, kind) of a class noun with at most three plain words before it."""
    for begin in range(at, min(at + 4, len(tokens))):
        if not tokens[begin].word or tokens[begin].capital or _no_modifier(lexicon, tokens[begin].lower):
            return None
        if found := _noun(lexicon, tokens, begin):
            further = _noun(lexicon, tokens, found[0])  # "the prison camp guard": the head is further on
            return (begin, *(further or found))
        if tokens[begin].lower in lexicon.words["prepositions"] or tokens[begin].lower in {"and", "or"}:
            return None
    return None


def _noun(lexicon: Lexicon, tokens: Sequence[Token], at: int) -> tuple[int, str] | None:
    """Return (end, kind) of the class noun in lower case that begins at a token."""
    if at >= len(tokens) or not tokens[at].word or tokens[at].capital:
        return None
    found = lexicon.noun_at([token.lower for token in tokens[at : at + lexicon.longest]], 0)
    return (at + found[0], found[1]) if found else None


def _no_modifier(lexicon: Lexicon, word: str) -> bool:
    """Tell whether a word ends a noun phrase: it is a function word, or the head ("the prisoners elected")."""
    if (word,) in lexicon.nouns and word not in {"up", "do"}:
        return False
    if word in lexicon.words["function"]:
        return word not in lexicon.words["modifying"]
    return word.endswith("s") and (word[:-1],) in lexicon.nouns
