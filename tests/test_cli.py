"""The command line: every verb, every status, and what goes where."""

from __future__ import annotations

import json
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kgbuild.cli import console, run, verbs
from kgbuild.cli.console import BROKEN_PIPE, DEFECT, DONE, FAILED, INTERRUPTED, UNREAD, USAGE
from kgbuild.pipeline import FILES
from kgbuild.queries import RENDERERS, load
from kgbuild.shacl import ENGINES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

EXAMPLES = Path(__file__).parents[1] / "examples"
DAM = EXAMPLES / "hoover-dam.txt"
GOOD = "= Port Grey prison =\n\nPort Grey prison is a prison in Kent, England. It was opened in 1901.\n"


def kgbuild(*arguments: str | Path, **options: Any) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "kgbuild", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False, **options)


def terminal(*arguments: str | Path, env: Mapping[str, str] | None = None) -> str:
    """Run the command line in a terminal of its own, and return all that is shown there."""
    controller, its_end = pty.openpty()
    command = [sys.executable, "-m", "kgbuild", *map(str, arguments)]
    around = {name: value for name, value in os.environ.items() if name != "NO_COLOR"} | {"TERM": "xterm-256color"}
    with subprocess.Popen(command, stdout=its_end, stderr=its_end, stdin=its_end, env={**around, **(env or {})}):
        os.close(its_end)
        shown = b""
        while chunk := _read(controller):
            shown += chunk
    os.close(controller)
    return shown.decode()


def _read(controller: int) -> bytes:
    try:
        return os.read(controller, 65536)
    except OSError:  # Linux says so when the other end is closed
        return b""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty current folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built") / "dam"
    assert run(["build", str(DAM), "-o", str(folder), "--quiet"]) == DONE
    return folder


