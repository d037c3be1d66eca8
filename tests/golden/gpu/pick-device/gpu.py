# status: error
# error: unknown-device
# en: `gpu` is no device that torch knows. The usual ones are "cpu" and "cuda".
# ja: `gpu` というデバイスは torch にありません。よく使うのは "cpu" と "cuda" です。

import torch


def pick_device():
    return torch.device("gpu" if torch.cuda.is_available() else "cpu")
