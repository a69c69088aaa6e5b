"""What is typed, and what is shown. ␣ is the no-break space, ⍽ the narrow no-break space."""

import copy
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prospecta.document import Node
from prospecta.language import Language
from prospecta.pandoc import MARKDOWN, Pandoc
from prospecta.typography import Typography, typeset, typeset_text


@cache
def language(code: str) -> Typography:
    return Language.read(code).typography


def shown(text: str) -> str:
    return text.replace("\u00a0", "␣").replace("\u202f", "⍽")


FRENCH = """
Quelles actions ?                         | Quelles actions⍽?
Quelles actions?                          | Quelles actions⍽?
Vraiment ?! Oui !!! (sic !)               | Vraiment⍽?! Oui⍽!!! (sic⍽!)
à tous; ce qui (oui!)                     | à tous⍽; ce qui (oui⍽!)
« Oui ! », dit-il. En 2030? Et après…?    | «␣Oui⍽!␣», dit-il. En 2030⍽? Et après…⍽?
Atelier 1 : Des territoires               | Atelier 1␣: Des territoires
Atelier 1: Des territoires                | Atelier 1␣: Des territoires
Objectif n° 1: "agir"; à 3:1 ou 14: 30    | Objectif n°␣1␣: «␣agir␣»⍽; à 3:1 ou 14: 30
Initiative citoyenne: multiplication      | Initiative citoyenne␣: multiplication
(ex: PTI /plan lutte)                     | (ex␣: PTI /plan lutte)
Elle permet de:                           | Elle permet de␣:
(voir l'annexe): suite                    | (voir l’annexe)␣: suite
«vivre ensemble»                          | «␣vivre ensemble␣»
« Accueil » étant entendu comme :         | «␣Accueil␣» étant entendu comme␣:
l'« habitant »                            | l’«␣habitant␣»
aujourd'hui, d'abord, qu'il, l'"usager"   | aujourd’hui, d’abord, qu’il, l’«␣usager␣»
l', d', qu' et C' s'élident; l'11 mai     | l’, d’, qu’ et C’ s’élident⍽; l’11␣mai
'libre choix' et rock 'n' roll            | 'libre choix' et rock 'n' roll
le "vivre ensemble", dit "VE".            | le «␣vivre ensemble␣», dit «␣VE␣».
le " vivre ensemble " choisi              | le «␣vivre ensemble␣» choisi
"le "bien-être" pour tous"                | «␣le “bien-être” pour tous␣»
« le "bien-être" pour tous »              | «␣le “bien-être” pour tous␣»
("oui"), "non"; "peut-être"?              | («␣oui␣»), «␣non␣»⍽; «␣peut-être␣»⍽?
un écran de 3" et un autre                | un écran de 3" et un autre
un écran de 24 " et un de 27 " en "salle" | un écran de 24 " et un de 27 " en «␣salle␣»
un "seul début                            | un "seul début
ABS des CCAS...                           | ABS des CCAS…
sociale,... liberté individuelle...)      | sociale,… liberté individuelle…)
la prospective.....4                      | la prospective.....4
la vision -- cible -- à 15 ans            | la vision – cible – à 15 ans
la vision - cible – à 15 ans              | la vision - cible – à 15 ans
vision cible à 15-20 ans                  | vision cible à 15–20 ans
A 15-20 ANS, 15–20 ans, 1,5-2 %           | A 15–20 ANS, 15–20 ans, 1,5–2␣%
10-20 %, 10-20%, 10-20 km, 2-3 M€         | 10–20␣%, 10–20␣%, 10–20␣km, 2–3␣M€
le plan 2015-2020, puis (2020-2030).      | le plan 2015–2020, puis (2020–2030).
pages 12-15 et p. 3-4                     | pages 12–15 et p.␣3–4
20-15 ans, 2020-2015, L. 123-4, CE1-2     | 20-15 ans, 2020-2015, L. 123-4, CE1-2
n° 2015-2016, 2015-05-28, F-2015-2016     | n°␣2015-2016, 2015-05-28, F-2015-2016
loi 2015-991, lot 12-14, 76100-76200      | loi 2015-991, lot 12-14, 76100-76200
20 %, 20%, 3 €, 3€, 5 ‰, 4 $, 12 k€       | 20␣%, 20␣%, 3␣€, 3␣€, 5␣‰, 4␣$, 12␣k€
10 km, 3 m², 20 °C, 5 kWh, 3 ha           | 10␣km, 3␣m², 20␣°C, 5␣kWh, 3␣ha
en 2015 l'habitant, en 2015 s'ouvre       | en 2015 l’habitant, en 2015 s’ouvre
15 000 habitants, 1 200 000 €             | 15⍽000 habitants, 1⍽200⍽000␣€
1 234 567 890,50 €; 10 000-20 000         | 1⍽234⍽567⍽890,50␣€⍽; 10⍽000-20⍽000
06 12 34 56 70 ou 0800 123 456            | 06 12 34 56 70 ou 0800 123 456
+33 235 123 456, 02 35 123 456, en 2015   | +33 235 123 456, 02 35 123 456, en 2015
14 h 30, 14h30, 9 h                       | 14␣h␣30, 14h30, 9␣h
M. le maire, Mme Dupont, MM. A et B       | M.␣le maire, Mme␣Dupont, MM.␣A et B
Dr Martin, Me Dupont, Mr Curie            | Dr␣Martin, Me␣Dupont, Mr␣Curie
Me voici. Cet art. Et la p. suivante      | Me voici. Cet art. Et la p. suivante
art. 5, n° 12, pp. 3, chap. IV, § 2       | art.␣5, n°␣12, pp.␣3, chap.␣IV, §␣2
le 28 mai 2015, le 1er mai, 27 Novembre   | le 28␣mai 2015, le 1er␣mai, 27␣Novembre
le 26-27 novembre, du 26 au 28 mai        | le 26–27␣novembre, du 26 au 28␣mai
28 maisons, 3 marsouins, 12 sept. 2015    | 28 maisons, 3 marsouins, 12␣sept. 2015
Louis XIV, Atelier II, Article V          | Louis␣XIV, Atelier␣II, Article V
https://a.fr/l'eau?x=1;y... ; a@b-c.fr !  | https://a.fr/l'eau?x=1;y…⍽; a@b-c.fr⍽!
bilan-2015-2020.pdf, l'eau.odt, a.b/c?d   | bilan-2015-2020.pdf, l’eau.odt, a.b/c?d
à 9:30, 1:2, std::vec, C:\\d'x : oui :-)  | à 9:30, 1:2, std::vec, C:\\d'x␣: oui :-)
citoyen·ne·s, citoyen.ne.s ?              | citoyen·ne·s, citoyen.ne.s⍽?
%20, 100%25, ../x, .../x, A--B            | %20, 100%25, ../x, .../x, A--B
"""

