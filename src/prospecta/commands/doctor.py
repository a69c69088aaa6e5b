"""`prospecta doctor`: what prospecta stands on, and what is missing for which feature."""

from typing import TYPE_CHECKING, Annotated

import typer

from prospecta.commands.exits import CLEAN, MACHINE
from prospecta.commands.options import Lang, wrong

if TYPE_CHECKING:
    from collections.abc import Sequence

    from prospecta.doctor import Part

FORMATS = ("text", "json")


def doctor(
    *,
    form: Annotated[str, typer.Option("--format", autocompletion=lambda: list(FORMATS))] = "text",
    lang: Lang = None,
) -> None:
    """Say what is installed, whether the engines work, and what is missing for which feature."""
    from prospecta.commands import speech

    language = speech.language(lang)
    if form not in FORMATS:
        wrong("not-a-format", language, name=form, known=", ".join(FORMATS))
    from prospecta.console import hand_over
    from prospecta.doctor import parts

    found = list(parts())
    if form == "json":
        hand_over(_json(found))
    else:
        from prospecta.commands.diagnosis import Diagnosis

        Diagnosis.read(language).tell(found)
    raise typer.Exit(MACHINE if any(part.blocks for part in found) else CLEAN)


def _json(found: "Sequence[Part]") -> str:
    import json
    from dataclasses import asdict

    ready = not any(part.blocks for part in found)
    told = {"ready": ready, "parts": [asdict(part) for part in found]}
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"
