"""Why an output of a seminar was built, taken from the cache or left as it was, in a sentence."""

from collections.abc import Sequence

from prospecta.messages import Messages
from prospecta.workspace.reasons import FIRST, LOST, Reason


def why(messages: Messages, form: str, state: str, reasons: Sequence[Reason]) -> str:
    """The reasons that hold for this format, and why they came to nothing if they did."""
    own = [one for one in reasons if one.key != LOST or form in one.name.split(", ")]
    if state == "kept":  # a file that was touched and holds the same came to nothing anyway
        own = [one for one in own if one.key != LOST] or own
    if not own:
        return messages.interface("why-same")
    if state != "built" and own[0].key in {FIRST, LOST}:
        return messages.interface(f"{own[0].key}-{state}")
    told = ", ".join(messages.interface(one.key, name=one.name) for one in own)
    return messages.interface(f"why-{state}", why=told)
