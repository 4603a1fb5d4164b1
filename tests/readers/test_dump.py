"""Dumps: what pages give, and that no file, however bad, stops or floods the reader."""

from __future__ import annotations

import bz2
import gzip
import io
import tracemalloc
from typing import TYPE_CHECKING, BinaryIO, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgbuild.errors import ReadError
from kgbuild.model import Article
from kgbuild.readers import dump, stream
from kgbuild.readers.compressed import CHUNK
from kgbuild.readers.terms import SHARE_ALIKE
from readers.exports import END, export, head, page, revision

if TYPE_CHECKING:
    from collections.abc import Iterator

THREE = (page("First dam", 1), page("Second dam", 2), page("Third dam", 3))


def found(data: bytes, name: str = "dump.xml") -> list[Article | ReadError]:
    """Return all that a dump gives, what is raised at its end included."""
    read: list[Article | ReadError] = []
    try:
        read.extend(dump.stream(io.BytesIO(data), name))
    except ReadError as error:
        read.append(error)
    return read


def told(data: bytes) -> list[str]:
    """Return the titles of what was read, and the errors in words."""
    return [one.title if isinstance(one, Article) else str(one) for one in found(data)]


def only(*pages: str) -> Article:
    (article,) = found(export(*pages))
    assert isinstance(article, Article)
    return article


def test_a_page_has_its_title_text_and_source() -> None:
    article = only(page("Alcatraz & Co's prison", 7, text="It was a <b>prison</b>."))
    assert (article.slug, article.title, article.kind) == ("alcatraz-co-s-prison", "Alcatraz & Co's prison", "article")
    assert "It was a prison." in article.text
    source = article.source
    assert (source.name, source.page, source.revision) == ("dump.xml", "7", "70")
    assert source.timestamp == "2024-01-08T00:00:00Z"
    assert source.url == "https://en.wikipedia.org/wiki/Alcatraz_%26_Co%27s_prison"
    assert source.licence == SHARE_ALIKE
    assert source.attribution == "Wikipedia contributors"


def test_who_wrote_a_page_is_not_kept() -> None:
    assert "Somebody" not in repr(only(page("A", 1)))


def test_the_line_of_a_text_is_that_of_the_file() -> None:
    data = export(*THREE)
    lines = data.decode().split("\n")
    articles = [one for one in found(data) if isinstance(one, Article)]
    assert [lines[a.original.line - 1].strip()[:5] for a in articles if a.original] == ["<text"] * 3


def test_of_several_revisions_the_last_is_read() -> None:
    article = only(page("A", 1, revision("It is old.", 10), revision(None, 11), revision("It is new.", 12)))
    assert article.source.revision == "12"
    assert "new" in article.text
    assert "old" not in article.text


@pytest.mark.parametrize(
    ("given", "kind", "target"),
    [
        (page("A", 1, redirect='The "B" & C'), "redirect", 'The "B" & C'),
        (page("A", 1, text="'''A''' may be:\n* [[B]]\n{{disambiguation|place}}"), "disambiguation", ""),
        (page("A", 1, text="{{Hospital disambiguation}}"), "disambiguation", ""),
        (page("A (disambiguation)", 1), "disambiguation", ""),
        (page("Talk:A", 1, ns=1), "skipped", "namespace 1"),
        (page("A", 1, ns="x"), "skipped", "namespace x"),
        (page("A", 1, revision("{}", 1, model="json", form="application/json")), "skipped", "content model json"),
        (page("A", 1, revision(None, 1)), "skipped", "deleted text"),
        (page("A", 1, text=" "), "skipped", "no text"),
    ],
)
def test_what_is_no_article_is_told_with_its_reason(given: str, kind: str, target: str) -> None:
    article = only(given)
    assert (article.kind, article.target) == (kind, target)


def test_other_namespaces_are_read_on_demand() -> None:
    data = export(page("Talk:A", 1, ns=1), page("A", 2))
    kinds = [a.kind for a in dump.stream(io.BytesIO(data), "a.xml", {1}) if isinstance(a, Article)]
    assert kinds == ["article", "skipped"]


def test_titles_that_differ_only_in_case_get_slugs_of_their_own() -> None:
    slugs = [a.slug for a in found(export(page("A dam", 1), page("A Dam", 2), page("a-dam", 3))) if type(a) is Article]
    assert slugs == ["a-dam", "a-dam-2", "a-dam-3"]


def test_a_page_that_is_there_twice_is_told() -> None:
    assert told(export(THREE[0], THREE[0], THREE[0]))[2].endswith("the dump has this page twice")


