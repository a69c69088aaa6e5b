"""A workspace on the command line: all its seminars, several at a time."""

import json
import marshal
import os
import re
import secrets
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st
from typer.testing import CliRunner

import forked
from folders import SMALL, write
from prospecta.cli import application
from prospecta.commands.whys import why
from prospecta.engines import Engines
from prospecta.formats import FORMATS
from prospecta.messages import Messages
from prospecta.places import SITE
from prospecta.workspace import ahead, pool
from prospecta.workspace.keys import KNOWN_FORMATS
from prospecta.workspace.reasons import Reason
from prospecta.workspace.settings import settings
from prospecta.workspace.shards import SLACK, cost, part, rank
from prospecta.workspace.store import Store
from prospecta.workspace.walk import Aside, Row, members

PROSPECTA = (sys.executable, "-m", "prospecta")
TOWNS = ("arles", "brest", "calais")


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def prospecta(cache: Path) -> "Command":
    return Command(cache)


class Command:
    def __init__(self, cache: Path) -> None:
        self.environment = {**os.environ, "XDG_CACHE_HOME": str(cache), "LC_ALL": "C.UTF-8"}

    def begun(
        self, *words: str, cwd: Path, command: Sequence[str] = PROSPECTA
    ) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [*command, *words],
            cwd=cwd,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    def __call__(self, *words: str, cwd: Path, before: Sequence[str] = ()) -> tuple[int, str, str]:
        command = (*before, *PROSPECTA) if before else forked.command()
        process = self.begun(*words, cwd=cwd, command=command)
        out, err = process.communicate(timeout=100)
        return process.returncode, out, err


def workspace(root: Path, *towns: str) -> Path:
    write(root, {"prospecta.toml": 'formats = ["html"]\n'})
    for town in towns or TOWNS:
        # Other words in each test: what one of them makes, another would find in the cache.
        words = {"text/accueil.md": f"Bonjour à {town}.\n\n`{secrets.token_hex()}`\n"}
        write(root / "2026" / town, {**SMALL, **words})
    return root


def test_the_names_of_the_formats_are_those_of_the_table() -> None:
    assert list(FORMATS) == list(KNOWN_FORMATS)


def test_all_are_built_once_and_then_left_alone(tmp_path: Path, prospecta: Command) -> None:
    root = workspace(tmp_path)
    code, out, err = prospecta("build", "--all", "--jobs", "2", cwd=root)
    assert (code, err) == (0, "")
    last = "3 séminaires : 3 construits, 0 repris, 0 inchangé, 0 en échec."
    *lines, summary = out.splitlines()
    assert sorted(lines) == [f"écrit 2026/{town} (html)" for town in TOWNS]
    assert summary == last
    pages = {town: (root / f"2026/{town}/build/{town}.html").read_bytes() for town in TOWNS}
    assert all(f"Bonjour à {town}".encode() in page for town, page in pages.items())
    code, out, _ = prospecta("build", "--all", cwd=root / "2026")
    assert out == "3 séminaires : 0 construit, 0 repris, 3 inchangés, 0 en échec.\n"


@pytest.mark.strace
def test_the_engines_start_once_and_only_for_what_must_be_built(
    tmp_path: Path, prospecta: Command
) -> None:
    root, log = workspace(tmp_path / "root"), tmp_path / "log"

    def started(*words: str) -> int:
        watched = ("strace", "-f", "--seccomp-bpf", "-e", "trace=execve", "-o", str(log))
        code, _, err = prospecta(*words, cwd=root, before=watched)
        assert (code, err) == (0, "")
        return len(re.findall(r'execve\("[^"]*/pandoc"', log.read_text()))

    prospecta("build", "--all", cwd=root)
    assert started("build", "--all") == 0
    write(root / "2026/brest", {"text/accueil.md": f"Encore.\n\n`{secrets.token_hex()}`\n"})
    assert started("list") == 0
    assert started("build", "--all") == 1


def test_a_seminar_that_fails_does_not_stop_the_others(tmp_path: Path, prospecta: Command) -> None:
    root = workspace(tmp_path)
    write(root / "2026/brest", {"seminar.yaml": "titel: Rien\n"})
    code, out, err = prospecta("build", "--all", "--jobs", "2", cwd=root)
    assert code == 1
    assert "2026/brest/seminar.yaml:1:1" in err
    assert out.endswith("3 séminaires : 2 construits, 0 repris, 0 inchangé, 1 en échec.\n")
    assert not (root / "2026/brest/build").exists()


