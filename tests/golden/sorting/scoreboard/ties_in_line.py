# status: failed
# problem: value
# mistake: ties-in-line


def scoreboard(scores):
    return scores.argsort(descending=True, stable=True).argsort() + 1
