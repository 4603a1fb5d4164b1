"""What conversion left in a text and nobody reads: '[1]', '[citation needed]', '{{cn}}', '()', bold marks."""

from __future__ import annotations

import re

from kgbuild.model import Span

_DOUBTS = (
    "citation|clarification|verification|page|full citation|year|when|who|where|which|by whom|better source|dubious|sic"
    "|update|disputed|original research|according to whom|how|why|what|failed verification|permanent dead link"
    "|dead link|unreliable source|needs update|vague|specify|weasel words|quantify|neutrality"
)
_MARK = (
    rf"(?:(?<=\w\w)|(?<=[^\w\s]))\[[a-z]\]|\[(?:\d{{1,3}}|(?:note|nb|n) \d{{1,3}}|(?:{_DOUBTS})\b[^\[\]\n]{{0,40}})\]"
    r"|\{\{[^{}\n]{0,200}\}\}|'{2,6}+|\(\s{0,2}[;,]?\s{0,2}\)|<ref[^<>\n]{0,80}/>|<ref[^<>\n]{0,80}>[^<>\n]{0,300}</ref>"
    r"|</?(?:small|br|nowiki|sup|sub)\s?/?>"
)
_FOUND = re.compile(rf"\s?(?:{_MARK}){{1,9}}(?=[\s.,;:)]|$)|(?:{_MARK}){{1,9}}")
_SIGNS = re.compile(r"\[|\{\{|''|\(\s{0,2}[;,]?\s{0,2}\)|<")
_LEADING = re.compile(rf"(?:(?:{_MARK})\s*){{1,9}}")
_TRAILING = re.compile(rf"(?:\s?(?:{_MARK})){{1,9}}\Z")


def find(text: str, span: Span) -> list[Span]:
    """Return the stretches of residue, each with the blank that sets it off.

    >>> t = "It held 500 men[1] [citation needed] in 1943 {{cn}}."
    >>> [s.of(t) for s in find(t, Span(0, len(t)))]
    ['[1]', ' [citation needed]', ' {{cn}}']
    """
    if not _SIGNS.search(text, span.start, span.end):
        return []
    words = span.of(text)
    return [Span(span.start + found.start(), span.start + found.end()) for found in _FOUND.finditer(words)]


def without(text: str, span: Span) -> Span:
    """Return a stretch without residue at its ends.

    >>> t = "{{flag}} Iran[1]"
    >>> without(t, Span(0, len(t))).of(t)
    'Iran'
    """
    words = span.of(text)
    leading = _LEADING.match(words)
    start = leading.end() if leading else 0
    trailing = _TRAILING.search(words, start)
    return Span(span.start + start, span.start + (trailing.start() if trailing else len(words)))


__all__ = ["find", "without"]
