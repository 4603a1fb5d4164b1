"""Dates in prose: the words, the date they say in EDTF, and how it is meant ('since', 'before', 'from A to B').

An own grammar: the libraries drop an end of '1939–1945', fill in days of their own, and read modal verbs as months.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kgbuild.model import Date, Span
from kgbuild.text import dateleads, datewords, edtf, nouns, prefixes, relatives, years
from kgbuild.text.datewords import NOW, SHORT, SPAN, Atom

if TYPE_CHECKING:
    from kgbuild.text.dateleads import Lead

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
_LINKS: Final = frozenset({"to", "until", "till", "through", "up to", "up until"})
_OPENERS: Final = frozenset(
    {None, "in", "on", "during", "from", "between", "at", "of", "and", "as early as", "by", "since", "to"}
)
_DASH: Final = re.compile(r"\s{0,2}[–—‒-]\s{0,2}")
_BLANK: Final = re.compile(r",?\s{1,3}")
_ONWARDS: Final = re.compile(r"\sonwards?(?!\w)|\s{0,2}[–—](?=\s?[);]|\s{0,2}$)")
_FROM_ON: Final = re.compile(r"\son(?=\s?[,.;)]|\s[a-z]|\s?$)|" + _ONWARDS.pattern)
_INSIDE: Final = re.compile(r"\([^()\n]{0,60}\Z")
_SAME_YEAR: Final = re.compile(r"[^.;:\n]{0,40}\b(?:and|or|to)\b[^.;:\n]{0,12}|,\s")
_NO_DATE: Final = re.compile(r"(?:\bO\.?\s?S\.?\s|[$€£]\s?)\Z")  # an old-style date, money
_NO_YEAR: Final = re.compile(r"(?:[#№$€£]|(?<!\d)\d{1,3}-|[^\W\d]-(?<![Mm]id-)(?<![Ee]arly-)(?<![Ll]ate-))\Z")
_SAID: Final = re.compile(
    r"\b(?:sa(?:id|y|ys)|is|was|told|tells?|wrote|found|known|fact|so|claims?|(?:stat|believ|report|claim|argu|add|not|recall)ed)\s\Z"
)
_TIMELY: Final = frozenset(
    {"in", "since", "until", "till", "by", "during", "from", "after", "before", "between", "up to", "through", "that"}
)
_SHAPES: Final = {
    "since": edtf.since, "until": edtf.until, "by": edtf.until, "before": edtf.before, "after": edtf.after,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date and its words.

    ``value`` is the date as its preposition means it ('since 1992' is ``1992/..``) and ``span`` its words with that
    preposition; ``plain`` and ``plain_span`` are the date alone. ``relation`` is 'in', 'since', 'until', 'after',
    'before', 'by', 'from', 'between' or 'from-to'. A ``relative`` date was reckoned from ``anchor``, which stands at
    ``anchor_span`` unless it came from before the stretch. ``ends`` are the first and the last date of a range; their
    span is that of the whole where their words alone do not say them ('1939–45'), and the present is none.
    """

    span: Span
    value: Date
    plain: Date
    plain_span: Span
    relation: str = "in"
    relative: bool = False
    anchor: Date | None = None
    anchor_span: Span | None = None
    ends: tuple[FoundDate, ...] = ()


