"""How a command ends when it does not end well: a line for people, and an exit code for scripts."""

from click import ClickException

DONE = 0
"""All is well."""

FOUND = 1
"""Something was found: an error in a file, a scenario that fails, an adverse change, a draw that is not as it says, a
line that was not taken."""

USAGE = 2
"""The command was called in a way that it does not know."""

REFUSED = 3
"""The server understood, and said no."""

UNREACHABLE = 4
"""The server did not answer, or is not ready: the same command may work later."""

FAULT = 70
"""The command itself is broken."""


class Failed(ClickException):
    """The command can't do with these files what it was asked for."""

    exit_code = FOUND


class Refused(ClickException):
    """The server's refusal, with what it says to do next."""

    exit_code = REFUSED

    def __init__(self, message: str, code: str = "") -> None:
        """code: of the refusal."""
        super().__init__(message)
        self.code = code


class Unreachable(ClickException):
    """No answer."""

    exit_code = UNREACHABLE
