"""What an article has spoken of so far: the last mentions of each class, and what has the words for them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kgbuild.model import Mention, Span
from kgbuild.text import heads

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kgbuild.model import Block
    from kgbuild.text.lexicon import Lexicon
    from kgbuild.text.mentions import Names
    from kgbuild.text.topic import Topic

_LAKE = re.compile(r"(?:Lake|Lago|Lac) \w.*|.* (?:Lake|Reservoir|Sea)")
_BOXED_LAKE = re.compile(r"(?im)^[-*•] (?:creates|reservoir|res[ _]name|reservoir[ _]name): *(\w.*)$")
_LATER = frozenset(["memorial", "museum", "visitor", "burial", "test", "execution"])  # "the memorial site" is no camp
_CITED = frozenset(
    ["museum", "memorial", "university", "institute", "court", "church", "commission", "agency", "library"]
)
_SETTLEMENTS = frozenset(["city", "town", "village"])
_REGIONS = frozenset(["province", "county", "region", "district"])
_PRONOUN = 4  # characters
_PRONOUNS = re.compile(r"\b(?:he|his|him|she|her)\b", re.IGNORECASE)
_HE, _SHE = frozenset(["he", "his", "him"]), frozenset(["she", "her"])
_SURELY = 2  # times as many


@dataclass(frozen=True, slots=True)
class Resolved:
    """A mention after coreference; ``resolved`` is False for a description that stands for nothing named.

    ``others`` are whom the words mean besides: "the pair" stands for two.
    """

    mention: Mention
    resolved: bool = True
    antecedent: Span | None = None
    others: tuple[Mention, ...] = ()


@dataclass(slots=True)
class Memory:
    """The article's subject and names, who was spoken of: ``recent`` by class, ``parts`` and ``body`` unnamed."""

    text: str
    topic: Topic
    names: Names
    lexicon: Lexicon
    heads: frozenset[str]
    topic_span: Span
    recent: dict[str, list[Mention]] = field(default_factory=dict)
    parts: list[tuple[str, Mention]] = field(default_factory=list)
    body: Mention | None = None  # what "an underground committee" brought in last
    block: Block | None = None
    _foreign: frozenset[str] | None = None

    @property
    def foreign(self) -> frozenset[str]:
        """The pronouns that cannot mean the person that the article is about, for it calls them by the others."""
        if self.topic.kind != "Person":
            return frozenset()
        if self._foreign is None:
            words = Counter(found.lower() for found in _PRONOUNS.findall(self.text))
            he, she = words["he"] + words["his"] + words["him"], words["she"] + words["her"]
            rare = _SHE if he > _SURELY * she else _HE if she > _SURELY * he else frozenset()
            self._foreign = rare
        return self._foreign

    def another(self, kinds: Iterable[str]) -> Mention | None:
        """Return the person last spoken of who is not the article's subject."""
        others = [m for kind in kinds for m in self.recent.get(kind, []) if m.name != self.topic.name]
        return max(others, key=lambda m: m.span.start, default=None)

    def remember(self, mention: Mention) -> None:
        """Keep a mention as the last of its class."""
        self.recent.setdefault(mention.kind, []).append(mention)

    def namesake(self, surname: str) -> str | None:
        """Return the name of the person who bears a surname and was spoken of last."""
        borne = (m.name for m in reversed(self.recent.get("Person", [])) if m.name.endswith(f" {surname}"))
        return next(borne, None)

    def latest(self, kinds: Iterable[str]) -> list[Mention]:
        """Return the last mention of each class that has one, in the order of the classes."""
        return [mention for kind in kinds for mention in self.recent.get(kind, [])[-1:]]

    def meant(self, span: Span, antecedent: Span | None = None) -> Resolved:
        """Return words that stand for the article's subject."""
        return Resolved(Mention(span, self.topic.name, self.topic.kind, proper=False), antecedent=antecedent)

    def standing_for(self, span: Span, mention: Mention) -> Resolved:
        """Return words that stand for a mention; a pronoun shows that an unknown name is a person's."""
        kind = "Person" if mention.kind == "Thing" and span.end - span.start <= _PRONOUN else mention.kind
        return Resolved(Mention(span, mention.name, kind, proper=False), antecedent=mention.span)

    def names_topic(self, noun: Sequence[str]) -> bool:
        """Tell whether "the prison" can be the article's subject."""
        return " ".join(noun) in self.heads or (noun[-1] in self.heads and noun[0] not in _LATER)

    def called(self, kind: str, noun: str, *, exactly: bool = False) -> Mention | None:
        """Return the last mention of the class that may be called so: by its own class noun, or one used for it."""
        wanted = heads.alike(kind, noun)
        for exact in (True,) if exactly else (True, False):
            for mention in reversed(self.recent.get(kind, [])):
                if noun in _CITED and self.block and mention.span.start < self.block.span.start:
                    break  # "the museum" of another paragraph, which may only have been cited there
                words = mention.name.lower().split()
                own = {*words, *self.names.nouns.get(mention.name, "").split(), words[-1].rpartition("-")[2]}
                if noun in own if exact else own & wanted:
                    return mention
        return None

    def part(self, noun: Sequence[str], modifiers: Sequence[str]) -> Mention | None:
        """Return the last unnamed thing with this head and these modifiers: "a laboratory", "the laboratory"."""
        for head, mention in reversed(self.parts):
            if head == noun[-1] and {*modifiers, *noun} <= set(mention.name.lower().split()):
                return mention
        return None

    def city(self) -> Mention | None:
        """Return the last place that is a settlement, or the last that may be one."""
        places = self.recent.get("Place", [])
        nouns = self.names.nouns
        for mention in reversed(places):
            if nouns.get(mention.name, "") in _SETTLEMENTS and not mention.name.endswith("Village"):
                return mention
        countries = self.lexicon.countries
        named = [m for m in places if m.name not in countries and nouns.get(m.name, "") not in _REGIONS | {"village"}]
        return named[-1] if named else None

    def lake(self) -> Mention | None:
        """Return the lake that the heading names, or the only one that the article does."""
        named = [h for h in self.block.headings if _LAKE.fullmatch(h)] if self.block else []
        named = named or [n for n, kind in self.names.kinds.items() if kind == "Place" and _LAKE.fullmatch(n)]
        named = named or [found.group(1).strip() for found in _BOXED_LAKE.finditer(self.text)]
        start = self.text.find(named[0]) if len(named) == 1 else -1
        return Mention(Span(start, start + len(named[0])), named[0], "Place") if start >= 0 else None