def find(text: str, start: int, end: int, anchor: Date | None = None, *, trusted: bool = False) -> list[FoundDate]:
    """Return the dates of a stretch in order; they do not overlap.

    ``anchor`` is the last date before the stretch, from which relative dates start until the stretch has one itself.
    Where the stretch is ``trusted`` to tell dates, four bare digits are a year.

    >>> [d.value.edtf for d in find("Held in 2004, she died there the following year.", 0, 48)]
    ['2004', '2005']
    """
    return _Reader(text, (start, end), anchor, trusted=trusted).read()


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
        """Return the dates; two that form a range are one."""
        found: list[FoundDate] = []
        leads = self._scan()
        index = 0
        while index < len(leads):
            one = leads[index]
            two = leads[index + 1] if index + 1 < len(leads) else None
            if two and self._counts(one, two):
                index += 2
                continue
            pair = self._range(one, two) if two else None
            date = pair or self._single(one, two)
            index += 2 if pair else 1
            if date is None:
                continue
            found.append(date)
            if edtf.fields(date.plain) and not self._aside(date.span):
                self.anchor, self.anchor_span = date.plain, date.plain_span
        return found

    def _aside(self, span: Span) -> bool:
        """Tell whether a date stands in parentheses: 'Kim (b. 1924)' is not what 'on 11 August' starts from."""
        return _INSIDE.search(self.text[max(self.bounds[0], span.start - 60) : span.start]) is not None

    def _scan(self) -> list[Lead]:
        """Return all words that may be dates, with what stands before them."""
        start, end = self.bounds
        leads: list[Lead] = []
        stop = start
        for trigger in _TRIGGER.finditer(self.text, start, end):
            at = trigger.start()
            if at < stop:
                continue
            atom = relatives.read(self.text, at, end, start) or datewords.read(self.text, at, end)
            if atom is None or _NO_DATE.search(self.text[max(start, at - 8) : at]):
                continue
            leads.append(dateleads.read(self.text, max(stop, start), atom))
            stop = atom.end
        return leads

    def _range(self, one: Lead, two: Lead) -> FoundDate | None:
        """Join two dates: 'A–B', 'from A to B', 'between A and B', 'in May and June 1954'."""
        if not isinstance(one.atom, Atom) or not isinstance(two.atom, Atom) or one.preposition not in _OPENERS:
            return None
        if not self._linked(one, two, one.atom, two.atom):
            return None
        anchor = self.anchor if one.atom.date is None and two.atom.date is None else None
        ends = _ends(one.atom, two.atom, anchor)
        if ends is None or not (_dated(two.atom) or self._is_year(one, two.end)):
            return None
        first, last = one.shape(ends[0]), two.shape(ends[1]) if ends[1] else None
        value = edtf.interval(first, last) if last else edtf.since(first)
        if value is None or value.edtf.count("/") != 1:
            return None
        between = one.preposition == "between"
        span = Span(one.first if one.preposition in ("from", "between", "since") else one.start, two.end)
        halves = [self._half(one, first, last or value, span)]
        halves += [self._half(two, last, first, span)] if last else []
        relation = "between" if between else "from-to"
        anchor_span = self.anchor_span if anchor else None
        return FoundDate(span, value, value, span, relation, anchor is not None, anchor, anchor_span, tuple(halves))

    def _counts(self, one: Lead, two: Lead) -> bool:
        """Tell whether two bare numbers form a range that is no range of years: 'between 1500 and 2000 men'."""
        first, last = one.atom, two.atom
        if not isinstance(first, Atom) or not isinstance(last, Atom) or not (first.bare and last.bare):
            return False
        return self._linked(one, two, first, last) and not self._is_year(one, two.end)

    def _linked(self, one: Lead, two: Lead, first: Atom, last: Atom) -> bool:
        """Tell whether the words between two dates make them the ends of a range."""
        gap = self.text[one.end : two.first]
        if two.preposition is None:
            return _DASH.fullmatch(gap) is not None
        if _BLANK.fullmatch(gap) is None:
            return False
        if two.preposition == "and":
            return one.preposition == "between" or first.kind == SHORT or _following_months(first, last)
        return two.preposition in _LINKS

    def _half(self, lead: Lead, date: Date, other: Date, whole: Span) -> FoundDate:
        """Return one end of a range by itself, reckoned from the other end if it has no year."""
        atom, span = lead.atom, Span(lead.start, lead.end)
        if not isinstance(atom, Atom) or atom.kind == SHORT:
            return FoundDate(whole, date, date, whole)
        if atom.date:
            return FoundDate(span, date, date, span)
        known = _anchored(atom, other)
        if known is None or lead.shape(known) != date:
            return FoundDate(whole, date, date, whole)
        return FoundDate(span, date, date, span, "in", True, other, None)

    def _single(self, one: Lead, two: Lead | None) -> FoundDate | None:
        atom = one.atom
        anchor: Date | None = None
        if two and isinstance(two.atom, Atom) and self._shares_year(one, two.atom):
            self.anchor, self.anchor_span = two.atom.date, Span(two.start, two.end)
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
        return self._related(one, one.shape(date), anchor) if date else None

    def _shares_year(self, one: Lead, following: Atom) -> bool:
        """Tell whether a date without a year has that of the next one: 'in August and October 1957'."""
        atom = one.atom
        if not isinstance(atom, Atom) or atom.shift is not None or atom.date or atom.kind == NOW:
            return False
        later = edtf.fields(following.date) if following.date else None
        if later is None or later[1] is None:
            return False
        return _SAME_YEAR.fullmatch(self.text, one.end, following.start) is not None

    def _tells_time(self, one: Lead, atom: Atom) -> bool:
        """Tell whether words without a year are a date: 'in May', 'on 5 May', but not 'March' or 'now'."""
        if atom.kind == NOW:
            return False
        if self.trusted or atom.kind != "month" or atom.shift is not None:
            return True
        if one.preposition == "that" and _SAID.search(self.text, self.bounds[0], one.first):
            return False
        return one.preposition in _TIMELY or one.part is not None

    def _is_year(self, one: Lead, after: int) -> bool:
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

    def _related(self, one: Lead, plain: Date, anchor: Date | None) -> FoundDate:
        """Add the preposition to a single date."""
        relation = dateleads.RELATIONS.get(one.preposition or "in", "in")
        between = relation == "between" and "/" in plain.edtf
        if relation in ("and", "between") and not between:
            relation = "in"
        spanning = isinstance(one.atom, Atom) and (one.atom.kind == SPAN or one.atom.last_day is not None)
        span = plain_span = Span(one.first if between else one.start, one.end)
        onwards = (_FROM_ON if relation == "from" else _ONWARDS).match(self.text, one.end, self.bounds[1])
        if spanning and relation in ("in", "from"):
            relation = "from-to"
        elif relation in ("in", "from") and onwards and "/" not in plain.edtf:
            relation, span = "since", Span(one.first if relation == "from" else one.start, onwards.end())
        elif relation in _SHAPES:
            span = Span(one.first, one.end)
        shape = _SHAPES.get(relation)
        value = shape(plain) if shape else plain
        anchor_span = self.anchor_span if anchor else None
        ends = tuple(FoundDate(span, end, end, span) for end in edtf.ends(plain)) if spanning else ()
        return FoundDate(span, value, plain, plain_span, relation, anchor is not None, anchor, anchor_span, ends)


