"""The page around the words: the theme's template, filled."""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from prospecta.document import Entry
from prospecta.formats.html.scope import Scope
from prospecta.theme import Theme

FOLDER = "html"
"""The part of a theme that shapes a page: nothing else makes a page stale."""
TEMPLATE = "page.html.j2"


@dataclass(frozen=True, slots=True)
class Parts:
    """What the template stands around: the HTML of the cover and of the body, and the sheet."""

    cover: str
    body: str
    sheet: str


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the contents with those below it."""

    entry: Entry
    items: list["Item"] = field(default_factory=list)


def nested(entries: Sequence[Entry]) -> list[Item]:
    """The contents as a tree; a level that was skipped leaves no gap."""
    top: list[Item] = []
    path: list[Item] = []
    for entry in entries:
        while path and path[-1].entry.level >= entry.level:
            path.pop()
        item = Item(entry)
        (path[-1].items if path else top).append(item)
        path.append(item)
    return top


def policy(sheet: str) -> str:
    """A content security policy that allows this sheet, and pictures and fonts in the page."""
    digest = b64encode(sha256(sheet.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; font-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def fill(theme: Theme, scope: Scope, parts: Parts) -> str:
    """The page. The template gets the document; what is HTML already is marked as such."""
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment
    from markupsafe import Markup

    from prospecta.bytecode import compiled
    from prospecta.templating import blame

    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader([str(folder / FOLDER) for folder in theme.folders]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=compiled(),
    )
    # pandoc escaped the words, and no author writes a style sheet.
    written = {name: Markup(getattr(parts, name)) for name in Parts.__slots__}  # noqa: S704
    try:
        return environment.get_template(TEMPLATE).render(
            written,
            document=scope.document,
            contents=nested(scope.document.contents),
            policy=policy(parts.sheet),
            main_id=scope.identifier("main"),
            contents_id=scope.identifier("contents"),
        )
    except Exception as error:
        blame(error, theme.own)
        raise
