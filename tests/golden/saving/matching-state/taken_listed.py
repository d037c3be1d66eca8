# status: failed
# problem: type
# mistake: taken-listed


def matching_state(own, saved):
    state, taken = {}, []
    for name, tensor in own.items():
        if name in saved and saved[name].shape == tensor.shape:
            state[name] = saved[name]
            taken.append(name)
        else:
            state[name] = tensor
    return state, taken
