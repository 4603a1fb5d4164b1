"""The verbs that open what is done: explain, why-not, rules; their statuses, and what goes where."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from kgbuild.assets import ONTOLOGY
from kgbuild.cli import run
from kgbuild.cli.console import DONE, FAILED, UNREAD, USAGE
from kgbuild.extractors import rules

if TYPE_CHECKING:
    from pathlib import Path

TEXT = (
    "= Maidstone Prison =\n\nMaidstone Prison is a prison in Kent, England. It was opened in 1819 and is about 300 m "
    "(980 ft) long and 200 m wide. It was never closed in 1990.\n"
)


@pytest.fixture(scope="module")
def prison(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("articles") / "maidstone.txt"
    path.write_text(TEXT, "utf-8")
    return str(path)


@pytest.fixture(scope="module")
def built(prison: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("built") / "out"
    assert run(["build", prison, "-o", str(folder), "--quiet"]) == DONE
    return str(folder)


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Run a command line; return its status, its output and what it said beside."""
    status = run(arguments)
    out, err = capsys.readouterr()
    return status, out, err


class TestExplain:
    def test_shows_a_fact_from_its_words_down(self, prison: str, capsys: pytest.CaptureFixture[str]) -> None:
        status, out, err = told(capsys, "explain", "maidstone prison | length", prison)
        assert (status, err) == (DONE, "")
        lines = {line[2:18].strip(): line[18:] for line in out.splitlines()[1:]}
        assert out.startswith("Maidstone Prison | length | 300 m\n")
        assert lines["quote"].endswith("at maidstone.txt:3:48")
        assert lines["masked"].startswith("<F")
        assert lines["rule"] == "length in ontology/rules/facility-size.yaml, called by 'long'"
        assert "stands for Maidstone Prison, named at maidstone.txt:3:1" in lines["antecedent"]
        assert lines["value"].endswith("-> 300, unit m, precision approximate, hedge “about”, stated equivalent 980 ft")
        assert lines["proof"].startswith("holds: ")

    def test_several_facts_are_listed_and_each_is_found_by_its_claim(
        self, prison: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        status, out, err = told(capsys, "explain", "Maidstone Prison", prison)
        assert status == DONE
        assert "several facts fit" in err
        listed = out.splitlines()
        assert len(listed) > 3
        claim, _, fact = listed[0].partition("  ")
        _, one, _ = told(capsys, "explain", claim, prison)
        assert fact.startswith(one.splitlines()[0])
        _, every, _ = told(capsys, "explain", "Maidstone Prison", "--all", prison)
        assert every.count("  claim ") == len(listed)

    def test_json_explains_every_fact_that_fits(self, prison: str, capsys: pytest.CaptureFixture[str]) -> None:
        status, out, _ = told(capsys, "explain", "Maidstone Prison", "--json", prison)
        rows: list[dict[str, Any]] = json.loads(out)
        assert status == DONE
        assert {row["relation"] for row in rows} >= {"opened", "length", "width"}
        assert all(row["evidence"][0]["proof"]["holds"] for row in rows)

    def test_a_build_tells_what_it_knows_without_its_articles(
        self, prison: str, built: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        status, out, _ = told(capsys, "explain", "Maidstone Prison | length", "--on", built, "--json")
        (row,) = json.loads(out)
        _, whole, _ = told(capsys, "explain", "Maidstone Prison | length", prison, "--json")
        assert status == DONE
        assert row["claim"] == json.loads(whole)[0]["claim"]
        assert row["evidence"][0]["rule"] == "length"
        status, out, _ = told(capsys, "explain", row["claim"], "--on", built)
        assert (status, out.splitlines()[0]) == (DONE, "Maidstone Prison | length | 300 m")

    def test_a_fact_that_is_not_there_fails(self, prison: str, capsys: pytest.CaptureFixture[str]) -> None:
        status, out, err = told(capsys, "explain", "Maidstone Prison | opened | 1955", prison)
        assert (status, out) == (FAILED, "")
        assert "why-not" in err

    @pytest.mark.parametrize(
        ("arguments", "problem"),
        [
            (["x | heigth"], "did you mean height"),
            (["x | height", "--on", "nowhere"], "nowhere: is no build"),
        ],
    )
    def test_what_cannot_be_asked_is_told(
        self, arguments: list[str], problem: str, built: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        status, _, err = told(capsys, "explain", *arguments, *([] if "--on" in arguments else ["--on", built]))
        assert status == USAGE
        assert problem in err

    def test_articles_of_any_form_are_explained_in_their_own_lines(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = tmp_path / "Maidstone Prison.wiki"
        path.write_text("'''Maidstone Prison''' is a [[prison]] in [[Kent]].\n\nIt was opened in 1819.\n", "utf-8")
        for chosen in ([], ["--from", "wikitext"]):
            status, out, _ = told(capsys, "explain", "| opened", str(path), "--json", *chosen)
            (row,) = json.loads(out)
            assert (status, row["object"]) == (DONE, "1819")
            assert row["evidence"][0]["quote"]["place"] == "Maidstone Prison.wiki:3:1"

    def test_articles_and_a_build_are_too_much(self, prison: str, built: str) -> None:
        assert run(["explain", "x | height", prison, "--on", built]) == USAGE

    def test_an_article_that_cannot_be_read_is_told(self, prison: str, capsys: pytest.CaptureFixture[str]) -> None:
        status, out, err = told(capsys, "explain", "| length", prison, "nowhere.txt")
        assert (status, out.count("  claim ")) == (UNREAD, 1)
        assert "nowhere.txt: there is no such file" in err


class TestWhyNot:
    def test_tells_the_step_that_stopped_a_fact(self, prison: str, capsys: pytest.CaptureFixture[str]) -> None:
        status, out, _ = told(capsys, "why-not", "Maidstone Prison | closedOn | 1990", prison)
        assert status == DONE
        assert out.startswith("maidstone: negated: ")
        assert "at maidstone.txt:3:" in out

    def test_fails_where_the_fact_is_there(self, prison: str, capsys: pytest.CaptureFixture[str]) -> None:
        status, out, _ = told(capsys, "why-not", "Maidstone Prison | opened | 1819", prison)
        assert status == FAILED
        assert out.startswith("maidstone: it is there: ")

    def test_writes_json_for_each_article(self, prison: str, capsys: pytest.CaptureFixture[str]) -> None:
        status, out, _ = told(capsys, "why-not", "Maidstone Prison | length | 200", "--json", prison)
        (row,) = json.loads(out)
        assert (status, row["step"], row["claims"]) == (DONE, "other object", [])
        assert row["sentences"][0]["steps"][0]["rule"] == "length"

    def test_a_relation_that_is_unknown_is_an_error(self, prison: str, capsys: pytest.CaptureFixture[str]) -> None:
        status, _, err = told(capsys, "why-not", "Maidstone Prison | lenght | 200", prison)
        assert status == USAGE
        assert "did you mean length" in err


class TestRules:
    def test_lists_rules_with_what_calls_them(self, capsys: pytest.CaptureFixture[str]) -> None:
        status, out, _ = told(capsys, "rules", "list", "--relation", "area")
        heads, *rows = out.splitlines()
        assert status == DONE
        assert heads.split() == ["rule", "relation", "patterns", "examples", "called", "by"]
        assert {row.split()[0] for row in rows} == {
            rule.name for rule in rules.load() if "area" in {emit.relation for emit in rule.emits}
        }

    def test_lists_all_rules_as_json(self, capsys: pytest.CaptureFixture[str]) -> None:
        _, out, _ = told(capsys, "rules", "list", "--json")
        rows = json.loads(out)
        assert [row["name"] for row in rows] == [rule.name for rule in rules.load()]
        assert all(row["examples"] and row["triggers"] and row["patterns"] for row in rows)

    def test_tests_the_rules_of_files(self, capsys: pytest.CaptureFixture[str]) -> None:
        path = ONTOLOGY / "rules" / "facility-size.yaml"
        status, out, err = told(capsys, "rules", "test", str(path))
        assert (status, out) == (DONE, "")
        assert err == f"{len(rules.read(path))} rules hold their examples\n"

    def test_a_rule_that_no_article_is_read_with_is_not_tested(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = tmp_path / "own.yaml"
        path.write_text("- {name: a, relation: area, triggers: [b], patterns: [c], examples: [d]}\n", "utf-8")
        status, _, err = told(capsys, "rules", "test", str(path))
        assert status == USAGE
        assert "own.yaml: the rule 'a' is not in use" in err

    def test_coverage_tells_what_fires_and_warns_of_what_does_not(
        self, prison: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        status, out, err = told(capsys, "rules", "coverage", "--relation", "length", prison)
        assert status == DONE
        (row,) = [line.split() for line in out.splitlines() if line.startswith("length ") and " of " in line]
        assert row[:3] == ["length", "length", "1"]
        assert "fired on 1 article" in err
        _, out, _ = told(capsys, "rules", "coverage", "--relation", "length", "--json", prison)
        assert err.count("warning: ") == len(json.loads(out)["unused"])

    @pytest.mark.parametrize("verb", ["list", "coverage", "test"])
    def test_a_relation_that_is_unknown_is_an_error(self, verb: str, capsys: pytest.CaptureFixture[str]) -> None:
        status, _, err = told(capsys, "rules", verb, "--relation", "lenght")
        assert status == USAGE
        assert "did you mean length" in err


def test_a_build_says_what_it_left_out(prison: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, _, err = told(capsys, "build", prison, "-o", str(tmp_path / "out"))
    (line,) = [line for line in err.splitlines() if line.startswith("left out: ")]
    report = json.loads((tmp_path / "out" / "report.json").read_text())
    assert report["dropped"]["negated"] >= 1
    assert f"{report['dropped']['negated']} negated" in line


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("kgbuild why", "why-not"),
        ("kgbuild rules c", "coverage"),
        ("kgbuild rules list --relation open", "opened"),
    ],
)
def test_verbs_and_relations_are_completed(typed: str, offered: str) -> None:
    words = {"_KGBUILD_COMPLETE": "bash_complete", "COMP_WORDS": typed, "COMP_CWORD": str(typed.count(" "))}
    done = subprocess.run(
        [sys.executable, "-m", "kgbuild"], env={**os.environ, **words}, capture_output=True, check=False
    )
    assert offered in {line.partition(",")[2] for line in done.stdout.decode().split()}


@pytest.mark.parametrize(
    "verb", [["explain"], ["why-not"], ["rules", "test"], ["rules", "list"], ["rules", "coverage"]]
)
def test_help_says_what_the_status_1_means(verb: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = told(capsys, *verb, "--help")
    assert status == DONE
    assert "--fail-on" not in out
    assert bool(re.search(r"^ +1  \w+", out, re.MULTILINE)) == (verb[-1] not in {"list", "coverage"})
