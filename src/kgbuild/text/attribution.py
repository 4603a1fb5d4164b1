"""Who says so, what is denied: the sources of a sentence and how far their words reach."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgbuild.model import Mention, Span, Text

if TYPE_CHECKING:
    from kgbuild.text.document import Document, Sentence

_SOURCE = r"(?P<source>(?:(?:the|a|an|some|several|many|most|one|two|former|various|other|his|her|their) )*(?:[\w'’-]+ ){0,6}?(?:<_?[FPOXELTN]\d+>(?:['’]s)?(?: [\w'’-]+){0,4}?|[\w'’-]+))"
_SAY = (
    "said|says|claimed|claims|claim|reported|reports|report|stated|states|state|testified|estimated|estimates|estimate|alleged|alleges|argued|argues|"
    "believed|believes|believe|asserted|asserts|noted|notes|suggested|suggests|suggest|told [^.;,]{2,40}?|recalled|recalls|announced|indicated|"
    "concluded|wrote|writes|maintains|maintained|found|put|puts|counted|placed|recorded|records|listed|calculated|described|gave|gives|confirmed"
)
_ACCORDING = re.compile(
    rf"(?:\b[Aa]ccording to|\b[Aa]s reported by|\b[Aa]s stated by|\b[Ii]n the words of) {_SOURCE}(?=\s*(?:[,.;:()]|$| that\b| in <D| from <D| and\b|<D))"
)
_ASSERTS = re.compile(
    rf"(?:^|[,;:] |\bthat |\band |\bbut |\bwhile )(?P<lead>(?:In (?:<D\d+>|an? [^,.;]{{2,60}}),? )?){_SOURCE}(?:,? \([^()]*\)|, [^,;]{{3,80}},)?(?: in <D\d+>| later| also| has| have| had| himself| herself)*"
    rf" (?P<verb>{_SAY})\b(?: in <D\d+>| in an? [\w ]{{2,30}}?)?(?P<that>,? that\b)?"
)
_PASSIVE = re.compile(
    rf"\b(?:is|are|was|were|has been|have been|been) (?:widely |generally |also )?(?:said|reported|believed|estimated|thought|alleged|claimed|put|described|quoted|counted) (?:at <Q[a-z]\d+> )?by {_SOURCE}(?=\s*(?:[,.;()]|$| to\b| as\b| at\b| that\b))"
)
_TRAILING = re.compile(
    rf", {_SOURCE} (?:said|says|claimed|claims|reported|reports|stated|testified|estimated|recalled|wrote|told [^.;,]{{2,40}})\s*\.?$"
)
_DENIAL = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|disput(?:e|es|ed|ing)|refut(?:e|es|ed)|retract(?:s|ed)?|withdr[ae]w|withdrawn|disprov(?:ed|en)|false(?:ly)?|incorrect(?:ly)?|erroneous(?:ly)?|mistaken(?:ly)?|myth|no evidence)\b"
)
_NEGATION = re.compile(
    r"\b(?:not|never|neither|nor|cannot|without|rather than|instead of|failed to|refus(?:ed|es) to|no longer|nobody|none)\b|n['’]t\b|\bno (?=[a-z<])"
)
_BREAK = re.compile(r"[;:]|, (?:but|while|whereas|although|though)\b| but ")
_APPOSITION = re.compile(r"<[A-Z]\d+>(?: \([^()]*\))?, ((?:an?|the|who|which|then|born|whose|his|her) [^,;]{3,160}),")
_NOT_SOURCES = frozenset(
    ["it", "he", "she", "they", "who", "which", "that", "this", "there", "plans", "construction", "reports"]
)
_VAGUE = frozenset(["it", "they", "he", "she", "who", "which", "that", "this", "these", "those", "there"])


@dataclass(frozen=True, slots=True)
class Attribution:
    """A source and the masked stretch of the sentence that it speaks for."""

    source: Mention | Text
    source_span: Span
    start: int
    end: int
    verb: str

    def covers(self, offset: int) -> bool:
        """Tell whether a masked offset is within the source's words."""
        return self.start <= offset < self.end


