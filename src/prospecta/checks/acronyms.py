"""Acronyms: spelt in one way, and written out somewhere."""

from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from prospecta.blocks.participants import Organisation, Person
from prospecta.checks.capitals import ACRONYM, Use, uses
from prospecta.checks.expansions import expanded, spelt_by_initials
from prospecta.checks.lexicon import lexicon_of
from prospecta.checks.words import Said, folded, names
from prospecta.findings import Finding
from prospecta.seminar import Seminar

OFTEN = 2
"""A spelling is a slip of another that stands at least so many times as often."""
SHORT = 4
"""Letters of the shortest acronym whose neighbours are slips: of fewer, most are other acronyms."""


def acronyms_told(seminar: Seminar, texts: Sequence[Said]) -> Iterator[Finding]:
    """An acronym has one spelling, and its words stand somewhere beside it."""
    known = lexicon_of(seminar)
    people = {
        word
        for model in seminar.models
        if isinstance(model, Person)
        for word in folded(str(model.family))
    }
    found = list(uses(texts, known.small, people))
    declared = _declared(seminar)
    explained = known.acronyms | declared | {use.letters for use in found if expanded(use)}
    slips = dict(_slips(Counter(use.letters for use in found), explained))
    for use in found:
        if use.letters in slips:
            yield _finding(use, "acronym-spelling", {"usual": slips[use.letters]})
    wanted = {use.letters for use in found} - explained - set(slips)
    wanted -= spelt_by_initials(wanted, texts, known.small)
    for use in found:
        if use.letters in wanted:
            wanted.discard(use.letters)
            yield _finding(use, "acronym-unexpanded", {})


def _finding(use: Use, code: str, values: dict[str, str]) -> Finding:
    span = use.of.words.part(use.start, use.end)
    return Finding(code, span, {"acronym": use.letters, **values})


def _declared(seminar: Seminar) -> set[str]:
    """The acronyms that stand for an organisation, or in the name of one."""
    written = " ".join(str(name) for name in names(seminar))
    own = {
        str(model.acronym)
        for model in seminar.models
        if isinstance(model, Organisation) and model.acronym
    }
    return own | {match[1] for match in ACRONYM.finditer(written)}


def _slips(counts: Counter[str], explained: AbstractSet[str]) -> Iterator[tuple[str, str]]:
    """Each rare acronym that is another one without a letter of it, or with one too many."""
    by_less: dict[str, list[str]] = {}
    for letters in counts:
        for at in range(len(letters)):
            by_less.setdefault(letters[:at] + letters[at + 1 :], []).append(letters)
    for short in counts:
        for long in dict.fromkeys(by_less.get(short, ())):
            if len(short) < SHORT or {short, long} <= explained or not _likely(short, long):
                continue
            rare, usual = sorted((short, long), key=lambda letters: counts[letters])
            if counts[usual] >= OFTEN * counts[rare] and rare not in explained:
                yield rare, usual


def _likely(short: str, long: str) -> bool:
    """A letter doubled or not, or one in many; else the two are as likely two acronyms."""
    doubled = any(
        long[at] == long[at - 1] and long[:at] + long[at + 1 :] == short
        for at in range(1, len(long))
    )
    return doubled or len(short) > SHORT
