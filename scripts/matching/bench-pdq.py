"""The figures of scripts/matching/bench-pdq."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy
import pdqhash
import skimage
from PIL import Image

Image.MAX_IMAGE_PIXELS = None
SIZES = [("12 MP", 4000, 3000, 50), ("1080p", 1920, 1080, 30), ("720p", 1280, 720, 20)]
RUNS = 7


def pictures(folder):
    """Every photograph in the packages, once; the flat and the tiny ones are left out."""
    own = Path(skimage.__file__).parent / "data"
    found = [path for root in (Path(folder), own) for path in sorted(root.rglob("*")) if path.is_file() and not path.is_symlink()]
    return [path for path in found if path.suffix in (".jpg", ".jpeg", ".png") and path.stat().st_size > 40_000]


def luma(path):
    return numpy.asarray(Image.open(path).convert("L"))


def write(path, grey):
    height, width = grey.shape
    path.write_bytes(numpy.array([width, height], dtype="<u4").tobytes() + grey.tobytes())


def ours(binary, mode, runs, files):
    lines = subprocess.run([binary, mode, str(runs), *map(str, files)], check=True, capture_output=True, text=True).stdout
    rows = []
    for line in lines.splitlines():
        ms, quality, *hexes = line.split()
        rows.append((float(ms), int(quality), [bits(text) for text in hexes]))
    return rows


def bits(text):
    return numpy.unpackbits(numpy.frombuffer(bytes.fromhex(text), dtype=numpy.uint8))


def best_ms(work):
    times = []
    for _ in range(RUNS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times) * 1e3


def decoded_luma(path):
    """The brightness alone, by the decoder in C that Pillow has."""
    image = Image.open(path)
    image.draft("L", image.size)
    return numpy.asarray(image)


def agreement(binary, paths, scratch):
    """Distances, for the hash itself and for the worst of the eight, and differences of quality."""
    distances, variants, qualities, none = [], [], [], 0
    for path in paths:
        grey = luma(path)
        write(scratch / "grey", grey)
        [(_, quality, hashes)] = ours(binary, "luma", 1, [scratch / "grey"])
        if not hashes:
            none += 1
            continue
        # Three equal channels, whose luma is the grey itself.
        theirs, their_quality = pdqhash.compute_dihedral(numpy.repeat(grey[:, :, None], 3, axis=2))
        far = [int((one != other).sum()) for one, other in zip(hashes, theirs)]
        distances.append(far[0])
        variants.append(max(far))
        qualities.append(abs(quality - their_quality))
    print(f"photographs compared: {len(distances)} (none by us for {none})")
    for name, values in [("distance", distances), ("worst of the eight", variants), ("quality", qualities)]:
        print(f"{name}: equal {values.count(0)}, at most {max(values)}, over 2 in {sum(value > 2 for value in values)}")


def speed(binary, path, scratch):
    print("\n| size | pdqhash ms | ours ms | ratio | target | Pillow + pdqhash, JPEG | ours, luma of the JPEG | ratio | target | libjpeg-turbo, luma, no hash | bits a pixel |")
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    for name, width, height, target in SIZES:
        image = Image.open(path).convert("RGB").resize((width, height), Image.LANCZOS)
        image.save(scratch / "photo.jpg", quality=90)
        grey = numpy.asarray(image.convert("L"))
        write(scratch / "grey", grey)
        rgb = numpy.repeat(grey[:, :, None], 3, axis=2)
        theirs = best_ms(lambda: pdqhash.compute(rgb))
        [(mine, _, _)] = ours(binary, "luma", 20, [scratch / "grey"])
        whole = best_ms(lambda: pdqhash.compute(numpy.asarray(Image.open(scratch / "photo.jpg").convert("RGB"))))
        in_c = best_ms(lambda: decoded_luma(scratch / "photo.jpg"))
        bits_a_pixel = 8 * (scratch / "photo.jpg").stat().st_size / (width * height)
        [(jpeg, _, _)] = ours(binary, "jpeg", RUNS, [scratch / "photo.jpg"])
        print(f"| {name} | {theirs:.1f} | {mine:.2f} | {theirs / mine:.0f} | {target} | {whole:.0f} | {jpeg:.1f} | {whole / jpeg:.1f} | 10 | {in_c:.1f} | {bits_a_pixel:.1f} |")


def most_and_middling_detail(paths):
    """The largest JPEG, and the one with the median of bits a pixel among those not made larger."""
    jpegs = [path for path in paths if path.suffix == ".jpg"]
    def bits_a_pixel(path):
        width, height = Image.open(path).size
        return path.stat().st_size / (width * height)
    large = sorted((path for path in jpegs if Image.open(path).size[0] >= SIZES[1][1]), key=bits_a_pixel)
    return [("most detail", max(jpegs, key=lambda path: path.stat().st_size)), ("middling detail", large[len(large) // 2])]


def main():
    binary, folder = sys.argv[1:]
    paths = pictures(folder)
    with tempfile.TemporaryDirectory() as scratch:
        agreement(binary, paths, Path(scratch))
        for name, path in most_and_middling_detail(paths):
            print(f"\n{name}: {path.name}")
            speed(binary, path, Path(scratch))


main()
