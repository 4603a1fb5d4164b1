"""Infobox entries as claims: keys are looked up in ``ontology/infobox/*.yaml``, values are read as these say."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from kgbuild import tables, vocabulary
from kgbuild.assets import ONTOLOGY
from kgbuild.errors import VocabularyError
from kgbuild.extractors import arguments, tenures, values
from kgbuild.model import Claim, Drop, Evidence, Extraction, Mention, Qualifier, Span, Text
from kgbuild.text import dates, lexicon, topic

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kgbuild.extractors.pieces import Read
    from kgbuild.model import Entry, Infobox
    from kgbuild.text.document import Document

_RESERVOIR = ("creates", "reservoir", "reservoir name", "res", "res name")
_ITS = Qualifier("of", Text("reservoir"))
_UNIT_SUFFIX = re.compile(
    r"(?:\s*\(([^()]{1,12})\)|[ _](km2|m2|ha|km|m|ft|mi|acres?|sq ?mi|sq ?km|mw|percent|metres|meters|feet))\s*$",
    re.IGNORECASE,
)
_AS_OF = re.compile(r"(.+?) (?:as of|date|year|asof)$")
_POST = re.compile(r"(?i)([a-z ]+?)\s*(\d*)\s*(?:title|position|pfo)\s*(\d*)$")
_COMMON = frozenset(
    ["camp", "prison", "plant", "mine", "site", "center", "centre", "facility", "station", "island", "river", "lake"]
)
_NUMBERED_KEY = re.compile(r"(?i)(?:- *)?(?:(?:number|no\.?) of )?([a-z][a-z -]*[a-z])[ :]*|.*")
_BARE_NUMBER = re.compile(r"\d[\d,. ]*")
_NUMERAL = re.compile(
    r"(?i)\b(?:hundreds?|thousands?|dozens?|one|two|three|four|five|six|seven|eight|nine|ten|unknown|none|various|n/a|\w+teen|\w+ty)\b"
)
_PLURAL = re.compile(r"\(s\)")


@dataclass(frozen=True, slots=True)
class Field:
    """How one infobox key is read; ``kinds`` are the classes of subject that it is for, all where empty.

    ``kind`` is the class of entities that nothing else tells, ``noun`` what bare numbers count, ``fate`` what befell
    those counted, ``place`` the relation of a place after a date, ``closing`` that of a period's end; ``inverse`` swaps
    subject and object; ``only`` is an expression that a value has to match; ``life`` is how many years after a
    person's name are a life, not a term; ``qualifiers`` are constants, KEY standing for the key's words.
    """

    relation: str
    read: str
    kinds: tuple[str, ...] = ()
    kind: str | None = None
    lang: str | None = None
    noun: str | None = None
    fate: str | None = None
    place: str | None = None
    closing: str | None = None
    inverse: bool = False
    only: str | None = None
    life: int = 30
    qualifiers: Mapping[str, str] = field(default_factory=dict)
    name: str = ""


@cache
def load() -> Mapping[str, tuple[Field, ...]]:
    """Read all tables: fields by key; raises VocabularyError for what the ontology does not know."""
    table: dict[str, list[Field]] = {}
    for path in sorted((ONTOLOGY / "infobox").glob("*.yaml")):
        for entry in tables.read(path):
            made = _field(entry, path.stem)
            for key in entry["keys"]:
                table.setdefault(str(key), []).append(made)
    return {key: tuple(fields) for key, fields in table.items()}


def _field(entry: dict[str, Any], stem: str) -> Field:
    relation, read = entry["relation"], entry["read"]
    if read not in {*values.READERS, "skip"} or (relation and relation not in vocabulary.load().relations):
        raise VocabularyError(
            f"unknown relation {relation!r} or reader {read!r}", place=f"ontology/infobox/{stem}.yaml"
        )
    rest = {k: v for k, v in entry.items() if k not in {"keys", "relation", "read", "kinds"}}
    return Field(relation, read, tuple(entry.get("kinds", ())), name=f"{stem}/{entry['keys'][0]}", **rest)


def extract(document: Document) -> Extraction:
    """Return the claims of the article's infoboxes; unknown keys and unread values are dropped with their reason."""
    claims: list[Claim] = []
    drops: list[Drop] = []
    for number, box in enumerate(document.article.infoboxes):
        subject = _subject(document, box, number)
        found = [claim for entry in box.entries for claim in _entry(document, subject, entry, drops)]
        found = tenures.dated(document, box, _dated(document, box, found))
        others = list(tenures.successions(document, box, found)) if subject.kind == "Person" else []
        told = {claim.evidence.spans[0] for claim in others}
        drops = [drop for drop in drops if drop.span not in told]
        claims.extend([*_of_reservoir(document, _titled(document, box, found)), *others])
    return Extraction(tuple(claims), (), tuple(drops))


