"""Every format of a release against its CSV files, cell by cell.

    formats.py RELEASE_DIR
"""

import datetime
import re
import sqlite3
import sys
import warnings

import duckdb
import geopandas
import openpyxl

from release import Findings, Release

DECIMALS = [(50, 5), (300, 4), (1_500, 3), (10_000, 2)]


def check(folder):
    release, findings = Release(folder), Findings()
    for step in (csv_files, precision, geojson, parquet, geometry, sqlite, workbook, views, manifest):
        step(release, findings)
    return findings.lines


def csv_files(release, findings):
    for table in release.tables.values():
        raw, name = table.raw, table.name
        findings.expect(not raw.startswith(b"\xef\xbb\xbf"), f"{name}.csv: byte order mark")
        findings.expect(raw.endswith(b"\r\n"), f"{name}.csv: last line does not end in CRLF")
        findings.expect(table.columns == list(table.kinds), f"{name}.csv: columns differ from datapackage.json")
        if "id" in table.kinds:
            ids = [row["id"] for row in table.rows]
            findings.expect(len(set(ids)) == len(ids) and all(ids), f"{name}.csv: ids are not unique")
        for line in table.cells:
            runs = [cell for cell in line.values() if re.match(r"[=+@\t\r]|-(?![0-9.]+$)", cell)]
            findings.expect(not runs, f"{name}.csv: a spreadsheet may run {runs}")
    ids = [row["id"] for row in release.tables["incidents"].rows]
    findings.expect(ids == sorted(ids), "incidents.csv: not in the order of ids")
    gone = {row["id"] for row in release.tables["retractions"].rows}
    for name in ("incidents", "evidence"):
        left = gone & {row["id"] for row in release.tables[name].rows}
        findings.expect(not left, f"{name}.csv: retracted and still there: {left}")


def supported(metres):
    return next((decimals for most, decimals in DECIMALS if metres <= most), 1)


def precision(release, findings):
    for name, radius in (("incidents", "loc_precision_m"), ("evidence", "precision_m")):
        for line in release.tables[name].cells:
            for axis in ("lat", "lon"):
                digits = len(line[axis].partition(".")[2])
                findings.expect(
                    line[axis] == "" or digits <= supported(float(line[radius] or 0)),
                    f"{name}.csv {line['id']}: {axis} {line[axis]} says more than {line[radius]} m",
                )


def geojson(release, findings):
    collection = release.json("incidents.geojson")
    findings.expect("crs" not in collection, "incidents.geojson: has a crs")
    found, points = [], []
    for feature in collection["features"]:
        row = dict(feature["properties"])
        findings.expect(feature["id"] == row["id"], f"incidents.geojson: id of {feature['id']}")
        at = feature["geometry"]["coordinates"] if feature["geometry"] else [None, None]
        row["lon"], row["lat"] = at
        points += [at] if feature["geometry"] else []
        found.append(row)
    findings.same("incidents.geojson", release.tables["incidents"].rows, found)
    if points:
        lons, lats = zip(*points)
        box = [min(lons), min(lats), max(lons), max(lats)]
        findings.expect(collection.get("bbox") == box, f"incidents.geojson: bbox {collection.get('bbox')}")


def dated(cell):
    """Days as the CSV writes them."""
    return cell.isoformat()[:10] if isinstance(cell, (datetime.date, datetime.datetime)) else cell


def parquet(release, findings):
    path = str(release.folder / "incidents.parquet")
    with duckdb.connect() as db:
        reader = db.execute("SELECT * EXCLUDE (geometry, bbox) FROM read_parquet(?)", [path])
        names = [column[0] for column in reader.description]
        found = [dict(zip(names, map(dated, row))) for row in reader.fetchall()]
        types = dict(db.execute("SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet(?))", [path]).fetchall())
        sheet = db.execute("SELECT count(*) FROM read_csv(?)", [str(release.folder / "incidents.csv")]).fetchone()
    findings.same("incidents.parquet", release.tables["incidents"].rows, found)
    for name, kind in release.tables["incidents"].kinds.items():
        expected = {"integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE"}
        wanted = expected.get(kind, "VARCHAR")
        findings.expect(types[name] == wanted, f"incidents.parquet: {name} is {types[name]}, not {wanted}")
    findings.expect(sheet[0] == len(found), "incidents.csv: DuckDB reads another number of rows")


