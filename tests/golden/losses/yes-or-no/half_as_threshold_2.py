# status: failed
# problem: dtype
# mistake: half-as-threshold


def yes_or_no(logits):
    return (logits > 0.5).float()