def test_of_a_seminar_that_fails_its_own_language_is_spoken(
    tmp_path: Path, prospecta: Command
) -> None:
    root = workspace(tmp_path, "arles")
    english = SMALL["seminar.yaml"].replace("language: fr", "language: en")
    write(root / "2026/arles", {"seminar.yaml": english.replace("2026-05-28", "2026-02-30")})
    for words, told in (((), "no such day"), (("--lang", "fr"), "que 28 jours")):
        _, out, err = prospecta("build", "--all", "--explain", *words, cwd=root)
        assert told in err
        assert "2026/arles\n  en échec\n" in out


def test_why_each_output_was_built_or_kept(tmp_path: Path, prospecta: Command) -> None:
    root = workspace(tmp_path, "arles", "brest")
    prospecta("build", "--all", cwd=root)
    write(root / "2026/arles", {"text/accueil.md": "Bonsoir.\n"})
    (root / "2026/brest/build/brest.html").unlink()
    _, out, _ = prospecta("build", "--all", "--explain", cwd=root)
    assert sorted(out.splitlines()[:-1]) == [
        "  html  construit  text/accueil.md a changé",
        "  html  repris     document absent ou modifié à la main, repris du cache",
        "2026/arles",
        "2026/brest",
    ]


ALTERED = "document absent ou modifié à la main"


@pytest.mark.parametrize(
    ("form", "state", "reasons", "told"),
    [
        ("html", "kept", (), "rien n'a changé de ce qui le compose"),
        ("html", "built", (Reason("why-first"),), "première construction ici"),
        ("html", "kept", (Reason("why-first"),),
         "jamais construit ici, mais le document en place est déjà le bon"),
        ("html", "restored", (Reason("why-first"),),
         "jamais construit ici, mais trouvé dans le cache"),
        ("html", "kept", (Reason("why-added", "README.md"),),
         "README.md est nouveau, sans effet sur ce document"),
        ("html", "kept", (Reason("why-added", "README.md"), Reason("why-lost", "html")),
         "README.md est nouveau, sans effet sur ce document"),
        ("html", "restored", (Reason("why-theme"), Reason("why-options")),
         "le thème a changé, les options ont changé ; trouvé dans le cache"),
        ("html", "kept", (Reason("why-lost", "pdf"),), "rien n'a changé de ce qui le compose"),
        ("pdf", "built", (Reason("why-lost", "docx, pdf"),), ALTERED),
        ("pdf", "restored", (Reason("why-lost", "docx, pdf"),), f"{ALTERED}, repris du cache"),
        ("pdf", "kept", (Reason("why-lost", "docx, pdf"),),
         "le fichier a été touché, mais son contenu est le même"),
    ],
)  # fmt: skip
def test_a_reason_does_not_contradict_what_became_of_the_output(
    form: str, state: str, reasons: tuple[Reason, ...], told: str
) -> None:
    assert why(Messages.read("fr"), form, state, reasons).replace("\u00a0", " ") == told


def test_a_seminar_of_a_workspace_built_by_itself(tmp_path: Path, prospecta: Command) -> None:
    root = workspace(tmp_path, "arles")
    folder = root / "2026/arles"
    code, out, _ = prospecta("build", cwd=folder)
    assert code == 0
    assert out.startswith("écrit build/arles.html (")
    assert sorted(path.name for path in (folder / "build").glob("[!.]*")) == ["arles.html"]


def test_a_workspace_gives_its_language(tmp_path: Path, prospecta: Command) -> None:
    root = workspace(tmp_path, "york")
    write(root, {"prospecta.toml": 'formats = ["html"]\nlanguage = "en"\n'})
    identity = SMALL["seminar.yaml"].replace("language: fr\n", "")
    write(root / "2026/york", {"seminar.yaml": identity})
    code, out, err = prospecta("build", "--all", cwd=root)
    assert (code, err) == (0, "")
    assert out.endswith("1 seminar: 1 built, 0 restored, 0 unchanged, 0 failed.\n")
    assert b'<html lang="en"' in (root / "2026/york/build/york.html").read_bytes()


def test_a_theme_of_the_repository_needs_trust(tmp_path: Path, prospecta: Command) -> None:
    root = workspace(tmp_path, "arles")
    style = "body { color: #123456 }\n"
    toml = 'formats = ["html"]\ntheme = "themes/maison"\n'
    write(root, {"prospecta.toml": toml, "themes/maison/html/style.css": style})
    page = root / "2026/arles/build/arles.html"
    code, _, err = prospecta("build", "--all", cwd=root)
    assert code == 0
    assert "ses modèles ne servent qu'avec --trust-templates" in err
    assert b"#123456" not in page.read_bytes()
    assert prospecta("build", "--all", "--trust-templates", cwd=root)[::2] == (0, "")
    assert b"#123456" in page.read_bytes()
    assert "à jour" in prospecta("list", cwd=root)[1]


