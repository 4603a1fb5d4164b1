"""What stands beside a name tells its kind and its short form."""

from __future__ import annotations

import pytest

from text.passages import passage


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("In 1939 he met the founders of Zegota, an underground group.", "Zegota", "Organization"),
        ("They came to Yertsevo, a camp in the north.", "Yertsevo", "Facility"),
        ("He lived in Lichtenberg, a borough of the city.", "Lichtenberg", "Place"),
        ("In Chongjin, the camp was closed.", "Chongjin", "Place"),
        ("The Zambezi Kariwa Vula (ZKV) met in May.", "Zambezi Kariwa Vula", "Organization"),
    ],
)
def test_name_is_of_the_kind_that_its_apposition_tells(text: str, name: str, kind: str) -> None:
    assert passage("Gustaw Herling", text).names.resolve(name) == (name, kind)


def test_acronym_is_its_name() -> None:
    read = passage("Kariba Dam", "The Zambezi River Authority (ZRA) runs it. The ZRA was founded in 1987.")
    assert read.names.resolve("ZRA") == ("Zambezi River Authority", "Organization")
