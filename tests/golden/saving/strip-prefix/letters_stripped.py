# status: failed
# problem: type
# mistake: letters-stripped


def strip_prefix(state, prefix):
    return {name.lstrip(prefix): tensor for name, tensor in state.items()}
