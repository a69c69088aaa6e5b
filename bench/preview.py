"""From a save to the changed page in Chromium: medians over edits of each kind of file.

    python bench/preview.py [TIMES]

For the example and for a report ten times as long. Node, playwright-core and Chromium are needed.
"""

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from grow import grow

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "examples" / "seminaire-2015-05-28"
THEME = ROOT / "templates" / "themes" / "default"
PAUSE = 400
"""Milliseconds between two saves: somebody reads what became of the last one."""
KINDS = (
    ("text", "text/introduction.md", "mises en œuvre,", "mises en œuvre %,"),
    ("swot", "swot/atelier-1.yaml", "Approches territorialisées", "Approches %"),
    ("vision", "vision/atelier-1.yaml", "la personne et le groupe", "le groupe %"),
    ("actions", "actions.yaml", "La stratégie dans le temps", "La stratégie %"),
    ("participants", "participants.yaml", "name: Association Havraise", "name: Association %"),
    ("workshops", "workshops.yaml", "title: Des territoires", "title: Des territoires %"),
    ("approach", "approach.yaml", "Retour sur quelques", "Retour % sur quelques"),
    ("follow-ups", "follow-ups.yaml", "Communiquer sur les", "Communiquer % sur les"),
    ("seminar", "seminar.yaml", "décrire collectivement", "décrire % collectivement"),
    ("template", "theme/blocks/swot.html.j2", '<div class="grid', '<p>%</p><div class="grid'),
    ("page", "theme/html/page.html.j2", '<div class="page">', '<p>%</p><div class="page">'),
    ("picture", "figures/place-du-sujet.svg", "Les politiques publiques", "Les politiques %"),
    ("css", "theme/html/style.css", "body {", ":root { --essai: % }\nbody {"),
    ("colours", "theme/theme.yaml", '"#0f4c5c"', '"#0f4c%"'),
)
"""The name of each kind of file, one of them, and what of it gives way to what."""
PROPERTIES = {"css": ("--essai", "%"), "colours": ("--accent", "#0f4c%")}
"""What shows a change that changes no word: a property of the page, and its value."""


def measured(folder: Path, times: int) -> dict[str, list[float]]:
    """Milliseconds from each save to the change in the browser."""
    theme = folder.with_name("theme")
    shutil.copytree(THEME, theme, dirs_exist_ok=True)
    command = [sys.executable, "-m", "prospecta", "preview", "--theme", str(theme), str(folder)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        address = re.search(r"http://\S+", server.stdout.readline())
        assert address is not None
        names = ("chromium", "chromium-browser", "google-chrome")
        kinds = [
            {
                "name": name,
                "file": str(_place(folder, file)),
                "find": find,
                "put": put,
                "property": PROPERTIES.get(name),
            }
            for name, file, find, put in KINDS
        ]
        wish = {
            "chromium": next(filter(None, map(shutil.which, names))),
            "url": address[0],
            "kinds": kinds,
            "times": times,
            "pause": PAUSE,
        }
        node = ["node", str(ROOT / "bench" / "preview.mjs")]
        done = subprocess.run(
            node, input=json.dumps(wish), capture_output=True, text=True, check=False, cwd=ROOT
        )
        if done.returncode:
            sys.exit(done.stderr)
        found: dict[str, list[float]] = json.loads(done.stdout)
        return found
    finally:
        server.terminate()
        server.wait()


def _place(folder: Path, file: str) -> Path:
    return folder.parent / file if file.startswith("theme/") else folder / file


def main() -> None:
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    with tempfile.TemporaryDirectory() as name:
        for size, goal in ((1, 150), (10, 250)):
            folder = grow(EXAMPLE, Path(name) / str(size) / "report", size)
            load = os.getloadavg()[0]
            found = measured(folder, times)
            print(
                f"{size} × the example, {times} saves of each kind, load {load:.1f}, goal {goal} ms"
            )
            for kind, taken in found.items():
                quick, middle, slow = _quartiles(taken)
                verdict = "ok" if middle <= goal else "TOO SLOW"
                print(f"  {kind:<14}{middle:7.0f} ms   ({quick:.0f} to {slow:.0f})   {verdict}")
            whole = statistics.median([one for taken in found.values() for one in taken])
            print(f"  {'all':<14}{whole:7.0f} ms", flush=True)


def _quartiles(taken: list[float]) -> list[float]:
    return statistics.quantiles(taken, n=4) if len(taken) > 1 else taken * 3


if __name__ == "__main__":
    main()
