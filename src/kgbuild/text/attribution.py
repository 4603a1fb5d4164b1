"""Who says so: the sources that a sentence names and how far their words reach.

'According to X, p', 'p, according to X', 'X said that p', 'p, X said', 'p is said by X to ...', 'X put it at 300, Y
at 500'.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kgbuild.model import Mention, Span, Text
from kgbuild.text import sources, speech
from kgbuild.text.screening import Screened

if TYPE_CHECKING:
    from kgbuild.text.document import Document, Sentence

_SOURCE = sources.PATTERN
_WORDS = speech.load()
_SAY, _GIVE, _THAT_ONLY, _SAID = (_WORDS[name] for name in ("say", "give", "only_that", "said_after"))
_ADVERBS = rf"(?:,? (?:{_WORDS['beside']}),?)*"
_OPENING = (
    r"(?:^|[,;:—–] |\bthat |\band |\bbut |\bwhile |\balthough |\bthough |\bwhereas "
    r"|^(?:In|On|At|During|After|By|Before|From|With|Since|As) (?:[^,;]{2,80}, |<D\d+> |(?:satellite|aerial) \w+ "
    r"|(?:his|her|their|its|an?) \w+ )"
    r"|^(?:However|Later|Moreover|Still|Nevertheless|Today|Meanwhile|Instead|Then|Also|Yet|Thus),? |^<D\d+>,? )"
)
# A form that is a noun as well has a plural or a name before it; no other verb of saying may follow.
_BARE = (
    r"(?!(?<![s>] )(?<!any )(?<!ome )(?<!men )(?<!ple )(?<!dia )(?<!ice )"
    rf"(?:{_WORDS['nouns_too']})\b)"
)
_NO_ARTICLE = r"(?<!\bA)(?<!\bAn)(?<!\bThe)(?<! a)(?<! an)(?<! the)"
_NO_NOUN = rf"(?!\w+ (?:{_SAY}|{_GIVE}|{_THAT_ONLY})\b)"
_FIGURE = r"[^.;]{0,70}?<[QD][a-z]?\d+>"
_DATED = r" in <D\d+>| on <D\d+>"
_ASSERTS = re.compile(
    rf"{_OPENING}{_SOURCE}{_NO_ARTICLE}(?:,? \([^()]*\))?(?:, [^,;]{{3,80}},)?{_ADVERBS} {_BARE}{_NO_NOUN}"
    rf"(?:(?P<say>{_SAY})(?:{_DATED}| in an? [\w ]{{2,30}}?| at [\w ]{{2,30}}?)?,?(?P<that> that)?"
    rf"|(?P<only>(?:{_THAT_ONLY}|{_GIVE})(?:{_DATED}| in (?:an?|his|her|their|its) [\w ]{{2,30}}?)?,?) that"
    rf"|(?P<give>{_GIVE})(?={_FIGURE}))\b(?! (?:before|against|about|of|to|for|with)\b)"
)
_AGAIN = re.compile(
    rf",? (?:and|but|nor) (?:(?:later |also |further )?(?P<verb>{_SAY}|{_THAT_ONLY}|{_GIVE}) that\b"
    r"|that(?= (?:<|the |an? |he |she |it |they |its |his |her |their |there |no |many |some |all )))"
)
_LISTED = re.compile(
    rf"(?:^|[,;:] |^(?:In|On) <D\d+>,? ){_SOURCE}{_ADVERBS} (?:published|released|issued|presented|compiled) "
    r"(?:an?|the|its) [^.;,]{3,40}? (?:according to which|in which it (?:said|claimed) that"
    r"|saying that|claiming that|stating that)"
)
_ACCORDING = re.compile(
    r"(?:\b[Aa]ccording to|\b[Aa]s (?:reported|stated|told|claimed|estimated|recorded|described) by"
    r"|\b[Ii]n the (?:words|view|opinion|estimate|estimation|judgement|judgment) of"
    r"|\b[Oo]n the (?:evidence|word|testimony) of|\b[Bb]y the (?:account|reckoning|estimate)s? of)"
    rf" {_SOURCE}(?=\s*(?:[,.;:()]|$|{sources.AFTER}))"
)
_BY_COUNT = re.compile(
    r"(?:\b[Bb]y|\b[Oo]n|\b[Ii]n) (?P<source>(?:(?:the|an?|some|one|most|other|many|several|various|his|her|their|its"
    r"|official|contemporary|early|later|independent|unofficial|conservative|press|newspaper|government|police|company"
    r"|<_?[A-Z]\d+>(?:['’]s)?|[\w-]+['’]s) )+(?:own )?(?:accounts?|reports?|estimates?|counts?|figures|reckonings?"
    r"|calculations?|statistics|records|sources|tallies|tally|view|opinion|words|estimation|testimony))\b"
)
_PASSIVE = re.compile(
    rf"\b(?:is|are|was|were|has been|have been|had been|been|being){_ADVERBS} (?:widely |sometimes )?"
    r"(?:said|reported|believed|estimated|thought|alleged|claimed|put|described|quoted|counted"
    r"|regarded|considered|seen|viewed"
    rf"|called|cited|given|dated|reckoned) (?:(?:at|as|to be|to) [^,.;]{{2,60}}? )?by {_SOURCE}"
    rf"(?=\s*(?:[,.;()]|$|{sources.AFTER}| to\b| as\b| at\b| that\b))"
)
_TRAILING = re.compile(
    rf",[\"”]? (?:{_SOURCE}{_ADVERBS} (?:{_SAID})|(?:{_SAID}) {sources.named('source2')})"
    rf"(?:{_DATED}| later|, [^.;]{{3,60}})?\s*[.]?$"
)
_NAMED_ONE = re.compile(  # "According to the historian X, ...", "According to an inquiry set up in 1992, ..."
    r"(?: <[PXO]\d+>)?(?: (?:set up|established|published|issued|released|made) in <D\d+>| in <D\d+>)?(?=,)"
)
_SHORT = (
    r"(?:(?:the|an?|some|other|others|most|many|one|later|early|official|independent) )*"
    r"(?:(?!put\b|gave\b|said\b|and\b)[a-z'’-]+ ){0,2}?(?:<_?[A-Z]\d+>|[a-z]+s)"
)
_GAPPED = re.compile(
    rf"(?:[,;]|,? and|,? while|,? but) (?:and |while |but )?(?P<source>{_SHORT})(?: (?:of|at|gives?|has|had))?,? "
    r"(?=(?:at )?(?:only |just |as many as |no (?:more|fewer) than )?<Q[a-z]\d+>)"
)
# A figure that its source follows stands against the one before: "2,200 died, 1,200 according to the government".
_RIVAL = re.compile(
    r"<Q[a-z]\d+>(?:[^<>;:]|<(?!Q)\w+>){0,60}?(?:, (?:or |but |and |though )?|,? or (?:even )?)"
    r"(?P<figure><Q[a-z]\d+>),? $"
)
_BREAK = re.compile(r"[;:]|, (?:but|while|whereas|although|though)\b| but ")
_APPOSITION = re.compile(r"<[A-Z]\d+>(?: \([^()]*\))?, ((?:an?|the|who|which|then|born|whose|his|her) [^,;]{3,160}),")
_DESCRIBED = re.compile(
    r"(?: <[PXO]\d+>)?(?: \([^()]*\))?, (?:(?:who|which|whose|whom) [^;]{3,120}?,(?= )"
    r"|(?:an?|the|then|once|former|later|one of|published|released|issued|written|dated|presented) "
    r"(?:(?!\b(?:is|was|were|are|had|has|held)\b)[^,;]){3,90},(?= ))"
)
_ONE = re.compile(
    r"(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir) (?:[\w'’-]+ ){0,4}(?!people|police|media|press|men|women)[\w-]*[^\Ws]"
)
_FORWARD = re.compile(r"\s*(?:,? (?:and|but|which|who|while|where|although|though|whereas)\b|[.,;:()]|$)")
_FORMS = tuple(map(Screened, (_ACCORDING, _BY_COUNT, _LISTED, _TRAILING, _PASSIVE, _ASSERTS)))


@dataclass(frozen=True, slots=True)
class Attribution:
    """A source and the masked stretch of the sentence that it speaks for; ``at`` is where the source stands.

    ``kind`` tells the construction: 'according', 'asserts', 'figure', 'passive' or 'trailing'; ``that`` whether a
    clause with 'that' follows, ``word`` the verb;
    ``begin`` is where the words that name the source begin, "according to" among them.
    """

    source: Mention | Text
    source_span: Span
    start: int
    end: int
    kind: str
    at: int = 0
    that: bool = False
    word: str = ""
    begin: int = 0

    def covers(self, offset: int) -> bool:
        """Tell whether a masked offset is within the source's words."""
        return self.start <= offset < self.end

    @property
    def verb(self) -> str:
        """Name the construction, as the trailing ones are told apart."""
        return {"according": "according to"}.get(self.kind, self.kind)


