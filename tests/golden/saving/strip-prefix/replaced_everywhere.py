# status: failed
# problem: type
# mistake: replaced-everywhere


def strip_prefix(state, prefix):
    return {name.replace(prefix, ""): tensor for name, tensor in state.items()}
