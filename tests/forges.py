"""What a forge does around the commands of its file: machines, caches, artifacts, conditions.

A machine is a fresh clone and an empty folder for what is temporary. The commands are run by bash
as they stand; only `pip`, which would need the network, and `gh` are stand-ins, which note what
they were asked.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from fnmatch import fnmatch
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import yaml

import forked
from prospecta.workspace.plan import PROGRAM

STRICT = ("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c")
"""How both forges call bash, but for the file in which they put the commands."""


def git(*words: str, cwd: Path) -> str:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main")
    done = subprocess.run(
        ["git", *who, *words], cwd=cwd, check=True, capture_output=True, encoding="utf-8"
    )
    return done.stdout.strip()


@dataclass
class Done:
    """What came of a job."""

    code: int = 0
    out: str = ""
    summary: str = ""


@dataclass
class Forge:
    """A folder for all machines; `origin` is the repository, `ref` what a machine checks out."""

    folder: Path
    origin: Path
    ref: str = "main"
    artifacts: dict[str, Path] = field(default_factory=dict)
    caches: dict[str, Path] = field(default_factory=dict)
    made: int = 0

    def new(self, name: str) -> Path:
        self.made += 1
        return self.folder / f"{self.made}-{name}"

    def clone(self, depth: int = 0) -> Path:
        place = self.new("clone")
        cut = ["--depth", str(depth)] if depth else []
        git(
            "clone",
            "--quiet",
            *cut,
            "-b",
            self.ref,
            self.origin.as_uri(),
            str(place),
            cwd=self.folder,
        )
        return place

    def programs(self) -> Path:
        """The commands that a machine has installed, or has by itself."""
        place = self.folder / "bin"
        if not place.exists():
            place.mkdir()
            note = f'printf "%s\\n" "$*" >> {shlex.quote(str(self.folder / "asked.txt"))}'
            answer = self.folder / "gh-answers"
            real = shlex.join(forked.command())
            for name, does in {
                "prospecta": f'exec {real} "$@"',
                "python": f'[ "$1 $2 $3 $4" = "-P -m pip install" ] || exit 99\n{note}',
                "gh": f'{note}\ncase "$*" in *--jq*) cat {shlex.quote(str(answer))};; esac',
            }.items():
                (place / name).write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
                (place / name).chmod(0o755)
            answer.write_text("", encoding="utf-8")
        return place

    def asked(self) -> list[str]:
        """What pip and gh were asked since the last time."""
        path = self.folder / "asked.txt"
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        path.unlink(missing_ok=True)
        return lines

    def bash(self, script: str, cwd: Path, **known: str) -> tuple[int, str]:
        path = f"{self.programs()}{os.pathsep}{os.environ['PATH']}"
        kept = {name: os.environ[name] for name in ("HOME", "PYTHONPATH") if name in os.environ}
        # What one machine noted of a workspace, no other may know; the program is that of all.
        home = self.folder / "home"
        for noted in (home / "prospecta/ledgers").glob("*.json"):
            if noted.stem != PROGRAM:
                noted.unlink()
        done = subprocess.run(
            [*STRICT, script],
            cwd=cwd,
            env={**kept, "PATH": path, "LANG": "C.UTF-8", "XDG_CACHE_HOME": str(home), **known},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
            timeout=120,
        )
        return done.returncode, done.stdout


class GitHub(Forge):
    """`event` holds what the conditions of jobs look up: `github.event_name` and so on."""

    def jobs(self) -> Mapping[str, Any]:
        path = self.clone(1) / ".github/workflows/prospecta.yml"
        found: Mapping[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"]
        return found

    def run(self, name: str, known: Mapping[str, Any], shard: int = 1) -> Done:
        job = self.jobs()[name]
        temporary, done = self.new("temp"), Done()
        temporary.mkdir()
        summary = temporary / "summary.md"
        depth, here = 1, temporary
        for step in job["steps"]:
            used = str(step.get("uses", "")).partition("@")[0]
            if used == "actions/checkout":
                depth = step["with"].get("fetch-depth", 1)
                here = self.clone(depth)
            failed = done.code != 0 and "cancelled()" not in str(step.get("if", ""))
            if failed or not holds(str(step.get("if", "true")), known):
                continue
            if "run" in step:
                environment = {
                    "RUNNER_TEMP": str(temporary),
                    "GITHUB_STEP_SUMMARY": str(summary),
                    "GITHUB_SERVER_URL": "https://github.com",
                    "GITHUB_REPOSITORY": str(known["github.repository"]),
                    "GITHUB_RUN_ID": "7",
                }
                given = {**job.get("env", {}), **step.get("env", {})}
                environment |= {
                    key: _filled(value, known, temporary, shard) for key, value in given.items()
                }
                code, out = self.bash(step["run"], here, **environment)
                done.code, done.out = done.code or code, done.out + out
            else:
                asked = {
                    key: _filled(value, known, temporary, shard)
                    for key, value in step.get("with", {}).items()
                }
                self._use(used, asked)
        done.summary = summary.read_text(encoding="utf-8") if summary.exists() else ""
        return done

    def _use(self, action: str, asked: Mapping[str, str]) -> None:
        place = Path(asked.get("path", ""))
        if action == "actions/cache/restore":
            keys = [key for key in self.caches if key.startswith(asked["restore-keys"])]
            if keys:
                shutil.copytree(self.caches[keys[-1]], place, dirs_exist_ok=True)
        elif action == "actions/cache/save":
            self.caches[asked["key"]] = shutil.copytree(place, self.new("cache"))
        elif action in {"actions/upload-artifact", "actions/upload-pages-artifact"}:
            name = asked.get("name", "github-pages")
            if place.exists() or asked.get("if-no-files-found") != "ignore":
                self.artifacts[name] = kept(place, self.new("artifact"))
        elif action == "actions/download-artifact":
            wanted = asked.get("pattern", asked.get("name", ""))
            for name in [name for name in self.artifacts if fnmatch(name, wanted)]:
                shutil.copytree(self.artifacts[name], place, dirs_exist_ok=True)
        else:
            assert action in {"actions/checkout", "actions/setup-python"}, action


def kept(place: Path, target: Path) -> Path:
    """An artifact: a file, or what a folder holds, but what is hidden."""
    if place.is_dir():
        return shutil.copytree(place, target, ignore=shutil.ignore_patterns(".*"))
    target.mkdir()
    shutil.copy(place, target)
    return target


def _filled(value: object, known: Mapping[str, Any], temporary: Path, shard: int) -> str:
    names = {**known, "runner.temp": temporary, "matrix.shard": shard, "github.token": "token"}
    return re.sub(r"\$\{\{ ([\w.]+) \}\}", lambda found: str(names[found[1]]), str(value))


def holds(condition: str, known: Mapping[str, Any]) -> bool:
    """Whether an expression of GitHub holds, by what is known. Raises KeyError for a new name."""
    told = condition.removeprefix("${{").removesuffix("}}").strip()
    spoken = {"&&": "and", "||": "or", "!": "not", "true": "True"}

    def translated(found: re.Match[str]) -> str:
        word = found[0]
        if word in spoken:
            return f" {spoken[word]} "
        if word[0].isalpha() and word not in {"format", "cancelled"}:
            return f"known[{word!r}]"
        return word

    words = re.sub(r"'[^']*'|&&|\|\||==|!=|!|[A-Za-z_][\w.\-]*", translated, told)
    functions = {"format": str.format, "cancelled": lambda: False, "known": known}
    return bool(eval(words, {"__builtins__": {}}, functions))  # noqa: S307 - our own file's words


class GitLab(Forge):
    """`known` are the variables of a pipeline."""

    def jobs(self) -> Mapping[str, Any]:
        path = self.clone(1) / ".gitlab-ci.yml"
        found = yaml.safe_load(path.read_text(encoding="utf-8"))
        return {name: job for name, job in found.items() if "script" in job}

    def run(self, name: str, known: Mapping[str, str], shard: int = 1) -> Done:
        job = self.jobs()[name]
        own = {key: str(value) for key, value in job.get("variables", {}).items()}
        given = {**known, **own, "CI_NODE_INDEX": str(shard), "CI": "true"}
        given["CI_NODE_TOTAL"] = str(job.get("parallel", 1))
        here = self.new("empty") if own.get("GIT_STRATEGY") == "none" else self.clone()
        here.mkdir(exist_ok=True)
        cache = job.get("cache")
        key = re.sub(r"\$(\w+)", lambda found: given[found[1]], cache["key"]) if cache else ""
        if key in self.caches:
            shutil.copytree(self.caches[key], here, dirs_exist_ok=True)
        for needed in job.get("needs", []):
            for number in range(1, self.jobs()[needed].get("parallel", 1) + 1):
                if f"{needed} {number}" in self.artifacts:
                    shutil.copytree(self.artifacts[f"{needed} {number}"], here, dirs_exist_ok=True)
        script = "\n".join([*job.get("before_script", []), *job["script"]])
        code, out = self.bash(script, here, **given)
        held = job.get("artifacts", {})
        paths = [*held.get("paths", []), *held.get("reports", {}).values()]
        if held and (code == 0 or held.get("when") == "always"):
            place = _collected(here, paths, self.new("artifact"))
            for path in [path for path in place.rglob("*") if path.is_file()]:
                inside = str(path.relative_to(place))
                if any(fnmatch(inside, but) for but in held.get("exclude", [])):
                    path.unlink()
            self.artifacts[f"{name} {shard}"] = place
        if cache and code == 0:
            self.caches[key] = _collected(here, cache["paths"], self.new("cache"))
        return Done(code, out)


def _collected(here: Path, paths: Sequence[str], target: Path) -> Path:
    target.mkdir()
    for path in paths:
        place = here / path
        if place.is_dir():
            shutil.copytree(place, target / path)
        elif place.exists():
            (target / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(place, target / path)
    return target


def runs(job: Mapping[str, Any], known: Mapping[str, str]) -> bool:
    """Whether one of the rules of a job of GitLab holds."""
    return any(_rule(rule["if"], known) for rule in job["rules"])


def _rule(condition: str, known: Mapping[str, str]) -> bool:
    def value(word: str) -> str:
        return known.get(word[1:], "") if word.startswith("$") else word.strip('"')

    for part in condition.split(" && "):
        left, equal, right = part.partition(" == ")
        if not (value(left) == value(right) if equal else value(left)):
            return False
    return True


@dataclass
class Notes:
    """The notes of a merge request, behind the part of GitLab's interface that a job asks."""

    address: str = ""
    bodies: dict[int, str] = field(default_factory=dict)
    tokens: set[str] = field(default_factory=set)


@contextmanager
def notes() -> Iterator[Notes]:
    """Serve the notes on loopback."""
    held = Notes()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: Any) -> None: ...

        def _answer(self, told: object) -> None:
            held.tokens.add(self.headers["PRIVATE-TOKEN"])
            data = json.dumps(told).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def _body(self) -> str:
            sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
            return parse_qs(sent)["body"][0]

        def do_GET(self) -> None:
            stranger = {"id": 1, "author": {"id": 8}, "body": "<!-- prospecta --> not mine"}
            mine = [
                {"id": number, "author": {"id": 9}, "body": body}
                for number, body in held.bodies.items()
            ]
            self._answer({"id": 9} if self.path.endswith("/user") else [stranger, *mine])

        def do_POST(self) -> None:
            held.bodies[len(held.bodies) + 2] = self._body()
            self._answer({})

        def do_PUT(self) -> None:
            held.bodies[int(self.path.rpartition("/")[2])] = self._body()
            self._answer({})

    server = HTTPServer(("127.0.0.1", 0), Handler)
    held.address = f"http://127.0.0.1:{server.server_port}/api/v4"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield held
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
