"""What pandoc builds on: a reference document with nothing in it.

Looks are given afterwards, so all that pandoc has to read is the least it accepts: a third of
its own reference document's time.
"""

import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from prospecta.formats.ooxml.markup import DRAWING, WORD
from prospecta.formats.ooxml.package import DECLARATION, EPOCH, RELATIONS, TYPES

_W: Final = f'xmlns:w="{WORD}"'
PARTS: Final = {
    "[Content_Types].xml": f'<Types xmlns="{TYPES}"/>',
    "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="d" Type="http://schemas.'
    'openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>',
    "docProps/app.xml": '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    'extended-properties"/>',
    "word/document.xml": f"<w:document {_W}><w:body><w:sectPr/></w:body></w:document>",
    "word/_rels/document.xml.rels": f'<Relationships xmlns="{RELATIONS}"/>',
    "word/comments.xml": f"<w:comments {_W}/>",
    "word/fontTable.xml": f"<w:fonts {_W}/>",
    "word/numbering.xml": f"<w:numbering {_W}/>",
    "word/settings.xml": f"<w:settings {_W}/>",
    "word/styles.xml": f"<w:styles {_W}><w:docDefaults/></w:styles>",
    "word/theme/theme1.xml": f'<a:theme xmlns:a="{DRAWING}"/>',
    "word/webSettings.xml": f"<w:webSettings {_W}/>",
}


@contextmanager
def bare_document() -> Iterator[Path]:
    """The path of a reference document that lives as long as the block."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "reference.docx"
        with zipfile.ZipFile(path, "w") as archive:
            for name, code in PARTS.items():
                archive.writestr(zipfile.ZipInfo(name, EPOCH), DECLARATION + code)
        yield path
