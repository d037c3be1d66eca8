"""Connects to a port on this machine."""
import socket

got = None
try:
    got = socket.create_connection(("127.0.0.1", PLANTED["port"]), timeout=1)
except OSError:
    pass
got
