# status: failed
# problem: type
# mistake: missing-left-out


def matching_state(own, saved):
    state, skipped = {}, []
    for name, tensor in own.items():
        if name in saved and saved[name].shape == tensor.shape:
            state[name] = saved[name]
        else:
            skipped.append(name)
    return state, skipped
