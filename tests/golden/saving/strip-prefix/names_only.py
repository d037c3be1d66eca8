# status: failed
# problem: type
# mistake: names-only

def strip_prefix(state, prefix):
    return [name.removeprefix(prefix) for name in state]
