"""What is told of a `prospecta.toml` that is wrong: the place, the reason, the line to write."""

import tomllib
from pathlib import Path

import pytest

from folders import write
from prospecta.messages import Messages
from prospecta.workspace.settings import settings


def test_an_empty_part_says_nothing(tmp_path: Path) -> None:
    assert settings(write(tmp_path, {"prospecta.toml": "[site]\n[cache]\n"}))[1] == []


@pytest.mark.parametrize(
    ("toml", "place", "hint"),
    [
        ('formats = ["PDF"]', (1, 11), 'Écrivez : formats = ["pdf"]'),
        ('formats = "pdf"  # un seul', (1, 11), 'Écrivez : formats = ["pdf"]  # un seul'),
        ('formats = "PDF, HTML"', (1, 11), 'Écrivez : formats = ["pdf", "html"]'),
        ('formats = ["pdf", "odt"]', (1, 11), 'Par exemple : formats = ["docx", "pdf", "html"]'),
        ('language = "français"', (1, 12), 'Écrivez : language = "fr"'),
        ('theme = "themes/maisn"', (1, 9), 'Écrivez : theme = "themes/maison"'),
        ('theme = "defaut"', (1, 9), 'Écrivez : theme = "default"'),
        ('theme = "rien"', (1, 9), "Nommez un dossier de ce dépôt, ou un thème livré : default."),
        (r"theme = 'themes\maison'", (1, 9), 'Écrivez : theme = "themes/maison"'),
        ('[site]\nurl = "exemple.org"', (2, 7), 'Écrivez : url = "https://exemple.org"'),
        ('[cache]\nlimit = "2000"', (2, 9), "Écrivez : limit = 2000"),
        ("[cache]\nlimit = 2.5", (2, 9), "Par exemple : limit = 2000"),
        ('formatz = ["pdf"]', (1, 1), 'Écrivez : formats = ["pdf"]'),
        ('[site]\ntitel = "Nos"', (2, 1), 'Écrivez : title = "Nos"'),
        ('[sites]\ntitle = "Nos"\nurl = "x"', (1, 2), "Écrivez : [site]"),
        ('title = "Nos"', (1, 1), 'Écrivez : site.title = "Nos"'),
        ('title = "Nos"\n[site]\n', (1, 1), 'Mettez cette ligne sous [site] : title = "Nos"'),
        ('zzz = "x"', (1, 1), "Les clés possibles sont : language, theme, formats, site.title, "),
        ('site = "x"', (1, 1), "Les clés possibles sont : language, theme, formats, site.title, "),
        ('language = "fr"\nlanguage = "en"', (2, 1), "Gardez l'une des deux lignes."),
        ("[site]\n[cache]\n[site]", (3, 2), "Réunissez les deux sous une seule."),
        ("language = fr # ici", (1, 1), 'Écrivez : language = "fr" # ici'),
        ('language : "fr"', (1, 1), 'Écrivez : language = "fr"'),
        ('formats = ["html", "pdf"\nlanguage = "fr"', (1, 1),
         'Écrivez : formats = ["html", "pdf"]'),
        ("formats = pdf", (1, 1), 'Écrivez : formats = ["pdf"]'),
        ("[site]\ntitle = « Nos séminaires »", (2, 1), 'Écrivez : title = "Nos séminaires"'),
        ('[site\ntitle = "Nos"', (1, 1), "Écrivez : [site]"),
        ("[cache]\nlimit = 2026-01-01", (2, 9), "Par exemple : limit = 2000"),
        (f"language = {'9' * 5000}", (1, 1), "Écrivez : language = "),
        (f"[cache]\nlimit = 0x{'F' * 5000}", (2, 1), ""),
        (f"zzz = '{'z' * 70_000}'", (1, 1), "Une image va dans figures/"),
        ('theme = "ailleurs"', (1, 9), "Nommez un dossier de ce dépôt, ou un thème livré : "),
        ("= = =", (1, 1), "Une clé, un signe égal, une valeur ; un texte se met entre guillemets"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_on_its_line_with_what_to_write(
    tmp_path: Path, toml: str, place: tuple[int, int], hint: str
) -> None:
    root = write(tmp_path / "w", {"prospecta.toml": toml, "themes/maison/theme.yaml": ""})
    (root / "ailleurs").symlink_to(tmp_path)
    (found,) = settings(root)[1]
    told = Messages.read("fr").hint(found).replace("\u00a0", " ")
    assert (found.span.line, found.span.column) == place
    assert Messages.read("fr").sentence(found)
    assert told.startswith(hint)
    if told.startswith("Écrivez : "):
        lines = toml.split("\n")
        lines[found.span.line - 1] = told.removeprefix("Écrivez : ")
        tomllib.loads("\n".join(lines))
        write(root, {"prospecta.toml": "\n".join(lines)})
        assert found.values["fixed"] not in {one.values.get("line") for one in settings(root)[1]}
