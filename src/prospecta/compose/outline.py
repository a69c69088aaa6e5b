"""The report in the order of its outline."""

from collections.abc import Mapping
from typing import Any

from prospecta.block import Block, Context
from prospecta.blocks.workshops import roles
from prospecta.charts.look import Look
from prospecta.compose.frames import Frames
from prospecta.compose.parsing import Parsed
from prospecta.document import Blocks, Inlines, Node, Picture, structure, text
from prospecta.findings import Finding
from prospecta.identity import Section
from prospecta.seminar import Seminar

CHART = "chart:"


class Outline:
    """Renders a frame for every block and heading, then puts the parsed frames in order.

    `frames` are the HTML frames, to be parsed after the cover's and in this order.
    """

    def __init__(self, seminar: Seminar, frames: Frames, context: Context) -> None:
        self._seminar, self._context = seminar, context
        self.frames: list[str] = []
        self._block: dict[str, int] = {}
        self._title: dict[int, int] = {}
        self._lead: dict[int, int] = {}
        for name, block in seminar.blocks.items():
            values = {"block": block, **block.view(context)}
            self._block[name] = self._add(frames.render(f"blocks/{block.kind}.html.j2", values))
        for section in seminar.sections:
            if section.workshop is not None:
                workshop = context.find(section.workshop)
                title = frames.words("workshop.title", number=workshop.number, title=workshop.title)
                self._title[id(section)] = self._add(title)
                values = {"workshop": workshop, "roles": roles(workshop, context)}
                lead = frames.render("workshop.html.j2", values)
                self._lead[id(section)] = self._add(lead)
            elif section.title is not None:
                self._title[id(section)] = self._add(frames.line(section.title))

    def _add(self, frame: str) -> int:
        self.frames.append(frame)
        return len(self.frames)

    def assemble(self, parsed: Parsed, look: Look) -> Blocks:
        """The body of the report; draws the charts and adds them to the parsed pictures."""
        self._parsed, self._look = parsed, look
        self._reached: set[str] = set()
        body = [node for section in self._seminar.identity.outline for node in self._part(section)]
        self._miss_none()
        return body

    def _miss_none(self) -> None:
        """What a check believed to be placed and is not, as in code or in a circle, is told."""
        believed = dict(self._seminar.placements)
        for name in sorted(set(believed) - self._reached):
            self._parsed.findings.append(Finding("not-placed", believed[name], {"id": name}))

    def _part(self, section: Section, depth: int = 0) -> Blocks:
        if section.place is not None:
            return self._placed(str(section.place), depth)
        title = inlines_of(self._parsed.frames[self._title[id(section)]])
        attributes = [str(section.id or ""), [section.numbering], []]
        blocks: Blocks = [{"t": "Header", "c": [depth + 1, attributes, title]}]
        if id(section) in self._lead:
            blocks += self._parsed.frames[self._lead[id(section)]]
        for part in section.contents:
            blocks += self._part(part, depth + 1)
        return blocks

    def _placed(self, name: str, depth: int) -> Blocks:
        if name in self._reached:
            return []
        self._reached.add(name)
        block = self._seminar.blocks[name]
        blocks = self._parsed.frames[self._block[name]]
        charts = block.charts(self._context, self._parsed.plain, self._look)
        for node in structure(blocks):
            if node["t"] == "Header":
                node["c"][0] += depth
            elif charts and node["t"] in {"Plain", "Para"}:
                node["c"] = drawn(node["c"], charts, block, self._look, self._parsed.pictures)
        return self._with_placed(blocks, depth)

    def _with_placed(self, blocks: Blocks, depth: int) -> Blocks:
        """The blocks with those that prose places by `![](#id)`."""
        whole: Blocks = []
        for node in blocks:
            target = target_of(node) if node["t"] == "Figure" else ""
            if target.startswith("#"):
                whole += self._placed(target[1:], depth)
                continue
            if node["t"] == "Div":
                node["c"][1] = self._with_placed(node["c"][1], depth)
            whole.append(node)
        return whole


def drawn(
    inlines: Inlines,
    charts: Mapping[str, list[str]],
    block: Block,
    look: Look,
    pictures: dict[str, Picture],
) -> Inlines:
    """Inlines with the charts of a block where its template names them; they join the pictures."""
    found: Inlines = []
    for node in inlines:
        name = chart_of(node)
        if name not in charts:
            found.append(node)
            continue
        for number, svg in enumerate(charts[name], 1):
            file = f"{block.id}-{name}-{number}.svg"
            pictures[file] = Picture(file, "svg", svg.encode(), look.width, drawn=True)
            attributes, alt, _ = node["c"]
            found.append({"t": "Image", "c": [attributes, alt, [f"picture:{file}", ""]]})
    return found


def chart_of(inline: Node) -> str:
    """The name of the chart that an inline stands for; an empty text for anything else."""
    return str(inline["c"][2][0]).removeprefix(CHART) if inline["t"] == "Image" else ""


def target_of(figure: Node) -> str:
    """The target of the first picture of a figure."""
    for block in figure["c"][2]:
        for inline in block["c"] if block["t"] in {"Plain", "Para"} else []:
            if inline["t"] == "Image":
                return str(inline["c"][2][0])
    return ""


def inlines_of(blocks: Blocks) -> Inlines:
    """The inlines of a frame that is one line."""
    found: Any = blocks[0]["c"] if blocks else [text("")]
    return list(found)
