"""Workers on other machines, of a Dask cluster: a seminar goes there as bytes and comes back so.

The machines share no disk: each task carries the files of its folder and of its theme. A worker
that is lost costs nothing but time, as Dask gives its tasks to another.
"""

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from prospecta.build import Built, build, targets
from prospecta.engines import begun
from prospecta.findings import ToolError
from prospecta.formerly import cleared
from prospecta.output import changed, publish
from prospecta.source import plain_bytes
from prospecta.workspace.fingerprint import MAX_BYTES, program
from prospecta.workspace.pool import Step
from prospecta.workspace.walk import rows
from prospecta.workspace.work import Job, Outcome, Task, outcome_of

SECONDS = 10
"""How long the scheduler may take to answer."""
RETRIES = 3


@dataclass(frozen=True)
class Parcel:
    """A task with all that it needs, for a machine that has nothing."""

    task: Task
    files: Mapping[str, bytes]
    theme: Mapping[str, bytes] | None


def cluster(tasks: Iterable[Task], address: str, step: Step) -> Iterator[Outcome]:
    """The outcome of each task as it comes back. Raises ToolError when there is no cluster."""
    try:
        import distributed
    except ImportError as error:
        message = 'Dask is not installed: pip install "prospecta[dask]"'
        raise ToolError(message) from error
    try:
        dask: Any = distributed
        client = dask.Client(address, timeout=SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        message = f"there is no scheduler at {address}"
        raise ToolError(message) from error
    with client, client.as_current():
        sent: dict[Any, tuple[Task, Job | None]] = {}
        for task in tasks:
            job = None if task.store is None else Job.begun(task, task.store)
            found = None if job is None else job.restored()
            if found is not None:
                step(0, task.member, "")
                yield found
                continue
            future = client.submit(remote, packed(task), pure=False, retries=RETRIES)
            sent[future] = (task, job)
        for future in dask.as_completed(list(sent)):
            task, job = sent.pop(future)
            step(0, task.member, "")
            yield _received(task, job, future)


def packed(task: Task) -> Parcel:
    """The task and its files, which are read here and nowhere else."""
    theme = task.wishes.theme or task.wishes.house
    return Parcel(task, _read(task.folder), None if theme is None else _read(theme, beyond=True))


def remote(parcel: Parcel) -> tuple[Built | None, str]:
    """Build a parcel on this machine: what was built, or why it could not be."""
    task = parcel.task
    if task.shape and {**task.shape, **_program()} != task.shape:
        return None, "the worker runs another version of prospecta, or of its engines"
    with tempfile.TemporaryDirectory() as name:
        # The folder keeps its name: the outputs are called after it.
        folder = _unpacked(Path(name) / "in" / (task.folder.name or "seminar"), parcel.files)
        theme = None
        if parcel.theme is not None:
            theme = _unpacked(Path(name) / "theme", parcel.theme)
        asked, house = (None, theme) if task.wishes.theme is None else (theme, None)
        wishes = replace(task.wishes, output=Path(name) / "out", theme=asked, house=house)
        try:
            built = build(folder, wishes, begun(pages=True))
        except ToolError as error:
            return None, str(error)
    return replace(built, written=[]), ""


_known: list[Mapping[str, str]] = []


def _program() -> Mapping[str, str]:
    """What this machine would build with, looked at once."""
    if not _known:
        _known.append(program())
    return _known[0]


def _received(task: Task, job: Job | None, future: Any) -> Outcome:
    # It waits: what was finished on a worker that is lost is made again on another.
    error = future.exception()
    if error is not None:
        return Outcome(task.member, failure=f"the cluster: {error}")
    built, failure = future.result()
    if built is None:
        return Outcome(task.member, failure=failure)
    try:
        places = targets(task.folder, task.wishes.output, built.outputs)
        new = changed(places)
        if new:
            publish(new)
        built.removed = cleared(task.folder, places, new)
    except ToolError as error:
        return Outcome(task.member, failure=str(error))
    built.written = list(new)
    if job is None:
        return outcome_of(task, built)
    for data in built.outputs.values():
        job.store.keep_output(data)
    return job.finished(built)


def _read(folder: Path, *, beyond: bool = False) -> Mapping[str, bytes]:
    """The files of a folder; those outside that links lead to only with `beyond`."""
    found: dict[str, bytes] = {}
    for path, *_ in rows(folder, beyond=beyond):
        # What cannot be read here is missing there, and told so.
        with suppress(OSError):
            if beyond or (folder / path).resolve().is_relative_to(folder.resolve()):
                found[path] = plain_bytes(folder / path, MAX_BYTES)
    return found


def _unpacked(folder: Path, files: Mapping[str, bytes]) -> Path:
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder
