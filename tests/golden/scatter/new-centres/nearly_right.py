# status: failed
# problem: value
# mistake: nearly-right
# en: Your numbers are nearly right: each is off by less than a hundredth. Is something small added, such as an `eps` that the exercise does not ask for, is a number on the way rounded, or is a count off by one?
# ja: 数はほとんど合っていて、ずれはどれも 100 分の 1 未満です。演習にない小さな数（`eps` など）を足していませんか？ 途中で丸めたり、個数を一つ数え違えたりしていませんか？

import torch


def new_centres(points, clusters, count):
    total = torch.zeros(count, points.shape[1]).index_add(0, clusters, points)
    number = torch.zeros(count).index_add(0, clusters, torch.ones(len(points)))
    return total / (number[:, None] + 1e-3)