def _of_reservoir(document: Document, claims: list[Claim]) -> list[Claim]:
    """Say the measures of a dam's reservoir of the reservoir, where the box names it ('Creates: Lake Mead')."""
    named = [c.object for c in claims if c.relation == "hasPart" and _keyed(document, c) in _RESERVOIR]
    lake = next((made for made in named if isinstance(made, Mention)), None)
    if lake is None:
        return claims
    return [
        replace(c, subject=lake, qualifiers=tuple(q for q in c.qualifiers if q != _ITS))
        if _ITS in c.qualifiers and arguments.unfit(replace(c, subject=lake)) is None
        else c
        for c in claims
    ]


def _dated(document: Document, box: Infobox, claims: list[Claim]) -> list[Claim]:
    """Qualify claims by the entries that date another: 'Population as of: 2010'."""
    when: dict[str, Qualifier] = {}
    for entry in box.entries:
        key = _dating(entry)
        found = dates.find(document.article.text, entry.value.start, entry.value.end, None)
        if key and found:
            for chosen in load()[key]:
                when.setdefault(chosen.relation, Qualifier("as_of", found[0].plain, found[0].plain_span))
    return [
        replace(c, qualifiers=(*c.qualifiers, when[c.relation]))
        if c.relation in when and not any(q.name in {"as_of", "from"} for q in c.qualifiers)
        else c
        for c in claims
    ]


def _titled(document: Document, box: Infobox, claims: list[Claim]) -> list[Claim]:
    """Take the post from the entry that names it: 'Leader title: President' beside 'Leader name: ...'."""
    posts: dict[str, Qualifier] = {}
    for entry in box.entries:
        if (found := _POST.match(entry.key.replace("_", " "))) and entry.value.end > entry.value.start:
            value = Qualifier("role", Text(entry.value.of(document.article.text)), entry.value)
            posts[f"{found.group(1)} {found.group(2) or found.group(3)}".strip().lower()] = value
    made = []
    for claim in claims:
        role = posts.get(_keyed(document, claim)) if claim.relation == "leader" else None
        kept = tuple(q for q in claim.qualifiers if not role or q.name != "role")
        made.append(replace(claim, qualifiers=(*kept, role)) if role else claim)
    return made


def _keyed(document: Document, claim: Claim) -> str:
    """Return the key of a claim's entry, as the key of a post is: 'leader name2' -> 'leader 2'."""
    key = claim.evidence.spans[0].of(document.article.text).partition(":")[0].replace("_", " ")
    number = re.search(r"\d+", key)
    return re.sub(r"\s+", " ", f"{re.sub(r'[0-9]|name', '', key.lower())} {number.group() if number else ''}").strip()


def _dating(entry: Entry) -> str | None:
    """Return the key that an entry gives the date of."""
    found = _AS_OF.match(entry.key.replace("_", " ").strip().lower())
    return _known(found.group(1)) if found and normalise_key(entry.key)[0] not in load() else None


def _subject(document: Document, box: Infobox, number: int) -> Mention:
    """Return what a box speaks of: the article's subject, or what a later box names itself."""
    article = document.article
    main = Mention(article.title_span, document.topic.name, document.topic.kind)
    if number == 0:
        return main
    names = [e for e in box.entries if re.fullmatch(r"(?i)(?:\w+ )?(?:title|name|official[ _]name)", e.key)]
    own = {word for n in (document.topic.name, *document.topic.aliases) for word in _words(n)}
    if not names or _words(names[0].value.of(article.text)) & own:
        return main
    from_box = topic.kind_of_box(box, lexicon.load())
    return Mention(names[0].value, " ".join(names[0].value.of(article.text).split()), from_box or document.topic.kind)


def _words(name: str) -> set[str]:
    return {word for word in re.findall(r"[^\W\d_]{4,}", name.lower()) if word not in _COMMON}


