"""Photographs of nothing real: noise over a ground of one colour, different every time."""

from __future__ import annotations

import io
import random

SIZE = (960, 720)
GROUND = ((96, 102, 110), (121, 104, 82), (70, 98, 74), (84, 110, 130))


def photograph() -> bytes:
    """A JPEG of about 100 kB."""
    from PIL import Image

    ground = Image.new("RGB", SIZE, random.choice(GROUND))  # noqa: S311 - a colour
    noise = Image.effect_noise(SIZE, 80).convert("RGB")
    target = io.BytesIO()
    Image.blend(ground, noise, 0.4).save(target, "JPEG", quality=60)
    return target.getvalue()
