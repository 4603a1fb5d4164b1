"""Events of a sentence: named, called by a noun, or told by a verb."""

from __future__ import annotations

import pytest

from kgbuild.text import happenings
from text.passages import passage


@pytest.mark.parametrize(
    ("title", "text", "wanted"),
    [
        ("Miike mine", "A fire in the Ariake pit killed 83 people.", ["fire in the Ariake pit"]),
        ("Alcatraz", "During the so-called Battle of Alcatraz two men died.", ["Battle of Alcatraz"]),
        ("Stasi", "After the uprising of June 1953 the minister fell.", ["uprising of June 1953"]),
        ("Kariba Dam", "On 10 September 1958 police opened fire on villagers.", ["shooting of 10 September 1958"]),
        ("Perm-36", "The fire brigade came in 1958.", []),
        ("Perm-36", "The garden was a riot of colours.", []),
        ("Attica riot", "The riot was put down.", ["Attica riot"]),
    ],
)
def test_sentence_tells_of_these_events(title: str, text: str, wanted: list[str]) -> None:
    read = passage(title, text)
    assert [h.mention.name for h in happenings.find(read, read.sentences[0])] == wanted


def test_what_follows_is_said_of_the_event_before_it() -> None:
    read = passage("Kariba Dam", "On 10 September 1958 police opened fire. Eight people were killed.")
    event = happenings.subject(read, read.sentences[1], 0)
    assert event is not None
    assert event.name == "shooting of 10 September 1958"


def test_nothing_is_said_of_an_event_in_another_paragraph() -> None:
    read = passage("Kariba Dam", "On 10 September 1958 police opened fire.\n\nEight people were killed.")
    assert happenings.subject(read, read.sentences[1], 0) is None


def test_article_on_an_event_speaks_of_it() -> None:
    read = passage("Attica riot", "Eight people were killed.")
    event = happenings.subject(read, read.sentences[0], 0)
    assert event is not None
    assert (event.name, event.kind) == ("Attica riot", "Event")
