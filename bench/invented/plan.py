"""The action timeline and the follow-ups, with dates of every precision."""

from datetime import date
from typing import Any

from invented.meeting import Draft
from invented.sentences import capital

TERMS = (("Court terme", 0, 3), ("Moyen terme", 4, 9), ("Long terme", 10, 15))
"""A term, and the years after the seminar in which it begins and ends."""
UNDATED = 1 / 20


def actions(draft: Draft) -> None:
    speech, random = draft.speech, draft.speech.random
    year = draft.meeting.day.year
    horizons = [
        {"id": f"terme-{at}", "title": title, "start": year + start, "end": year + end}
        for at, (title, start, end) in enumerate(TERMS)
    ]
    lanes = [
        {"id": f"axe-{number}", "title": capital(speech.thing())}
        for number in range(1, (1 if draft.short else random.randint(2, 5)) + 1)
    ]
    count = draft.count(0.8, 2 if draft.short else 4)
    made = [_action(draft, number) for number in range(1, count + 1)]
    for number, action in enumerate(made):
        action["lane"] = lanes[number % len(lanes)]["id"]
        action["objectives"] = draft.objectives[number::count] or random.choice(draft.objectives)
        before = [other["id"] for other in made if _ends(other) < _begins(action)]
        if before and random.random() < 1 / 3:
            action["after"] = random.choice(before)
    milestones = [{"title": capital(speech.deed()), "date": year + random.randint(2, 15)}]
    content = {"caption": "La stratégie dans le temps", "horizons": horizons, "lanes": lanes}
    draft.write("actions.yaml", {**content, "milestones": milestones, "actions": made})


def _action(draft: Draft, number: int) -> dict[str, Any]:
    speech, random = draft.speech, draft.speech.random
    action: dict[str, Any] = {"id": f"action-{number}", "title": capital(speech.deed()), "lane": ""}
    at = random.choice((0, 0, 0, 1, 1, 2))
    low, high = (draft.meeting.day.year + years for years in TERMS[at][1:])
    start = random.randint(low + 1, high)
    end = random.randint(start, high)
    if random.random() < 1 / 12:
        action["start"] = "en continu"
    else:
        action |= {"start": _moment(draft, start), "horizon": f"terme-{at}"}
        if end > start:
            action["end"] = _moment(draft, end)
    action["priority"] = random.choice(["high", "medium", "low"])
    if random.random() < 1 / 3:
        action["status"] = "planned"
    action["lead"] = random.choice(draft.organisations + draft.people)
    others = [one for one in draft.organisations if one != action["lead"]]
    action["partners"] = random.sample(others, min(len(others), random.randint(0, 2))) or None
    if random.random() < 1 / 3:
        action["indicators"] = speech.some("indicators", random.randint(1, 2))
    if random.random() < 1 / 4:
        action["budget"] = f"{random.randint(2, 480)} 000 €"
    if not draft.short and random.random() < 1 / 3:
        action["details"] = speech.paragraph(1, 2)
    return action


def _moment(draft: Draft, year: int) -> str:
    random = draft.speech.random
    month, day = random.randint(1, 12), random.randint(1, 28)
    forms = (f"{year}", f"{year}-T{random.randint(1, 4)}", f"{year}-{month:02}")
    return random.choice((*forms, date(year, month, day).isoformat()))


def _begins(action: dict[str, Any]) -> int:
    moment = str(action["start"])
    return int(moment[:4]) if moment[:4].isdigit() else 0


def _ends(action: dict[str, Any]) -> int:
    """The year in which it ends, none that comes for what stays open."""
    return int(str(action["end"])[:4]) if "end" in action else 9999


def follow_ups(draft: Draft) -> None:
    speech, random = draft.speech, draft.speech.random
    content: dict[str, Any] = {"lead_in": speech.paragraph(1, 2), "follow_ups": []}
    detailed = random.random() < 11 / 12
    for text in (capital(f"{speech.deed()}") for _ in range(draft.count(0.4, 2))):
        item = {"text": text}
        if detailed:
            item["who"] = random.choice(draft.organisations + draft.people)
            item["due"] = _moment(draft, draft.meeting.day.year + 1)
            item["status"] = random.choice(["planned", "in-progress", "late"])
        content["follow_ups"].append(item)
    draft.write("follow-ups.yaml", content)
