"""The engines and the fonts, each tried on a word."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

from prospecta import pandoc, typst
from prospecta.doctor.packages import again
from prospecta.doctor.part import BUILD, Part, State, shown
from prospecta.findings import ToolError
from prospecta.pandoc import MARKDOWN, Pandoc
from prospecta.places import templates
from prospecta.typst import Job, Typst
from prospecta.versions import Range, UnfitError

NO_FONT = "the typeface of the reports is not there"
WORD = f"""#set document(title: "T")
#set text(font: "Prospecta Sans", fallback: false)
#metadata(())<pages>
#context assert(measure[Prêt].width > 0pt, message: "{NO_FONT}")
"""
"""Without the typeface, typst would leave the word out and say nothing."""


def texts() -> Part:
    """pandoc, after it has read a word."""

    def read() -> str:
        with closing(Pandoc.start()) as engine:
            engine.read([(MARKDOWN, "*Prêt*")])
            return engine.version

    return _engine("pandoc", "pypandoc-binary", pandoc.SUPPORTED, pandoc.binary, read)


def pages() -> Iterator[Part]:
    """typst, after it has laid out a word, and the fonts that it had for it."""
    fonts = Part("fonts", BUILD, place=shown(templates() / "fonts"))

    def lay_out() -> str:
        nonlocal fonts
        with closing(Typst.start()) as engine:
            engine.submit(Job("", WORD, "{}", 0))
            try:
                engine.result()
            except ToolError as error:
                if NO_FONT not in str(error):
                    raise
                remedy = again("prospecta")
                fonts = replace(fonts, state=State.MISSING, fault=NO_FONT, remedy=remedy)
            return engine.version

    yield _engine("typst", "typst", typst.SUPPORTED, _typst, lay_out)
    yield fonts


def _engine(
    name: str,
    package: str,
    supported: Range,
    where: Callable[[], Path],
    work: Callable[[], str],
) -> Part:
    """An engine, whose `work` gives the version that it says it is."""
    wanted, place, remedy = str(supported), "", again(package)
    try:
        place = shown(where())
        return Part(name, BUILD, State.OK, work(), wanted, place)
    except UnfitError as error:
        state = State.UNSUPPORTED if error.version else State.BROKEN
        return Part(name, BUILD, state, error.version, wanted, place, str(error), remedy)
    except ToolError as error:
        state = State.BROKEN if place else State.MISSING
        return Part(name, BUILD, state, "", wanted, place, str(error), remedy)


def _typst() -> Path:
    spec = find_spec("typst")
    if spec is None or spec.origin is None:
        message = "typst is missing: install the package typst"
        raise ToolError(message)
    return Path(spec.origin).parent
