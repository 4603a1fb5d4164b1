"""The local linker: entities from the names of one article, and identifiers that are functions of content.

Two mentions are one entity when their kind and their name are the same, case and white space aside, or when the
article says that what bears the one name is also called by the other. Places, facilities and organizations carry the
place or country that contains them in their IRI, so that those of two articles are one where both are the same; all
else stays with its article.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING, TypeVar

from kgbuild.errors import EvidenceError
from kgbuild.linkers.aliases import groups
from kgbuild.model import (
    ArticleGraph,
    Claim,
    Drop,
    Entity,
    Evidence,
    Fact,
    Label,
    Mention,
    Qualifier,
    Ref,
    Span,
    Text,
)
from kgbuild.names import digest, fold, is_plain, language, slug, tidy
from kgbuild.text.mentions import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from kgbuild.model import Article, Extraction

SHARED_KINDS = frozenset({"Facility", "Place", "Organization"})
NAMING = frozenset({"name", "altName", "nativeName"})

ANY_KIND = "Entity"
"""The class of everything: the kind of what the article does not tell the kind of."""

Key = tuple[str, str]  # kind and folded name
_One = TypeVar("_One")


@dataclass(slots=True)
class _Found:
    """An entity while its mentions and names are gathered."""

    name: str
    kind: str
    mentions: list[Mention] = field(default_factory=list)
    naming: list[Claim] = field(default_factory=list)
    container: str = ""


def link(article: Article, extraction: Extraction, base: str) -> ArticleGraph:
    """Return the graph of an article: every claim as a fact, every name as an entity.

    ``base`` is the IRI under which instances are minted; the order is that of the text. A claim of a thing
    about itself is dropped and counted. Raises EvidenceError for a span that is empty or outside the text.
    """
    _prove(article, extraction)
    mentioned = _mentioned(extraction)
    main = _main(article, mentioned)
    same = _same(extraction, mentioned, main)
    found = _gather(extraction, mentioned, same)
    minted = _mint(article, found, main, base)
    iris = {key: minted[same[key]] for key in same}
    facts = merge(_fact(claim, iris) for claim in extraction.claims)
    loops = [fact for fact in facts if fact.object == Ref(fact.subject)]
    entities = [_entity(article, found[key], iris[key]) for key in found]
    return ArticleGraph(
        article=article,
        subject=iris[main] if main else None,
        entities=tuple(sorted(entities, key=lambda e: (e.labels[0].evidence.spans, e.iri))),
        facts=tuple(fact for fact in facts if fact not in loops),
        drops=(*article.drops, *extraction.drops, *(_loop_drop(fact) for fact in loops)),
        sentences=extraction.sentences,
    )


def merge(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Return the facts with those that say the same made one, in the order of their evidence.

    Idempotent, commutative and associative: only what is said counts, never the order in which it came.
    """
    same: defaultdict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for fact in facts:
        said = frozenset((q.name, q.value) for q in fact.qualifiers)
        same[fact.subject, fact.relation, fact.object, fact.certainty, said].append(fact)
    return tuple(_in_order((_united(group) for group in same.values()), lambda fact: fact.evidence[0].spans))


def _in_order(found: Iterable[_One], spans: Callable[[_One], tuple[Span, ...]]) -> list[_One]:
    """Return what is found by its spans, and only where these are equal, which is seldom, by all that it is."""
    by_spans = sorted(found, key=lambda one: [(span.start, span.end) for span in spans(one)])
    groups = (list(group) for _, group in groupby(by_spans, spans))
    return [one for group in groups for one in (sorted(group, key=repr) if len(group) > 1 else group)]


def _united(facts: Sequence[Fact]) -> Fact:
    if len(facts) == 1 and len(facts[0].evidence) == 1 and len(facts[0].qualifiers) < 2:
        return facts[0]
    evidence = {e for fact in facts for e in fact.evidence}
    spans: dict[tuple[str, str], Qualifier] = {}
    for q in sorted((q for fact in facts for q in fact.qualifiers), key=_qualifier_order):
        spans.setdefault((q.name, repr(q.value)), q)
    ordered = _in_order(evidence, lambda e: e.spans)
    return replace(facts[0], evidence=tuple(ordered), qualifiers=tuple(spans.values()))


def _qualifier_order(q: Qualifier) -> tuple[str, str, bool, Span]:
    return q.name, repr(q.value), q.span is None, q.span or Span(0, 0)


