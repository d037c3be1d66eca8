# status: failed
# problem: value
# mistake: all-equally-likely


def roulette(weights, u):
    return (u * len(weights)).long()