@pytest.mark.parametrize(
    ("site", "url", "licence"),
    [
        (head(base="https://de.wikipedia.org/wiki/Hauptseite"), "https://de.wikipedia.org/wiki/A_b", SHARE_ALIKE),
        (head(base="", dbname="kowiki"), "https://ko.wikipedia.org/wiki/A_b", SHARE_ALIKE),
        (head(base="https://wiki.example.org/Main"), "https://wiki.example.org/A_b", ""),
        (head(base="https://wikipedia.org.example.org/Main"), "https://wikipedia.org.example.org/A_b", ""),
        (head(base="javascript:alert(1)/x", dbname="x"), "", ""),
        (head(base="", dbname="commonswiki"), "", ""),
    ],
)
def test_the_site_gives_addresses_and_the_licence_where_it_is_known(site: str, url: str, licence: str) -> None:
    (article,) = found((site + page("A b", 1) + END).encode())
    assert isinstance(article, Article)
    assert (article.source.url, article.source.licence) == (url, licence)


@pytest.mark.parametrize("version", ["0.10", "0.11"])
def test_both_versions_of_the_schema_are_read(version: str) -> None:
    assert told((head(version) + THREE[0] + END).encode()) == ["First dam"]


def test_an_unknown_version_of_the_schema_is_refused() -> None:
    assert "schema version '7'" in told((head("7") + THREE[0] + END).encode())[0]


@pytest.mark.parametrize(
    "pack",
    [
        bz2.compress,
        gzip.compress,
        lambda data: bz2.compress(data[:700]) + bz2.compress(data[700:]),
        lambda data: gzip.compress(data[:700]) + gzip.compress(data[700:]) + b"\0" * 512,
    ],
    ids=["bz2", "gz", "bz2 of two streams", "gz of two members, padded"],
)
def test_packed_dumps_give_what_plain_ones_do(pack) -> None:  # type: ignore[no-untyped-def]
    data = export(*THREE)
    assert found(pack(data)) == found(data)


def test_its_form_is_told_from_its_content_and_it_is_read_from_a_pipe() -> None:
    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self._data = io.BytesIO(export(*THREE))

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
            return self._data.readinto(memoryview(buffer)[:100])

    titles = [a.title for a in stream(cast("BinaryIO", Pipe()), "-") if isinstance(a, Article)]
    assert titles == ["First dam", "Second dam", "Third dam"]


