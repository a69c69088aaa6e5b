"""The two trees of a document as a page wants them, before pandoc writes them."""

from prospecta.document import Blocks, Inlines, Node, attr, para, plain, rewrite, text
from prospecta.formats.html.changes import CHANGES
from prospecta.formats.html.headings import unbroken
from prospecta.formats.html.scope import Scope


def cover(scope: Scope) -> Blocks:
    """The cover, whose title is the page's only heading of level one."""
    blocks: Blocks = []
    for node in rewritten(scope, scope.document.cover):
        titled = node["t"] == "Div" and "title" in node["c"][0][1]
        blocks.append(_title(node["c"][1]) if titled else node)
    if not any(node["t"] == "Header" for node in blocks):
        blocks.insert(0, _title([para([text(scope.document.title)])]))
    return blocks


def body(scope: Scope) -> Blocks:
    return rewritten(scope, scope.document.body)


def rewritten(scope: Scope, blocks: Blocks) -> Blocks:
    """Blocks of the document as a page wants them."""

    def change(node: Node) -> Node | None:
        found = CHANGES.get(node["t"])
        return None if found is None else found(scope, node)

    changed: Blocks = rewrite(blocks, change)
    return changed


def _title(blocks: Blocks) -> Node:
    """One heading of the paragraphs of a title, each on a line of its own."""
    lines: Inlines = []
    for block in blocks:
        lines += [{"t": "LineBreak"}] if lines else []
        lines += block["c"] if block["t"] in {"Para", "Plain"} else [text(plain(block))]
    return {"t": "Header", "c": [1, attr("", "title"), unbroken(lines)]}
