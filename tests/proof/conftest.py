"""How long the proofs take, and what they found.

They run in a short form with the other tests. `make proof` runs the long one, by PROOF=long in the environment, and
prints what each of them measured.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest

from tests.proof.observer import snapshot
from tests.proof.play import Play, visit
from tests.proof.world import World, opened


@dataclass
class Proof:
    """The form of this run of the proofs, and their figures."""

    long: bool = field(default_factory=lambda: os.environ.get("PROOF") == "long")
    seed: int = field(default_factory=lambda: int(os.environ.get("PROOF_SEED", "1")))
    """The seed of all chance in the proofs."""
    found: list[tuple[str, str]] = field(default_factory=list)
    """The name of each proof, with its figures."""

    def tell(self, name: str, figures: str) -> None:
        """Note what was measured, for the table at the end."""
        self.found.append((name, figures))


_PROOF = pytest.StashKey[Proof]()


@pytest.fixture(scope="session")
def proof(pytestconfig: pytest.Config) -> Proof:
    return pytestconfig.stash.setdefault(_PROOF, Proof())


@pytest.fixture
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """The SDK resends without a pause."""
    monkeypatch.setattr("botocore.endpoint.time.sleep", lambda seconds: None)


@pytest.fixture(scope="module")
def stage(aws: None) -> Iterator[tuple[World, list[str], Callable[[], None]]]:
    """A world with three members who visited a shop three times, and how to come back to it.

    The table is the module's: no other world can be opened there.
    """
    with opened(["bazaar", "flash"], "2026-06-18 10:30") as world:
        first = world.container()
        members = [first.sign_in(who) for who in ("ann", "bo", "cid")]
        for who in members:
            first.act(who, *(visit(world.now, f"v{n}") for n in range(3)))
        yield world, members, snapshot()


@pytest.fixture
def play(stage: tuple[World, list[str], Callable[[], None]]) -> Iterator[Play]:
    world, members, restore = stage
    now, published = world.now, {name: list(versions) for name, versions in world.published.items()}
    yield Play(world, members)
    restore()
    world.now, world.published = now, published


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    proof = config.stash.get(_PROOF, None)
    if proof is not None and proof.long and proof.found:
        terminalreporter.section("what the proofs found")
        for name, figures in proof.found:
            terminalreporter.write_line(f"{name}: {figures}")
