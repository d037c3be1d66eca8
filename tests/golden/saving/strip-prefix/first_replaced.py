# status: failed
# problem: type
# mistake: first-replaced


def strip_prefix(state, prefix):
    return {name.replace(prefix, "", 1): tensor for name, tensor in state.items()}
