"""Names in a sentence: runs of capitalised words with their connectors, and the class noun beside them.

A run is only a stretch with hints; what it stands for is decided over the whole article (``mentions``). The words that
join, open or end a name are in ``ontology/lexicon/words.yaml``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgbuild.model import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kgbuild.text.lexicon import Lexicon
    from kgbuild.text.tokens import Token

_KOREAN_PLACES = ("-dong", "-guyok", "-gun", "-ri", "-si", "-do", "-up", "-myon", "-myeon", "-gu")
_COMMON_ENDINGS = ("s", "ing", "al", "ly", "ive", "ous", "ary", "an", "ic", "ish", "male")
_NUMBER_WORDS = ("no.", "nos.", "number", "nr.")  # "Camp No. 22"
_POSSESSIVES = ("'s", "’s", "'", "’")
_TITLE_ARTICLES = ("The", "A", "An")  # a capital article inside a sentence opens the title of a work
_TITLE_WORDS = ("of", "in", "to", "from", "and", "for", "on", "the")
_OF_POSTS = frozenset(["of", "for", "Staff", "Headquarters", "Secretariat", "Assembly", "Command", "Strike"])
_OF_FIRMS = frozenset(["Electric", "Motors", "Dynamics", "Atomics", "Mills", "Foods", "Telephone", "Accident"])
_SERVICE = re.compile(r"(?:SS|SA)-")  # "SS-Sturmbannführer"
_COMMON_FORMS = ("ing", "ments", "ions", "ances", "ences", "ities", "ists", "ates", "ures", "ages")
_OF_MANY = frozenset(["were", "are", "have", "themselves", "who"])
_OF_POLICE = frozenset(["police", "policemen", "squad", "squads", "gear", "shields"])  # "in Katowice riot police"
_FIELDS = frozenset(["Interior", "Foreign", "Defence", "Defense", "Justice", "Police", "Finance", "Health", "Energy"])
_NEVER_BEGIN = frozenset(["According", "However", "Although"])  # wherever a sentence is taken to begin
_YEARS = range(1000, 2101)  # four digits that are no number of a camp
_TWO_WORDS = ("the", "la", "all", "human")  # after a connector, a part of it: "of the", "de la"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch that may be a name.

    ``words`` are its tokens, ``noun`` the kind of the class noun in it or beside it, ``title`` the title before it.
    ``core`` is the capitalised part where a class noun in lower case was added ("Chongjin camp"). ``before`` and
    ``after`` are the words around it in lower case, empty at the ends of the sentence.
    """

    span: Span
    words: tuple[str, ...]
    noun: str | None = None
    title: str | None = None
    core: Span | None = None
    before: str = ""
    after: str = ""


def find(
    tokens: Sequence[Token], lexicon: Lexicon, blocked: Callable[[int], bool], known: Callable[[str], bool]
) -> list[Run]:
    """Return the runs of a sentence, left to right.

    ``blocked`` tells whether an offset lies in a date or a quantity; ``known`` whether a word that begins the sentence
    is a name elsewhere in the article.
    """
    return _Reader(tokens, lexicon, blocked, known).runs()


