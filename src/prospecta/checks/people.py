"""People and organisations: owners who are there, and nobody twice under two spellings."""

import re
from collections.abc import Iterator, Mapping

from prospecta.blocks.participants import Organisation, Person, Stranger
from prospecta.checks.nearness import only_difference, shortened, slip
from prospecta.checks.words import folded
from prospecta.findings import Finding
from prospecta.seminar import Seminar
from prospecta.text import Line, slug

AND = re.compile(r"[,;/&+]|(?<=\s)(?:et|and)(?=\s)")
CIVILITIES: Mapping[str, str] = {
    **dict.fromkeys(("m", "mr", "monsieur"), "m"),
    **dict.fromkeys(("mme", "mlle", "madame", "mademoiselle", "mrs", "ms", "miss"), "f"),
    **dict.fromkeys(("dr", "docteur", "doctor", "pr", "prof", "maitre"), ""),
}
"""What stands before a name, and whom it tells from whom."""


def owners_known(seminar: Seminar) -> Iterator[Finding]:
    """Who is named where an id is meant; the advice is the id of who has that name."""
    strangers = [value for value in seminar.values if isinstance(value, Stranger)]
    named: dict[tuple[str, ...], str] = {}
    nameless: dict[tuple[str, ...], Person] = {}
    for model in seminar.models if strangers else ():
        if isinstance(model, Person) and model.id is None:
            nameless.setdefault(tuple(sorted(_name(model))), model)
        elif isinstance(model, Person | Organisation):
            for name in (model.id, model.name, getattr(model, "acronym", None)):
                named.setdefault(tuple(sorted(_bare(name))), str(model.id))
    for value in strangers:
        one, *several = (
            named.get(tuple(sorted(_bare(part))), "") for part in (value, *AND.split(str(value)))
        )
        listed = f"[{', '.join(several)}]" if len(several) > 1 and all(several) else ""
        values = {"name": str(value), "suggestion": one or listed}
        if person := nameless.get(tuple(sorted(_bare(value)))):
            place = person.name.span
            values |= {"own": _new_id(seminar, person), "first": f"{place.path}:{place.line}"}
        yield Finding("unknown-owner", value.span, values)


def _new_id(seminar: Seminar, person: Person) -> str:
    """An id for a person that nothing has yet."""
    made = slug(f"{person.given or ''} {person.particle or ''} {person.family}")
    free = (made, *(f"{made}-{number}" for number in range(2, 10)))
    return next((one for one in free if one not in seminar.objects), "")


def people_once(seminar: Seminar) -> Iterator[Finding]:
    """Nobody is listed twice: case, accents, hyphens, order and one letter aside."""
    first: dict[tuple[str, ...], Person] = {}
    for person in (one for one in seminar.models if isinstance(one, Person)):
        keys = list(_keys(person))
        before = next((first[key] for key in keys if key in first), None)
        if before is not None and _same(before, person):
            yield _twice("person-twice", person.name, before.name)
        for key in keys:
            first.setdefault(key, person)


def _keys(person: Person) -> Iterator[tuple[str, ...]]:
    family, given = "".join(_bare(person.family)), "".join(_bare(person.given))
    yield ("", *sorted(_name(person)))
    yield from (("family", given, less) for less in shortened(family) if given)
    yield from (("given", family, less) for less in shortened(given))


def _same(one: Person, other: Person) -> bool:
    titles = {title for person in (one, other) for title in _titles(person)}
    if len(titles) > 1:
        return False
    names = [_name(person) for person in (one, other)]
    if sorted(names[0]) == sorted(names[1]) or "".join(names[0]) == "".join(names[1]):
        return True
    pair = only_difference(*names)
    if pair is None:
        return False
    # Pascal and Pascale, Julien and Juliena are two people.
    given = _bare(one.given) != _bare(other.given)
    return bool(slip(*pair)) and not (given and pair[0][:-1] == pair[1][: len(pair[0]) - 1])


def _titles(person: Person) -> Iterator[str]:
    """The civility of a person, be it typed into the name; none that goes with any person."""
    typed = (
        folded(str(words or ""))[:1] for words in (person.civility, person.given, person.family)
    )
    for word in (word for words in typed for word in words):
        if word in CIVILITIES:
            yield from filter(None, [CIVILITIES[word]])
            return


def _name(person: Person) -> list[str]:
    """The words of a name, given name first, without its civility."""
    return [*_bare(person.given), *folded(str(person.particle or "")), *_bare(person.family)]


def _bare(name: object) -> list[str]:
    words = folded(str(name or ""))
    return words[1:] if len(words) > 1 and words[0] in CIVILITIES else words


def organisations_once(seminar: Seminar) -> Iterator[Finding]:
    """No organisation is declared twice, nor by its acronym beside its name."""
    first: dict[str, Organisation] = {}
    for one in (model for model in seminar.models if isinstance(model, Organisation)):
        name, acronym = _joined(one.name), _joined(one.acronym)
        keys = [name, *sorted(shortened(name))]
        before = next((first[key] for key in keys if key in first), None)
        if before is not None and _declared(one, before):
            yield _twice("organisation-twice", one.name, before.name)
        for key in [*keys, acronym] if acronym else keys:
            first.setdefault(key, one)


def _declared(one: Organisation, before: Organisation) -> bool:
    """Whether two names are one. Another letter may make another town: Mantes is not Nantes."""
    if _joined(one.name) in {_joined(before.name), _joined(before.acronym)}:
        return True
    pair = only_difference(folded(str(one.name)), folded(str(before.name)))
    return pair is not None and slip(*pair) in {"more", "swapped"}


def _twice(code: str, here: Line, there: Line) -> Finding:
    first = f"{there.span.path}:{there.span.line}"
    return Finding(code, here.span, {"name": str(here), "before": str(there), "first": first})


def _joined(name: Line | None) -> str:
    return "".join(folded(str(name or "")))
