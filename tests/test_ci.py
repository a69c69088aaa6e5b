"""The files of forges: linted as their owners lint them, and their commands run for real."""

import json
import os
import re
import subprocess
import sysconfig
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import forked
from folders import SMALL, write
from forges import Done, GitHub, GitLab, git, holds, notes, runs
from prospecta import __version__
from prospecta.ci.changes import Change, Counts, Report, Side, changes, code
from prospecta.ci.forges import FORGES, Wishes, add, is_package, text
from prospecta.commands.ci import KNOWN
from prospecta.messages import Messages

WISHES = [
    Wishes(lang, shards, "", trusted)
    for lang in ("fr", "en")
    for shards, trusted in ((1, False), (3, True))
]
DEFAULT_ONLY = {"github": {"documents", "site"}, "gitlab": {"store", "site"}}
"""The jobs that may use a workspace's own theme, where that was asked for."""


def run(*words: str, cwd: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [*forked.command(), *words],
        cwd=cwd,
        env={**os.environ, "LC_ALL": "C.UTF-8", **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


def lint(*words: str | Path) -> "subprocess.CompletedProcess[str]":
    program = Path(sysconfig.get_path("scripts"), str(words[0]))
    return subprocess.run(
        [program, *words[1:]], capture_output=True, encoding="utf-8", check=False, timeout=60
    )


def written(root: Path, forge: str) -> list[Path]:
    """The file of a forge in every form, where the linters look for one."""
    found = [root / str(number) / FORGES[forge] for number in range(len(WISHES))]
    for path, wishes in zip(found, WISHES, strict=True):
        write(path.parent, {path.name: text(forge, wishes)})
    return found


def test_the_names_of_the_forges_are_those_of_the_table() -> None:
    assert list(KNOWN) == list(FORGES)


SCHEMA = ("check-jsonschema", "--builtin-schema")


@pytest.mark.parametrize(
    ("forge", "linter"),
    [
        ("github", (*SCHEMA, "vendor.github-workflows")),
        ("github", ("zizmor", "--offline", "--no-config", "--persona=auditor")),
        ("gitlab", (*SCHEMA, "vendor.gitlab-ci", "--data-transform", "gitlab-ci")),
    ],
)
def test_no_linter_has_anything_to_say(tmp_path: Path, forge: str, linter: tuple[str, ...]) -> None:
    done = lint(*linter, *written(tmp_path, forge))
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("linter", "right", "wrong"),
    [
        ((*SCHEMA, "vendor.github-workflows"), "runs-on:", "run-on:"),
        (("zizmor", "--offline", "--no-config"), "  pull_request:\n", "  pull_request_target:\n"),
        (("zizmor", "--offline", "--no-config"), '"$SHARD/3"', '"${{ github.head_ref }}/3"'),
    ],
)
def test_the_linters_would_say_it(
    tmp_path: Path, linter: tuple[str, ...], right: str, wrong: str
) -> None:
    words = text("github", Wishes("en", 3))
    assert right in words
    path = tmp_path / FORGES["github"]
    write(path.parent, {path.name: words.replace(right, wrong)})
    assert lint(*linter, path).returncode != 0


def commands(forge: str, wishes: Wishes) -> Iterator[tuple[str, str, str]]:
    """Each command line of a file, behind the name of its job and the condition of its step."""
    found = yaml.safe_load(text(forge, wishes))
    for name, job in (found["jobs"] if forge == "github" else found).items():
        if forge == "github":
            steps = [(str(step.get("if", "")), step.get("run", "")) for step in job["steps"]]
        elif "script" in job:
            steps = [("", line) for line in [*job.get("before_script", []), *job["script"]]]
        else:
            continue
        for condition, script in steps:
            yield from ((name, condition, line) for line in script.splitlines())


@pytest.mark.parametrize("forge", FORGES)
@pytest.mark.parametrize("wishes", WISHES)
def test_a_request_never_runs_a_strangers_templates(forge: str, wishes: Wishes) -> None:
    trusting = [row for row in commands(forge, wishes) if "--trust-templates" in row[2]]
    assert bool(trusting) == wishes.trusted
    for job, condition, _ in trusting:
        assert job in DEFAULT_ONLY[forge]
        assert job == "site" or forge == "gitlab" or condition == "github.event_name == 'push'"


@pytest.mark.parametrize("wishes", WISHES)
def test_no_author_speaks_to_a_shell(wishes: Wishes) -> None:
    for _, _, line in commands("github", wishes):
        assert "${{" not in line
    for _, _, line in commands("gitlab", wishes):
        assert not re.search(r"CI_\w*(?:TITLE|DESCRIPTION|REF_NAME|BRANCH|MESSAGE|AUTHOR)", line)


@pytest.mark.parametrize("wishes", WISHES)
def test_what_each_job_of_github_may_do(wishes: Wishes) -> None:
    found = yaml.safe_load(text("github", wishes))
    assert found["permissions"] == {}
    read = {"contents": "read"}
    assert {name: job["permissions"] for name, job in found["jobs"].items()} == {
        "check": read,
        "documents": read,
        "changes": read,
        "comment": {"pull-requests": "write"},
        "site": read,
        "publish": {"pages": "write", "id-token": "write"},
    }
    # What may write checks nothing out and installs nothing.
    for name in ("comment", "publish"):
        used = " ".join(str(step) for step in found["jobs"][name]["steps"])
        assert "checkout" not in used
        assert "prospecta " not in re.sub(r"<!-- prospecta -->", "", used)
    assert "secrets." not in text("github", wishes)


HERE = {
    "github.repository": "town/seminars",
    "github.event.repository.default_branch": "main",
    "github.event.repository.fork": False,
    "vars.PROSPECTA_PUBLISH": "town/seminars",
    "needs.changes.result": "success",
    "github.event.pull_request.head.repo.full_name": "town/seminars",
    "github.event.pull_request.user.login": "anna",
    "github.event.pull_request.number": 5,
}
REQUEST = {**HERE, "github.event_name": "pull_request", "github.ref": "refs/pull/5/merge"}
PUSH = {**HERE, "github.event_name": "push", "github.ref": "refs/heads/main"}
CHECKED = {"check", "documents", "changes"}


@pytest.mark.parametrize(
    ("known", "jobs"),
    [
        (REQUEST, {*CHECKED, "comment"}),
        ({**REQUEST, "github.event.pull_request.head.repo.full_name": "a/seminars"}, CHECKED),
        ({**REQUEST, "github.event.pull_request.user.login": "dependabot[bot]"}, CHECKED),
        ({**REQUEST, "needs.changes.result": "failure"}, CHECKED),
        (PUSH, {"site", "publish"}),
        ({**PUSH, "vars.PROSPECTA_PUBLISH": ""}, {"site"}),
        ({**PUSH, "github.event.repository.fork": True}, {"site"}),
        ({**PUSH, "github.repository": "a/seminars"}, {"site"}),
        ({**PUSH, "github.ref": "refs/heads/idea"}, set()),
        ({**PUSH, "github.ref": "refs/tags/main"}, set()),
    ],
)
def test_which_jobs_of_github_run(known: Mapping[str, Any], jobs: set[str]) -> None:
    for shards in (1, 2):
        found = yaml.safe_load(text("github", Wishes("en", shards)))["jobs"]
        more = {"documents"} if shards > 1 and "site" in jobs else set()
        assert {name for name, job in found.items() if holds(job["if"], known)} == jobs | more


MERGE = {
    "CI_PIPELINE_SOURCE": "merge_request_event",
    "CI_MERGE_REQUEST_SOURCE_PROJECT_ID": "3",
    "CI_PROJECT_ID": "3",
    "CI_PROJECT_PATH": "town/seminars",
    "CI_DEFAULT_BRANCH": "main",
    "PROSPECTA_NOTE_TOKEN": "hush",
    "PROSPECTA_PUBLISH": "town/seminars",
}
MAIN = {**MERGE, "CI_PIPELINE_SOURCE": "push", "CI_COMMIT_BRANCH": "main"}


@pytest.mark.parametrize(
    ("known", "jobs"),
    [
        (MERGE, {*CHECKED, "comment"}),
        ({**MERGE, "CI_MERGE_REQUEST_SOURCE_PROJECT_ID": "4"}, CHECKED),
        ({**MERGE, "PROSPECTA_NOTE_TOKEN": ""}, CHECKED),
        (MAIN, {"site", "pages"}),
        ({**MAIN, "PROSPECTA_PUBLISH": ""}, {"site"}),
        ({**MAIN, "CI_PROJECT_PATH": "a/seminars"}, {"site"}),
        ({**MAIN, "CI_COMMIT_BRANCH": "idea"}, set()),
    ],
)
def test_which_jobs_of_gitlab_run(known: Mapping[str, str], jobs: set[str]) -> None:
    for shards in (1, 2):
        found = yaml.safe_load(text("gitlab", Wishes("en", shards)))
        more = {"store"} if shards > 1 and "site" in jobs else set()
        held = {name for name, job in found.items() if "script" in job and runs(job, known)}
        assert held == jobs | more


FOLDER = "2026/{town}"
GREETING = "text/accueil.md"


def repository(root: Path, forge: str, shards: int = 1, formats: str = '["html"]') -> Path:
    """Three seminars on `main`, and the file of a forge as the command writes it."""
    git("init", "--quiet", str(root), cwd=root.parent)
    write(root, {"prospecta.toml": f'formats = {formats}\n[site]\ntitle = "Nos séminaires"\n'})
    for town in ("arles", "brest", "calais"):
        write(root / "2026" / town, {**SMALL, GREETING: f"Bonjour à {town}.\n"})
    done = run("ci", forge, "--shards", str(shards), cwd=root / "2026/arles")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"écrit {FORGES[forge]}\n")
    commit(root, "Three seminars")
    return root


