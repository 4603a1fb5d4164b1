"""Infobox entries as claims: keys are looked up in ``ontology/infobox/*.yaml``, values are read as these say."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

import yaml

from kgbuild import vocabulary
from kgbuild.assets import ONTOLOGY
from kgbuild.errors import VocabularyError
from kgbuild.extractors import arguments, values
from kgbuild.model import Claim, Drop, Evidence, Extraction, Mention, Qualifier, Span, Text
from kgbuild.text import lexicon, topic

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kgbuild.model import Entry, Infobox
    from kgbuild.text.document import Document

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_UNIT_SUFFIX = re.compile(
    r"(?:\s*\(([^()]{1,12})\)|[ _](km2|m2|ha|km|m|ft|mi|acres?|sqmi|mw|percent))\s*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Field:
    """How one infobox key is read; ``kinds`` are the classes of subject that it is for, all where empty."""

    relation: str
    read: str
    kinds: tuple[str, ...] = ()
    kind: str | None = None
    lang: str | None = None
    noun: str | None = None
    place: str | None = None
    closing: str | None = None
    inverse: bool = False
    qualifiers: Mapping[str, str] = field(default_factory=dict)
    name: str = ""


@cache
def load() -> Mapping[str, tuple[Field, ...]]:
    """Read all tables: fields by key; raises VocabularyError for what the ontology does not know."""
    table: dict[str, list[Field]] = {}
    for path in sorted((ONTOLOGY / "infobox").glob("*.yaml")):
        for entry in yaml.load(path.read_text("utf-8"), _Loader):
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
        for entry in box.entries:
            found = list(_entry(document, subject, entry, drops))
            claims.extend(found)
    return Extraction(tuple(claims), (), tuple(drops))


def _subject(document: Document, box: Infobox, number: int) -> Mention:
    """Return what a box speaks of: the article's subject, or what a later box names itself."""
    article = document.article
    main = Mention(article.title_span, document.topic.name, document.topic.kind)
    if number == 0:
        return main
    names = [e for e in box.entries if re.fullmatch(r"(?i)(?:title|name|official[ _]name)", e.key)]
    own = {n.lower() for n in (document.topic.name, *document.topic.aliases)}
    if not names or names[0].value.of(article.text).lower() in own:
        return main
    from_box = topic.kind_of_box(box, lexicon.load())
    return Mention(names[0].value, " ".join(names[0].value.of(article.text).split()), from_box or document.topic.kind)


def normalise_key(key: str) -> tuple[str, str | None, str]:
    """Return (key to look up, unit in the key, number at its end).

    >>> normalise_key("Height_(m)"), normalise_key("Hangul1"), normalise_key("area_km2")
    (('height', 'm', ''), ('hangul', None, '1'), ('area', 'km2', ''))
    """
    plain = re.sub(r"\s+", " ", key.replace("_", " ")).strip().lower()
    if plain in load():
        return plain, None, ""
    unit = None
    if found := _UNIT_SUFFIX.search(plain):
        unit = found.group(1) or found.group(2)
        plain = plain[: found.start()].strip()
    number = re.search(r"\s*(\d+)$", plain)
    if number and plain not in load():
        plain = plain[: number.start()]
    return plain, unit, number.group(1) if number else ""


def _entry(document: Document, subject: Mention, entry: Entry, drops: list[Drop]) -> Iterator[Claim]:
    article = document.article
    whole = Span(entry.key_span.start, max(entry.value.end, entry.key_span.end))
    key, unit, number = normalise_key(entry.key)
    fields = load().get(key, ())
    fitting = [f for f in fields if not f.kinds or subject.kind in f.kinds]
    if not fitting:
        reason = "unknown infobox key" if not fields else f"infobox key not for a {subject.kind}"
        drops.append(Drop(article.slug, whole, reason, entry.key))
        return
    chosen = fitting[0]
    if chosen.read == "skip":
        drops.append(Drop(article.slug, whole, "infobox key of no interest", entry.key))
        return
    read = values.READERS[chosen.read](document, chosen, entry.value, unit)
    if not read:
        drops.append(
            Drop(article.slug, whole, "infobox value not read", f"{entry.key}: {entry.value.of(article.text)[:80]}")
        )
    for value in read:
        claim = _claim(document, subject, chosen, entry, value, number)
        if problem := arguments.unfit(claim):
            drops.append(Drop(article.slug, whole, problem, entry.key))
        else:
            yield claim


def _claim(document: Document, subject: Mention, chosen: Field, entry: Entry, value: values.Read, number: str) -> Claim:
    whole = Span(entry.key_span.start, max(entry.value.end, entry.key_span.end))
    constant = {k: entry.key.lower() if v == "KEY" else v for k, v in chosen.qualifiers.items()}
    if number and chosen.lang and "kind" not in constant:
        constant["of"] = f"Othername{number}"
    if value.relation and value.relation != chosen.relation:
        constant = {}
    qualifiers = [*value.qualifiers, *(Qualifier(k, Text(v)) for k, v in constant.items())]
    evidence = Evidence(document.article.slug, (whole,), "infobox", chosen.name, value.span)
    made = value.object
    if chosen.inverse and isinstance(made, Mention):
        return Claim(made, chosen.relation, subject, evidence, tuple(qualifiers), value.certainty)
    return Claim(subject, value.relation or chosen.relation, made, evidence, tuple(qualifiers), value.certainty)
