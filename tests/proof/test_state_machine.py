"""Anything, in any order: a state machine plays members, shops and managers, and after each step everything adds up.

In the short form one seed for some hundred steps. In the long form (`make proof`) one process a core, at least 200,000
steps together. PROOF_SEED starts the seeds elsewhere than at 1; a failure tells its own and the steps that led to it.
"""

import os
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from multiprocessing import get_context
from typing import Any, ClassVar

from hypothesis import HealthCheck, Phase, Verbosity, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from chalicelib.store.dynamo import connect
from local.embedded_aws import REGION, embedded_aws
from tests.proof.conftest import Proof
from tests.proof.machine import Play

SHORT_STEPS, SHORT_EXAMPLES = 200, 6
"""Few and long: within 60 steps hardly anybody has earned something to spend, or come to a limit."""
SEEN = 3
"""So often at least each end of a redemption for cash is seen."""
LONG, LONG_STEPS, LONG_EXAMPLES, ROUND = 200_000, 200, 16, 16
"""Steps altogether; steps a run and runs a seed, at most; seeds that are given out together."""


def play(part: int, steps: int, examples: int) -> tuple[int, Counter[str]]:
    """Let the machine run from one seed; how many steps it made, and what was answered how often."""

    class Part(Play):
        made: ClassVar[int] = 0
        answered: ClassVar[Counter[str]] = Counter()

    run_state_machine_as_test(
        seed(part)(Part),
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            print_blob=True,
            verbosity=Verbosity.normal,
            phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
        ),
    )
    return Part.made, Part.answered


def test_everything_always_adds_up(aws: None, proof: Proof) -> None:
    began = time.perf_counter()
    if proof.long:
        made, answered = _play_in_processes(proof.seed)
        assert {"limit_reached", "sold_out", "already_claimed", "unknown_campaign"} <= answered.keys()
    else:
        made, answered = play(proof.seed, SHORT_STEPS, SHORT_EXAMPLES)
        assert made >= SHORT_STEPS * SHORT_EXAMPLES // 2
    assert {"granted", "replayed", "not_enough", "window_closed"} <= answered.keys()
    if proof.long or proof.seed == 1:  # so few runs of another seed may play other campaigns
        assert min(answered[what] for what in ("pay_cash", "undo", "lapsed", "not_waiting")) >= SEEN, answered
    seconds = time.perf_counter() - began
    figures = ", ".join(f"{n:,} {what}" for what, n in answered.most_common(8))
    proof.tell("state machine", f"{made:,} steps in {seconds:.0f} s ({made / seconds:,.0f} a second): {figures}")


def _play_in_processes(first: int) -> tuple[int, Counter[str]]:
    """As many seeds, from the first on, as it takes."""
    made, answered = 0, Counter[str]()
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn"), initializer=_start) as processes:
        while made < LONG:
            round_of_seeds = range(first, first + ROUND)
            for steps, codes in processes.map(play, round_of_seeds, repeat(LONG_STEPS), repeat(LONG_EXAMPLES)):
                made, answered = made + steps, answered + codes
            first += ROUND
    return made, answered


_embedded: Any = None


def _start() -> None:
    """An AWS of its own in each process, for as long as the process lives."""
    global _embedded
    _embedded = embedded_aws()
    _embedded.__enter__()
    connect("tessera-test", REGION)