def find(document: Document, sentence: Sentence) -> list[Attribution]:
    """Return the attributions of a sentence, by masked offsets."""
    masked = sentence.masked
    found: list[Attribution] = []
    for match in _ACCORDING.finditer(masked):
        found.extend(_according(document, sentence, match))
    for match in _PASSIVE.finditer(masked):
        found.extend(
            _make(
                document,
                sentence,
                match,
                _clause_start(masked, match.start()),
                _clause_end(masked, match.end()),
                "passive",
            )
        )
    for match in _TRAILING.finditer(masked):
        found.extend(_make(document, sentence, match, 0, match.start(), "trailing"))
    if not found:
        for match in _ASSERTS.finditer(masked):
            verb = match.group("verb").split()[0].lower()
            if verb in {
                "found",
                "put",
                "puts",
                "placed",
                "gave",
                "gives",
                "recorded",
                "records",
                "listed",
                "described",
                "wrote",
                "writes",
                "report",
                "state",
                "counted",
                "confirmed",
            } and not match.group("that"):
                if not re.match(
                    r" (?:the |its |their |that )?(?:number|total|figure|population|toll|death toll|capacity|<Q|at <Q|as many|more than|up to|between)",
                    masked[match.end() :],
                ):
                    continue
            found.extend(_make(document, sentence, match, match.end(), _scope_end(masked, match.end()), verb))
    return found


def _according(document: Document, sentence: Sentence, match: re.Match[str]) -> list[Attribution]:
    masked = sentence.masked
    leading = not masked[: match.start()].strip(" ,") or masked[: match.start()].rstrip().endswith((";", ":"))
    if leading or re.fullmatch(r"(?:However|In <D\d+>|But|And|Still|Moreover),?\s*", masked[: match.start()]):
        return _make(document, sentence, match, match.end(), _scope_end(masked, match.end()), "according to")
    return _make(document, sentence, match, _clause_start(masked, match.start()), match.start(), "according to")


def _scope_end(masked: str, start: int) -> int:
    found = re.search(r";|, (?:but|while|whereas|although|though)\b", masked[start:])
    return start + found.start() if found else len(masked)


def _clause_start(masked: str, end: int) -> int:
    starts = [m.end() for m in _BREAK.finditer(masked[:end])]
    return starts[-1] if starts else 0


def _clause_end(masked: str, start: int) -> int:
    found = _BREAK.search(masked, start)
    return found.start() if found else len(masked)


def _make(
    document: Document, sentence: Sentence, match: re.Match[str], start: int, end: int, verb: str
) -> list[Attribution]:
    words = match.group("source")
    if words.lower() in _NOT_SOURCES and words.lower() not in {"reports"}:
        return []
    span = sentence.source(match.start("source"), match.end("source"))
    items = re.findall(r"<(_?)([A-Z][a-z]?)(\d+)>", words)
    persons = [n for unnamed, letter, n in items if letter in {"P", "O", "X"} and not unnamed]
    if persons:
        value = sentence.items[int(persons[-1])].value
        if isinstance(value, Mention) and not re.search(r"<[A-Z]\d+>['’]s|<[A-Z]\d+> \w", words):
            return [Attribution(value, span, start, end, verb)]
    said = " ".join(span.of(document.article.text).split())
    if (
        not said
        or said.lower() in _VAGUE
        or (re.fullmatch(r"<[NLCFET]\d+>|\w+", words) and not words.lower().endswith(("s", "witnesses")))
    ):
        return []
    return [Attribution(Text(said), span, start, end, verb)]


def apposed(sentence: Sentence, offset: int) -> bool:
    """Tell whether a masked offset lies in an apposition, which a trailing 'according to' does not reach."""
    return any(m.start(1) <= offset < m.end(1) for m in _APPOSITION.finditer(sentence.masked))


def negated(sentence: Sentence, start: int, end: int) -> str | None:
    """Return the word that negates or denies what stands at a masked stretch, None where nothing does."""
    masked = sentence.masked
    begin = max(_clause_start(masked, start), masked.rfind(", ", 0, start), start - 70)
    if found := list(_NEGATION.finditer(masked, begin, end)):
        word = found[-1].group()
        following = masked[found[-1].end() : found[-1].end() + 6]
        if not (word == "not" and following.startswith(" only")) and not (
            word.startswith("no") and following.startswith(" less")
        ):
            return word
    if denied := _DENIAL.search(masked, _clause_start(masked, start), start):
        return denied.group()
    return None
