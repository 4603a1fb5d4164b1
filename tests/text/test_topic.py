"""Each case is how an article opens, with what it is about."""

from __future__ import annotations

from typing import Any

import pytest

from kgbuild.model import Entry, Infobox, Span
from kgbuild.text import lexicon, topic
from text.passages import article, cases, label


@pytest.mark.parametrize("case", cases("topics"), ids=label)
def test_article_is_about_this(case: dict[str, Any]) -> None:
    found = topic.find(article(case["title"], case["text"]), lexicon.load())
    assert (found.name, found.kind) == (case["title"], case["kind"])
    assert list(found.aliases) == case.get("aliases", [])


@pytest.mark.parametrize(
    ("name", "keys", "kind"),
    [
        ("prison", (), "Facility"),
        ("", ("Born", "Nationality"), "Person"),
        ("", ("Date", "Deaths"), "Event"),
        ("", ("Formed", "Headquarters"), "Organization"),
        ("", ("Colour",), None),
    ],
)
def test_box_tells_its_class_by_name_and_keys(name: str, keys: tuple[str, ...], kind: str | None) -> None:
    here = Span(0, 0)
    box = Infobox(name, tuple(Entry(key, here, here) for key in keys))
    assert topic.kind_of_box(box, lexicon.load()) == kind
