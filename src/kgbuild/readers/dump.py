"""MediaWiki XML dumps: ``pages-articles*.xml``, plain, ``.gz`` or ``.bz2``, page by page in flat memory.

Of a page with several revisions the last is read. Who wrote it is not kept. Lines are those of the unpacked file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from kgbuild.errors import ReadError
from kgbuild.model import Article, Source, Span
from kgbuild.readers import terms, wikitext
from kgbuild.readers.compressed import chunks
from kgbuild.readers.pages import Page, Site, pages
from kgbuild.readers.text import slugify
from kgbuild.seen import Seen

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from typing import BinaryIO

ARTICLES = frozenset({0})
"""The namespace of articles."""

_LANGUAGE = re.compile(r"([a-z]{2,3}(?:_[a-z]{2,12})*)wiki$")
_VERSION = re.compile(r"0\.\d{1,2}$")
_DISAMBIGUATION = re.compile(
    r"\{\{\s{0,9}(?:[\w ]{1,40} )?(?:disambiguation|disambig|dab|disamb|hndis|geodis)(?: cleanup)?\s{0,9}[|}]"
    r"|__DISAMBIG__",
    re.I,
)
_NUMBER = re.compile(r"-?[0-9]{1,6}")
_SPECIAL = frozenset({"meta", "test"})  # wikis whose database is named as that of a language would be


def stream(file: BinaryIO, name: str, namespaces: Collection[int] = ARTICLES) -> Iterator[Article | ReadError]:
    """Yield every page of a dump: articles, redirects, disambiguation pages, and those that are passed over.

    The last have the kind "skipped" and bear the reason as ``target``: another namespace than asked for, another
    content model than wikitext, a deleted text. A page that cannot be read is a ReadError with its line, title and
    identifier. Raises ReadError for what is no dump.
    """
    return articles(pages(chunks(file, name), name), name, namespaces)


def articles(
    found: Iterable[Site | Page | ReadError], name: str, namespaces: Collection[int] = ARTICLES
) -> Iterator[Article | ReadError]:
    """Yield the articles of pages; where two titles give one slug, the later gets the identifier of its page."""
    wiki = Wiki()
    with Seen() as taken:
        for page in found:
            if isinstance(page, Site):
                wiki = Wiki.of(page, name)
            elif isinstance(page, ReadError):
                yield page
            else:
                try:
                    yield _article(page, wiki, PurePath(name).name, namespaces, taken)
                except ReadError as error:
                    which = f"page {page.page['title']!r} {page.page.get('id', '')}"
                    yield ReadError(f"{which}: {error.message}", place=f"{name}:{page.line}", hint=error.hint)


@dataclass(frozen=True, slots=True)
class Wiki:
    """Where pages are from: what their titles are added to for a URL, the licence, and whom it wants named."""

    prefix: str = ""
    licence: str = ""
    attribution: str = ""

    @classmethod
    def of(cls, site: Site, name: str) -> Wiki:
        """Return what the head of a dump says of its wiki; raises ReadError for a schema that is not known.

        >>> wiki = Wiki.of(Site({"base": "https://en.wikipedia.org/wiki/Main_Page", "sitename": "Wikipedia"}), "a.xml")
        >>> wiki.url("Alcatraz Island"), wiki.attribution
        ('https://en.wikipedia.org/wiki/Alcatraz_Island', 'Wikipedia contributors')
        """
        if site.version and not _VERSION.fullmatch(site.version):
            raise ReadError(
                f"a dump of schema version {site.version[:20]!r}", place=f"{name}:1", hint="0.10 and 0.11 are known"
            )
        base = site.values.get("base", "") or _base(site.values.get("dbname", ""))
        parts = urlsplit(base) if re.fullmatch(r"https?://[\w.:-]+/[^\s<>\"{}|\\^`]*", base) else None
        shared = parts is not None and terms.project(parts.hostname or "")
        sitename = site.values.get("sitename", "")
        return cls(
            prefix=base[: base.rindex("/") + 1] if parts else "",
            licence=terms.SHARE_ALIKE if shared else "",
            attribution=f"{sitename} contributors" if shared and sitename else "",
        )

    def url(self, title: str) -> str:
        """Return the address of a page, written as MediaWiki writes it."""
        return self.prefix + quote(title.replace(" ", "_"), safe=";@$!*(),/~:") if self.prefix else ""


def _base(dbname: str) -> str:
    """Return the address of a Wikipedia by the name of its database."""
    language = _LANGUAGE.fullmatch(dbname)
    if not language or language[1] in _SPECIAL:
        return ""
    return f"https://{language[1].replace('_', '-')}.wikipedia.org/wiki/"


def _article(page: Page, wiki: Wiki, file: str, namespaces: Collection[int], taken: Seen) -> Article:
    title, revision = page.page["title"], page.revision
    source = Source(
        name=file,
        url=wiki.url(title),
        licence=wiki.licence,
        attribution=wiki.attribution,
        revision=revision.get("id", ""),
        timestamp=revision.get("timestamp", ""),
        page=page.page.get("id", ""),
    )
    if reason := _reason(page, namespaces):
        return _without_text(title, source, "skipped", reason)
    if target := page.page.get("redirect"):
        return _without_text(title, source, "redirect", target)
    text = revision.get("text", "")
    if _DISAMBIGUATION.search(text) or title.endswith("(disambiguation)"):
        return _without_text(title, source, "disambiguation", "")
    made = wikitext.article(text, title=title, slug=_slug(title, source.page, taken), source=source)
    return _on_line(made, page.line)


def _without_text(title: str, source: Source, kind: str, target: str) -> Article:
    return Article(slugify(title), title, title, Span(0, len(title)), source=source, kind=kind, target=target)


def _on_line(article: Article, line: int) -> Article:
    """Return the article with the line of the file in which its markup begins."""
    return replace(article, original=replace(article.original, line=line)) if article.original else article


def _reason(page: Page, namespaces: Collection[int]) -> str:
    """Return why a page is passed over, or nothing."""
    namespace = page.page.get("ns", "0")
    if not _NUMBER.fullmatch(namespace) or int(namespace) not in namespaces:
        return f"namespace {namespace[:6]}"
    if page.deleted:
        return "deleted text"
    model, form = page.revision.get("model", "wikitext"), page.revision.get("format", "text/x-wiki")
    if model != "wikitext" or form != "text/x-wiki":
        return f"content model {model[:40]}"
    return "" if page.revision.get("text", "").strip() or "redirect" in page.page else "no text"


def _slug(title: str, page: str, taken: Seen) -> str:
    """Return a slug that no page before it has; ``taken`` holds theirs."""
    slug = slugify(title)
    for candidate in (slug, f"{slug}-{slugify(page)}"):
        if taken.add(candidate) is None:
            return candidate
    raise ReadError("the dump has this page twice")
