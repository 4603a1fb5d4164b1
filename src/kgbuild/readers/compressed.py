"""The bytes of a file, unpacked on the way: plain, gzip or bzip2, of one stream or of many, in flat memory."""

from __future__ import annotations

import bz2
import zlib
from typing import TYPE_CHECKING

from kgbuild.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Protocol

    class Readable(Protocol):
        """What can be read from its start to its end."""

        def read(self, size: int, /) -> bytes:
            """Return at most so many bytes, none at the end."""

    class _Unpacker(Protocol):
        @property
        def eof(self) -> bool: ...
        @property
        def unused_data(self) -> bytes: ...

        def decompress(self, data: bytes, max_length: int = ..., /) -> bytes: ...


CHUNK = 1 << 16
MAX_RATIO = 500
"""More than this a text never shrinks; dumps shrink to a fifth or a twentieth."""
_GRACE = 1 << 24  # bytes unpacked before the ratio is looked at

_GZIP, _BZIP2 = b"\x1f\x8b", b"BZh"
_LONGEST = 4


def chunks(file: Readable, name: str) -> Iterator[bytes]:
    """Yield what a file holds in pieces of at most CHUNK bytes.

    Raises ReadError, after all that could be unpacked, for a stream that is cut or garbled, for what follows the last
    stream and is none, and for a file that unpacks to more than MAX_RATIO of its size.
    """
    head = file.read(_LONGEST)
    if head.startswith(_BZIP2):
        yield from _Streams(file, name, bz2.BZ2Decompressor, _BZIP2).chunks(head)
    elif head.startswith(_GZIP):
        yield from _Streams(file, name, _Gzip, _GZIP).chunks(head)
    else:
        while head:
            yield head
            head = file.read(CHUNK)


class _Gzip:
    """One member of a gzip file, with the interface of ``bz2.BZ2Decompressor``."""

    def __init__(self) -> None:
        self._object = zlib.decompressobj(wbits=31)

    @property
    def eof(self) -> bool:
        return self._object.eof

    @property
    def unused_data(self) -> bytes:
        return self._object.unused_data

    def decompress(self, data: bytes, max_length: int = 0, /) -> bytes:
        return self._object.decompress(self._object.unconsumed_tail + data, max_length)


class _Streams:
    """Streams one behind the other, as bzip2 of several processors and multistream dumps have them."""

    def __init__(self, file: Readable, name: str, unpacker: Callable[[], _Unpacker], magic: bytes) -> None:
        self._file, self._name, self._new, self._magic = file, name, unpacker, magic
        self._read = self._made = 0

    def chunks(self, head: bytes) -> Iterator[bytes]:
        self._read = len(head)
        data = head
        while data:
            unpacker = self._new()
            yield from self._stream(unpacker, data)
            data = unpacker.unused_data
            while len(data) < _LONGEST and (more := self._more()):
                data += more
            if data and not data.startswith(self._magic):
                if not data.strip(b"\0"):
                    return  # padding of tapes and block devices
                raise self._error("what follows the compressed stream is none")

    def _stream(self, unpacker: _Unpacker, data: bytes) -> Iterator[bytes]:
        while not unpacker.eof:
            try:
                made = unpacker.decompress(data, CHUNK)
            except (OSError, EOFError, zlib.error) as error:
                raise self._error(f"the compressed stream is garbled ({error})") from None
            data = b""
            if made:
                self._made += len(made)
                if self._made > _GRACE and self._made > MAX_RATIO * self._read:
                    raise self._error(f"unpacks to more than {MAX_RATIO} times its size", "is it a decompression bomb?")
                yield made
            elif not unpacker.eof:
                data = self._more()
                if not data:
                    raise self._error("the compressed stream ends early", "the file may be cut off")

    def _more(self) -> bytes:
        data = self._file.read(CHUNK)
        self._read += len(data)
        return data

    def _error(self, message: str, hint: str = "") -> ReadError:
        return ReadError(f"{message}, at byte {self._read} or shortly before", place=self._name, hint=hint)