def geometry(release, findings):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        frame = geopandas.read_parquet(release.folder / "incidents.parquet")
    findings.expect(str(frame.crs) == "OGC:CRS84", f"incidents.parquet: crs {frame.crs}")
    # GeoPandas takes the covering for its own and leaves it out.
    with duckdb.connect() as db:
        asked = db.execute("SELECT bbox FROM read_parquet(?)", [str(release.folder / "incidents.parquet")])
        boxes = [row[0] for row in asked.fetchall()]
    for row, point, box in zip(release.tables["incidents"].rows, frame.geometry, boxes):
        at = None if point is None else (point.x, point.y)
        wanted = None if row["lat"] is None else (row["lon"], row["lat"])
        findings.expect(at == wanted, f"incidents.parquet {row['id']}: geometry {at} instead of {wanted}")
        corners = None if box is None else (box["xmin"], box["ymin"], box["xmax"], box["ymax"])
        findings.expect(corners == (wanted and wanted * 2), f"incidents.parquet {row['id']}: bbox {corners}")


def sqlite(release, findings):
    path = release.folder / "dataset.sqlite"
    findings.expect(path.read_bytes()[18:20] == b"\x01\x01", "dataset.sqlite: wants a journal beside it")
    db = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    db.row_factory = sqlite3.Row
    ask = lambda sql: db.execute(sql).fetchone()[0]
    findings.expect(ask("PRAGMA freelist_count") == 0, "dataset.sqlite: pages of something deleted")
    findings.expect(ask("PRAGMA integrity_check") == "ok", "dataset.sqlite: broken")
    findings.expect(db.execute("PRAGMA foreign_key_check").fetchone() is None, "dataset.sqlite: a reference leads nowhere")
    things = {row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'")}
    findings.expect(things == set(release.tables), f"dataset.sqlite: holds {sorted(things)}")
    for name in things & set(release.tables):
        table = release.tables[name]
        rows = [dict(row) for row in db.execute(f'SELECT * FROM "{name}" ORDER BY rowid')]
        for row in rows:
            for column, kind in table.kinds.items():
                if kind == "boolean" and row.get(column) in (0, 1):
                    row[column] = bool(row[column])
        findings.same(f"dataset.sqlite {name}", table.rows, rows)
    db.close()


def workbook(release, findings):
    book = openpyxl.load_workbook(release.folder / "incidents.xlsx")
    findings.expect(book.sheetnames == list(release.tables), f"incidents.xlsx: sheets {book.sheetnames}")
    for name in set(book.sheetnames) & set(release.tables):
        head, *lines = book[name].iter_rows()
        names = [cell.value for cell in head]
        runs = [cell.coordinate for line in lines for cell in line if cell.data_type == "f"]
        findings.expect(not runs, f"incidents.xlsx {name}: formulas in {runs}")
        found = [dict(zip(names, (dated(cell.value) for cell in line))) for line in lines]
        findings.same(f"incidents.xlsx {name}", release.tables[name].rows, found)
    book.close()


def views(release, findings):
    import csv

    ids = [row["id"] for row in release.tables["incidents"].rows]
    for name, key, after in (("acled-like", "event_id_cnty", 0), ("gtd-like", "eventid", 0), ("hxl", "id", 1)):
        with open(release.folder / f"{name}.csv", encoding="utf-8", newline="") as file:
            lines = list(csv.DictReader(file))
        if after:
            tags = list(lines.pop(0).values())
            findings.expect(all(tag.startswith("#") for tag in tags), f"{name}.csv: hashtags {tags}")
        findings.expect([line[key] for line in lines] == ids, f"{name}.csv: other incidents than incidents.csv")
        at = [name for name in ("latitude", "lat") if lines and name in lines[0]]
        for line, row in zip(lines, release.tables["incidents"].cells):
            findings.expect(all(line[n] == row["lat"] for n in at), f"{name}.csv: another place of {row['id']}")


def manifest(release, findings):
    told = release.json("manifest.json")
    for name, table in release.tables.items():
        findings.expect(told["counts"][name] == len(table.rows), f"manifest.json: number of {name}")


if __name__ == "__main__":
    problems = check(sys.argv[1])
    print("\n".join(problems) if problems else "all formats equal, cell by cell")
    sys.exit(bool(problems))
