"""Entry: `make DIR` writes the corpus, `judge DIR cairn.tsv` measures what was found in it."""

import argparse
import pathlib
import sys


def main():
    parser = argparse.ArgumentParser(prog="photos", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    make = commands.add_parser("make", help="write originals, variants and negatives")
    make.add_argument("dir", type=pathlib.Path)
    make.add_argument("--limit", type=int, help="only the first N originals (to try things out)")
    judge = commands.add_parser("judge", help="recall and false matches beside peers, as Markdown")
    judge.add_argument("dir", type=pathlib.Path)
    judge.add_argument("cairn", type=pathlib.Path, nargs="?", help="without it only the peers are measured")
    judge.add_argument("negatives", type=pathlib.Path, nargs="?", help="default: negatives-cairn.tsv beside cairn.tsv")
    asked = parser.parse_args()
    if asked.command == "make":
        import photos_make

        return photos_make.make(asked.dir, asked.limit)
    import photos_judge

    negatives = asked.negatives or (asked.cairn and asked.cairn.with_name("negatives-cairn.tsv"))
    return photos_judge.judge(asked.dir, asked.cairn, negatives)


if __name__ == "__main__":
    sys.exit(main())