def normalise_key(key: str) -> tuple[str, str | None, str]:
    """Return (key to look up, unit in the key, number in it).

    >>> normalise_key("Height_(m)"), normalise_key("Hangul1"), normalise_key("Chief2 Name"), normalise_key("Nativename")
    (('height', 'm', ''), ('hangul', None, '1'), ('chief name', None, '2'), ('native name', None, ''))
    """
    plain = re.sub(r"\s+", " ", key.replace("_", " ")).strip().lower()
    if known := _known(plain):
        return known, None, ""
    unit = None
    if found := _UNIT_SUFFIX.search(plain):
        unit = found.group(1) or found.group(2)
        plain = plain[: found.start()].strip()
    number = re.search(r"\d+", plain)
    if number and not _known(plain):
        plain = re.sub(r"\s+", " ", plain[: number.start()].rstrip() + plain[number.end() :]).strip()
    return _known(plain) or plain, unit, number.group() if number else ""


def _known(plain: str) -> str | None:
    """Return the key of the tables that a key is, whatever its blanks and marks."""
    return plain if plain in load() else _collapsed().get(re.sub(r"[\W_]", "", _PLURAL.sub("", plain)))


@cache
def _collapsed() -> Mapping[str, str]:
    return {re.sub(r"[\W_]", "", _PLURAL.sub("", key)): key for key in reversed(list(load()))}


def _entry(document: Document, subject: Mention, entry: Entry, drops: list[Drop]) -> Iterator[Claim]:
    article = document.article
    whole = Span(entry.key_span.start, max(entry.value.end, entry.key_span.end))
    key, unit, number = normalise_key(entry.key)
    fields = load().get(key, ())
    if not fields and (_dating(entry) or _POST.match(entry.key)):
        return
    fitting = [f for f in fields if not f.kinds or subject.kind in f.kinds]
    if not fitting:
        reason = "unknown infobox key" if not fields else f"infobox key not for a {subject.kind}"
        drops.append(Drop(article.slug, whole, reason, entry.key))
        return
    chosen = fitting[0]
    if chosen.read == "skip":
        drops.append(Drop(article.slug, whole, "infobox key of no interest", entry.key))
        return
    words = entry.value.of(article.text)
    if chosen.relation == "population" and not re.search(r"\d", words) and not _NUMERAL.search(words):
        chosen = load()["prisoner type"][0]  # 'Inmates: Poles, Jews'
    read = values.READERS[chosen.read](document, chosen, entry.value, unit)
    if not read:
        drops.append(
            Drop(article.slug, whole, "infobox value not read", f"{entry.key}: {entry.value.of(article.text)[:80]}")
        )
    for value in read:
        if chosen.only and not re.search(chosen.only, value.span.of(article.text)):
            drops.append(Drop(article.slug, value.span, "infobox value of no interest", entry.key))
            continue
        value = _counted(document, chosen, entry, value)
        claim = _claim(document, subject, chosen, entry, value, number)
        if problem := arguments.unfit(claim):
            drops.append(Drop(article.slug, whole, problem, entry.key))
        else:
            yield claim


def _counted(document: Document, chosen: Field, entry: Entry, value: Read) -> Read:
    """Take the noun from the key where the value is a number alone: 'Number of cells: 900' has cells, 900 of them."""
    words = value.object.value if chosen.relation == "hasPart" and isinstance(value.object, Text) else ""
    found = _NUMBERED_KEY.fullmatch(entry.key_span.of(document.article.text))
    if not found or not found.group(1) or not _BARE_NUMBER.fullmatch(words):
        return value
    at = Span(entry.key_span.start + found.start(1), entry.key_span.start + found.end(1))
    noun = Text(found.group(1).lower(), "en")
    count = Qualifier("count", Text(words), value.span)
    return replace(value, object=noun, span=at, qualifiers=(*value.qualifiers, count))


def _claim(document: Document, subject: Mention, chosen: Field, entry: Entry, value: Read, number: str) -> Claim:
    whole = Span(entry.key_span.start, max(entry.value.end, entry.key_span.end))
    key = re.sub(r"\d+", "", normalise_key(entry.key)[0]).removesuffix(" name").strip()
    constant = {k: key if v == "KEY" else v for k, v in chosen.qualifiers.items()}
    if number and chosen.lang and "kind" not in constant:
        constant["of"] = f"Othername{number}"
    if (value.relation and value.relation != chosen.relation) or value.subject:
        constant = {}
    qualifiers = [*value.qualifiers, *(Qualifier(k, Text(v)) for k, v in constant.items())]
    evidence = Evidence(document.article.slug, (whole,), "infobox", chosen.name, value.span)
    made = value.object
    relation = value.relation or chosen.relation
    if chosen.inverse and isinstance(made, Mention) and relation == chosen.relation:
        return Claim(made, relation, subject, evidence, tuple(qualifiers), value.certainty)
    return Claim(value.subject or subject, relation, made, evidence, tuple(qualifiers), value.certainty)
