"""Who a verb belongs to: the subject of a clause, found without a parse."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kgbuild.model import Mention, Span
from kgbuild.text import lexicon, unnamed

if TYPE_CHECKING:
    from collections.abc import Collection

    from kgbuild.text.document import Document, Item, Sentence

_PREPOSITION = re.compile(
    r"\b(?:of|in|at|on|by|from|to|with|near|for|into|within|inside|outside|under|over|between"
    r"|among|against|during|after|before|since"
    r"|through|via|about|toward|towards|like|unlike|than|as|including|aboard|around|across"
    r"|behind|beyond|per|using|called|named|until|visited|joined|left|held|"
    r"holding|contained|killed|shot|arrested|replaced|succeeded|followed|married)"
    r" (?:(?:the|a|an|its|their|his|her|former|nearby|neighbou?ring|other|same|late|both"
    r"|(?:north|south|east|west)[a-z-]*"
    r"|central|upper|lower|present-day|modern|Nazi|communist|occupied) )*"
    r"(?:(?:friend|wife|husband|brother|sister|father|mother|son|daughter|colleague|deputy|uncle"
    r"|aunt|cousin|grandfather"
    r"|grandmother|comrade|partner|lawyer|historian|journalist|architect|engineer|general|president|commandant|minister"
    r"|director|fellow [a-z]+),? )?$",
    re.IGNORECASE,
)
_POSSESSOR = re.compile(r"\bof (?:the |its |this )?$")
_NAMED_THING = re.compile(  # "Its reservoir, Lake Mead, has"
    r"(?:^|[;:] |, (?:and|but|while|whereas) )(?:[Ii]ts|[Tt]he|[Oo]ne|[Aa]nother|[Tt]heir) (?:[a-z-]+ ){1,4}?[a-z-]+, "
    r"(?:the )?<[A-Z](\d+)>(?: \([^()]*\))?, "
    r"(?:(?:is|was|has|had|then|also|later|which|an?|the|total|surface|maximum) ){0,5}$"
)
_PREDICATE = re.compile(
    r"\b(?:is|was|are|were|be|been|became|become|becomes|remained|declared|named|called"
    r"|appointed|elected) (?:(?:now|then|also|once|later) )?(?:an?|the) (?:[a-z-]+ ){0,2}$"
)
_SAID_THAT = re.compile(
    r"\b(?:said|stated|states|says|estimated|estimates|reported|reports|claimed|claims|wrote"
    r"|writes|found|concluded|believed|believes"
    r"|testified|added|noted|announced|alleged|alleges|confirmed|suggested|argued|maintained"
    r"|recalled|asserted|told <[A-Z]\d+>)"
    r"(?: (?:in|on) <D\d+>)? that "
)
_ITS = re.compile(r"\b[Ii]ts (?:(?:main|chief|stated|official|first|own|total|current|original) )*$")
_PLURAL = re.compile(
    r"\b(?:other|these|those|all|such|many|most|several|two|three|four|both|neighbou?ring"
    r"|nearby) (?:[\w-]+ ){0,4}?(?:camps|prisons|plants|dams|facilities|sites|mines|factories"
    r"|stations|jails)\b"
)
_VERB = re.compile(
    r"\s*(?:is|was|are|were|be|been|has|had|have|began|built|lies|lay|stood|stands|ran|runs|held"
    r"|holds|became|fell|rose|took|gave|went|came"
    r"|met|led|left|lost|won|made|sent|set|shut|spent|wrote|born|[a-z]+ed|[a-z]{3,}(?:[^su]s|ches|shes))\b"
)
_COPULA = re.compile(r"\b(?:is|was|are|were|has|had|have)(?: (?:about|around|also|only|now|each|both))? *$")
_OWN_SUBJECT = re.compile(
    r"(?:^|[\s(])(?<!\bis )(?<!\bwas )(?<!\bare )(?<!\bwere )(?:the|a|an|this|these|those"
    r"|another|some|several|many|most|each|no|all|his|her|their|its|other|new|one|two|three|four"
    r"|five|six)"
    r"(?: (?!(?:and|or|but|who|which|that|when|where|while|was|were|is|are|had|has|in|on|at|by"
    r"|of|from|to|for|with|after|before|since)\b)"
    r"[^\W\d_][\w'’-]*){1,5} (?:(?:also|then|later|once|originally|formerly|finally|first|never"
    r"|reportedly|is|was|were|are|been|had|has|have) )*$",
    re.IGNORECASE,
)
_STANDING = re.compile(
    r" (?:stands|stood|lies|lay|sits|runs|ran|(?:is|was|are|were) (?:located|situated|placed|built)) $"
)
_PLACED = re.compile(  # "a square in Prague is"
    r"(?:^|[\s(])(?:an?|the|one|another|two|several|its|their) (?:[a-z-]+ ){1,3}"
    r"(?:in|at|on|near) (?:the )?<[LCF]\d+>(?:, <[LC]\d+>)*(?:,? and <[LC]\d+>)? "
    r"(?:(?:is|was|were|are|has|had|been|also|now|later) )*$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"<Q[co]\d+>(?: of (?:them|whom|these|those|<[A-Z]\d+>))?(?: (?!and\b|who\b|that\b|which\b"
    r"|but\b|or\b)[\w'’-]+){0,4} $"
)
_LEFT = re.compile(
    r"<(?![DN]\d)_?[A-Z][a-z]?(\d+)>(?: (?:also|then|later|once|originally|formerly|finally"
    r"|first|never|each|both|all|is|was|were|are|been|had|has|have))* $"
)
_BRACKETED = re.compile(r"<[A-Z](\d+)> ?\([^()]*$")
_NAMED = r"<[A-Z]\d+>(?: \([^()]*\))?"
_ALSO = (
    r"(?:,| or|(?:,? (?:and|or))?,? (?:(?:also|better|then|formerly|officially|commonly|simply|originally|sometimes) )*"
    r"(?:(?:known|called|spelled|nicknamed|referred to)(?: [a-z]+)*? (?:as )?|alias |aka "
    r"|officially |formerly ))(?: ?the)? ?"
)
_APPOSED = re.compile(rf"{_NAMED}(?:{_ALSO}{_NAMED})*{_ALSO}")
_RELATIVE = re.compile(
    r"<[A-Z](\d+)>(?: \([^()]*\))?,?(?: (?:an?|the|one of the) (?:[^,;:<>]|<[NFOLC]\d+>){3,60},?)?"
    r" (?:who|which|that|whom|whose)"
    r"(?: (?:was|were|is|had|has|have|later|also|had been|first|once|himself|herself|then|been|received|served"
    r"|serving|faced|got|given))*"
    r"(?: (?:had|has|have|covers|covered|with) (?:an?|the|its|their)(?: [a-z]+){0,3})?\s*$"
)
_KIN = re.compile(r"\b(?:[Hh]is|[Hh]er|[Tt]heir) (?:[\w-]+,? ){1,4}$")
_WHOSE = re.compile(r"(<[PX]\d+>)(?: \([^()]*\))?,? $")
_RELATIVES = re.compile(
    r"(?:^|[;,.] |\b(?:and|but|while|where|when|that) )(?:[Hh]is|[Hh]er|[Tt]heir|<P\d+>['’]s?) (?:[\w-]+ ){0,3}"
    r"(?:father|mother|brother|sister|wife|husband|widow|widower|son|daughter|uncle|aunt|cousin|grandfather|grandmother"
    r"|parent|famil(?:y|ie)|friend|teacher|lawyer|colleague|comrade|child|children|stepfather"
    r"|stepmother|fiancée?|girlfriend"
    r"|boyfriend|partner|successor|predecessor|deputy|rival|superior)s?\b(?:[^;<]|<(?![PX]\d)[^>]*>)*$"
)
_OBJECT = re.compile(
    r"(?:<[A-Z]\d+>,?|\b(?:who|and|or|of|for|by|from|to|then|also|later|after|before|while|without)) (?:[a-z]+ly )?"
    r"(?!(?:retired|united|advanced|named|called|convicted|accused|deceased|exiled|jailed"
    r"|imprisoned|alleged|wanted|famed)\b)"
    r"(?:[a-z]{3,}(?:ed|ing)|wrote|made|built|met|took|gave|found|saw|knew|taught|told|brought|sought|chose|bore)"
    r" (?:(?:the|an?|his|her) )?(?:[a-z]+ )?$|\bto (?!the\b)[a-z]{3,} (?:(?:the|his|her) )?$"
)
_ACTS = re.compile(r"<P\d+>(?: \([^()]*\))? (?:was|were|had|has|died|became|took)\b")
_IS = re.compile(r"\b(?:is|was|are|were|became|become|remained) $")  # an office, not a person: "he was Gauleiter"
_AMONG = re.compile(r"\b(?:in|at|of|from|to|with|for|on|near|by) (?:the )?<[A-Z]\d+>(?:, <[A-Z]\d+>)*,? and (?:the )?$")
_OF_BOTH = re.compile(r"\b(?:of|between|in|at|near|by|along) (?:the )?<[LX]\d+>(?:, <[LX]\d+>)* and (?:the )?$")
_CONJUNCTION = re.compile(r"\b(?:[Bb]efore|[Aa]fter|[Ss]ince|[Uu]ntil|[Aa]s|than|like) (?:[A-Z][a-z]+ )?$")
_AND = r"(?:,? and (?:(?:his|her) (?:[a-z-]+,? ){1,3})?|, )"
_LONGEST_PRONOUN = 3
_ITEM_END = re.compile(r"<[PX]\d+>(?: \([^()]*\))?$")
_STILL_RELATIVE = re.compile(  # "X, which lies near and was"
    r"<[A-Z](\d+)>(?: \([^()]*\))?,? (?:which|who|that) (?!\b(?:<[A-Z]\d+>|it|he|she|they)\b)[^,;:()]{2,90}?"
    r" (?:and|but)(?: (?:was|were|is|had|has|also|later|had been|then|been|once))*\s*$"
)
_REDUCED = re.compile(
    r"<[PX](\d+)>(?: \([^()]*\))?, (?:an?|the|one of the) (?:<N\d+> )?(?:(?!(?:was|were|is|had) )[^,;:<>]){3,60} $"
)
_BEFORE_COMMA = re.compile(
    r"(?<! as )(?<! as the )(?<!called )(?<!named )<[A-Z](\d+)>(?: \([^()]*\))?, "
    r"(?:(?:then|later|first|originally|itself) )*$"
)
_OWNED = re.compile(r"<[PX]\d+>['’]s? [a-z]")
_ITEM_COMMA = re.compile(r"<[PX]\d+>(?: \([^()]*\))?, $")
_AND_AT = re.compile(r"\band (?:in|at|near) (?:the )?$")
_FOUNDED = re.compile(
    r"(?:founded|established|set up|opened|built|closed|headed|led|run|created|formed|owned|commanded)\b"
)
_PARTICIPLE = re.compile(r"\s*(?:[a-z]+ed|born|held|shot|sent|taken|known|brought|caught)\b")


def subjects(document: Document, sentence: Sentence, offset: int, kinds: Collection[str]) -> list[Item | Mention]:
    """Return the subjects of what stands at a masked offset: items of the sentence, or the article's own subject.

    The nearest mention of a fitting kind that no preposition governs; persons joined by 'and' together; then the
    possessor ("the size of the camp"); then what the article is about. Empty where the words speak of something else.
    """
    before = sentence.masked[:offset]
    if "Person" in kinds and (kin := _RELATIVES.search(before)) and not _ITEM_END.search(before[: kin.start()]):
        return []
    if item := _described(sentence, _REDUCED, before, kinds, then=_PARTICIPLE.match(sentence.masked, offset)):
        return [item]
    founded = _FOUNDED.match(sentence.masked, offset) if "Person" not in kinds else None
    if founded and (told := _BEFORE_COMMA.search(before)):
        item = sentence.items[int(told.group(1))]
        if _fits(item, kinds) or _AND_AT.search(before[: told.start()]):
            return [item] if _fits(item, kinds) else []
    if sentence.block.kind == "bullet" and before.endswith("; ") and (item := _listed(sentence, kinds, offset)):
        return [item]
    if _of_another(sentence, before, offset, kinds):
        return []
    if item := _described(sentence, _RELATIVE, before, kinds):
        return [item]
    if item := _described(sentence, _STILL_RELATIVE, before, kinds, then=_VERB.match(sentence.masked, offset)):
        return [item]
    if before.count("(") > before.count(")") and (item := _described(sentence, _BRACKETED, before, kinds)):
        return [item]
    if item := _described(sentence, _NAMED_THING, before, kinds):
        return [item]
    direct, governed = _candidates(sentence, offset, kinds)
    if _of_a_part(before, direct, kinds):
        return []
    if direct:
        return _joined(sentence, _of_clause(before, direct))
    if unnamed.thing(before, kinds):
        return []
    if governed and _VERB.match(sentence.masked, offset) and unnamed.side(before):
        return []
    if governed:
        return [governed[0]]
    if sentence.thing and sentence.thing.kind in kinds and _ITS.search(before):
        return [sentence.thing]
    if _PLURAL.search(before):
        return []
    if document.topic.kind in kinds and not unnamed.part(before) and not _other_subject(sentence, offset, kinds):
        return [Mention(document.article.title_span, document.topic.name, document.topic.kind, proper=False)]
    return []


def _described(
    sentence: Sentence, pattern: re.Pattern[str], before: str, kinds: Collection[str], *, then: object = True
) -> Item | None:
    """Return the mention that a pattern shows right before a verb, where it fits: "X, who", "X ("."""
    found = pattern.search(before) if then else None
    item = sentence.items[int(found.group(1))] if found else None
    return item if item and _fits(item, kinds) else None


def _listed(sentence: Sentence, kinds: Collection[str], offset: int) -> Item | None:
    """Return whom a bullet is about where it goes on with a participle: "X, son of Y; sentenced to ten years"."""
    first = sentence.mentions(offset)[:1]
    begins = bool(first) and first[0][0] <= len("The ") and _PARTICIPLE.match(sentence.masked, offset)
    return first[0][1] if begins and _fits(first[0][1], kinds) else None


def _of_another(sentence: Sentence, before: str, offset: int, kinds: Collection[str]) -> bool:
    """Tell whether a verb has a subject that is no mention, or of another class: "two villages were"."""
    if (_VERB.match(sentence.masked, offset) or _COPULA.search(before)) and (
        _OWN_SUBJECT.search(before)
        or unnamed.bare(before)
        or _PLACED.search(before)
        or _COUNTED.search(before)
        or _misfit(sentence, before, kinds)
    ):
        return True
    standing = _STANDING.search(before)
    return bool(standing and _OWN_SUBJECT.search(before[: standing.start() + 1]))


def _candidates(sentence: Sentence, offset: int, kinds: Collection[str]) -> tuple[list[tuple[int, Item]], list[Item]]:
    """Return the fitting mentions before an offset: those that nothing governs, with their places, and possessors."""
    before = sentence.masked[:offset]
    depth = max(before.count("(") - before.count(")"), 0)
    said = max((found.end() for found in _SAID_THAT.finditer(before)), default=0)
    direct: list[tuple[int, Item]] = []
    governed: list[Item] = []
    for at, item in sentence.mentions(offset):
        if at < said or not _fits(item, kinds) or _no_person(sentence, at, item, kinds):
            continue
        inside = sentence.masked[:at]
        if inside.count("(") - inside.count(")") > depth:
            continue
        if set(kinds) == {"Person"} and (_OBJECT.search(inside) or (item.letter == "X" and _IS.search(inside))):
            continue
        acts = _pronoun(item) or _ACTS.match(sentence.masked, at)
        if item.letter in {"L", "X"} and set(kinds) != {"Person"} and _OF_BOTH.search(inside):
            continue  # "at the confluence of the Sava and Una rivers"
        if _PREPOSITION.search(inside) and not (acts and _CONJUNCTION.search(inside)):
            if _POSSESSOR.search(inside):
                governed.append(item)
        elif not _appositive_place(sentence, at, item) and not (direct and _PREDICATE.search(inside)):
            direct.append((at, item))
    return direct, governed


def _of_clause(before: str, direct: list[tuple[int, Item]]) -> list[tuple[int, Item]]:
    """Leave out the appositions to a subject: "the prison, Devil's Island, known as X, was"."""
    kept = list(direct)
    while len(kept) > 1 and not _pronoun(kept[-1][1]) and _APPOSED.fullmatch(before[kept[-2][0] : kept[-1][0]]):
        kept.pop()
    return kept


def _pronoun(item: Item) -> bool:
    """Tell whether an item is "he", "she" or "it"."""
    return (
        isinstance(item.value, Mention)
        and not item.value.proper
        and item.span.end - item.span.start <= _LONGEST_PRONOUN
    )


def _of_a_part(before: str, direct: list[tuple[int, Item]], kinds: Collection[str]) -> bool:
    """Tell whether a clause speaks of one of the parts just counted: "nine departments, of which the third was"."""
    start = unnamed.counted(before) if "Person" not in kinds else None
    return start is not None and not (direct and direct[-1][0] > start)


def _misfit(sentence: Sentence, before: str, kinds: Collection[str]) -> bool:
    """Tell whether the verb has a subject of another class right before it: "the last unit was completed"."""
    found = _LEFT.search(before)
    if found is None or _PREPOSITION.search(before[: found.start()]):
        return False
    item = sentence.items[int(found.group(1))]
    return not _fits(item, kinds)


def possessor(sentence: Sentence, offset: int) -> Mention | None:
    """Return whom "his" or "her" at a masked offset means: the sentence's subject, or the last one before it."""
    masked = sentence.masked
    if masked.startswith("whose", offset) and (relative := _WHOSE.search(masked[:offset])):
        item = sentence.items[int(relative.group(1)[2:-1])]
        if _fits(item, ("Person",)) and isinstance(item.value, Mention):
            return Mention(item.value.span, item.value.name, "Person", item.value.proper)
    clause = masked.rfind(";", 0, offset) + 1
    barred = sentence.about if masked[offset : offset + 3].lower() in sentence.foreign else None
    found: dict[bool, list[Mention]] = {True: [], False: []}
    governed: list[Mention] = []
    unknown: set[Span] = set()
    for at, item in sentence.mentions(offset):
        fits = _fits(item, ("Person",)) and not _no_person(sentence, at, item, ("Person",))
        if not fits or not isinstance(item.value, Mention) or _KIN.search(masked[:at]):
            continue
        aside = masked.count("(", 0, at) > masked.count(")", 0, at) and ")" in masked[at:offset]
        if item.value.name == barred or aside:
            continue
        if _OWNED.match(masked, at) and _ITEM_COMMA.search(masked[:at]):  # "A, B's heir, and his wife": A's
            continue
        person = Mention(item.value.span, item.value.name, "Person", item.value.proper)
        if item.value.kind == "Thing":
            unknown.add(person.span)
        if _PREPOSITION.search(masked[:at]):
            governed.append(person)
        else:
            found[at >= clause].append(person)
    chosen = found[True][-1:] or found[False][:1]
    surely = [person for person in governed if person.span not in unknown]
    if chosen:  # a person that 'by' governs rather than a name of which nothing is known
        return surely[-1] if surely and chosen[0].span in unknown else chosen[0]
    topical = sentence.person and not sentence.person.proper
    last = None if sentence.person and sentence.person.name == barred else sentence.person
    return governed[-1] if governed and (not topical or last is None) else last  # not where the topic is a person


