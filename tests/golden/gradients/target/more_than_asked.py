# status: failed
# problem: type
# mistake: more-than-asked

import torch
def target(t):
    fixed = t.detach()
    return fixed, fixed.data_ptr() == t.data_ptr()
