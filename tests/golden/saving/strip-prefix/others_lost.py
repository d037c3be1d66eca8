# status: failed
# problem: type
# mistake: others-lost


def strip_prefix(state, prefix):
    return {
        name[len(prefix) :]: tensor for name, tensor in state.items() if name.startswith(prefix)
    }
