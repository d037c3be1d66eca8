# status: passed


def matching_state(own, saved):
    state = dict(own)
    skipped = []
    for name in own:
        found = saved.get(name)
        if found is None or found.size() != own[name].size():
            skipped.append(name)
        else:
            state[name] = found
    return state, skipped
