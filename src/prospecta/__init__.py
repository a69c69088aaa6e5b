"""prospecta compiles a seminar folder into DOCX, PDF and HTML minutes."""

__version__ = "0.1.0"
