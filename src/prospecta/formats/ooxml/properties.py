"""What a file manager shows of a document: its properties."""

from typing import Final

from prospecta.document import Document
from prospecta.formats.ooxml.markup import escape
from prospecta.formats.ooxml.package import DECLARATION

APP: Final = (
    f"{DECLARATION}<Properties "
    'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Template>Normal.dotm</Template><DocSecurity>0</DocSecurity>"
    "<Application>prospecta</Application><AppVersion>16.0000</AppVersion></Properties>"
)
NAMESPACES: Final = (
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)


def core(document: Document) -> bytes:
    """docProps/core.xml. The document's date stands for all times: noon, UTC."""
    moment = f"{document.date.isoformat()}T12:00:00Z"
    fields = {
        "dc:title": document.title,
        "dc:subject": document.kind,
        "dc:creator": "; ".join(document.authors),
        "dc:language": document.language,
    }
    inside = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in fields.items())
    for name in ("created", "modified"):
        inside += f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{moment}</dcterms:{name}>'
    code = f"{DECLARATION}<cp:coreProperties {NAMESPACES}>{inside}</cp:coreProperties>"
    return code.encode()
