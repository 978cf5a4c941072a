"""The transformations a photograph goes through on its way to a submission, each under one name.

A transformation takes an image (BGR, 8 bits) and a generator seeded from its name and the photograph's,
and returns the altered image, or the bytes of a file and their extension. Percentages of crops are of
the area that is cut away; those of `crop_sides` are of the width and of the height each, which is what
"cropped by a quarter" means to some: 25% of the sides is 44% of the area.
"""

import io

import cv2
import numpy as np
from PIL import Image

from photos_draw import fill, text
from photos_overlays import OVERLAYS
from photos_screens import SCREENS, filmed

# What a group must reach, in per cent of variants found; None has no target of its own.
GROUPS = {
    "re-encode": 100.0,
    "resize": 100.0,
    "tone": 100.0,
    "overlay": 100.0,
    "overlay, later": 100.0,
    "border": 100.0,
    "mirror, right angles": 100.0,
    "crop to 25%": 97.0,
    "rotation to 10°": 97.0,
    "crop to 50%": 85.0,
    "filmed off a screen": 85.0,
    "everything else": None,
}

VARIANTS = {}  # name → (group, function of image and generator)


def add(group, name, function):
    VARIANTS[name] = (group, function)


# --- Re-encoding and size -------------------------------------------------------------------------


def encoded(image, format, **options):
    out = io.BytesIO()
    Image.fromarray(image[:, :, ::-1]).save(out, format, **options)
    return out.getvalue()


def decoded(data):
    return np.ascontiguousarray(np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))[:, :, ::-1])


def scaled(image, factor_x, factor_y=None):
    height, width = image.shape[:2]
    size = max(1, round(width * factor_x)), max(1, round(height * (factor_y or factor_x)))
    return cv2.resize(image, size, interpolation=cv2.INTER_AREA if factor_x < 1 else cv2.INTER_CUBIC)


def to_width(image, width):
    """Largest side brought down to `width`; smaller images stay as they are."""
    return scaled(image, min(1.0, width / max(image.shape[:2])))


def jpeg(image, quality):
    return encoded(image, "JPEG", quality=quality), "jpg"


for quality in (10, 30, 50, 75, 90):
    add("re-encode", f"jpeg_{quality}", lambda i, r, q=quality: jpeg(i, q))
add("re-encode", "png", lambda i, r: (cv2.imencode(".png", i, [cv2.IMWRITE_PNG_COMPRESSION, 1])[1].tobytes(), "png"))
for quality in (40, 80):
    add("re-encode", f"webp_{quality}", lambda i, r, q=quality: (encoded(i, "WEBP", quality=q, method=1), "webp"))
# Decoded again, so that a reader without AVIF can take part.
add("re-encode", "avif_40", lambda i, r: jpeg(decoded(encoded(i, "AVIF", quality=40, speed=10)), 97))
for width in (800, 320, 160):
    add("resize", f"resize_{width}", lambda i, r, w=width: to_width(i, w))
add("resize", "resize_150pct", lambda i, r: scaled(to_width(i, 1300), 1.5))
add("resize", "stretched_10pct", lambda i, r: scaled(i, 0.9, 1.0))

# --- Tone -----------------------------------------------------------------------------------------


def curve(image, function):
    table = np.clip(function(np.arange(256) / 255.0) * 255.0 + 0.5, 0, 255).astype(np.uint8)
    return cv2.LUT(image, table)


