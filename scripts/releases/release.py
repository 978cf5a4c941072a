"""A release folder as its own files describe it; the CSV files are what everything is held against."""

import csv
import json
from pathlib import Path

FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def plain(cell):
    """The words a CSV cell was written from: without the apostrophe that keeps it from running."""
    if not cell.startswith("'"):
        return cell
    bare = cell.lstrip("'")
    runs = bare.startswith(("\t", "\r", "\n")) or bare.lstrip().startswith(FORMULA)
    return cell[1:] if runs else cell


def value(kind, cell):
    """A CSV cell as the value its column's type says it is."""
    if cell == "":
        return None
    match kind:
        case "integer":
            return int(cell)
        case "number":
            return float(cell)
        case "boolean":
            return {"true": True, "false": False}[cell]
        case _:
            return plain(cell)


class Table:
    """One table: its columns with their types, and its rows as values."""

    def __init__(self, folder, resource):
        self.name = resource["name"]
        self.kinds = {f["name"]: f["type"] for f in resource["schema"]["fields"]}
        self.raw = (folder / resource["path"]).read_bytes()
        with open(folder / resource["path"], encoding="utf-8", newline="") as file:
            lines = list(csv.DictReader(file))
        self.cells = lines
        self.columns = list(lines[0]) if lines else self.raw.decode().strip().split(",")
        self.rows = [{n: value(self.kinds.get(n), c) for n, c in line.items()} for line in lines]


class Release:
    """A folder with the files of one release."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.package = self.json("datapackage.json")
        self.tables = {r["name"]: Table(self.folder, r) for r in self.package["resources"]}

    def json(self, name):
        return json.loads((self.folder / name).read_text(encoding="utf-8"))


class Findings:
    """What is wrong, one line each."""

    def __init__(self):
        self.lines = []

    def expect(self, held, what):
        if not held:
            self.lines.append(what)

    def same(self, where, expected, found):
        """Two lists of rows that should be equal, cell by cell."""
        self.expect(len(expected) == len(found), f"{where}: {len(found)} rows instead of {len(expected)}")
        for number, (wanted, row) in enumerate(zip(expected, found)):
            self.expect(set(wanted) == set(row), f"{where}: columns {sorted(set(wanted) ^ set(row))}")
            for name in wanted:
                got = row.get(name)
                equal = got == wanted[name] and isinstance(got, bool) == isinstance(wanted[name], bool)
                self.expect(equal, f"{where} row {number} {name}: {got!r} instead of {wanted[name]!r}")
