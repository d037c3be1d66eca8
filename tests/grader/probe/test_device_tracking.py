"""What the tracker of devices counts on `meta`, the stand-in for a GPU."""

import pytest
import torch

from grader.probe.device_tracking import track_devices

CPU = torch.arange(1.0, 4.0)
META = CPU.to("meta")
MASK = META > 0

MOVES = {
    "nothing moves on the CPU": (lambda: CPU.to("cpu").max().item(), (0, 0, 0)),
    "to the device": (lambda: CPU.to("meta"), (1, 0, 0)),
    "to the device in other words": (lambda: torch.zeros_like(META).copy_(CPU), (1, 0, 0)),
    "made there": (lambda: torch.ones(3, device="meta"), (0, 0, 0)),
    "there already": (lambda: META.to("meta"), (0, 0, 0)),
    "another dtype": (lambda: META.to(torch.float64), (0, 0, 0)),
    "back": (META.cpu, (0, 1, 0)),
    "back in place": (lambda: torch.zeros(3).copy_(META), (0, 1, 0)),
    "back as an array": (lambda: META.cpu().numpy(), (0, 1, 0)),
    "back as a list": (META.tolist, (0, 1, 0)),
    "there and back": (lambda: CPU.to("meta").to("cpu"), (1, 1, 0)),
    "item": (META[0].item, (0, 0, 1)),
    "float": (lambda: float(META.sum()), (0, 0, 1)),
    "int": (lambda: int(META[0]), (0, 0, 1)),
    "if": (lambda: bool(META[0] > 1), (0, 0, 1)),
    "max of Python": (lambda: max(META), (0, 0, 2)),
    "tensors in a list": (lambda: torch.tensor([META[0], [META[1]][0]]), (0, 0, 2)),
    "nonzero": (lambda: torch.nonzero(META), (0, 0, 1)),
    "a mask": (lambda: META[MASK], (0, 0, 1)),
    "masked_select": (lambda: META.masked_select(MASK), (0, 0, 1)),
    "equal": (lambda: torch.equal(META, META), (0, 0, 1)),
    "allclose": (lambda: torch.allclose(META, META), (0, 0, 1)),
    "an index is no mask": (lambda: META[torch.tensor([0, 1])], (0, 0, 0)),
    "printing the shape": (lambda: repr(META.shape), (0, 0, 0)),
}


@pytest.mark.parametrize("what", MOVES)
def test_transfers_in_either_direction_and_waiting_are_counted_apart(what):
    call, expected = MOVES[what]
    with track_devices(True, counts_moves=True) as tracker:
        call()
    assert tuple(tracker.moves.values()) == expected


def test_what_waits_for_a_gpu_returns_what_all_zeros_would_give():
    with track_devices(True, counts_moves=True):
        assert META[1].item() == 0.0
        assert int(META[1]) == 0
        assert META.tolist() == [0.0, 0.0, 0.0]
        assert torch.nonzero(META).shape == (0, 1)
        assert torch.stack([META, META])[torch.stack([MASK, MASK])].shape == (0,)
        assert torch.stack([META, META])[MASK[:2]].shape == (0, 3)
        assert torch.equal(torch.tensor([META[0], META[1]]), torch.zeros(2))


def test_afterwards_torch_is_as_it_was():
    with track_devices(True, counts_moves=True):
        torch.tensor([META[0]])
    with pytest.raises(RuntimeError, match="meta"):
        META[0].item()
    with pytest.raises(RuntimeError, match="meta"):
        torch.tensor([META[0], META[1]])


def test_where_no_moves_are_counted_a_value_of_the_device_is_an_error():
    with track_devices(True), pytest.raises(RuntimeError, match="meta"):
        META[0].item()