def test_what_was_asked_for_comes_before_the_seminar_and_the_workspace_last(
    tmp_path: Path, prospecta: Command
) -> None:
    root = workspace(tmp_path, "arles", "brest")
    style, toml = "body { color: #%s }\n", 'formats = ["html"]\ntheme = "themes/maison"\n'
    write(root, {"prospecta.toml": toml, "themes/maison/html/style.css": style % "123456"})
    write(root, {"themes/autre/html/style.css": style % "654321"})
    write(root / "2026/arles", {"seminar.yaml": f"theme: default\n{SMALL['seminar.yaml']}"})
    pages = [root / f"2026/{town}/build/{town}.html" for town in ("arles", "brest")]
    for words, looks in (("", ["", "123456"]), ("--theme themes/autre", ["654321", "654321"])):
        done = prospecta("build", "--all", "--trust-templates", *words.split(), cwd=root)
        assert done[::2] == (0, "")
        found = [re.findall("color: #(123456|654321)", page.read_text("utf-8")) for page in pages]
        assert [next(iter(one), "") for one in found] == looks


@pytest.mark.parametrize("every", [[], ["--all"]])
def test_a_folder_is_checked_as_it_would_be_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, every: list[str]
) -> None:
    root = workspace(tmp_path, "york")
    write(root, {"prospecta.toml": 'language = "en"\ntheme = "themes/maison"\n'})
    write(root / "2026/york", {"seminar.yaml": SMALL["seminar.yaml"].replace("language: fr\n", "")})
    write(root, {"themes/maison/html/style.css": ""})
    monkeypatch.chdir(root)
    done = CliRunner().invoke(application(), ["check", *every, "2026/york", "--format", "json"])
    assert (done.exit_code, json.loads(done.stdout)["folders"][0]["findings"]) == (0, [])


def test_a_theme_that_is_not_there_is_a_mistake(tmp_path: Path, prospecta: Command) -> None:
    root = workspace(tmp_path, "arles")
    write(root, {"prospecta.toml": 'theme = "themes/maisson"\n'})
    code, _, err = prospecta("build", "--all", "--trust-templates", cwd=root)
    assert code == 1
    assert "prospecta.toml:1:9" in err


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("build --all --trust-templates", 1),
        ("check --all --trust-templates", 1),
        ("check 2026/arles --trust-templates", 1),
        ("build 2026/arles --theme themes/maison", 1),
        ("preview 2026/arles --trust-templates", 1),
        ("site --trust-templates", 1),
        ("check --all", 0),
    ],
)
def test_a_theme_is_told_before_a_seminar_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str, code: int
) -> None:
    root = workspace(tmp_path, "arles")
    theme = {"themes/maison/theme.yaml": 'colours:\n  acent: "#112233"\n'}
    monkeypatch.chdir(write(root, {"prospecta.toml": 'theme = "themes/maison"\n', **theme}))
    done = CliRunner().invoke(application(), words.split())
    assert done.exit_code == code
    assert ("themes/maison/theme.yaml:2:3" in done.output) is bool(code)


@pytest.mark.parametrize("words", ["2026/arles", "2026/brest 2026/arles", "--all"])
@pytest.mark.parametrize(
    ("form", "says"),
    [
        ("text", "--> prospecta.toml:2:1\n"),
        ("json", '"code": "workspace-syntax"'),
        ("sarif", '"ruleId": "workspace-syntax"'),
        ("github", "::error file=prospecta.toml,line=2,col=1,"),
        ("gitlab", '"check_name": "workspace-syntax"'),
        ("junit", '<testcase name="workspace-syntax prospecta.toml:2:1"'),
    ],
)
def test_a_check_tells_of_the_workspace_as_of_a_seminar(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str, form: str, says: str
) -> None:
    root = workspace(tmp_path, "arles", "brest")
    monkeypatch.chdir(write(root, {"prospecta.toml": "[site]\ntitle = Nos séminaires\n"}))
    call = ["check", *words.split(), "--format", form]
    done = CliRunner().invoke(application(), call)
    assert (done.exit_code, done.stderr) == (1, "")
    assert says in done.stdout
    assert CliRunner().invoke(application(), [*call, "--output", "told"]).stdout == ""
    assert Path("told").read_text(encoding="utf-8") == done.stdout


def test_a_site_s_folder_hides_no_seminar(tmp_path: Path, prospecta: Command) -> None:
    root = workspace(tmp_path, "arles")
    write(root, {"prospecta.toml": '[site]\nfolder = "2026"\n'})
    _, out, _ = prospecta("build", "--all", "--to", "html", cwd=root)
    assert out.splitlines()[-1].startswith("1 séminaire : 1 construit")


