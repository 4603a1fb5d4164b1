"""Names in a sentence: runs of capitalised words with their connectors, and the class noun beside them.

A run is only a stretch with hints; what it stands for is decided over the whole article (``mentions``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgbuild.model import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kgbuild.text.lexicon import Lexicon
    from kgbuild.text.tokens import Token

FUNCTION_WORDS = frozenset(
    [
        "a",
        "an",
        "the",
        "this",
        "that",
        "these",
        "those",
        "it",
        "its",
        "he",
        "his",
        "him",
        "she",
        "her",
        "they",
        "their",
        "them",
        "we",
        "our",
        "us",
        "you",
        "i",
        "my",
        "your",
        "who",
        "whom",
        "whose",
        "which",
        "what",
        "where",
        "when",
        "while",
        "why",
        "how",
        "there",
        "here",
        "then",
        "than",
        "thus",
        "therefore",
        "however",
        "moreover",
        "furthermore",
        "also",
        "although",
        "though",
        "because",
        "since",
        "until",
        "unless",
        "if",
        "as",
        "at",
        "by",
        "for",
        "from",
        "in",
        "into",
        "of",
        "off",
        "on",
        "onto",
        "out",
        "over",
        "per",
        "to",
        "toward",
        "towards",
        "under",
        "up",
        "upon",
        "via",
        "with",
        "within",
        "without",
        "about",
        "above",
        "across",
        "after",
        "against",
        "along",
        "amid",
        "among",
        "around",
        "before",
        "behind",
        "below",
        "beneath",
        "beside",
        "besides",
        "between",
        "beyond",
        "despite",
        "down",
        "during",
        "except",
        "inside",
        "like",
        "near",
        "outside",
        "past",
        "through",
        "throughout",
        "and",
        "or",
        "but",
        "nor",
        "so",
        "yet",
        "not",
        "no",
        "only",
        "even",
        "both",
        "either",
        "neither",
        "each",
        "every",
        "all",
        "any",
        "some",
        "many",
        "most",
        "more",
        "much",
        "few",
        "fewer",
        "several",
        "such",
        "other",
        "another",
        "same",
        "own",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "first",
        "second",
        "third",
        "last",
        "next",
        "both",
        "half",
        "later",
        "early",
        "earlier",
        "today",
        "now",
        "once",
        "meanwhile",
        "instead",
        "according",
        "due",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "has",
        "have",
        "had",
        "do",
        "does",
        "did",
        "will",
        "would",
        "can",
        "could",
        "may",
        "might",
        "must",
        "shall",
        "should",
        "following",
        "initially",
        "originally",
        "currently",
        "formerly",
        "previously",
        "subsequently",
        "eventually",
        "finally",
        "officially",
        "reportedly",
        "allegedly",
        "approximately",
        "nearly",
        "almost",
        "about",
        "roughly",
        "see",
        "former",
        "additionally",
        "additional",
        "detailed",
        "popular",
        "satellite",
        "further",
        "recent",
        "recently",
        "local",
        "prisoners",
        "inmates",
        "detainees",
        "people",
        "hundreds",
        "thousands",
        "dozens",
        "construction",
        "work",
        "works",
        "estimates",
        "reports",
        "records",
        "witnesses",
        "survivors",
        "under",
        "conditions",
        "situated",
        "located",
        "built",
        "born",
        "established",
        "founded",
        "opened",
        "closed",
        "completed",
        "designed",
        "operated",
        "owned",
        "known",
        "named",
        "most",
        "little",
        "less",
        "least",
        "between",
        "well",
        "critics",
        "authorities",
        "officials",
        "workers",
        "guards",
        "soldiers",
        "troops",
        "police",
        "students",
        "protesters",
        "residents",
        "families",
        "men",
        "women",
        "children",
    ]
)
_JOIN_ANY = frozenset(
    [
        "de",
        "del",
        "della",
        "di",
        "da",
        "do",
        "dos",
        "das",
        "von",
        "van",
        "der",
        "den",
        "zu",
        "zur",
        "al",
        "el",
        "bin",
        "ibn",
        "ben",
        "du",
        "la",
        "le",
        "les",
        "des",
        "y",
        "e",
        "ter",
        "ten",
        "st",
    ]
)
_JOIN_HEADED = frozenset(["of", "the", "and", "for", "on", "&", "against", "in", "to"])
_ORG_HEADS = frozenset(
    [
        "ministry",
        "department",
        "bureau",
        "office",
        "commission",
        "committee",
        "council",
        "court",
        "tribunal",
        "board",
        "authority",
        "administration",
        "service",
        "agency",
        "party",
        "union",
        "association",
        "society",
        "organization",
        "organisation",
        "foundation",
        "institute",
        "university",
        "college",
        "academy",
        "league",
        "federation",
        "confederation",
        "coalition",
        "alliance",
        "movement",
        "network",
        "front",
        "centre",
        "center",
        "directorate",
        "secretariat",
        "conference",
        "congress",
        "convention",
        "treaty",
        "declaration",
        "battle",
        "siege",
        "massacre",
        "prize",
        "order",
        "bank",
        "church",
        "people's",
        "school",
        "army",
        "museum",
        "house",
        "republic",
        "kingdom",
        "empire",
        "commonwealth",
        "duchy",
        "state",
        "university",
        "campaign",
        "command",
        "corps",
        "international",
        "journal",
        "museum",
        "hall",
        "secretary",
        "general",
        "president",
    ]
)
_HEADED_PLACES = frozenset(
    [
        "lake",
        "mount",
        "mountain",
        "cape",
        "gulf",
        "bay",
        "isle",
        "island",
        "port",
        "fort",
        "river",
        "strait",
        "sea",
        "city",
        "town",
        "village",
        "province",
        "county",
        "camp",
        "prison",
    ]
)


_KOREAN_PLACES = ("-dong", "-guyok", "-gun", "-ri", "-si", "-do", "-up", "-myon", "-myeon", "-gu")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch that may be a name.

    ``words`` are its tokens, ``title`` the title before it, ``noun`` the kind of the class noun in it or beside it,
    ``named`` whether that noun is a part of the name, ``first`` whether it begins its sentence.
    """

    span: Span
    words: tuple[str, ...]
    noun: str | None = None
    title: str | None = None
    first: bool = False
    quoted: bool = False
    core: Span | None = None  # the capitalised part, where a class noun in lower case was added
    before: str = ""
    after: str = ""


