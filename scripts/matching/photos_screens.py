"""Pictures on screens: captured by the device itself, or filmed by another camera."""

import cv2
import numpy as np

from photos_draw import disc, fill, fit, paste, text

PHONE = (720, 1480)  # width and height of the captured phone screen, in pixels
GREY, BLACK, WHITE = (120, 120, 120), (20, 20, 20), (255, 255, 255)


# --- What apps look like ---------------------------------------------------------------------------


def status_bar(screen, ink):
    text(screen, "14:37", (40, 16), 26, ink)
    text(screen, "LTE  82%", (560, 16), 26, ink)


def phone_gallery(image, _):
    """The phone's own viewer: the whole picture on black between two bars of buttons."""
    width, height = PHONE
    screen = np.full((height, width, 3), 12, np.uint8)
    status_bar(screen, WHITE)
    text(screen, "< 12 March  14:31", (30, 80), 30)
    shown = fit(image, width, height - 340)
    paste(screen, shown, (width - shown.shape[1]) // 2, 160 + (height - 340 - shown.shape[0]) // 2)
    for index, label in enumerate(("Share", "Edit", "Delete", "More")):
        text(screen, label, (45 + index * 175, height - 110), 28, (200, 200, 200))
    return screen


def social_post(image, _):
    """A post: avatar, name, the picture at full width (tall ones cut to 4:5), buttons and comments."""
    width, height = PHONE
    screen = np.full((height, width, 3), 255, np.uint8)
    status_bar(screen, BLACK)
    text(screen, "Chirper", (280, 76), 40, (200, 120, 20))
    disc(screen, (70, 190), 42, (190, 140, 60))
    text(screen, "City Observer", (135, 150), 32, BLACK)
    text(screen, "2 hours ago", (135, 195), 26, GREY)
    text(screen, "Just now, right outside our window!!", (30, 255), 30, BLACK)
    shown = fit(image, width, 10_000)
    shown = shown[:900] if shown.shape[0] > 900 else shown
    paste(screen, shown, 0, 320)
    below = 320 + shown.shape[0]
    for index, label in enumerate(("1,204 likes", "87 replies", "Share")):
        text(screen, label, (40 + index * 240, below + 25), 28, GREY)
    for index in range(6):
        y = below + 100 + index * 120
        if y + 100 > height:
            break
        disc(screen, (65, y + 40), 30, (120 + 20 * index, 160, 200 - 20 * index))
        fill(screen, (120, y + 15, 420, y + 37), (215, 215, 215))
        fill(screen, (120, y + 52, 640, y + 70), (232, 232, 232))
    return screen


def chat(image, _):
    """A chat: the picture in a bubble, at two thirds of the width."""
    width, height = PHONE
    screen = np.full((height, width, 3), (222, 229, 236), np.uint8)
    fill(screen, (0, 0, width, 140), (94, 84, 7))
    status_bar(screen, WHITE)
    text(screen, "<  Neighbours' group", (30, 76), 36)
    fill(screen, (20, 180, 470, 260), WHITE)
    text(screen, "What was that noise?", (40, 200), 30, BLACK)
    shown = fit(image, 480, 820)
    x, y = width - shown.shape[1] - 30, 290
    fill(screen, (x - 8, y - 8, x + shown.shape[1] + 8, y + shown.shape[0] + 50), (198, 248, 220))
    paste(screen, shown, x, y)
    text(screen, "14:35", (width - 120, y + shown.shape[0] + 10), 26, GREY)
    fill(screen, (20, y + shown.shape[0] + 90, 400, y + shown.shape[0] + 170), WHITE)
    text(screen, "Stay inside!", (40, y + shown.shape[0] + 110), 30, BLACK)
    fill(screen, (0, height - 110, width, height), (245, 245, 245))
    text(screen, "Message", (60, height - 80), 30, GREY)
    return screen


def news_page(image, _):
    """A desktop browser with an article: headline, the picture, columns of text, advertisements."""
    screen = np.full((900, 1440, 3), 250, np.uint8)
    fill(screen, (0, 0, 1440, 80), (225, 225, 225))
    text(screen, "https://news.example/world/2024/march", (170, 26), 24, GREY)
    text(screen, "The Daily Example", (90, 100), 46, BLACK)
    text(screen, "Smoke seen over the harbour as residents leave", (90, 175), 34, BLACK)
    shown = fit(image, 820, 520)
    paste(screen, shown, 90, 240)
    for row in range(26):
        y = 260 + row * 24
        if y > 250 + shown.shape[0] and y < 880:
            fill(screen, (90, y, 860 - (row * 37) % 160, y + 9), (190, 190, 190))
        if y < 880:
            fill(screen, (980, y, 1330 - (row * 53) % 120, y + 9), (205, 205, 205))
    fill(screen, (980, 430, 1330, 640), (90, 180, 240))
    text(screen, "ADVERTISEMENT", (1030, 510), 30)
    return screen


def lower_third(image, headline="BREAKING: explosions heard in the capital"):
    """A television picture: channel, clock, headline and ticker over a 16:9 cut."""
    out = fit(image, 1280, 720, cover=True).copy()
    fill(out, (60, 540, 1220, 630), (140, 40, 10))
    text(out, headline, (80, 560), 46)
    fill(out, (0, 650, 1280, 720), (30, 30, 30))
    text(out, "14:37   markets fall   weather: rain in the north   sport at ten", (20, 665), 34)
    fill(out, (1080, 40, 1230, 110), (20, 20, 200))
    text(out, "NEWS 24", (1090, 55), 34)
    return out


def picture_in_picture(image, rng):
    """The picture at 45% of the side in a corner of an unrelated, busy background."""
    out = np.full((720, 1280, 3), (70, 55, 40), np.uint8)
    for _ in range(140):
        centre = rng.integers(0, 1280), rng.integers(0, 720)
        disc(out, centre, rng.integers(10, 90), tuple(int(v) for v in rng.integers(30, 220, 3)))
    out = cv2.GaussianBlur(out, (0, 0), 3)
    shown = fit(image, 580, 330)
    x, y = int(rng.integers(20, 1260 - shown.shape[1])), int(rng.integers(20, 700 - shown.shape[0]))
    fill(out, (x - 5, y - 5, x + shown.shape[1] + 5, y + shown.shape[0] + 5), WHITE)
    paste(out, shown, x, y)
    return out


def inset_over(image, rng):
    """An unrelated speaker's box over a corner of the picture, as in reaction videos."""
    out = image.copy()
    height, width = image.shape[:2]
    w, h = int(width * 0.33), int(height * 0.33)
    x, y = (width - w - 10) * int(rng.integers(2)), (height - h - 10) * int(rng.integers(2))
    box = np.full((h, w, 3), (150, 120, 90), np.uint8)
    disc(box, (w / 2, h), h * 0.45, (60, 40, 120))
    disc(box, (w / 2, h * 0.4), h * 0.22, (150, 180, 220))
    paste(out, box, x, y)
    return out


def pixelated(image, rng):
    """Two areas pixelated, as faces and number plates are."""
    out = image.copy()
    height, width = image.shape[:2]
    for _ in range(2):
        w, h = int(width * 0.18), int(height * 0.22)
        x, y = int(rng.uniform(0.1, 0.7) * width), int(rng.uniform(0.1, 0.65) * height)
        small = cv2.resize(out[y : y + h, x : x + w], (6, 6), interpolation=cv2.INTER_AREA)
        paste(out, cv2.resize(small, (w, h), interpolation=cv2.INTER_NEAREST), x, y)
    return out


def collage(image, rng):
    """The picture as one of four quarters (cut to 4:3), the others made of coloured shapes."""
    out = np.full((960, 1280, 3), 255, np.uint8)
    place = int(rng.integers(4))
    for quarter in range(4):
        x, y = (quarter % 2) * 640 + 4, (quarter // 2) * 480 + 4
        if quarter == place:
            paste(out, fit(image, 632, 472, cover=True), x, y)
            continue
        tile = np.full((472, 632, 3), tuple(int(v) for v in rng.integers(40, 200, 3)), np.uint8)
        for _ in range(40):
            colour = tuple(int(v) for v in rng.integers(20, 235, 3))
            disc(tile, (rng.integers(632), rng.integers(472)), rng.integers(8, 70), colour)
        paste(out, tile, x, y)
    return out


SCREENS = {
    "screenshot_gallery": phone_gallery,
    "screenshot_post": social_post,
    "screenshot_chat": chat,
    "screenshot_news_page": news_page,
    "television_lower_third": lambda image, _: lower_third(image),
    "picture_in_picture": picture_in_picture,
    "inset_over": inset_over,
    "pixelated_areas": pixelated,
    "collage_of_four": collage,
    "screenshot_post_filmed": lambda image, rng: filmed(social_post(image, rng), rng, 1),
}


# --- Filmed by another camera ----------------------------------------------------------------------


def lit_screen(image, strength):
    """The screen in front of the camera: bars to its shape, a bezel, and stripes of sub-pixels."""
    wide = image.shape[1] >= image.shape[0]
    width, height = (800, 450) if wide else (450, 800)
    shown = fit(image, width, height)
    panel = np.zeros((height, width, 3), np.uint8)
    paste(panel, shown, (width - shown.shape[1]) // 2, (height - shown.shape[0]) // 2)
    panel = cv2.resize(panel, (width * 3, height * 3), interpolation=cv2.INTER_NEAREST)
    floor = 1.0 - 0.22 * strength  # how dark the other two colours' stripes are
    stripes = np.full((3, 3, 3), floor, np.float32)
    for column in range(3):
        stripes[:, column, 2 - column] = 1.0
    stripes[2] *= 0.9
    mask = np.tile(stripes, (height, width, 1))
    panel = np.clip(panel * (mask / mask.mean()), 0, 255).astype(np.uint8)
    bezel = 70
    return cv2.copyMakeBorder(panel, bezel, bezel, bezel, bezel, cv2.BORDER_CONSTANT, value=(26, 24, 22)), bezel


def room(width, height, rng):
    """A dim, blurred room behind the screen."""
    small = rng.uniform(15, 90, (5, 6, 1)) * rng.uniform(0.75, 1.0, (5, 6, 3))
    large = cv2.resize(small.astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC)
    return large.clip(0, 255).astype(np.uint8)


def moire(image, rng, strength):
    """Coloured bands, slightly curved, where the two grids of pixels beat against each other."""
    height, width = image.shape[:2]
    y, x = np.mgrid[0:height:2, 0:width:2].astype(np.float32)
    angle, period = rng.uniform(0, np.pi), rng.uniform(9, 40)
    bend = rng.uniform(-1, 1) * 0.15 * ((x - width / 2) ** 2 + (y - height / 2) ** 2) / width
    phase = (x * np.cos(angle) + y * np.sin(angle) + bend) * (2 * np.pi / period)
    bands = np.stack([np.sin(phase + shift) for shift in (0.0, 1.2, 2.4)], axis=2) * 0.035 * strength
    return np.clip(image * (1 + cv2.resize(bands, (width, height))), 0, 255)


def viewpoint(panel, rng, strength, size):
    """Homography from the panel to the camera's picture: off-axis, turned, a little out of the frame."""
    width, height = size
    scale = min(width / panel.shape[1], height / panel.shape[0]) * (0.88, 0.95, 1.06)[strength - 1]
    w, h = panel.shape[1] * scale, panel.shape[0] * scale
    corners = np.array([[-w, -h], [w, -h], [w, h], [-w, h]], np.float32) / 2
    angle = np.radians(rng.uniform(-1, 1) * 2.2 * strength)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    corners = corners @ turn.T
    corners += rng.uniform(-1, 1, (4, 2)) * np.array([w, h]) * 0.022 * strength
    lean = rng.choice((-1, 1)) * 0.035 * strength  # seen from one side: the far edge is shorter
    corners[[0, 3] if lean > 0 else [1, 2], 1] *= 1 - 2 * abs(lean)
    corners += np.array([width, height]) / 2 + rng.uniform(-1, 1, 2) * np.array([width, height]) * 0.012 * strength
    base = np.array([[0, 0], [panel.shape[1], 0], [panel.shape[1], panel.shape[0]], [0, panel.shape[0]]], np.float32)
    return cv2.getPerspectiveTransform(base, corners.astype(np.float32))


def light_fields(size, rng, strength):
    """What a lamp's glare adds to each pixel, and what darker corners, exposure and a cast multiply it by."""
    width, height = size
    y, x = np.mgrid[0:height:4, 0:width:4].astype(np.float32)
    cx, cy = rng.uniform(0.15, 0.85) * width, rng.uniform(0.15, 0.85) * height
    rx, ry = rng.uniform(0.08, 0.18) * width, rng.uniform(0.08, 0.2) * height
    glare = np.exp(-(((x - cx) / rx) ** 2) - ((y - cy) / ry) ** 2) * 60 * strength
    far = ((x / width - 0.5) ** 2 + (y / height - 0.5) ** 2) * 0.5 * strength
    gain = cv2.resize((1 - far) * rng.uniform(0.85, 1.1), (width, height))[:, :, None]
    cast = np.array(rng.uniform(0.9, 1.1, 3), np.float32)
    return cv2.resize(glare, (width, height))[:, :, None] + 6 * strength, gain * cast


def grain(size, rng, strength):
    """The camera's noise."""
    cv2.setRNGSeed(int(rng.integers(1, 2**31)))
    return cv2.randn(np.empty((size[1], size[0], 3), np.float32), (0, 0, 0), (2.5 * strength,) * 3)


def light(image, rng, strength):
    size = image.shape[1], image.shape[0]
    glare, gain = light_fields(size, rng, strength)
    return np.clip(image * gain + glare + grain(size, rng, strength), 0, 255).astype(np.uint8)


def filmed(image, rng, strength):
    """A photograph of a screen that shows the picture; strength 1 (careful) to 3 (in passing)."""
    panel, _ = lit_screen(image, strength)
    size = (1280, 960) if panel.shape[1] >= panel.shape[0] else (960, 1280)
    matrix = viewpoint(panel, rng, strength, size)
    # Sampled without smoothing first: stripes against the camera's own grid are what makes moiré.
    out = cv2.warpPerspective(
        panel, matrix, size, dst=room(*size, rng), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_TRANSPARENT
    )
    out = cv2.GaussianBlur(out, (0, 0), 0.6 + 0.35 * strength)
    return light(moire(out, rng, strength), rng, strength)
