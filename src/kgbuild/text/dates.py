"""Dates in prose: the words, the date they say in EDTF, and how it is meant ('since', 'before', 'from A to B').

An own grammar: the libraries drop an end of '1939–1945', fill in days of their own, and read modal verbs as months.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from kgbuild.model import Date, Span
from kgbuild.text import datewords, edtf, nouns, prefixes, relatives, years
from kgbuild.text.datewords import NOW, SHORT, SPAN, Atom

_TRIGGER: Final = re.compile(
    r"(?:(?<![\w.,/–-])|(?<=\b[cC]\.)|(?<=\bca\.)|(?<=[\w)?.]–)|(?<=[\w)?]-))(?=\d)"
    rf"|(?<!\w)(?={years.month_pattern()}|AD\s\d|A\.D\.\s\d"
    r"|(?i:spring|summer|autumn|fall|winter|present|today|now|date|an?\s(?:year|month|week|day|decade)\s"
    r"|the\s(?:(?:very\s)?same|following|next|subsequent|ensuing|previous|preceding|prior|year|month|day|present)\b"
    r"|that\s(?:very\s|same\s)?(?:year|month|day|week)"
    r"|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]{2,6}teen|[a-z]{2,5}ty)(?:-[a-z]{3,5})?"
    r"\s(?:year|month|week|day|decade)s?\s"
    r"|(?:first|second|third|[a-z]{3,9}th|twenty-first)[\s-](?:centur|and\s|to\s)))"
)
_TOKEN: Final = re.compile(r"[^\W\d_](?:[\w'’]|\.(?=\w))*\.?|[~≈]")
_WINDOW: Final = 48
_PARTS: Final = {
    "early": "early", "mid": "mid", "middle": "mid", "late": "late", "the early": "early", "the late": "late",
    "the beginning of": "beginning", "beginning of": "beginning", "the start of": "beginning", "start of": "beginning",
    "the end of": "end", "end of": "end", "the middle of": "mid", "middle of": "mid",
    "the first half of": "early", "first half of": "early", "the second half of": "late", "second half of": "late",
    "the latter half of": "late", "the latter part of": "late", "the early part of": "early", "the close of": "end",
}  # fmt: skip
_NEAR: Final = frozenset(
    {"c.", "c", "ca.", "ca", "circa", "around", "about", "approximately", "approx.", "roughly", "~", "≈", "some time around",
     "sometime around"}
)  # fmt: skip
_RELATIONS: Final = {
    "since": "since", "ever since": "since",
    "until": "until", "till": "until", "up to": "until", "up until": "until", "to": "until", "through": "until",
    "before": "before", "prior to": "before", "after": "after", "following": "after", "subsequent to": "after",
    "by": "by", "no later than": "by", "from": "from", "starting in": "since", "beginning in": "since",
    "in": "in", "on": "in", "during": "in", "as of": "in", "as early as": "in", "as late as": "in", "of": "in",
    "between": "between", "and": "and", "not until": "in", "as from": "since", "at": "in",
}  # fmt: skip
_LINKS: Final = frozenset({"to", "until", "till", "through", "up to", "up until"})
_OPENERS: Final = frozenset({None, "in", "on", "during", "from", "between", "at", "of", "and", "as early as", "by"})
_DASH: Final = re.compile(r"\s{0,2}[–—‒-]\s{0,2}")
_BLANK: Final = re.compile(r",?\s{1,3}")
_ONWARDS: Final = re.compile(r"\s(?:onwards?|on)(?=\s?[,.;)]|\s[a-z]|\s?$)(?!\son\b)|\s{0,2}[–—](?=\s?[);]|\s{0,2}$)")
_TIMELY: Final = frozenset(
    {"in", "since", "until", "till", "by", "during", "from", "after", "before", "between", "up to"}
)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date and its words.

    ``value`` is the date as its preposition means it ('since 1992' is ``1992/..``) and ``span`` its words with that
    preposition; ``plain`` and ``plain_span`` are the date alone. ``relation`` is 'in', 'since', 'until', 'after',
    'before', 'by', 'from', 'between' or 'from-to'. A ``relative`` date was reckoned from ``anchor``, which stands at
    ``anchor_span`` unless it came from before the stretch.
    """

    span: Span
    value: Date
    plain: Date
    plain_span: Span
    relation: str = "in"
    relative: bool = False
    anchor: Date | None = None
    anchor_span: Span | None = None


@dataclass(frozen=True, slots=True)
class _Dated:
    """An atom or a step with what stands before it; ``start`` is where the part and approximation begin."""

    atom: Atom | relatives.Step
    start: int
    lead: int  # where the preposition begins
    preposition: str | None = None
    part: str | None = None
    near: bool = False

    @property
    def end(self) -> int:
        return self.atom.end


