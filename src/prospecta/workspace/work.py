"""One seminar of a workspace: what of it must be made, made, and why."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from prospecta.build import Built, Wishes, build, reviewed, targets
from prospecta.engines import Engines
from prospecta.findings import CODES, Finding, Severity, Span
from prospecta.formerly import cleared
from prospecta.output import changed, publish
from prospecta.workspace.fingerprint import contents, digest, key_of
from prospecta.workspace.ledger import settled
from prospecta.workspace.reasons import Reason, reasons
from prospecta.workspace.shelf import Shelf
from prospecta.workspace.store import Store
from prospecta.workspace.walk import Row, file_row, newest, rows, seen

BUILT, RESTORED, KEPT = "built", "restored", "kept"
"""What became of an output: rendered; taken from the cache; it stood there already."""


@dataclass(frozen=True)
class Task:
    """A seminar to bring up to date, as it goes to a worker.

    `shape` holds the hashes of what shapes its outputs beside its own files; `earlier` is the key
    of the record of its last build; `lost` are the formats whose outputs are gone or altered.
    Without `store`, everything is made; without `formats`, the folder is only checked.
    """

    member: str
    folder: Path
    wishes: Wishes
    formats: tuple[str, ...]
    shape: Mapping[str, str] = field(default_factory=dict)
    store: Path | None = None
    earlier: str = ""
    lost: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What became of a seminar. `states` says what became of each output.

    `failure` says why the machine could not do it; `note` is for the ledger, if it is not empty.
    """

    member: str
    language: str = ""
    findings: tuple[Finding, ...] = ()
    failed: bool = False
    failure: str = ""
    states: Mapping[str, str] = field(default_factory=dict)
    written: tuple[Path, ...] = ()
    removed: tuple[Path, ...] = ()
    reasons: tuple[Reason, ...] = ()
    note: Mapping[str, Any] = field(default_factory=dict)
    seconds: Mapping[str, float] = field(default_factory=dict)


def work(
    task: Task, engines: Callable[[], Engines], tell: Callable[[str], None] = lambda _: None
) -> Outcome:
    """Bring the outputs of one seminar up to date. Raises ToolError when the machine fails.

    The engines are asked for only if something must be rendered or checked.
    """
    if task.store is None:
        return outcome_of(task, _built(task, engines(), tell))
    job = Job.begun(task, task.store)
    found = job.restored()
    if found is None:
        shelf = Shelf(job.store, {name: task.shape[name] for name in ("program", "engines")})
        found = job.finished(_built(task, engines(), tell, shelf))
    return found


def _built(
    task: Task, engines: Engines, tell: Callable[[str], None], shelf: Shelf | None = None
) -> Built:
    if task.formats:
        return build(task.folder, task.wishes, engines, tell, shelf)
    tell("check")
    found = reviewed(task.folder, engines, task.wishes.terms)
    return Built(found.language, found.findings)


@dataclass(frozen=True)
class Job:
    """A task with what its folder held when it was begun; `calm` if no file was just touched."""

    task: Task
    store: Store
    before: tuple[Row, ...]
    calm: bool
    files: Mapping[str, str]
    key: str
    earlier: Mapping[str, Any]

    @classmethod
    def begun(cls, task: Task, store: Path) -> "Job":
        kept = Store(store)
        before = rows(task.folder)
        calm = settled(newest(before))
        files = contents(task.folder, before)
        earlier = _sound(kept.record(task.earlier)) if task.earlier else {}
        return cls(task, kept, before, calm, files, key_of(task.shape, files), earlier)

    def restored(self) -> Outcome | None:
        """What was made of the same before, put in its place; None when it must be made."""
        found = _restored(self.task, self.store, _sound(self.store.record(self.key)))
        return None if found is None else self._noted(found)

    def finished(self, built: Built) -> Outcome:
        """What was built, kept for the next time unless the folder was edited meanwhile."""
        outcome = outcome_of(self.task, built)
        now = rows(self.task.folder)
        same = now == self.before if self.calm else contents(self.task.folder, now) == self.files
        # What an engine refuses is found by a build only: a check must not be told of it.
        if not same or (outcome.failed and self.task.formats):
            return outcome
        _keep(self.task, self.store, self.key, built, self.files)
        return self._noted(outcome)

    def _noted(self, outcome: Outcome) -> Outcome:
        task = self.task
        if not task.formats:
            return outcome
        places = zip(task.formats, _targets(task), strict=True)
        note = {
            "seen": seen(self.before) if self.calm else "",
            "shape": digest(dict(task.shape)),
            "key": self.key,
            "warnings": len(outcome.findings),
            "outputs": {form: list(file_row(path)) for form, path in places},
        }
        why = reasons(self.earlier, task.shape, self.files, task.lost)
        return replace(outcome, reasons=why, note=note)


