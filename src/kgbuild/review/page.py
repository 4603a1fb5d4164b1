"""One article as one page that needs nothing else: its text, its facts beside it, and what was not read."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup

from kgbuild.release import VERSION
from kgbuild.review.body import body
from kgbuild.review.groups import GROUPS
from kgbuild.review.lines import Lines
from kgbuild.review.segments import ANTECEDENT, DROPPED, QUOTE, SILENT, UNKNOWN, VALUE
from kgbuild.review.shown import data, plain, shown, web_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import jinja2

    from kgbuild.model import Article, Span
    from kgbuild.review.body import Body, Chip
    from kgbuild.review.entries import Entry
    from kgbuild.review.notes import Notes, Warned

HERE: Final = Path(__file__).parent
_TITLES: Final = {DROPPED: "Passages left out", SILENT: "Sentences without a fact", UNKNOWN: "Unknown infobox keys"}
_TAGS: Final = {DROPPED: "left out", SILENT: "no fact", UNKNOWN: "unknown key"}


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of one article a page shows, so that it opens: code points, facts, references."""

    text: int = 2_000_000
    facts: int = 5000
    references: int = 5000


LIMITS: Final = Limits()


@dataclass(frozen=True, slots=True)
class Review:
    """All that a page tells of an article; ``also`` leads from claims that follow from a fact to its number."""

    article: Article
    entries: Sequence[Entry]
    warned: Sequence[Warned]
    notes: Notes
    also: Mapping[str, int]

    def row(self) -> dict[str, Any]:
        """Return the counts that the index tells."""
        return {
            "slug": self.article.slug,
            "title": self.article.title,
            "facts": len(self.entries),
            "reported": sum(entry.certainty != "stated" for entry in self.entries),
            "sentences": self.notes.sentences,
            "telling": self.notes.telling,
            "warnings": sum(one.severity != "info" for one in self.warned),
            "remarks": sum(one.severity == "info" for one in self.warned),
            "dropped": self.notes.totals[DROPPED],
            "unknown": self.notes.totals[UNKNOWN],
        }


def page(review: Review, limits: Limits = LIMITS) -> bytes:
    """Return the page in UTF-8; the same review gives the same bytes."""
    article, told = review.article, review.entries[: limits.facts]
    marks = [mark for entry in told for mark in entry.marks()]
    marks += [mark for one in review.warned for mark in one.marks()]
    marks += review.notes.marks()
    chips = [*_facts(told), *_warnings(review.warned), *_tags(review.notes), *_references(article, limits)]
    written = body(article, marks, chips, [entry.group for entry in told], limits.text)
    places = _Places(article, written)
    context = {
        "review": review,
        "row": review.row(),
        "told": told,
        "facts_left": len(review.entries) - len(told),
        "text_left": max(0, len(article.text) - limits.text),
        "references": list(enumerate(article.references[: limits.references], 1)),
        "references_left": max(0, len(article.references) - limits.references),
        "source": list(_source(article)),
        "text": written.html,
        "places": places,
        "groups": _groups(told),
        "filters": _filters(told),
        "titles": _TITLES,
        "data": data(_data(review.also, told, written)),
    }
    return render("page.html", context, ("review.css",), ("review.js",))


def render(name: str, context: Mapping[str, Any], styles: Sequence[str], scripts: Sequence[str]) -> bytes:
    """Fill a template; styles and scripts are put into it, and a policy lets the browser run these and no others."""
    style, script = ("\n".join(_asset(each) for each in names) for names in (styles, scripts))
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    page = (
        _templates()
        .get_template(name)
        .render(context, policy=policy, style=Markup(style), script=Markup(script), version=VERSION)
    )
    return page.encode()


@cache
def _asset(name: str) -> str:
    return (HERE / name).read_text("utf-8")


def _hash(content: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}"


@cache
def _templates() -> jinja2.Environment:
    import jinja2  # takes time, and most builds write no pages

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"shown": shown, "plain": plain, "address": web_address, "many": many}
    return environment


def many(count: int, noun: str) -> str:
    """Return a number with its noun.

    >>> many(1, "fact"), many(2000, "fact")
    ('1 fact', '2,000 facts')
    """
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


