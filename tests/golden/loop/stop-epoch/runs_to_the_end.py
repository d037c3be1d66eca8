# status: failed
# problem: value
# mistake: runs-to-the-end


def stop_epoch(losses, patience):
    return len(losses) - 1
