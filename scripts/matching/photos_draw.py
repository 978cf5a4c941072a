"""Rectangles and text on BGR images, with the font that Pillow brings along."""

import functools

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont


@functools.lru_cache(maxsize=64)
def font(size):
    return ImageFont.load_default(size)


def fill(image, box, colour):
    """Fills left, top, right, bottom (pixels)."""
    left, top, right, bottom = (int(round(edge)) for edge in box)
    image[max(0, top) : max(0, bottom), max(0, left) : max(0, right)] = colour


def text(image, words, at, size, ink=(255, 255, 255), outline=0):
    """Writes in place; drawn on the strip it needs only, since images are large and text is small."""
    size = max(8, int(size))
    x, y = int(at[0]), max(0, int(at[1]))
    strip = image[y : min(image.shape[0], y + int(size * 1.6))]
    if strip.shape[0] == 0 or x >= image.shape[1]:
        return
    room = image.shape[1] - x
    longest = font(size).getlength(words)
    if longest > room * 0.96:
        size = max(8, int(size * room * 0.96 / longest))
    picture = Image.fromarray(strip)
    ImageDraw.Draw(picture).text((x, 0), words, ink, font(size), stroke_width=outline, stroke_fill=(0, 0, 0))
    strip[:] = np.asarray(picture)


def fit(image, width, height, cover=False):
    """Scaled to lie within (or, with `cover`, to cover and be cut to) width × height."""
    factors = width / image.shape[1], height / image.shape[0]
    factor = max(factors) if cover else min(factors)
    size = max(1, round(image.shape[1] * factor)), max(1, round(image.shape[0] * factor))
    out = cv2.resize(image, size, interpolation=cv2.INTER_AREA if factor < 1 else cv2.INTER_LINEAR)
    if cover:
        y, x = max(0, (size[1] - height) // 2), max(0, (size[0] - width) // 2)
        out = out[y : y + height, x : x + width]
    return out


def paste(canvas, image, x, y):
    canvas[y : y + image.shape[0], x : x + image.shape[1]] = image


def disc(image, centre, radius, colour):
    cv2.circle(image, (int(centre[0]), int(centre[1])), int(radius), colour, -1, cv2.LINE_AA)
