"""What the silences of a file act on: formatting may move them, but not away from it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from prospecta.comments import comments
from prospecta.model import Location
from prospecta.source import Source
from prospecta.strict_yaml import Mapping as Keys
from prospecta.strict_yaml import Node, Scalar, Sequence


def acts_the_same(before: tuple[Source, Node | None], after: tuple[Source, Node | None]) -> bool:
    """Whether every text and key that a silence was about still has one of the same words.

    So has the beginning of the file, where what is said of a whole block is told. One may be about
    more: about all of a list that has been joined on its line.
    """
    was, now = _acted_on(*before), _acted_on(*after)
    return all(texts <= now.get(words, set()) for words, texts in was.items())


def _acted_on(source: Source, root: Node | None) -> Mapping[str, set[Location]]:
    """What begins on the lines of the comments to prospecta, by the words of these."""
    found = comments(source)
    texts = defaultdict[int, set[Location]](set)
    for path, line in _beginnings(root) if found else ():
        texts[line].add(path)
    about: dict[str, set[Location]] = {}
    for comment in found:
        about.setdefault(comment.words, set()).update(*(texts[line] for line in comment.lines))
    return about


def _beginnings(root: Node | None) -> Iterator[tuple[Location, int]]:
    waiting: list[tuple[Location, Node | None]] = [((), root)]
    if isinstance(root, Keys | Sequence):
        yield (), root.span.line
    while waiting:
        path, node = waiting.pop()
        if isinstance(node, Scalar):
            yield path, node.span.line
        elif isinstance(node, Keys):
            for key, value in node.items():
                yield (*path, str(key)), node.key_spans[key].line
                waiting.append(((*path, str(key)), value))
        elif isinstance(node, Sequence):
            waiting += [((*path, index), value) for index, value in enumerate(node)]
