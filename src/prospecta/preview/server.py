"""The server of a preview: a few fixed addresses behind the guard, and the events."""

import asyncio
import json
import os
import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from prospecta.findings import Finding, ToolError
from prospecta.places import templates
from prospecta.preview.downloads import FORMATS, Downloads, FailedError
from prospecta.preview.stage import Stage
from prospecta.source import read

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""What the preview's own page may do: ask this server, and nothing else."""
REPORT = "sandbox allow-same-origin; frame-ancestors 'self'"
"""What the report may do beside what it allows itself: it runs no script."""
KINDS = {"page.js": "text/javascript", "page.css": "text/css"}
LINE = re.compile(r"[1-9][0-9]{0,6}")
AROUND = 6
"""Lines shown before and after those of a finding."""


@dataclass(frozen=True)
class Show:
    """What the routes need. `words` are those of the page, by their names."""

    folder: Path
    stage: Stage
    downloads: Downloads
    words: Mapping[str, str]
    language: str

    def routes(self, token: str) -> Starlette:
        """The application: every path begins with the token."""
        paths = {
            "": self.shell,
            "report": self.report,
            "events": self.events,
            "source": self.source,
            "page.js": self.asset,
            "page.css": self.asset,
            **{f"report.{form}": self.download for form in FORMATS},
        }
        routes = [Route(f"/{token}/{path}", one, methods=["GET"]) for path, one in paths.items()]
        return Starlette(routes=routes)

    async def shell(self, _: Request) -> Response:
        from jinja2 import Environment, FileSystemLoader, StrictUndefined

        environment = Environment(
            loader=FileSystemLoader(str(templates() / "preview")),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
        )
        page = environment.get_template("page.html").render(
            words=self.words, language=self.language, folder=_shown(self.folder)
        )
        headers = {"content-security-policy": POLICY}
        return Response(page, media_type="text/html", headers=headers)

    async def asset(self, request: Request) -> Response:
        name = request.url.path.rpartition("/")[2]
        return Response((templates() / "preview" / name).read_bytes(), media_type=KINDS[name])

    async def report(self, _: Request) -> Response:
        """The last good page."""
        page = self.stage.page
        html = f"<!DOCTYPE html><html lang={self.language}><title>…</title><!--0-->"
        if page is not None:
            html = page.marked(self.stage.version)
        headers = {"content-security-policy": REPORT}
        return Response(html, media_type="text/html", headers=headers)

    async def events(self, request: Request) -> Response:
        async def told() -> AsyncIterator[str]:
            queue = self.stage.join()
            try:
                while not await request.is_disconnected():
                    try:
                        yield await asyncio.wait_for(queue.get(), 15)
                    except TimeoutError:
                        yield ": still here\n\n"
            finally:
                self.stage.leave(queue)

        return StreamingResponse(told(), media_type="text/event-stream")

    async def source(self, request: Request) -> Response:
        """The lines around those of a finding."""
        path = request.query_params.get("path", "")
        first, last = (_number(request.query_params.get(key, "")) for key in ("line", "last"))
        if path not in self.stage.files:
            return PlainTextResponse("nothing here", 404)
        try:
            found = read(self.folder, path)
        except ToolError:
            return PlainTextResponse("nothing here", 404)
        if isinstance(found, Finding):
            return PlainTextResponse("nothing here", 404)
        lines = found.text.split("\n")
        start = max(0, first - 1 - AROUND)
        return _json({"start": start + 1, "lines": lines[start : max(first, last) + AROUND]})

    async def download(self, request: Request) -> Response:
        form = request.url.path.rpartition(".")[2]
        try:
            data = await self.downloads.build(form)
        except FailedError as error:
            return PlainTextResponse(str(error), 422)
        name = f"{self.folder.resolve().name}.{form}"
        return Response(data, media_type=FORMATS[form], headers=_attached(name))


def _shown(folder: Path) -> str:
    """The name of a folder; a sign for each byte of it that is no UTF-8."""
    return os.fsencode(folder.resolve().name).decode(errors="replace")


def _number(typed: str) -> int:
    return int(typed) if LINE.fullmatch(typed) else 1


def _json(told: Mapping[str, Any]) -> Response:
    return Response(json.dumps(told, ensure_ascii=False), media_type="application/json")


def _attached(name: str) -> Mapping[str, str]:
    from urllib.parse import quote

    return {"content-disposition": f"attachment; filename*=utf-8''{quote(name, errors='replace')}"}
