"""Leaves a mark for the next task: in modules, in the scratch directory, in torch's state."""
import builtins
import os

import torch

got = [name for name in ("attacked",) if hasattr(builtins, name) or hasattr(torch, name)]
got += os.listdir(".")
builtins.attacked = torch.attacked = True
open("attacked", "w").close()
torch.set_default_dtype(torch.float64)
got