OBEDIENT = ("setpriv", "--bounding-set=-dac_override,-dac_read_search") if os.geteuid() == 0 else ()
"""What makes the system's own administrator obey the modes of files, as anybody else does."""


def test_a_folder_that_may_not_be_read_is_told(tmp_path: Path, prospecta: Command) -> None:
    root = workspace(tmp_path)
    (root / "2026" / "brest").chmod(0)
    try:
        code, out, err = prospecta("build", "--all", cwd=root, before=OBEDIENT)
    finally:
        (root / "2026" / "brest").chmod(0o755)
    assert code == 3
    assert "2026/brest" in err
    assert out.endswith("3 séminaires : 2 construits, 0 repris, 0 inchangé, 1 en échec.\n")


def test_a_renamed_folder_keeps_no_document_of_its_earlier_name(
    tmp_path: Path, prospecta: Command
) -> None:
    root = workspace(tmp_path, "arles", "brest")
    assert prospecta("build", "--all", "--to", "html,docx", cwd=root)[0] == 0
    (root / "2026/arles").rename(root / "2026/nîmes")
    code, out, _ = prospecta("build", "--all", cwd=root)
    assert (code, out.splitlines()[:2]) == (0, [
        "écrit 2026/nîmes (html)",
        "ôté 2026/nîmes/build/arles.html : ce document portait l'ancien nom du dossier",
    ])  # fmt: skip
    code, out, _ = prospecta("build", "--to", "html,docx", "2026/nîmes", cwd=root)
    assert "ôté 2026/nîmes/build/arles.docx" in out
    left = sorted(path.name for path in root.glob("2026/*/build/[!.]*"))
    assert left == ["brest.docx", "brest.html", "nîmes.docx", "nîmes.html"]


def test_no_output_goes_where_a_folder_leads_it(tmp_path: Path, prospecta: Command) -> None:
    root = workspace(tmp_path / "ws", "arles")
    (tmp_path / "ailleurs").mkdir()
    (root / "2026/arles/build").symlink_to(tmp_path / "ailleurs")
    code, _, err = prospecta("build", "--all", cwd=root)
    assert code == 3
    assert "2026/arles/build est un raccourci" in err
    assert list((tmp_path / "ailleurs").iterdir()) == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            "--cache prospecta.toml",
            "rien ne peut être gardé dans prospecta.toml : ce fichier existe",
        ),
        ("--cache prospecta.toml/x", "prospecta.toml/x : ce n'est pas un dossier. Tout est donc"),
        ("", "votre dossier de cache ne peut pas servir : il ne peut pas être créé, ou d'autres"),
    ],
)
def test_a_cache_that_cannot_be_used_is_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str, told: str
) -> None:
    monkeypatch.chdir(workspace(tmp_path, "arles"))
    monkeypatch.setenv("XDG_CACHE_HOME", os.devnull)
    done = CliRunner().invoke(application(), ["build", "--all", *words.split()])
    assert done.exit_code == 0
    assert done.stdout.endswith("1 séminaire : 1 construit, 0 repris, 0 inchangé, 0 en échec.\n")
    assert done.stderr.count("\n") == 1
    assert told in done.stderr.replace("\u00a0", " ")


def test_mistakes_of_the_workspace_are_told_on_their_lines(
    tmp_path: Path, prospecta: Command
) -> None:
    root = workspace(tmp_path, "arles")
    write(root, {"prospecta.toml": 'formats = ["html"]\n[site]\ntitel = "Nos séminaires"\n'})
    code, _, err = prospecta("build", "--all", "--lang", "fr", cwd=root)
    assert code == 1
    assert "--> prospecta.toml:3:1" in err
    assert 'Écrivez : title = "Nos séminaires"' in err.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("build --shard 1/3", "Écrivez : prospecta build --all --shard 1/3"),
        ("check --jobs 2", "Écrivez : prospecta check --all --jobs 2"),
        ("build ../seul --explain", "--explain ne sert que dans un dépôt de séminaires"),
        ("build --all --theme absent", "« absent » n'est pas le dossier d'un thème."),
        ("build --all --output prospecta.toml", "« prospecta.toml » n'est pas un dossier."),
    ],
)  # fmt: skip
def test_options_that_would_do_nothing_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str, told: str
) -> None:
    write(tmp_path / "seul", SMALL)
    monkeypatch.chdir(workspace(tmp_path / "ws", "arles"))
    done = CliRunner().invoke(application(), words.split())
    assert (done.exit_code, done.stdout) == (2, "")
    assert told in done.stderr.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("folder", "advice"),
    [
        (".", "prospecta build --all) ; pour un seul, nommez son dossier"),
        ("2026", "prospecta build --all) ; pour un seul, nommez-le après la commande : 2026/arles"),
        ("2026/arles/text", "nommez le dossier de celui-ci après la commande : 2026/arles"),
        ("..", "nommez l'un d'eux après la commande : ../seul"),
    ],
)  # fmt: skip
def test_at_the_root_of_a_workspace_all_is_advised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str, advice: str
) -> None:
    write(tmp_path / "seul", SMALL)
    monkeypatch.chdir(workspace(tmp_path / "ws", "arles"))
    done = CliRunner().invoke(application(), ["check", folder])
    assert done.exit_code == 1
    assert advice in done.stdout.replace("\u00a0", " ")


