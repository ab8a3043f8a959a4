"""Make documents from the truths of `tests/truth`: `python -m tests.make_documents OUT --kinds pdf,scan`."""

import argparse
import sys
from pathlib import Path

from tests.making.files import load_truths
from tests.making.kinds import DEFAULT_PRESETS, KINDS, make_files

_DEFAULT_KINDS = "txt,html,docx,xlsx,pdf,scan"


def main(arguments: list[str] | None = None) -> int:
    """Write the documents and say what was written."""
    options = _parser().parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    for truth in load_truths(_names(options.truth)):
        for name, content in make_files(truth, _names(options.kinds), _names(options.preset)):
            (options.out / name).write_bytes(content)
            sys.stdout.write(f"{name}\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.make_documents", description=__doc__)
    parser.add_argument("out", type=Path, help="folder to write to")
    parser.add_argument("--kinds", default=_DEFAULT_KINDS, help=f"of {', '.join(KINDS)}; default {_DEFAULT_KINDS}")
    parser.add_argument("--truth", default="", help="names of truths, separated by commas; default all")
    parser.add_argument("--preset", default=",".join(DEFAULT_PRESETS), help="presets of the kinds scan and tiff")
    return parser


def _names(text: str) -> tuple[str, ...]:
    return tuple(name for name in text.split(",") if name)


if __name__ == "__main__":
    sys.exit(main())
