# status: failed
# problem: value
# mistake: nothing-taken

def matching_state(own, saved):
    state, skipped = {}, []
    for name, tensor in own.items():
        state[name] = tensor
        if name not in saved or saved[name].shape != tensor.shape:
            skipped.append(name)
    return state, skipped