def commit(root: Path, words: str) -> str:
    git("add", "--all", cwd=root)
    git("commit", "--quiet", "-m", words, cwd=root)
    return git("rev-parse", "HEAD", cwd=root)


def request(root: Path) -> None:
    """A branch `idea`: a word changes in Brest, Calais has a mistake, Dijon is new."""
    git("checkout", "--quiet", "-b", "idea", cwd=root)
    write(root / "2026/brest", {GREETING: "Bonsoir à brest.\n"})
    wrong = SMALL["seminar.yaml"].replace("kind:", "knid:")
    write(root / "2026/calais", {"seminar.yaml": wrong})
    titled = SMALL["seminar.yaml"].replace("Un territoire accueillant", "Dijon | @all `x`#1")
    write(root / "2026/dijon", {**SMALL, "seminar.yaml": titled})
    commit(root, "An idea")


def names(root: Path) -> list[str]:
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())


def documents(*towns: str, forms: tuple[str, ...] = ("html",)) -> list[str]:
    return [f"2026/{town}/{town}.{form}" for town in towns for form in forms]


TOLD = """\
<!-- prospecta -->
### prospecta : ce que cette demande change

3 séminaires changent, sur 4.

| Séminaire | HTML | Constats |
| --- | --- | --- |
| `2026/brest` `Un territoire accueillant` | modifié |  |
| `2026/calais` `Un territoire accueillant` | en échec | 1 erreur |
| `2026/dijon` `Dijon ¦ @all x#1` | nouveau |  |

"""