ENGLISH = """
"He said 'no'," she said.                 | “He said ‘no’,” she said.
'a "b" c' and "a "b" c"                   | ‘a “b” c’ and “a ‘b’ c”
It's the dogs' bones, the 1990's, '90s    | It’s the dogs’ bones, the 1990’s, ’90s
'Tis 5' 10" tall                          | ’Tis 5' 10" tall
Why ? Yes! Note: this; that               | Why ? Yes! Note: this; that
wait... the plan -- the vision            | wait… the plan – the vision
15-20 years, 15-20%, 2015-2020, pp. 3-5   | 15–20 years, 15–20%, 2015–2020, pp. 3–5
2015-05-28, A-2015-2020, 20-15 years      | 2015-05-28, A-2015-2020, 20-15 years
10 km, 20 °C, 9:30, 10 meetings, 1st      | 10␣km, 20␣°C, 9:30, 10 meetings, 1st
"""


def rows(table: str) -> list[Any]:
    pairs = [re.split(r" *\| ", line, maxsplit=1) for line in table.strip().splitlines()]
    return [pytest.param(*pair, id=pair[0]) for pair in pairs]


@pytest.mark.parametrize(("typed", "expected"), rows(FRENCH))
def test_french(typed: str, expected: str) -> None:
    assert shown(typeset_text(typed, language("fr"))) == expected


@pytest.mark.parametrize(("typed", "expected"), rows(ENGLISH))
def test_english(typed: str, expected: str) -> None:
    assert shown(typeset_text(typed, language("en"))) == expected


MARKDOWN_IN_FRENCH = r"""
**Titre** : suite                         | **Titre**␣: suite
**Titre**: *l'*`x` ; d'**agir**!          | **Titre**␣: *l’*`x`⍽; d’**agir**⍽!
"le **bien-être** pour *tous"*            | «␣le **bien-être** pour *tous␣»*
*"oui"* et **"non** et oui"               | *«␣oui␣»* et **«␣non** et oui␣»
«**oui**» et **«**non»                    | «␣**oui**␣» et **«␣**non␣»
de 15-**20** ans à **15** %               | de 15–**20** ans à **15**␣%
le mot[^1]; le "mot"[^1]. \               | le mot(«␣note␣»)⍽; le «␣mot␣»(«␣note␣»). \
le 1er mai, le 2e, la 1re, les 2es        | le 1^er^␣mai, le 2^e^, la 1^re^, les 2^es^
XXe et XIXe siècles, Ve République, Ier   | XX^e^ et XIX^e^ siècles, V^e^ République, I^er^
**XXe** siècle, 3^e^ et 20 000e; 2e-3e    | **XX^e^** siècle, 3^e^ et 20⍽000e⍽; 2e-3e
A1e, #2e, 1ère, 2ème, Xe, 2e3, 1e, C3e    | A1e, #2e, 1ère, 2ème, Xe, 2e3, 1e, C3e
le 2nd tour, la 2de étape, MIXe, Ire, IIe | le 2^nd^ tour, la 2^de^ étape, MIXe, Ire, II^e^
un `l'x...` et <https://a.fr/l'x>         | un `l'x...` et [https://a.fr/l'x]
[l'avis](http://a.fr) ; [a.fr](http://a.fr/)!| [l’avis]⍽; [a.fr]⍽!
[it's "so" : no]{lang=en} ; [l'an]{lang=fr-FR}| {it's "so" : no}⍽; {l’an}
[l'an]{.x}: ![l'x](y.png) !               | {l’an}␣: !⍽!
"""


