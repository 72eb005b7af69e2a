"""Mistakes in the store in memory: scenarios and simulations would promise what the real store does not keep."""

from tests.proof.mutations.mutation import Mutation

IN_MEMORY = "chalicelib/domain/decide/in_memory.py"
STOCKS = "chalicelib/domain/decide/in_memory_stocks.py"
OF_IN_MEMORY = "tests/domain/test_in_memory.py"

MUTATIONS = (
    Mutation(
        "memory-answers-anew",
        IN_MEMORY,
        "if (whose, ask.id) in self._receipts",
        "if False",
        "a scenario's `again` would be paid twice",
        f"{OF_IN_MEMORY} tests/campaigns/test_scenarios.py",
    ),
    Mutation(
        "memory-forgets-claims",
        IN_MEMORY,
        "self._claims.update((claim.kind, claim.value) for claim in outcome.claims)",
        "pass",
        "one order would pay two members",
        OF_IN_MEMORY,
    ),
    Mutation(
        "memory-lets-rivals-claim",
        IN_MEMORY,
        "or owners.setdefault(what, claim.receipt) != claim.receipt",
        "or False",
        "one order would pay twice if it came twice at once",
        OF_IN_MEMORY,
    ),
    Mutation(
        "memory-oversells",
        STOCKS,
        "if (left := self.left(take, now)) < take.n}",
        "if (left := self.left(take, now)) < 0}",
        "a simulation would hand out one lot more than there is",
        OF_IN_MEMORY,
    ),
    Mutation(
        "memory-keeps-half-a-gift",
        IN_MEMORY,
        "if situation.recipient and outcome.recipient and outcome.recipient_receipt:",
        "if False:",
        "a gift would leave the sender and reach nobody",
        OF_IN_MEMORY,
    ),
    Mutation(
        "memory-goes-back-in-time",
        IN_MEMORY,
        "moment = max(now, me.at, to.at if to else 0)",
        "moment = now",
        "a clock that is behind would reopen yesterday's limit",
        OF_IN_MEMORY,
    ),
    Mutation(
        "crowd-forgets-what-it-took",
        STOCKS,
        "self._short[take.key] -= take.n",
        "pass",
        "a simulation would take the last units again and again",
        OF_IN_MEMORY,
    ),
    Mutation(
        "halves-share-nothing",
        "cli/simulation/share.py",
        "return (left + (self.half + self.day) % self.parts) // self.parts",
        "return left",
        "both halves of a simulated crowd would take the whole stock",
        "tests/cli/test_simulate.py",
    ),
    Mutation(
        "memory-remembers-what-is-gone",
        STOCKS,
        "if key in self._short and any(one.at <= now for one in units):",
        "if False:",
        "a unit that nobody paid for would be sold out to a crowd until the next day",
        "tests/cli/test_simulate_cash.py",
    ),
)