def test_a_request_on_github(tmp_path: Path) -> None:
    root = repository(tmp_path / "origin", "github")
    request(root)
    # What GitHub checks out for a request: the branch merged into its base.
    git("checkout", "--quiet", "-b", "merge", "main", cwd=root)
    git("merge", "--quiet", "--no-ff", "-m", "Merge", "idea", cwd=root)
    forge = GitHub(tmp_path, root, "merge")
    known = {**REQUEST, "github.sha": git("rev-parse", "HEAD", cwd=root)}
    checked = forge.run("check", known)
    assert checked.code == 1
    found = [line for line in checked.out.splitlines() if line.startswith("::")]
    assert len(found) == 1
    assert found[0].startswith(
        "::error file=2026/calais/seminar.yaml,line=2,col=1,endLine=2,endColumn=4,"
        "title=prospecta%3A unknown-key::"
    )
    pip = "-P -m pip install --disable-pip-version-check --only-binary :all:"
    assert forge.asked() == [f"{pip} prospecta=={__version__}"]
    built = forge.run("documents", known)
    assert built.code == 1
    assert "2026/calais/seminar.yaml:2:1" in built.out
    assert names(forge.artifacts["documents"]) == documents("arles", "brest", "dijon")
    assert forge.caches == {}
    told = forge.run("changes", known)
    assert told.code == 0, told.out
    link = "[Les documents](https://github.com/town/seminars/actions/runs/7)\n"
    assert told.summary == TOLD + link
    forge.asked()
    assert forge.run("comment", known).code == 0
    *_, asked = forge.asked()
    assert "--method POST repos/town/seminars/issues/5/comments --field body=@" in asked
    write(tmp_path, {"gh-answers": "41\n42\n"})
    assert forge.run("comment", known).code == 0
    *_, asked = forge.asked()
    assert "--method PATCH repos/town/seminars/issues/comments/41 --field body=@" in asked
    sent = asked.rpartition("@")[2]
    assert Path(sent).read_text(encoding="utf-8") == TOLD + link


