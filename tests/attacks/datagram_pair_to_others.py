"""Reaches others' datagram sockets from one end of a socket pair."""
import ctypes
import socket

got = []
try:
    ours, _ = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    for address in (PLANTED["unix-datagram"], "\0" + PLANTED["abstract"]):
        ours.sendto(b"attacked", address)
        got.append(address)
except OSError:
    pass
try:
    ours, _ = socket.socketpair()
    ours.sendmsg([b"attacked"], [], 0, PLANTED["unix-datagram"])
    got.append("sendmsg")
except OSError:
    pass
got
