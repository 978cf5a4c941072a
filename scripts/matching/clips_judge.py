"""Recall, intervals and false matches beside vPDQ, as Markdown; 1 where a clip is joined with a stranger.

`cairn.tsv` must come from looking every variant up among all originals: a pair without a row was not
matched. Rows: variant_path, source_id, relation, score, v_start, v_end, s_start, s_end (tab-separated,
seconds; a heading line is skipped); relation one of same_footage, excerpt, similar, none.
"""

import collections
import csv
import pathlib
import sys

from clips_vpdq import SOURCE, hashes, overlap
from photos_judge import RELATIONS, SAME, SHOWN, table, within

NEAR = 0.5  # seconds that each end of an interval may be off
TIMED = ("trim_start", "trim_middle", "compilation")  # whose intervals say something
VPDQ = ("vPDQ: one frame", "vPDQ: 80%")


def read(path, width):
    with path.open() as lines:
        rows = [row for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE) if row]
    for row in rows:
        if len(row) < width:
            sys.exit(f"{path}: not a row of {width} fields: {row}")
    return rows


def truths(folder):
    """(variant, source) → true interval."""
    return {(row[0], row[1]): tuple(map(float, row[2:6])) for row in read(folder / "truth.tsv", 6)}


def scenes(folder):
    """Source → its scene, where another recording shows it too."""
    return {name: scene for name, _, scene in read(folder / "scenes.tsv", 3) if scene != "-"}


def cairn_answers(folder, path):
    """(variant, source) → rows of relation and interval."""
    answers = collections.defaultdict(list)
    for row in read(path, 8):
        if row[2] == "relation":
            continue
        if row[2] not in RELATIONS:
            sys.exit(f"{path}: unknown relation: {row}")
        interval = tuple(float(field) if field not in ("", "-") else float("nan") for field in row[4:8])
        answers[within(row[0], folder), row[1]].append((row[2], interval))
    return answers


def vpdq_answers(folder, variants, sources):
    """Column → set of (variant, source) that vPDQ joins."""
    found = hashes(folder, variants + [f"originals/{name}.mp4" for name in sources])
    joined = {name: set() for name in VPDQ}
    for variant in variants:
        for source in sources:
            count, share = overlap(found[variant], found[f"originals/{source}.mp4"])
            joined[VPDQ[0]].update([(variant, source)] if count else [])
            joined[VPDQ[1]].update([(variant, source)] if share >= 0.8 else [])
    return joined


def timed_right(rows, truth):
    """Whether a row that joins the pair has all four ends within NEAR."""
    return any(
        relation in SHOWN and all(abs(a - b) <= NEAR for a, b in zip(interval, truth, strict=True))
        for relation, interval in rows
    )


def judge(folder, cairn):
    truth = truths(folder)
    variants = sorted({variant for variant, _ in truth})
    sources = sorted(path.stem for path in (folder / "originals").glob("*.mp4"))
    columns = vpdq_answers(folder, variants, sources)
    answers = cairn_answers(folder, cairn) if cairn else {}
    if cairn:
        strangers = {variant for variant, _ in answers} - set(variants)
        if strangers:
            sys.exit(f"{cairn}: not in the corpus: {sorted(strangers)[0]}")
        for name, counted in (("Cairn: same", SAME), ("Cairn: shown", SHOWN)):
            columns[name] = {pair for pair, rows in answers.items() if any(r in counted for r, _ in rows)}
    print(f"{len(sources)} clips, {len(variants)} variants, {len(truth)} true pairs; vPDQ: {SOURCE}\n")
    recall(truth, columns, answers)
    wrong = false_matches(folder, truth, variants, sources, columns)
    if wrong.get("Cairn: same"):
        print(f"missed: {wrong['Cairn: same']} strangers called the same")
        return 1
    return 0


def recall(truth, columns, answers):
    made = collections.defaultdict(list)
    for pair in truth:
        made[pathlib.Path(pair[0]).parent.name].append(pair)
    rows = []
    for name, pairs in [*made.items(), ("all", list(truth))]:
        cells = [share(sum(pair in joined for pair in pairs), len(pairs)) for joined in columns.values()]
        right = "-"
        if answers and name in TIMED:
            right = share(sum(timed_right(answers.get(pair, []), truth[pair]) for pair in pairs), len(pairs))
        rows.append([name, str(len(pairs)), *cells, right])
    table(["found, per cent", "true pairs", *columns, f"interval within {NEAR} s"], rows)


def share(part, whole):
    return f"{int(1000 * part / whole) / 10:.1f}"


def false_matches(folder, truth, variants, sources, columns):
    """Unrelated pairs that a method joins; recordings of one scene are counted apart."""
    scene = scenes(folder)
    shown = collections.defaultdict(set)  # the scenes that a variant has in it
    for variant, source in truth:
        shown[variant].add(scene.get(source, source))
    strange = [(v, s) for v in variants for s in sources if (v, s) not in truth]
    alike = {(v, s) for v, s in strange if scene.get(s, s) in shown[v]}
    rows, wrong = [], {}
    for label, pairs in (("unrelated", set(strange) - alike), ("another recording of the same scene", alike)):
        counts = {name: len(joined & pairs) for name, joined in columns.items()}
        rows.append([label, str(len(pairs)), *(str(count) for count in counts.values())])
        wrong = wrong or counts
    table(["false matches", "pairs", *columns], rows)
    return wrong