def find(
    tokens: Sequence[Token], lexicon: Lexicon, blocked: Callable[[int], bool], known: Callable[[str], bool]
) -> list[Run]:
    """Return the runs of a sentence, left to right.

    ``blocked`` tells whether an offset lies in a date or a quantity; ``known`` whether a word that begins the sentence
    is a name elsewhere in the article.
    """
    runs: list[Run] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        starts = token.capital or (token.text[0].isdigit() and token.text[-1] in "tdh" and _capital(tokens, at + 1))
        if not starts or not (token.word or token.text[0].isdigit()) or blocked(token.start):
            at += 1
            continue
        end = _extend(tokens, at, blocked)
        run, after = _finish(tokens, at, end, lexicon, known)
        if run:
            runs.append(run)
        at = max(after, at + 1)
    return runs


def _capital(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].capital


def _adjacent(tokens: Sequence[Token], at: int) -> bool:
    return 0 < tokens[at].start - tokens[at - 1].end + 1 <= 2


def _extend(tokens: Sequence[Token], start: int, blocked: Callable[[int], bool]) -> int:
    """Return the index after the last token of the run that begins at ``start``."""
    end = start + 1
    while end < len(tokens) and _adjacent(tokens, end) and not blocked(tokens[end].start):
        token = tokens[end]
        if (
            token.capital
            or (token.text[0].isdigit() and _numbers_name(tokens, end))
            or (token.text == "'s" and _possessive_name(tokens, start, end))
        ):
            end += 1
        elif token.text == "," and end + 1 < len(tokens) and tokens[end + 1].text == "D.C.":
            end += 2
        elif (step := _connector(tokens, start, end, blocked)) > 0:
            end += step
        else:
            break
    return end


