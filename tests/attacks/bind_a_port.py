"""Listens, to be reached from outside."""
import asyncio
import socket

got = []
for family, address in ((socket.AF_INET, ("0.0.0.0", 0)), (socket.AF_UNIX, "\0attacked")):
    try:
        listener = socket.socket(family)
        listener.bind(address)
        listener.listen()
        got.append(address)
    except OSError:
        pass
got
