"""Whether the checkers notice: plants one defect at a time in a copy of a release.

    defects.py RELEASE_DIR DIR_OF_THE_RELEASE_BEFORE
"""

import json
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import openpyxl
import pyarrow
import pyarrow.parquet

import changes
import formats


def text(name, old, new):
    def plant(folder):
        path = folder / name
        before = path.read_bytes()
        after = before.replace(old.encode(), new.encode(), 1)
        assert before != after, f"{name} does not hold {old!r}"
        path.write_bytes(after)

    return plant


def sql(*statements):
    def plant(folder):
        db = sqlite3.connect(folder / "dataset.sqlite", isolation_level=None)
        for statement in statements:
            db.execute(statement)
        db.close()

    return plant


def formula(folder):
    book = openpyxl.load_workbook(folder / "incidents.xlsx")
    book["incidents"]["B2"] = "=1+1"
    book.save(folder / "incidents.xlsx")


def columnar(change):
    def plant(folder):
        path = folder / "incidents.parquet"
        table = pyarrow.parquet.read_table(path)
        pyarrow.parquet.write_table(change(table), path)

    return plant


def other_number(table):
    at = table.column_names.index("evidence_count")
    new = pyarrow.array([9] * table.num_rows, pyarrow.int64())
    return table.set_column(at, "evidence_count", new)


def unsaid(folder):
    told = json.loads((folder / "changes.json").read_text())
    told["changed"].pop()
    (folder / "changes.json").write_text(json.dumps(told))


def finer(folder):
    path = folder / "incidents.csv"
    first = next(line["lat"] for line in formats.Release(folder).tables["incidents"].cells if line["lat"])
    path.write_bytes(path.read_bytes().replace(first.encode(), f"{first}789".encode(), 1))


CELLS = {
    "a digit more than the precision": finer,
    "a feature with another count": text("incidents.geojson", '"evidence_count":', '"evidence_count":1'),
    "latitude first": text("incidents.geojson", '"coordinates":[', '"coordinates":[1.0,'),
    "a number of another kind": columnar(other_number),
    "a row fewer": columnar(lambda table: table.slice(1)),
    "a row of the database gone": sql("DELETE FROM claims WHERE rowid = 1"),
    "pages of something deleted": sql("CREATE TABLE x AS SELECT zeroblob(90000)", "DROP TABLE x"),
    "a table that is not public": sql("CREATE TABLE submitter (name)"),
    "a journal beside the database": sql("PRAGMA journal_mode = WAL"),
    "a formula in the workbook": formula,
    "a formula in a sheet": text("claims.csv", "newsletter", "=newsletter"),
    "no carriage returns": text("incidents.csv", "\r\n", "\n"),
    "a byte order mark": text("evidence.csv", "id,", "\ufeffid,"),
    "another place in a view": text("acled-like.csv", "34.4", "35.4"),
    "a wrong count": text("manifest.json", '"evidence": ', '"evidence": 1'),
}
CHANGES = {
    "a change that is not told": unsaid,
    "another value before": text("changes.json", '"old": ', '"old": 1'),
}


def found(folder, before, planted, check):
    with tempfile.TemporaryDirectory() as room:
        copy = Path(room) / "copy"
        shutil.copytree(folder, copy)
        planted(copy)
        try:
            return bool(check(copy, before))
        except Exception:  # noqa: BLE001 - every library has its own
            return True  # it cannot be read at all, which is a finding too


def sums(folder):
    run = ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"]
    return subprocess.run(run, cwd=folder, capture_output=True).returncode


def main(folder, before):
    groups = (
        (CELLS, lambda copy, _: formats.check(copy)),
        (CHANGES, changes.check),
        ({"another byte": text("README.md", "#", "$")}, lambda copy, _: sums(copy)),
    )
    missed = [
        name for planted, check in groups for name, plant in planted.items() if not found(folder, before, plant, check)
    ]
    count = sum(len(planted) for planted, _ in groups)
    print("\n".join(f"not noticed: {name}" for name in missed) or f"{count} planted defects, all noticed")
    return bool(missed)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