class _Places:
    """Says where a passage is: its line and column in the file, and its first segment on the page."""

    def __init__(self, article: Article, written: Body) -> None:
        self._article, self._lines = article, Lines(article)
        self._first: dict[Span, int] = {}
        for mark, (first, _) in written.ranges.items():
            self._first.setdefault(mark.span, first)

    def line(self, span: Span) -> str:
        return self._lines.place(span)

    def anchor(self, span: Span) -> str:
        """Return the address of a passage on the page; empty where it is not shown."""
        first = self._first.get(span)
        return "" if first is None else f"#s{first}"

    def words(self, span: Span, most: int = 160) -> str:
        """Return the words of a passage, cut where they are long."""
        words = " ".join(self._article.text[span.start : min(span.end, span.start + most)].split())
        return f"{words}…" if span.end - span.start > most else words


def _facts(told: Iterable[Entry]) -> Iterator[Chip]:
    template = Markup('<sup class="n"><a href="#claim-{0}">{1}</a></sup>')
    for entry in told:
        yield entry.quotes[0].end, template.format(entry.name, entry.number)


def _warnings(found: Iterable[Warned]) -> Iterator[Chip]:
    template = Markup('<a class="code {0}" href="#w{1}" title="{2}">{3}</a>')
    for one in found:
        for span in one.here:
            yield span.end, template.format(one.severity, one.number, plain(one.message), one.code)


def _tags(notes: Notes) -> Iterator[Chip]:
    template = Markup('<a class="tag {0}" href="#{0}-{1}" title="{2}">{3}</a>')
    for rows in notes.rows.values():
        for row in rows:
            title = plain(f"{row.reason} ({row.detail})" if row.detail else row.reason)
            yield row.span.end, template.format(row.role, row.number, title, _TAGS[row.role])


def _references(article: Article, limits: Limits) -> Iterator[Chip]:
    template = Markup('<sup class="ref"><a href="#r{0}">[{0}]</a></sup>')
    for number, reference in enumerate(article.references[: limits.references], 1):
        yield reference.at, template.format(number)


def _source(article: Article) -> Iterator[tuple[str, str, str]]:
    """Yield what is known of where the article is from: what it is, the words, and the address if it has one."""
    source = article.source
    for name, words in (
        ("Source", source.url),
        ("Revision", source.revision),
        ("of", source.timestamp),
        ("Retrieved", source.retrieved),
        ("Attribution", source.attribution),
        ("Licence", source.licence),
        ("File", source.name),
        ("SHA-256", article.original.sha256 if article.original else article.sha256),
    ):
        if words:
            yield name, words, web_address(words) if name in {"Source", "Licence"} else ""


def _groups(told: Iterable[Entry]) -> list[tuple[str, str, int]]:
    counts = Counter(entry.group for entry in told)
    return [(name, label, counts[name]) for name, label in GROUPS.items() if counts[name]]


def _filters(told: Sequence[Entry]) -> list[tuple[str, str, list[tuple[str, str, int]]]]:
    """Return what facts can be chosen by: a name, a label, and the values, each with how to call it and its number."""
    labels = {entry.relation: entry.label for entry in told}
    relations = Counter(entry.relation for entry in told)
    certainty = Counter(entry.certainty for entry in told)
    rules = Counter(rule for entry in told for rule in entry.rules)
    return [
        ("relation", "Relation", sorted((name, labels[name], n) for name, n in relations.items())),
        ("certainty", "Certainty", sorted((name, name, n) for name, n in certainty.items())),
        ("rule", "Rule", sorted((name, name, n) for name, n in rules.items())),
    ]


def _data(also: Mapping[str, int], told: Sequence[Entry], written: Body) -> dict[str, Any]:
    """Return what the script needs: of each fact its name, what it can be chosen by, and its segments by role."""
    spans: dict[str, list[list[list[int]]]] = {role: [[] for _ in told] for role in (QUOTE, VALUE, ANTECEDENT)}
    for mark, ends in written.ranges.items():
        if mark.role in spans:
            spans[mark.role][mark.number].append(ends)
    facts = [
        {
            "name": entry.name,
            "group": entry.group,
            "relation": [entry.relation],
            "certainty": [entry.certainty],
            "rule": list(entry.rules),
            "quotes": spans[QUOTE][number],
            "values": spans[VALUE][number],
            "antecedents": spans[ANTECEDENT][number],
        }
        for number, entry in enumerate(told)
    ]
    return {"facts": facts, "also": {claim: number for claim, number in also.items() if number < len(told)}}


__all__ = ["LIMITS", "Limits", "Review", "many", "page", "render"]
