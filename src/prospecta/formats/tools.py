"""What every format may use: the two engines, the theme, and the pages that typst laid out."""

from dataclasses import dataclass, field

from prospecta.document import Document
from prospecta.findings import ToolError
from prospecta.formats.typst_source import LOOK, job
from prospecta.pandoc import Pandoc
from prospecta.theme import Theme
from prospecta.typst import Layout, LookError, Typst


@dataclass
class Tools:
    """The engines, for one build of one document."""

    pandoc: Pandoc
    typst: Typst
    theme: Theme
    _begun: bool = field(default=False, init=False)
    _layout: Layout | None = field(default=None, init=False)

    def begin_layout(self, document: Document) -> None:
        """Let typst lay the document out in its own process while this one goes on."""
        if not self._begun:
            self.typst.submit(job(document, self.theme))
            self._begun = True

    def layout(self, document: Document) -> Layout:
        """The pages of the document, laid out once a build whoever asks first."""
        self.begin_layout(document)
        if self._layout is None:
            try:
                self._layout = self.typst.result()
            except LookError as error:
                if self.theme.has(LOOK):
                    name = self.theme.spoken(LOOK)
                    message = f"the template {name}, line {error.line}: {error.told}"
                    raise ToolError(message) from error
                raise
        return self._layout
