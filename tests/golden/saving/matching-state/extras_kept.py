# status: failed
# problem: type
# mistake: extras-kept


def matching_state(own, saved):
    state = dict(own)
    for name, tensor in saved.items():
        if name not in own or own[name].shape == tensor.shape:
            state[name] = tensor
    skipped = [n for n in own if n not in saved or saved[n].shape != own[n].shape]
    return state, skipped
