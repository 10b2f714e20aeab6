"""The site's sign as icons, and the card that shows where the site is shared. Drawn from numbers, without a network."""

from __future__ import annotations

import io
import textwrap

from PIL import Image, ImageDraw, ImageFont

from calculator.library import Library

SITE_NAME = "IRO Escalation Guide"
PROMISE = "Who answers, by when, and under which clause"

BACKGROUND = "#17485c"
FOREGROUND = "#ffffff"

SIGN_SIZE = 24
CORNER = 5
STROKE = 1.8
LADDER = (
    ((7.5, 20.0), (9.7, 4.0)),
    ((16.5, 20.0), (14.3, 4.0)),
    ((8.2, 16.0), (15.8, 16.0)),
    ((8.7, 12.0), (15.3, 12.0)),
    ((9.2, 8.0), (14.8, 8.0)),
)
"""Two rails and three rungs, on a square of 24 by 24."""

CARD_SIZE = (1200, 630)
SMOOTHING = 4
"""Lines are drawn so many times larger and then reduced, which makes their edges smooth."""


def icon_svg() -> bytes:
    """Return the sign as a drawing that fits any size."""
    path = "".join(f"M{x1:g} {y1:g} {x2:g} {y2:g}" for (x1, y1), (x2, y2) in LADDER)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIGN_SIZE} {SIGN_SIZE}">'
        f'<rect width="{SIGN_SIZE}" height="{SIGN_SIZE}" rx="{CORNER}" fill="{BACKGROUND}"/>'
        f'<path d="{path}" fill="none" stroke="{FOREGROUND}" stroke-width="{STROKE}" stroke-linecap="round"/></svg>\n'
    ).encode()


def icon_png(size: int) -> bytes:
    """Return the sign as a square picture; its corners are left to the device."""
    picture = Image.new("RGB", (size, size), BACKGROUND)
    picture.paste(_sign(size))
    return _png(picture)


def card_png(library: Library) -> bytes:
    """Return the card: the sign, the site's name, what it gives, and how many procedures it holds."""
    picture = Image.new("RGB", CARD_SIZE, BACKGROUND)
    picture.paste(_sign(420), (30, 105))
    content = f"The procedures of {len(library.names)} authorities, clause by clause"
    draw = ImageDraw.Draw(picture)
    draw.text((440, 150), SITE_NAME, FOREGROUND, ImageFont.load_default(68))
    draw.multiline_text((443, 255), "\n".join(textwrap.wrap(PROMISE, 32)), FOREGROUND, ImageFont.load_default(42))
    draw.multiline_text((443, 400), "\n".join(textwrap.wrap(content, 46)), FOREGROUND, ImageFont.load_default(29))
    return _png(picture)


def _sign(size: int) -> Image.Image:
    scale = size * SMOOTHING / SIGN_SIZE
    picture = Image.new("RGB", (size * SMOOTHING, size * SMOOTHING), BACKGROUND)
    draw = ImageDraw.Draw(picture)
    radius = STROKE * scale / 2
    for ends in LADDER:
        points = [(x * scale, y * scale) for x, y in ends]
        draw.line(points, FOREGROUND, round(2 * radius))
        for x, y in points:
            draw.ellipse((x - radius, y - radius, x + radius, y + radius), FOREGROUND)
    return picture.resize((size, size), Image.Resampling.LANCZOS)


def _png(picture: Image.Image) -> bytes:
    content = io.BytesIO()
    picture.save(content, "PNG", optimize=True)
    return content.getvalue()
