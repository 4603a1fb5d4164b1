"""What the names of an article stand for: each run of capitals gets a kind, decided over the whole article.

A name is typed where the text shows it best (a class noun in it, a title, an apposition, a verb that only persons
govern, a preposition of place) and has that kind wherever it occurs.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kgbuild.text import appositions

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kgbuild.text.lexicon import Lexicon
    from kgbuild.text.names import Run

UNKNOWN = "Thing"

_SPEECH = frozenset(
    [
        "said",
        "says",
        "wrote",
        "writes",
        "testified",
        "escaped",
        "died",
        "described",
        "claimed",
        "claims",
        "argued",
        "argues",
        "estimated",
        "estimates",
        "stated",
        "states",
        "told",
        "recalled",
        "recalls",
        "remembered",
        "reported",
        "fled",
        "defected",
        "married",
        "studied",
        "resigned",
        "retired",
        "commented",
        "noted",
        "notes",
        "believed",
        "believes",
        "worked",
        "joined",
        "graduated",
    ]
)
_PLACE_FIRST = frozenset(
    [
        "San",
        "Santa",
        "Santo",
        "Los",
        "Las",
        "El",
        "Port",
        "Fort",
        "New",
        "Saint",
        "Nova",
        "Novo",
        "Nizhny",
        "Rio",
        "Villa",
        "Puerto",
    ]
)
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
_NOUN_BEFORE = re.compile(r"\b(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir) ((?:[a-z-]+ ){1,4})$")
_NOUN_BEHIND = re.compile(
    r"(?:(?P<copula> (?:is|was))|,)(?: \([^()]*\))? (?:an?|the|one of the) (?P<words>(?:(?!(?:in"
    r"|at|on|of|for|that|which|who|and|by|from|near|to|with)\b)"
    r"[\w'’-]+ ?){1,6})"
)
_ACRONYM = re.compile(r" \((?:; )?(?=[A-Z][\w.&/-]*[A-Z][\w.&/-]{0,8}[;,)])")
_INITIALS = re.compile(r"[A-Z]{3,7}")
_INITIAL = re.compile(r"[A-Z]\.")
_LIFESPAN = re.compile(
    r"\s*\((?:[^()]{0,40}[;,]\s*)?(?:born|b\.|died|d\.|c\.|ca\.|\d{1,2} [A-Z][a-z]+ \d{4}"
    r"|[A-Z][a-z]+ \d{1,2}, \d{4}|\d{4})\s*(?:\?|[–-]|in|\d|[A-Z]|\))"
)
_YEARS = re.compile(r"\s*\((?:born |b\. ?)?(?:c\. ?)?\d{4}\s*[–-]\s*(?:c\. ?)?(?:\d{4})?\)")


_SUFFERED = re.compile(
    r" (?:was|were|had been|has been|is) (?:(?:also|later|then|first|again|finally|secretly|subsequently|reportedly) )*"
    r"(?:born|arrested|sentenced|imprisoned|jailed|executed|shot|hanged|beheaded|detained|interned|convicted|acquitted|"
    r"deported|murdered|assassinated|tortured|elected|appointed|promoted|married|educated|exiled|pardoned|buried|"
    r"incarcerated|kidnapped|abducted|extradited|orphaned|raised|an? (?:former )?(?:prisoner|inmate|guard|writer))\b"
)
_AGENT = re.compile(
    r"\b(?:headed|led|chaired|commanded|directed|written|edited|co-written|succeeded|preceded"
    r"|replaced|authored|composed"
    r"|presided over|sculpted|painted|photographed|translated|interviewed|assisted) by (?:the )?$"
)
_APPOSITION = re.compile(
    r"(?: \([^()]{0,40}\))?(?:, | \(| (?:is|was|became) (?:then )?(?=an? |the |one of the ))"
    r"(?P<article>(?:an? |the |one of the )?)(?:former )?"
    r"(?P<nation>(?:[A-Z][\w-]+ ?){0,2})(?P<words>(?:[a-z][\w'’-]*(?: [\w'’-]+){0,6})?)"
)
_POSTS = frozenset(
    ["head", "chair", "co-chair", "co-chairman", "deputy", "member", "editor", "founder", "co-founder",
     "successor", "author",
     "deputy", "adviser", "advisor", "aide", "veteran", "native", "graduate"]
)  # fmt: skip
_ALIAS = re.compile(
    r"(?: \([^()]{0,60}\))?,? ?\(?(?:(?:also|better|best|commonly|usually|often|formerly|popularly|simply|sometimes|"
    r"generally|widely|internationally|more|then|otherwise|previously|originally|colloquially"
    r"|locally|officially|and|or|"
    r"is|was|were|are) )*(?:(?:known|referred to)"
    r"(?: (?:simply|also|locally|abroad|to [^,;.]{2,30}?|by [^,;.]{2,30}|in [^,;.]{2,30}))* (?:as|by the name)|called|"
    r"nicknamed|alias|a\.k\.a\.|aka|code-?named|née|né) (?:the )?[\"“‘]?"
)
_BORN_AS = re.compile(r" \((?:[^()]{0,60}[;,] )?born (?!in\b|on\b|at\b|c\.)(?:as )?")
_GUESSED = 15  # the weight of 'to' and 'from'
_NO_GIVEN = frozenset(["Operation", "Project", "Section", "Building", "Block", "World", "The", "New", "Old", "Great"])
_NATIONAL = frozenset(["Anglo", "Sino", "Franco", "Afro", "Russo", "Austro", "born", "Jewish"])
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
    votes: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    decided = Names()
    found = list(runs)
    for text, run in found:
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
        if kind == "Place" and weight <= _GUESSED:
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
    words = re.sub(r" [\"“][^\"”]+[\"”] ", " ", " ".join(run.span.of(text).split()))
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
    if _nations(name, lexicon):
        yield "Demonym", 100
        return
    if all(word in lexicon.titles for word in words):  # "Secretary General"
        return
    if run.title and run.noun != "Organization":
        yield "Person", 90
    if run.noun and not (run.noun == "Person" and "of" in words):  # "President of X" is an office
        yield run.noun, 80
    if len(words) > 1 and run.noun is None:
        if words[0] in lexicon.given or _INITIAL.fullmatch(words[0]):
            yield "Person", 75
        elif _KOREAN.fullmatch(name) or (words[0] in lexicon.family_first and len(words) <= 3):
            yield "Person", 70
    yield from _context_votes(text, run, lexicon)


def _nations(words: str, lexicon: Lexicon) -> bool:
    """Tell whether words name nations: "Soviet", "South Korean", "Chinese-American"."""
    parts = [part for word in words.split() for part in word.split("-")]
    return words in lexicon.demonyms or all(p in lexicon.demonyms or p in _NATIONAL for p in parts)


def _context_votes(text: str, run: Run, lexicon: Lexicon) -> Iterable[tuple[str, int]]:
    if _INITIALS.fullmatch(run.words[0]) and len(run.words) == 1:
        yield "Organization", 35
        return
    following = text[run.span.end : run.span.end + 60]
    if run.noun is None and (_YEARS.match(following) or _LIFESPAN.match(following)) and len(run.words) > 1:
        yield "Person", 60
    if run.noun is None and (weight := _apposed(following, run, lexicon)):
        yield "Person", weight
    if run.noun is None and (kind := appositions.kind(text, run, lexicon)):
        yield kind, 54
    given = len(run.words) == 2 and run.words[0] in lexicon.given  # "John Hill"
    if (run.noun is None or given) and len(run.words) > 1 and _SUFFERED.match(following):
        yield "Person", 85 if run.noun else 52
    if run.noun is None and len(run.words) > 1 and _AGENT.search(text[max(0, run.span.start - 24) : run.span.start]):
        yield "Person", 35
    if run.noun is None and run.after in _ONLY_PERSONS:
        yield "Person", 50
    elif run.noun is None and run.after in _SPEECH and len(run.words) > 1:
        yield "Person", 20
    if re.match(r" was born\b", following):
        yield "Person", 65
    if (
        run.noun is None
        and lexicon.nouns.get((run.before,)) == "Person"
        and run.before not in {"count", "head", "chief"}
    ):
        yield "Person", 60 if len(run.words) > 1 else 45
    if run.noun is None and not run.title:
        yield from _described(text, run, lexicon)
    if run.before in _PLACE_BEFORE and not run.title:
        yield "Place", 40
    elif run.before == "to" and re.search(r"\b[Aa]ccording to $", text[max(0, run.span.start - 14) : run.span.start]):
        yield "Person", 5
    elif run.before in _MAYBE_PLACE_BEFORE and not run.title:
        yield "Place", 15
    if run.words[0] in _PLACE_FIRST and len(run.words) > 1:
        yield "Place", 30
    country = re.match(r", ((?:[A-Z][\w'’.-]+ ?){1,4})", following)
    if country and country.group(1).strip() in lexicon.countries and run.before != "and":
        yield "Place", 45


def _apposed(following: str, run: Run, lexicon: Lexicon) -> int:
    """Return the weight with which an apposition tells a person: "X, a former guard", "X (1906–2009), painter"."""
    found = _APPOSITION.match(following)
    if not found:
        return 0
    nation, words = found.group("nation").strip(), found.group("words").lower().split()
    if nation and not _nations(nation, lexicon):
        return 0
    if nation and found.group("article") and (not words or words[0] in {"born", "who", "from", "and", "by", "living"}):
        return 45 if len(run.words) > 1 else 38
    for cut in range(1, len(words) + 1):
        if words[cut - 1] in lexicon.words["function"] and words[cut - 1] != "former":
            return 0
        noun = lexicon.noun_ending(words[:cut]) or lexicon.noun_ending([words[cut - 1].removesuffix("s")])
        after = words[cut] if cut < len(words) else ""
        if (noun and noun[1] == "Person" and not lexicon.noun_ending([after])) or words[cut - 1] in _POSTS:
            return 55 if len(run.words) > 1 else 38 if found.group("article") else 0
    return 0


def _described(text: str, run: Run, lexicon: Lexicon) -> Iterable[tuple[str, int]]:
    """Vote by a class noun right before or behind a name: "the yacht X", "X, a camp for ...", "X was a gang"."""
    before = _NOUN_BEFORE.search(text[max(0, run.span.start - 60) : run.span.start])
    if before and (found := lexicon.noun_ending(before.group(1).lower().split())) and found[1] != "Person":
        yield found[1], 50
    behind = _NOUN_BEHIND.match(text[run.span.end : run.span.end + 90])
    if not behind:
        return
    words = behind.group("words").lower().split()
    while words and words[-1].endswith("ed"):
        words.pop()
    if words and (found := lexicon.noun_ending(words)) and found[1] not in {"Person", "Event"}:
        yield found[1], 42 if behind.group("copula") else 45


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
    for person in persons:
        parts = person.split()
        last = parts[-1] if parts[-1] not in {"Jr.", "Sr.", "II", "III"} else parts[-2]
        keys = [last, *last.split("-")[: last.count("-")]]
        if parts[0] in lexicon.family_first and (len(parts) > 2 or "-" in person):
            keys = [parts[0], " ".join(parts[1:])]
        if len(parts) == 2 and parts[0] in lexicon.family_first:
            keys.append(parts[0])
        if sum(other.split()[0] == parts[0] for other in persons) == 1 and parts[0] not in lexicon.family_first:
            keys.append(parts[0])
        if len(parts) > 2 and parts[-2][0].islower():
            keys += [" ".join(parts[-2:]), f"{parts[-2].capitalize()} {parts[-1]}"]
        for key in keys:
            free = decided.kinds.get(key, UNKNOWN) in {UNKNOWN, "Person"} or key in decided.guessed
            if free or (key == last and topic[0] == person):
                decided.full.setdefault(key, person)
    for other in persons:
        for person in persons:
            if other != person and _short_for(other.split(), person.split()):
                decided.full.setdefault(other, person)
    _link_facilities(decided, topic, lexicon)


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
