"""Recomputes where each grid reference and full Plus code of the corpus lies, and compares."""

import math
import re
import sys

import mgrs
import utm
from openlocationcode import openlocationcode

PERSIAN = {0x6F0 + digit: str(digit) for digit in range(10)}


def plain(text):
    text = re.sub(r"\\u\{a0\}", " ", text)
    return text.translate(PERSIAN)


def by_mgrs(text, case):
    """The middle of the square, as GEOTRANS has it."""
    compact = re.sub(r"MGRS|[ :,-]", "", text.upper())
    return mgrs.MGRS().toLatLon(compact)


def by_utm(text, case):
    numbers = [float(number) for number in re.findall(r"\d+\.?\d*", text)]
    zone, northing, easting = int(numbers[0]), max(numbers[1:3]), min(numbers[1:3])
    return utm.to_latlon(easting, northing, zone, northern=case["lat"] > 0, strict=False)


def by_plus_code(text, case):
    code = re.search(r"[23456789CFGHJMPQRVWX0]+\+[23456789CFGHJMPQRVWX]*", text.upper()).group()
    if not openlocationcode.isFull(code):
        code = openlocationcode.recoverNearest(code, case["lat"], case["lon"])
    area = openlocationcode.decode(code)
    return area.latitudeCenter, area.longitudeCenter


PEERS = {"mgrs": by_mgrs, "utm": by_utm, "plus_code": by_plus_code}


def distance_m(a, b):
    """On a sphere; for points a few metres apart."""
    north = (a[0] - b[0]) * 111_320
    east = ((a[1] - b[1] + 540) % 360 - 180) * 111_320 * math.cos(math.radians(a[0]))
    return math.hypot(north, east)


def main(path):
    counts, wrong = dict.fromkeys(PEERS, 0), 0
    for line in open(path, encoding="utf-8"):
        cells = line.rstrip("\n").split("\t")
        if line.startswith("#") or cells[1] not in PEERS:
            continue
        case = {"lat": float(cells[2]), "lon": float(cells[3])}
        found = PEERS[cells[1]](plain(cells[0]), case)
        off = distance_m(found, (case["lat"], case["lon"]))
        counts[cells[1]] += 1
        if off > float(cells[4]):
            wrong += 1
            print(f"{cells[0]}: {off:.2f} m from {cells[2]}, {cells[3]}")
    print(", ".join(f"{count} {kind}" for kind, count in counts.items()), "compared,", wrong, "wrong")
    return min(counts.values()) == 0 or wrong > 0


sys.exit(main(sys.argv[1]))
