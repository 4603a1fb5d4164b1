"""Parts of a multistream dump, by titles and by shares."""

from __future__ import annotations

import bz2
import io

import pytest

from kgbuild.errors import ReadError
from kgbuild.readers import multistream
from kgbuild.readers.pages import Page, Site
from readers.exports import END, head, page

GROUPS = (
    ((1, "Hoover Dam"), (2, "Fort Peck Dam")),
    ((3, "Grand Coulee Dam"),),
    ((4, "Rotes Haus: ein Gefängnis"), (5, "Alcatraz Island")),
)


class Counted(io.BytesIO):
    """A file that counts the bytes that are read of it."""

    count = 0

    def read(self, size: int | None = -1, /) -> bytes:
        data = super().read(size)
        self.count += len(data)
        return data


def made(filler: str = "") -> tuple[bytes, bytes]:
    """Return a dump and its index."""
    streams = [head(), *("".join(page(title, n, text=filler or "x") for n, title in group) for group in GROUPS), END]
    packed = [bz2.compress(stream.encode()) for stream in streams]
    lines = [
        f"{sum(map(len, packed[: number + 1]))}:{n}:{title}\n"
        for number, group in enumerate(GROUPS)
        for n, title in group
    ]
    return b"".join(packed), bz2.compress("".join(lines).encode())


def chosen(*titles: str) -> list[Site | Page | ReadError]:
    dump, index = made()
    return list(multistream.chosen(io.BytesIO(dump), "d.bz2", io.BytesIO(index), "i.bz2", titles))


def titles(found: list[Site | Page | ReadError]) -> list[str]:
    return [one.page["title"] for one in found if isinstance(one, Page)]


def test_pages_are_found_by_title_as_people_write_it() -> None:
    found = chosen("alcatraz_Island", "Fort Peck Dam")
    assert titles(found) == ["Fort Peck Dam", "Alcatraz Island"]
    assert [one.values["dbname"] for one in found if isinstance(one, Site)] == ["enwiki"]
    assert not [one for one in found if isinstance(one, ReadError)]


def test_a_title_may_hold_colons_and_other_letters() -> None:
    assert titles(chosen("Rotes Haus: ein Gefängnis")) == ["Rotes Haus: ein Gefängnis"]


def test_a_title_that_the_index_lacks_is_told() -> None:
    errors = [str(one) for one in chosen("Nowhere", "Hoover Dam") if isinstance(one, ReadError)]
    assert errors == ["i.bz2: there is no page 'Nowhere'"]


def test_only_the_streams_that_hold_the_pages_are_read() -> None:
    noise = "".join(str(n**7) for n in range(20_000))
    dump, index = made(noise)
    file = Counted(dump)
    found = list(multistream.chosen(file, "d.bz2", io.BytesIO(index), "i.bz2", ["Grand Coulee Dam"]))
    assert titles(found) == ["Grand Coulee Dam"]
    assert file.count < len(dump) / 4


@pytest.mark.parametrize("of", [1, 2, 3, 5])
def test_the_shares_of_a_dump_hold_every_page_once(of: int) -> None:
    dump, index = made()
    shares = [
        titles(list(multistream.part(io.BytesIO(dump), "d.bz2", io.BytesIO(index), "i.bz2", (n, of))))
        for n in range(1, of + 1)
    ]
    assert [title for share in shares for title in share] == [title for group in GROUPS for _, title in group]


@pytest.mark.parametrize(
    "index", [b"not an index", b"12:x:Title", b"-1:2:Title", b"1:2", b"9" * 30 + b":1:A", b"1:1:\xff", b"x" * 5000]
)
def test_what_is_no_index_is_refused_with_its_line(index: bytes) -> None:
    with pytest.raises(ReadError) as error:
        list(multistream.entries(io.BytesIO(b"600:1:Hoover Dam\n" + index), "i.txt"))
    assert error.value.place == "i.txt:2"


def test_an_index_of_another_dump_gives_errors_and_no_defect() -> None:
    dump, _ = made()
    index = io.BytesIO(b"77:1:Hoover Dam\n99999999:2:Alcatraz Island\n")
    with pytest.raises(ReadError):
        list(multistream.chosen(io.BytesIO(dump), "d.bz2", index, "i.txt", ["Hoover Dam", "Alcatraz Island"]))


def test_a_dump_that_is_not_in_parts_is_an_error_for_each_stream_that_the_index_names() -> None:
    dump, index = made()
    found = list(multistream.part(io.BytesIO(bz2.decompress(dump)), "d.xml", io.BytesIO(index), "i.bz2", (1, 1)))
    errors = [one for one in found if isinstance(one, ReadError)]
    assert titles(found) == []
    assert len(errors) == len(GROUPS)
    assert all("no stream begins here" in error.message for error in errors)