@dataclass(frozen=True, slots=True)
class _Reader:
    """The tokens of a sentence, with what tells names from other words; the arguments of ``find``."""

    tokens: Sequence[Token]
    lexicon: Lexicon
    blocked: Callable[[int], bool]
    known: Callable[[str], bool]

    def runs(self) -> list[Run]:
        """Return the runs, left to right."""
        found: list[Run] = []
        at = 0
        while at < len(self.tokens):
            if not self._begins(at):
                at += 1
                continue
            run, after = self._finish(at, self._end(at))
            if run:
                found.append(run)
            at = max(after, at + 1)
        return found

    def _begins(self, at: int) -> bool:
        """Tell whether a name may begin: at a capital, or an ordinal before one ("9th Conference")."""
        token = self.tokens[at]
        if token.capital:
            return (
                token.text[0].isupper()
                and token.word
                and not self.blocked(token.start)
                and token.text not in _NEVER_BEGIN
            )
        ordinal = token.text[0].isdigit() and token.text[-1] in "tdh" and self._capital(at + 1)
        return ordinal and not self.blocked(token.start)

    def _capital(self, at: int) -> bool:
        return at < len(self.tokens) and self.tokens[at].capital

    def _adjacent(self, at: int) -> bool:
        """Tell whether at most one character parts a token from the one before it."""
        return self.tokens[at].start - self.tokens[at - 1].end <= 1

    def _end(self, start: int) -> int:
        """Return the index after the last token of the run that begins at ``start``."""
        end = start + 1
        while end < len(self.tokens) and self._adjacent(end) and not self.blocked(self.tokens[end].start):
            token = self.tokens[end]
            if token.capital and self._parts_nation(start, end):
                break
            if (
                token.capital
                or (token.text[0].isdigit() and self._numbers(end))
                or (token.text in _POSSESSIVES and self._owns(end))
            ):
                end += 1
            elif token.text == "," and end + 1 < len(self.tokens) and self.tokens[end + 1].text == "D.C.":
                end += 2
            elif step := self._connector(start, end) or self._nickname(end):
                end += step
            else:
                break
        return end

    def _parts_nation(self, start: int, at: int) -> bool:
        """Tell whether a nation ends before a token that is a given name or an acronym: "German SS"."""
        token = self.tokens[at].text
        acronym = token.isupper() and 2 <= len(token) <= 4 and token.isalpha()
        nation = " ".join(each.text for each in self.tokens[start:at])
        return (acronym or token in self.lexicon.given) and nation in self.lexicon.demonyms

    def _nickname(self, at: int) -> int:
        """Return how many tokens a nickname in quotes takes with the surname after it: 'Frank "Big Black" Smith'."""
        if self.tokens[at].text not in {'"', "“"}:
            return 0
        for close in range(at + 2, min(at + 5, len(self.tokens) - 1)):
            if self.tokens[close].text in {'"', "”"}:
                named = self._capital(close + 1) and self.tokens[close + 1].start - self.tokens[close].end == 1
                return close + 2 - at if named and self.tokens[at - 1].text in self.lexicon.given else 0
        return 0

    def _owns(self, at: int) -> bool:
        """Tell whether an apostrophe is inside a name: "People's Republic", "Workers' Party"."""
        plural = self.tokens[at].text in {"'", "’"} and self.tokens[at - 1].lower.endswith("s")
        return (plural or self.tokens[at - 1].lower in self.lexicon.words["owners"]) and self._capital(at + 1)

    def _numbers(self, at: int) -> bool:
        """Tell whether a number goes with the name before it: "Camp 22", "No. 25"."""
        token, before = self.tokens[at], self.tokens[at - 1]
        if before.lower in _NUMBER_WORDS:
            return True
        if before.lower in self.lexicon.words["numbered"] and token.text.isdecimal():
            return before.capital
        if not token.text.isdecimal() or len(token.text) > 4 or int(token.text) in _YEARS:
            return False
        following = self.tokens[at + 1].lower if at + 1 < len(self.tokens) else "."
        return before.capital and (not following[0].isalpha() or following in self.lexicon.words["function"])

    def _connector(self, start: int, at: int) -> int:
        """Return how many lower-case tokens join the run to the capital after them, 0 where they do not."""
        word = self.tokens[at].lower
        following = self.tokens[at + 1].lower if at + 1 < len(self.tokens) else ""
        joining = self.lexicon.words["joining"]
        double = word in {"of", "for", "on", "de", "in", "and", "against"} and following in _TWO_WORDS
        step = 2 if double or (word in joining and following in joining) else 1
        if not self._capital(at + step) or self.blocked(self.tokens[at + step].start):
            return 0
        titled = at > start > 0 and self.tokens[start].text in _TITLE_ARTICLES and word in _TITLE_WORDS
        joins = titled or word in joining or word == "&" or self._goes_on(start, at, word)
        return step if joins else 0

    def _goes_on(self, start: int, at: int, word: str) -> bool:
        """Tell whether a name with a head goes on after this word: "Ministry of Justice", "Court on Human Rights"."""
        heads = self.lexicon.words["heads"]
        inside = [token.lower for token in self.tokens[start:at]]
        if word == "of":
            purpose = inside[0] in heads and "for" in inside  # "Front for the Advancement of Haiti"
            return (
                purpose or inside[-1] in heads or (len(inside) == 1 and inside[0] in self.lexicon.words["place_heads"])
            )
        headed = not heads.isdisjoint(inside)
        if word == "and":
            fought = inside[0] in {"battle", "siege", "massacre", "treaty"}
            leads = not fought and (inside[0] in heads or inside[0] == "international") and "of" in inside
            return headed and (leads or "on" in inside or "for" in inside)
        return headed and word in {"for", "on", "against"}

    def _finish(self, start: int, end: int) -> tuple[Run | None, int]:
        """Trim a run, find its title and its class noun; return it with the index to go on from."""
        first = start == 0
        if first:
            start, first = self._opening(end)
        if start < end:
            title, start = self._title(start, end)
        if not any(token.capital for token in self.tokens[start:end]) or (
            first and end - start == 1 and title is None and self._plain_opening(start)
        ):
            return None, end
        tokens = self.tokens
        words = tuple(token.text for token in tokens[start:end])
        core = Span(tokens[start].start, tokens[end - 1].end)
        inner = _inner_noun(words, self.lexicon)
        beside = self._noun_beside(end) if title is None and inner not in {"Organization", "Event"} else None
        before = tokens[start - 1].lower if start else ""
        if beside and " ".join(words) in self.lexicon.demonyms and self._person_at(end + beside[0]):
            beside = None  # "North Korean prison guard"
        nation = " ".join(words) in self.lexicon.demonyms or " ".join(words) in self.lexicon.countries
        if beside and beside[1] in {"Facility", "Place"} and nation:
            beside = None  # "a Nazi concentration camp" tells the kind, it names none
        stop = end + beside[0] if beside else end
        after = tokens[stop].lower if stop < len(tokens) else ""
        if beside is None:
            return Run(core, words, inner, title, None, before, after), end
        words += tuple(token.text for token in tokens[end:stop])
        return Run(Span(core.start, tokens[stop - 1].end), words, beside[1], title, core, before, after), stop

    def _opening(self, end: int) -> tuple[int, bool]:
        """Return where a run that begins the sentence really starts, and whether no function word stands before it.

        It starts at ``end`` where it is no name at all.
        """
        first = self.tokens[0]
        if self.known(first.text):
            return 0, True
        if first.lower in self.lexicon.words["function"] and not self._opens_name():
            starts = (at for at in range(1, end) if self.tokens[at].capital or self.tokens[at].text[0].isdigit())
            return next(starts, end), False
        return (1 if end > 1 and _adjective(first, self.lexicon) else 0), True

    def _plain_opening(self, at: int) -> bool:
        """Tell whether the single word that opens a sentence is no name: unknown elsewhere, and no verb follows it."""
        token, lexicon = self.tokens[at], self.lexicon
        if self.known(token.text) or token.text.isupper() or "-" in token.text:
            return False
        if token.text in lexicon.countries or token.text in lexicon.demonyms or token.text in lexicon.family_first:
            return False
        following = self.tokens[at + 1].lower if at + 1 < len(self.tokens) else ""
        if following == "," and self._described(at + 2) and not _adjective(token, lexicon):
            return False
        if following.endswith("ed") and token.lower.endswith(_COMMON_FORMS):
            return True  # "Having replaced", "Documents opened"
        if following in _OF_MANY and token.lower.endswith("s") and not lexicon.a_people(token.text):
            return True  # "Collaborators were"
        if following in lexicon.words["follows_name"] or following.endswith("ed"):
            return False
        common = token.lower.endswith(_COMMON_ENDINGS) or (token.lower,) in lexicon.nouns
        return common or following not in lexicon.words["begins_name"]

    def _described(self, at: int) -> bool:
        """Tell whether an apposition begins at a token and ends at a comma: "Dubravlag, the complex of camps, took"."""
        words = [token.lower for token in self.tokens[at : at + 14]]
        end = words.index(",") if "," in words else 0
        head = next((n for n, word in enumerate(words[:end]) if word in {"of", "in", "near", "for", "at", "on"}), end)
        found = self.lexicon.noun_ending(words[1:head]) if end and words[0] in {"a", "an", "the"} else None
        return found is not None and found[1] in {"Facility", "Place", "Organization"}

    def _opens_name(self) -> bool:
        """Tell whether the sentence begins with a name for all its first word: "Him Huy was", "An Myung-chul said"."""
        if not self._capital(1):
            return False
        first = self.tokens[0].text
        follows = self.tokens[2].text if len(self.tokens) > 2 else "."
        hyphened = "-" in self.tokens[1].text or (first == "An" and follows in {"(", "was", "had", ",", "who"})
        return first == "Him" or (
            first in {"An", "No", "So"} and hyphened and self.tokens[1].text not in self.lexicon.demonyms
        )

    def _title(self, start: int, end: int) -> tuple[str | None, int]:
        """Cut titles off the front of a run, or see one in lower case before it; return the title and the new start."""
        tokens, titles = self.tokens, self.lexicon.titles
        title = None
        while start < end - 1 and tokens[start + 1].word:
            two = f"{tokens[start].text} {tokens[start + 1].text}"
            field = tokens[start].text in _FIELDS and tokens[start + 1].text in titles
            if start < end - 2 and (field or two in titles):
                title, start = two, start + 2
            elif _SERVICE.sub("", tokens[start].text.rstrip(".")) in titles and not self._no_person(tokens[start + 1]):
                title, start = tokens[start].text, start + 1
            else:
                break
        if title is None and start and tokens[start - 1].text in titles and tokens[start - 1].text.islower():
            title = tokens[start - 1].text
        return title, start

    def _person_at(self, at: int) -> bool:
        """Tell whether a noun for persons stands at a token."""
        found = self.lexicon.noun_at([token.lower for token in self.tokens[at : at + self.lexicon.longest]], 0)
        return found is not None and found[1] == "Person"

    def _no_person(self, following: Token) -> bool:
        """Tell whether a title belongs to the name: 'Minister of', 'General Directorate'."""
        kind = self.lexicon.nouns.get((following.lower,))
        return following.text in _OF_POSTS | _OF_FIRMS or kind in {"Organization", "Facility", "Event"}

    def _noun_beside(self, end: int) -> tuple[int, str] | None:
        """Return (number of words, kind) of the class noun in lower case that follows a run, but for persons."""
        tokens = self.tokens
        if end >= len(tokens) or not tokens[end].word or tokens[end].capital or not self._adjacent(end):
            return None
        found = self.lexicon.noun_at([token.lower for token in tokens[end : end + self.lexicon.longest]], 0)
        following = tokens[end + found[0]].lower if found and end + found[0] < len(tokens) else ""
        return found if found and found[1] != "Person" and following not in _OF_POLICE else None