def _no_person(sentence: Sentence, at: int, item: Item, kinds: Collection[str]) -> bool:
    """Tell whether an unknown name cannot be a person's: "the Khmer Rouge", "a Xhosa leader", "Minister"."""
    if not isinstance(item.value, Mention) or item.value.kind != "Thing" or set(kinds) != {"Person"}:
        return False
    known = lexicon.load()
    following = re.match(r"<[^>]*> ([a-z]+?)s?\b", sentence.masked[at:])
    noun = following is not None and known.nouns.get((following.group(1),)) is not None
    noun = noun or bool(_AMONG.search(sentence.masked[:at]))
    return noun or item.value.name in known.titles or bool(re.search(r"\b(?:[Tt]he|[Aa]n?) $", sentence.masked[:at]))


def _fits(item: Item, kinds: Collection[str]) -> bool:
    return (
        isinstance(item.value, Mention)
        and item.letter[0] != "_"
        and (item.value.kind in kinds or (item.value.kind == "Thing" and not lexicon.load().a_people(item.value.name)))
    )


def _appositive_place(sentence: Sentence, at: int, item: Item) -> bool:
    """Tell whether a mention is the tail of a place chain: "in Kent, England"."""
    before = sentence.masked[:at]
    chained = item.letter == "X" and re.search(r"\b(?:in|at|near|from|to|of) (?:the )?<[LC]\d+>, $", before)
    closed = chained and re.match(r"<X\d+>(?:,|$| and\b)", sentence.masked[at:])
    return bool(closed) or (item.letter in {"L", "C"} and bool(re.search(r"<[LC]\d+>, $", before)))


