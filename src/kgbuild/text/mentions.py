"""What the names of an article stand for: each run of capitals gets a kind, decided over the whole article.

A name is typed where the text shows it best (a class noun in it, a title, an apposition, a verb that only persons
govern, a preposition of place) and has that kind wherever it occurs.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kgbuild.text import appositions, votes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kgbuild.text.lexicon import Lexicon
    from kgbuild.text.names import Run

UNKNOWN = "Thing"

_ALIAS = re.compile(
    r"(?: \([^()]{0,60}\))?,? ?\(?(?:(?:also|better|best|commonly|usually|often|formerly|popularly|simply|sometimes|"
    r"generally|widely|internationally|more|then|otherwise|previously|originally|colloquially"
    r"|locally|officially|and|or|"
    r"is|was|were|are) )*(?:(?:known|referred to)"
    r"(?: (?:simply|also|locally|abroad|to [^,;.]{2,30}?|by [^,;.]{2,30}|in [^,;.]{2,30}))* (?:as|by the name)|called|"
    r"nicknamed|alias|a\.k\.a\.|aka|code-?named|née|né) (?:the )?[\"“‘]?"
)
_ACRONYM = re.compile(r" \((?:; )?(?=[A-Z][\w.&/-]*[A-Z][\w.&/-]{0,8}[;,)])")
_BORN_AS = re.compile(r"(?: \((?:[^()]{0,60}[;,] )?|, )born (?!in\b|on\b|at\b|c\.)(?:as )?")
_NO_GIVEN = frozenset(["Operation", "Project", "Section", "Building", "Block", "World", "The", "New", "Old", "Great"])
_PARTICLES = frozenset(["De", "Di", "Da", "Du", "Del", "Van", "Von", "Le", "La", "El", "Al", "Ben", "Bin"])
_SUFFIXES = frozenset(["Jr.", "Sr.", "II", "III"])
_ALIASED = frozenset(["Person", "Facility", "Organization", "Event"])


@dataclass(slots=True)
class Names:
    """The names of an article: kinds, the class noun that showed them, and the full name behind a short one."""

    kinds: dict[str, str] = field(default_factory=dict)
    nouns: dict[str, str] = field(default_factory=dict)
    full: dict[str, str] = field(default_factory=dict)
    guessed: set[str] = field(default_factory=set)  # places that only a preposition tells

    def resolve(self, name: str) -> tuple[str, str]:
        """Return (full name, kind) of a name as the text has it."""
        full = self.full.get(name, name)
        return full, self.kinds.get(full, self.kinds.get(name, UNKNOWN))


def decide(runs: Iterable[tuple[str, Run]], lexicon: Lexicon, topic: tuple[str, str], aliases: Iterable[str]) -> Names:
    """Type every name of an article.

    ``runs`` are pairs of (article text, run); ``topic`` is the name and kind of what the article is about, ``aliases``
    its other names.
    """
    weights: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    decided = Names()
    found = list(runs)
    for text, run in found:
        name = normalise(run, text)
        weights[name].setdefault(UNKNOWN, 0)
        for kind, weight in votes.votes(text, run, name, lexicon):
            weights[name][kind] = max(weights[name][kind], weight)
        if run.core is not None and run.noun in {"Place", "Facility", "Organization"}:
            decided.nouns.setdefault(name, text[run.core.end : run.span.end].strip().lower())
        if run.before == "of" and (noun := _noun_before(text, run, lexicon)):
            weights[name][noun[1]] = max(weights[name][noun[1]], 70)
            decided.nouns.setdefault(name, noun[0])
    for name, by_kind in weights.items():
        kind, weight = max(by_kind.items(), key=lambda item: (item[1], item[0]))
        decided.kinds[name] = kind if weight > 0 else UNKNOWN
        if kind == "Place" and weight <= votes.GUESS:
            decided.guessed.add(name)
    decided.kinds[topic[0]] = topic[1]
    for alias in aliases:
        decided.full[alias] = topic[0]
    _link_aliases(decided, found)
    _link_acronyms(decided, found)
    _promote(decided, lexicon)
    _link_short_forms(decided, topic, lexicon)
    return decided


def _link_acronyms(decided: Names, runs: Sequence[tuple[str, Run]]) -> None:
    """Link "the Chief Directorate of Camps (CDC)": an acronym is its name, and shows that this is an organization's."""
    names_at = {run.span.start: normalise(run, text) for text, run in runs}
    for short, name in appositions.acronyms(runs, names_at):
        full = decided.full.get(name, name)
        if decided.kinds.get(full, UNKNOWN) in {UNKNOWN, "Place"} and short != full:
            decided.kinds[full] = "Organization"
        if decided.kinds.get(short, UNKNOWN) in {UNKNOWN, "Organization", decided.kinds.get(full)} and short != full:
            decided.full.setdefault(short, full)


