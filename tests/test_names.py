"""Names: their slugs are ASCII, a function of the name, and as distinct as the names are."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.names import MAX_SLUG, fold, language, slug

NAMES = st.text(min_size=1, max_size=120)


@given(NAMES)
def test_a_slug_is_safe_in_an_iri_and_never_empty(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug(name))
    assert len(slug(name)) <= MAX_SLUG + 7


@given(NAMES)
def test_a_slug_does_not_depend_on_case_or_white_space(name: str) -> None:
    assert slug(fold(name)) == slug(name) == slug(f"  {name}\n")


@given(st.lists(st.text("가각간山陕陝中文ЖШ", min_size=1, max_size=6), min_size=2, max_size=6, unique_by=fold))
def test_names_in_other_scripts_have_slugs_of_their_own(names: list[str]) -> None:
    assert len({slug(name) for name in names}) == len(names)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Kwan-li-so No. 25 Chongjin", "kwan-li-so-no-25-chongjin"),
        ("O'Brien’s Yard", "obriens-yard"),
        ("Æthelberg Straße", "aethelberg-strasse"),
        ("Camp 22", "camp-22"),
    ],
)
def test_a_latin_name_gives_a_slug_that_can_be_read(name: str, wanted: str) -> None:
    assert slug(name) == wanted


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("Susŏng-dong", "en"),
        ("22", "en"),
        ("청진 제25호", "ko-hang"),
        ("평양 平壤", "ko"),
        ("東京のまち", "ja"),
        ("Αθήνα", "und-grek"),
        ("Αθήνα Москва", "und"),
    ],
)
def test_the_language_of_an_unmarked_name_follows_its_script(text: str, tag: str) -> None:
    assert language(text) == tag
