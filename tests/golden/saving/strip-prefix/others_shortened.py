# status: failed
# problem: type
# mistake: others-shortened


def strip_prefix(state, prefix):
    return {name[len(prefix) :]: tensor for name, tensor in state.items()}