def _evidence_order(e: Evidence) -> tuple[tuple[Span, ...], str]:
    return e.spans, repr(e)


def _where(mention: Mention) -> tuple[Span, bool, str]:
    return mention.span, not mention.proper, mention.name


def _prove(article: Article, extraction: Extraction) -> None:
    """Hold every span against the text: outside of it, or empty, it quotes nothing."""
    for mention in extraction.mentions:
        _quote(article, "mention", mention.name, mention.span)
    for claim in extraction.claims:
        evidence, name = claim.evidence, claim.subject.name
        if not evidence.spans or evidence.article != article.slug:
            what = f"claim {claim.relation!r} of {name!r}"
            raise EvidenceError(f"the {what} has no evidence in this article", place=article.place(0))
        spans = [*evidence.spans, evidence.value, evidence.anchor, *(q.span for q in claim.qualifiers)]
        spans += [mention.span for mention in _mentions(claim)]
        for span in spans:
            if span is not None:
                _quote(article, f"claim {claim.relation!r}", name, span)


def _quote(article: Article, what: str, name: str, span: Span) -> None:
    if not 0 <= span.start < span.end <= len(article.text):
        raise EvidenceError(
            f"the {what} of {name!r} quotes {span.start}-{span.end} of a text of {len(article.text)} code points",
            place=article.place(max(0, min(span.start, len(article.text)))),
        )


def _mentions(claim: Claim) -> Iterator[Mention]:
    yield claim.subject
    if isinstance(claim.object, Mention):
        yield claim.object
    yield from (q.value for q in claim.qualifiers if isinstance(q.value, Mention))


def _key(mention: Mention) -> Key:
    return ANY_KIND if mention.kind == UNKNOWN else mention.kind, fold(mention.name)


def _mentioned(extraction: Extraction) -> dict[Key, list[Mention]]:
    """Return the mentions of each name, names and mentions in the order of the text."""
    mentioned: dict[Key, list[Mention]] = {}
    everywhere = {*extraction.mentions, *(m for claim in extraction.claims for m in _mentions(claim))}
    for mention in sorted(everywhere, key=_where):
        mentioned.setdefault(_key(mention), []).append(mention)
    return mentioned


def _main(article: Article, mentioned: Mapping[Key, list[Mention]]) -> Key | None:
    """Return what the article is about: what its title mentions, or the most frequent thing of its title's name."""
    title = fold(article.title)
    ranks = {
        key: (all(m.span != article.title_span for m in mentions), -len(mentions), mentions[0].span, key)
        for key, mentions in mentioned.items()
        if key[1] == title or any(m.span == article.title_span for m in mentions)
    }
    return min(ranks, key=ranks.__getitem__, default=None)


def _same(extraction: Extraction, mentioned: Mapping[Key, object], main: Key | None) -> dict[Key, Key]:
    """Return for each name the one that stands for its entity, by what the article says things are called.

    A name of unknown kind is that of the thing of a known kind that bears it.
    """
    said = [
        (_key(claim.subject), (_key(claim.subject)[0], fold(claim.object.value)))
        for claim in extraction.claims
        if claim.relation in NAMING and isinstance(claim.object, Text) and _own_voice(claim)
    ]
    said += [(key, (ANY_KIND, key[1])) for key in mentioned if key[0] != ANY_KIND]
    return groups(list(mentioned), said, main)


def _own_voice(claim: Claim) -> bool:
    return claim.certainty == "stated" and all(q.name != "attributed_to" for q in claim.qualifiers)


def _gather(
    extraction: Extraction, mentioned: Mapping[Key, list[Mention]], same: Mapping[Key, Key]
) -> dict[Key, _Found]:
    """Return what is said of each entity, its mentions in the order of the text."""
    found: dict[Key, _Found] = {}
    for key, mentions in mentioned.items():
        home = same[key]
        entity = found.setdefault(home, _Found(tidy(mentioned[home][0].name), home[0]))
        entity.mentions = sorted([*entity.mentions, *mentions], key=_where)
    contained: dict[Key, list[tuple[bool, tuple[Span, ...], str]]] = defaultdict(list)
    for claim in filter(_own_voice, extraction.claims):
        subject = same[_key(claim.subject)]
        if claim.relation in NAMING:
            found[subject].naming.append(claim)
        elif claim.relation in {"country", "locatedIn"} and isinstance(claim.object, Mention):
            rank = claim.relation != "country", claim.evidence.spans, same[_key(claim.object)][1]
            contained[subject].append(rank)
    for key, ranks in contained.items():
        found[key].container = min(ranks)[2]
    return found


