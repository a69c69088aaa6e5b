"""Markdown files: paragraphs, lists, boxes, tables, notes, pictures, and references to blocks."""

from collections.abc import Callable

from invented.meeting import Draft
from invented.pictures import png, svg
from invented.sentences import capital

Part = Callable[[Draft], str]


def introduction(draft: Draft) -> str:
    """The first text: it places the objectives of the day."""
    closing = "Le plan est en [](#actions), les personnes présentes en [](#participants)."
    if draft.short:
        return f"{draft.speech.paragraph(1, 2)}\n\n![](#objectives)\n\n{closing}"
    box = f"::: callout\n**Définition**\n\n{draft.speech.paragraph(1, 2)}\n:::"
    before, after = draft.speech.paragraph(), draft.speech.paragraph()
    return f"{before}\n\n![](#objectives)\n\n{box}\n\n{after}\n\n{closing}"


def text(draft: Draft, parts: int) -> str:
    """So many parts, by chance paragraphs or something else, none of them alone."""
    made = [draft.speech.paragraph(1, 2) if draft.short else draft.speech.paragraph()]
    for number in range(parts):
        if number and number % 6 == 0:
            made.append(f"# {capital(draft.speech.thing())}")
            made.append(draft.speech.paragraph())
        made.append(draft.speech.random.choice(PARTS)(draft))
    return "\n\n".join(made)


def _paragraph(draft: Draft) -> str:
    return draft.speech.paragraph()


def _bullets(draft: Draft) -> str:
    speech = draft.speech
    mark = speech.random.choice(("", "", "arrows", "checks"))
    points = "\n".join(f"- {point}" for point in speech.points(3, 6))
    return f"{speech.sentence()}\n\n" + (f"::: {mark}\n{points}\n:::" if mark else points)


def _steps(draft: Draft) -> str:
    points = draft.speech.points(3, 5)
    return "\n".join(f"{number}. {point}" for number, point in enumerate(points, 1))


def _quotation(draft: Draft) -> str:
    return f"> {draft.speech.paragraph(1, 2)}"


def _noted(draft: Draft) -> str:
    speech = draft.speech
    return f"{speech.paragraph(2, 4)}[^1]\n\n{speech.sentence()}\n\n[^1]: {speech.sentence()}"


def _table(draft: Draft) -> str:
    speech, random = draft.speech, draft.speech.random
    lines = ["| Commune | Habitants | Ce qui s'y fait |", "|---|---:|---|"]
    for town in speech.some("towns", random.randint(3, 7)):
        people = random.randint(180, 9800)
        lines.append(f"| {town} | {people} | {capital(speech.deed())} |")
    return "\n".join(lines)


def _linked(draft: Draft) -> str:
    speech = draft.speech
    number = speech.random.randint(100, 9999)
    site = f"[le dossier {number}](https://territoires.example/dossiers/{number})"
    return f"{speech.paragraph(1, 3)} On lira aussi {site}, *passim*. {speech.paragraph(1, 2)}"


def _picture(draft: Draft) -> str:
    speech = draft.speech
    number = sum(path.startswith("figures/") for path in draft.files) + 1
    kind, draw = speech.random.choice((("png", png), ("svg", svg)))
    draft.files[f"figures/figure-{number}.{kind}"] = draw(speech.random)
    seen, caption = speech.sentence().rstrip("."), capital(speech.thing())
    return f'![{seen}](../figures/figure-{number}.{kind} "{caption}"){{width=70%}}'


PARTS: tuple[Part, ...] = (
    *(_paragraph,) * 5,
    *(_bullets,) * 3,
    _steps,
    _quotation,
    _linked,
    _table,
    _picture,
)
