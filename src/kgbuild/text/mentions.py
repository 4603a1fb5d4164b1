"""What the names of an article stand for: each run of capitals gets a kind, decided over the whole article.

A name is typed where the text shows it best (a class noun in it, a title, an apposition, a verb that only persons
govern, a preposition of place) and has that kind wherever it occurs.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kgbuild.text import names

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kgbuild.text.lexicon import Lexicon
    from kgbuild.text.names import Run

UNKNOWN = "Thing"

_SPEECH = frozenset(
    """said says wrote writes testified escaped died described claimed claims argued argues estimated estimates stated states told
    recalled recalls remembered reported fled defected married studied resigned retired commented noted notes believed believes
    worked joined graduated""".split()
)
_PLACE_FIRST = frozenset("San Santa Santo Los Las El Port Fort New Saint Nova Novo Nizhny Rio Villa Puerto".split())
_ONLY_PERSONS = frozenset(
    [
        "testified",
        "died",
        "married",
        "studied",
        "resigned",
        "retired",
        "recalled",
        "recalls",
        "remembered",
        "wrote",
        "defected",
        "fled",
        "graduated",
        "starved",
        "confessed",
        "drowned",
        "emigrated",
        "published",
    ]
)
_PLACE_BEFORE = frozenset(
    ["in", "at", "near", "outside", "around", "throughout", "toward", "towards", "into", "across", "inside", "within"]
)
_MAYBE_PLACE_BEFORE = frozenset(["from", "to"])
_KOREAN = re.compile(r"[A-Z][a-zŏŭ]+ [A-Z][a-zŏŭ'’]+-[a-zŏŭ'’]+")
_INITIAL = re.compile(r"[A-Z]\.")
_LIFESPAN = re.compile(
    r"\s*\((?:[^()]{0,40}[;,]\s*)?(?:born|b\.|died|d\.|c\.|ca\.|\d{1,2} [A-Z][a-z]+ \d{4}|[A-Z][a-z]+ \d{1,2}, \d{4}|\d{4})\s*(?:\?|[–-]|in|\d|[A-Z]|\))"
)
_YEARS = re.compile(r"\s*\((?:born |b\. ?)?(?:c\. ?)?\d{4}\s*[–-]\s*(?:c\. ?)?(?:\d{4})?\)")


@dataclass(slots=True)
class Names:
    """The names of an article: kinds, the class noun that showed them, and the full name behind a short one."""

    kinds: dict[str, str] = field(default_factory=dict)
    nouns: dict[str, str] = field(default_factory=dict)
    full: dict[str, str] = field(default_factory=dict)

    def resolve(self, name: str) -> tuple[str, str]:
        """Return (full name, kind) of a name as the text has it."""
        full = self.full.get(name, name)
        return full, self.kinds.get(full, self.kinds.get(name, UNKNOWN))


def decide(runs: Iterable[tuple[str, Run]], lexicon: Lexicon, topic: tuple[str, str], aliases: Iterable[str]) -> Names:
    """Type every name of an article.

    ``runs`` are pairs of (article text, run); ``topic`` is the name and kind of what the article is about, ``aliases``
    its other names.
    """
    votes: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    decided = Names()
    for text, run in runs:
        name = normalise(run, text)
        for kind, weight in _votes(text, run, name, lexicon):
            votes[name][kind] = max(votes[name][kind], weight)
        if run.core is not None and run.noun in {"Place", "Facility", "Organization"}:
            decided.nouns.setdefault(name, text[run.core.end : run.span.end].strip().lower())
        if run.before == "of" and (noun := _noun_before(text, run, lexicon)):
            votes[name][noun[1]] = max(votes[name][noun[1]], 70)
            decided.nouns.setdefault(name, noun[0])
    for name, by_kind in votes.items():
        kind, weight = max(by_kind.items(), key=lambda item: (item[1], item[0]))
        decided.kinds[name] = kind if weight > 0 else UNKNOWN
    decided.kinds[topic[0]] = topic[1]
    for alias in aliases:
        decided.full[alias] = topic[0]
    _link_short_forms(decided, topic, lexicon)
    return decided


def normalise(run: Run, text: str) -> str:
    """Return the name of a run: its words with single spaces, without a leading article."""
    words = " ".join(run.span.of(text).split())
    return re.sub(r"^(?:The|the) (?=[A-Z])", "", words)


def _noun_before(text: str, run: Run, lexicon: Lexicon) -> tuple[str, str] | None:
    """Return the class noun of "the city of X" and its kind."""
    before = re.search(r"((?:[a-z-]+ ){1,3})of (?:the )?$", text[max(0, run.span.start - 60) : run.span.start])
    if not before:
        return None
    words = before.group(1).split()
    found = lexicon.noun_ending(words)
    if not found or found[1] != "Place":
        return None
    return " ".join(words[-found[0] :]), found[1]


def _votes(text: str, run: Run, name: str, lexicon: Lexicon) -> Iterable[tuple[str, int]]:
    words = run.words
    if name in lexicon.countries:
        yield "Place", 100
        return
    if all(part in lexicon.demonyms for part in (name, *(() if name in lexicon.demonyms else words))):
        yield "Demonym", 100
        return
    if name in lexicon.demonyms:
        yield "Demonym", 100
        return
    if run.title and run.noun != "Organization":
        yield "Person", 90
    if run.noun:
        yield run.noun, 80
    if len(words) > 1 and run.noun is None:
        if words[0] in lexicon.given or _INITIAL.fullmatch(words[0]):
            yield "Person", 75
        elif _KOREAN.fullmatch(name) or (words[0] in lexicon.family_first and len(words) <= 3):
            yield "Person", 70
    yield from _context_votes(text, run, lexicon)


def _context_votes(text: str, run: Run, lexicon: Lexicon) -> Iterable[tuple[str, int]]:
    following = text[run.span.end : run.span.end + 60]
    if run.noun is None and (_YEARS.match(following) or _LIFESPAN.match(following)) and len(run.words) > 1:
        yield "Person", 60
    apposition = re.match(r"(?:,| \() ?(?:an? |the )?((?:[\w'’-]+ ){0,6}?[\w'’-]+)", following)
    if apposition and run.noun is None and len(run.words) > 1:
        words = apposition.group(1).lower().split()
        for cut in range(1, len(words) + 1):
            found = lexicon.noun_ending(words[:cut])
            if found and found[1] == "Person":
                yield "Person", 55
                break
    if run.noun is None and run.after in _ONLY_PERSONS:
        yield "Person", 50
    elif run.noun is None and run.after in _SPEECH and len(run.words) > 1:
        yield "Person", 20
    if re.match(r" was born\b", following):
        yield "Person", 65
    if run.before in _PLACE_BEFORE and not run.title:
        yield "Place", 40
    elif run.before in _MAYBE_PLACE_BEFORE and not run.title:
        yield "Place", 15
    if run.words[0] in _PLACE_FIRST and len(run.words) > 1:
        yield "Place", 30
    country = re.match(r", ((?:[A-Z][\w'’.-]+ ?){1,4})", following)
    if country and country.group(1).strip() in lexicon.countries and run.before != "and":
        yield "Place", 45


def _link_short_forms(decided: Names, topic: tuple[str, str], lexicon: Lexicon) -> None:
    """Link surnames, shorter facility names and acronyms to the full names of the article."""
    persons = [n for n, k in decided.kinds.items() if k == "Person" and len(n.split()) > 1]
    persons.sort(key=lambda n: (n != topic[0], -len(n.split())))
    for person in persons:
        parts = person.split()
        last = parts[-1] if parts[-1] not in {"Jr.", "Sr.", "II", "III"} else parts[-2]
        keys = [last]
        if parts[0] in lexicon.family_first and (len(parts) > 2 or "-" in person):
            keys = [parts[0], " ".join(parts[1:])]
        if len(parts) > 2 and parts[-2][0].islower():
            keys.append(" ".join(parts[-2:]))
        for key in keys:
            if decided.kinds.get(key, UNKNOWN) in {UNKNOWN, "Person"} or (key == last and topic[0] == person):
                decided.full.setdefault(key, person)
    for other in persons:
        for person in persons:
            if other != person and set(other.split()) < set(person.split()) and other.split()[-1] == person.split()[-1]:
                decided.full.setdefault(other, person)
    _link_facilities(decided, topic, lexicon)


def _link_facilities(decided: Names, topic: tuple[str, str], lexicon: Lexicon) -> None:
    """Link "Chongjin camp" to "Chongjin concentration camp": same head, and its other words are in the longer name."""
    kinds = {"Facility", "Organization", "Event"}
    longer = [n for n, k in decided.kinds.items() if k in kinds]
    longer.sort(key=lambda n: (n != topic[0], -len(n.split()), n))
    for name, kind in list(decided.kinds.items()):
        if kind not in kinds or name == topic[0]:
            continue
        own = name.lower().split()
        found = lexicon.noun_ending(own)
        distinct = set(own[: -found[0]] if found else own)
        for full in longer:
            if full == name or decided.kinds[full] != kind or len(full.split()) < len(own):
                continue
            theirs = full.lower().split()
            if distinct and distinct < set(theirs) and _same_head(own, theirs, lexicon):
                decided.full.setdefault(name, full)
                break


def _same_head(own: list[str], theirs: list[str], lexicon: Lexicon) -> bool:
    if own[-1] == theirs[-1]:
        return True
    short, long_ = lexicon.noun_ending(own), lexicon.noun_ending(theirs)
    return bool(
        short
        and long_
        and short[1] == long_[1] == "Facility"
        and {own[-1], theirs[-1]}
        <= {"camp", "prison", "jail", "penitentiary", "plant", "station", "dam", "colony", "ghetto", "mine"}
        and own[-1] in theirs
    )


__all__ = ["UNKNOWN", "Names", "decide", "names", "normalise"]
