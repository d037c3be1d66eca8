# status: failed
# problem: type
# mistake: count-compared


def matching_state(own, saved):
    state, skipped = {}, []
    for name, tensor in own.items():
        if name in saved and saved[name].numel() == tensor.numel():
            state[name] = saved[name]
        else:
            state[name] = tensor
            skipped.append(name)
    return state, skipped
