"""changes.json computed again from the CSV files of two releases.

    changes.py RELEASE_DIR [DIR_OF_THE_RELEASE_BEFORE]
"""

import json
import sys

from release import Findings, Release


def records(table):
    """Rows by id; by themselves, as JSON, where there is none. Equal ones are numbered."""
    known = {}
    for row in table.rows:
        own = row.get("id") or json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        key, number = own, 1
        while key in known:
            number += 1
            key = f"{own} ({number})"
        known[key] = row
    return known


def computed(new, old):
    found = {"columns": [], "added": [], "changed": [], "removed": []}
    for name, table in new.tables.items():
        before = old.tables.get(name) if old else None
        now, then = records(table), records(before) if before else {}
        found["added"] += [{"table": name, "id": key} for key in now.keys() - then.keys()]
        found["removed"] += [{"table": name, "id": key} for key in then.keys() - now.keys()]
        for key in now.keys() & then.keys():
            shared = now[key].keys() & then[key].keys()
            fields = {n: {"old": then[key][n], "new": now[key][n]} for n in shared if now[key][n] != then[key][n]}
            if fields:
                found["changed"].append({"table": name, "id": key, "fields": fields})
        if before:
            pairs = (("added", table.kinds, before.kinds), ("removed", before.kinds, table.kinds))
            for change, has, lacks in pairs:
                found["columns"] += [{"table": name, "column": c, "change": change} for c in has if c not in lacks]
    return found


def check(folder, before=None):
    new, old = Release(folder), Release(before) if before else None
    told, findings = new.json("changes.json"), Findings()
    expected_from = int(old.package["version"].split(".")[0]) if old else None
    findings.expect(told["from"] == expected_from, f"changes.json: from {told['from']}")
    order = lambda one: json.dumps(one, sort_keys=True)
    for part, expected in computed(new, old).items():
        same = sorted(expected, key=order) == sorted(told[part], key=order)
        findings.expect(same, f"changes.json: {part} are not what the two releases differ in")
    return findings.lines


if __name__ == "__main__":
    problems = check(*sys.argv[1:3])
    print("\n".join(problems) if problems else "changes.json is what the releases differ in")
    sys.exit(bool(problems))