def _possessive_name(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Tell whether an 's is inside a name: "Workers' Party", "People's Republic"."""
    return tokens[end - 1].lower in {"people", "women", "worker", "children", "king", "queen", "st"} and _capital(
        tokens, end + 1
    )


def _numbers_name(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a number goes with the name before it: "Camp 22", "No. 25"."""
    token, before = tokens[at], tokens[at - 1]
    if before.lower in {"no.", "nos.", "number", "nr."}:
        return True
    if not token.text.isdigit() or len(token.text) > 4 or (len(token.text) == 4 and 1000 <= int(token.text) <= 2100):
        return False
    following = tokens[at + 1].lower if at + 1 < len(tokens) else "."
    return before.capital and (not following[0].isalpha() or following in FUNCTION_WORDS)


def _connector(tokens: Sequence[Token], start: int, at: int, blocked: Callable[[int], bool]) -> int:
    """Return how many lower-case tokens join the run to the capital after them, 0 where they do not."""
    word = tokens[at].lower
    step = (
        2
        if word in {"of", "for", "on", "de", "in", "and", "against"}
        and at + 1 < len(tokens)
        and tokens[at + 1].lower in {"the", "la", "all", "human"}
        else 1
    )
    if at + step >= len(tokens) or not tokens[at + step].capital or blocked(tokens[at + step].start):
        return 0
    if word in _JOIN_ANY:
        return step
    if word not in _JOIN_HEADED or word == "the":
        return 0
    inside = [t.lower for t in tokens[start:at]]
    headed = any(w in _ORG_HEADS for w in inside)
    if word == "of":
        return step if inside[-1] in _ORG_HEADS or (len(inside) == 1 and inside[0] in _HEADED_PLACES) else 0
    if word in {"and", "&"}:
        return (
            step
            if word == "&"
            or (headed and inside[0] in _ORG_HEADS | {"international"} and "of" in inside)
            or ("on" in inside and headed)
            or ("for" in inside and headed)
            else 0
        )
    if word in {"for", "on", "against"}:
        return step if headed else 0
    return 0


def _finish(
    tokens: Sequence[Token], start: int, end: int, lexicon: Lexicon, known: Callable[[str], bool]
) -> tuple[Run | None, int]:
    """Trim a run, find its title and its class noun; return it with the index to go on from."""
    first = start == 0
    if (
        first
        and tokens[start].lower in FUNCTION_WORDS
        and not known(tokens[start].text)
        and not _opens_name(tokens, start)
    ):
        start += 1
        while start < end and not tokens[start].capital and not tokens[start].text[0].isdigit():
            start += 1
        if start >= end:
            return None, end
        first = False
    elif first and end - start > 1 and not known(tokens[start].text) and _adjective(tokens[start], lexicon):
        start += 1
    title, start = _title(tokens, start, end, lexicon)
    if start >= end:
        return None, end
    words = tuple(t.text for t in tokens[start:end])
    before = tokens[start - 1].lower if start else ""
    after = tokens[end].lower if end < len(tokens) else ""
    core = Span(tokens[start].start, tokens[end - 1].end)
    inner = _inner_noun(words, lexicon)
    lower = [t.lower for t in tokens[end : end + lexicon.longest]]
    beside = lexicon.noun_at(lower, 0) if _adjacent_words(tokens, end) else None
    if beside and beside[1] != "Person" and inner not in {"Organization", "Event"} and title is None:
        stop = end + beside[0]
        span = Span(core.start, tokens[stop - 1].end)
        following = tokens[stop].lower if stop < len(tokens) else ""
        all_words = tuple(t.text for t in tokens[start:stop])
        return Run(span, all_words, beside[1], title, first, core=core, before=before, after=following), stop
    return Run(core, words, inner, title, first, before=before, after=after), end


def _opens_name(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a function word begins a name: "Him Huy was", "An Myung-chul said"."""
    following = tokens[at + 1].text if _capital(tokens, at + 1) else ""
    return bool(following) and (
        tokens[at].text == "Him" or ("-" in following and tokens[at].text in {"An", "No", "So"})
    )


def _adjacent_words(tokens: Sequence[Token], end: int) -> bool:
    return end < len(tokens) and tokens[end].word and not tokens[end].capital and _adjacent(tokens, end)


def _adjective(token: Token, lexicon: Lexicon) -> bool:
    """Tell whether a word that begins a sentence is no part of the name after it: "Former President"."""
    if token.text in lexicon.given or token.text in lexicon.family_first or token.text in lexicon.titles:
        return False
    return token.lower.endswith(("ed", "ing", "ly", "ous", "ern"))


def _title(tokens: Sequence[Token], start: int, end: int, lexicon: Lexicon) -> tuple[str | None, int]:
    """Cut titles off the front of a run, or see one in lower case before it; return the title and the new start."""
    title = None
    while start < end - 1:
        two = f"{tokens[start].text} {tokens[start + 1].text}"
        if start < end - 2 and two in lexicon.titles:
            title, start = two, start + 2
        elif tokens[start].text.rstrip(".") in lexicon.titles and tokens[start + 1].text not in {"of", "for"}:
            title, start = tokens[start].text, start + 1
        else:
            break
    if title is None and start and tokens[start - 1].text in lexicon.titles and tokens[start - 1].text.islower():
        title = tokens[start - 1].text
    return title, start


def _inner_noun(words: tuple[str, ...], lexicon: Lexicon) -> str | None:
    """Return the kind of the class noun in a name: its last words, or its first ("Camp 22", "Ministry of X")."""
    lower = [w.lower() for w in words]
    if lower[-1].endswith(_KOREAN_PLACES) and len(lower[-1].split("-")) == 2:
        return "Place"
    if len(lower) == 1:
        return None
    if "of" in lower[1:]:
        head = lower[: lower.index("of", 1)]
        if found := lexicon.noun_ending(head):
            return found[1]
    for cut in ("for", "on", "against"):
        if cut in lower[1:] and (found := lexicon.noun_ending(lower[: lower.index(cut, 1)])):
            return found[1]
    if (found := lexicon.noun_ending(lower)) and found[0] < len(lower):
        return found[1]
    if lower[0] in _HEADED_PLACES or lower[0] in {"camp", "prison", "stalag", "oflag", "kwan-li-so", "kwalliso"}:
        found = lexicon.noun_at(lower, 0)
        return found[1] if found else None
    return None
