"""The language in which a command speaks to the person at the keyboard."""

import os
from collections.abc import Mapping, Sequence

from prospecta.commands.exits import usage
from prospecta.messages import DEFAULT
from prospecta.places import templates


def language(asked: str | None, folder: str = "") -> str:
    """The language asked for, else the folder's, else the locale's, else French.

    Leaves with exit code 2 when there are no sentences in the language asked for.
    """
    known = languages()
    if asked and asked not in known:
        from prospecta.messages import Messages, visible

        say = Messages.read(spoken(())).interface
        usage(say("not-a-language", name=visible(asked), known=", ".join(known)))
    wanted = (asked, folder, locale(os.environ))
    return next((one for one in wanted if one in known), DEFAULT)


def languages() -> list[str]:
    """The languages in which there are sentences."""
    return sorted(path.stem for path in (templates() / "findings").glob("*.yaml"))


def spoken(words: Sequence[str]) -> str:
    """The language of a call that is not understood yet: by the `--lang` in it, or the locale."""
    typed = list(words[: words.index("--")] if "--" in words else words)
    asked = [word.removeprefix("--lang=") for word in typed if word.startswith("--lang=")]
    asked += [typed[at] for at in range(1, len(typed)) if typed[at - 1] == "--lang"]
    known = languages()
    wanted = (*asked, locale(os.environ))
    return next((one for one in wanted if one in known), DEFAULT)


def locale(environment: Mapping[str, str]) -> str:
    """The language of the locale: `fr` for `fr_CA.UTF-8`, an empty text for `C` or none.

    The first of the three variables that is set to something decides, as POSIX has it.
    """
    names = (environment.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    found = next(filter(None, names), "").partition(".")[0].partition("_")[0].casefold()
    return "" if found in {"c", "posix"} else found
