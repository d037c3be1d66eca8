# status: failed
# problem: dtype
# mistake: made-float


def yes_or_no(logits):
    return (logits > 0).float()
