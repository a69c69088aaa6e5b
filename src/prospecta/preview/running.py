"""A preview from its first page to Ctrl-C."""

import asyncio
import contextlib
import secrets
import socket
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import uvicorn

from prospecta.findings import ToolError
from prospecta.preview.downloads import Downloads
from prospecta.preview.guards import Guard
from prospecta.preview.rendering import Renderer
from prospecta.preview.rounds import Asked, Rounds
from prospecta.preview.server import Show

LOOPBACK = "127.0.0.1"
WORDS = "preview"
"""The sentences of the page, in the table of the console."""


@dataclass
class Preview:
    """One folder shown to this computer; `options` are those of `prospecta build`."""

    asked: Asked
    port: int = 0
    options: Sequence[str] = ()

    def run(self, ready: Callable[[str], None]) -> None:
        """Serve until it is interrupted. `ready` is told the address.

        Raises ToolError when the port is taken or the engine cannot be started.
        """
        with contextlib.closing(_bound(self.port)) as listening:
            renderer = Renderer(self.asked.folder, self.asked.wish())
            try:
                with ThreadPoolExecutor(1, "render") as thread:
                    asyncio.run(self._serve(listening, ready, Rounds(self.asked, renderer, thread)))
            finally:
                renderer.close()

    async def _serve(
        self, listening: socket.socket, ready: Callable[[str], None], rounds: "Rounds"
    ) -> None:
        port, token = listening.getsockname()[1], secrets.token_urlsafe(24)
        folder, messages = self.asked.folder, self.asked.messages
        words = messages.data["console"][WORDS]
        downloads = Downloads(folder, self.options)
        show = Show(folder, rounds.stage, downloads, words, messages.language)
        hosts = frozenset({f"{LOOPBACK}:{port}", f"localhost:{port}"})
        config = uvicorn.Config(
            Guard(show.routes(token), hosts, token),
            lifespan="off",
            log_config=None,
            log_level="critical",
            access_log=False,
            server_header=False,
            date_header=False,
            # A browser that is still there waits for events: they end with the program.
            timeout_graceful_shutdown=1,
            loop="asyncio",
            http="h11",
            ws="none",
        )
        work = asyncio.create_task(rounds.run())
        server = uvicorn.Server(config)
        work.add_done_callback(lambda _: setattr(server, "should_exit", True))
        ready(f"http://{LOOPBACK}:{port}/{token}/")
        try:
            await server.serve([listening])
        finally:
            rounds.newer.set()
            rounds.renderer.reader.kill()  # nobody waits for its answer
            work.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await work


def _bound(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((LOOPBACK, port))
        listening.listen()
    except OSError as error:
        listening.close()
        message = f"the port {port} cannot be used: {error.strerror}"
        raise ToolError(message) from error
    return listening
