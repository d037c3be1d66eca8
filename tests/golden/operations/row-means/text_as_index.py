# status: error
# error: text-index
# en: `result` is a list: its items are found by their position, a number that counts from 0. Only a dict is asked by text, as in `d["row"]`.
# ja: `result` はリストなので、要素は 0 から数えた位置の番号で取り出します。`d["row"]` のように文字列で取り出せるのは、辞書だけです。

import torch


def row_means(x):
    result = []
    for row in x:
        result["row"] = row.mean()
    return result
