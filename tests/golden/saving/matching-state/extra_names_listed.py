# status: failed
# problem: type
# mistake: extra-names-listed

def matching_state(own, saved):
    state, skipped = {}, []
    for name, tensor in own.items():
        if name in saved and saved[name].shape == tensor.shape:
            state[name] = saved[name]
        else:
            state[name] = tensor
    for name in saved:
        if name not in own:
            skipped.append(name)
    return state, skipped
