# status: failed
# problem: value
# mistake: no-place-left-out


def scoreboard(scores):
    values, group = scores.unique(return_inverse=True)
    return len(values) - group
