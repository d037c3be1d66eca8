# status: passed


def roulette(weights, u):
    ends = weights.cumsum(0)
    return (u[:, None] * weights.sum() >= ends).sum(1)