def test_the_default_branch_on_github(tmp_path: Path) -> None:
    root = repository(tmp_path / "origin", "github", formats='["docx", "html", "pdf"]')
    forge = GitHub(tmp_path, root)
    done = forge.run("site", {**PUSH, "github.sha": git("rev-parse", "HEAD", cwd=root)})
    assert done.code == 0, done.out
    assert "9 construits, 0 repris" in done.out
    every = documents("arles", "brest", "calais", forms=("docx", "html", "pdf"))
    assert names(forge.artifacts["documents"]) == every
    site = forge.artifacts["github-pages"]
    assert "Nos séminaires" in (site / "index.html").read_text(encoding="utf-8")
    # The next push takes up what this one has built.
    write(root / "2026/arles", {GREETING: "Bonsoir.\n"})
    done = forge.run("site", {**PUSH, "github.sha": commit(root, "Good evening")})
    assert "3 construits, 6 repris" in done.out


def test_the_default_branch_on_three_machines(tmp_path: Path) -> None:
    root = repository(tmp_path / "origin", "github", 2)
    forge = GitHub(tmp_path, root)
    known = {**PUSH, "github.sha": git("rev-parse", "HEAD", cwd=root)}
    built = [forge.run("documents", known, shard) for shard in (1, 2)]
    assert [done.code for done in built] == [0, 0]
    done = forge.run("site", known)
    assert done.code == 0, done.out
    assert "0 construit, 3 repris" in done.out
    assert names(forge.artifacts["documents"]) == documents("arles", "brest", "calais")


def test_a_request_on_gitlab(tmp_path: Path) -> None:
    root = repository(tmp_path / "origin", "gitlab")
    base = git("rev-parse", "HEAD", cwd=root)
    request(root)
    forge = GitLab(tmp_path, root, "idea")
    with notes() as held:
        known = {
            **MERGE,
            "CI_MERGE_REQUEST_IID": "5",
            "CI_MERGE_REQUEST_DIFF_BASE_SHA": base,
            "CI_API_V4_URL": held.address,
            "CI_PIPELINE_URL": "https://gitlab.com/town/seminars/-/pipelines/7",
        }
        checked = forge.run("check", known)
        assert checked.code == 1
        assert "2026/calais/seminar.yaml:2:1" in checked.out
        report = forge.artifacts["check 1"] / ".prospecta-ci/gl-code-quality-report.json"
        (issue,) = json.loads(report.read_bytes())
        where = {"path": "2026/calais/seminar.yaml", "lines": {"begin": 2, "end": 2}}
        assert (issue["check_name"], issue["location"]) == ("unknown-key", where)
        assert forge.run("documents", known).code == 1
        place = forge.artifacts["documents 1"] / ".prospecta-ci/documents"
        assert names(place) == documents("arles", "brest", "dijon")
        told = forge.run("changes", known)
        assert told.code == 0, told.out
        link = "[Les documents](https://gitlab.com/town/seminars/-/pipelines/7)\n"
        assert told.out.endswith(TOLD + link)
        for _ in range(2):
            assert _ok(forge.run("comment", known))
            assert held.bodies == {2: TOLD + link}
        assert held.tokens == {"hush"}


