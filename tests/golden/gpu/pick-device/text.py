# status: failed
# problem: type
# en: The type of the result is `str`, but `torch.device` is asked for. Which call turns one into the other?
# ja: 結果の型が `str` です。演習で求められているのは `torch.device` です。どの呼び出しで変換できますか？

import torch


def pick_device():
    return "cuda" if torch.cuda.is_available() else "cpu"