@pytest.mark.parametrize("words", [["build", "--all"], ["list"]])
def test_without_a_workspace_it_is_said_how_to_make_one(
    tmp_path: Path, prospecta: Command, words: list[str]
) -> None:
    code, _, err = prospecta(*words, cwd=tmp_path)
    assert code == 2
    assert "créez-en un à la racine de vos séminaires" in err


def test_the_list(tmp_path: Path, prospecta: Command) -> None:
    root = workspace(tmp_path, "arles", "brest")
    series = "series: {name: Avenir, number: 2}\nstatus: draft\noutline"
    identity = SMALL["seminar.yaml"]
    write(root / "2026/arles", {"seminar.yaml": identity.replace("outline", series)})
    series = series.replace("2}", "1}").replace("draft", "validated")
    write(root / "2026/brest", {"seminar.yaml": identity.replace("outline", series)})
    prospecta("build", str(root / "2026/arles"), cwd=root)
    code, out, _ = prospecta("list", cwd=root)
    assert code == 0
    assert [" ".join(line.split()) for line in out.splitlines() if line.strip()] == [
        "prospecta.toml",
        "Date Titre Série État Documents Dossier",
        "2026-05-28 Un territoire Avenir n° 2 brouillon à jour 2026/arles",
        "accueillant",
        "2026-05-28 Un territoire Avenir n° 1 validé à construire 2026/brest",
        "accueillant",
    ]
    os.utime(root / "2026/arles/text/accueil.md")
    _, out, _ = prospecta("list", "--format", "json", cwd=root)
    assert [row["outputs"] for row in json.loads(out)] == ["up-to-date", "missing"]
    write(root / "2026/arles", {"text/accueil.md": "Autrement.\n"})
    _, out, _ = prospecta("list", "--format", "json", cwd=root)
    told = {row["folder"]: row for row in json.loads(out)}
    assert [row["outputs"] for row in told.values()] == ["stale", "missing"]
    assert told["2026/arles"]["predecessor"] == "2026/brest"
    assert told["2026/brest"]["successor"] == "2026/arles"


def ranked(**series: str) -> dict[str, str]:
    said = SMALL["seminar.yaml"]
    return {
        f"2026/{town}/seminar.yaml": f"{said}series: {{{one}}}\n" for town, one in series.items()
    }


@pytest.mark.parametrize(
    ("words", "files", "told"),
    [
        ("list", {}, ""),
        ("list", {".modele/seminar.yaml": "", ".git/config": ""}, ".modele est laissé de côté"),
        ("check --all", {".modele/seminar.yaml": ""}, ".modele est laissé de côté : son"),
        ("list 2026", {".modele/seminar.yaml": ""}, ""),
        ("list", {"2026/build/seminar.yaml": ""}, "2026/build est laissé de côté : un"),
        ("list", {"2026/arles/build/seminar.yaml": ""}, ""),
        ("list", {"2026/gap/seminar.yml": ""}, "renommez son fichier « seminar.yml »"),
        ("list", {"2026/lien": "../../ailleurs"}, "2026/lien est laissé de côté : c'est un"),
        ("list", {"2026/lien": "arles"}, ""),
        ("list", ranked(arles="name: Avenir, number: 1", brest="name: Avenir, number: 2"), ""),
        ("list", ranked(arles="name: Avenir, number: 1", brest="name: Passé, number: 1"), ""),
        ("list", ranked(arles="name: Avenir", brest="name: avenir"),
         "Série « Avenir » : sans numéro et à la même date, 2026-05-28 : 2026/arles, 2026/brest."),
        ("list", ranked(arles="name: Avenir, number: 2", brest="name: Avenir, number: 2"),
         "Série « Avenir » : le même numéro, 2, est donné à 2026/arles, 2026/brest. Leur ordre"),
    ],
)  # fmt: skip
def test_what_is_odd_in_a_workspace_is_told_in_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str, files: dict[str, str], told: str
) -> None:
    root = workspace(tmp_path / "ws")
    write(tmp_path / "ailleurs", SMALL)
    for name, held in files.items():
        if name.endswith("lien"):
            (root / name).symlink_to(held)
        else:
            write(root, {name: held})
    monkeypatch.chdir(root)
    done = CliRunner().invoke(application(), words.split())
    assert done.exit_code == 0
    assert done.stderr.count("\n") == bool(told)
    assert told in done.stderr.replace("\u00a0", " ")


