"""Writes DIR/originals, DIR/variants/<transformation>, DIR/truth.tsv and DIR/scenes.tsv.

The sources (clips_sources.tsv) are separate recordings, cut to 20 s at most; two by two the webcam, fish
and skyline clips show one scene by one camera at different times, which the judge counts apart.
"""

import csv
import json
import multiprocessing
import os
import pathlib
import subprocess
import sys
import time

import cv2
import numpy as np

import photos_fetch
from clips_filmed import film
from photos_draw import fill, text
from photos_make import generator

SOURCES = pathlib.Path(__file__).with_name("clips_sources.tsv")
AT_LEAST = 18  # source clips, or the corpus is refused
WIDEST = 960  # pixels
EXACT = ["-an", "-threads", "1", "-fflags", "+bitexact", "-flags:v", "+bitexact", "-map_metadata", "-1"]
H264 = ["-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p"]
EVEN = "scale=trunc(iw/2)*2:trunc(ih/2)*2"


def ffmpeg(*arguments):
    command = ["ffmpeg", "-nostdin", "-v", "error", "-y", *(str(a) for a in arguments)]
    done = subprocess.run(command, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stderr}")


def probe(path):
    """Width, height (pixels), frames a second and seconds of a clip."""
    command = ["ffprobe", "-v", "error", "-select_streams", "v:0", "-show_entries"]
    command += ["stream=width,height,avg_frame_rate,duration:format=duration", "-of", "json", path]
    found = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    stream = found["streams"][0]
    above, below = (int(n) for n in stream["avg_frame_rate"].split("/"))
    seconds = float(stream.get("duration", found["format"].get("duration")))
    return stream["width"], stream["height"], above / below, seconds


def cut(source, start, longest, target):
    """The original as it is stored: at most WIDEST wide, constant frame rate, high quality."""
    view = f"scale='trunc(min({WIDEST},iw)/2)*2':-2"
    ffmpeg("-ss", start, "-t", longest, "-i", source, "-vf", view, "-r", round(min(30, probe(source)[2]), 3), *H264, "-crf", 16, *EXACT, target)


# --- Transformations: each writes a file and returns (variant start, end, source start, end) in seconds ----


def filtered(source, target, view, crf=24, extra=()):
    ffmpeg("-i", source, *extra, "-vf", f"{view},{EVEN}" if view else EVEN, *H264, "-crf", crf, *EXACT, target)


def whole(view, crf=24):
    def change(source, target):
        filtered(source, target, view, crf)
        end = probe(source)[3]
        return 0.0, probe(target)[3], 0.0, end

    return change


def part(first, last):
    """Keeps the clip from one share of its length to another."""

    def change(source, target):
        seconds = probe(source)[3]
        start, end = first * seconds, last * seconds
        ffmpeg("-i", source, "-vf", f"trim={start}:{end},setpts=PTS-STARTPTS,{EVEN}", *H264, "-crf", 24, *EXACT, target)
        return 0.0, end - start, start, end

    return change


def paced(factor):
    def change(source, target):
        _, _, rate, seconds = probe(source)
        filtered(source, target, f"setpts=PTS/{factor},fps={rate:.3f}")
        return 0.0, seconds / factor, 0.0, seconds

    return change


def overlaid(draw):
    """Lays a drawing over every frame: black is see-through."""

    def change(source, target):
        width, height, _, seconds = probe(source)
        sheet = np.zeros((height, width, 3), np.uint8)
        draw(sheet, width, height)
        alpha = (sheet.max(2) > 0).astype(np.uint8) * 255
        overlay = target.with_suffix(".png")
        cv2.imwrite(str(overlay), np.dstack([sheet, alpha]))
        view = f"[0:v][1:v]overlay=0:0,{EVEN}"
        ffmpeg("-i", source, "-i", overlay, "-filter_complex", view, *H264, "-crf", 24, *EXACT, target)
        overlay.unlink()
        return 0.0, seconds, 0.0, seconds

    return change


def logo(sheet, width, height):
    size = height * 0.16
    fill(sheet, (width - size * 1.5, size * 0.3, width - size * 0.3, size * 1.2), (30, 30, 200))
    text(sheet, "TV7", (width - size * 1.35, size * 0.5), size * 0.4)


def banner(sheet, width, height):
    fill(sheet, (0, height * 0.8, width, height * 0.97), (150, 30, 20))
    text(sheet, "LIVE   Witnesses report smoke over the port", (width * 0.03, height * 0.84), height * 0.07)