def _ok(done: Done) -> bool:
    assert done.code == 0, done.out
    return True


@pytest.mark.parametrize("shards", [1, 2])
def test_the_default_branch_on_gitlab(tmp_path: Path, shards: int) -> None:
    root = repository(tmp_path / "origin", "gitlab", shards)
    forge = GitLab(tmp_path, root)
    for shard in range(shards) if shards > 1 else ():
        assert _ok(forge.run("store", MAIN, shard + 1))
    done = forge.run("site", MAIN)
    assert done.code == 0, done.out
    assert ("3 construits, 0 repris" if shards == 1 else "0 construit, 3 repris") in done.out
    assert _ok(forge.run("pages", MAIN))
    public = forge.artifacts["pages 1"] / "public"
    assert "Nos séminaires" in (public / "index.html").read_text(encoding="utf-8")


def test_a_cache_that_a_request_brings_is_refused(tmp_path: Path) -> None:
    root = repository(tmp_path / "origin", "gitlab")
    write(root, {".prospecta-ci/cache/records/ab/cd": "{}"})
    commit(root, "Poison")
    assert GitLab(tmp_path, root).run("site", MAIN).code == 1


def test_what_is_there_is_never_replaced(tmp_path: Path) -> None:
    root = repository(tmp_path / "origin", "github")
    path = root / FORGES["github"]
    first = path.read_bytes()
    done = run("ci", "github", cwd=root)
    assert (done.returncode, done.stdout.splitlines()[0]) == (
        0,
        f"{FORGES['github']} est déjà ainsi.",
    )
    done = run("ci", "github", "--shards", "2", cwd=root)
    assert (done.returncode, path.read_bytes()) == (1, first)
    assert "prospecta ci github --stdout" in done.stdout
    done = run("ci", "github", "--shards", "2", "--stdout", "--lang", "en", cwd=root)
    assert done.stdout == text("github", Wishes("en", 2))


def test_a_theme_that_the_jobs_would_not_take_is_told(tmp_path: Path) -> None:
    toml = 'theme = "themes/maison"\n'
    write(tmp_path, {"prospecta.toml": toml, "themes/maison/theme.yaml": "colours: {}\n"})
    for words, told in (((), True), (("--trust-templates",), False)):
        done = run("ci", "gitlab", *words, cwd=tmp_path)
        assert ("themes/maison" in done.stderr) is told