IGNORED = "{name: Avenir, number: 2} # prospecta: ignore rank-twice c'est le même\n"


@pytest.mark.parametrize(
    ("arles", "brest", "told"),
    [
        ("{name: Avenir, number: 2}", "{number: 2, name: avenir}", {
            "2026/arles/seminar.yaml:7:32": "le numéro 2 est aussi celui de 2026/brest,",
            "2026/brest/seminar.yaml:7:18": "le numéro 2 est aussi celui de 2026/arles,",
        }),
        ("{name: Avenir}", "{name: Avenir}", {
            "2026/arles/seminar.yaml:4:8": "à la même date que 2026/brest, le 2026-05-28 ;",
            "2026/brest/seminar.yaml:4:8": "à la même date que 2026/arles, le 2026-05-28 ;",
        }),
        ("{name: Avenir, number: 1}", "{name: Avenir, number: 2}", {}),
        (IGNORED, "{name: Avenir, number: 2}", {
            "2026/brest/seminar.yaml:7:32": "le numéro 2 est aussi celui de 2026/arles,",
        }),
        (IGNORED, "{name: Avenir, number: 3}", {}),
    ],
)  # fmt: skip
def test_who_has_the_rank_of_another_in_a_series_is_told_on_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arles: str, brest: str, told: dict[str, str]
) -> None:
    root = workspace(tmp_path, "arles", "brest")
    for town, series in (("arles", arles), ("brest", brest)):
        said = f"{SMALL['seminar.yaml']}series: {series}\n"
        write(root / "2026" / town, {"seminar.yaml": said})
    monkeypatch.chdir(root)
    check = ["check", "--all", "--strict", "--format", "json"]
    done = CliRunner().invoke(application(), check)
    found = {
        f"{one['path']}:{one['line']}:{one['column']}": one
        for folder in json.loads(done.stdout)["folders"]
        for one in folder["findings"]
    }
    assert found.keys() == told.keys()
    assert all(words in found[place]["message"] for place, words in told.items())
    assert done.exit_code == bool(told)


@pytest.mark.parametrize("dies", [False, True])
def test_two_processes_see_what_one_sees(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, dies: bool
) -> None:
    root = workspace(tmp_path)
    os.mkfifo(root / "2026/arles/\udce9t\udce9")
    wanted, here = members(root), os.getpid()

    def dumps(found: Any) -> bytes:
        if dies and os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return marshal.dumps(found)

    monkeypatch.setattr("prospecta.workspace.walk.MANY", 1)
    monkeypatch.setattr("prospecta.workspace.beside.marshal", SimpleNamespace(
        dumps=dumps, loads=marshal.loads
    ))  # fmt: skip
    assert list(members(root).items()) == list(wanted.items())


@pytest.mark.parametrize("site", ["public", "2026/brest"])
def test_what_was_seen_ahead_is_what_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, site: str
) -> None:
    """Unless what is looked into was another place by the time that it was asked for."""
    root = workspace(tmp_path)
    (root / "2026/.caché").mkdir()
    write(root, {"2026/.caché/seminar.yaml": "", f"{site}/{SITE}": ""})
    monkeypatch.chdir(root / "2026")

    def at_once(work: Callable[[], Any]) -> Callable[[], object]:
        told = marshal.dumps(work())
        return lambda: marshal.loads(told)  # noqa: S302 - of this very process

    monkeypatch.setattr(ahead, "beside", at_once)
    ahead.begin()
    write(root, {"2026/zurich/seminar.yaml": SMALL["seminar.yaml"]})
    if site != "public":
        write(root, {"prospecta.toml": f'[site]\nfolder = "{site}"\n'})
    asked = settings(root)[0]
    found, aside = ahead.seen(asked)
    assert ("2026/zurich" in found, "2026/brest" in found) == (site != "public", site == "public")
    assert aside == [Aside("2026/.caché", "hidden")]
    assert ahead.seen(asked)[0].keys() == {*found, "2026/zurich"}  # it is told once