def hue(image, degrees):
    hsv = cv2.cvtColor(image, cv2.COLOR_BGR2HSV)
    hsv[:, :, 0] = (hsv[:, :, 0].astype(np.int16) + degrees // 2) % 180
    return cv2.cvtColor(hsv, cv2.COLOR_HSV2BGR)


def sepia(image, _):
    matrix = np.array([[0.131, 0.534, 0.272], [0.168, 0.686, 0.349], [0.189, 0.769, 0.393]])
    return np.clip(cv2.transform(image.astype(np.float32), matrix), 0, 255).astype(np.uint8)


def noisy(image, rng, sigma):
    noise = cv2.randn(np.empty(image.shape, np.int16), 0, sigma) if rng is None else seeded_noise(image, rng, sigma)
    return np.clip(image.astype(np.int16) + noise, 0, 255).astype(np.uint8)


def seeded_noise(image, rng, sigma):
    cv2.setRNGSeed(int(rng.integers(1, 2**31)))
    return cv2.randn(np.empty(image.shape, np.int16), (0, 0, 0), (sigma,) * 3)


def sharpened(image, _):
    return cv2.addWeighted(image, 2.0, cv2.GaussianBlur(image, (0, 0), 1.5), -1.0, 0)


add("tone", "brighter", lambda i, r: curve(i, lambda x: x * 1.1 + 0.12))
add("tone", "darker", lambda i, r: curve(i, lambda x: x * 0.6))
add("tone", "contrast_up", lambda i, r: curve(i, lambda x: (x - 0.5) * 1.6 + 0.5))
add("tone", "contrast_down", lambda i, r: curve(i, lambda x: (x - 0.5) * 0.5 + 0.5))
add("tone", "gamma_0.5", lambda i, r: curve(i, lambda x: x**0.5))
add("tone", "gamma_2", lambda i, r: curve(i, lambda x: x**2.0))
add("tone", "grey", lambda i, r: cv2.cvtColor(cv2.cvtColor(i, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR))
add("tone", "hue_40", lambda i, r: hue(i, 40))
add("tone", "sepia", sepia)
add("tone", "blur", lambda i, r: cv2.GaussianBlur(i, (0, 0), max(i.shape[:2]) / 400))
add("tone", "sharpen", sharpened)
add("tone", "noise", lambda i, r: noisy(i, r, 18))

# --- Things laid over the picture, and things around it -------------------------------------------


def watermark(image, _):
    height, width = image.shape[:2]
    layer = np.zeros((height, width, 3), np.uint8)
    for row in range(1, 4):
        text(layer, "© Example News Agency", (width * 0.08, height * (row / 4 - 0.05)), height * 0.09)
    spin = cv2.getRotationMatrix2D((width / 2, height / 2), 18, 1.1)
    mask = cv2.warpAffine(layer, spin, (width, height)).astype(np.float32) / 255 * 0.4
    return (image * (1 - mask) + 255 * mask).astype(np.uint8)


def logo(image, _):
    out = image.copy()
    size = min(image.shape[:2]) * 0.17
    x, y = image.shape[1] - size * 1.25, size * 0.25
    fill(out, (x, y, x + size, y + size), (30, 30, 200))
    text(out, "TV7", (x + size * 0.14, y + size * 0.26), size * 0.4)
    return out


def banner(image, rng):
    """A news banner over the lower fifth."""
    out = image.copy()
    height, width = image.shape[:2]
    fill(out, (0, height * 0.80, width, height * 0.97), (150, 30, 20))
    fill(out, (0, height * 0.80, width * 0.2, height * 0.97), (20, 20, 190))
    text(out, "LIVE", (width * 0.04, height * 0.84), height * 0.08)
    text(out, "Witnesses report smoke over the port", (width * 0.22, height * 0.85), height * 0.06)
    return out


def caption(image, above, below, colour=(255, 255, 255), ink=(0, 0, 0)):
    """The picture between bars with text, as memes and reposts have them."""
    height, width = image.shape[:2]
    top, bottom = int(height * 0.2) if above else 0, int(height * 0.2) if below else 0
    out = cv2.copyMakeBorder(image, top, bottom, 0, 0, cv2.BORDER_CONSTANT, value=colour)
    size = height * 0.075
    if above:
        text(out, above, (width * 0.03, height * 0.06), size, ink)
    if below:
        text(out, below, (width * 0.03, height + top + height * 0.06), size, ink)
    return out


def impact_text(image, _):
    out = image.copy()
    height, width = image.shape[:2]
    for line, y in (("WHEN THEY SAID", 0.03), ("IT WOULD BE QUIET", 0.84)):
        text(out, line, (width * 0.1, height * y), height * 0.12, outline=3)
    return out


def bars(image, horizontal, share, colour=(0, 0, 0)):
    height, width = image.shape[:2]
    y, x = (int(height * share), 0) if horizontal else (0, int(width * share))
    return cv2.copyMakeBorder(image, y, y, x, x, cv2.BORDER_CONSTANT, value=colour)


def framed(image, share, colour=(255, 255, 255)):
    border = int(max(image.shape[:2]) * share)
    return cv2.copyMakeBorder(image, border, border, border, border, cv2.BORDER_CONSTANT, value=colour)


def blurred_bars(image, _):
    """Put on a 9:16 canvas with a blurred, enlarged copy behind, as phones do."""
    height, width = image.shape[:2]
    tall = max(height, int(width * 16 / 9))
    wide = max(width, int(height * 9 / 16))
    grow = max(tall / height, wide / width)
    back = cv2.resize(cv2.resize(image, (40, max(8, 40 * height // width))), (int(width * grow) + 1, int(height * grow) + 1))
    y, x = (back.shape[0] - tall) // 2, (back.shape[1] - wide) // 2
    out = cv2.GaussianBlur(back[y : y + tall, x : x + wide], (0, 0), 8)
    y, x = (tall - height) // 2, (wide - width) // 2
    out[y : y + height, x : x + width] = image
    return out


for function in OVERLAYS:
    add("overlay, later", function.__name__, function)
add("overlay", "watermark", watermark)
add("overlay", "logo", logo)
add("overlay", "banner", banner)
add("overlay", "meme_text", impact_text)
add("overlay", "caption_above", lambda i, r: caption(i, "Look at what happened here today", None))
add("overlay", "meme_bars", lambda i, r: caption(i, "Nobody:", "My neighbours at 3 in the morning", (0, 0, 0), (255, 255, 255)))
add("border", "letterbox", lambda i, r: bars(i, True, 0.16))
add("border", "pillarbox", lambda i, r: bars(i, False, 0.4))
add("border", "white_frame", lambda i, r: framed(i, 0.06))
add("border", "blurred_bars", blurred_bars)

# --- Turned, cut ----------------------------------------------------------------------------------


def rotated(image, degrees, inner=False):
    """Turned within its own frame (black corners), or cut to the largest upright part without corners."""
    height, width = image.shape[:2]
    matrix = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), degrees, 1.0)
    out = cv2.warpAffine(image, matrix, (width, height), flags=cv2.INTER_LINEAR)
    if not inner:
        return out
    sine, cosine = abs(np.sin(np.radians(degrees))), abs(np.cos(np.radians(degrees)))
    keep = min(width, height) / (max(width, height) * sine + min(width, height) * cosine)
    return crop(out, 1 - keep * keep)


def crop(image, removed, at_x=0.5, at_y=0.5):
    """Cuts away the share `removed` of the area; `at` says where the kept part lies, 0 to 1."""
    height, width = image.shape[:2]
    side = (1.0 - removed) ** 0.5
    keep_h, keep_w = max(8, round(height * side)), max(8, round(width * side))
    y, x = round((height - keep_h) * at_y), round((width - keep_w) * at_x)
    return image[y : y + keep_h, x : x + keep_w]


def square(image, _):
    side = min(image.shape[:2])
    y, x = (image.shape[0] - side) // 2, (image.shape[1] - side) // 2
    return image[y : y + side, x : x + side]


add("mirror, right angles", "mirror", lambda i, r: cv2.flip(i, 1))
add("mirror, right angles", "upside_down_mirror", lambda i, r: cv2.flip(i, 0))
add("mirror, right angles", "rotate_90", lambda i, r: cv2.rotate(i, cv2.ROTATE_90_CLOCKWISE))
add("mirror, right angles", "rotate_180", lambda i, r: cv2.rotate(i, cv2.ROTATE_180))
add("mirror, right angles", "rotate_270", lambda i, r: cv2.rotate(i, cv2.ROTATE_90_COUNTERCLOCKWISE))
for per_cent in (2, 5, 10, 15, 20, 25):
    add("crop to 25%", f"crop_{per_cent:02}", lambda i, r, p=per_cent: crop(i, p / 100))
add("crop to 25%", "crop_10_corner", lambda i, r: crop(i, 0.10, 1.0, 1.0))
add("crop to 25%", "crop_25_off_centre", lambda i, r: crop(i, 0.25, r.uniform(), r.uniform()))
for per_cent in (35, 50):
    add("crop to 50%", f"crop_{per_cent}", lambda i, r, p=per_cent: crop(i, p / 100))
add("crop to 50%", "crop_40_off_centre", lambda i, r: crop(i, 0.40, r.uniform(), r.uniform()))
add("crop to 50%", "crop_50_corner", lambda i, r: crop(i, 0.50, float(r.integers(2)), float(r.integers(2))))
add("crop to 50%", "crop_square", square)
for per_cent in (10, 20, 25, 35, 50):
    group = "crop to 25%" if per_cent <= 25 else "crop to 50%"
    removed = 1 - (1 - per_cent / 100) ** 2
    add(group, f"crop_sides_{per_cent}", lambda i, r, a=removed: crop(i, a, r.uniform(0.3, 0.7), r.uniform(0.3, 0.7)))
add("everything else", "crop_75", lambda i, r: crop(i, 0.75, r.uniform(0.2, 0.8), r.uniform(0.2, 0.8)))
for degrees in (1, -2, 3, -5, 7, 10):
    add("rotation to 10°", f"rotate_{abs(degrees)}", lambda i, r, d=degrees: rotated(i, d))
add("rotation to 10°", "rotate_4_cut", lambda i, r: rotated(i, -4, inner=True))
add("rotation to 10°", "rotate_10_cut", lambda i, r: rotated(i, 10, inner=True))
add("everything else", "rotate_33", lambda i, r: rotated(i, 33))

# --- Screens: photographed, captured, and several steps one after another -----------------------------

for strength in (1, 2, 3):
    add("filmed off a screen", f"filmed_{strength}", lambda i, r, s=strength: filmed(i, r, s))
for name, function in SCREENS.items():
    add("everything else", name, function)
add("everything else", "mirror_crop_jpeg", lambda i, r: jpeg(cv2.flip(crop(i, 0.15, r.uniform(), r.uniform()), 1), 40))
add("everything else", "frame_caption_resize", lambda i, r: to_width(caption(framed(i, 0.04), "Share before it is deleted", None), 480))
add("everything else", "crop_grey_logo_resize", lambda i, r: to_width(logo(VARIANTS["grey"][1](crop(i, 0.2, 0.8, 0.3), r), r), 400))
add("everything else", "rotate_tone_watermark", lambda i, r: watermark(curve(rotated(i, 3, inner=True), lambda x: x**0.7), r))
add("everything else", "stretched_25pct", lambda i, r: scaled(i, 0.75, 1.0))
add("everything else", "mirror_filmed", lambda i, r: filmed(cv2.flip(i, 1), r, 1))