@pytest.fixture(scope="module")
def pandoc() -> Iterator[Pandoc]:
    engine = Pandoc.start()
    yield engine
    engine.close()


MARKS = {
    "Strong": "**{}**",
    "Emph": "*{}*",
    "Superscript": "^{}^",
    "Link": "[{}]",
    "Span": "{{{}}}",
    "Note": "({})",
    "LineBreak": "⏎",
    "Image": "!",
    "Space": " ",
}


def sketch(value: Any) -> str:
    """The tree as one line of something like Markdown."""
    if isinstance(value, list):
        return "".join(map(sketch, value))
    kind, held = value["t"], value.get("c", [])
    if kind in {"Str", "Code"}:
        return held if kind == "Str" else f"`{held[1]}`"
    contents = [] if kind == "Image" else held[1] if kind in {"Link", "Span", "Quoted"} else held
    return MARKS.get(kind, "{}").format(sketch(contents))


@pytest.mark.parametrize(("typed", "expected"), rows(MARKDOWN_IN_FRENCH))
def test_context_crosses_formatting(pandoc: Pandoc, typed: str, expected: str) -> None:
    (blocks,) = pandoc.read([(MARKDOWN, f'{typed}\n\n[^1]: "note"')])
    assert shown(sketch(typeset(blocks, language("fr"), "fr"))) == expected


EVERY_PLACE = """
# L'an 1

- l'an 2

1. l'an 3

l'an 4
: l'an 5

> l'an 6

| l'an 7 |
|--------|
| l'an 8 |

: l'an 9

::: {lang=en}
it's 10
:::

```
l'an 11
```
"""


def test_every_block_that_holds_inlines_is_typeset(pandoc: Pandoc) -> None:
    (blocks,) = pandoc.read([(MARKDOWN, EVERY_PLACE)])
    written = str(typeset(blocks, language("fr"), "fr"))
    assert sorted(map(int, re.findall(r"’an (\d+)", written))) == list(range(1, 10))
    assert "it's" in written
    assert "l'an 11" in written


def test_a_run_of_text_becomes_one_string(pandoc: Pandoc) -> None:
    (blocks,) = pandoc.read([(MARKDOWN, "un deux\ntrois **quatre cinq**  \nsix")])
    (para,) = typeset(blocks, language("fr"))
    assert para["c"] == [
        {"t": "Str", "c": "un deux trois "},
        {"t": "Strong", "c": [{"t": "Str", "c": "quatre cinq"}]},
        {"t": "LineBreak"},
        {"t": "Str", "c": "six"},
    ]


def test_quoted_nodes_get_the_quotes_of_the_language() -> None:
    inner = {"t": "Quoted", "c": [{"t": "DoubleQuote"}, [{"t": "Str", "c": "b"}]]}
    outer = {"t": "Quoted", "c": [{"t": "DoubleQuote"}, [{"t": "Str", "c": "a "}, inner]]}
    (para,) = typeset([{"t": "Para", "c": [outer]}], language("fr"))
    assert shown(sketch(para)) == "«␣a “b”␣»"


def test_without_a_language_of_the_document_marked_passages_stay() -> None:
    words = [{"t": "Str", "c": "l'an"}]
    span = {"t": "Span", "c": [["", [], [["lang", "fr"]]], words]}
    (para,) = typeset([{"t": "Para", "c": [span]}], language("fr"))
    assert para["c"] == [span]


