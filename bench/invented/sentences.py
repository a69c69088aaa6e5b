"""French sentences for generated seminars: well formed, and hardly ever the same twice."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from random import Random

import yaml

VOWEL = re.compile(r"[aàâeéèêiîoôuhy]", re.IGNORECASE)


@cache
def phrases() -> Mapping[str, Sequence[str]]:
    """The parts of sentences in `phrases.yaml`: lines, or names with commas between them."""
    path = Path(__file__).with_name("phrases.yaml")
    lists = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {
        name: re.split(r",\s+", words) if "," in words else words.split("\n")
        for name, words in lists.items()
    }


def of(words: str) -> str:
    """`de` before words, elided where they begin with a vowel."""
    return f"d'{words}" if VOWEL.match(words) else f"de {words}"


def capital(words: str) -> str:
    return words[0].upper() + words[1:]


class Speech:
    """What is said in one seminar: everything comes from its random numbers."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def one(self, kind: str) -> str:
        return self.random.choice(phrases()[kind])

    def some(self, kind: str, count: int) -> list[str]:
        """Different ones; fewer where there are not so many."""
        known = phrases()[kind]
        return self.random.sample(known, min(count, len(known)))

    def actors(self) -> str:
        return self.one("actors")

    def thing(self) -> str:
        """`la gestion de l'eau`, or that of somebody."""
        words = self.one("objects")
        return f"{words} des {self.actors()}" if self.random.random() < 1 / 3 else words

    def deed(self) -> str:
        """`financer le covoiturage`, for an action, a lever or a step."""
        return f"{self.one('infinitives')} {self.thing()}"

    def fact(self) -> str:
        """`les élus municipaux défendent ensemble les tiers-lieux`."""
        return f"les {self.actors()} {self.one('verbs')} {self.thing()}"

    def point(self) -> str:
        """An item of a grid or of a list, marked up once in eight."""
        random = self.random
        words = random.choice((self._seen, self._hoped, self._counted))()
        if random.random() < 1 / 8:
            first, _, rest = words.partition(" ")
            words = f"**{first}** {rest}" if random.random() < 1 / 2 else f"*{first}* {rest}"
        return words

    def points(self, least: int, most: int) -> list[str]:
        found = dict.fromkeys(self.point() for _ in range(self.random.randint(least, most)))
        return list(found)

    def _seen(self) -> str:
        end = f" {self.one('circumstances')}" if self.random.random() < 1 / 2 else ""
        return f"Des {self.actors()} qui {self.one('verbs')} {self.thing()}{end}"

    def _hoped(self) -> str:
        return f"{capital(self.deed())} {self.one('circumstances')}"

    def _counted(self) -> str:
        count = self.random.randint(2, 98)
        return f"{capital(self.thing())}, d'ici {count} mois, {self.one('circumstances')}"

    def sentence(self) -> str:
        random = self.random
        makers = (
            self._told,
            self._caused,
            self._meant,
            self._proposed,
            self._measured,
            self._quoted,
        )
        return capital(random.choice(makers)())

    def _told(self) -> str:
        return f"{self.one('openings')}, {self.fact()} {self.one('circumstances')}."

    def _caused(self) -> str:
        return f"{self.fact()}, ce qui {self.one('effects')} {self.thing()}."

    def _meant(self) -> str:
        return (
            f"il s'agit {of(self.deed())} {self.one('circumstances')} plutôt que {of(self.deed())}."
        )

    def _proposed(self) -> str:
        return f"pour {self.deed()}, les {self.actors()} proposent {of(self.deed())}."

    def _measured(self) -> str:
        count, town = self.random.randint(3, 97), self.one("towns")
        return f"à {town}, {count} % des {self.actors()} {self.one('verbs')} {self.thing()}."

    def _quoted(self) -> str:
        return f"une voix l'a dit ainsi : « {self.fact()} »."

    def paragraph(self, least: int = 3, most: int = 6) -> str:
        return " ".join(self.sentence() for _ in range(self.random.randint(least, most)))
