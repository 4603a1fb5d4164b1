from __future__ import annotations

import pytest

from kgbuild.linkers.wikidata import names, variants


@pytest.mark.parametrize(
    "spellings",
    [
        ("Kaechon", "Kae'chŏn", "Gaecheon", "개천"),
        ("Chongjin", "Ch'ŏngjin", "Cheongjin", "청진"),
        ("Hoeryong", "Hoeryŏng", "Hoeryeong"),
        ("Yodok", "Yodŏk", "Yodeok"),
        ("Pukchang", "Bukchang"),
        ("Hamgyong", "Hamgyŏng", "Hamgyeong", "함경"),
    ],
)
def test_romanizations_of_a_name_sound_the_same(spellings: tuple[str, ...]) -> None:
    assert len({names.romanized(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("Chongjin", "Chongori"), ("Hoeryong", "Hamhung"), ("Kaechon", "Kaesong"), ("No. 14", "No. 15")],
)
def test_names_of_different_places_do_not(one: str, other: str) -> None:
    assert names.romanized(one) != names.romanized(other)


@pytest.mark.parametrize(
    ("name", "way", "form"),
    [
        ("Hungarian", "people", "Hungary"),
        ("Poles", "people", "Poland"),
        ("Second World War", "variant", "World War II"),
        ("Mandan, North Dakota", "head", "Mandan"),
        ("Colonel Charles Scott", "person", "Charles Scott"),
    ],
)
def test_a_name_is_looked_for_in_other_words(name: str, way: str, form: str) -> None:
    assert (way, form) in list(variants.forms(name))


@pytest.mark.parametrize("name", ["", "   ", "((((", "\ud800", "’", "a" * 100_000, "́", "ㅡ"])
def test_any_text_has_its_forms(name: str) -> None:
    assert len(names.bare(name)) < 1000
    assert list(variants.forms(name))
    names.romanized(name), names.initials(name), names.stem(name), names.consonants(name)
