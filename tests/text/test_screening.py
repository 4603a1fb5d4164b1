"""A pattern is not tried on a text that lacks what its matches hold; no match is lost by that."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.extractors import patterns, rules
from kgbuild.readers import read
from kgbuild.text import document, screening

if TYPE_CHECKING:
    from kgbuild.extractors.rules import Rule

MACROS = {"be": "is|was", "held": "(?:held|kept) in"}
SIGNS = {"Person": "PX", "Place": "LCX", "Date": "D", "Length": ["Ql", "Qo"]}
LANGUAGE = screening.Language(MACROS, SIGNS, {"Head": "(?:the )?(?:riot|fire)", "Words": "[^.;]{2,9}"})


@pytest.mark.parametrize(
    ("pattern", "wanted"),
    [
        ("located in {object:Place}", [{"located"}, {"in"}, {"<l", "<c", "<x", "<_l", "<_c", "<_x"}]),
        ("{be} born", [{"is", "was"}, {"born"}]),
        ("(?:was {held}|lived at) home", [{"held", "kept", "lived"}, {"home"}]),
        ("camps? of honou?r", [{"camp"}, {"of"}, {"hono"}]),
        ("(?:the )?dam(?:, a wall,)* was{0,2} built", [{"dam"}, {"wa"}, {"built"}]),
        ("(?!never )(?<!not )(?<=it )seen(?= today)", [{"seen"}]),
        (r"\bborn\s+on <D\d+>", [{"born"}, {"on"}, {"<d"}]),
        (
            r"<_P\d+> <_?O\d+> <Q[lo]\d+> <Qc\d+> <[FO]\d+>",
            [{"<_p"}, {"<o", "<_o"}, {"<ql", "<qo"}, {"<qc"}, {"<f", "<o"}],
        ),
        ("{subject:Person!} is {n:Length} high", [{"<p", "<x"}, {"is"}, {"<ql", "<qo", "<_ql", "<_qo"}, {"high"}]),
        ("{subject:Head} in {date:Date}", [{"riot", "fire"}, {"in"}, {"<d", "<_d"}]),
        ("{object:Head|Date} a {n:Words} b", [{"riot", "fire", "<d", "<_d"}]),
        ("{object:Head|Words}", []),
        ("[A-Z][a-z]+ed by", [{"ed"}, {"by"}]),
        ("(?P<object>mine|mill) {from:Date}? (?-i:In) {n:Words}", [{"mine", "mill"}, {"in"}]),
        ("held|{object:Words}", []),
        ("{unknown} a b", []),
    ],
)
def test_what_a_pattern_needs_is_told_from_its_words(pattern: str, wanted: list[set[str]]) -> None:
    assert [set(need) for need in LANGUAGE.needs(pattern)] == wanted


def test_all_needs_have_to_be_met_each_by_one_of_its_words() -> None:
    wanted = [frozenset({"held", "kept"}), frozenset({"<f"})]
    assert screening.met(wanted, "was kept in <f2>")
    assert not screening.met(wanted, "was kept in <p2>")
    assert not screening.met(wanted, "was in <f2>")
    assert screening.met([], "")


NEEDS = [frozenset(n) for n in ({"held", "kept"}, {"<f"}, {"<_f"}, {"wa"}, {"as"}, {"was"}, {"<ql"}, {"<q"}, {"el"})]


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("", ""),
        ("He WAS", "as wa was"),
        ("was held in <F2>", "<f as el held|kept wa was"),
        ("<_F2> was", "<_f as wa was"),
        ("wa s", "wa"),
        ("<Ql3> kept", "<q <ql held|kept"),
        ("<Qc3>", "<q"),
        ("a<f", "<f"),
        (f"{'x' * 90}held{'x' * 90}", "el held|kept"),
    ],
)
def test_all_needs_that_a_text_meets_are_told_at_once(text: str, met: str) -> None:
    numbers = [screening.bits([need]) for need in NEEDS]
    for _ in range(2):  # what is remembered is the same
        held = screening.held(text)
        found = [need for need, number in zip(NEEDS, numbers, strict=True) if number & held]
        assert " ".join(sorted("|".join(sorted(need)) for need in found)) == met


def test_a_need_that_comes_later_is_found_in_a_text_that_was_read_before() -> None:
    screening.held("a later word")
    assert screening.met([frozenset({"ater", "wor"})], "a later word")


def test_an_expression_is_tried_where_its_words_are() -> None:
    screened = screening.Screened(re.compile(r"\b(?:held|kept) in\b"))
    assert [m[0] for m in screened.finditer("held in, kept in, held on")] == ["held in", "kept in"]
    assert [m.start() for m in screened.finditer("held in, kept in", 3)] == [9]
    assert screened.search("kept in", 1) is None
    assert not screened.may("kept on")
    assert screened.search("He lived on") is None


WORDS = st.sampled_from(["held", "kept", "in", "born", "the", "<P1>", "<_L2>", "<D3>", "Is", "was", ",", "camps"])
PATTERNS = [
    "{be} {held} {object:Place}",
    "(?:born|kept)? {be} (?:in|the) camps?",
    "(?:held in|the|born {from:Date}),? {be}",
]


@given(st.lists(WORDS, max_size=12), st.sampled_from(PATTERNS))
def test_whatever_matches_meets_what_is_needed(words: list[str], pattern: str) -> None:
    masked = " ".join(words)
    screened = list(patterns.prepare(pattern, MACROS).finditer(masked))
    assert [m.span() for m in screened] == [
        m.span() for m in patterns.compile_pattern(pattern, MACROS).finditer(masked)
    ]


@pytest.mark.parametrize("rule", rules.load(), ids=lambda rule: rule.name)
def test_no_rule_loses_a_match_in_its_examples(rule: Rule) -> None:
    for example in (*rule.examples, *rule.counterexamples):
        text = f"= {example.title or 'A'} =\n\n{example.text}\n"
        for sentence in document.analyse(next(read(text.encode(), "a.txt"))).sentences:
            for written, pattern in zip(rule.patterns, rule.compiled(), strict=True):
                whole = patterns.compile_pattern(written, rules.macros()).finditer(sentence.masked)
                assert [m.span() for m in pattern.finditer(sentence.masked)] == [m.span() for m in whole]
