# status: failed
# problem: value
# mistake: counted-buffers


def count_learned(model):
    return sum(t.numel() for t in model.state_dict().values())