def read(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


class TestBuild:
    def test_writes_all_outputs_and_says_what_was_built(self, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["build", str(DAM)]) == DONE
        assert set(read(here / "out")) == set(FILES)
        out, err = capsys.readouterr()
        assert out == ""
        assert re.search(r"^1 article: \d+ facts from \d+ of \d+ sentences", err, re.MULTILINE)
        assert err.endswith("written to out\n")

    @pytest.mark.usefixtures("here")
    def test_shows_contradictions_with_their_lines_as_a_compiler_would(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        run(["build", str(DAM)])
        err = capsys.readouterr().err
        assert re.search(r"^hoover-dam\.txt:\d+:\d+: warning KGB-C04: .*\n +\d+ \| .*\n +\| +\^+\n", err, re.MULTILINE)
        assert "note: it does not agree with this" in err

    def test_takes_files_folders_patterns_and_stdin_each_file_once(self, here: Path) -> None:
        (here / "more" / "deep").mkdir(parents=True)
        for name in ("more/a.txt", "more/deep/b.txt", "more/notes.dat"):
            (here / name).write_text(GOOD.replace("Port Grey", name.replace("/", " ")))
        given = ["more", "more/a.txt", "./more/../more/a.txt", "more/**/*.txt", str(here / "more" / "a.txt")]
        command = ["build", *given, "-", "-o", "one", "-q"]
        assert kgbuild(*command, input=GOOD.encode()).returncode == DONE
        rows = json.loads((here / "one" / "report.json").read_text())["articles"]
        assert [row["file"] for row in rows] == ["a.txt", "b.txt", "-"]
        assert kgbuild("build", "-", *reversed(given), "-o", "two", input=GOOD.encode()).returncode == DONE
        assert read(here / "one") == read(here / "two")

    def test_several_processes_write_what_one_does(self, here: Path) -> None:
        assert run(["build", str(EXAMPLES), "-o", "one", "-q"]) == DONE
        assert kgbuild("build", EXAMPLES, "-o", "two", "-q", "-j", "2").returncode == DONE
        assert read(here / "one") == read(here / "two")

    def test_hashes_that_differ_from_run_to_run_change_nothing(self, here: Path) -> None:
        for seed in ("1", "2"):
            env = {**os.environ, "PYTHONHASHSEED": seed}
            assert kgbuild("build", DAM, "-o", seed, "-q", env=env).returncode == DONE
        assert read(here / "1") == read(here / "2")

    def test_a_bad_file_is_told_with_its_place_and_the_others_are_built(
        self, here: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (here / "good.txt").write_text(GOOD)
        (here / "empty.txt").write_text("")
        (here / "latin.txt").write_bytes("= É =\n\nCafé\n".encode("latin-1"))
        (here / "untitled.txt").write_text("No title here.\n")
        (here / "image.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
        (here / "locked.txt").mkdir()
        assert run(["build", "good.txt", "empty.txt", "latin.txt", "untitled.txt", "image.txt", "gone.txt"]) == UNREAD
        err = capsys.readouterr().err
        for place in ("empty.txt:1:1", "latin.txt:1:3", "untitled.txt:1:1", "image.txt:1:1", "gone.txt"):
            assert f"error: {place}: " in err
        report = json.loads((here / "out" / "report.json").read_text())
        assert [row["file"] for row in report["articles"]] == ["good.txt"]
        assert len(report["problems"]) == 5

    def test_nothing_is_written_where_nothing_could_be_read(self, here: Path) -> None:
        (here / "folder").mkdir()
        assert run(["build", "folder", "gone.txt", "*.nothing"]) == UNREAD
        assert not (here / "out").exists()

    def test_of_different_articles_with_one_name_none_is_built(
        self, here: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        for folder, text in {"a": GOOD, "b": GOOD.replace("1901", "1902"), "c": GOOD}.items():
            (here / folder).mkdir()
            (here / folder / "camp.txt").write_text(text)
        assert run(["build", "a", "c", "-o", "same"]) == DONE
        assert run(["build", "a", "b", str(DAM)]) == UNREAD
        assert "a/camp.txt, b/camp.txt: different articles" in capsys.readouterr().err
        report = json.loads((here / "out" / "report.json").read_text())
        assert [row["file"] for row in report["articles"]] == ["hoover-dam.txt"]

    def test_json_is_the_report_and_nothing_else_on_stdout(
        self, here: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run(["build", str(DAM), "--json", "--quiet"]) == DONE
        out, err = capsys.readouterr()
        assert json.loads(out) == json.loads((here / "out" / "report.json").read_text())
        assert err == ""

    def test_without_validation_the_quads_are_the_same_and_the_report_says_so(
        self, here: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run(["build", str(DAM), "--no-validate", "-o", str(here / "fast")]) == DONE
        assert "not validated" in capsys.readouterr().err
        assert run(["build", str(DAM), "-q", "-o", str(here / "whole")]) == DONE
        assert not (here / "fast" / "report.ttl").exists()
        fast, whole = (json.loads((here / name / "report.json").read_text("utf-8")) for name in ("fast", "whole"))
        assert fast["validation"]["conforms"] is None
        assert fast["validation"]["engine"] == "none"
        assert fast["totals"]["facts"] == whole["totals"]["facts"]
        lines = [(here / name / "all.nq").read_text("utf-8").splitlines() for name in ("fast", "whole")]
        assert lines[0] == [line for line in lines[1] if "#conflictsWith>" not in line]
        assert run(["build", str(DAM), "--no-validate", "--engine", "pyshacl"]) == USAGE

    def test_a_hyphen_as_output_is_quads_on_stdout(self, here: Path) -> None:
        done = kgbuild("build", DAM, "-o", "-")
        assert done.returncode == DONE
        assert run(["build", str(DAM), "-q"]) == DONE
        assert done.stdout == (here / "out" / "all.nq").read_bytes()

    def test_fail_on_decides_from_which_severity_it_fails(self, here: Path) -> None:
        assert run(["build", str(DAM), "-q", "--fail-on", "warning"]) == FAILED
        assert set(read(here / "out")) == set(FILES)
        assert run(["build", str(DAM), "-q", "--fail-on", "violation"]) == DONE
        assert run(["build", str(DAM), "-q", "--fail-on", "never"]) == DONE

    def test_a_folder_that_is_no_build_is_refused_before_anything_is_read(
        self, here: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (here / "out").mkdir()
        (here / "out" / "thesis.txt").write_text("years of work")
        assert run(["build", str(DAM)]) == USAGE
        assert "is not an earlier build" in capsys.readouterr().err
        assert list(read(here / "out")) == ["thesis.txt"]
        assert run(["build", str(DAM), "--force", "-q"]) == DONE
        assert set(read(here / "out")) == set(FILES)

    def test_instances_are_named_under_the_base(self, here: Path) -> None:
        assert run(["build", str(DAM), "-q", "--base", "https://data.example.net/"]) == DONE
        assert "<https://data.example.net/article/hoover-dam>" in (here / "out" / "all.nq").read_text()

    @pytest.mark.parametrize("files", [0, 1, len(FILES) - 1])
    def test_a_killed_build_leaves_the_old_one_whole(self, here: Path, built: Path, files: int) -> None:
        shutil.copytree(built, here / "out")
        (here / "new.txt").write_text(GOOD)
        assert run(["build", "new.txt", "-q", "-o", "expected"]) == DONE
        old, new = read(built), read(here / "expected")
        running = subprocess.Popen([sys.executable, "-m", "kgbuild", "build", "new.txt", "-q"])
        while running.poll() is None and len(list(here.glob(".out.kgbuild-new/*"))) < files:
            time.sleep(0.0005)
        running.send_signal(signal.SIGKILL)
        running.wait()
        assert read(here / "out") in (old, new)
        assert run(["build", "new.txt", "-q"]) == DONE
        assert read(here / "out") == new
        assert sorted(path.name for path in here.iterdir()) == ["expected", "new.txt", "out"]


class TestValidate:
    def test_a_build_conforms_and_its_texts_give_the_lines(
        self, built: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run(["validate", str(built), "--articles", str(DAM)]) == DONE
        out, err = capsys.readouterr()
        assert re.search(r"^hoover-dam\.txt:\d+:\d+: warning KGB-C04", out, re.MULTILINE)
        assert err.startswith("conforms: 0 violations, ")

    def test_texts_of_other_articles_are_passed_over_and_those_that_lack_are_counted(
        self, built: Path, here: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (here / "other.txt").write_text(GOOD)
        assert run(["validate", str(built), "--articles", "other.txt"]) == DONE
        assert capsys.readouterr().err.endswith("quotes of 1 article are not compared: their texts are not given\n")
        assert run(["validate", str(built), "--articles", "other.txt", "--articles", str(DAM)]) == DONE
        assert "not compared" not in capsys.readouterr().err

    def test_a_text_that_changed_since_is_a_violation(
        self, built: Path, here: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (here / "hoover-dam.txt").write_text(DAM.read_text("utf-8").replace("1,244 ft", "1,245 ft"))
        assert run(["validate", str(built), "--articles", "hoover-dam.txt"]) == FAILED
        assert "SHA-256" in capsys.readouterr().out

    @pytest.mark.parametrize("engine", ENGINES)
    def test_anybodys_rdf_is_validated_with_anybodys_shapes(
        self, here: Path, engine: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (here / "data.ttl").write_text("<http://e.example/a> a <http://e.example/Dog> .")
        (here / "shapes.ttl").write_text(
            "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <http://e.example/> . e:DogShape a sh:NodeShape ;"
            'sh:targetClass e:Dog ; sh:property [ sh:path e:name ; sh:minCount 1 ; sh:message "a dog has a name" ] .'
        )
        command = ["validate", "data.ttl", "--shapes", "shapes.ttl", "--engine", engine]
        assert run(command) == FAILED
        out, err = capsys.readouterr()
        assert "violation MinCount: a dog has a name" in out
        assert err == "does not conform: 1 violation, 0 warnings, 0 infos\n"
        assert run([*command, "--fail-on", "never"]) == DONE

    def test_formats(self, built: Path, capsys: pytest.CaptureFixture[str]) -> None:
        for flags in (["--format", "json"], ["--json"]):
            assert run(["validate", str(built), "-q", *flags]) == DONE
            out, err = capsys.readouterr()
            assert json.loads(out)["conforms"] is True
            assert err == ""
        done = kgbuild("validate", built, "--format", "turtle", "-q")
        assert done.stdout == (built / "report.ttl").read_bytes()

    def test_stdin_is_quads(self, built: Path) -> None:
        done = kgbuild("validate", "-", input=(built / "all.nq").read_bytes())
        assert done.returncode == DONE
        assert done.stderr.startswith(b"conforms")

    @pytest.mark.parametrize(
        ("name", "content", "message"),
        [
            ("gone.ttl", None, "gone.ttl: cannot be read: No such file"),
            ("a.txt", "text", "a.txt: is no RDF file (it takes .ttl"),
            ("bad.ttl", "<a> <b> .\n", "bad.ttl:1:"),
        ],
    )
    def test_what_cannot_be_read_is_an_error_with_its_place(
        self, here: Path, name: str, content: str | None, message: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        if content is not None:
            (here / name).write_text(content)
        assert run(["validate", name]) == UNREAD
        assert capsys.readouterr().err.startswith(f"error: {message}")

    def test_an_unknown_engine_is_told_which_there_are(self, built: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["validate", str(built), "--engine", "magic"]) == USAGE
        assert "pyshacl" in capsys.readouterr().err


class TestQuery:
    def test_a_canned_query_is_asked_of_a_build(self, built: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["query", "overview", "--on", str(built), "--format", "csv"]) == DONE
        assert capsys.readouterr().out.startswith("class,entities,statements,reported\n")

    def test_parameters_are_bound(self, built: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["query", "names", "--on", str(built), "-p", "entity=Hoover Dam", "-f", "csv"]) == DONE
        assert "Hoover Dam" in capsys.readouterr().out

    def test_free_sparql_comes_from_the_line_a_file_or_stdin(
        self, built: Path, here: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        ask = "ASK { ?dam a <https://w3id.org/kgbuild/ontology#Facility> }"
        (here / "ask.rq").write_text(ask)
        assert run(["query", "-e", ask, "--on", str(built)]) == DONE
        assert run(["query", "ask.rq", "--on", str(built)]) == DONE
        assert capsys.readouterr().out == "true\ntrue\n"
        assert kgbuild("query", "-", "--on", built, "-f", "csv", input=ask.encode()).stdout == b"true\n"

    @pytest.mark.parametrize("style", RENDERERS)
    def test_every_format_is_written_and_named_in_the_help(
        self, built: Path, style: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        query = "DESCRIBE <https://example.org/kg/article/hoover-dam>"
        assert run(["query", "-e", query, "--on", str(built), "-f", style]) in {DONE, USAGE}
        out, err = capsys.readouterr()
        assert out or "error: " in err
        run(["query", "--help"])
        assert style in capsys.readouterr().out

    def test_the_list_names_every_canned_query(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["query", "--list"]) == DONE
        assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == list(load())
        assert run(["query", "--list", "--json"]) == DONE
        assert [row["name"] for row in json.loads(capsys.readouterr().out)] == list(load())

    @pytest.mark.parametrize("name", load())
    def test_every_canned_query_describes_itself(self, name: str, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["query", name, "--describe"]) == DONE
        out = capsys.readouterr().out
        assert load()[name].title in out
        assert all(f"--param {p.name}=" in out for p in load()[name].params)

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (["overviev"], "did you mean overview"),
            (["overview", "--on", "nowhere"], "nowhere"),
            (["-e", "SELECT"], "parse"),
            (["names"], "entity"),
            (["names", "-p", "entity"], "is not NAME=VALUE"),
            (["overview", "-f", "pdf"], "there is no output format 'pdf'"),
            ([], "give the name of a query"),
            (["overview", "-e", "ASK {}"], "give the name of a query"),
        ],
    )
    def test_what_is_wrong_is_said_in_a_line(
        self, built: Path, arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        where = [] if "--on" in arguments else ["--on", str(built)]
        assert run(["query", *arguments, *where]) == USAGE
        out, err = capsys.readouterr()
        assert out == ""
        assert message in err
        assert "Traceback" not in err

    def test_a_name_that_nothing_bears_is_a_note_beside_the_table(
        self, built: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run(["query", "names", "-p", "entity=Hover Dam", "--on", str(built), "-f", "csv"]) == DONE
        out, err = capsys.readouterr()
        assert len(out.splitlines()) == 1
        assert "'Hoover Dam'" in err


class TestOthers:
    def test_what_is_derived_is_up_to_date(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["derive", "--check"]) == DONE, capsys.readouterr().err

    def test_version_names_the_parts(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["version", "--json"]) == DONE
        found = json.loads(capsys.readouterr().out)
        assert {"kgbuild", "python", "pyoxigraph", "pyshacl", "pyshifty"} <= set(found)
        assert run(["--version"]) == DONE
        assert capsys.readouterr().out == f"kgbuild {found['kgbuild']}\n"

    @pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
    def test_completion_scripts_call_us_back(self, shell: str) -> None:
        done = kgbuild("completion", shell)
        assert done.returncode == DONE
        assert b"_KGBUILD_COMPLETE" in done.stdout

    @pytest.mark.parametrize(
        ("typed", "offered"),
        [("kgbuild va", "validate"), ("kgbuild query over", "overview"), ("kgbuild build --engine pysha", "pyshacl")],
    )
    def test_verbs_queries_and_engines_are_completed(self, typed: str, offered: str) -> None:
        words = {"_KGBUILD_COMPLETE": "bash_complete", "COMP_WORDS": typed, "COMP_CWORD": str(typed.count(" "))}
        done = kgbuild(env={**os.environ, **words})
        assert offered in {line.partition(",")[2] for line in done.stdout.decode().splitlines()}


class TestManners:
    @pytest.mark.parametrize("verb", ["", *verbs.commands])
    def test_help_comes_from_every_verb(self, verb: str, capsys: pytest.CaptureFixture[str]) -> None:
        assert run([*([verb] if verb else []), "--help"]) == DONE
        assert "Usage: kgbuild" in capsys.readouterr().out

    @pytest.mark.parametrize(
        "arguments",
        [
            [],
            ["nothing"],
            ["build"],
            ["build", "--nothing"],
            ["build", "a.txt", "--fail-on", "tea"],
            ["build", "a.txt", "-o", "-", "--json"],
        ],
    )
    def test_wrong_usage_has_a_status_of_its_own(
        self, arguments: list[str], capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run(arguments) == USAGE
        assert "Usage: kgbuild" in capsys.readouterr().err

    @pytest.mark.parametrize("base", ["kg", "kg/", "https://a.example/kg", "https://a.example/#"])
    def test_a_base_that_is_none_is_wrong_usage(self, base: str, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["build", str(DAM), "--base", base]) == USAGE
        assert "no absolute IRI" in capsys.readouterr().err

    def test_statuses_are_told_by_help(self) -> None:
        told = {int(number) for number in re.findall(r"^ +(\d+)  ", console.STATUSES, re.MULTILINE)}
        assert told == {DONE, FAILED, UNREAD, USAGE, DEFECT, INTERRUPTED, BROKEN_PIPE}

    @pytest.mark.parametrize(
        "arguments", [["--help"], ["version"], ["query", "--list"], ["build", str(DAM), "-o", "-"]]
    )
    def test_a_reader_that_goes_away_is_no_error_of_ours(self, arguments: list[str]) -> None:
        reader, writer = os.pipe()
        os.close(reader)
        command = [sys.executable, "-m", "kgbuild", *arguments]
        done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, text=True, check=False)
        os.close(writer)
        assert done.returncode == BROKEN_PIPE
        assert "rror" not in done.stderr

    def test_a_full_disk_is_told_in_a_line(self, built: Path) -> None:
        if not Path("/dev/full").exists():
            pytest.skip("this system has no /dev/full")
        command = [sys.executable, "-m", "kgbuild", "query", "overview", "--on", str(built)]
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
        assert done.returncode == USAGE
        assert b"No space left" in done.stderr
        assert b"Traceback" not in done.stderr

    @pytest.mark.usefixtures("here")
    @pytest.mark.parametrize("jobs", ["1", "2"])
    def test_an_interrupt_ends_it_with_a_word(self, jobs: str) -> None:
        os.mkfifo("slow.txt")
        # A process started in the background of a shell would ignore interrupts.
        script = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
        script += "; from kgbuild.cli import main; main()"
        running = subprocess.Popen(
            [sys.executable, "-c", script, "build", "slow.txt", "-j", jobs], stderr=subprocess.PIPE
        )
        with Path("slow.txt").open("wb"):  # opens when the build opens it
            running.send_signal(signal.SIGINT)
            _, said = running.communicate(timeout=120)
        assert running.returncode == INTERRUPTED
        assert said.strip() == b"interrupted"

    @pytest.mark.usefixtures("here")
    def test_an_interrupted_terminal_is_told_once_whatever_the_number_of_processes(self) -> None:
        script = "import os, signal\nfrom kgbuild import streaming\n"
        script += "streaming._begin_process()\nos.kill(os.getpid(), signal.SIGINT)\nprint('on')"
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
        assert done.stdout.strip() == b"on", done.stderr

    def test_a_closed_stdout_is_no_defect(self, built: Path) -> None:
        line = 'exec "$0" -m kgbuild query overview --on "$1" >&-'
        done = subprocess.run(["sh", "-c", line, sys.executable, built], stderr=subprocess.PIPE, check=False)
        assert (done.returncode, done.stderr) == (DONE, b"")

    @pytest.mark.usefixtures("here")
    def test_a_defect_is_told_without_a_traceback_and_with_one_on_demand(self) -> None:
        script = (
            "import sys\nfrom kgbuild.cli import main, version\n"
            "version.command.callback = lambda **_: 1 / 0\nsys.argv[1:] = {}\nmain()"
        )
        done = subprocess.run(
            [sys.executable, "-c", script.format(["version"])], capture_output=True, text=True, check=False
        )
        assert done.returncode == DEFECT
        assert "ZeroDivisionError" in done.stderr
        assert "report it" in done.stderr
        assert "Traceback" not in done.stderr
        debug = [sys.executable, "-c", script.format(["--debug", "version"])]
        done = subprocess.run(debug, capture_output=True, text=True, check=False)
        assert "Traceback" in done.stderr

    def test_debug_shows_where_an_error_came_from(self) -> None:
        done = kgbuild("--debug", "query", "nothing")
        assert b"Traceback" in done.stderr
        assert b"QueryError" in done.stderr

    @pytest.mark.usefixtures("here")
    def test_colours_and_progress_are_for_terminals(self) -> None:
        shown = terminal("build", EXAMPLES)
        assert "\x1b[" in shown
        assert "reading" in shown
        plain = kgbuild("build", EXAMPLES)
        assert b"\x1b" not in plain.stderr + plain.stdout
        assert b"reading" not in plain.stderr

    @pytest.mark.usefixtures("here")
    def test_no_color_is_obeyed(self) -> None:
        shown = terminal("build", DAM, env={"NO_COLOR": "1"})
        assert not re.search(r"\x1b\[[\d;]*m", shown)
        assert "\x1b[3" in terminal("build", DAM)

    def test_a_table_on_a_terminal_fits_it(self, built: Path) -> None:
        shown = terminal("query", "overview", "--on", built, env={"NO_COLOR": "1", "COLUMNS": "60"})
        assert "Facility" in shown
        links_and_styles = r"\x1b\]8;[^\x1b]*\x1b\\|\x1b\[[\d;]*m"
        assert max(map(len, re.sub(links_and_styles, "", shown).splitlines())) <= 60


def test_every_verb_has_a_summary_and_every_option_has_help() -> None:
    commands: Mapping[str, Callable[..., Any]] = verbs.commands
    for name, command in commands.items():
        assert command.help, name  # type: ignore[attr-defined]
        for option in command.params:  # type: ignore[attr-defined]
            assert option.param_type_name == "argument" or option.help or option.name in {"style"}, (name, option.name)