def filmed(source, target):
    width, height, rate, seconds = probe(source)
    film(source, target, (width, height), seconds, generator("filmed", source.stem))
    return 0.0, seconds, 0.0, seconds


VARIANTS = {
    "bit_rate": whole("", 38),
    "size": whole("scale=-2:180", 28),
    "frame_rate": whole("fps=12"),
    "trim_start": part(0.3, 1.0),
    "trim_middle": part(0.25, 0.75),
    "logo": overlaid(logo),
    "banner": overlaid(banner),
    "letterbox": whole("pad=iw:ih*1.32:0:(oh-ih)/2"),
    "vertical_crop": whole("crop='min(iw,ih*9/16)':ih"),
    "mirror": whole("hflip"),
    "speed_up_5": paced(1.05),
    "slow_down_5": paced(0.95),
    "filmed": filmed,
}


def variants_of(task):
    source, folder = task
    cv2.setNumThreads(1)
    rows = []
    for name, change in VARIANTS.items():
        target = folder / "variants" / name / f"{source.stem}.mp4"
        rows.append((target.relative_to(folder), source.stem, *change(source, target)))
    return rows


def compilation(task):
    """Four clips one after another, in pieces of 2 to 5 s, brought to one size with black bars."""
    number, sources, folder = task
    rng = generator("compilation", sources[0].stem)
    target = folder / "variants" / "compilation" / f"{sources[0].stem}.mp4"
    inputs, views, rows, at = [], [], [], 0.0
    for index, source in enumerate(sources):
        seconds = probe(source)[3]
        length = round(min(rng.uniform(2.0, 5.0), seconds * 0.8) * 25) / 25
        start = round(rng.uniform(0, seconds - length), 2)
        inputs += ["-i", source]
        views.append(
            f"[{index}:v]trim={start}:{start + length},setpts=PTS-STARTPTS,fps=25,trim=0:{length},"
            f"scale=640:360:force_original_aspect_ratio=decrease,pad=640:360:(ow-iw)/2:(oh-ih)/2,setsar=1[v{index}]"
        )
        rows.append((target.relative_to(folder), source.stem, at, at + length, start, start + length))
        at += length
    joined = "".join(f"[v{index}]" for index in range(len(sources)))
    graph = ";".join(views) + f";{joined}concat=n={len(sources)}:v=1[out]"
    ffmpeg(*inputs, "-filter_complex", graph, "-map", "[out]", *H264, "-crf", 26, *EXACT, target)
    return rows


def originals(folder, limit):
    found, scenes = [], []
    with SOURCES.open() as table:
        rows = [row for row in csv.reader(table, delimiter="\t") if not row[0].startswith("#")]
    for name, kind, scene, start, longest, package, path in rows[:limit]:
        full = photos_fetch.fetch(package) / path
        if not full.exists():
            print(f"left out: {package} has no {path} here", file=sys.stderr)
            continue
        target = folder / "originals" / f"{name}.mp4"
        cut(full, start, longest, target)
        found.append(target)
        scenes.append((name, kind, scene))
    if limit is None and len(found) < AT_LEAST:
        sys.exit(f"only {len(found)} clips: the packages' contents have changed")
    with (folder / "scenes.tsv").open("w") as out:
        out.writelines("\t".join(row) + "\n" for row in scenes)
    return found


def make(folder, limit):
    started = time.monotonic()
    if (folder / "truth.tsv").exists():
        sys.exit(f"{folder} holds a corpus already: remove it first")
    for part_of in ("originals", *(f"variants/{name}" for name in (*VARIANTS, "compilation"))):
        (folder / part_of).mkdir(parents=True, exist_ok=True)
    sources = originals(folder, limit)
    count = len(sources)
    steps = (0, 5, 11, 16)
    fours = [(n, [sources[(n + step) % count] for step in steps], folder) for n in range(count)] if count > 16 else []
    rows = []
    with multiprocessing.Pool(os.cpu_count()) as pool:
        for done, made in enumerate(pool.imap(variants_of, [(source, folder) for source in sources]), 1):
            rows += made
            print(f"\r{done} of {count} clips", end="", file=sys.stderr)
        for made in pool.imap(compilation, fours):
            rows += made
    print(file=sys.stderr)
    with (folder / "truth.tsv").open("w") as out:
        for path, source, *times in rows:
            out.write(f"{path}\t{source}\t" + "\t".join(f"{t:.3f}" for t in times) + "\n")
    files = len({row[0] for row in rows})
    print(f"{count} clips, {files} variants, {len(rows)} true pairs, {time.monotonic() - started:.0f} s")