def test_a_language_is_data() -> None:
    german = {
        "quotes": {
            "straight": '"',
            "open": "»",
            "close": "«",
            "inner-open": "„",
            "inner-close": "“",
        },
        "apostrophe": {"find": r"(?<=\w)'(?=\w)", "mark": "’"},
        "rules": [{"find": r"(?<=z\.)(?=B\.)", "replace": "\u202f", "why": "zum Beispiel"}],
    }
    typed = """Er sagt's, z.B. "das "Wohl" aller" """
    expected = "Er sagt’s, z.⍽B. »das „Wohl“ aller« "
    assert shown(typeset_text(typed, Typography.from_data(german))) == expected


# What must hold for every text and every tree.

SIGNS = "'\"«»“”’…-–—.,;:!?()[]%€$°·/\\@#_ \u00a0\u202f\n\ufffc12035ehMXIVl"
WORDS = """mot l' d'un 2015-2020 15-20 XXe 2e 1er -- ... : ; « » h M. n° p. 000 km % ans mai siècle
Louis XIV https://a.fr/b a@b.fr www.a.fr x.pdf C:\\d dogs' '90s 'Tis""".split()  # noqa: SIM905
PIECES = [*SIGNS, *WORDS, *(f" {word} " for word in WORDS)]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=14).map("".join) | st.text(max_size=30)
CODES = st.sampled_from(["fr", "en"])


def leaf(text: str) -> Node:
    return {"t": "Str", "c": text}


def wrapped(inner: st.SearchStrategy[list[Node]]) -> st.SearchStrategy[Node]:
    attr: Any = ["", [], []]
    return (
        inner.map(lambda held: {"t": "Strong", "c": held})
        | inner.map(lambda held: {"t": "Superscript", "c": held})
        | inner.map(lambda held: {"t": "Link", "c": [attr, held, ["#x", ""]]})
        | inner.map(lambda held: {"t": "Note", "c": [{"t": "Para", "c": held}]})
    )


PLAIN = st.one_of(
    TEXTS.map(leaf),
    st.sampled_from(["Space", "SoftBreak", "LineBreak"]).map(lambda kind: {"t": kind}),
    TEXTS.map(lambda text: {"t": "Code", "c": [["", [], []], text]}),
)
INLINES = st.recursive(
    st.lists(PLAIN, max_size=4),
    lambda inner: st.lists(PLAIN | wrapped(inner), max_size=5),
    max_leaves=8,
)
PARAGRAPHS = st.lists(INLINES.map(lambda held: {"t": "Para", "c": held}), max_size=3)


def visible(text: str) -> str:
    """The text without what typography may change: spaces, the form of quotes, dots and dashes."""
    text = re.sub("[«»“”]", '"', re.sub("[‘’]", "'", text)).replace("…", "...")
    return re.sub(r"\s", "", re.sub("--|–", "-", text)).replace("'", '"')


@given(TEXTS, CODES)
def test_no_visible_character_is_lost(text: str, code: str) -> None:
    assert visible(typeset_text(text, language(code))) == visible(text)


@given(TEXTS, CODES)
def test_typeset_text_is_idempotent(text: str, code: str) -> None:
    once = typeset_text(text, language(code))
    assert typeset_text(once, language(code)) == once


def marks_off(value: Any) -> str:
    return "".join(re.findall(r"[^*^]", sketch(value)))


@given(PARAGRAPHS, CODES)
def test_a_tree_keeps_its_words_and_its_input(blocks: list[Node], code: str) -> None:
    before = copy.deepcopy(blocks)
    after = typeset(blocks, language(code))
    assert blocks == before
    assert visible(marks_off(after)) == visible(marks_off(blocks))


@given(PARAGRAPHS, CODES)
def test_typeset_is_idempotent(blocks: list[Node], code: str) -> None:
    once = typeset(blocks, language(code))
    assert typeset(once, language(code)) == once


@given(PARAGRAPHS, PARAGRAPHS, CODES)
def test_nothing_crosses_paragraphs(one: list[Node], two: list[Node], code: str) -> None:
    rules = language(code)
    assert typeset([*one, *two], rules) == [*typeset(one, rules), *typeset(two, rules)]


@given(TEXTS, CODES)
def test_needs_spare_searches_and_change_nothing(text: str, code: str) -> None:
    rules = language(code)
    always = replace(rules, rules=tuple(replace(rule, needs=()) for rule in rules.rules))
    assert typeset_text(text, always) == typeset_text(text, rules)


@given(TEXTS, CODES)
def test_formatting_changes_no_context(text: str, code: str) -> None:
    """Cut into leaves at any place, a paragraph reads the same as in one piece."""
    rules = replace(language(code), superscripts=None)
    kinds = ["Strong", "Emph"]
    cut = [{"t": kinds[n % 2], "c": [leaf(char)]} for n, char in enumerate(text)]
    (para,) = typeset([{"t": "Para", "c": cut}], rules)
    assert "".join(re.findall(r"[^*]", sketch(para))) == typeset_text(text, rules).replace("*", "")
