"""Every limit and sandbox layer that can end a task has its own message, in both languages."""

import pytest

from grader.jail import Reason
from grader.protocol import Status
from tests.support.built_in import strict_translations

STATUSES = {
    Status.TIMEOUT: {Reason.WALL, Reason.CPU},
    Status.OUT_OF_MEMORY: {Reason.MEMORY},
    Status.OUTPUT_LIMIT: {Reason.OUTPUT, Reason.ANSWER},
}
THE_STATUS_SAYS_IT = {Reason.MEMORY, Reason.OUTPUT, Reason.SYSTEM}


def status_of(reason: Reason) -> Status:
    found = [status for status, reasons in STATUSES.items() if reason in reasons]
    return found[0] if found else Status.REFUSED


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("reason", Reason)
def test_an_end_has_words_for_its_reason(language: str, reason: Reason) -> None:
    translations = strict_translations()
    status = status_of(reason)
    key = f"ended-{status}" if reason in THE_STATUS_SAYS_IT else f"ended-{status}-{reason}"
    assert len(translations.format(language, key, {})) > 20


@pytest.mark.parametrize("language", ["ja", "en"])
def test_no_two_reasons_have_the_same_words(language: str) -> None:
    translations = strict_translations()
    messages = [
        translations.format(language, f"ended-{status_of(reason)}-{reason}", {})
        for reason in Reason
        if reason not in THE_STATUS_SAYS_IT | {Reason.SUBPROCESS}  # a process, to a learner
    ]
    assert len(set(messages)) == len(messages)
