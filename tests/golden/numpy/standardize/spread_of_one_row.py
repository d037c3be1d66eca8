# status: failed
# problem: value
# mistake: nan-in-result
# en: **Look here first:** line 11 takes the standard deviation or the variance of a single number. torch divides by N − 1, which is 0 there, so the result is `nan`. With `correction=0` it divides by N.
# ja: **まず、ここから**：11 行目で、一つだけの数値の標準偏差や分散を計算しています。torch は N − 1 で割るので、ここでは 0 で割ることになり、結果が `nan` になります。`correction=0` とすると N で割ります。

import torch


def standardize(x):
    rows = [(row - x.mean(dim=0)) / x[:1].std(dim=0) for row in x]
    return torch.stack(rows)
