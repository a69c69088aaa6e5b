"""A repository of invented seminars, the same bytes for the same seed.

    python bench/workspace.py DIR [N] [SEED]

N folders, 1,000 unless given, of 5 to 40 pages: `2019/territoire-pays-d-aure/seminaire-2019-03-14`.
Every kind of block stands in each; no two say the same.
"""

import sys
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice, product
from math import log
from pathlib import Path
from random import Random

from invented.meeting import FEWEST, MOST, USUAL, Meeting
from invented.seminar import seminar
from invented.sentences import phrases

from prospecta.text import slug

LONGEST = 8
"""Seminars of a series."""


def generate(root: Path, count: int = 1000, seed: int = 2015) -> list[Path]:
    """Write the workspace into a folder that is new or empty; its seminar folders, in order."""
    root.mkdir(parents=True, exist_ok=True)
    (root / "prospecta.toml").write_text('language = "fr"\n', encoding="utf-8")
    (root / ".gitignore").write_text("build/\n.prospecta/\n", encoding="utf-8")
    folders = []
    for place, meeting in islice(_meetings(Random(seed)), count):
        folder = root / place
        for path, data in seminar(meeting, Random(f"{seed} {place}")).items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        folders.append(folder)
    return folders


def _meetings(random: Random) -> Iterator[tuple[str, Meeting]]:
    """Series after series, without end: where each seminar's folder is, and what it is about."""
    taken: set[str] = set()
    while True:
        subjects = list(product(phrases()["territories"], phrases()["themes"]))
        random.shuffle(subjects)
        for territory, theme in subjects:
            day, previous = date(random.randint(2012, 2020), 1, 1), None
            for number in range(1, random.randint(1, LONGEST) + 1):
                day += timedelta(days=random.randint(60, 270))
                while (place := _place(day, territory)) in taken:
                    day += timedelta(days=1)
                taken.add(place)
                title = theme[0].upper() + theme[1:]
                yield place, Meeting(day, territory, title, _pages(random), number, previous)
                previous = day


def _place(day: date, territory: str) -> str:
    return f"{day.year}/territoire-{slug(territory)}/seminaire-{day.isoformat()}"


def _pages(random: Random) -> int:
    return min(MOST, max(FEWEST, round(random.lognormvariate(log(USUAL), 0.5))))


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[2:4]]
    generate(Path(sys.argv[1]), *numbers)
