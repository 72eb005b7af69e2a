"""A mutation: one small mistake that could be made in the code, and the tests that have to notice it."""

from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[3]

OF_LINT = " ".join(
    f"tests/domain/test_lint{of}.py"
    for of in (
        "",
        "_of_conditions",
        "_of_earning",
        "_of_giving",
        "_of_chances",
        "_of_ledger",
        "_of_value",
        "_of_boards_and_questions",
    )
)
"""The tests of the lint, by subject."""


class NoLongerApplies(Exception):
    """The text that the mutation replaces is not in its file, or is there more than once: choose another."""


class Mutation(NamedTuple):
    """A mistake to be made in the code, that a test must notice."""

    name: str
    file: str
    """The path from the root."""
    old: str
    """Text that stands there exactly once."""
    new: str
    """The text that replaces it."""
    why: str
    """What the mistake would do to a member or a brand."""
    tests: str
    """The tests of which one must fail, as pytest takes them, separated by spaces."""
    seeds: int = 1
    """How many seeds of chance the proofs may take until one notices it; one in the long form takes hundreds."""

    def mutated(self, root: Path = ROOT) -> str:
        """The file's text with the mistake in it. Raises NoLongerApplies."""
        text = (root / self.file).read_text()
        if (found := text.count(self.old)) != 1:
            raise NoLongerApplies(f"{self.name}: {self.old!r} is {found} times in {self.file}")
        return text.replace(self.old, self.new)