def test_no_link_leads_out_of_the_repository(tmp_path: Path) -> None:
    root = write(tmp_path / "here", {"prospecta.toml": ""})
    (tmp_path / "there").mkdir()
    (root / ".github").symlink_to(tmp_path / "there")
    done = run("ci", "github", cwd=root)
    assert done.returncode == 3
    assert list((tmp_path / "there").iterdir()) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("bitbucket",),
            "“bitbucket” is not a forge that prospecta knows; these are github, gitlab.",
        ),
        (("github", "--shards", "51"), "--shards goes up to 50."),
        (("github", "--from", 'x"; rm'), '“x"; rm” is not what pip installs'),
    ],
)
def test_a_call_that_is_written_wrong(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    write(tmp_path, {"prospecta.toml": ""})
    done = run("ci", *words, "--lang", "en", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith(f"prospecta: {said}")
    assert [path.name for path in tmp_path.iterdir()] == ["prospecta.toml"]


def test_a_workspace_below_the_root_of_its_repository(tmp_path: Path) -> None:
    git("init", "--quiet", str(tmp_path), cwd=tmp_path)
    write(tmp_path / "seminars", {"prospecta.toml": ""})
    done = run("ci", "github", "--lang", "en", cwd=tmp_path / "seminars")
    assert done.returncode == 2
    assert "prospecta.toml is not at the root of the git repository" in done.stderr


@given(st.text(st.sampled_from("ab/.-=<>@:#[]~%+ \"'$`\\\n;&|!*?(){}é"), max_size=12))
def test_no_package_says_more_to_a_shell_than_its_name(words: str) -> None:
    if not is_package(words):
        return
    said = yaml.safe_load(text("gitlab", Wishes("en", package=words)))["check"]["before_script"][0]
    line = said.splitlines()[0]
    shown = subprocess.run(
        ["bash", "-c", line.replace("python -P -m", "printf '%s\\n'")],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert shown.stdout.splitlines()[-1] == words


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("none", "good"), "'none' does not exist."),
        (("good", "report"), "“report” is not what sha256sum writes."),
        (("good", "good", "--findings", "good"), "“good” is not what “prospecta check --format"),
        (("good", "good", "--link", "x) [y](z"), "“x) [y](z” is not an address"),
    ],
)
def test_what_cannot_be_compared(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    digest = "0" * 64
    good = f"{digest}  ./2026/arles/arles.html\n"
    write(tmp_path, {"prospecta.toml": "", "good": good, "report": '{"folders": []}\n'})
    done = run("changes", *words, "--lang", "en", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"prospecta: {said}")


def test_the_hashes_of_names_that_break_a_line(tmp_path: Path) -> None:
    names_ = [
        "2026/arles/arles.html",
        "a\\b\nc/d.pdf",
        "racine.docx",
        "é à/x.html",
        "e\u2028\x0c/x.pdf",
        "é\\/x.pdf",
    ]
    write(tmp_path, dict.fromkeys(names_, "x"))
    printed = subprocess.run(
        ["bash", "-c", "find . -type f -exec sha256sum {} +"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    found = Side.read(printed.stdout).documents
    assert {member: list(forms) for member, forms in found.items()} == {
        "2026/arles": ["html"],
        "a\\b\nc": ["pdf"],
        "": ["docx"],
        "é à": ["html"],
        "e\u2028\x0c": ["pdf"],
        "é\\": ["pdf"],
    }


def test_what_a_report_tells() -> None:
    before = Side({"a": {"html": "1"}, "b": {"html": "1", "pdf": "1"}, "c": {"html": "1"}})
    after = Side({"a": {"html": "1"}, "b": {"html": "1", "pdf": "2"}})
    counts = {"d": Counts(broken=True), "a": Counts(warnings=2)}
    found = changes(before, after, counts)
    told = Report(found, 4, {}, counts).markdown(Messages.read("en")).splitlines()
    assert told[3:9] == [
        "3 seminars change, of 4.",
        "",
        "| Seminar | HTML | PDF | Findings |",
        "| --- | --- | --- | --- |",
        "| `b` | unchanged | changed |  |",
        "| `c` | removed |  |  |",
    ]
    assert told[9] == "| `d` |  |  | failed |"
    many = [Change(str(number), {"pdf": "new"}) for number in range(102)]
    told = Report(many, 200, {}, {}).markdown(Messages.read("en")).splitlines()
    assert len([line for line in told if line.startswith("| `")]) == 100
    assert "And 2 more." in told
    nothing = Report([], 4, {}, {}).markdown(Messages.read("en"))
    assert "No document changes, of 4 seminars." in nothing


@given(st.text())
def test_no_author_speaks_to_a_forge(words: str) -> None:
    shown = code(words)
    fence = re.match("`+", shown)
    assert fence
    inside = shown.removeprefix(fence[0]).removesuffix(fence[0])
    assert fence[0] not in re.sub(r"\A | \Z", "", inside)
    assert not set(inside) & set("|\n\r\u202e")


def test_what_becomes_of_a_file(tmp_path: Path) -> None:
    assert add(tmp_path, "gitlab", "x: y\n") == "written"
    assert add(tmp_path, "gitlab", "x: y\n") == "same"
    assert add(tmp_path, "gitlab", "x: z\n") == "differs"
    assert (tmp_path / ".gitlab-ci.yml").read_text(encoding="utf-8") == "x: y\n"
    assert [path.name for path in tmp_path.iterdir()] == [".gitlab-ci.yml"]
