"""Compound files ([MS-CFB], version 3): streams in sectors of 512 bytes, padded so as to need no mini FAT."""

import struct

_SECTOR = 512
_LEAST = 4096
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_NONE = 0xFFFFFFFF
_ENTRIES = _SECTOR // 4


def make_compound(streams: dict[str, bytes]) -> bytes:
    """A compound file with these streams in its root, up to some 6 MB."""
    padded = {name: content.ljust(_LEAST, b"\0") for name, content in streams.items()}
    sectors: list[bytes] = []
    chain: list[int] = []
    starts = {}
    for name, content in padded.items():
        starts[name] = _append(content, sectors, chain)
    folder = _append(_directory(padded, starts), sectors, chain)
    fat_count = 1
    while fat_count * _ENTRIES < len(chain) + fat_count:
        fat_count += 1
    first = len(chain)
    chain += [_FAT] * fat_count
    chain += [_FREE] * (fat_count * _ENTRIES - len(chain))
    fat = struct.pack(f"<{len(chain)}I", *chain)
    return _header(fat_count, first, folder) + b"".join(sectors) + fat


def _append(content: bytes, sectors: list[bytes], chain: list[int]) -> int:
    start = len(chain)
    count = -(-len(content) // _SECTOR)
    sectors += [content[at * _SECTOR : (at + 1) * _SECTOR].ljust(_SECTOR, b"\0") for at in range(count)]
    chain += [*range(start + 1, start + count), _END]
    return start


def _directory(streams: dict[str, bytes], starts: dict[str, int]) -> bytes:
    """The root and its streams, hung one right of the other in the order that the format asks for."""
    names = sorted(streams, key=lambda name: (len(name), name.upper()))
    entries = [_entry("Root Entry", 5, _NONE, 1 if names else _NONE, (_END, 0))]
    for place, name in enumerate(names, start=1):
        right = place + 1 if place < len(names) else _NONE
        entries.append(_entry(name, 2, right, _NONE, (starts[name], len(streams[name]))))
    return b"".join(entries)


def _entry(name: str, kind: int, right: int, child: int, place: tuple[int, int]) -> bytes:
    letters = (name + "\0").encode("utf-16-le")
    start, size = place
    return struct.pack(
        "<64sHBBIII16sIQQIQ", letters, len(letters), kind, 1, _NONE, right, child, bytes(16), 0, 0, 0, start, size
    )


def _header(fat_count: int, first_fat: int, folder: int) -> bytes:
    places = [first_fat + at if at < fat_count else _FREE for at in range(109)]
    return struct.pack(
        "<8s16sHHHHH6sIIIIIIIII109I",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes(16), 0x3E, 3, 0xFFFE, 9, 6, bytes(6), 0, fat_count, folder, 0,
        _LEAST, _END, 0, _END, 0, *places,
    )  # fmt: skip
