"""What an article is about: the name, the class and the other names of its subject."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kgbuild.model import Article, Infobox
    from kgbuild.text.lexicon import Lexicon

_COPULA = re.compile(
    r"\b(?:is|was|are|were) (?:(?:also|once|originally|formerly|reportedly|one of) )?"
    r"(?:an?|the|one of the)?\s?([^.;]{3,160})"
)
_OF_WHAT = frozenset(
    ["series", "wave", "one", "kind", "type", "form", "number", "set", "pair", "string", "spate", "part"]
)
_STRETCHES = frozenset(["period", "era", "episode"])
_SHORT = re.compile(r"([A-Z][a-z]{3,}s) (?:of|for|against) (?:the )?[A-Z]")  # "Mothers of the Plaza de Mayo"


@dataclass(frozen=True, slots=True)
class Topic:
    """The subject of an article."""

    name: str
    kind: str
    aliases: tuple[str, ...] = ()


def find(article: Article, lexicon: Lexicon) -> Topic:
    """Tell what an article is about from its title, infobox keys and first sentence."""
    title = re.sub(r"\s*\([^)]*\)$", "", article.title)
    return Topic(article.title, _kind(article, lexicon), tuple(dict.fromkeys(_aliases(article, title, lexicon))))


def _aliases(article: Article, title: str, lexicon: Lexicon) -> list[str]:
    names = [title] if title != article.title else []
    if short := _SHORT.match(title):
        names.append(short.group(1))
    for box in article.infoboxes[:1]:
        for entry in box.entries:
            if _plain(entry.key) in lexicon.boxes["names"]:
                words = " ".join(entry.value.of(article.text).replace("^", "").split())
                names += [w for w in re.split(r"[;,]\s*", words) if w and w != article.title and len(w) < 80]
    return names


def _kind(article: Article, lexicon: Lexicon) -> str:
    scores: dict[str, float] = dict.fromkeys(("Facility", "Person", "Event", "Organization", "Place"), 0.0)
    if (told := re.search(r"\(([^()]+)\)$", article.title)) and (
        kind := _description_kind(told.group(1), lexicon)
    ) in scores:
        scores[kind] += 4  # more than any noun of the title tells
    words = re.sub(r"\s*\([^)]*\)$", "", article.title).lower().replace(",", "").split()
    cuts = [words.index(w, 1) for w in ("of", "for", "on", "from", "in", "to") if w in words[1:]]
    head = words[: min(cuts)] if cuts else words
    if (found := lexicon.noun_ending(head)) and found[1] in scores:
        scores[found[1]] += 3
    scores["Person"] += _like_person(article.title, lexicon)
    for box in article.infoboxes[:2]:
        _score_infobox(box.name, [e.key for e in box.entries], lexicon, scores)
    lead = next((b for b in article.blocks if b.kind == "paragraph"), None)
    if lead:
        sentence = lead.span.of(article.text)[:600]
        if copula := _COPULA.search(sentence):
            kind = _description_kind(copula.group(1), lexicon)
            if kind in scores:
                articled = re.search(r"\b(?:an?|the|one of) ?$", sentence[: copula.start(1)])
                scores[kind] += 3.5 if articled else 1.5
        if re.match(
            r"[^.]{3,80}\((?:[^()]*[;,] )?(?:born|b\.|c\. |\d{1,2} [A-Z]|[A-Z][a-z]+ \d{1,2}, \d{4})", sentence
        ):
            scores["Person"] += 1.5
    best = max(scores.items(), key=lambda item: item[1])
    return best[0] if best[1] > 0 else "Facility"


def _like_person(title: str, lexicon: Lexicon) -> float:
    """Return the weight of a title that may be a person's name: it begins with a given name, or a Korean family's."""
    words = title.split()
    given = words[0] in lexicon.given or words[0] in lexicon.family_first
    return 2.0 if given and 2 <= len(words) <= 4 and words[-1][:1].isupper() else 0.0


def _plain(key: str) -> str:
    """Return a key as ``ontology/lexicon/boxes.yaml`` has it: "Other_name2" is "other name"."""
    return " ".join(key.lower().replace("_", " ").split()).rstrip("0123456789 ")


def _score_infobox(name: str, keys: list[str], lexicon: Lexicon, scores: dict[str, float]) -> None:
    for key in map(_plain, keys):
        for kind in ("Person", "Event", "Organization", "Facility"):
            if key in lexicon.boxes[kind]:
                scores[kind] += 0.8
    if name and (found := lexicon.noun_ending(name.lower().split())) and found[1] in scores:
        scores[found[1]] += 3


def _description_kind(words: str, lexicon: Lexicon) -> str:
    """Return the kind of the head noun of "a former political prison camp in ..."."""
    phrase = re.split(
        r"\b(?:in|at|on|of|for|that|which|who|located|situated|and|by|from|near|to|with|operated|held|where)\b|[,(;:]",
        words,
        maxsplit=1,
    )[0]
    own = phrase.lower().split()
    rest = re.search(r"\bof (?:the |its |their )?(.+)", words)
    if own and own[-1] in _OF_WHAT and rest:
        return _description_kind(rest.group(1), lexicon)
    if own and own[-1] in _STRETCHES:
        return "Event"
    for end in range(len(own), max(len(own) - 4, 0), -1):  # "association formed", "charity based"
        found = lexicon.noun_ending(own[:end]) or lexicon.noun_ending([*own[: end - 1], own[end - 1].removesuffix("s")])
        if found:
            return found[1]
    return ""


def kind_of_box(box: Infobox, lexicon: Lexicon) -> str | None:
    """Return the class that an infobox's name and keys speak of, None where they tell nothing."""
    scores: dict[str, float] = dict.fromkeys(("Facility", "Person", "Event", "Organization", "Place"), 0.0)
    _score_infobox(box.name, [e.key for e in box.entries], lexicon, scores)
    best = max(scores.items(), key=lambda item: item[1])
    return best[0] if best[1] > 0 else None
