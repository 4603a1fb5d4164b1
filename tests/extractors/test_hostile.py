"""No sentence makes a pattern run for ever: not brackets in brackets, not a thousand names, nor a word over and over.

The limits are there to end a run that would never end. They are far above what any machine needs.
"""

from __future__ import annotations

import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from kgbuild.extractors import extract, patterns, rules
from text.passages import article

if TYPE_CHECKING:
    from collections.abc import Iterator

LENGTH = 2000
FILES = sorted({rule.file for rule in rules.load()})
# what is said over and over: in masked sentences, and in articles
MASKED = {
    "brackets": "(a (<P1> ",
    "closed brackets": "(a) ",
    "letters": "a ",
    "joined": "a-b-c-",
    "no end": "x",
    "commas": "camp, ",
    "conjunctions": "men and women and ",
    "in the": "in the ",
    "of the": "camp of the ",
    "adverbs": "also later then ",
    "verbs": "was were had been ",
    "quotes": '"a" ',
    "gaps": "a" + " " * 11,
    "lines": "a\n",
    "names": "<P1> ",
    "list of names": "<P1>, <X2>, <F3> and ",
    "chain": "<L1> of <L2>, <C3> in ",
    "unknown names": "<X1> of the <X2> of ",
    "dates": "in <D1> and ",
    "quantities": "<Qc1> of <Ql2>, ",
    "relatives": "<P1>, who was a guard, ",
    "kinship": "his father, his mother and ",
    "sentence": "In <D1>, <P2> was held at <F3> (the camp) in <L4>, and ",
}
TEXTS = {
    "brackets": "(a (Kim Jong-il ",
    "letters": "a ",
    "no end": "x",
    "capitals": "X",
    "digits": "1",
    "numbers": "1,5.",
    "half quantities": "between 300 and about ",
    "conversions": "500 m (1500 ft ",
    "names": "Anna Petrova, Kim Jong-il and ",
    "ministries": "Ministry of the ",
    "initials": "A. B. C. ",
    "aliases": "Anna Petrova (born Anna, also known as ",
    "dates": "from 1951 to 1 May ",
    "relative dates": "two years later the following year ",
    "sources": "according to survivors who said that the report of ",
    "denials": "the claim was later not denied, but never ",
    "events": "a fire in the mine at ",
    "possessives": "his father's 's ",
    "definite": "the camp of the prison ",
    "hedges": "reportedly perhaps about ",
    "marks": "é͡\u200b ²İſ — ",
    "units": "m. km/h. The ",
    "coordinates": "41° 5′ N ",
    "tags": "<F3> <D1> < ",
}


@contextmanager
def patience(seconds: int, what: str) -> Iterator[None]:
    """Fail where the block takes longer; the regular expressions of Python look for signals as they run."""

    def stop(_signal: int, _frame: object) -> None:
        pytest.fail(f"no end after {seconds} s: {what}", pytrace=False)

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


needs_alarm = pytest.mark.skipif(not hasattr(signal, "SIGALRM"), reason="no alarm signal on this system")


@needs_alarm
@pytest.mark.parametrize("file", FILES)
def test_every_pattern_comes_to_an_end(file: str) -> None:
    for rule in (rule for rule in rules.load() if rule.file == file):
        for written in rule.patterns:
            pattern = patterns.compile_pattern(written, rules.macros())
            own = {f"'{trigger}'": f"{trigger} <P1>, the {trigger} and " for trigger in rule.triggers[:3]}
            for name, unit in (MASKED | own).items():
                sentence = (unit * LENGTH)[:LENGTH]
                with patience(20, f"rule {rule.name} on {name}: {written}"):
                    assert sum(1 for _ in pattern.finditer(sentence)) <= LENGTH + 1


@needs_alarm
@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("length", [LENGTH, 10 * LENGTH])
def test_reading_any_article_comes_to_an_end(name: str, length: int) -> None:
    read = article("Kolyma labour camp", (TEXTS[name] * length)[:length])
    with patience(60, name):
        found = extract(read)
    assert all(claim.evidence.spans for claim in found.claims)
