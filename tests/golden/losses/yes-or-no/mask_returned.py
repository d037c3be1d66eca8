# status: failed
# problem: dtype
# mistake: mask-returned


def yes_or_no(logits):
    return logits > 0