def _promote(decided: Names, lexicon: Lexicon) -> None:
    """Take for persons the names of two or three words whose last word the article uses alone as a person's."""
    for name, kind in list(decided.kinds.items()):
        parts = name.split()
        alone = decided.kinds.get(parts[-1])
        plain = parts[0] not in _NO_GIVEN and len(parts[-1]) > 3 and (parts[0].lower(),) not in lexicon.nouns
        if kind == UNKNOWN and 2 <= len(parts) <= 3 and (alone == "Person" or (alone == UNKNOWN and plain)):
            decided.kinds[name] = "Person"


def normalise(run: Run, text: str) -> str:
    """Return the name of a run: its words with single spaces, without a leading article and without a nickname."""
    words = " ".join(run.span.of(text).split())
    if '"' in words or "“" in words:
        words = re.sub(r" [\"“][^\"”]+[\"”] ", " ", words)
    return words[4:] if words[:4] in {"The ", "the "} and "A" <= words[4:5] <= "Z" else words


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


def _link_aliases(decided: Names, runs: Sequence[tuple[str, Run]]) -> None:
    """Link "X, also known as Y", "X (born Y, 1950)" and "X (XY)": the other name is X wherever it stands."""
    at = {run.core.start if run.core else run.span.start: run for _, run in runs}
    for text, run in runs:
        name = normalise(run, text)
        kind = decided.kinds.get(name, UNKNOWN)
        following = text[run.span.end : run.span.end + 90]
        found = _ALIAS.match(following) or (_BORN_AS.match(following) if kind == "Person" else None)
        other = at.get(run.span.end + found.end()) if found else None
        if found is None and kind in {"Organization", "Event"} and (acronym := _ACRONYM.match(following)):
            other = at.get(run.span.end + acronym.end())
        if other is None or kind not in _ALIASED:
            continue
        alias = normalise(other, text)
        own = decided.kinds.get(alias, UNKNOWN)
        fits = own in {UNKNOWN, kind} or (own == "Place" and kind == "Facility")
        if alias != name and fits and decided.full.get(name) != alias:
            decided.full.setdefault(alias, decided.full.get(name, name))


def _link_short_forms(decided: Names, topic: tuple[str, str], lexicon: Lexicon) -> None:
    """Link surnames, shorter facility names and acronyms to the full names of the article."""
    persons = [n for n, k in decided.kinds.items() if k == "Person" and len(n.split()) > 1]
    persons.sort(key=lambda n: (n != topic[0], -len(n.split())))
    first = Counter(person.split()[0] for person in persons)
    for person in persons:
        for key in _short_forms(person, lexicon, alone=first[person.split()[0]] == 1):
            free = decided.kinds.get(key, UNKNOWN) in {UNKNOWN, "Person"} or key in decided.guessed
            if free or (topic[0] == person and key == _surname(person.split())):
                decided.full.setdefault(key, person)
    _link_persons(decided, persons)
    _link_facilities(decided, topic, lexicon)


def _short_forms(person: str, lexicon: Lexicon, *, alone: bool) -> list[str]:
    """Return by which shorter names a person may be called; by the first where it is theirs ``alone``."""
    parts = person.split()
    last = _surname(parts)
    keys = [last, *last.split("-")[: last.count("-")]]
    if parts[0] in lexicon.family_first:
        surely = len(parts) > 2 or "-" in person  # "Kim Dae-jung"; "Liu Xiaobo" may be either
        keys = [parts[0], " ".join(parts[1:])] if surely else keys
        keys += [parts[0]] if len(parts) == 2 else []
    elif alone:
        keys.append(parts[0])
    if len(parts) > 2 and (parts[-2][0].islower() or parts[-2] in _PARTICLES):
        keys += [" ".join(parts[-2:]), f"{parts[-2].capitalize()} {parts[-1]}"]
    return keys


def _surname(parts: Sequence[str]) -> str:
    return parts[-1] if parts[-1] not in _SUFFIXES else parts[-2]


def _link_persons(decided: Names, persons: Sequence[str]) -> None:
    """Link other forms of a person's name to the first, fuller one."""
    alike: dict[str, list[str]] = defaultdict(list)
    for person in persons:
        parts = person.split()
        for key in {parts[-1], parts[-1].split("-")[0], " ".join(sorted(parts))}:
            alike[key].append(person)
    rank = {person: number for number, person in enumerate(persons)}
    for other in persons:
        parts = other.split()
        near = {*alike[parts[-1]], *alike[" ".join(sorted(parts))]} - {other}
        if fitting := [person for person in near if _short_for(parts, person.split())]:
            decided.full.setdefault(other, min(fitting, key=rank.__getitem__))


def _short_for(other: list[str], person: list[str]) -> bool:
    """Tell whether a name is another form of a longer one: "Gustav Herling" for "Gustaw Herling-Grudziński"."""
    if other[-1] == person[-1] or set(other) == set(person):
        return set(other) <= set(person)
    return other[-1] == person[-1].split("-")[0] and len(other) == len(person) and other[0][:4] == person[0][:4]


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


__all__ = ["UNKNOWN", "Names", "decide", "normalise"]
