# status: passed

import torch


def gram(x, device):
    try:
        x = x.to("cuda" if device == "cuda" else device)
    except RuntimeError:
        x = x.to("cpu")
    return (x @ x.T).to("cpu")
