# status: passed


def strip_prefix(state, prefix):
    return {
        name.split(prefix, 1)[1] if name.startswith(prefix) else name: state[name] for name in state
    }
