"""What is written down while rules read an article: what they leave out, and, where somebody watches, every match."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import re

    from kgbuild.extractors.rules import Rule
    from kgbuild.model import Claim, Drop
    from kgbuild.text.document import Sentence

NO_TRIGGER: Final = "no trigger"
NO_PATTERN: Final = "no pattern"
GUARDED: Final = "guarded"
NEGATED: Final = "negated"
NO_SUBJECT: Final = "no subject"
NO_OBJECT: Final = "no object"
ITSELF: Final = "subject is object"
UNFIT: Final = "unfit"
CLAIMED: Final = "claimed"
SILENCE: Final = (NO_TRIGGER, NO_PATTERN, GUARDED, NO_SUBJECT, NO_OBJECT, ITSELF)
"""Why a whole sentence gave nothing: what its last match came to, or that there was none."""


@dataclass(frozen=True, slots=True)
class Step:
    """What became of a match of a rule in a sentence: an outcome, and the key, word or reason that it is for."""

    sentence: Sentence
    rule: Rule
    match: re.Match[str]
    outcome: str
    detail: str = ""
    claim: Claim | None = None


@dataclass(slots=True)
class Log:
    """Keeps what was left out; of the matches it remembers only what the last one came to, unless it is watched.

    A watched log has a list of ``steps``: the same calls fill it, and so a trace shows what really ran. ``yielded``
    are claims that gave way, each with the one that says as much, or None for a further link of a chain.
    """

    drops: list[Drop] = field(default_factory=list)
    reached: str = NO_TRIGGER
    steps: list[Step] | None = None
    yielded: list[tuple[Claim, Claim | None]] = field(default_factory=list)

    def step(self, step: Step) -> None:
        """Take what became of a match."""
        self.reached = step.outcome
        if self.steps is not None:
            self.steps.append(step)


__all__ = ["Log", "Step"]
