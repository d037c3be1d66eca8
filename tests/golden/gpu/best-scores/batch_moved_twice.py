# status: failed
# problem: transfers
# en: The values are right. Transfers between the CPU and the device: **8**, where 5 are enough. What is moved again although it is there already?
# ja: 値は合っています。ただ、CPU とデバイスのあいだの転送が **8** 回あり、5 回で足ります。もうそこにあるのに、また運んでいるものはないでしょうか？

import torch


def best_scores(batches, weight, device):
    weight = weight.to(device)
    best = []
    for batch in batches:
        shape = batch.to(device).shape
        scores = batch.to(device) @ weight
        best.append(scores.reshape(shape[0]).max())
    return torch.stack(best).cpu()