def _joined(sentence: Sentence, direct: list[tuple[int, Item]]) -> list[Item | Mention]:
    """Return the last direct mention with those that 'and' or a comma joins to it."""
    chosen = [direct[-1][1]]
    at = direct[-1][0]
    for earlier, item in reversed(direct[:-1]):
        between = sentence.masked[earlier:at]
        if re.fullmatch(rf"<[A-Z]\d+>(?: \([^()]*\))?(?:, (?:an?|the) [^,;<>]{{3,60}},)?{_AND}", between) and (
            item.letter == chosen[0].letter or (_maybe_person(item) and _maybe_person(chosen[0]))
        ):
            chosen.insert(0, item)
            at = earlier
        else:
            break
    if len(chosen) > 1 and not re.search(
        r"\band (?:(?:his|her) (?:[a-z-]+,? ){1,3})?<[A-Z]\d+>$",
        sentence.masked[: direct[-1][0]] + f"<{chosen[-1].letter}0>",
    ):
        return [chosen[-1]]
    return list(chosen)


def _maybe_person(item: Item) -> bool:
    """Tell whether an item is a person, or an unknown name of several words, as persons bear."""
    return isinstance(item.value, Mention) and (
        item.letter == "P" or (item.letter == "X" and " " in item.value.name and item.value.proper)
    )


def _other_subject(sentence: Sentence, offset: int, kinds: Collection[str]) -> bool:
    """Tell whether an unnamed thing of a fitting kind is spoken of before: "the women's camp was closed"."""
    return any(
        isinstance(item.value, Mention)
        and item.letter[0] == "_"
        and item.value.kind in kinds
        and not _PREPOSITION.search(sentence.masked[:at])
        for at, item in sentence.mentions(offset)
    )
