# status: failed
# problem: type
# mistake: shape-unchecked


def matching_state(own, saved):
    state, skipped = {}, []
    for name, tensor in own.items():
        if name in saved:
            state[name] = saved[name]
        else:
            state[name] = tensor
            skipped.append(name)
    return state, skipped
