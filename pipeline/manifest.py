"""What the published folder was made from: one JSON file beside the datasets, written last."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from pipeline.files import write_atomically
from pipeline.sources import Source
from pipeline.summary import Summary

_NAME = "_manifest.json"
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """A source as it was when it was last read, and the figures of its result."""

    size: int
    modified_ns: int
    digest: str | None
    key: str
    summary: Summary


@dataclass(frozen=True, slots=True)
class Manifest:
    """The state of a published folder; `partitions` maps each file to the digest of its members.

    `corrections` is the mark of the folder of corrections, `notices` what was to be told about it.
    """

    stamp: str = ""
    is_publishing: bool = False
    sources: Mapping[str, SourceEntry] = field(default_factory=dict)
    partitions: Mapping[str, str] = field(default_factory=dict)
    corrections: str = ""
    notices: Sequence[str] = ()


def load_manifest(out: Path) -> Manifest:
    """Return the manifest of a folder, an empty one when there is none or it is damaged or of another format."""
    try:
        content = json.loads((out / _NAME).read_text(encoding="utf-8"))
        if content.pop("format") != _FORMAT:
            return Manifest()
        sources = {path: _entry(entry) for path, entry in content.pop("sources").items()}
        return Manifest(sources=sources, **content)
    except (FileNotFoundError, NotADirectoryError, ValueError, KeyError, TypeError):
        return Manifest()


def write_manifest(out: Path, manifest: Manifest) -> None:
    """Write the manifest, whole or not at all."""
    content = {"format": _FORMAT, **asdict(manifest)}
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    write_atomically(out / _NAME, text.encode())


def is_same_file(entry: SourceEntry | None, source: Source) -> bool:
    """Whether a source looks as it did when it was read: same size, same time of change."""
    return entry is not None and (entry.size, entry.modified_ns) == (source.size, source.modified_ns)


def _entry(content: dict[str, Any]) -> SourceEntry:
    summary = Summary(**content.pop("summary"))
    known = {item.name for item in fields(SourceEntry)}
    return SourceEntry(summary=summary, **{name: value for name, value in content.items() if name in known})
