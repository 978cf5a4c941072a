"""What else lies over pictures, drawn once there was a rule for what may, to judge it by."""

import cv2
import numpy as np

from photos_draw import text


def timestamp(image, rng):
    """Date and time, as cameras burn them in."""
    out = image.copy()
    height, width = image.shape[:2]
    text(out, "2024-03-12 14:37:05  CAM 03", (width * 0.03, height * 0.9), height * 0.06, (60, 220, 250), outline=2)
    return out


def stickers(image, rng):
    """Three shaded round faces, as phones put over a picture."""
    out = image.copy()
    height, width = image.shape[:2]
    for _ in range(3):
        size = int(min(height, width) * rng.uniform(0.12, 0.2))
        x, y = int(rng.uniform(0, width - size)), int(rng.uniform(0, height - size))
        v, u = np.mgrid[-1 : 1 : size * 1j, -1 : 1 : size * 1j]
        face = np.stack([40 + 0 * u, 190 - 40 * v, 245 - 25 * v], 2)
        face[(np.hypot(u - 0.35, v + 0.25) < 0.13) | (np.hypot(u + 0.35, v + 0.25) < 0.13)] = 30
        face[(np.abs(np.hypot(u, v) - 0.6) < 0.07) & (v > 0.1)] = 30
        inside = np.hypot(u, v) < 1
        out[y : y + size, x : x + size][inside] = face[inside].astype(np.uint8)
    return out


def square_code(image, rng):
    """A square of black and white modules in a corner."""
    out = image.copy()
    side = int(min(image.shape[:2]) * 0.22)
    code = np.where(rng.integers(2, size=(25, 25)) > 0, 255, 0).astype(np.uint8)
    code = cv2.resize(np.pad(code, 2, constant_values=255), (side, side), interpolation=cv2.INTER_NEAREST)
    margin = side // 8
    out[-margin - side : -margin, margin : margin + side] = code[:, :, None]
    return out


def glass_bar(image, rng):
    """A bar over the lower quarter that lets half of the picture through, with two lines of text."""
    out = image.copy()
    height, width = image.shape[:2]
    top = int(height * 0.74)
    out[top:] = (out[top:] * np.linspace(0.7, 0.3, height - top)[:, None, None]).astype(np.uint8)
    text(out, "@eyewitness_media", (width * 0.04, height * 0.78), height * 0.07)
    text(out, "Follow for more from the scene", (width * 0.04, height * 0.88), height * 0.05, (220, 220, 220))
    return out


def play_button(image, rng):
    """The sign of a recording in the middle, over a picture that is a little darker."""
    out = (image * 0.8).astype(np.uint8)
    height, width = image.shape[:2]
    radius, middle = int(min(height, width) * 0.12), (width // 2, height // 2)
    cv2.circle(out, middle, radius, (40, 40, 40), -1, cv2.LINE_AA)
    points = np.array([[-0.4, -0.5], [-0.4, 0.5], [0.55, 0]]) * radius + np.array(middle)
    cv2.fillPoly(out, [points.astype(np.int32)], (245, 245, 245), cv2.LINE_AA)
    return out


OVERLAYS = (timestamp, stickers, square_code, glass_bar, play_button)
