"""The table of scripts/matching/bench-index: our index, FAISS flat and FAISS multi-hash, same files."""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import faiss
import numpy

RADIUS = 31
FLAT_QUERIES = 100
# Above this FAISS' multi-hash takes more memory and minutes than it tells.
MOST_FOR_MULTIHASH = 10_000_000


def ours(binary, codes, queries, exact):
    """What the Rust program prints, as a dictionary; memory is its own count and the peak."""
    command = [binary, "measure", codes, queries] + (["--exact"] if exact else [])
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    return dict(line.split(" ", 1) for line in lines)


def timed(work):
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def resident_bytes():
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize()


def faiss_row(name, make, codes, queries):
    before = resident_bytes()
    seconds, index = timed(make)
    memory = resident_bytes() - before
    # FAISS finds what is strictly nearer than its radius.
    # One query at a time, as ours are asked.
    search = lambda: sum(int(index.range_search(query[None], RADIUS + 1)[0][-1]) for query in queries)
    spent, hits = timed(search)
    return {"name": name, "ms": spent * 1e3 / len(queries), "hits": hits, "bytes": memory, "build": seconds}


def flat(codes):
    index = faiss.IndexBinaryFlat(256)
    index.add(codes)
    return index


def multihash(codes):
    # As many tables and bits as FAISS' own benchmark uses for 256 bits; probes one flip in each.
    index = faiss.IndexBinaryMultiHash(256, 16, 16)
    index.nflip = RADIUS // 16
    index.add(codes)
    return index


def measure(binary, count, scratch):
    codes, queries = (str(Path(scratch) / name) for name in ("codes", "queries"))
    subprocess.run([binary, "make", str(count), codes, queries], check=True)
    found = ours(binary, codes, queries, exact=count <= 10_000_000)
    print(f"\n## {count:,} clustered hashes, radius {RADIUS}, milliseconds of one core a query\n")
    rows = [{
        "name": "cairn", "ms": float(found[f"radius_{RADIUS}_ms"]), "hits": int(found[f"radius_{RADIUS}_hits"]),
        "bytes": int(found["memory_bytes"]), "build": float(found["build_s"]),
    }]
    if count <= MOST_FOR_MULTIHASH:
        stored = numpy.fromfile(codes, dtype=numpy.uint8).reshape(-1, 32)
        asked = numpy.fromfile(queries, dtype=numpy.uint8).reshape(-1, 32)
        # One query in ten by the flat scan, for its time; the first and last ones are unlike.
        some = asked[:: len(asked) // FLAT_QUERIES]
        rows.append(faiss_row("FAISS IndexBinaryFlat", lambda: flat(stored), stored, some))
        rows[-1]["hits"] = f"{rows[-1]['hits']} (of {len(some)} queries)"
        rows.append(faiss_row("FAISS IndexBinaryMultiHash", lambda: multihash(stored), stored, asked))
    print("| structure | ms a query | times ours | hits | MB | build s |\n|---|---|---|---|---|---|")
    for row in rows:
        ratio = row["ms"] / rows[0]["ms"]
        print(f"| {row['name']} | {row['ms']:.3f} | {ratio:.0f} | {row['hits']} | {row['bytes'] / 1e6:.0f} | {row['build']:.1f} |")
    print()
    for name, value in found.items():
        print(f"{name} {value}")
    sys.stdout.flush()


def main():
    faiss.omp_set_num_threads(1)
    binary, counts = sys.argv[1], [int(count) for count in sys.argv[2:]]
    for count in counts:
        with tempfile.TemporaryDirectory() as scratch:
            measure(binary, count, scratch)


main()
