# status: failed
# problem: type
# mistake: one-letter-too-many

def strip_prefix(state, prefix):
    result = {}
    for name, tensor in state.items():
        if name.startswith(prefix):
            name = name[len(prefix) + 1:]
        result[name] = tensor
    return result