def find(text: str, start: int, end: int, anchor: Date | None = None) -> list[FoundDate]:
    """Return the dates of a stretch in order; they do not overlap.

    ``anchor`` is the last date before the stretch, from which relative dates start until the stretch has one itself.

    >>> [d.value.edtf for d in find("Held in 2004, she died there the following year.", 0, 48)]
    ['2004', '2005']
    """
    return _Reader(text, (start, end), anchor, trusted=False).read()


def parse(words: str, anchor: Date | None = None) -> Date | None:
    """Normalise the words of one date; None unless they are one from end to end.

    >>> parse("after 2010").edtf, parse("the following year", edtf.year(2004)).edtf
    ('2010/..', '2005')
    """
    for found in _Reader(words, (0, len(words)), anchor, trusted=True).read():
        return found.value if found.span == Span(0, len(words)) else None
    return None


class _Reader:
    """Reads one stretch from left to right and keeps the date that relative ones start from."""

    def __init__(self, text: str, bounds: tuple[int, int], anchor: Date | None, *, trusted: bool) -> None:
        self.text = text
        self.bounds = bounds
        self.anchor = anchor if anchor and edtf.fields(anchor) else None
        self.anchor_span: Span | None = None
        self.trusted = trusted

    def read(self) -> list[FoundDate]:
        found: list[FoundDate] = []
        dated = self._scan()
        index = 0
        while index < len(dated):
            one = dated[index]
            two = dated[index + 1] if index + 1 < len(dated) else None
            pair = self._range(one, two) if two else None
            date = pair or self._single(one)
            index += 2 if pair else 1
            if date is None:
                continue
            found.append(date)
            if edtf.fields(date.plain):
                self.anchor, self.anchor_span = date.plain, date.plain_span
        return found

    def _scan(self) -> list[_Dated]:
        """Return all words that may be dates, with what stands before them."""
        start, end = self.bounds
        dated: list[_Dated] = []
        stop = start
        for trigger in _TRIGGER.finditer(self.text, start, end):
            at = trigger.start()
            if at < stop:
                continue
            atom = relatives.read(self.text, at, end, start) or datewords.read(self.text, at, end)
            if atom is None:
                continue
            dated.append(self._lead(atom, max(stop, start)))
            stop = atom.end
        return dated

    def _lead(self, atom: Atom | relatives.Step, stop: int) -> _Dated:
        """Read backwards what belongs to a date: 'since', 'the', 'early', 'c.'."""
        tokens = self._tokens(max(stop, atom.start - _WINDOW), atom.start)
        words = [self.text[s:e].lower() for s, e in tokens]
        left, start, part, near = len(words), atom.start, None, False
        while left:
            taken = _longest(words, left, _PARTS)
            if taken and part is None:
                part = _PARTS[taken]
            elif (taken := _longest(words, left, _NEAR)) and not near:
                near = True
            elif words[left - 1] in ("the", "year", "years"):
                left -= 1
                continue
            else:
                break
            left -= len(taken.split())
            start = tokens[left][0]
        preposition = _longest(words, left, _RELATIONS)
        lead = tokens[left - len(preposition.split())][0] if preposition else start
        return _Dated(atom, start, lead, preposition, part, near)

    def _tokens(self, window: int, at: int) -> list[tuple[int, int]]:
        kept: list[tuple[int, int]] = []
        follows = at
        for s, e in reversed([m.span() for m in _TOKEN.finditer(self.text, window, at)]):
            gap = self.text[e:follows]
            if (gap.strip() and gap not in ("-", "–")) or (s == window and s > 0 and self.text[s - 1].isalnum()):
                break
            kept.insert(0, (s, e))
            follows = s
        return kept

    def _range(self, one: _Dated, two: _Dated) -> FoundDate | None:
        """Join two dates: 'A–B', 'from A to B', 'between A and B'; the one lends the other its year."""
        if not isinstance(one.atom, Atom) or not isinstance(two.atom, Atom) or one.preposition not in _OPENERS:
            return None
        together = one.preposition == "between" or one.atom.kind == SHORT
        linked = two.preposition in _LINKS or (two.preposition == "and" and together)
        gap = self.text[one.end : two.lead]
        if not (linked and _BLANK.fullmatch(gap)) and not (two.preposition is None and _DASH.fullmatch(gap)):
            return None
        ends = self._ends(one, two)
        if ends is None:
            return None
        first, last = ends
        value = edtf.interval(first, last) if last else edtf.since(first)
        if value is None or value.edtf.count("/") != 1 or not self._is_year(one, two.end):
            return None
        between = one.preposition == "between"
        start = one.lead if one.preposition in ("from", "between") else one.start
        span = Span(start, two.end)
        return FoundDate(span, value, value, span, "between" if between else "from-to")

    def _ends(self, one: _Dated, two: _Dated) -> tuple[Date, Date | None] | None:
        """Return both ends of a range, the last None if it is the present."""
        first_atom, last_atom = one.atom, two.atom
        if not isinstance(first_atom, Atom) or not isinstance(last_atom, Atom):
            return None
        first, last = first_atom.date, last_atom.date
        if last_atom.kind == NOW:
            return (_shaped(first, one), None) if first else None
        if first is None and last is not None:
            first = _completed(first_atom, last, later=False)
        elif last is None and first is not None:
            last = _completed(last_atom, first, later=True)
        if first is None or last is None:
            return None
        return _shaped(first, one), _shaped(last, two)

    def _single(self, one: _Dated) -> FoundDate | None:
        atom = one.atom
        anchor: Date | None = None
        if isinstance(atom, relatives.Step):
            anchor = self.anchor
            date = relatives.resolve(atom, anchor) if anchor else None
        elif atom.kind == SHORT:
            return None
        elif atom.date is not None:
            date = atom.date if self._is_year(one, atom.end) else None
        else:
            anchor = self.anchor if self._tells_time(one, atom) else None
            date = _anchored(atom, anchor) if anchor else None
        if date is None:
            return None
        return self._related(one, _shaped(date, one), anchor)

    def _tells_time(self, one: _Dated, atom: Atom) -> bool:
        """Tell whether words without a year are a date: 'in May', 'on 5 May', but not 'March' or 'now'."""
        if atom.kind == NOW:
            return False
        return (
            self.trusted
            or atom.kind != "month"
            or atom.shift is not None
            or one.preposition in _TIMELY
            or bool(one.part)
        )

    def _is_year(self, one: _Dated, after: int) -> bool:
        """Tell whether a date of bare digits is one and no quantity."""
        atom = one.atom
        if self.trusted or not isinstance(atom, Atom) or not atom.bare:
            return True
        number = int(self.text[atom.start : atom.start + 4])
        before = prefixes.before(self.text, self.bounds[0], atom.start).start
        left = self.text[max(self.bounds[0], atom.start - 16) : atom.start]
        if _NO_YEAR.search(left) or nouns.load().named.search(left):
            return False
        return years.is_year(self.text, number, before, after, self.bounds)

    def _related(self, one: _Dated, plain: Date, anchor: Date | None) -> FoundDate:
        """Add the preposition to a single date."""
        relation = _RELATIONS.get(one.preposition or "in", "in")
        between = relation == "between" and "/" in plain.edtf
        if relation in ("and", "between") and not between:
            relation = "in"
        span = plain_span = Span(one.lead if between else one.start, one.end)
        if isinstance(one.atom, Atom) and one.atom.kind == SPAN and relation in ("in", "from"):
            relation = "from-to"
        onwards = _ONWARDS.match(self.text, one.end, self.bounds[1])
        if relation in ("in", "from") and onwards and "/" not in plain.edtf:
            relation, span = "since", Span(one.lead if relation == "from" else one.start, onwards.end())
        elif relation in _SHAPES:
            span = Span(one.lead, one.end)
        shape = _SHAPES.get(relation)
        value = shape(plain) if shape else plain
        return FoundDate(
            span, value, plain, plain_span, relation, anchor is not None, anchor, self.anchor_span if anchor else None
        )


