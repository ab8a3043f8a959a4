"""What the published folder was made from: one JSON file beside the datasets, written last."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from pipeline.sources import Source
from pipeline.storage.folder import Folder
from pipeline.summary import Summary

NAME = "_manifest.json"
# There while files are being replaced; a run killed at that moment leaves it behind, and no file is trusted.
PUBLISHING = ".publishing"
_FORMAT = 2


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

    `engine` is the stamp of what recognised pages, empty where no page was; `seconds` are those of the stages of the
    run that wrote it.
    `corrections` is the mark of the folder of corrections, `notices` what was to be told about it.
    """

    stamp: str = ""
    is_publishing: bool = False
    sources: Mapping[str, SourceEntry] = field(default_factory=dict)
    partitions: Mapping[str, str] = field(default_factory=dict)
    corrections: str = ""
    notices: Sequence[str] = ()
    seconds: Mapping[str, float] = field(default_factory=dict)
    engine: str = ""

    @property
    def years(self) -> Mapping[str, int | None]:
        """The year under which each source is published."""
        return {path: entry.summary.year for path, entry in self.sources.items()}


def load_manifest(out: Folder) -> Manifest:
    """Return the manifest of a folder, an empty one when there is none or it is damaged or of another format."""
    try:
        content = json.loads(out.read(NAME) or b"")
        if content.pop("format") != _FORMAT:
            return Manifest()
        sources = {path: _entry(entry) for path, entry in content.pop("sources").items()}
        return Manifest(sources=sources, is_publishing=out.has(PUBLISHING), **content)
    except (ValueError, KeyError, TypeError, AttributeError):
        return Manifest()


def manifest_json(manifest: Manifest) -> bytes:
    """Return the manifest as the file that `load_manifest` reads."""
    content = {"format": _FORMAT, **_plain(manifest)}
    del content["is_publishing"]
    # In one line: Python's own encoder, which indents, takes ten times as long over many sources.
    return json.dumps(content, default=_plain, ensure_ascii=False, sort_keys=True).encode()


def is_same_file(entry: SourceEntry | None, source: Source) -> bool:
    """Whether a source looks as it did when it was read: same size, same time of change."""
    return entry is not None and (entry.size, entry.modified_ns) == (source.size, source.modified_ns)


def _plain(value: Any) -> dict[str, Any]:
    return {item.name: getattr(value, item.name) for item in fields(value)}


def _entry(content: dict[str, Any]) -> SourceEntry:
    summary = Summary(**content.pop("summary"))
    known = {item.name for item in fields(SourceEntry)}
    return SourceEntry(summary=summary, **{name: value for name, value in content.items() if name in known})
