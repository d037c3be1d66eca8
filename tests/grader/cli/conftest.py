from tests.support.called_command import call

__all__ = ["call"]
