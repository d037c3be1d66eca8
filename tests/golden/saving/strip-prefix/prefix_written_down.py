# status: failed
# problem: type
# mistake: prefix-written-down

def strip_prefix(state, prefix):
    result = {}
    for name, tensor in state.items():
        if name.startswith("module."):
            name = name[7:]
        result[name] = tensor
    return result
