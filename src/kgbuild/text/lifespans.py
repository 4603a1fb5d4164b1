"""Whether years in brackets after a name are a life, '(1906–2009)', or a term, '(1964–1982)' in a list of prisoners."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kgbuild.text.dates import FoundDate

if TYPE_CHECKING:
    from kgbuild.text.document import Document, Sentence

_BRACKET: Final = re.compile(r"^[\"“]?<_?[PX]\d+> ?\((?:[^()<]*[;,] )?<D(\d+)>\)")
_YEAR: Final = re.compile(r"-?\d{4}")
_HELD: Final = re.compile(
    r"(?i)prisoner|inmate|detainee|internee|witness|survivor|victim|held|abduct|captive|convict|notable"
)
_POSTS: Final = re.compile(
    r"(?i)director|commandant|commander|governor|warden|minister|chair|head|leader|president|secretar|chief|office|lead"
)
_OPENED: Final = re.compile(
    r"(?i)(?:opened|established|founded|in operation|operational|operated|built|inaugurated|period)\b"
)
_LONG: Final = 40  # years that no term lasts
_YOUNG: Final = {"held": 30, "post": 32, "other": 22}  # years from which on it is a life, by what the list is of
_CHILD: Final = 12  # in a list that gives lives


def is_life(document: Document, sentence: Sentence, found: FoundDate) -> bool:
    """Tell whether an interval after a name is a lifespan.

    Forty years are. Below that its list decides: the other bullets under the heading give lives, or the heading speaks
    of prisoners or of posts, which are held for some years, or they follow each
    other without a gap. A prisoner's life began before the prison was opened.
    """
    length = years(found)
    if length is None:
        return False
    if length > _LONG:
        return True
    opened = _opened(document)
    if opened and sentence.block.kind == "bullet" and _HELD.search(" ".join(sentence.block.headings)):
        return int(found.value.edtf[:4]) < opened
    heading = sentence.block.headings[-1] if sentence.block.headings else ""
    if sentence.block.kind == "bullet":
        if _in_turn(document, sentence, found):
            return False
        if any(other > _LONG for other in _beside(document, sentence)):
            return length >= _CHILD
        kind = "held" if _HELD.search(heading) else "post" if _POSTS.search(heading) else "other"
        return length >= _YOUNG[kind]
    return length >= _YOUNG["other"]


def _opened(document: Document) -> int | None:
    """Return the year in which the article's facility was opened, as its infobox tells."""
    if document.topic.kind != "Facility":
        return None
    for box in document.article.infoboxes:
        for entry in box.entries:
            if _OPENED.match(entry.key) and (year := _YEAR.search(entry.value.of(document.article.text))):
                return int(year[0])
    return None


def years(found: FoundDate) -> int | None:
    """Return how many years an interval lasts, None where it is none or has an open end."""
    start, slash, end = found.value.edtf.partition("/")
    first, last = _YEAR.match(start), _YEAR.match(end)
    return int(last[0]) - int(first[0]) if slash and first and last else None


def _in_turn(document: Document, sentence: Sentence, found: FoundDate) -> bool:
    """Tell whether an interval begins when that of the bullet before it ends: terms of office, each after the other."""
    mine = found.value.edtf.partition("/")[0][:4]
    listed = [other.value.edtf for other in _intervals(document, sentence)]
    before = listed[: listed.index(found.value.edtf)] if found.value.edtf in listed else []
    return bool(before) and before[-1].partition("/")[2][:4] == mine


def _beside(document: Document, sentence: Sentence) -> list[int]:
    return [years(other) or 0 for other in _intervals(document, sentence)]


def _intervals(document: Document, sentence: Sentence) -> list[FoundDate]:
    """Return the dates in brackets after the names of all bullets under the headings of a sentence."""
    found: list[FoundDate] = []
    for other in document.sentences:
        if other.block.kind != "bullet" or other.block.headings != sentence.block.headings:
            continue
        if bracket := _BRACKET.match(other.masked):
            value = other.items[int(bracket[1])].value
            found += [value] if isinstance(value, FoundDate) else []
    return found
