"""What every format may use: the two engines, the theme, and the pages that typst laid out."""

import threading
from dataclasses import dataclass, field

from prospecta.document import Document
from prospecta.formats.typst_source import job
from prospecta.pandoc import Pandoc
from prospecta.theme import Theme
from prospecta.typst import Layout, Typst


@dataclass
class Tools:
    """The engines of one build of one document."""

    pandoc: Pandoc
    typst: Typst
    theme: Theme
    _layout: Layout | None = field(default=None, init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False)

    def layout(self, document: Document) -> Layout:
        """The pages of the document, laid out once a build, whoever asks first."""
        with self._lock:
            if self._layout is None:
                self.typst.submit(job(document, self.theme))
                self._layout = self.typst.result()
            return self._layout
