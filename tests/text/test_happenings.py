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
        ("Stutthof", "On 25 April 1945 guards shot 200 prisoners.", ["killing of 25 April 1945"]),
        ("Stutthof", "From 1940 to 1944 guards shot 200 prisoners.", []),
        ("Stutthof", "On 25 April 1945 two prisoners were nearly killed.", []),
        ("Attica prison", "In July 1953 the inmates rioted.", ["riot of July 1953"]),
        ("Perm-36", "On 3 May 1960 the tower caught fire.", ["fire of 3 May 1960"]),
        ("Perm-36", "In May 1961 a fire station was built.", []),
        ("Perm-36", "In August 1970 a planned escape was betrayed.", []),
        ("Nelson Mandela", "On 5 August 1962 Mandela was arrested near Howick.", ["arrest of 5 August 1962"]),
        ("Nelson Mandela", "In 1964 Mandela was arrested and held on an island.", []),
        ("Perm-36", "On 5 August 1962 he was arrested near Howick.", []),
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


def test_part_of_a_crowd_is_counted_in_the_sentence_before_alone() -> None:
    read = passage("Kariba Dam", "A flood came in 1957. It was low. Some 700 men worked. Eighty-six of them died.")
    assert happenings.subject(read, read.sentences[3], 0) is None


def test_event_is_named_after_the_date_of_its_own_clause() -> None:
    read = passage("Attica prison", "A fire broke out, said Frank Smith, who was held there until 3 May 1971.")
    assert [h.mention.name for h in happenings.find(read, read.sentences[0])] == ["fire"]


def test_nothing_is_said_of_an_event_in_another_paragraph() -> None:
    read = passage("Kariba Dam", "On 10 September 1958 police opened fire.\n\nEight people were killed.")
    assert happenings.subject(read, read.sentences[1], 0) is None


def test_article_on_an_event_speaks_of_it() -> None:
    read = passage("Attica riot", "Eight people were killed.")
    event = happenings.subject(read, read.sentences[0], 0)
    assert event is not None
    assert (event.name, event.kind) == ("Attica riot", "Event")