def _mint(article: Article, found: Mapping[Key, _Found], main: Key | None, base: str) -> dict[Key, str]:
    """Return an IRI for each entity; of two names with one slug, the one it does not spell gets a hash."""
    slugs: dict[Key, str] = {}
    for (kind, name), entity in found.items():
        tail = ""
        if kind in SHARED_KINDS:
            tail = entity.container if entity.container != name else ""
        elif (kind, name) != main:
            tail = article.slug
        slugs[kind, name] = f"{slug(name)}--{slug(tail)}" if tail else slug(name)
    shared: defaultdict[tuple[str, str], list[Key]] = defaultdict(list)
    for key, minted in slugs.items():
        shared[key[0], minted].append(key)
    for keys in shared.values():
        for key in keys if len(keys) > 1 else ():
            slugs[key] += "" if is_plain(key[1]) else f"-{digest(key[1])}"
    return {key: f"{base}id/{key[0].lower()}/{minted}" for key, minted in slugs.items()}


def _entity(article: Article, found: _Found, iri: str) -> Entity:
    return Entity(iri, found.kind, tuple(_labels(article, found)), pages=_pages(article, found))


def _pages(article: Article, found: _Found) -> tuple[Label, ...]:
    """Return the pages to which links lead that are the entity's mentions, each where it is first linked.

    A mention within a longer link counts where it is what the page is called: of 'Las Vegas, Nevada' only the city.
    """
    named = {m.span: fold(m.span.of(article.text)) for m in found.mentions if m.proper}
    pages: dict[str, Label] = {}
    for link in article.links:
        inside = (name for span, name in named.items() if link.span.overlaps(span))
        if "://" not in link.target and (link.span in named or fold(link.target) in inside):
            pages.setdefault(link.target, Label(Text(link.target), _read_here(article, link.span)))
    return tuple(pages.values())


def _labels(article: Article, found: _Found) -> Iterator[Label]:
    """Yield the labels of an entity: its name, then what else it is called, in the order of the text."""
    tags: dict[str, str] = {}
    places: dict[str, Evidence] = {}
    for claim in sorted(found.naming, key=lambda c: _evidence_order(c.evidence)):
        if isinstance(claim.object, Text):
            name = tidy(claim.object.value)
            if tag := claim.object.lang or _lang(claim):
                tags.setdefault(name, tag.lower())
            places.setdefault(name, claim.evidence)
    for mention in found.mentions:
        surface = tidy(mention.span.of(article.text))
        if mention.proper and (surface not in places or (mention.span,) < places[surface].spans):
            places[surface] = _read_here(article, mention.span)
    name = found.name
    if name not in places:
        titled = fold(name) == fold(article.title)
        places[name] = _read_here(article, article.title_span if titled else found.mentions[0].span)
    korean = any(tag.startswith("ko") for tag in (*tags.values(), *map(language, places)))
    ordered = list(places)
    if len(ordered) > 1:
        ordered.sort(key=lambda n: (n != name, _evidence_order(places[n]), n))
    for words in ordered:
        yield Label(Text(words, tags.get(words) or language(words, korean=korean)), places[words])


def _lang(claim: Claim) -> str | None:
    values = (q.value for q in claim.qualifiers if q.name == "lang")
    return next((value.value for value in values if isinstance(value, Text)), None)


def _read_here(article: Article, span: Span) -> Evidence:
    return Evidence(article.slug, (span,), "local", "mention")


def _fact(claim: Claim, iris: Mapping[Key, str]) -> Fact:
    target = claim.object
    return Fact(
        subject=iris[_key(claim.subject)],
        relation=claim.relation,
        object=Ref(iris[_key(target)]) if isinstance(target, Mention) else target,
        evidence=(claim.evidence,),
        qualifiers=tuple(
            replace(q, value=Ref(iris[_key(q.value)])) if isinstance(q.value, Mention) else q for q in claim.qualifiers
        ),
        certainty=claim.certainty,
    )


def _loop_drop(fact: Fact) -> Drop:
    evidence = fact.evidence[0]
    return Drop(evidence.article, evidence.spans[0], "self-reference", f"{fact.relation} of {fact.subject}")
