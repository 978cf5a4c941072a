"""Layouts of apps, slides and pages around a picture: pairs that share one must not be called the same."""

import cv2
import numpy as np

from photos_draw import disc, fill, fit, paste, text
from photos_screens import chat, lower_third, phone_gallery, social_post
from photos_variants import caption, framed


def slide(image, index):
    """One layout of a presentation: the same title bar and logo, another picture and other text."""
    sheet = np.full((720, 1280, 3), 250, np.uint8)
    fill(sheet, (0, 0, 1280, 110), (120, 60, 20))
    text(sheet, f"Weekly briefing, part {index}", (40, 30), 46)
    paste(sheet, fit(image, 560, 420), 660, 180)
    for row in range(5):
        fill(sheet, (60, 200 + row * 75, 560 - (index * 31 + row * 47) % 200, 222 + row * 75), (90, 90, 90))
    fill(sheet, (0, 680, 1280, 720), (120, 60, 20))
    text(sheet, "Example Institute", (40, 685), 24)
    return sheet


def profile(image, index):
    """A profile page: the same page around a small avatar."""
    sheet = np.full((1280, 720, 3), 255, np.uint8)
    fill(sheet, (0, 0, 720, 300), (190, 150, 90))
    paste(sheet, fit(image, 180, 180, cover=True), 40, 210)
    text(sheet, f"User {index * 37 % 1000}", (40, 410), 40, (20, 20, 20))
    for row in range(12):
        fill(sheet, (40, 500 + row * 60, 660 - (row * 71) % 240, 522 + row * 60), (210, 210, 210))
    return sheet


# --- Layouts to judge the rule for templates by, drawn after it --------------------------------------


def ramp(width, height, top, bottom):
    """A sheet that changes from one colour to another downwards."""
    share = np.linspace(0, 1, height)[:, None, None]
    return (np.array(top) * (1 - share) + np.array(bottom) * share + np.zeros((1, width, 1))).astype(np.uint8)


def story(image, index):
    """A story: a card with the picture on a ground that runs from one colour to another."""
    sheet = ramp(720, 1280, (160, 60, 120), (60, 140, 250))
    fill(sheet, (70, 250, 650, 850), (255, 255, 255))
    paste(sheet, fit(image, 540, 480, cover=True), 90, 270)
    text(sheet, f"@user{index * 37 % 1000}", (100, 780), 32, (20, 20, 20))
    text(sheet, "SHARE YOUR VIEW", (150, 930), 50)
    disc(sheet, (360, 1120), 60, (240, 240, 240))
    return sheet


def cover(image, index):
    """A group's page: always the same photograph above, another below."""
    sheet = np.full((1280, 720, 3), 245, np.uint8)
    paste(sheet, fit(COVER[0], 720, 300, cover=True), 0, 0)
    text(sheet, "Friends of the harbour", (30, 320), 40, (20, 20, 20))
    text(sheet, f"Post {index * 53 % 900} by a member", (30, 385), 28, (90, 90, 90))
    paste(sheet, fit(image, 720, 540, cover=True), 0, 440)
    for row in range(4):
        fill(sheet, (30, 1010 + row * 60, 680 - (index * 71 + row * 37) % 300, 1032 + row * 60), (200, 200, 200))
    return sheet


def studio(image, index):
    """A studio: the same presenter before the same wall, another picture on the screen beside her."""
    sheet = cv2.GaussianBlur(fit(COVER[0], 1280, 720, cover=True), (0, 0), 12)
    disc(sheet, (330, 760), 260, (70, 40, 50))
    disc(sheet, (330, 400), 110, (150, 180, 220))
    paste(sheet, fit(image, 560, 420, cover=True), 660, 90)
    fill(sheet, (0, 590, 1280, 690), (130, 30, 30))
    text(sheet, "Studio 4  -  what we know so far", (60, 612), 44)
    return sheet


