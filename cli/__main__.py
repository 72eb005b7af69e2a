"""`./tessera`, or `python -m cli`: the command of campaign managers. One file a command, in `cli/commands/`."""

import os
import sys
from importlib import import_module
from pathlib import Path

import click

from chalicelib import __version__
from cli.ending import FAULT

_WAY = (
    *("init", "new", "lint", "test", "odds", "rules", "simulate", "diff"),
    *("submit", "show", "approve", "publish", "schedule", "unschedule", "status"),
)
"""The commands in the order in which a campaign meets them; the others follow by name."""


class Commands(click.Group):
    """Finds a command in the file of its name and loads no other: what it needs is slow to load."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        files = (Path(__file__).parent / "commands").glob("[a-z]*.py")
        return sorted(
            (file.stem.replace("_", "-") for file in files), key=lambda name: (name not in _WAY, _place(name), name)
        )

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        file = cmd_name.replace("-", "_")
        command: click.Command = getattr(import_module(f"cli.commands.{file}"), file)
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__)
def tessera() -> None:
    """From an idea to a live, proven campaign, with one file.

    \b
    ./tessera new                     write a campaign from a template
    ./tessera test campaigns/NAME     play its scenarios
    ./tessera submit campaigns/NAME   hand it in
    ./tessera status                  see what is live

    Exit codes: 0 done; 1 something was found (errors, failed scenarios, adverse changes); 2 called in a way that it
    does not know; 3 refused by the server; 4 no answer, try again; 70 a fault of the command itself.

    The guide is docs/campaign-managers.md; the language of the file is docs/campaign-file.md.
    """


def main() -> None:
    """Run, and turn what nobody foresaw into one line."""
    try:
        tessera(prog_name="tessera")
    except Exception as fault:
        if "TESSERA_TRACE" in os.environ:
            raise
        print(
            f"tessera: this is a fault of the command, not of yours: {type(fault).__name__}: {fault}\n"
            "Please report it with what TESSERA_TRACE=1 shows.",
            file=sys.stderr,
        )
        sys.exit(FAULT)


def _place(name: str) -> int:
    return _WAY.index(name) if name in _WAY else 0


if __name__ == "__main__":
    main()
