import threading
import time

import torch


def running_sums(x):
    results = {}

    def work(start):
        total, sums = 0, []
        for value in x[start : start + 15_000]:
            total = total + value
            sums.append(total)
        results[start] = torch.stack(sums)

    threads = [threading.Thread(target=work, args=(s,)) for s in range(0, len(x), 15_000)]
    for each in threads:
        each.start()
    for each in threads:
        while each.is_alive():
            time.sleep(0.01)
    parts, before = [], 0
    for start in sorted(results):
        parts.append(results[start] + before)
        before = parts[-1][-1]
    return torch.cat(parts)
