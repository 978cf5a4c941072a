"""The figures of scripts/place/check-sun."""

import csv
import datetime
import json
import random
import subprocess
import sys
import time
import warnings
from pathlib import Path

import numpy
import pandas
import pvlib
import shapely
from shadowfinder import ShadowFinder
from skyfield.api import Loader, wgs84
from skyfield_data import get_skyfield_data_path

ROWS = Path("crates/place/tests/data/sun.csv")
UTC = datetime.timezone.utc
FIRST, LAST = (int(datetime.datetime(year, 8, 1, tzinfo=UTC).timestamp()) for year in (2021, 2026))
ROUNDS = 5


def places():
    """2,000 random places and instants of five years, half of them in Afghanistan."""
    dice = random.Random(20260801)
    for index in range(2_000):
        if index % 2:
            lat, lon, height = dice.uniform(29.4, 38.5), dice.uniform(60.5, 74.9), dice.uniform(300, 4_000)
        else:
            lat, lon, height = numpy.degrees(numpy.arcsin(dice.uniform(-1, 1))), dice.uniform(-180, 180), dice.uniform(0, 3_000)
        yield [round(float(lat), 5), round(lon, 5), round(height), dice.randrange(FIRST, LAST)]


def by_skyfield(rows):
    """Geometric elevation and azimuth from DE421, topocentric, light time and aberration included."""
    load = Loader(get_skyfield_data_path(), verbose=False)
    planets, scale = load("de421.bsp"), load.timescale(builtin=True)
    answers = []
    for lat, lon, height, seconds in rows:
        place = planets["earth"] + wgs84.latlon(lat, lon, elevation_m=height)
        at = scale.from_datetime(datetime.datetime.fromtimestamp(seconds, UTC))
        elevation, azimuth, _ = place.at(at).observe(planets["sun"]).apparent().altaz()
        answers.append((elevation.degrees, azimuth.degrees))
    return numpy.array(answers)


def by_pvlib(rows):
    answers = []
    for lat, lon, height, seconds in rows:
        at = pandas.DatetimeIndex([pandas.Timestamp(seconds, unit="s", tz="UTC")])
        sun = pvlib.solarposition.spa_python(at, lat, lon, altitude=height, delta_t=None)
        answers.append((float(sun["elevation"].iloc[0]), float(sun["azimuth"].iloc[0])))
    return numpy.array(answers)


def by_cairn(binary, rows):
    text = "".join(",".join(map(str, row)) + "\n" for row in rows)
    lines = subprocess.run([binary, "positions"], input=text, check=True, capture_output=True, text=True).stdout.split()
    return numpy.array([[float(field) for field in line.split(",")] for line in lines])


def table(name, ours, theirs):
    """An azimuth means less the higher the sun stands, so beside it its error as an angle on the sky."""
    up = theirs[:, 0] > 1
    elevation = numpy.abs(ours[up, 0] - theirs[up, 0])
    turn = numpy.abs((ours[up, 1] - theirs[up, 1] + 180) % 360 - 180)
    height = theirs[up, 0]
    on_sky = turn * numpy.cos(numpy.radians(height))
    below = turn[height < 60].max()
    print(f"| {name} | {elevation.max():.5f} | {elevation.mean():.5f} | {on_sky.max():.5f} | {below:.5f} | {turn.max():.5f} at {height[turn.argmax()]:.1f}° | {up.sum()} |")


def positions(binary, write):
    rows = list(places())
    ours, jpl, spa = by_cairn(binary, rows), by_skyfield(rows), by_pvlib(rows)
    if write:
        with ROWS.open("w", newline="") as file:
            out = csv.writer(file, lineterminator="\n")
            out.writerow(["lat", "lon", "height_m", "unix_s", "jpl_elevation_deg", "jpl_azimuth_deg", "spa_elevation_deg", "spa_azimuth_deg"])
            out.writerows([*row, *(f"{angle:.6f}" for angle in (*a, *b))] for row, a, b in zip(rows, jpl, spa))
    print("| sun above 1°, degrees, against | elevation, max | mean | azimuth on the sky, max | azimuth, max below 60° | anywhere | instants |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    table("skyfield, JPL DE421", ours, jpl)
    table("pvlib, NREL SPA", ours, spa)


def figures(binary, what):
    lines = subprocess.run([binary, what], check=True, capture_output=True, text=True).stdout.splitlines()
    return {name: float(value) for name, value in (line.split() for line in lines)}


def outlines(binary):
    """Whether GEOS takes every outline for valid, and none crosses itself."""
    lines = subprocess.run([binary, "outlines"], check=True, capture_output=True, text=True).stdout.splitlines()
    flaws = []
    for line in lines:
        for polygon in shapely.get_parts(shapely.geometry.shape(json.loads(line)["geometry"])):
            if not polygon.is_valid:
                flaws.append(shapely.is_valid_reason(polygon))
    print(f"\noutlines {len(lines)}\noutlines_with_invalid_polygons {len(flaws)}", *flaws[:5], sep="\n")


def finder():
    """ShadowFinder on the globe in steps of 0.1°; its table of time zones is not needed for UTC."""
    search = ShadowFinder(1, 1.2, datetime.datetime(2022, 3, 10, 5), "utc")
    lats, lons = numpy.arange(-89.95, 90, 0.1), numpy.arange(-179.95, 180, 0.1)
    search.lons, search.lats = numpy.meshgrid(lons, lats)
    search.timezones = numpy.array([])
    return search


def globe_ms(search):
    start = time.process_time()
    search.find_shadows()
    return (time.process_time() - start) * 1e3


def speed(binary):
    """Both by turns, so that the weather of the machine is the same for both."""
    search, ours, theirs = finder(), [], []
    for _ in range(ROUNDS):
        theirs.append(globe_ms(search))
        ours.append(figures(binary, "speed"))
    median = {name: sorted(round_[name] for round_ in ours)[ROUNDS // 2] for name in ours[0]}
    peer = sorted(theirs)[ROUNDS // 2]
    print("\n| processor time, ms, median | Cairn | ShadowFinder | times |\n| --- | --- | --- | --- |")
    cells = f"{search.lats.size / 1e6:.2f} million cells"
    print(f"| globe, {cells}, shadow length | {median['globe_ratio_ms']:.2f} | {peer:.0f} | {peer / median['globe_ratio_ms']:.0f} |")
    print(f"| the same and sun azimuth | {median['globe_ratio_and_azimuth_ms']:.2f} | cannot | |")
    for name, value in median.items():
        if not name.startswith("globe"):
            print(f"| {name} | {value:g} | cannot | |")


def main():
    warnings.filterwarnings("ignore")
    binary, write = sys.argv[1], "--write" in sys.argv[2:]
    positions(binary, write)
    if not write:
        for what in ("scan", "points"):
            print("\n" + "\n".join(f"{name} {value:g}" for name, value in figures(binary, what).items()))
        outlines(binary)
        speed(binary)


main()