def find(document: Document, sentence: Sentence) -> list[Attribution]:
    """Return the attributions of a sentence, by masked offsets, each ending where the next begins to speak."""
    masked = sentence.masked
    found: list[Attribution] = []
    according, by_count, listed, trailing, passive, asserts = (form.finditer(masked) for form in _FORMS)
    for match in according:
        found += _according(document, sentence, match)
    for match in by_count:
        found += _according(document, sentence, match)
    for match in listed:
        found += _make(document, sentence, match, (match.end(), _scope_end(masked, match.end()), "asserts"))
    for match in trailing:
        group = "source" if match.group("source") else "source2"
        found += _make(document, sentence, match, (0, match.start(), "trailing"), group)
    for match in passive:
        scope = _clause_start(masked, match.start()), _clause_end(masked, match.end()), "passive"
        found += _make(document, sentence, match, scope)
    for match in asserts:
        if not any(f.at <= match.start("source") < f.at + 4 for f in found):
            found += _asserted(document, sentence, match)
    return _bounded(found)


def _asserted(document: Document, sentence: Sentence, match: re.Match[str]) -> list[Attribution]:
    """Return the source of a verb of saying, and those that go on with its verb: "A counted 300, B 500"."""
    masked = sentence.masked
    end = _scope_end(masked, match.end())
    kind = "figure" if match.group("give") else "asserts"
    found = _make(document, sentence, match, (match.end(), end, kind))
    verb = match.group("say") or match.group("only") or match.group("give")
    that = bool(match.group("that") or match.group("only"))
    found = [replace(f, that=that, word=verb.split()[0].lower()) for f in found]
    if found:
        for again in _AGAIN.finditer(masked, match.end(), end):
            spoken = replace(
                found[0], start=again.end(), end=end, that=True, word=(again["verb"] or verb).split()[0].lower()
            )
            found = [replace(found[0], end=min(found[0].end, again.start())), *found[1:], spoken]
        for other in _GAPPED.finditer(masked, match.end()):
            found += _make(document, sentence, other, (other.end(), _clause_end(masked, other.end()), "figure"))
    return found