BAD = {
    "an entity": (THREE[1].replace("dam.", "&lol;"), "undefined entity"),
    "bytes that are no UTF-8": (THREE[1].replace("a dam", "a \udcff dam"), "not well-formed"),
    "a control character": (THREE[1].replace("a dam", "a \x01 dam"), "not well-formed"),
    "a tag that does not end": (THREE[1].replace("</revision>", "</revisio>"), "mismatched tag"),
    "a huge attribute": (THREE[1].replace('"9"', f'"{"9" * 2_000_000}"'), "has more than"),
    "a huge comment": (THREE[1].replace("<id>", f"<!--{'x' * 2_000_000}--><id>", 1), "has more than"),
    "deep nesting": (THREE[1].replace("<id>", "<a>" * 50 + "<id>", 1), "nested more than"),
    "a huge title": (THREE[1].replace("Second dam", "x" * 5000), "<title> has more than 4096"),
    "a huge text": (THREE[1].replace("It is", "x" * 17_000_000), "<text> has more than"),
    "no title": (THREE[1].replace("<title>Second dam</title>", ""), "has no title"),
    "a document type": (THREE[1].replace("<page>", '<page><!DOCTYPE a [<!ENTITY b "c">]>'), "not well-formed"),
    "no end": (THREE[1].replace("</page>", ""), "does not end"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_page_is_told_with_its_place_and_the_others_are_read(case: str) -> None:
    bad, message = BAD[case]
    data = "".join((head(), THREE[0], bad, THREE[2], END)).encode("utf-8", "surrogateescape")
    first, error, last = told(data)
    assert (first, last) == ("First dam", "Third dam")
    assert message in error
    place, line = error.split(":")[:2]
    assert place == "dump.xml"
    begin, end = (data[: data.index(words)].count(b"\n") + 1 for words in (b"First dam", b"Third dam"))
    assert begin < int(line) < end
    if case not in {"no title", "a huge title", "a document type", "a huge comment", "deep nesting"}:
        assert "'Second dam' 2" in error


LAUGHS = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE l SYSTEM "file:///etc/passwd">'
GARBLED = {
    "nothing": (b"", [], "not an export"),
    "something else": (b"<html><body>page</body></html>", [], "not an export"),
    "no page": ((head() + END).encode(), [], ""),
    "billion laughs": (f"{LAUGHS}{export(*THREE).decode()}".encode(), [], "document type"),
    "an external entity": (f"{OUTSIDE}{export(*THREE).decode()}".encode(), [], "document type"),
    "a head without end": (b"<mediawiki>" + b" " * 2_000_000, [], "no page in the first"),
    "cut within a page": (export(*THREE)[:-150], ["First dam", "Second dam"], "'Third dam' 3: the file ends within"),
    "cut behind a page": (export(*THREE)[: -len(END)], ["First dam", "Second dam", "Third dam"], "may be cut off"),
    "cut within the head": (head().encode()[:200], [], "may be cut off"),
    "rubbish between pages": (
        export(THREE[0], "<logitem>x</logitem>", THREE[1]),
        ["First dam", "Second dam"],
        "between pages",
    ),
    "an end without a page": (export(THREE[0], "</page>"), ["First dam"], "</page> without <page>"),
}


@pytest.mark.parametrize("case", GARBLED)
def test_what_was_read_before_an_error_is_kept(case: str) -> None:
    data, titles, message = GARBLED[case]
    read = found(data)
    assert [one.title for one in read if isinstance(one, Article)] == titles
    errors = [str(one) for one in read if isinstance(one, ReadError)]
    assert [message in error for error in errors] == ([True] if message else [])


LONG = export(*(page(f"Dam {n}", n, text=f"It is dam {n * n} {n**5}.") for n in range(1, 1500)))


@pytest.mark.parametrize(
    ("data", "message", "least"),
    [
        (bz2.compress(LONG[:300_000]) + bz2.compress(LONG[300_000:])[:-100], "ends early", 700),
        (gzip.compress(LONG)[:-2000], "ends early", 1200),
        (gzip.compress(LONG)[:-8] + b"\0\0\0\0" + gzip.compress(LONG)[-4:], "garbled", 1300),
        (gzip.compress(LONG) + b"rubbish", "what follows", 1499),
        (bz2.compress(LONG) + b"BZh9rubbish", "garbled", 1499),
    ],
    ids=["bz2 cut", "gz cut", "gz with a wrong sum", "gz with rubbish behind", "bz2 with a bad stream behind"],
)
def test_of_a_packed_file_that_is_bad_all_is_read_that_can_be(data: bytes, message: str, least: int) -> None:
    read = found(data)
    errors = [str(one) for one in read if isinstance(one, ReadError)]
    articles = [one for one in read if isinstance(one, Article)]
    assert message in errors[0]
    assert least <= len(articles) <= 1499
    assert len(errors) <= 2


@pytest.mark.parametrize("pack", [bz2.compress, gzip.compress])
def test_a_decompression_bomb_is_refused_in_little_memory(pack) -> None:  # type: ignore[no-untyped-def]
    start = (head() + "<page><!--").encode()
    data = pack(start + b" " * 200_000_000)
    tracemalloc.start()
    errors = [str(one) for one in found(data)]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "bomb" in errors[0]
    assert peak < 30_000_000


def test_memory_does_not_grow_with_the_dump() -> None:
    def file(pages: int) -> Iterator[bytes]:
        yield head().encode()
        for number in range(pages):
            yield page(f"Talk:{number}", number, ns=1, text="word " * 2000).encode()
        yield END.encode()

    class Made(io.RawIOBase):
        def __init__(self, pages: int) -> None:
            self._parts, self._rest = file(pages), b""

        def read(self, size: int = -1) -> bytes:
            while len(self._rest) < size and (part := next(self._parts, b"")):
                self._rest += part
            data, self._rest = self._rest[:size], self._rest[size:]
            return data

    def peak(pages: int) -> int:
        tracemalloc.start()
        count = sum(1 for _ in dump.stream(cast("BinaryIO", Made(pages)), "a.xml"))
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert count == pages
        return most

    peak(50)
    assert peak(2000) < peak(50) + CHUNK


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_no_change_of_bytes_makes_it_fail_otherwise_than_with_an_error_that_has_a_place(data: st.DataObject) -> None:
    content = bytearray(export(*THREE))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        if data.draw(st.booleans()):
            content[at] = data.draw(st.integers(0, 255))
        else:
            del content[at : at + data.draw(st.integers(1, 300))]
    for one in found(bytes(content)):
        assert isinstance(one, Article) or one.place.startswith("dump.xml:")
