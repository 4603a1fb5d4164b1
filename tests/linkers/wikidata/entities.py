"""Entities in the layout of Wikidata's dump, cut down to what the index keeps."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

CAMP, CITY, COUNTRY, CAMP_CLASS, PRISON, INTERNAL = "Q717991", "Q109336", "Q423", "Q152081", "Q40357", "Q17442446"


def item(qid: str, label: str, claims: dict[str, list[Any]] | None = None, **more: Any) -> dict[str, Any]:
    """Return an entity with an English label and values of properties."""
    said = {
        name: [{"mainsnak": {"datavalue": {"value": value}}, "rank": "normal"} for value in values]
        for name, values in (claims or {}).items()
    }
    return {"type": "item", "id": qid, "labels": {"en": {"language": "en", "value": label}}, "claims": said, **more}


def to(qid: str) -> dict[str, Any]:
    """Return the value that leads to an item."""
    return {"entity-type": "item", "numeric-id": int(qid[1:]), "id": qid}


ENTITIES = [
    item(COUNTRY, "North Korea"),
    item(CAMP_CLASS, "concentration camp", {"P279": [to(PRISON)]}),
    item(PRISON, "prison"),
    item(
        CAMP,
        "Chongjin camp",
        {
            "P31": [to(CAMP_CLASS)],
            "P17": [to(COUNTRY)],
            "P625": [{"latitude": 41.833486, "longitude": 129.725597, "globe": "http://www.wikidata.org/entity/Q2"}],
            "P571": [{"time": "+1965-00-00T00:00:00Z", "precision": 9}],
        },
        aliases={"en": [{"language": "en", "value": "Camp 25"}], "ko": [{"language": "ko", "value": "청진 수용소"}]},
        descriptions={"en": {"language": "en", "value": "political prison in North Korea"}},
        sitelinks={"enwiki": {"site": "enwiki", "title": "Chongjin concentration camp"}, "dewiki": {"title": "x"}},
    ),
    item(CITY, "Category of a kind", {"P31": [to(INTERNAL)]}),
]


def write(folder: Path) -> Path:
    """Write a file of the entities, one a line, and return it."""
    path = folder / "entities.jsonl"
    path.write_text("".join(json.dumps(entity) + "\n" for entity in ENTITIES), "utf-8")
    return path