def _bounded(found: list[Attribution]) -> list[Attribution]:
    """Cut the words of a source off where another begins to speak for what follows."""
    ordered = sorted(found, key=lambda a: (a.at, a.start))
    cut: list[Attribution] = []
    for one in ordered:
        later = [
            max(o.begin, one.start)
            for o in ordered
            if o.at > max(one.at, one.start) and o.start >= o.at and o.at < one.end and one.start >= one.at
        ]
        cut.append(replace(one, end=min(later)) if later else one)
    return sorted(cut, key=lambda a: (a.end - a.start, a.at))


def _according(document: Document, sentence: Sentence, match: re.Match[str]) -> list[Attribution]:
    """Tell whether 'according to X' speaks for what follows or for what stands before it."""
    masked = sentence.masked
    before = masked[: match.start()].rstrip(" ,")
    opens = (
        not before
        or (
            re.search(r"(?:^|[ ,])(?:where|which|who|that|and|or|but|when|while|although|because)$", before)
            and masked[match.end() : match.end() + 1] in ", "
        )
        or before.endswith((";", ":", "—", "–"))
        or re.fullmatch(r"(?:However|In <D\d+>|But|And|Still|Moreover|While|Although|Nevertheless|<D\d+>),?", before)
    )
    if opens or not _FORWARD.match(masked, match.end()):
        described = _DESCRIBED.match(masked, match.end()) if opens else None
        named = _NAMED_ONE.match(masked, match.end())
        begin = described.end() if described else named.end() if named else match.end()
        return _make(document, sentence, match, (begin, _scope_end(masked, begin), "asserts" if opens else "figure"))
    start = _clause_start(masked, match.start())
    if rival := _RIVAL.search(masked, start, match.start()):
        start = rival.start("figure")
    bracket = masked.rfind("(", 0, match.start())
    if masked.count("(", 0, match.start()) > masked.count(")", 0, match.start()):
        start = max(start, bracket + 1)
    return _make(document, sentence, match, (start, match.start(), "according"))


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
    document: Document, sentence: Sentence, match: re.Match[str], scope: tuple[int, int, str], group: str = "source"
) -> list[Attribution]:
    source = sources.read(document.article.text, sentence, match.start(group), match.end(group))
    if source is None:
        return []
    start, end, kind = scope
    before = re.search(r"<P(\d+)>(?: \([^()]*\))?, (?:the |an? )?$", sentence.masked[: match.start(group)])
    if isinstance(source[0], Text) and before:
        item = sentence.items[int(before.group(1))]
        if isinstance(item.value, Mention):
            source = item.value, item.span
    after = sentence.masked[match.end(group) :]
    one = isinstance(source[0], Text) and _ONE.fullmatch(source[0].value)
    if isinstance(source[0], Text) and (
        named := re.match(r", <[PX](\d+)>,", after) or (one and re.match(r" <[PXO](\d+)>(?!['’])", after))
    ):
        item = sentence.items[int(named.group(1))]
        if isinstance(item.value, Mention):
            source = item.value, item.span
    return [Attribution(source[0], source[1], start, end, kind, match.start(group), begin=match.start())]


def apposed(sentence: Sentence, offset: int) -> bool:
    """Tell whether a masked offset lies in an apposition, which a trailing 'according to' does not reach."""
    return any(m.start(1) <= offset < m.end(1) for m in _APPOSITION.finditer(sentence.masked))
