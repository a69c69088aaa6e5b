"""Small pictures for generated seminars: a plan in colours as a PNG, bars as an SVG."""

from io import BytesIO
from random import Random

COLOURS = ("#17495a", "#2f7d8c", "#8db9c2", "#c8dde1", "#b5651d", "#e0b07a", "#6b7f3a", "#c9d3a4")


def png(random: Random) -> bytes:
    """A map of blocks and roads, 480 × 300 dots."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (480, 300), "#f4f1ea")
    pen = ImageDraw.Draw(image)
    for _ in range(40):
        x, y = random.randrange(460), random.randrange(280)
        size = (x, y, x + random.randint(8, 90), y + random.randint(8, 60))
        pen.rectangle(size, fill=random.choice(COLOURS), outline="#ffffff")
    for _ in range(6):
        ends = [(0, random.randrange(300)), (480, random.randrange(300))]
        pen.line(ends, fill="#ffffff", width=random.randint(2, 7))
    written = BytesIO()
    image.save(written, "PNG")
    return written.getvalue()


def svg(random: Random) -> bytes:
    """Bars, each with its number above it."""
    bars = []
    for index in range(random.randint(4, 12)):
        height, x = random.randint(12, 200), 20 + index * 48
        colour = random.choice(COLOURS[:3])
        bars.append(
            f'<rect x="{x}" y="{230 - height}" width="36" height="{height}" fill="{colour}"/>'
            f'<text x="{x + 18}" y="{224 - height}" text-anchor="middle">{height}</text>'
        )
    head = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="620px" height="250px" viewBox="0 0 620 250"'
        ' font-family="\'Source Sans 3\', sans-serif" font-size="16">'
    )
    return "\n".join([head, *bars, "</svg>\n"]).encode()
