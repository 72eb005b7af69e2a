"""A mutation: one small mistake that could be made in the code, and the tests that have to notice it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[3]


class NoLongerApplies(Exception):
    """The text that the mutation replaces is not in its file, or is there more than once: choose another."""


class Mutation(NamedTuple):
    """file: from the root · old: text that stands there exactly once · new: what stands there instead · why: what it
    would do to a member or a brand · tests: what has to fail, as pytest takes it, separated by spaces.
    """

    name: str
    file: str
    old: str
    new: str
    why: str
    tests: str

    def mutated(self, root: Path = ROOT) -> str:
        """The file's text with the mistake in it. Raises NoLongerApplies."""
        text = (root / self.file).read_text()
        if (found := text.count(self.old)) != 1:
            raise NoLongerApplies(f"{self.name}: {self.old!r} is {found} times in {self.file}")
        return text.replace(self.old, self.new)
