"""The pages in a build: a list of all, written with the rest, the same whatever the batches and the processes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kgbuild.batches import MAX_TEXT, Intake
from kgbuild.cli import run
from kgbuild.errors import WriteError
from kgbuild.output import check
from kgbuild.readers import read
from kgbuild.review import Index, Page
from kgbuild.streaming import FILES, NAMES, Totals, parts, write
from review.sheets import HOSTILE, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgbuild.model import Article

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("[hk]*.txt"))


def articles() -> Iterator[tuple[str, Article]]:
    for path in EXAMPLES:
        yield from ((path.name, article) for article in read(path.read_bytes(), path.name))
    yield from (("index.txt", article) for article in read(HOSTILE.encode(), "index.txt"))


def built(folder: Path, *, size: int = MAX_TEXT, jobs: int = 1) -> dict[str, bytes]:
    with Intake(articles(), size=size) as intake, Totals(intake) as totals:
        write(folder, parts(intake, jobs=jobs, only=(*FILES, "pages")), totals)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in (folder / "pages").rglob("*.html")}


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return built(tmp_path_factory.mktemp("one") / "out")


def test_each_article_has_a_page_that_no_name_can_take_from_the_index(one: dict[str, bytes]) -> None:
    stems = [*(path.stem for path in EXAMPLES), "index"]
    assert set(one) == {"pages/index.html", *(f"pages/article/{stem}.html" for stem in stems)}


def test_the_index_counts_and_leads_to_every_page(one: dict[str, bytes]) -> None:
    sheet = parse(one["pages/index.html"])
    rows = sheet.one("tbody").all("tr")
    assert {row.one("a").attributes["href"] for row in rows} == {
        name.removeprefix("pages/") for name in one if "article" in name
    }
    for row in rows:
        linked = parse(one[f"pages/{row.one('a').attributes['href']}"])
        facts, _, _, warnings, remarks, *_ = (cell.text for cell in row.all("td"))
        assert int(facts) == len(linked.all("li", class_="fact"))
        assert int(warnings) + int(remarks) == len(
            [li for li in linked.all("li") if li.attributes.get("id", "").startswith("w")]
        )
        assert row.one("bdi").text == linked.one("h1").text.replace("  ", " ") or "<img" in row.text
    assert not sheet.all("img") + sheet.all("script")


@pytest.mark.parametrize(("size", "jobs"), [(1, 1), (1, 2), (MAX_TEXT, 2)])
def test_pages_are_the_same_whatever_the_batches_and_the_processes(
    one: dict[str, bytes], tmp_path: Path, size: int, jobs: int
) -> None:
    found, expected = built(tmp_path / "out", size=size, jobs=jobs), dict(one)
    rows, others = (index_rows(pages.pop("pages/index.html")) for pages in (found, expected))
    assert found == expected
    assert sorted(rows) == sorted(others)  # batches come in the order of the input


def index_rows(content: bytes) -> list[str]:
    return [row.text for row in parse(content).one("tbody").all("tr")]


def test_a_long_index_goes_on_on_further_pages(tmp_path: Path) -> None:
    row = dict.fromkeys(("facts", "reported", "sentences", "telling", "warnings", "remarks", "dropped", "unknown"), 1)
    index = Index(tmp_path, rows=2)
    for number in range(5):
        index.add(Page(f"a{number}", b"", {**row, "slug": f"a{number}", "title": f"A {number}"}))
    index.close()
    pages = {path.name: parse(path.read_bytes()) for path in tmp_path.glob("*.html")}
    assert [len(pages[n].one("tbody").all("tr")) for n in ("index.html", "index-2.html", "index-3.html")] == [2, 2, 1]
    assert [a.attributes["href"] for a in pages["index-2.html"].one("nav").all("a")] == ["index.html", "index-3.html"]
    assert len(list((tmp_path / "article").iterdir())) == 5


def test_the_command_writes_pages_where_asked_says_where_and_takes_them_away_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "port-grey.txt").write_text("= Port Grey =\n\nPort Grey is a prison in Kent.\n")
    arguments = ["build", str(tmp_path / "port-grey.txt"), "-o", str(tmp_path / "out")]
    assert run([*arguments, "--html"]) == 0
    assert f"to review it, open {tmp_path / 'out' / 'pages' / 'index.html'}" in capsys.readouterr().err
    assert (tmp_path / "out" / "pages" / "article" / "port-grey.html").exists()
    assert run(arguments) == 0
    assert not (tmp_path / "out" / "pages").exists()
    assert run([*arguments[:2], "--html", "-o", "-"]) == 3
    assert "--html writes pages to a folder" in capsys.readouterr().err


def test_a_folder_with_anything_else_among_the_pages_is_not_replaced(tmp_path: Path) -> None:
    built(tmp_path / "out")
    check(tmp_path / "out", NAMES)
    (tmp_path / "out" / "pages" / "article" / "my-notes.txt").write_text("mine")
    with pytest.raises(WriteError, match=r"pages/article/my-notes\.txt"):
        check(tmp_path / "out", NAMES)
    check(tmp_path / "out", NAMES, force=True)
    (tmp_path / "out" / "pages" / "article" / "my-notes.txt").unlink()
    (tmp_path / "out" / "pages" / "mine").mkdir()
    with pytest.raises(WriteError, match="pages/mine"):
        check(tmp_path / "out", NAMES)
