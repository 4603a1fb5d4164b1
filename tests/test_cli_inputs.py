"""What the command line reads: forms, folders, dumps and their parts, and what is known of a source."""

from __future__ import annotations

import bz2
import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from kgbuild.cli import options, run
from kgbuild.cli.console import DONE, UNREAD, USAGE
from kgbuild.cli.inputs import Reading, Selection, gather
from kgbuild.model import Article, Source
from kgbuild.readers import READERS
from readers.exports import END, export, head, page

if TYPE_CHECKING:
    from pathlib import Path

PAGES = (
    page("Port Grey prison", 1, text="'''Port Grey prison''' is a prison in [[Kent]]. It was opened in 1901."),
    page("Grey Dam", 2, text="'''Grey Dam''' is a dam in [[Kent]]. It was completed in 1931."),
)
DUMP = export(*PAGES)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def report(folder: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((folder / "report.json").read_bytes())
    return told


def test_every_form_can_be_asked_for() -> None:
    assert set(options.FORMS) == set(READERS)


def test_a_folder_means_all_files_of_known_forms(here: Path) -> None:
    (here / "in").mkdir()
    (here / "in" / "a.txt").write_text("= A dam =\n\nIt is a dam.\n")
    (here / "in" / "b.xml.bz2").write_bytes(bz2.compress(DUMP))
    (here / "in" / "c.dat").write_bytes(b"\0")
    found = gather(["in"])
    assert sorted(article.slug for article in found.articles) == ["a", "grey-dam", "port-grey-prison"]
    assert found.problems == ()


def test_a_folder_means_no_files_that_only_stand_beside_articles(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a.txt", ".b.txt", "README.md", "LICENSE.txt", "sub/.git/c.txt", "sub/Readme.en.md", "sub/d.md"):
        (here / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (here / "in" / name).write_text(f"= {name} =\n\nIt is a dam.\n")
    (here / "in" / "photo.jpg").write_bytes(b"\xff")
    (here / "in" / "facts.jsonl").write_text('{"subject": "Dam"}\n{"subject": "Camp"}\n')
    (here / "in" / "again").symlink_to(here / "in" / "sub")
    assert run(["build", "in/a.txt", "-o", "in/old", "-q"]) == DONE
    assert run(["build", "in", "./in"]) == DONE
    assert [row["file"] for row in report(here / "out")["articles"]] == ["a.txt", "d.md"]
    assert report(here / "out")["no_articles"] == {
        "folder of a build": 1,
        "hidden": 2,
        "link to a folder": 1,
        "named as README or LICENSE": 3,
        "of no known form": 1,
        "record of facts.jsonl without title and text": 2,
    }
    assert "no articles: 1 folder of a build, 2 hidden, " in capsys.readouterr().err


def test_what_is_named_is_read_whatever_its_name(here: Path) -> None:
    (here / "in").mkdir()
    (here / "in" / "README.txt").write_text("= A dam =\n\nIt is a dam.\n")
    assert run(["build", "in", "in/README.txt", "-q"]) == UNREAD
    assert report(here / "out")["totals"]["articles"] == 1
    assert [problem["message"] for problem in report(here / "out")["problems"]] == [
        "there are no articles in this folder"
    ]
    assert run(["build", "in/*.txt", "-q"]) == DONE


def test_a_link_to_nowhere_is_an_input_that_cannot_be_read(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "in").mkdir()
    (here / "in" / "a.txt").write_text("= A dam =\n\nIt is a dam.\n")
    (here / "in" / "b.txt").symlink_to("gone.txt")
    assert run(["build", "in", "-q"]) == UNREAD
    assert "error: in/b.txt: cannot be read: No such file" in capsys.readouterr().err


def test_no_more_errors_are_told_than_somebody_would_read(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "a.jsonl").write_text('{"title": "A dam", "text": "It is a dam."}\n' + '{"title": "Another"}\n' * 50)
    assert run(["build", "a.jsonl", "-q"]) == UNREAD
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 21
    assert lines[19].startswith("error: a.jsonl:21:1: no text")
    assert lines[20] == "error: 30 more errors, in report.json"
    assert [problem["place"] for problem in report(here / "out")["problems"]] == [
        f"a.jsonl:{n}:1" for n in range(2, 52)
    ]
    assert run(["build", "a.jsonl", "-q", "-o", "-"]) == UNREAD
    assert capsys.readouterr().err.endswith("error: 30 more errors\n")


def test_a_dump_is_built_from_a_pipe(here: Path) -> None:
    command = [sys.executable, "-m", "kgbuild", "build", "-", "--from", "dump", "-o", "out"]
    done = subprocess.run(command, input=DUMP, capture_output=True, check=False)
    assert done.returncode == DONE, done.stderr
    assert report(here / "out")["totals"]["articles"] == 2


def test_a_bad_page_is_told_and_the_rest_is_built(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "d.xml").write_bytes(export(PAGES[0].replace("1901", "&a;"), PAGES[1]))
    assert run(["build", "d.xml", "-q"]) == UNREAD
    assert "error: d.xml:17: page 'Port Grey prison' 1: undefined entity" in capsys.readouterr().err
    told = report(here / "out")
    assert [row["title"] for row in told["articles"]] == ["Grey Dam"]
    assert [problem["place"] for problem in told["problems"]] == ["d.xml:17"]


def test_a_dump_without_articles_is_no_build(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "d.xml").write_bytes(b"<mediawiki><page><title>A</title><ns>4</ns></page></mediawiki>")
    assert run(["build", "d.xml", "-q"]) == UNREAD
    assert not (here / "out").exists()
    assert "no articles: 1 namespace 4" in capsys.readouterr().err


@pytest.fixture
def parted(here: Path) -> Path:
    """Return a folder with a multistream dump and its index."""
    packed = [bz2.compress(part.encode()) for part in (head(), *PAGES, END)]
    (here / "d.bz2").write_bytes(b"".join(packed))
    starts = [len(packed[0]), len(packed[0]) + len(packed[1])]
    (here / "i.txt").write_text(f"{starts[0]}:1:Port Grey prison\n{starts[1]}:2:Grey Dam\n")
    (here / "titles").write_text("grey Dam\n\n")
    return here


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        (["--pages", "Grey_Dam"], ["Grey Dam"]),
        (["--pages", "Grey Dam; Port Grey prison"], ["Grey Dam", "Port Grey prison"]),
        (["--pages", "@titles"], ["Grey Dam"]),
        (["--share", "1/2"], ["Port Grey prison"]),
        (["--share", "2/2"], ["Grey Dam"]),
    ],
)
def test_parts_of_a_dump_are_read_by_its_index(parted: Path, asked: list[str], titles: list[str]) -> None:
    assert run(["build", "d.bz2", "--index", "i.txt", *asked, "-q"]) == DONE
    assert [row["title"] for row in report(parted / "out")["articles"]] == titles


def test_a_page_that_the_index_lacks_is_told(parted: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["build", "d.bz2", "--index", "i.txt", "--pages", "Nowhere;Grey Dam", "-q"]) == UNREAD
    assert "i.txt: there is no page 'Nowhere'" in capsys.readouterr().err
    assert report(parted / "out")["totals"]["articles"] == 1


@pytest.mark.usefixtures("parted")
@pytest.mark.parametrize(
    "asked",
    [
        ["--pages", "A"],
        ["--share", "1/2"],
        ["--index", "i.txt"],
        ["--index", "i.txt", "--pages", "A", "--share", "1/2"],
        ["--index", "i.txt", "--share", "3/2"],
        ["--from", "nonsense"],
        ["--retrieved", "yesterday"],
        ["--index", "i.txt", "--pages", "@nowhere"],
    ],
)
def test_options_that_do_not_fit_are_wrong_usage(asked: list[str]) -> None:
    assert run(["build", "d.bz2", *asked]) == USAGE


def test_what_is_known_of_a_source_is_taken_where_the_article_does_not_say(here: Path) -> None:
    (here / "a.txt").write_text("= A dam =\n\nIt is a dam.\n")
    (here / "d.xml").write_bytes(DUMP)
    known = Source(licence="https://example.org/terms", url="https://example.org/{title}", retrieved="2026-05-01")
    reading = Reading(["a.txt", "d.xml"], Selection(source=known))
    sources = [found.source for _, found in reading if isinstance(found, Article)]
    assert [source.licence for source in sources[:2]] == [
        "https://example.org/terms",
        "https://creativecommons.org/licenses/by-sa/4.0/",
    ]
    assert [source.url for source in sources[:2]] == [
        "https://example.org/A_dam",
        "https://en.wikipedia.org/wiki/Port_Grey_prison",
    ]
    assert {source.retrieved for source in sources} == {"2026-05-01"}


def test_how_far_the_reading_is_is_known(here: Path) -> None:
    (here / "a.txt").write_text("= A dam =\n\nIt is a dam.\n")
    (here / "d.xml").write_bytes(DUMP)
    reading = Reading(["a.txt", "d.xml"])
    assert reading.size == (here / "a.txt").stat().st_size + len(DUMP)
    assert reading.done == 0
    assert len(list(reading)) == 3
    assert reading.done == reading.size
    assert Reading(["-", "a.txt"]).size == 0


def test_the_own_quotes_of_a_dump_are_confirmed(here: Path) -> None:
    (here / "d.xml").write_bytes(DUMP)
    assert run(["build", "d.xml", "-q"]) == DONE
    assert run(["validate", "out", "--articles", "d.xml", "--from", "dump", "-q"]) == DONE
