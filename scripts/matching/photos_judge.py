"""Recall per transformation and false matches, beside peers, as Markdown; 1 where a target is missed.

`cairn.tsv` must come from looking every variant up among all originals: a pair without a row was not
matched. Rows: variant_path, original_id, relation, score, pdq_distance, route (tab-separated; a heading
line is skipped), relation one of same_footage, excerpt, similar, none. `negatives-cairn.tsv`: path_a,
path_b, then the same. "Same" is same_footage or excerpt; "shown" (to a person) is also similar.
"""

import collections
import csv
import pathlib
import sys

import numpy as np

from photos_peers import PEERS, distances, paired, peers
from photos_variants import GROUPS

SAME = {"same_footage", "excerpt"}
SHOWN = SAME | {"similar"}
RELATIONS = SHOWN | {"none"}
# The groups that share a target, in the order in which they are judged.
TARGETS = [
    ("re-encode, resize, tone, overlay, border, mirror, right angles", 100.0),
    ("crops to 25%, rotations to 10°", 97.0),
    ("filmed off a screen, crops to 50%", 85.0),
    ("everything else", None),
]
NO_TARGET = {"same_scene/twin", "same_scene/static_camera"}
MILLION = 1_000_000


class Column:
    """One method's answers: which true pairs it found, and how many pairs of strangers it joined."""

    def __init__(self, name, found, false, negatives):
        self.name, self.found, self.false, self.negatives = name, found, false, negatives


def read_rows(path, width):
    with path.open() as table:
        rows = [row for row in csv.reader(table, delimiter="\t", quoting=csv.QUOTE_NONE) if row]
    rows = [row for row in rows if row[2] != "relation"]
    for row in rows:
        if len(row) < width or row[2] not in RELATIONS:
            sys.exit(f"{path}: not a row of {width} fields with a known relation: {row}")
    return rows


def within(path, folder):
    """The path as the corpus names it, whether given absolute or from DIR."""
    given = pathlib.Path(path)
    return str(given.relative_to(folder.resolve())) if given.is_absolute() else str(given)


def corpus(folder):
    variants = sorted(str(p.relative_to(folder)) for p in (folder / "variants").glob("*/*") if p.is_file())
    originals = sorted(str(p.relative_to(folder)) for p in (folder / "originals").glob("*"))
    pairs = read_negatives(folder)
    return variants, originals, pairs


def read_negatives(folder):
    with (folder / "negatives.tsv").open() as table:
        return [tuple(row) for row in csv.reader(table, delimiter="\t", quoting=csv.QUOTE_NONE)]


def stem(path):
    return pathlib.Path(path).stem


def cairn_columns(folder, cairn, negatives, variants, pairs):
    rows = [(within(r[0], folder), r[1], r[2]) for r in read_rows(cairn, 6)]
    known = set(variants)
    strangers = {row[0] for row in rows} - known
    if strangers:
        sys.exit(f"{cairn}: {len(strangers)} variants are not in the corpus, such as {sorted(strangers)[0]}")
    answers = {}
    if negatives and negatives.exists():
        for a, b, relation, *_ in read_rows(negatives, 6):
            answers[frozenset((within(a, folder), within(b, folder)))] = relation
    for name, counted in (("Cairn: same", SAME), ("Cairn: shown", SHOWN)):
        true = {path for path, original, relation in rows if relation in counted and stem(path) == original}
        false = {(p, o) for p, o, relation in rows if relation in counted and stem(p) != o}
        joined = np.array([answers.get(frozenset(pair[:2]), "none") in counted for pair in pairs]) if answers else None
        yield Column(name, np.array([path in true for path in variants]), len(false), joined)
    cross = sum(stem(p) != o for p, o, _ in rows)
    print(f"{len(rows)} rows, {cross} of them about another photograph; {len(answers)} negative pairs answered\n")
    absent = [pair for pair in pairs if frozenset(pair[:2]) not in answers]
    if answers and absent:
        sys.exit(f"{negatives}: {len(absent)} of {len(pairs)} pairs have no row, such as {absent[0]}")


