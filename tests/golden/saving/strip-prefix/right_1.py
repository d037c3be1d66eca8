# status: passed


def strip_prefix(state, prefix):
    result = {}
    for name, tensor in state.items():
        if name.startswith(prefix):
            name = name[len(prefix) :]
        result[name] = tensor
    return result
