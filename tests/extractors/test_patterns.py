"""What the pattern language takes, by slots and macros, and how it says what is wrong."""

from __future__ import annotations

import pytest

from kgbuild import vocabulary
from kgbuild.errors import VocabularyError
from kgbuild.extractors import patterns, rules

MACROS = {"be": "is|was", "held": "(?:{be}) (?:held|kept)", "det": "(?:(?:the|an?) )?"}


def found(pattern: str, masked: str) -> dict[str, str] | None:
    """Return the slots of the first match, None where there is none."""
    match = patterns.compile_pattern(pattern, MACROS).search(masked)
    return match.groupdict() if match else None


@pytest.mark.parametrize(
    ("slot", "filled", "empty"),
    [
        ("{object:Place}", ["<L1>", "<C12>", "<X3>", "<_L4>"], ["<F1>", "<D1>", "<N1>", "Kent"]),
        ("{object:Place!}", ["<L1>", "<C1>"], ["<X3>"]),
        ("{object:Country}", ["<C1>"], ["<L1>", "<X1>"]),
        ("{object:Demonym}", ["<N1>"], ["<X1>", "<P1>"]),
        ("{object:Facility|Organization}", ["<F1>", "<O2>", "<X3>"], ["<L1>", "<P1>"]),
        ("{object:Any}", ["<F1>", "<P1>", "<T1>", "<X1>", "<E1>"], ["<D1>", "<Ql1>", "<N1>"]),
        ("{subject:Facility}", ["<F1>", "<X1>"], ["<_F1>", "<L1>"]),
        ("{from:Date}", ["<D1>"], ["<L1>", "1950"]),
        ("{n:Length}", ["<Ql1>", "<Qo1>"], ["<Qa1>", "<Qc1>"]),
        ("{n:Count}", ["<Qc1>"], ["<Ql1>", "<Qp1>"]),
        ("{n:Quantity}", ["<Ql1>", "<Qp1>", "<Qt1>"], ["<D1>"]),
        ("{object:NP}", ["hard labour", "<N1> bicycles", "members of the <O1>"], ["the of", "1950"]),
        ("{object:Quoted}", ['"Tomb of the living"', "“hell”"], ["hell", '""']),
        ("{object:Direction}", ["north", "due south-west", "upstream"], ["left"]),
        ("{object:Place|Date}", ["<L1>", "<D1>"], ["<F1>"]),
    ],
)
def test_slot_takes_what_it_is_for(slot: str, filled: list[str], empty: list[str]) -> None:
    assert [words for words in filled if found(f"^in {slot}$", f"in {words}") is None] == []
    assert [words for words in empty if found(f"^in {slot}$", f"in {words}")] == []


def test_slot_gives_its_words_by_its_name() -> None:
    assert found("{subject:Facility} {be} in {object:Place}", "The <F0> is in the <L1>.") == {
        "subject": "<F0>",
        "object": "<L1>",
    }


def test_list_goes_on_over_commas_and_conjunctions() -> None:
    assert found("makes {object:List}$", "makes bicycles, steel tubes and the famous <T1>") == {
        "object": "bicycles, steel tubes and the famous <T1>"
    }


def test_macros_may_hold_macros_and_counts_are_no_macros() -> None:
    assert found("{held} in {object:Place}", "was kept in <L1>") == {"object": "<L1>"}
    assert found("^a{2} b{1,3}$", "aa bb") == {}


def test_space_takes_any_white_space_but_in_classes() -> None:
    assert found("held in", "held\n  in") == {}
    assert found("held[ -]in", "held-in") == {}
    assert found("held[ ]in", "held\tin") is None


def test_optional_space_may_be_missing() -> None:
    assert found("camp ?\\(", "camp(") == found("camp ?\\(", "camp (") == {}


def test_letters_count_in_either_case() -> None:
    assert found("{be} held", "WAS Held") == {}


@pytest.mark.parametrize(
    ("pattern", "problem"),
    [
        ("{object:Castle}", "unknown slot type 'Castle'"),
        ("{been} held", "unknown macro {been}"),
        ("{object:Place Facility}", "bad slot"),
        ("{object:}", "bad slot"),
        ("(held", "bad pattern"),
        ("{object:Place} {object:Place}", "bad pattern"),
        ("held**", "bad pattern"),
    ],
)
def test_bad_pattern_is_told(pattern: str, problem: str) -> None:
    with pytest.raises(VocabularyError, match=problem.replace("{", r"\{")):
        patterns.compile_pattern(pattern, MACROS)


@pytest.mark.parametrize("rule", rules.load(), ids=lambda rule: rule.name)
def test_pattern_of_rule_compiles_and_fills_its_object(rule: rules.Rule) -> None:
    dated = vocabulary.load().relations[rule.emits[0].relation].kind == "date"  # the clause may begin with the date
    given = rule.topic == "object" or dated
    wanted = {emit.object for emit in rule.emits if not given}
    for written in rule.patterns:
        slots = patterns.compile_pattern(written, rules.macros()).groupindex
        assert wanted & set(slots) if len(rule.emits) > 1 and wanted else wanted <= set(slots)