_SHAPES: Final = {
    "since": edtf.since, "until": edtf.until, "by": edtf.until, "before": edtf.before, "after": edtf.after,
}  # fmt: skip
_NO_YEAR: Final = re.compile(r"(?:[#№$€£]|(?<!\d)\d{1,3}-|(?<![Mm]id)(?<![Ee]arly)(?<![Ll]ate)[^\W\d]-)\Z")


def _longest(words: list[str], left: int, known: object) -> str | None:
    """Return the longest known phrase of up to four words that ends before word ``left``."""
    for length in range(min(4, left), 0, -1):
        phrase = " ".join(words[left - length : left])
        if phrase in known:  # type: ignore[operator]
            return phrase
    return None


def _shaped(date: Date, one: _Dated) -> Date:
    date = edtf.part(date, one.part) if one.part else date
    return edtf.approximate(date) if one.near else date


def _completed(atom: Atom, other: Date, *, later: bool) -> Date | None:
    """Give a date without a year that of the other end of its range: 'November to February 1945' begins in 1944."""
    ends = other.edtf.split("/")
    known = edtf.fields(replace(other, edtf=ends[-1] if later else ends[0]))
    if known is None or atom.month is None:
        return None
    year, month, _ = known
    if month is not None and (atom.month < month if later else atom.month > month):
        year += 1 if later else -1
    return _in_year(atom, year)


def _anchored(atom: Atom, anchor: Date) -> Date | None:
    known = edtf.fields(anchor)
    return _in_year(atom, known[0] + (atom.shift or 0)) if known else None


def _in_year(atom: Atom, year: int) -> Date | None:
    if not 1 <= year < 9999:
        return None
    if atom.season:
        return edtf.season(year, atom.season)
    if atom.month is None:
        return None
    return datewords.days(year, atom.month, atom.day, atom.last_day) if atom.day else edtf.month(year, atom.month)
