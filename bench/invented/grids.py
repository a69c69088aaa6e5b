"""Who took part, the workshops and what came out of them: grids and visions."""

from typing import Any

from invented.meeting import FEWEST, Draft
from invented.sentences import capital

QUADRANTS = ("strengths", "weaknesses", "opportunities", "threats")
ALWAYS_THERE = 3
"""People at the head of the list who came."""


def participants(draft: Draft) -> None:
    speech, random = draft.speech, draft.speech.random
    names = speech.some("organisations", draft.count(0.5, 3))
    organisations = [
        {"id": f"organisation-{number}", "name": name} for number, name in enumerate(names, 1)
    ]
    draft.organisations = [body["id"] for body in organisations]
    count = draft.count(1.6, 4)
    pairs = zip(speech.some("family", count), speech.some("given", count), strict=False)
    people = []
    for number, (family, given) in enumerate(pairs, 1):
        person: dict[str, Any] = {"id": f"personne-{number}", "family": family, "given": given}
        body = random.choice(draft.organisations)
        person["functions"] = [{"title": speech.one("functions"), "organisation": body}]
        if number > ALWAYS_THERE and random.random() < 1 / 8:
            person["presence"] = random.choice(["excused", "absent"])
        else:
            draft.people.append(person["id"])
        people.append(person)
    draft.write("participants.yaml", {"organisations": organisations, "people": people})


def workshops(draft: Draft) -> None:
    """Half of the workshops diagnose, half look ahead, in all but the shortest reports."""
    speech, random = draft.speech, draft.speech.random
    half = draft.count(0.14)
    made = []
    for index in range(2 * half if draft.meeting.pages > FEWEST else half):
        kind, number = ("swot", "vision")[index // half], index % half + 1
        name = f"atelier-{kind}-{number}"
        workshop: dict[str, Any] = {"id": name, "number": number}
        workshop["title"] = f"{capital(speech.thing())} et {speech.thing()}"
        if random.random() < 2 / 3:
            workshop["question"] = f"Comment {speech.deed()} {speech.one('circumstances')} ?"
        if random.random() < 1 / 3:
            workshop["definition"] = speech.paragraph(1, 2)
        workshop["facilitators"] = random.choice(draft.people)
        made.append(workshop)
        draft.workshops[name] = f"{kind}-atelier-{number}"
        write = _swot if kind == "swot" else _vision
        draft.write(f"{kind}/atelier-{number}.yaml", {"workshop": name, **write(draft)})
    draft.write("workshops.yaml", {"workshops": made})


def _swot(draft: Draft) -> dict[str, Any]:
    return {quadrant: draft.points(2, 7) for quadrant in QUADRANTS}


def _vision(draft: Draft) -> dict[str, Any]:
    speech = draft.speech
    return {
        "dimensions": [
            {"title": title, "characteristics": _tree(draft)}
            for title in speech.some(
                "dimensions", 2 if draft.short else speech.random.randint(2, 5)
            )
        ]
    }


def _tree(draft: Draft) -> list[Any]:
    """Points, of which a few hold points of their own."""
    speech, random = draft.speech, draft.speech.random
    return [
        {"text": point, "items": speech.points(2, 3)} if random.random() < 1 / 6 else point
        for point in draft.points(2, 6)
    ]


def stable_vision(draft: Draft) -> None:
    """What all agreed on: objectives that actions serve, and levers that dimensions share."""
    speech, random = draft.speech, draft.speech.random
    levers = [
        {"id": f"levier-{number}", "text": capital(speech.deed())}
        for number in range(1, random.randint(2, 3) + 1)
    ]
    dimensions = []
    for index, title in enumerate(speech.some("dimensions", draft.count(0.2, 2))):
        goals = []
        for text in draft.points(1, 3):
            goals.append({"id": f"objectif-{len(draft.objectives) + 1}", "text": text})
            draft.objectives.append(goals[-1]["id"])
        lever = levers[index // 2 % len(levers)]["id"]
        dimensions.append({"title": title, "objectives": goals, "levers": lever})
    used = {dimension["levers"] for dimension in dimensions}
    levers = [lever for lever in levers if lever["id"] in used]
    content = {"caption": "Vision cible stabilisée", "levers": levers, "dimensions": dimensions}
    draft.write("vision/stabilisee.yaml", content)


def approach(draft: Draft) -> None:
    speech = draft.speech
    steps = [
        {"title": title, "result": capital(speech.deed())}
        for title in ("Explorer", "Choisir un cap", "S'organiser", "Rendre compte")
    ]
    draft.write("approach.yaml", {"steps": steps[: speech.random.randint(3, 4)]})
