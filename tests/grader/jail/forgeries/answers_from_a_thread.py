"""Lets a thread send an answer while its function is still at work, and then crashes."""

import ctypes
import sys
import threading
import time

import torch

probe, wire = sys.modules["probe"], sys.modules["inside.wire"]
frame = sys._getframe()
while "frame" not in frame.f_locals or not hasattr(frame.f_locals["frame"], "blobs"):
    frame = frame.f_back
question = frame.f_locals["frame"].blobs[1]


def send():
    answer = probe.answer(lambda x: torch.full((len(x),), 0.5), question)
    wire.write_all(3, wire.pack({"ending": "answered"}, (answer,)))


def row_means(x):
    threading.Thread(target=send).start()
    time.sleep(0.5)
    ctypes.string_at(0)
