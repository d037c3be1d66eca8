"""Does everything that is slow the first time once in the fork server, on one thread.

If the fork server ever ran an operation on several threads, every child would hang, because a fork
copies only one of them. If it ever initialized the driver of a GPU, no child could: the first
gradient does, because torch then counts the devices and starts a thread for each.
"""

from __future__ import annotations

import asyncio  # noqa: F401 - loaded here so that no child has to
import collections  # noqa: F401
import dataclasses  # noqa: F401
import io
import os
import site
import warnings
from types import ModuleType


def load_torch() -> None:
    """Import torch, for use on one thread and without a compiler."""
    site.setquit()
    site.sethelper()
    import torch

    from . import block_compile

    torch.set_num_threads(1)
    torch.set_num_interop_threads(1)
    block_compile.block_compiler()
    _spare_distributed_tensors()


def _spare_distributed_tensors() -> None:
    """Let torch.testing compare tensors without importing those distributed over machines.

    That import takes two thirds as long as torch itself, and there is no other machine here.
    """
    import torch

    torch.testing._comparison._HAS_DTENSOR = False


def use_torch_once(*, gradients: bool) -> None:
    """Use torch in all the ways that lessons do. Exceptions propagate.

    `gradients` are computed too; not in the fork server of a device.
    """
    import numpy as np
    import safetensors.torch
    import torch

    _use_layers(train=gradients)
    pair = {"a": torch.ones(2, 3), "b": torch.zeros(2, dtype=torch.int64)}
    safetensors.torch.load(safetensors.torch.save(pair))
    file = io.BytesIO()
    torch.save(pair, file)
    file.seek(0)
    torch.load(file)
    repr(torch.randn(20, 20))
    torch.from_numpy(np.ones((2, 2), dtype=np.float32)).mean(dim=1).tolist()
    torch.einsum("ij,jk->ik", torch.ones(2, 3), torch.ones(3, 2)).numpy().tobytes()
    torch.testing.assert_close(torch.ones(2), torch.ones(2))


def _use_layers(*, train: bool) -> None:
    import torch
    from torch import nn
    from torch.utils.data import DataLoader, TensorDataset

    model = nn.Sequential(
        nn.Conv2d(1, 2, 3), nn.ReLU(), nn.BatchNorm2d(2), nn.Flatten(), nn.Linear(8, 3)
    )
    images, labels = torch.randn(4, 1, 4, 4), torch.tensor([0, 1, 2, 0])
    for make in (torch.optim.SGD, torch.optim.Adam, torch.optim.AdamW):
        optimizer = make(model.parameters(), lr=0.1)
        for batch, target in DataLoader(TensorDataset(images, labels), batch_size=2, shuffle=True):
            loss = nn.functional.cross_entropy(model(batch), target)
            optimizer.zero_grad()
            if train:
                loss.backward()  # type: ignore[no-untyped-call]
                optimizer.step()
    with torch.no_grad():
        model.eval()(images).argmax(dim=1)


def plot_once() -> None:
    """Draw a figure, if matplotlib is installed, which looks for the fonts of this machine."""
    try:
        os.environ["MPLBACKEND"] = "Agg"
        import matplotlib
    except ImportError:
        return
    from matplotlib import font_manager, pyplot

    matplotlib.use("Agg")
    _add_japanese_font(matplotlib, font_manager)
    pyplot.plot([1.0, 2.0], [3.0, 4.0], label="warm")
    pyplot.title("warm")
    pyplot.legend()
    pyplot.savefig(io.BytesIO(), format="png", bbox_inches="tight")
    pyplot.close("all")
    # Cached fonts have open files, which children close. Matplotlib clears the cache after a fork
    # by a hook that bare_fork does not run.
    font_manager._get_font.cache_clear()  # type: ignore[attr-defined]
    # Open figures are returned at the end of a cell, so plt.show() needs no warning.
    warnings.filterwarnings("ignore", message=".*FigureCanvasAgg is non-interactive.*")


def _add_japanese_font(matplotlib: ModuleType, font_manager: ModuleType) -> None:
    """Let figures take letters that matplotlib's own font lacks from Noto Sans JP, if installed."""
    try:
        from pylopdf_fonts_jp import sans_path
    except ImportError:
        return
    path = sans_path()
    font_manager.fontManager.addfont(path)
    name = font_manager.FontProperties(fname=path).get_name()
    matplotlib.rcParams["font.family"] = [*matplotlib.rcParams["font.sans-serif"][:1], name]
