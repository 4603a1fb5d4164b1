"""What "the camp", "it", "he", "there" and a surname stand for, sentence after sentence.

Resolution never rewrites the text: it returns the mention with the full name and the span of the antecedent.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgbuild.model import Mention, Span
from kgbuild.text import descriptions, mentions, plurals
from kgbuild.text.memory import Resolved

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from kgbuild.model import Block
    from kgbuild.text.memory import Memory
    from kgbuild.text.names import Run
    from kgbuild.text.tokens import Token

_DEFINITE = frozenset(["the", "this", "that"])
_INDEFINITE = frozenset(["a", "an"])
_HUMAN = frozenset(["he", "she", "him"])
_NO_NOUN = frozenset(["and", "but", "when", "while", "where", "because", "there", "back", "away", "alive", "again"])
_PLACE_ADVERB = frozenset(["there", "here"])
_NEUTER_KINDS = ("Facility", "Organization", "Event", "Place", "Product")
_HUMAN_KINDS = ("Person", "Thing")
_PAIRED_KINDS = ("Person", "Organization", "Facility", "Place")
_BEFORE_SUBJECT = frozenset(["the", "a", "an", "former", "late"])
_BE = frozenset(["is", "are", "was", "were"])
_AUXILIARIES = _BE | {"had", "has", "have", "be"}
_COPULAS = frozenset(["is", "was"])
_OPENS_CLEFT = frozenset(["the", "its", "their", "his", "her", "one"])  # "The first to go was X"
_EXISTENTIAL = _BE | {"have", "had", "has", "may", "might"}
_BODIES = frozenset(["association", "organization", "organisation", "society", "group"])
_LIKE_PERSON = re.compile(
    r"(?!Operation|Project|World|The)[A-Z][\w'’-]+(?: [A-Z]\.)?(?: (?:[a-z]{1,3} )?[A-Z][\w'’-]+){1,2}"
)
_SITES = ("Facility", "Place")
_OF_FACILITY = re.compile(  # what is said of sites, not of those who run them
    r" (?:(?:is|was|has been|had been) (?:(?:\w+ly|also|then|later|first|again|still) )?(?:sold|closed|opened|reopened"
    r"|built|handed|demolished|transferred|abandoned|used|converted|evacuated|enlarged|expanded|surrounded|enclosed"
    r"|located|situated|shut|completed|fortified|occupied|inaugurated|commissioned|decommissioned|restarted|rebuilt"
    r"|turned|bought|acquired|operated|guarded|liberated)"
    r"|held|holds|housed|houses|covers|covered|lies|lay|stands|stood|contained|contains|comprised|comprises|consisted"
    r"|consists)\b"
)
_OF_BODY = re.compile(  # what is said of those who meet, not of sites and events
    r" (?:(?:was|is|had been) (?:(?:\w+ly|also|then|later|first) )?(?:headed|led|chaired|formed|composed|made up|joined"
    r"|founded|directed)|consisted of|elected|met)\b"
)
_STOP = re.compile(r"[.;!?](?=\s)")
_BROUGHT_IN = re.compile(r"\b(?:succeeded|replaced|followed|joined)\b[^.;]*\bby (?:[\w-]+ ){0,4}$")
_CALLED = re.compile(r"\b(?:as|named|called|after|of|in|from) (?:the )?$")
_FRONTED = re.compile(
    r"(?:^|[.!?]\s|\n)(?:(?:The|A|An) )?(?:[A-Za-z-]+ ){0,4}(?i:son|daughter|child|grandson|granddaughter|nephew|niece"
    r"|brother|sister|cousin|descendant|friend|pupil|student|disciple) (?:of|to) [^.;]{0,60}$"
    r"|(?:^|[.!?]\s|\n)(?:[A-Z][a-z]+(?:ed|ing|own|ught)|Made|Sent|Taken|Held|Sworn|Shot|Driven|Beaten) [^.;]{0,80}$"
)
_GOES_ON = re.compile(r"[;,] (?:and |but |when )?")
_CLAUSE = re.compile(r";|, (?:and|but|while|when|until|after) |\b(?:when|until|before|where) ")  # opens the next
_RELATIVE = re.compile(r"(?:\b[Hh]is|\b[Hh]er|,) (?:[\w,]+ ){0,3}$")


@dataclass(slots=True)
class Resolver:
    """Goes through an article once and remembers who was spoken of.

    After each sentence ``person`` is whom "his" means where it begins, ``thing`` what "its" means there.
    """

    memory: Memory
    person: Mention | None = None
    thing: Mention | None = None
    _subject: Mention | None = None  # of the last sentence of the block
    _told_topic: bool = False  # whether the last sentence spoke of the article's subject
    _speaks_topic: bool = False  # whether this sentence does
    _pair: tuple[Mention, Mention] | None = None  # whom "the former" has just meant, and the other
    _opening: str = ""  # the first word of the sentence
    _opened: bool = False  # whether this sentence has had its subject
    _group: tuple[Mention, ...] = ()  # persons that the block joined last
    _led: bool = False  # whether they were the subject of their sentence

    def resolve(
        self, tokens: Sequence[Token], runs: Sequence[Run], taken: Container[int], block: Block
    ) -> list[Resolved]:
        """Return the mentions of a sentence in order; ``taken`` are the offsets in its dates and quantities."""
        previous = self._begin(tokens, block)
        named = {run.span.start: run for run in runs}
        found: list[Resolved] = []
        at = 0
        while at < len(tokens):
            one: Resolved | None = None
            if run := named.get(tokens[at].start):
                one = self._named(run)
            elif tokens[at].start not in taken:
                one = self._described(tokens, at, previous, found)
            if one is None:
                at += 1
                continue
            found.append(one)
            self._remember(one, tokens, at)
            while at < len(tokens) and tokens[at].start < one.mention.span.end:
                at += 1
        self._keep_group(tokens, found)
        return found

    def _keep_group(self, tokens: Sequence[Token], found: Sequence[Resolved]) -> None:
        """Remember the persons that a sentence joins, or goes on to speak of, for "the pair" in the next."""
        again = next(((one.mention, *one.others) for one in found if one.others), ())
        group = plurals.of(self.memory.text, found) or again
        if not group and self._group:
            self._led = False
        if group:
            self._group, self._led = group, bool(tokens) and group[0].span.start <= tokens[0].start

    def _begin(self, tokens: Sequence[Token], block: Block) -> Mention | None:
        """Begin a sentence; return the subject of the one before it in the block."""
        if self.memory.block is not block:
            self.memory.block, self._subject = block, None
            self._group = ()
        previous = self._subject
        self._told_topic = self._speaks_topic
        self.person = self._last_person(block)
        self._speaks_topic = self.memory.topic.kind == "Person" and any(t.lower in {"his", "her"} for t in tokens)
        self.thing = previous if previous and previous.kind in _NEUTER_KINDS else None
        self._pair = None
        self._opening, self._opened = (tokens[0].lower if tokens else ""), False
        return previous

    def _named(self, run: Run) -> Resolved:
        name = mentions.normalise(run, self.memory.text)
        full, kind = self.memory.names.resolve(name)
        if run.core is not None and kind == "Demonym":
            kind = run.noun or kind
        if full != name and kind == "Person" and full != self.memory.topic.name:
            full = self.memory.namesake(name) or full
        itself = Resolved(Mention(run.span, full, kind, proper=True))
        if full == name and self.memory.lexicon.nouns.get((name.lower(),)) == "Organization":
            return self._body(run.span, name.lower()) or itself
        return itself

    def _body(self, span: Span, noun: str) -> Resolved | None:
        """Return what a class noun with a capital stands for: "the Association", "the Authority"."""
        topic = self.memory.topic
        if topic.kind == "Organization" and (noun in topic.name.lower() or noun in _BODIES):
            return self.memory.meant(span)
        known = self.memory.called("Organization", noun)
        return self.memory.standing_for(span, known) if known else None

    def _remember(self, one: Resolved, tokens: Sequence[Token], at: int) -> None:
        """Keep a mention; where neither preposition nor verb stands before it, it is the sentence's subject."""
        if one.mention.kind == "Demonym":
            return
        if one.resolved:
            self._speaks_topic = self._speaks_topic or one.mention.name == self.memory.topic.name
            self.memory.remember(one.mention)
        before = at - 1
        while before >= 0 and tokens[before].lower in _BEFORE_SUBJECT:
            before -= 1
        governed = before >= 0 and tokens[before].lower in self.memory.lexicon.words["prepositions"]
        copula = before > 0 and tokens[before].lower in _COPULAS and tokens[0].lower in _OPENS_CLEFT
        clauses = tokens[: before if copula and one.mention.kind in _HUMAN_KINDS else before + 1]
        if not governed and not any(token.lower in _AUXILIARIES for token in clauses):
            if one.resolved and not self._opened:
                self._subject = one.mention
            self._opened = True

    def _described(
        self, tokens: Sequence[Token], at: int, previous: Mention | None, found: Sequence[Resolved]
    ) -> Resolved | None:
        """Return what a pronoun or a description at a token stands for, None where none begins there."""
        word = tokens[at].lower
        span = Span(tokens[at].start, tokens[at].end)
        if self._group and (several := plurals.resolve(self._group, tokens, at, subject=self._led)):
            return several
        if word in _DEFINITE:
            return self._of_two(tokens, at, found) or descriptions.definite(self.memory, tokens, at)
        if word in _INDEFINITE:
            descriptions.introduce(self.memory, tokens, at)
        elif word == "it":
            before = tokens[at - 1].lower if at else ""
            if before.endswith("ed") or before in self.memory.lexicon.words["governing"]:
                found = []  # an object is not its own subject: "the press accused it"
            return self._it(span, previous, found)
        elif word == "her" and at and _acts_on(tokens, at, self.memory.lexicon.words["prepositions"]):
            return self._him(span, previous, found)
        elif word in _HUMAN:
            return self._him(span, previous, found) if word == "him" else self._he(span, previous, found)
        elif word in _PLACE_ADVERB and at:
            return self._there(tokens, at, found)
        return None

    def _of_two(self, tokens: Sequence[Token], at: int, found: Sequence[Resolved]) -> Resolved | None:
        """Resolve "the latter" and "the former": one of the last two names of a kind before this sentence."""
        which = tokens[at + 1].lower if at + 1 < len(tokens) else ""
        after = tokens[at + 2].lower if at + 2 < len(tokens) else "."
        function = after in self.memory.lexicon.words["function"] or after.endswith("ed") or not after[0].isalpha()
        if tokens[at].lower != "the" or which not in {"latter", "former"} or not function:
            return None
        own = {one.mention.span for one in found}
        if self._pair and which == "latter":  # "the former at A, the latter at B"
            return self.memory.standing_for(Span(tokens[at].start, tokens[at + 1].end), self._pair[1])
        pairs: list[list[Mention]] = []
        for kind in _PAIRED_KINDS:
            recent = self.memory.recent.get(kind, [])
            if kind == "Person":
                recent = [*recent, *filter(_may_be_person, self.memory.recent.get("Thing", []))]
            here = {m.name: m for m in recent if m.span in own}
            named = here if len(here) > 1 else {m.name: m for m in recent if m.span not in own}
            last = sorted(named.values(), key=lambda m: m.span.start)[-2:]
            if self.memory.block and last and last[0].span.start < self.memory.block.span.start:
                continue
            pairs += [last] if len(last) == 2 else []
        if not pairs:
            return None
        first, second = max(pairs, key=lambda pair: pair[1].span.start)
        self._pair = (first, second)
        span = Span(tokens[at].start, tokens[at + 1].end)
        return self.memory.standing_for(span, second if which == "latter" else first)

    def _it(self, span: Span, previous: Mention | None, found: Sequence[Resolved]) -> Resolved | None:
        """Resolve "it": the sentence's subject, that of the last one, the article's, or the last thing named."""
        memory = self.memory
        if (body := memory.body) and _OF_BODY.match(memory.text, span.end) and self._just_before(body, span):
            return Resolved(Mention(span, body.name, body.kind, proper=False), resolved=False)
        if memory.topic.kind == "Facility" and _OF_FACILITY.match(memory.text, span.end):
            previous = previous if previous and previous.kind in _SITES else None
            found = [one for one in found if one.mention.kind in _SITES]
        for one in found[:1]:
            if _CALLED.search(memory.text[max(0, one.mention.span.start - 12) : one.mention.span.start]):
                continue
            if one.resolved and one.mention.kind in _NEUTER_KINDS and one.mention.proper:
                return memory.standing_for(span, one.mention)
        if previous and previous.kind in _NEUTER_KINDS:
            return memory.standing_for(span, previous)
        if memory.topic.kind in _NEUTER_KINDS:
            return memory.meant(span)
        latest = memory.latest(_NEUTER_KINDS)
        if not latest:
            return None
        last = max(latest, key=lambda m: m.span.start)
        if any(unknown.span.start > last.span.start for unknown in memory.latest(["Thing"])):
            return None  # it may be this that is meant
        near = [m for m in latest if m.kind != "Place" and ". " not in memory.text[m.span.end : last.span.start]]
        return memory.standing_for(span, near[-1] if near else last)  # "the museum in Washington": the museum

    def _just_before(self, body: Mention, span: Span) -> bool:
        """Tell whether the sentence before has brought in a body without a name, after whatever it named."""
        between = self.memory.text[body.span.end : span.start]
        named = self.memory.latest(["Organization"])
        return len(_STOP.findall(between)) == 1 and not any(one.span.start > body.span.start for one in named)

    def _he(self, span: Span, previous: Mention | None, found: Sequence[Resolved]) -> Resolved | None:
        """Resolve "he" and "she": who was just brought in, a subject, the article's, or the last person named."""
        memory = self.memory
        topical = memory.topic.kind == "Person"
        if found and (heir := self._heir(span, found[-1])):
            return memory.standing_for(span, heir)
        for one in [] if topical and self._afar(span, found) else found[:1]:
            if one.resolved and _may_be_person(one.mention) and one.mention.proper and not self._of_other(span, one):
                return memory.standing_for(span, one.mention)
        if topical and span.of(memory.text).lower() in memory.foreign:
            other = memory.another(["Person"])
            return memory.standing_for(span, other) if other else None
        if topical:
            other = None if self._told_topic else previous
            if other and other.kind == "Person" and other.name != memory.topic.name and self._independent(other):
                return memory.standing_for(span, other)
            return memory.meant(span)
        if previous and _may_be_person(previous):
            return memory.standing_for(span, previous)
        latest = memory.latest(["Person"])
        return memory.standing_for(span, latest[0]) if latest else None

    def _of_other(self, span: Span, one: Resolved) -> bool:
        """Tell whether a pronoun cannot mean a mention, which is the article's subject."""
        memory = self.memory
        return one.mention.name == memory.topic.name and span.of(memory.text).lower() in memory.foreign

    def _him(self, span: Span, previous: Mention | None, found: Sequence[Resolved]) -> Resolved | None:
        """Resolve "him": the person last spoken of who is not the subject of this clause."""
        memory = self.memory
        if span.of(memory.text).lower() in memory.foreign:
            other = memory.another(["Person"])
            return memory.standing_for(span, other) if other else None
        first = found[0].mention.span.start if found else span.start
        clause = max((cut.end() for cut in _CLAUSE.finditer(memory.text, first, span.start)), default=first)
        here = [one.mention for one in found if one.resolved and one.mention.span.start >= clause]
        own = here[0].name if here else None
        for one in found:
            if one.mention.kind == "Person" and one.mention.span.end < clause and own not in {None, one.mention.name}:
                return memory.standing_for(span, one.mention)
        others = [Mention(memory.topic_span, memory.topic.name, "Person", proper=False)]
        others = others if memory.topic.kind == "Person" else []
        others += [previous] if previous and previous.kind == "Person" else []
        others += reversed(memory.recent.get("Person", []))
        other = next((one for one in others if one.name != own), None)
        return Resolved(Mention(span, other.name, "Person", proper=False), antecedent=other.span) if other else None

    def _heir(self, span: Span, last: Resolved) -> Mention | None:
        """Return who the clause before has just brought in: "he was succeeded by X; she led it until 1995"."""
        text, at = self.memory.text, last.mention.span
        joined = _GOES_ON.fullmatch(text[at.end : span.start])
        brought = _BROUGHT_IN.search(text[max(0, at.start - 80) : at.start])
        person = last.resolved and last.mention.kind in _HUMAN_KINDS
        return last.mention if joined and brought and person else None

    def _afar(self, span: Span, found: Sequence[Resolved]) -> bool:
        """Tell whether the first name of the sentence is no subject of the clause that a pronoun stands in."""
        text, first = self.memory.text, found[0].mention.span if found else Span(span.start, span.start)
        fronted = _FRONTED.search(text[max(0, first.start - 120) : first.start])  # "The son of X, he": the son
        parted = ";" in text[first.end : span.start]
        return self._opening in self.memory.lexicon.words["subordinators"] or parted or bool(fronted)

    def _last_person(self, block: Block) -> Mention | None:
        """Return the person that was last spoken of, or the article's subject."""
        memory, subject = self.memory, self._subject
        other = subject and subject.kind == "Person" and self._independent(subject)
        if memory.topic.kind == "Person" and not other:
            return Mention(memory.topic_span, memory.topic.name, "Person", proper=False)
        if subject and _may_be_person(subject):
            return Mention(subject.span, subject.name, "Person", subject.proper)
        latest = memory.latest(["Person"])
        return latest[0] if latest and latest[0].span.start >= block.span.start else None

    def _independent(self, mention: Mention) -> bool:
        """Tell whether a person is spoken of for their own sake, not as "his father, X"."""
        before = self.memory.text[max(0, mention.span.start - 32) : mention.span.start]
        return mention.proper and len(mention.name.split()) > 1 and not _RELATIVE.search(before)

    def _there(self, tokens: Sequence[Token], at: int, found: Sequence[Resolved]) -> Resolved | None:
        """Resolve "there" and "here": the last place or facility; but not "there were", "was there"."""
        memory = self.memory
        span = Span(tokens[at].start, tokens[at].end)
        before = tokens[at - 1].lower
        following = tokens[at + 1].lower if at + 1 < len(tokens) else ""
        if tokens[at].lower == "there" and (before in _BE or following in _EXISTENTIAL):
            return None
        held = before in memory.lexicon.words["custody"] and (
            memory.topic.kind == "Facility" or memory.recent.get("Facility")
        )
        kinds = ("Facility",) if held else ("Facility", "Place")
        places = [one.mention for one in found if one.resolved and one.mention.kind in kinds]
        places = places or sorted(memory.latest(kinds), key=lambda m: m.span.start)
        deictic = tokens[at].lower == "here"  # where the article's own subject is
        if (deictic or not places) and memory.topic.kind in {"Facility", "Place"}:
            return memory.meant(span, memory.topic_span)
        return memory.standing_for(span, places[-1]) if places else None


def _acts_on(tokens: Sequence[Token], at: int, prepositions: Container[str]) -> bool:
    """Tell whether "her" is whom a verb acts on: a preposition or the end of the clause follows."""
    after = tokens[at + 1].lower if at + 1 < len(tokens) else "."
    return after in prepositions or after in _NO_NOUN or not after[0].isalnum()


def _may_be_person(mention: Mention) -> bool:
    """Tell whether "he" can stand for a mention; an unknown name of two or three words may be a person's."""
    if mention.kind == "Thing":
        return mention.proper and bool(_LIKE_PERSON.fullmatch(mention.name))
    return mention.kind == "Person"
