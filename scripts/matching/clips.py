"""Entry: `make DIR` writes the corpus, `judge DIR cairn.tsv` measures what was found in it."""

import argparse
import pathlib
import sys


def main():
    parser = argparse.ArgumentParser(prog="clips", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    make = commands.add_parser("make", help="write originals, variants and the truth about them")
    make.add_argument("dir", type=pathlib.Path)
    make.add_argument("--limit", type=int, help="only the first N sources (to try things out)")
    judge = commands.add_parser("judge", help="recall, intervals and false matches beside vPDQ, as Markdown")
    judge.add_argument("dir", type=pathlib.Path)
    judge.add_argument("cairn", type=pathlib.Path, nargs="?", help="without it only vPDQ is measured")
    asked = parser.parse_args()
    if asked.command == "make":
        import clips_make

        return clips_make.make(asked.dir, asked.limit)
    import clips_judge

    return clips_judge.judge(asked.dir, asked.cairn)


if __name__ == "__main__":
    sys.exit(main())
