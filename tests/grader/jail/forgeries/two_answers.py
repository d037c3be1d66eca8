"""Sends several wrong answers and half a frame, so that one may be taken for something else."""

import os
import sys

probe, framing = sys.modules["probe"], sys.modules["inside.framing"]
frame = sys._getframe()
while "frame" not in frame.f_locals or not hasattr(frame.f_locals["frame"], "blobs"):
    frame = frame.f_back
question = frame.f_locals["frame"].blobs[1]
answers = [probe.answer(lambda x, n=n: x.sum(1) * n, question) for n in (0.0, 1.0, 2.0)]
frames = [framing.pack({"ending": "answered"}, (answer,)) for answer in answers]
os.write(3, b"".join(frames) + frames[0][:40])
os._exit(0)
