"""One round: the frames of a report, then its parts in the order of the outline."""

import marshal
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from prospecta.block import Block, Context
from prospecta.blocks.workshops import Workshop, WorkshopRef, roles
from prospecta.compose.cover import cover_values
from prospecta.compose.frames import Frames
from prospecta.compose.parsing import Parsed
from prospecta.document import Blocks
from prospecta.findings import Finding
from prospecta.folder import SEMINAR
from prospecta.identity import Section
from prospecta.preview.chunks import Chunk
from prospecta.preview.framing import Frame, Framing, Render
from prospecta.preview.laying import Laying
from prospecta.preview.parts import Laid, Place, Woven, placed
from prospecta.preview.pieces import Piece
from prospecta.seminar import Seminar
from prospecta.text import Line

COVER = "cover"


class Outlined:
    """The frames of a report by their names, and its chunks once these are filled."""

    def __init__(self, seminar: Seminar, framing: Framing, laying: Laying) -> None:
        self._seminar, self._laying = seminar, laying
        self._titles: dict[int, str] = {}
        self._leads: dict[int, str] = {}
        self._reached: set[str] = set()
        self._framing = framing
        self._count = Counter[str]()
        self.frames: dict[str, Frame] = {}
        template = "cover.html.j2"
        self._add(COVER, seminar.identity, partial(_cover, template, seminar), template)
        for name, block in seminar.blocks.items():
            template = f"blocks/{block.kind}.html.j2"
            self._add(_block(name), block, partial(_framed, template, block), template)
        for section in seminar.sections:
            self._section(section)

    def _add(self, name: str, owner: object, render: Render, template: str = "") -> str:
        """Frame something under a name that no other frame has."""
        objects = self._seminar.objects
        self.frames[name] = self._framing.of(name, owner, objects, render, template)
        return name

    def _section(self, section: Section) -> None:
        """The frames of a section's heading, and of what stands below that of a workshop."""
        key = id(section)
        if section.workshop is not None:
            workshop, template = self._workshop(section.workshop), "workshop.html.j2"
            title, lead = (self._name(f"{part} {workshop.id}") for part in ("title", "lead"))
            self._titles[key] = self._add(title, workshop, partial(_called, workshop))
            lead_of = partial(_led, template, workshop)
            self._leads[key] = self._add(lead, workshop, lead_of, template)
        elif section.title is not None:
            title = self._name(f"title {section.title}")
            self._titles[key] = self._add(title, section, partial(_titled, section.title))

    def _workshop(self, ref: WorkshopRef) -> Workshop:
        found = self._seminar.objects[str(ref)]
        assert isinstance(found, Workshop), "a check tells of it"
        return found

    def _name(self, wish: str) -> str:
        """A name that no other frame of the round has."""
        self._count[wish] += 1
        return f"{wish} {self._count[wish]}"

    def assembled(self, pieces: Mapping[str, Piece], parsed: Parsed) -> Sequence[Chunk]:
        """The chunks of the body; the charts join what was parsed."""
        self._pieces, self._parsed = pieces, parsed
        chunks = [
            chunk for section in self._seminar.identity.outline for chunk in self._part(section, 0)
        ]
        believed = dict(self._seminar.placements)
        for name in sorted(set(believed) - self._reached):
            parsed.findings.append(Finding("not-placed", believed[name], {"id": name}))
        return chunks

    def _part(self, section: Section, depth: int) -> Iterator[Chunk]:
        if section.place is not None:
            yield from self._placed(str(section.place), depth)
            return
        title = self._titles[id(section)]
        attributes = (str(section.id or ""), section.numbering)
        # A workshop has its own file; the words of the other headings are the outline's.
        place = self._workshop(section.workshop).id.span.path if section.workshop else SEMINAR
        yield self._laying.title(title, place, self._pieces[title], depth + 1, attributes)
        if lead := self._leads.get(id(section)):
            yield from self._laying.lead(lead, place, self._pieces[lead])
        for part in section.contents:
            yield from self._part(part, depth + 1)

    def _placed(self, name: str, depth: int) -> Iterator[Chunk]:
        if name in self._reached:
            return
        laid = self._laid(name, depth)
        for item in laid.items:
            if isinstance(item, Place):
                yield from self._placed(item.name, depth)
            elif isinstance(item, Woven):
                node = marshal.loads(item.node)  # noqa: S302 - written by this process
                node["c"][1] = self._woven(node["c"][1], depth)
                yield self._laying.chunk(node, laid.bare.path)
            else:
                yield item

    def _laid(self, name: str, depth: int) -> Laid:
        self._reached.add(name)
        block: Block = self._seminar.blocks[name]
        charts = self._laying.charts(name, block, self._seminar.objects, self._parsed)
        laid = self._laying.block(name, block, self._pieces[_block(name)], depth, charts)
        self._parsed.pictures |= laid.pictures
        return laid

    def _woven(self, blocks: Blocks, depth: int) -> Blocks:
        """The blocks of a box with those that prose places in it."""
        whole: Blocks = []
        for node in blocks:
            if name := placed(node):
                if name not in self._reached:
                    raw = marshal.loads(self._laid(name, depth).raw)  # noqa: S302 - as above
                    whole += self._woven(raw, depth)
                continue
            if node["t"] == "Div":
                node["c"][1] = self._woven(node["c"][1], depth)
            whole.append(node)
        return whole


def _block(name: str) -> str:
    return f"block {name}"


def _cover(template: str, seminar: Seminar, frames: Frames, context: Context) -> str:
    return frames.render(template, cover_values(seminar, context))


def _framed(template: str, block: Block, frames: Frames, context: Context) -> str:
    return frames.render(template, {"block": block, **block.view(context)})


def _called(workshop: Workshop, frames: Frames, _: Context) -> str:
    return frames.words("workshop.title", number=workshop.number, title=workshop.title)


def _led(template: str, workshop: Workshop, frames: Frames, context: Context) -> str:
    values = {"workshop": workshop, "roles": roles(workshop, context)}
    return frames.render(template, values)


def _titled(words: Line, frames: Frames, _: Context) -> str:
    return frames.line(words)
