# status: failed
# problem: value
# mistake: lowest-score-wins


def scoreboard(scores):
    return 1 + (scores < scores[:, None]).sum(1)
