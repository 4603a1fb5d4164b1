"""Exports of MediaWiki, written for tests."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

END = "</mediawiki>\n"


def head(version: str = "0.11", base: str = "https://en.wikipedia.org/wiki/Main_Page", dbname: str = "enwiki") -> str:
    """Return the head of an export, of six lines."""
    return (
        f'<mediawiki xmlns="http://www.mediawiki.org/xml/export-{version}/" version="{version}" xml:lang="en">\n'
        f"  <siteinfo>\n    <sitename>Wikipedia</sitename>\n    <dbname>{dbname}</dbname>\n    <base>{base}</base>\n"
        "  </siteinfo>\n"
    )


def revision(text: str | None, number: int, *, model: str = "wikitext", form: str = "text/x-wiki") -> str:
    """Return a revision; without a text it is one whose text was deleted."""
    shown = '<text bytes="9" deleted="deleted" />' if text is None else f'<text bytes="9">{escape(text)}</text>'
    return (
        f"    <revision>\n      <id>{number}</id>\n      <timestamp>2024-01-0{number % 9 + 1}T00:00:00Z</timestamp>\n"
        f"      <contributor><username>Somebody</username><id>77</id></contributor>\n"
        f"      <model>{model}</model>\n      <format>{form}</format>\n      {shown}\n    </revision>\n"
    )


def page(
    title: str, number: int, *revisions: str, redirect: str = "", ns: int | str = 0, text: str = "It is a dam."
) -> str:
    """Return a page, with one revision of the text if none are given."""
    to = f"    <redirect title={quoteattr(redirect)} />\n" if redirect else ""
    return (
        f"  <page>\n    <title>{escape(title)}</title>\n    <ns>{ns}</ns>\n    <id>{number}</id>\n{to}"
        f"{''.join(revisions or (revision(text, number * 10),))}  </page>\n"
    )


def export(*pages: str) -> bytes:
    """Return an export of pages."""
    return "".join((head(), *pages, END)).encode()