def test_a_damaged_cache_is_noticed(tmp_path: Path) -> None:
    root, cache = workspace(tmp_path / "ws"), tmp_path / "cache"
    prospecta = Command(cache)
    prospecta("build", "--all", cwd=root)
    page = root / "2026/arles/build/arles.html"
    before = page.read_bytes()
    for kept in cache.glob("prospecta/outputs/*/*/*"):
        kept.write_bytes(kept.read_bytes()[:-1])
    shutil.rmtree(root / "2026/arles/build")
    code, out, _ = prospecta("build", "--all", "--jobs", "1", cwd=root)
    assert code == 0
    assert out.splitlines()[-1].startswith("3 séminaires : 1 construit")
    assert page.read_bytes() == before


def test_a_foreign_cache_leads_nowhere(tmp_path: Path) -> None:
    """A record that names a file outside neither reads nor removes it; others' files stay."""
    mine = tmp_path / "mine.txt"
    mine.write_text("à moi", "utf-8")
    store = Store(tmp_path / "store")
    theirs = write(tmp_path / "store", {"outputs/ab/notes.txt": "à eux"}) / "outputs/ab/notes.txt"
    assert store.output("../../mine.txt") is None
    assert store.output(str(mine)) is None
    store.keep_output(b"x" * 100)
    store.shrink(0)
    assert (mine.read_text("utf-8"), theirs.read_text("utf-8")) == ("à moi", "à eux")
    assert not list((tmp_path / "store").glob("outputs/??/" + "?" * 64))


def _pipes(cache: Path) -> None:
    for kept in [path for path in cache.rglob("*") if path.is_file()]:
        kept.unlink()
        os.mkfifo(kept)


def _folders(cache: Path) -> None:
    for kept in [path for path in cache.rglob("*") if path.is_file()]:
        kept.unlink()
        kept.mkdir()


def _odd(cache: Path) -> None:
    """Records whose own hash is right, and which hold anything."""
    store = Store(cache)
    shapes: list[dict[str, object]] = [
        {"outputs": []},
        {"findings": 7},
        {"findings": [["no-code", [], {}]]},
        {"files": []},
    ]
    for number, path in enumerate(sorted((cache / "records").glob("*/*"))):
        old = store.record(path.name)
        store.keep_record(path.name, {**old, **shapes[number % len(shapes)], "output": []})


@pytest.mark.parametrize("harm", [_pipes, _folders, _odd])
def test_a_cache_of_a_stranger_costs_only_time(
    tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    root, store, prospecta = workspace(tmp_path / "ws"), tmp_path / "store", Command(tmp_path)
    words = ("build", "--all", "--jobs", "1", "--cache", str(store))
    prospecta(*words, cwd=root)
    harm(store)
    shutil.rmtree(root / "2026/arles/build")
    write(root, {"2026/brest/README.md": "Notes.\n"})
    code, out, err = prospecta(*words, cwd=root)
    assert (code, err) == (0, "")
    assert out.splitlines()[-1].startswith("3 séminaires : 2 construits")


def test_a_pipe_in_the_place_of_a_seminar_is_not_waited_for(
    tmp_path: Path, prospecta: Command
) -> None:
    root = workspace(tmp_path)
    (root / "2026/tube").mkdir()
    os.mkfifo(root / "2026/tube/seminar.yaml")
    for words in (["check", "--all"], ["build", "--all"]):
        code, out, err = prospecta(*words, cwd=root)
        assert code == 1
        assert "n'est pas un fichier ordinaire" in (out + err).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("noted", "kept"),
    [
        pytest.param(b"2000", 2, id="there is room for it by what was noted"),
        pytest.param(b"9990", 1, id="there is none: all is counted"),
        pytest.param(b"none", 1, id="damaged"),
        pytest.param(b"-99999", 1, id="impossible"),
    ],
)
def test_a_cache_is_counted_when_it_may_be_full(tmp_path: Path, noted: bytes, kept: int) -> None:
    store = Store(tmp_path)
    names = [store.keep_output(letter * 6000) for letter in (b"a", b"b")]
    os.utime(tmp_path / "outputs" / names[0][:2] / names[0], (1, 1))
    (write(tmp_path, {"records/.size": ""}) / "records/.size").write_bytes(noted)
    store.room(100, 10_000)
    assert [store.output(name) is not None for name in names] == [kept == 2, True]
    assert (tmp_path / "records/.size").read_bytes() == (b"2100" if kept == 2 else b"6000")


def test_a_cache_goes_to_another_machine(tmp_path: Path) -> None:
    """The folder given by `--cache` is all that is needed: the rest is this machine's own."""
    store = tmp_path / "shared"
    here, there = workspace(tmp_path / "here"), tmp_path / "there"
    shutil.copytree(here, there)
    Command(tmp_path / "one")("build", "--all", "--cache", str(store), cwd=here)
    other = Command(tmp_path / "other")
    _, out, _ = other("build", "--all", "--cache", str(store), cwd=there)
    assert out.splitlines()[-1] == "3 séminaires : 0 construit, 3 repris, 0 inchangé, 0 en échec."