def _adjective(token: Token, lexicon: Lexicon) -> bool:
    """Tell whether a word that begins a sentence is no part of the name after it: "Northern Norway"."""
    if token.text in lexicon.given or token.text in lexicon.family_first or token.text in lexicon.titles:
        return False
    return token.lower.endswith(("ed", "ing", "ly", "ous", "ern"))


def _inner_noun(words: tuple[str, ...], lexicon: Lexicon) -> str | None:
    """Return the kind of the class noun in a name: its last words, or its first ("Camp 22", "Ministry of X")."""
    lower = [word.lower() for word in words]
    person = len(words) == 2 and words[0] in lexicon.family_first  # "Kim Il-dong"
    if lower[-1].endswith(_KOREAN_PLACES) and len(lower[-1].split("-")) == 2 and not person:
        return "Place"
    if len(lower) == 1:
        return None
    for cut in ("of", "for", "on", "against"):
        if cut in lower[1:] and (found := lexicon.noun_ending(lower[: lower.index(cut, 1)])):
            return found[1]
    if (found := lexicon.noun_ending(lower)) and found[0] < len(lower):
        return found[1]
    numbered = lexicon.noun_ending(lower[:-1]) if lower[-1].isdecimal() else None
    if numbered and numbered[1] != "Place":  # a ward with a number is a part of a prison
        return numbered[1]
    if lower[0] in lexicon.words["place_heads"] or lower[0] in lexicon.words["numbered"]:
        found = lexicon.noun_at(lower, 0)
        return found[1] if found else None
    return None
