# status: failed
# problem: type
# mistake: cut-at-the-first-dot

def strip_prefix(state, prefix):
    result = {}
    for name, tensor in state.items():
        if name.startswith(prefix):
            result[name.split(".", 1)[1]] = tensor
        else:
            result[name] = tensor
    return result
