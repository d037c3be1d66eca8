"""Calls the fork server's own functions: fork, channel, cleaning up."""
import inside.syscalls
import inside.scratch
import inside.template

got = []
for attempt in (
    inside.syscalls.bare_fork,
    lambda: inside.scratch.empty("/"),
    lambda: inside.template.Channel(3).send({"ready": True}),
    lambda: inside.syscalls.keep_only_capabilities(21),
    lambda: inside.syscalls.prctl(inside.syscalls.PR_SET_DUMPABLE, 1),
):
    try:
        got.append(attempt() or "done")
    except (OSError, EOFError, TypeError):
        pass
got
