"""What "the camp", "it", "he", "there" and a surname stand for, sentence after sentence.

Resolution never rewrites the text: it returns the mention with the full name and the span of the antecedent.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kgbuild.model import Mention, Span
from kgbuild.text import heads, mentions

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from kgbuild.model import Block
    from kgbuild.text.lexicon import Lexicon
    from kgbuild.text.mentions import Names
    from kgbuild.text.names import Run
    from kgbuild.text.tokens import Token
    from kgbuild.text.topic import Topic

_DEFINITE = frozenset(["the", "this", "that"])
_NEUTER_KINDS = ("Facility", "Organization", "Event", "Place", "Product")
_OF_FACILITY = re.compile(
    r" (?:(?:is|was|has been|had been) (?:(?:\w+ly|also|then|later|first|again|still) )?(?:sold"
    r"|closed|opened|reopened|built|handed|demolished"
    r"|transferred|abandoned|used|converted|evacuated|enlarged|expanded|surrounded|enclosed"
    r"|located|situated|shut|completed|fortified"
    r"|occupied|inaugurated|commissioned|decommissioned|restarted|rebuilt|turned|bought|acquired"
    r"|operated|guarded|liberated)"
    r"|held|holds|housed|houses|covers|covered|lies|lay|stands|stood|contained|contains"
    r"|comprised|comprises|consisted|consists)\b"
)
_LAKE = re.compile(r"(?:Lake|Lago|Lac) \w.*|.* (?:Lake|Reservoir|Sea)")
_CALLED = re.compile(r"\b(?:as|named|called|after|of|in|from) (?:the )?\Z")
_INDEFINITE = frozenset(["a", "an"])
_NEUTER = frozenset(["it"])
_HUMAN = frozenset(["he", "she", "him"])
_PLACE_ADVERB = frozenset(["there", "here"])
_PLAIN_MODIFIERS = frozenset(
    [
        "former",
        "entire",
        "whole",
        "same",
        "present",
        "current",
        "actual",
        "original",
        "old",
        "new",
        "notorious",
        "infamous",
    ]
)
_PREPOSITIONS = frozenset(
    [
        "of",
        "in",
        "at",
        "on",
        "by",
        "from",
        "to",
        "with",
        "near",
        "for",
        "into",
        "within",
        "inside",
        "outside",
        "under",
        "over",
        "between",
        "among",
        "against",
        "during",
        "after",
        "before",
        "since",
        "through",
        "via",
        "about",
        "toward",
        "towards",
        "like",
        "unlike",
    ]
)
_MODIFYING = frozenset(
    [
        "most",
        "first",
        "second",
        "third",
        "last",
        "next",
        "two",
        "three",
        "four",
        "five",
        "six",
        "other",
        "same",
        "own",
        "only",
        "local",
        "former",
        "recent",
        "additional",
        "following",
        "half",
        "early",
    ]
)
_SUBORDINATORS = frozenset(
    ["after", "when", "while", "before", "as", "since", "because", "although", "though", "once",
     "under", "with", "for", "until",
     "following", "despite", "by", "his", "her", "if", "unlike", "like", "besides", "according", "together"]
)  # fmt: skip
_CUSTODY = frozenset(["held", "imprisoned", "detained", "interned", "incarcerated", "jailed", "confined", "kept"])
_LIKE_PERSON = re.compile(
    r"(?!Operation|Project|World|The)[A-Z][\w'’-]+(?: [A-Z]\.)?(?: (?:[a-z]{1,3} )?[A-Z][\w'’-]+){1,2}"
)
_COPULAS = frozenset(["is", "was", "are", "were", "became", "become", "becomes", "remained", "remains", "be", "been"])
_GOVERNING = frozenset(
    [
        "calls",
        "saw",
        "sees",
        "made",
        "makes",
        "held",
        "holds",
        "left",
        "leaves",
        "took",
        "takes",
        "put",
        "puts",
        "gave",
        "gives",
        "found",
        "finds",
        "describes",
        "call",
        "of",
        "by",
        "against",
        "from",
        "for",
        "with",
        "to",
        "against",
        "about",
        "under",
        "left",
        "joined",
        "led",
        "leads",
        "ran",
        "runs",
        "built",
    ]
)
_CENTER = re.compile(r"(?:city|town|village) cent(?:er|re)")


@dataclass(frozen=True, slots=True)
class Resolved:
    """A mention after coreference; ``resolved`` is False for a description that stands for nothing named."""

    mention: Mention
    resolved: bool = True
    antecedent: Span | None = None


@dataclass(slots=True)
class Resolver:
    """Goes through an article once and remembers who was spoken of."""

    text: str
    topic: Topic
    names: Names
    lexicon: Lexicon
    heads: frozenset[str]
    topic_span: Span
    recent: dict[str, list[Mention]] = field(default_factory=dict)
    parts: list[tuple[str, Mention]] = field(default_factory=list)
    subject: Mention | None = None
    block: Block | None = None
    told_topic: bool = False  # whether the last sentence spoke of the article's subject
    speaks_topic: bool = False  # whether this sentence does
    person: Mention | None = None  # whom "his" means where the sentence begins
    thing: Mention | None = None  # what "its" means there
    opening: str = ""  # the first word of the sentence
    opened: bool = False  # whether this sentence has had its subject

    def resolve(
        self, tokens: Sequence[Token], runs: Sequence[Run], taken: Container[int], block: Block
    ) -> list[Resolved]:
        """Return the mentions of a sentence in order; ``taken`` are the offsets in its dates and quantities."""
        if self.block is not block:
            self.block, self.subject = block, None
        named = {run.span.start: run for run in runs}
        found: list[Resolved] = []
        previous_subject = self.subject
        self.told_topic, self.speaks_topic = self.speaks_topic, False
        self.person = self._person(block)
        self.speaks_topic = self.topic.kind == "Person" and any(t.lower in {"his", "her"} for t in tokens)
        self.thing = previous_subject if previous_subject and previous_subject.kind in _NEUTER_KINDS else None
        self.opening, self.opened = (tokens[0].lower if tokens else ""), False
        at = 0
        while at < len(tokens):
            token = tokens[at]
            one: Resolved | None
            if run := named.get(token.start):
                one = self._named(run)
            elif token.start in taken:
                one = None
            else:
                one = self._described(tokens, at, previous_subject, found)
            if one is None:
                at += 1
                continue
            found.append(one)
            self._remember(one, tokens, at)
            while at < len(tokens) and tokens[at].start < one.mention.span.end:
                at += 1
        return found

    def _named(self, run: Run) -> Resolved:
        name = mentions.normalise(run, self.text)
        full, kind = self.names.resolve(name)
        if run.core is not None and kind == "Demonym":
            kind = run.noun or kind
        if full == name and self.lexicon.nouns.get((name.lower(),)) == "Organization":
            return self._body(run.span, name.lower()) or Resolved(Mention(run.span, full, kind, proper=True))
        return Resolved(Mention(run.span, full, kind, proper=True))

    def _body(self, span: Span, noun: str) -> Resolved | None:
        """Return what a class noun with a capital stands for: "the Association", "the Authority"."""
        if self.topic.kind == "Organization" and (
            noun in self.topic.name.lower()
            or noun in {"association", "organization", "organisation", "society", "group"}
        ):
            return Resolved(Mention(span, self.topic.name, self.topic.kind, proper=False))
        known = self._recent_with("Organization", [noun])
        return self._standing_for(span, known) if known else None

    def _remember(self, one: Resolved, tokens: Sequence[Token], at: int) -> None:
        if one.mention.kind == "Demonym":
            return
        self.speaks_topic = self.speaks_topic or (one.resolved and one.mention.name == self.topic.name)
        if one.resolved:
            self.recent.setdefault(one.mention.kind, []).append(one.mention)
        before = at - 1
        while before >= 0 and tokens[before].lower in {"the", "a", "an", "former", "late"}:
            before -= 1
        if before < 0 or (tokens[before].lower not in _PREPOSITIONS and self._is_first(tokens, before)):
            if one.resolved and not self.opened:
                self.subject = one.mention
            self.opened = True

    def _is_first(self, tokens: Sequence[Token], before: int) -> bool:
        """Tell whether no verb stands before: what comes next may be the sentence's subject."""
        return not any(
            t.lower in {"is", "was", "are", "were", "had", "has", "have", "be"} for t in tokens[: before + 1]
        )

    def _described(
        self, tokens: Sequence[Token], at: int, previous: Mention | None, found: Sequence[Resolved]
    ) -> Resolved | None:
        word = tokens[at].lower
        span = Span(tokens[at].start, tokens[at].end)
        if word == "the" and (one := self._of_two(tokens, at, found)):
            return one
        if word in _DEFINITE:
            return self._definite(tokens, at)
        if word in _INDEFINITE:
            self._introduce(tokens, at)
            return None
        if word in _NEUTER:
            if at and (tokens[at - 1].lower.endswith("ed") or tokens[at - 1].lower in _GOVERNING):
                found = []  # an object is not its own subject: "the press accused it"
            return self._pronoun(span, _NEUTER_KINDS, previous, found)
        if word in _HUMAN:
            return self._pronoun(span, ("Person",), previous, found)
        if word in _PLACE_ADVERB and at:
            return self._there(tokens, at, span, found)
        return None

    def _of_two(self, tokens: Sequence[Token], at: int, found: Sequence[Resolved]) -> Resolved | None:
        """Resolve "the latter" and "the former": one of the last two names of a kind before this sentence."""
        which = tokens[at + 1].lower if at + 1 < len(tokens) else ""
        after = tokens[at + 2].lower if at + 2 < len(tokens) else "."
        function = after in self.lexicon.words["function"] or after.endswith("ed") or not after[0].isalpha()
        if which not in {"latter", "former"} or not function:
            return None
        own = {one.mention.span for one in found}
        pairs: list[list[Mention]] = []
        for kind in ("Person", "Organization", "Facility", "Place"):
            named = {m.name: m for m in self.recent.get(kind, []) if m.span not in own}
            last = sorted(named.values(), key=lambda m: m.span.start)[-2:]
            pairs += [last] if len(last) == 2 else []
        if not pairs:
            return None
        first, second = max(pairs, key=lambda pair: pair[1].span.start)
        span = Span(tokens[at].start, tokens[at + 1].end)
        return self._standing_for(span, second if which == "latter" else first)

    def _pronoun(
        self, span: Span, kinds: tuple[str, ...], previous: Mention | None, found: Sequence[Resolved]
    ) -> Resolved | None:
        if "Person" in kinds:
            if self.text[span.start : span.end].lower() == "him":
                return self._object(span, found, previous)
            if found and (heir := self._heir(span, found[-1])):
                return self._standing_for(span, heir)
            if self.topic.kind == "Person" and self.told_topic:
                previous = None
            if self.topic.kind == "Person" and self._afar(span, found):
                found = []
            kinds = (*kinds, "Thing")
        if "Person" not in kinds and found and _CALLED.search(self.text, 0, found[0].mention.span.start):
            found = []
        for one in found[:1]:
            if one.resolved and self._can_be(one.mention, kinds) and one.mention.proper:
                return self._standing_for(span, one.mention)
        if previous and self._can_be(previous, kinds) and (self.topic.kind != "Person" or "Person" not in kinds):
            return self._standing_for(span, previous)
        if self.topic.kind in kinds:
            if (
                previous
                and previous.kind == "Person"
                and "Person" in kinds
                and previous.name != self.topic.name
                and self._told(previous)
            ):
                return self._standing_for(span, previous)
            return Resolved(Mention(span, self.topic.name, self.topic.kind, proper=False))
        latest = [m for kind in kinds if kind != "Thing" for m in self.recent.get(kind, [])[-1:]]
        if not latest:
            return None
        last = max(latest, key=lambda m: m.span.start)
        unknown = self.recent.get("Thing", [])[-1:]
        if "Person" not in kinds and unknown and unknown[0].span.start > last.span.start:
            return None  # it may be this that is meant
        near = [m for m in latest if m.kind != "Place" and ". " not in self.text[m.span.end : last.span.start]]
        return self._standing_for(span, near[-1] if near else last)  # "the museum in Washington": the museum

    def _heir(self, span: Span, last: Resolved) -> Mention | None:
        """Return who the clause before has just brought in: "he was succeeded by X; she led it until 1995"."""
        before = self.text[max(0, last.mention.span.start - 80) : last.mention.span.start]
        joined = re.fullmatch(r"[;,] (?:and |but |when )?", self.text[last.mention.span.end : span.start])
        brought = re.search(r"\b(?:succeeded|replaced|followed|joined)\b[^.;]*\bby (?:[\w-]+ ){0,4}$", before)
        person = last.resolved and last.mention.kind in {"Person", "Thing"}
        return last.mention if joined and brought and person else None

    def _afar(self, span: Span, found: Sequence[Resolved]) -> bool:
        """Tell whether the first name of the sentence is no subject of the clause that a pronoun stands in."""
        between = self.text[found[0].mention.span.end : span.start] if found else ""
        return self.opening in _SUBORDINATORS or ";" in between

    def _object(self, span: Span, found: Sequence[Resolved], previous: Mention | None) -> Resolved | None:
        """Resolve "him": the person last spoken of who is not the subject of this sentence."""
        own = found[0].mention.name if found and found[0].resolved else None
        topic = Mention(self.topic_span, self.topic.name, "Person", proper=False)
        others = [topic] if self.topic.kind == "Person" else []
        others += [previous] if previous and self._can_be(previous, ("Person",)) else []
        others += list(reversed(self.recent.get("Person", [])))
        for other in others:
            if other.name != own:
                return Resolved(Mention(span, other.name, "Person", proper=False), antecedent=other.span)
        return None

    def _person(self, block: Block) -> Mention | None:
        """Return the person that was last spoken of, or the article's subject."""
        if self.topic.kind == "Person" and not (
            self.subject and self.subject.kind == "Person" and self._told(self.subject)
        ):
            return Mention(self.topic_span, self.topic.name, "Person", proper=False)
        if self.subject and self._can_be(self.subject, ("Person", "Thing")):
            return Mention(self.subject.span, self.subject.name, "Person", self.subject.proper)
        latest = self.recent.get("Person", [])[-1:]
        return latest[0] if latest and latest[0].span.start >= block.span.start else None

    def _can_be(self, mention: Mention, kinds: tuple[str, ...]) -> bool:
        """Tell whether a pronoun can stand for a mention; an unknown name of two or three words may be a person's."""
        if mention.kind == "Thing":
            return "Thing" in kinds and mention.proper and bool(_LIKE_PERSON.fullmatch(mention.name))
        return mention.kind in kinds

    def _told(self, mention: Mention) -> bool:
        """Tell whether the last sentence was about another person, not "his father"."""
        before = self.text[max(0, mention.span.start - 32) : mention.span.start]
        return (
            mention.proper
            and len(mention.name.split()) > 1
            and not re.search(r"(?:\bhis|\bher|,) (?:[\w,]+ ){0,3}$", before)
        )

    def _there(self, tokens: Sequence[Token], at: int, span: Span, found: Sequence[Resolved]) -> Resolved | None:
        following = tokens[at + 1].lower if at + 1 < len(tokens) else ""
        if tokens[at].lower == "there" and tokens[at - 1].lower in {"is", "are", "was", "were"}:
            return None
        if tokens[at].lower == "there" and following in {
            "is",
            "are",
            "was",
            "were",
            "have",
            "had",
            "has",
            "may",
            "might",
        }:
            return None
        held = tokens[at - 1].lower in _CUSTODY and (self.topic.kind == "Facility" or self.recent.get("Facility"))
        kinds = ("Facility",) if held else ("Facility", "Place")
        places = [one.mention for one in found if one.resolved and one.mention.kind in kinds]
        if not places:
            places = sorted((m for k in kinds for m in self.recent.get(k, [])[-1:]), key=lambda m: m.span.start)
        if not places and self.topic.kind in {"Facility", "Place"}:
            return Resolved(Mention(span, self.topic.name, self.topic.kind, proper=False), antecedent=self.topic_span)
        return self._standing_for(span, places[-1]) if places else None

    def _standing_for(self, span: Span, mention: Mention) -> Resolved:
        kind = "Person" if mention.kind == "Thing" and span.end - span.start <= 4 else mention.kind
        return Resolved(Mention(span, mention.name, kind, proper=False), antecedent=mention.span)

    def _phrase(self, tokens: Sequence[Token], at: int) -> tuple[int, int, str] | None:
        """Return (start of the noun, end, kind) of a class noun with at most three plain words before it."""
        for begin in range(at, min(at + 4, len(tokens))):
            if not tokens[begin].word or tokens[begin].capital or self._no_modifier(tokens[begin].lower):
                return None
            if found := self.lexicon.noun_at([t.lower for t in tokens[begin : begin + self.lexicon.longest]], 0):
                end = begin + found[0]
                # "the prison camp guard": the head is further on
                further = self._phrase_end(tokens, end)
                return (begin, further[0], further[1]) if further else (begin, end, found[1])
            if tokens[begin].lower in _PREPOSITIONS or tokens[begin].lower in {"and", "or", "was", "is", "were"}:
                return None
        return None

    def _no_modifier(self, word: str) -> bool:
        """Tell whether a word ends a noun phrase: it is a function word, or the head ("the prisoners elected")."""
        if (word,) in self.lexicon.nouns and word not in {"up", "do"}:
            return False
        if word in self.lexicon.words["function"]:
            return word not in _MODIFYING
        return word.endswith("s") and (word[:-1],) in self.lexicon.nouns

    def _phrase_end(self, tokens: Sequence[Token], end: int) -> tuple[int, str] | None:
        if end >= len(tokens) or not tokens[end].word or tokens[end].capital:
            return None
        found = self.lexicon.noun_at([t.lower for t in tokens[end : end + self.lexicon.longest]], 0)
        return (end + found[0], found[1]) if found else None

    def _joins(self, tokens: Sequence[Token], at: int, end: int) -> bool:
        """Tell whether 'that' opens a clause: a verb stands before it, or a plural after ("said that guards ...")."""
        before = tokens[at - 1].lower if at else ""
        said = before.endswith(("ed", "es", "ts", "ys", "ms")) or before in {
            "said",
            "say",
            "found",
            "wrote",
            "held",
            "told",
            "knew",
            "thought",
        }
        return (
            said or tokens[end - 1].lower.endswith("s") or tokens[end - 1].lower in {"police", "people", "men", "women"}
        )

    def _definite(self, tokens: Sequence[Token], at: int) -> Resolved | None:
        phrase = self._phrase(tokens, at + 1)
        if phrase and tokens[at].lower == "that" and self._joins(tokens, at, phrase[1]):
            return None
        if phrase is None or (at and tokens[at - 1].lower in _COPULAS):
            return None  # "was the main prison" describes, it does not name
        begin, end, kind = phrase
        if (
            end < len(tokens)
            and tokens[end].lower == "of"
            and kind == "Place"
            and end + 1 < len(tokens)
            and tokens[end + 1].capital
        ):
            return None  # "the city of X": X is the name
        if tokens[end - 1].lower == "bank" and end < len(tokens) and tokens[end].lower == "of":
            return None  # "the left bank of the river" is no bank
        span = Span(tokens[at].start, tokens[end - 1].end)
        modifiers = [t.lower for t in tokens[at + 1 : begin]]
        noun = [t.lower for t in tokens[begin:end]]
        head = noun[-1]
        plain = all(m in _PLAIN_MODIFIERS or m in self.topic.name.lower() for m in modifiers)
        if plain and (kind == self.topic.kind or noun[0] in self.heads) and self._names_topic(noun):
            return Resolved(Mention(span, self.topic.name, self.topic.kind, proper=False))
        if plain and (recent := self._recent_with(kind, noun)):
            return self._standing_for(span, recent)
        if part := self._part(noun, modifiers):
            return self._standing_for(span, part)
        if kind == "Place" and _CENTER.fullmatch(" ".join(noun)) and (city := self._city()):
            return self._standing_for(span, city)
        words = " ".join(t.text for t in tokens[at + 1 : end])
        if kind == "Person" and head in {"son", "daughter", "wife", "husband", "brother", "sister", "father", "mother"}:
            return None
        if head in {"reservoir", "lake"} and plain and (lake := self._lake()):
            return self._standing_for(span, lake)
        if kind not in {"Facility", "Organization"}:
            return None
        return Resolved(Mention(span, words, kind, proper=False), resolved=False)

    def _lake(self) -> Mention | None:
        """Return the lake that the heading names, or the only one that the article does."""
        named = [h for h in self.block.headings if _LAKE.fullmatch(h)] if self.block else []
        named = named or [n for n, kind in self.names.kinds.items() if kind == "Place" and _LAKE.fullmatch(n)]
        start = self.text.find(named[0]) if len(named) == 1 else -1
        return Mention(Span(start, start + len(named[0])), named[0], "Place") if start >= 0 else None

    def _introduce(self, tokens: Sequence[Token], at: int) -> None:
        """Remember what "a radiochemical laboratory" brings in: "the laboratory" may mean it later."""
        phrase = self._phrase(tokens, at + 1)
        before = tokens[at - 1].lower if at else ""
        if phrase is None or phrase[2] != "Facility" or before in _COPULAS or before in {"as", "like", "of"}:
            return
        _begin, end, kind = phrase
        if tokens[end - 1].lower in self.heads:
            return
        span = Span(tokens[at + 1].start, tokens[end - 1].end)
        words = " ".join(t.text for t in tokens[at + 1 : end])
        self.parts.append((tokens[end - 1].lower, Mention(span, words, kind, proper=False)))

    def _part(self, noun: list[str], modifiers: list[str]) -> Mention | None:
        """Return the last thing brought in that has this head and these modifiers."""
        for head, mention in reversed(self.parts):
            if head == noun[-1] and {*modifiers, *noun} <= set(mention.name.lower().split()):
                return mention
        return None

    def _names_topic(self, noun: list[str]) -> bool:
        """Tell whether "the prison" can be the article's subject."""
        whole = " ".join(noun)
        one = len(noun) == 1 or tuple(noun) in self.lexicon.nouns or noun[0] in self.heads
        return whole in self.heads or (one and noun[-1] in self.heads)  # no "memorial site" of a camp

    def _recent_with(self, kind: str, noun: list[str]) -> Mention | None:
        """Return the last mention of the kind that may be called so: by its own class noun, or one used for it."""
        wanted = heads.alike(kind, noun[-1])
        for exact in (True, False):
            for mention in reversed(self.recent.get(kind, [])):
                words = mention.name.lower().split()
                own = {*words, *self.names.nouns.get(mention.name, "").split(), words[-1].rpartition("-")[2]}
                if noun[-1] in own if exact else own & wanted:
                    return mention
        return None

    def _city(self) -> Mention | None:
        places = self.recent.get("Place", [])
        for mention in reversed(places):
            if self.names.nouns.get(mention.name, "") in {"city", "town", "village"}:
                return mention
        named = [
            m
            for m in places
            if m.name not in self.lexicon.countries
            and self.names.nouns.get(m.name, "") not in {"province", "county", "region", "district"}
        ]
        return named[-1] if named else None