def tiles(image, index):
    """An overview of twelve pictures, of which eleven are the same ones."""
    sheet = np.full((1280, 720, 3), 18, np.uint8)
    text(sheet, "Albums", (30, 30), 44)
    small = fit(image, 226, 280, cover=True)
    for place in range(12):
        shown = small if place == 4 else np.full((280, 226, 3), 60 + (place * 41) % 150, np.uint8)
        paste(sheet, shown, 10 + (place % 3) * 236, 110 + (place // 3) * 290)
    return sheet


def player(image, index):
    """A player: the picture under the same controls, a list of other recordings beside it."""
    sheet = np.full((800, 1280, 3), 15, np.uint8)
    text(sheet, "VideoShare", (30, 20), 36, (60, 60, 230))
    paste(sheet, fit(image, 820, 460, cover=True), 30, 90)
    fill(sheet, (30, 535, 850, 541), (90, 90, 90))
    fill(sheet, (30, 535, 330, 541), (40, 40, 220))
    text(sheet, f"Recording {index * 91 % 1000} from the square", (30, 570), 34)
    for row in range(6):
        fill(sheet, (890, 90 + row * 110, 1050, 180 + row * 110), (50 + 25 * row, 90, 160 - 15 * row))
        fill(sheet, (1070, 100 + row * 110, 1240 - (row * 53) % 70, 116 + row * 110), (150, 150, 150))
    return sheet


def desktop(image, index):
    """A desktop: a viewer's window with the picture over a coloured ground, icons on the left."""
    sheet = ramp(1280, 800, (120, 90, 20), (60, 30, 90))
    for row in range(6):
        fill(sheet, (30, 40 + row * 110, 90, 100 + row * 110), (40 + 35 * row, 200 - 20 * row, 90 + 15 * row))
        text(sheet, f"Folder {row}", (25, 108 + row * 110), 18)
    fill(sheet, (220, 60, 1180, 740), (235, 235, 235))
    text(sheet, f"IMG_{index * 173 % 10000:04}.jpg", (240, 70), 26, (30, 30, 30))
    paste(sheet, fit(image, 800, 560, cover=True), 300, 130)
    return sheet


def dark_chat(image, index):
    """A chat at night: two pictures, of which the first is always the same."""
    sheet = np.full((1280, 720, 3), (30, 24, 18), np.uint8)
    text(sheet, "Harbour watch", (90, 40), 40)
    paste(sheet, fit(COVER[0], 400, 300, cover=True), 30, 140)
    text(sheet, "seen at 21:14", (40, 450), 26, (150, 150, 150))
    fill(sheet, (240, 510, 690, 970), (90, 70, 10))
    paste(sheet, fit(image, 430, 380, cover=True), 250, 520)
    text(sheet, f"reply {index * 29 % 700}", (260, 915), 30)
    return sheet


def article(image, index):
    """A page of a magazine: a picture over two columns of text."""
    sheet = np.full((1100, 800, 3), 252, np.uint8)
    text(sheet, "THE EXAMPLE REVIEW", (60, 40), 44, (20, 20, 20))
    paste(sheet, fit(image, 680, 400, cover=True), 60, 120)
    for row in range(22):
        for column in (60, 420):
            text(sheet, "the report was read and agreed", (column, 560 + row * 23), 19, (40, 40, 40))
    return sheet


# The photograph that `cover`, `studio` and `dark_chat` share; the first of all.
COVER = []

TEMPLATES = {
    "post": lambda image, index: social_post(fit(image, 720, 540, cover=True), None),
    "gallery": lambda image, index: phone_gallery(fit(image, 720, 540, cover=True), None),
    "chat": lambda image, index: chat(fit(image, 720, 540, cover=True), None),
    "slide": slide,
    "profile": profile,
    "news": lambda image, index: lower_third(image),
    "meme": lambda image, index: caption(fit(image, 640, 480, cover=True), "Nobody:", "Me at 3 in the morning", (0, 0, 0), (255, 255, 255)),
    "story": story,
    "cover": cover,
    "studio": studio,
    "tiles": tiles,
    "player": player,
    "desktop": desktop,
    "dark_chat": dark_chat,
    "article": article,
    "frame": lambda image, index: framed(fit(image, 640, 480, cover=True), 0.2, (60, 20, 160)),
}


LATER = {"story", "cover", "studio", "tiles", "player"}
LAST = {"desktop", "dark_chat", "article"}