def peer_columns(folder, variants, originals, pairs):
    others = sorted({path for pair in pairs for path in pair[:2]} - set(originals))
    paths = variants + originals + others
    hashes = peers(folder, paths)
    place = {path: index for index, path in enumerate(paths)}
    first, last = len(variants), len(variants) + len(originals)
    own = np.array([originals.index(f"originals/{stem(path)}.jpg") for path in variants])
    left, right = (np.array([place[pair[side]] for pair in pairs]) for side in (0, 1))
    for name, (kind, radius) in PEERS.items():
        rows = hashes[kind]
        near = distances(rows[:first], rows[first:last]) <= radius
        found = near[np.arange(first), own]
        joined = paired(rows[left], rows[right]) <= radius
        yield Column(name, found, int(near.sum() - found.sum()), joined)


def target_of(group):
    goal = GROUPS[group]
    return next(index for index, (_, wanted) in enumerate(TARGETS) if wanted == goal)


def table(heading, rows):
    print("| " + " | ".join(heading) + " |\n| --- |" + " ---: |" * (len(heading) - 1))
    for row in rows:
        print("| " + " | ".join(row) + " |")
    print()


def per_cent(found):
    """Cut, not rounded, to a tenth, so that 100 means all."""
    return f"{int(found.mean() * 1000) / 10:.1f}" if len(found) else "-"


def judge(folder, cairn, negatives):
    variants, originals, pairs = corpus(folder)
    columns = list(peer_columns(folder, variants, originals, pairs))
    if cairn:
        columns += cairn_columns(folder, cairn, negatives, variants, pairs)
    with (folder / "groups.tsv").open() as lines:
        group_of = dict(line.rstrip("\n").split("\t") for line in lines)
    made = np.array([pathlib.Path(path).parent.name for path in variants])
    part = np.array([target_of(group_of[name]) for name in made])
    missed = []
    print(f"{len(originals)} photographs, {len(variants)} variants, {len(pairs)} negative pairs\n")
    recall_groups(columns, part, missed)
    recall_each(columns, made, group_of)
    strangers = len(variants) * (len(originals) - 1)
    false_matches(columns, strangers, pairs, missed)
    for line in missed:
        print(f"missed: {line}")
    return 1 if missed else 0


def judged(columns):
    return next((column for column in columns if column.name == "Cairn: same"), None)


def recall_groups(columns, part, missed):
    """Per group of transformations, in per cent of its variants; the target is for what Cairn calls same."""
    rows = []
    for index, (name, goal) in enumerate(TARGETS):
        chosen = part == index
        rows.append([name, "-" if goal is None else f"{goal:.0f}", *(per_cent(c.found[chosen]) for c in columns)])
        cairn = judged(columns)
        if cairn and goal is not None and cairn.found[chosen].mean() * 100 < goal:
            missed.append(f"{name}: {per_cent(cairn.found[chosen])}% of {goal:.0f}%")
    rows.append(["all", "-", *(per_cent(column.found) for column in columns)])
    table(["found, per cent", "target", *(column.name for column in columns)], rows)


def recall_each(columns, made, group_of):
    rows = []
    for name in sorted(set(made), key=lambda n: (list(GROUPS).index(group_of[n]), n)):
        rows.append([f"{group_of[name]}: {name}", *(per_cent(c.found[made == name]) for c in columns)])
    table(["found, per cent", *(column.name for column in columns)], rows)


def false_matches(columns, strangers, pairs, missed):
    """Every variant against every other original, then the pairs made to be hard."""
    rows = [["variant × another original, per million", str(strangers), "-"]]
    rows[0] += [f"{c.false * MILLION / strangers:.1f} ({c.false})" for c in columns]
    kinds = np.array([pair[2] for pair in pairs])
    counts = collections.Counter(kinds.tolist())
    for kind in sorted(counts):
        cells = ["-" if c.negatives is None else str(int(c.negatives[kinds == kind].sum())) for c in columns]
        rows.append([kind, str(counts[kind]), "-" if kind in NO_TARGET else "0", *cells])
    table(["false matches", "pairs", "target", *(column.name for column in columns)], rows)
    cairn = judged(columns)
    if not cairn:
        return
    if cairn.false:
        missed.append(f"{cairn.false} variants called the same as another original")
    if cairn.negatives is None:
        missed.append("negatives were not judged: no negatives-cairn.tsv")
        return
    for kind in sorted(set(counts) - NO_TARGET):
        joined = int(cairn.negatives[kinds == kind].sum())
        if joined:
            missed.append(f"{joined} of {counts[kind]} {kind} pairs called the same")
