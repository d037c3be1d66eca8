"""Calls the fork server's own functions: fork, channel, cleaning up."""
import inside.kernel
import inside.scratch
import inside.template

got = []
for attempt in (
    inside.kernel.bare_fork,
    lambda: inside.scratch.empty("/"),
    lambda: inside.template.Channel(3).say({"ready": True}),
    lambda: inside.kernel.keep_only_capabilities(21),
    lambda: inside.kernel.prctl(inside.kernel.PR_SET_DUMPABLE, 1),
):
    try:
        got.append(attempt() or "done")
    except (OSError, EOFError, TypeError):
        pass
got