def outcome_of(task: Task, built: Built) -> Outcome:
    """What is told of a build."""
    failed = built.failed or (task.wishes.strict and bool(built.findings))
    places = dict(zip(task.formats, _targets(task), strict=True))
    states = {
        form: BUILT
        if form not in built.kept
        else RESTORED
        if places[form] in built.written
        else KEPT
        for form in built.outputs
    }
    return Outcome(
        task.member,
        built.language,
        tuple(built.findings),
        failed,
        states=states,
        written=tuple(built.written),
        removed=tuple(built.removed),
        seconds=built.seconds,
    )


def _targets(task: Task) -> list[Path]:
    return list(targets(task.folder, task.wishes.output, dict.fromkeys(task.formats, b"")))


def _keep(task: Task, store: Store, key: str, built: Built, files: Mapping[str, str]) -> None:
    before = _sound(store.record(key)).get("outputs", {})
    names = {form: sha256(data).hexdigest() for form, data in built.outputs.items()}
    record = {
        "outputs": {**before, **names},
        "language": built.language,
        "findings": [_spelt(one) for one in built.findings],
        "shape": dict(task.shape),
        "files": files,
    }
    store.keep_record(key, record)


RECORD = {"outputs": dict, "language": str, "findings": list, "shape": dict, "files": dict}
"""What a record of ours holds."""


def _sound(record: Mapping[str, Any]) -> Mapping[str, Any]:
    """The record, if it has the shape of ours: others may write to a cache."""
    try:
        known = all(_read(one).code in CODES for one in record.get("findings", ()))
    except (TypeError, ValueError, AttributeError):
        return {}
    return record if known and all(isinstance(record.get(k), v) for k, v in RECORD.items()) else {}


def _restored(task: Task, store: Store, record: Mapping[str, Any]) -> Outcome | None:
    """The outputs that a record names, put in their places; None when it does not have them all."""
    findings = [_read(one) for one in record.get("findings", ())]
    if not record or (task.wishes.strict and findings):
        return None
    names = [str(record["outputs"].get(form)) for form in task.formats]
    found = [store.output(name) for name in names]
    if any(data is None for data in found):
        return None
    outputs = dict(zip(_targets(task), (data or b"" for data in found), strict=True))
    new = changed(outputs)
    if new:
        publish(new)
    removed = tuple(cleared(task.folder, outputs, new))
    states = {
        form: RESTORED if path in new else KEPT
        for form, path in zip(task.formats, outputs, strict=True)
    }
    failed = any(one.severity is Severity.ERROR for one in findings)
    language = str(record["language"])
    written = tuple(new)
    return Outcome(
        task.member, language, tuple(findings), failed, "", states, written, removed=removed
    )


def _spelt(finding: Finding) -> list[Any]:
    span = finding.span
    place = [span.path, span.line, span.column, span.end_line, span.end_column]
    return [finding.code, place, dict(finding.values)]


def _read(spelt: Any) -> Finding:
    code, place, values = spelt
    return Finding(code, Span(*place), dict(values))
