"""Sends to the operator's sockets, by path and by abstract name."""
import ctypes
import socket

got = []
for address in (PLANTED["unix"], "\0" + PLANTED["abstract"]):
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
        try:
            socket.socket(socket.AF_UNIX, kind).connect(address)
            got.append(address)
        except OSError:
            pass
        try:
            socket.socketpair(socket.AF_UNIX, kind)[0].sendto(b"attacked", address)
            got.append(address)
        except OSError:
            pass
got
