"""Hashes of the corpus by PyPI's `pdqhash` and `imagehash`: the columns that Cairn stands beside.

PDQ is of the image shrunk to 512 pixels first, as Meta's command-line tool does: full size takes 26 to 680 ms
an image and differs by 0 to 12 bits.
"""

import multiprocessing
import os

import cv2
import imagehash
import numpy as np
import pdqhash
from PIL import Image

from photos_variants import to_width

# Column → (how it is computed, greatest distance in bits that counts as found).
PEERS = {"PDQ ≤ 31": ("pdq", 31), "pHash ≤ 10": ("phash", 10), "dHash ≤ 10": ("dhash", 10)}


def hashes_of(path):
    """PDQ (256 bits), pHash and dHash (64 bits) of one file, as rows of booleans."""
    cv2.setNumThreads(1)
    image = cv2.cvtColor(cv2.imread(str(path)), cv2.COLOR_BGR2RGB)
    pdq, _ = pdqhash.compute(to_width(image, 512))
    picture = Image.fromarray(image)
    return (
        np.array(pdq, bool),
        imagehash.phash(picture).hash.flatten(),
        imagehash.dhash(picture).hash.flatten(),
    )


def peers(folder, paths):
    """name → packed bits, one row per path in the given order; known files are kept in DIR/peers.npz."""
    store = folder / "peers.npz"
    known = load(store)
    names = {}
    for path in paths:
        state = (folder / path).stat()
        names[path] = f"{path} {state.st_size} {state.st_mtime_ns}"
    missing = [path for path in paths if names[path] not in known]
    if missing:
        with multiprocessing.Pool(os.cpu_count()) as pool:
            rows = pool.map(hashes_of, [folder / path for path in missing], chunksize=16)
        for path, row in zip(missing, rows, strict=True):
            known[names[path]] = np.packbits(np.concatenate(row))
        kept = [names[path] for path in paths]
        np.savez(store, names=np.array(kept), rows=np.array([known[name] for name in kept]))
    table = np.array([known[names[path]] for path in paths])
    return {"pdq": table[:, :32], "phash": table[:, 32:40], "dhash": table[:, 40:48]}


def load(store):
    if not store.exists():
        return {}
    found = np.load(store)
    return dict(zip(found["names"].tolist(), found["rows"], strict=True))


def distances(left, right):
    """Hamming distances between packed rows: every left with every right."""
    ones = np.array([bin(n).count("1") for n in range(256)], np.uint16)
    return np.stack([ones[left ^ row].sum(1) for row in right], axis=1)


def paired(left, right):
    """Hamming distances of rows taken two by two."""
    return np.unpackbits(left ^ right, axis=1).sum(1)