def test_the_cache_stays_below_its_limit(tmp_path: Path) -> None:
    root, cache = workspace(tmp_path / "ws"), tmp_path / "cache"
    toml = 'formats = ["html"]\n[cache]\nlimit = 1\n'
    prospecta = Command(cache)
    made = 0
    for number in range(3):
        words = {f"2026/{town}/text/accueil.md": f"Bonjour {town} {number}.\n" for town in TOWNS}
        write(root, {"prospecta.toml": toml, **words})
        assert prospecta("build", "--all", cwd=root)[0] == 0
        made += sum(path.stat().st_size for path in root.glob("2026/*/build/*.html"))
    assert made > 1_200_000
    kept = [path.stat().st_size for path in cache.glob("prospecta/outputs/*/*/*")]
    assert 0 < sum(kept) <= 1_000_000


def test_two_builds_share_a_workspace(tmp_path: Path, prospecta: Command) -> None:
    root = workspace(tmp_path)
    two = [prospecta.begun("build", "--all", "--jobs", "1", cwd=root) for _ in range(2)]
    for process in two:
        _, err = process.communicate(timeout=100)
        assert (process.returncode, err) == (0, "")
    for town in TOWNS:
        page = (root / f"2026/{town}/build/{town}.html").read_bytes()
        assert page.rstrip().endswith(b"</html>")


def test_an_interruption_leaves_nothing_half_done(tmp_path: Path, prospecta: Command) -> None:
    root = workspace(tmp_path, *(f"ville-{number}" for number in range(24)))
    process = prospecta.begun("build", "--all", "--jobs", "2", "--to", "html,pdf", cwd=root)
    while not list(root.glob("2026/*/build/*.pdf")):
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130, err
    made = set(root.glob("2026/*/build/*")) - set(root.glob("2026/*/build/.prospecta.*"))
    assert {path.suffix for path in made} <= {".html", ".pdf"}
    assert all(path.read_bytes().rstrip().endswith((b"</html>", b"%%EOF")) for path in made)
    assert len(made) < 48
    assert prospecta("build", "--all", "--to", "html,pdf", cwd=root)[0] == 0


rows = st.integers(0, 10**6).map(lambda size: (("seminar.yaml", size, 0, 0, 0),))
held = st.dictionaries(st.text("abcdef/", min_size=1, max_size=9), rows, max_size=60)


@given(held, st.integers(1, 9))
def test_the_shards_are_a_partition_of_about_equal_cost(
    found: dict[str, tuple[Row, ...]], of: int
) -> None:
    parts = [part(found, number + 1, of) for number in range(of)]
    assert sorted(name for one in parts for name in one) == sorted(found)
    costs = [sum(cost(its) for its in one.values()) for one in parts]
    largest = max((cost(its) for its in found.values()), default=0)
    assert all(one <= SLACK * sum(costs) / of + largest + 1 for one in costs)


@examples(max_examples=30)
@given(st.integers(0, 10**9), st.integers(2, 8))
def test_one_more_seminar_moves_few_others(seed: int, of: int) -> None:
    found = {
        f"{seed}/{n}": (("seminar.yaml", 9000 + 977 * n % 50000, 0, 0, 0),) for n in range(200)
    }
    before = {name: number for number in range(of) for name in part(found, number + 1, of)}
    more = {**found, f"{seed}/neuf": (("seminar.yaml", 20000, 0, 0, 0),)}
    after = {name: number for number in range(of) for name in part(more, number + 1, of)}
    assert sum(before[name] != after[name] for name in found) <= 20


@pytest.mark.parametrize(
    ("typed", "read"),
    [("1/1", (1, 1)), ("2/4", (2, 4)), ("0/4", None), ("5/4", None), ("a/b", None), ("1", None)],
)
def test_a_shard_is_a_rank_and_a_number(typed: str, read: tuple[int, int] | None) -> None:
    assert rank(typed) == read


def test_a_worker_takes_new_engines_before_the_old_ones_grow(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pool, "RENEW", 2)

    def processes(_: object, engines: Callable[[], Engines], __: object) -> list[int]:
        return [engines().pandoc._child.process.pid, engines().typst._child.process.pid]

    tasks = [SimpleNamespace(member=town) for town in "abcde"]
    told = list(pool.local(tasks, 1, processes))
    assert [told.index(pids) for pids in told] == [0, 0, 2, 2, 4]
    replaced = {pid for pids in told[:4] if isinstance(pids, list) for pid in pids}
    assert len(replaced) == 4
    assert not [pid for pid in replaced if Path(f"/proc/{pid}").exists()]
