"""One seminar folder: every kind of block, and as much of each as its pages ask for."""

from collections.abc import Mapping
from random import Random
from typing import Any

from invented import grids, plan, prose
from invented.meeting import FEWEST, Draft, Meeting
from invented.sentences import Speech, capital

DRAFTS = 1 / 5
"""The share of seminars that are still drafts."""
TEXTS = ("introduction", "contexte", "enjeux", "vision", "strategie")


def seminar(meeting: Meeting, random: Random) -> Mapping[str, bytes]:
    """Every file of the folder by its path in it. The same random numbers give the same bytes."""
    draft = Draft(meeting, Speech(random))
    grids.participants(draft)
    grids.workshops(draft)
    grids.stable_vision(draft)
    grids.approach(draft)
    plan.actions(draft)
    plan.follow_ups(draft)
    draft.write("text/introduction.md", prose.introduction(draft))
    for name in TEXTS[1:2] if draft.short else TEXTS[1:]:
        draft.write(f"text/{name}.md", prose.text(draft, draft.count(0.4, 0)))
    draft.write("seminar.yaml", _identity(draft) | {"outline": _outline(draft)})
    return draft.files


def _identity(draft: Draft) -> dict[str, Any]:
    meeting, speech = draft.meeting, draft.speech
    series: dict[str, Any] = {"name": f"{meeting.theme} – {meeting.territory}"}
    series["number"] = meeting.number
    if meeting.previous:
        series["previous"] = {"dates": meeting.previous.isoformat()}
    return {
        "title": f"{capital(speech.deed())} {speech.one('circumstances')}",
        "kind": "Compte-rendu du séminaire de prospective",
        "language": "fr",
        "dates": meeting.day.isoformat(),
        "place": speech.one("towns"),
        "territory": meeting.territory,
        "topics": [capital(meeting.theme)],
        "horizon": meeting.day.year + 15,
        "series": series,
        "organisers": speech.random.sample(draft.organisations, 2),
        "facilitators": draft.people[0],
        "status": "draft" if speech.random.random() < DRAFTS else "validated",
        "objectives": [
            {"text": speech.deed(), "question": f"Comment {speech.deed()} ?"}
            for _ in range(speech.random.randint(2, 4))
        ],
    }


def _outline(draft: Draft) -> list[dict[str, Any]]:
    """Where all stands. In the shortest reports the workshops have their sections and no table."""
    parts: dict[str, list[Any]] = {name: draft.placed(f"text/{name}.md") for name in TEXTS}
    for workshop, block in draft.workshops.items():
        part = parts["enjeux" if block.startswith("swot") else "vision"]
        part.append({"workshop": workshop, "contents": [block]})
    stable = {"title": "La vision stabilisée", "contents": ["vision-stabilisee"]}
    aside = {"numbering": "unnumbered"}
    annex = aside if draft.short else {"numbering": "annex"}
    outline: list[dict[str, Any]] = [
        {"title": "Introduction", **aside, "contents": parts["introduction"]},
        {"title": "Le contexte et la démarche", "contents": [*parts["contexte"], "approach"]},
        {"title": "Le diagnostic", "contents": parts["enjeux"]},
        {"title": "La vision cible", "contents": [*parts["vision"], stable]},
        {"title": "La stratégie", "contents": [*parts["strategie"], "actions"]},
        {"title": "Suites à donner", **aside, "contents": ["follow-ups"]},
        {"title": "Les participants", **annex, "contents": ["participants"]},
    ]
    if draft.meeting.pages > FEWEST:
        outline.append({"title": "Les ateliers", **annex, "contents": ["workshops"]})
    return outline
