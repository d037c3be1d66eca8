# status: failed
# problem: value
# mistake: half-as-threshold


def yes_or_no(logits):
    return (logits > 0.5).long()
