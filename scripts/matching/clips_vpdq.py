"""vPDQ of the corpus: PyPI's `vpdq` where it could be built, else the published definition.

Definition (ThreatExchange, vpdq/README.md): PDQ of one frame a second; frames of quality under 50 do not
count; two frames match within 31 bits; a clip's figure is the share of its distinct frames that match.
"""

import hashlib
import multiprocessing
import os

import cv2
import numpy as np
import pdqhash

from clips_filmed import frames
from photos_peers import distances

try:
    import vpdq
except ImportError:
    vpdq = None

SOURCE = "PyPI vpdq" if vpdq else "vPDQ as defined, frames by ffmpeg, hashes by PyPI pdqhash"
QUALITY = 50
RADIUS = 31


def hashes_of(path):
    """Packed PDQ hashes (32 bytes a row) of the clip's frames, one a second, quality 50 or better."""
    cv2.setNumThreads(1)
    if vpdq:
        found = [(f.hash, f.quality) for f in vpdq.computeHash(str(path), seconds_per_hash=1.0, thread_count=1)]
        rows = [np.frombuffer(bytes.fromhex(as_hex(code)), np.uint8) for code, quality in found if quality >= QUALITY]
    else:
        pairs = (pdqhash.compute(cv2.cvtColor(frame, cv2.COLOR_BGR2RGB)) for frame in frames(path, 1))
        rows = [np.packbits(np.array(code, bool)) for code, quality in pairs if quality >= QUALITY]
    return np.unique(np.array(rows, np.uint8).reshape(-1, 32), axis=0)


def as_hex(code):
    return code if isinstance(code, str) else vpdq.hash_to_hex(code)


def hashes(folder, paths):
    """Path → hashes; kept in DIR/vpdq-….npz while the files stay the same."""
    stamp = hashlib.sha256(SOURCE.encode())
    for path in paths:
        state = (folder / path).stat()
        stamp.update(f"{path} {state.st_size} {state.st_mtime_ns}\n".encode())
    kept = folder / f"vpdq-{stamp.hexdigest()[:16]}.npz"
    if kept.exists():
        return dict(np.load(kept))
    with multiprocessing.Pool(os.cpu_count()) as pool:
        found = dict(zip(paths, pool.map(hashes_of, [folder / path for path in paths], chunksize=4), strict=True))
    np.savez(kept, **found)
    return found


def overlap(query, known):
    """Number of matching frames of the query, and the greater of both clips' matched shares."""
    if not len(query) or not len(known):
        return 0, 0.0
    near = distances(query, known) <= RADIUS
    return int(near.any(1).sum()), float(max(near.any(1).mean(), near.any(0).mean()))
