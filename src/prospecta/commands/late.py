"""What is said when a folder takes longer than any may."""

import re
import sys
from pathlib import Path

from prospecta import deadline
from prospecta.commands import speech
from prospecta.messages import Messages
from prospecta.review import written_language


def told() -> str:
    """The sentence, in the language of the command line's first folder unless another is asked."""
    words = " ".join(sys.argv[2:])
    asked = re.search(r"--lang[ =](\w+)", words)
    folder = next((Path(word) for word in sys.argv[2:] if Path(word).is_dir()), Path())
    language = speech.language(asked and asked[1], written_language(folder))
    said = Messages.read(language).interface("late", seconds=deadline.SECONDS)
    return f"prospecta: {said}\n"
