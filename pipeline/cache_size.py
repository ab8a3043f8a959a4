"""The cache kept within its size: what was used longest ago goes first, what is published now stays."""

from collections.abc import Collection

from pipeline.cache import ResultCache
from pipeline.storage.local import LocalFolder


def shrink(cache: ResultCache, in_use: Collection[str], most: int) -> int:
    """Take entries away until the cache holds at most so many bytes, and return how many bytes went.

    Results under the keys in use stay, for publishing a year needs all of its documents; pages are needed only when
    the code changes. A cache behind an address is left to the rules of its storage.
    """
    folder = cache.folder
    if not most or not isinstance(folder, LocalFolder):
        return 0
    kept = {cache.name(key) for key in in_use}
    entries = sorted(folder.entries(), key=lambda entry: (entry.version, entry.name))
    surplus = sum(entry.size for entry in entries) - most
    gone = 0
    for entry in entries:
        if gone >= surplus:
            break
        if entry.name not in kept:
            folder.remove(entry.name)
            gone += entry.size
    return gone