def _ends(first: Atom, last: Atom, anchor: Date | None) -> tuple[Date, Date | None] | None:
    """Return both ends of a range, the last None if it is the present; the one lends the other its year."""
    if last.kind == NOW:
        return (first.date, None) if first.date else None
    one, two = first.date, last.date
    if anchor:
        one = _anchored(first, anchor)
    if one is None and two is not None:
        one = _completed(first, two, later=False)
    elif two is None and one is not None:
        two = _completed(last, one, later=True)
    return (one, two) if one and two else None


def _dated(atom: Atom) -> bool:
    """Tell whether a date says its month, so that it is no quantity, nor is what it forms a range with."""
    known = edtf.fields(atom.date) if atom.date else None
    return known is not None and known[1] is not None


def _following_months(first: Atom, last: Atom) -> bool:
    """Tell whether 'May and June 1954' is one stretch of time."""
    later = edtf.fields(last.date) if last.date else None
    if first.kind != "month" or first.month is None or later is None or later[2] is not None:
        return False
    return later[1] == first.month + 1


def _completed(atom: Atom, other: Date, *, later: bool) -> Date | None:
    """Give a date without a year that of the other end of its range: 'November to February 1945' begins in 1944."""
    ends = edtf.ends(other)
    known = edtf.fields(ends[-1] if later else ends[0])
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
