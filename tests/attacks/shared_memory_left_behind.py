"""Leaves shared memory, semaphores and message queues that outlive it."""
import ctypes
from multiprocessing import shared_memory

libc = ctypes.CDLL(None)
got = []
try:
    got.append(shared_memory.SharedMemory("attacked", create=True, size=4096).name)
except OSError:
    pass
if libc.shmget(4711, 4096, 0o1666) >= 0:
    got.append("shm")
if libc.semget(4711, 1, 0o1666) >= 0:
    got.append("sem")
if libc.msgget(4711, 0o1666) >= 0:
    got.append("msg")
librt = ctypes.CDLL("librt.so.1")
if librt.mq_open(b"/attacked", 0o102, 0o600, None) >= 0:
    got.append("mq")
got
