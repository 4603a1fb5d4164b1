"""When a claim holds: the date that its clause bears, and the qualifiers that dates and intervals give."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kgbuild.model import Date, Qualifier
from kgbuild.text.dates import FoundDate

if TYPE_CHECKING:
    from kgbuild.text.document import Sentence

BREAK = re.compile(
    r"[;:]| but |, (?:and|while|which|who|where|whereas|although)\b"
    r"| (?:who|whom|whose|that (?:he|she|it|they|was|had|is|were))\b"
)
_CLAUSE = re.compile(
    r"; (?:and |but )?|, (?:and|but|while|whereas) | and (?=<D\d+>|(?:in|on|since|from|by|after) <D\d+>)"
)
_LED = (
    r"(?:(?:in|on|by|for|during|since|from|as of|until|after|before|around|at)(?: the)? )?"
    r"(?:the )?(?:(?:end|beginning|start|middle) of )?(<D\d+>)"
)
_CLAUSE_DATE = re.compile(_LED, re.IGNORECASE)
_SENTENCE_DATE = re.compile(rf"(?:(?:However|Later|Then|Finally|Again|Also),? )?{_LED}", re.IGNORECASE)
_NEXT = re.compile(r" and (?:in|on|from|since|by|after) (?:the )?<D\d+>")
_TELLS_MORE = re.compile(
    r" and (?:(?:later|then|also|formally|finally|again) )?"
    r"(?:held|holds|had|has|housed|contained|covers|covered|employed|employs|was|were|is|(?:re-?)?arrested|charged|tried"
    r"|released|freed|escaped|convicted|executed|shot|hanged|died|fled|emigrated|returned)\b"
)
_RELATIVE = re.compile(r",? (?:which|who|whose)(?: [a-z]+){0,3} ?$")
_BRACKETED = re.compile(r"\([^()]*$")
_TWO_ENDS = frozenset(["from-to", "between"])


def period(name: str, date: FoundDate) -> list[Qualifier]:
    """Return the qualifiers that a date gives: an interval gives its start and its end."""
    if name in {"from", "to", "since", "as_of"}:
        if date.relation in _TWO_ENDS and "/" in date.value.edtf:
            start, _, end = date.value.edtf.partition("/")
            ends = [("from", start), ("to", end)]
            return [Qualifier(n, _bare(edtf, date.value, n), date.span) for n, edtf in ends if edtf not in {"", ".."}]
        name = {"until": "to", "since": "since"}.get(date.relation, name)
    return [Qualifier(name, date.plain, date.plain_span)]


def _bare(edtf: str, interval: Date, end: str) -> Date:
    return Date(edtf, interval.earliest if end == "from" else None, interval.latest if end == "to" else None)


def clause_date(sentence: Sentence, match: re.Match[str], *, leading_only: bool = False) -> FoundDate | None:
    """Return the date that a clause bears: the nearest after the match, else the one that begins clause or sentence.

    With ``leading_only`` it has to begin the clause of the match itself. Years of a life in brackets date nothing.
    """
    masked = sentence.masked
    begun = [m.end() for m in _CLAUSE.finditer(re.sub(r"\([^()]*\)", _blank, masked), 0, match.start())]
    leading = _CLAUSE_DATE.match(masked, begun[-1]) if begun else None
    if leading is None and not re.search(";", re.sub(r"\([^()]*\)", _blank, masked)[: match.start()]):
        leading = _SENTENCE_DATE.match(masked)
    if leading is not None and _RELATIVE.search(masked, leading.end(), match.start()):
        leading = None  # "In 1945 it set up a department, which was led by": no date of its own
    own = leading is not None and not BREAK.search(masked, leading.end(), match.start())
    stop = BREAK.search(masked, match.end())
    end = stop.start() if stop else len(masked)
    if own:
        end = min(end, masked.find(",", match.end()) % (len(masked) + 1))
        further = _NEXT.search(masked, match.end(), end)  # "In 1982 he was sent to A and in 1988 to B"
        end = further.start() if further else end
    if told := _TELLS_MORE.search(masked, match.end(), end):
        end = told.start()
    for found in re.finditer(r"<D(\d+)>", masked[match.end() : end] if not leading_only else ""):
        value = sentence.items[int(found.group(1))].value
        inside = _BRACKETED.search(masked[match.end() : match.end() + found.start()])
        if isinstance(value, FoundDate) and not (inside and "/" in value.value.edtf):
            return value
    if leading is None or (leading_only and not own):
        return None
    value = sentence.items[int(leading.group(1)[2:-1])].value
    return value if isinstance(value, FoundDate) else None


def fronted_date(sentence: Sentence, match: re.Match[str]) -> FoundDate | None:
    """Return the date that begins the clause of a match, None where another stands in that clause: "In 1912 it was"."""
    masked = sentence.masked
    begun = [m.end() for m in _CLAUSE.finditer(re.sub(r"\([^()]*\)", _blank, masked), 0, match.start())]
    leading = _CLAUSE_DATE.match(masked, begun[-1]) if begun else _SENTENCE_DATE.match(masked)
    if leading is None or leading.end() > match.start():
        return None
    stop = BREAK.search(masked, match.end())
    rest = masked[leading.end() : stop.start() if stop else len(masked)]
    if "<D" in rest or BREAK.search(masked, leading.end(), match.start()):
        return None
    value = sentence.items[int(leading.group(1)[2:-1])].value
    return value if isinstance(value, FoundDate) else None


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())


__all__ = ["BREAK", "clause_date", "fronted_date", "period"]
