"""A document as a job for typst: its source, its pictures, and its metadata as data."""

import json
import re
from datetime import UTC, datetime, time
from typing import Any

from prospecta.document import Blocks, Document
from prospecta.formats.typst_source.blocks import blocks
from prospecta.formats.typst_source.lists import definitions
from prospecta.formats.typst_source.text import LANGUAGE, Scope
from prospecta.theme import Theme
from prospecta.typst import Drawing, Job

LOOK = "typst/report.typ"
"""The file of a theme that says how pages look."""
MARKS = re.compile("[^\x00-\u00b6\u00b8-\u017f\u2000-\u20cf\u2100-\u2bff]")
"""What the fonts may have to compose: marks on letters, and a few letters with others."""
RUNNING = 80
"""Characters of the title that the head of a page has room for."""
TEXT_WIDTH = 160.0
"""Millimetres between the margins of a page."""


def job(document: Document, theme: Theme) -> Job:
    """What typst is asked to lay out. The look is the theme's `typst/report.typ`."""
    files = {name: f"{at}.svg" for at, name in enumerate(document.pictures)}
    scope = Scope(blocks, document.pictures, files, _listed(document), TEXT_WIDTH)
    source = _source(document, scope)
    told = _metadata(document, theme, scope)
    told["marks"] = bool(MARKS.search(source) or MARKS.search(_json(told)))
    return Job(
        look=theme.text(LOOK),
        source=source,
        inputs=_json(told),
        timestamp=int(datetime.combine(document.date, time(), UTC).timestamp()),
        drawings=tuple(
            Drawing(name, files[name], one.kind, one.data, one.width)
            for name, one in document.pictures.items()
        ),
        rows=tuple(map(tuple, scope.rows)),
    )


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True)


def _listed(document: Document) -> frozenset[str]:
    return frozenset(entry.identifier for entry in document.contents)


def _source(document: Document, scope: Scope) -> str:
    above, below = _cover(document, scope)
    contents = "#contents;\n" if document.contents else ""
    body = blocks(document.body, scope)
    return f"""#import "report.typ": *
#show: report
#cover[{above}][{below}];
{contents}{body}
"""


def _cover(document: Document, scope: Scope) -> tuple[str, str]:
    """The cover down to the title, and what stands below it."""
    parts = {True: "", False: ""}
    above = True
    for node in document.cover:
        names, contents = (node["c"][0][1], node["c"][1]) if node["t"] == "Div" else ([], [node])
        parts[above] += _cover_part(names, contents, scope)
        above = above and "title" not in names
    return parts[True], parts[False]


def _cover_part(names: list[str], contents: Blocks, scope: Scope) -> str:
    if "facts" in names and [node["t"] for node in contents] == ["DefinitionList"]:
        return definitions(contents[0]["c"], scope, "facts")
    body = blocks(contents, scope)
    function = next((name for name in names if name in {"series", "title", "kind"}), "")
    return f"\n#cover-{function}[{body}];\n" if function else f"\n\n{body}\n\n"


def _metadata(document: Document, theme: Theme, scope: Scope) -> dict[str, Any]:
    """What the look reads as `meta`: data, so that no word of it can be code."""
    language = LANGUAGE.match(document.language)
    return {
        "title": document.title,
        "running": shortened(document.title),
        "kind": document.kind,
        "authors": document.authors,
        "language": language[1].lower() if language else "en",
        "region": language[2].lower() if language and language[2] else None,
        "date": [document.date.year, document.date.month, document.date.day],
        "words": {word: document.words[word] for word in ("contents", "page")},
        "colours": dict(theme.colours),
        "labels": dict.fromkeys(scope.placed, True),
        "contents": {entry.identifier: [entry.number, entry.title] for entry in document.contents},
    }


def shortened(title: str) -> str:
    """A title that fits on one line, cut between two words."""
    if len(title) <= RUNNING:
        return title
    cut = title[:RUNNING].rsplit(None, 1)[0] if " " in title[:RUNNING] else title[:RUNNING]
    return cut.rstrip(" ,;:–-") + "…"
