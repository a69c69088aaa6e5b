"""One HTML file that holds all it needs: words, look, fonts and pictures, and no script."""

from typing import TYPE_CHECKING

from prospecta.document import raw_block

if TYPE_CHECKING:
    from prospecta.document import Document
    from prospecta.formats.tools import Tools

BOUND = "<!-- body -->"


def render(document: "Document", tools: "Tools") -> bytes:
    """The page, in UTF-8. The same document and theme give the same bytes."""
    # Imported here: typst is at work by then, and Python would wait for it.
    from prospecta.formats.html import markup, page, style, tree
    from prospecta.formats.html.scope import Scope

    scope = Scope(document)
    # One call for both, so that footnotes are numbered from the cover on.
    blocks = [*tree.cover(scope), raw_block("html", BOUND), *tree.body(scope)]
    written = tools.pandoc.write(blocks, "html5", {"wrap_text": "none"}).decode()
    fragment = markup.finish(written, scope.pictures, document.words, tools.theme.colours)
    cover, body = fragment.text.split(BOUND)
    sheet = style.sheet(tools.theme, fragment.widths)
    return page.fill(tools.theme, scope, page.Parts(cover, body, sheet)).encode()
