"""Announces a head of four gigabytes."""
import os

ENDING = {"output-limit"}
os.write(3, b"TSJ1" + b"\xff" * 12 + b"{" * 65536)
os._exit(0)
