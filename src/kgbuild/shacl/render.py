"""Diagnostics as text, as a compiler prints them, and as rows for JSON."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from kgbuild.model import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kgbuild.shacl.diagnostics import Diagnostic, Excerpt

WIDTH = 100
"""Columns of an article's line that are shown; paragraphs are longer."""

_NOTE = "it does not agree with this"


def plain(_role: str, text: str) -> str:
    """Return the text as it is: the style for files and pipes."""
    return text


def to_text(diagnostics: Iterable[Diagnostic], style: Callable[[str, str], str] = plain) -> str:
    """Write diagnostics with their lines and carets, one after the other, each ending in a newline.

    ``style`` is given a role (place, violation, warning, info, note, line) and its text, and returns what to print.
    """
    lines: list[str] = []
    for found in diagnostics:
        severity = style(found.severity, f"{found.severity} {found.code}:")
        lines.append(f"{style('place', found.place + ':')} {severity} {found.message}")
        if found.excerpt:
            lines += _quotation(found.excerpt, found.severity, style)
        if found.other:
            lines.append(f"{style('place', found.other.place + ':')} {style('note', 'note:')} {_NOTE}")
            lines += _quotation(found.other, "note", style)
    return "".join(f"{line}\n" for line in lines)


def to_rows(diagnostics: Iterable[Diagnostic]) -> list[dict[str, Any]]:
    """Return diagnostics as values for JSON; offsets count code points, lines and columns count from 1."""
    return [
        {
            "code": found.code,
            "severity": found.severity,
            "message": found.message,
            "focus": found.focus,
            "value": found.value or None,
            "passage": _row(found.excerpt) if found.excerpt else None,
            "other": _row(found.other) if found.other else None,
        }
        for found in diagnostics
    ]


def _row(excerpt: Excerpt) -> dict[str, Any]:
    return {
        "file": excerpt.file,
        "line": excerpt.line,
        "column": excerpt.column,
        "start": excerpt.start,
        "end": excerpt.end,
        "words": excerpt.words.of(excerpt.text),
    }


def _quotation(excerpt: Excerpt, role: str, style: Callable[[str, str], str]) -> list[str]:
    text, words = shortened(excerpt.text, excerpt.words)
    margin = f"{excerpt.line:5} | "
    before, under = columns(text[: words.start]), max(1, columns(words.of(text)))
    carets = style(role, "^" * under)
    return [style("line", margin) + text, style("line", "      | ") + " " * before + carets]


def shortened(text: str, words: Span, width: int = WIDTH) -> tuple[str, Span]:
    """Cut a line to about ``width`` columns round some words of it; return it with where they now are.

    What is cut off is shown by an ellipsis. Control characters become spaces, so that columns can be counted.

    >>> shortened("The camp is around 500 m long, surrounded by walls", Span(19, 24), 20)
    ('…around 500 m long, …', Span(start=8, end=13))
    """
    text = "".join(" " if unicodedata.category(c) == "Cc" else c for c in text)
    if columns(text) <= width:
        return text, words
    begin = _boundary(text, words.start, width // 2)
    end = begin
    room = width
    while end < len(text) and room > 0:
        room -= columns(text[end])
        end += 1
    if end < len(text) and (space := text.rfind(" ", words.end, end)) >= 0:
        end = space + 1
    head, tail = "…" if begin else "", "…" if end < len(text) else ""
    start = words.start - begin + len(head)
    stop = min(words.end, end) - begin + len(head)
    return f"{head}{text[begin:end]}{tail}", Span(start, stop)


def _boundary(text: str, start: int, room: int) -> int:
    """Return where to begin so that ``room`` columns, from the beginning of a word on, stand before ``start``."""
    begin = start
    while begin > 0 and room > 0:
        begin -= 1
        room -= columns(text[begin])
    if begin == 0:
        return 0
    word = re.compile(r"\s").search(text, begin, start)
    return word.end() if word else begin


def columns(text: str) -> int:
    """Return how many columns a terminal needs: two for wide characters, none for combining ones.

    >>> columns("camp"), columns("수용소"), columns("Ch'o\N{COMBINING BREVE}ngjin")
    (4, 6, 9)
    """
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
