"""What shows the class of a name, and how much: its own words, titles, appositions, verbs, prepositions.

A vote is a class with a weight; over an article the highest counts (``mentions``).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kgbuild.text import appositions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgbuild.text.lexicon import Lexicon
    from kgbuild.text.names import Run

GUESS = 15  # the weight of 'to' and 'from' before a place
_KOREAN = re.compile(r"[A-Z][a-zŏŭ]+ [A-Z][a-zŏŭ'’]+-[a-zŏŭ'’]+")
_NOUN_BEFORE = re.compile(r"\b(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir) ((?:[a-z-]+ ){1,4})$")
_NOUN_BEHIND = re.compile(
    r"(?:(?P<copula> (?:is|was))|,)(?: \([^()]*\))? (?:an?|the|one of the) (?P<words>(?:(?!(?:in"
    r"|at|on|of|for|that|which|who|and|by|from|near|to|with)\b)"
    r"[\w'’-]+ ?){1,6})"
)
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
    r"|\b(?:in succession|when (?:it|the (?:office|post|position)) (?:passed|went|fell)) to (?:the )?$"
)
_APPOSITION = re.compile(
    r"(?: \([^()]{0,40}\))?(?:, | \(| [–—-] |: | (?:is|was|became) (?:then )?(?=an? |the |one of the ))"
    r"(?P<article>(?:an? |the |one of the )?)(?:former )?"
    r"(?P<nation>(?:[A-Z][\w-]+ ?){0,2})(?P<words>(?:[a-z][\w'’-]*(?: [\w'’-]+){0,6})?)"
)
_COUNTRY_BEHIND = re.compile(r", ((?:[A-Z][\w'’-]+ ?){1,4})")
_WHO = re.compile(r",? who (?:was|is|had|has|then|later|led|wrote|became|worked|served|died)\b")
_LONGEST_NAME = 3  # words
_BORN = re.compile(r" was born\b")
_ACCORDING = re.compile(r"\b[Aa]ccording to $")
_NATIONAL = frozenset(["Anglo", "Sino", "Franco", "Afro", "Russo", "Austro", "born", "Jewish"])
_REGION = re.compile(r"\b(?:[Ii]n|[Tt]o|[Ff]rom|[Aa]cross|of) (?:(?:north|south|east|west)[a-z-]*ern|central) $")
_NO_TITLES = frozenset(["count", "head", "chief"])  # nouns of persons that are other nouns, too


def votes(text: str, run: Run, name: str, lexicon: Lexicon) -> Iterator[tuple[str, int]]:
    """Yield the votes that a run and what stands around it in the article's text give its name."""
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
    named = words[0] in lexicon.given or words[0] in lexicon.family_first
    office = run.noun == "Person" and ("of" in words or (len(words) > 1 and not named))
    if run.noun and not office:  # "President of X", "People's Commissar" are offices
        yield run.noun, 80
    if len(words) > 1 and run.noun is None:
        if words[0] in lexicon.given or words[0].split("-")[0] in lexicon.given or _INITIAL.fullmatch(words[0]):
            yield "Person", 75
        elif _KOREAN.fullmatch(name) or (words[0] in lexicon.family_first and len(words) <= 3):
            yield "Person", 70
    if _INITIALS.fullmatch(words[0]) and len(words) == 1:
        yield "Organization", 35
        return
    yield from _of_person(text, run, lexicon)
    if run.noun is None and (kind := appositions.kind(text, run, lexicon)):
        yield kind, 54
    if run.noun is None and not run.title:
        yield from _described(text, run, lexicon)
    yield from _of_place(text, run, lexicon)


def _nations(words: str, lexicon: Lexicon) -> bool:
    """Tell whether words name nations: "Soviet", "South Korean", "Chinese-American"."""
    parts = [part for word in words.split() for part in word.split("-")]
    return words in lexicon.demonyms or all(p in lexicon.demonyms or p in _NATIONAL for p in parts)


def _of_person(text: str, run: Run, lexicon: Lexicon) -> Iterator[tuple[str, int]]:
    """Vote for a person by years of life, appositions, and the verbs around a name."""
    following = text[run.span.end : run.span.end + 60]
    several = len(run.words) > 1
    if _BORN.match(following):
        yield "Person", 65
    if several and _SUFFERED.match(following):
        if run.noun is None:
            yield "Person", 52
        elif len(run.words) == 2 and run.words[0] in lexicon.given:  # "John Hill"
            yield "Person", 85
    if run.noun is not None:
        return
    if several and (_YEARS.match(following) or _LIFESPAN.match(following)):
        yield "Person", 60
    noun_before = lexicon.nouns.get((run.before,))
    if several and len(run.words) <= _LONGEST_NAME and noun_before is None and _WHO.match(following):
        yield "Person", 30
    if weight := _apposed(following, run, lexicon):
        yield "Person", weight
    if several and _AGENT.search(text[max(0, run.span.start - 40) : run.span.start]):
        yield "Person", 35
    if run.after in lexicon.words["human_verbs"]:
        yield "Person", 50
    elif run.after in lexicon.words["speaking_verbs"] and several:
        yield "Person", 20
    if noun_before == "Person" and run.before not in _NO_TITLES:
        yield "Person", 60 if several else 45


def _of_place(text: str, run: Run, lexicon: Lexicon) -> Iterator[tuple[str, int]]:
    """Vote for a place by the preposition before a name, its first word, and the country behind it."""
    if _REGION.search(text[max(0, run.span.start - 30) : run.span.start]) and not run.title:
        yield "Place", 60
    elif run.before in lexicon.words["place_prepositions"] and not run.title:
        yield "Place", 40
    elif run.before == "to" and _ACCORDING.search(text[max(0, run.span.start - 14) : run.span.start]):
        yield "Person", 5
    elif run.before in {"from", "to"} and not run.title:
        yield "Place", GUESS
    if run.words[0].lower() in lexicon.words["place_openings"] and len(run.words) > 1:
        yield "Place", 30
    country = _COUNTRY_BEHIND.match(text[run.span.end : run.span.end + 60])
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
        if after in {"was", "were", "is", "are", "had", "has"}:
            return 0  # "in Barabinsk, a son was born"
        person = noun is not None and noun[1] == "Person" and not lexicon.noun_ending([after])
        if person or words[cut - 1] in lexicon.words["posts"]:
            return 55 if len(run.words) > 1 else 38 if found.group("article") else 0
    return 0


def _described(text: str, run: Run, lexicon: Lexicon) -> Iterator[tuple[str, int]]:
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
