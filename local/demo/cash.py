"""Lets a shop's server tell of redemptions for cash: most are paid, some twice or too late, some are undone.

The id of a receipt follows from the member's key, so the plan knows it before anybody redeems. What is refused leaves
nothing to pay, and each of these requests is refused then.
"""

from collections.abc import Iterable, Mapping
from random import Random

from msgspec.structs import replace

from chalicelib.api.plays import SCOPE
from chalicelib.domain.record.receipt import receipt_id
from local.demo.moves import Act, Move, Redeemed

CASH = {"sweet-wednesday/redemptions/member-day/cake/redeem": "19.00 CNY"}
"""Wishes that cost cash, and how much."""

LAPSES = 0.2
TOO_LATE = 0.5
FAILS = 0.08
UNDONE = 0.15
TWICE = 0.1
AGAIN = 0.1
OTHER_PAYMENT = 0.05


def told(rng: Random, moves: Iterable[Move], cash: Mapping[str, str] = CASH) -> tuple[list[Move], list[Move]]:
    """Requests of the server about the moves that redeem for cash: those in time, and those when it is over.

    cash: the wishes that cost some, and how much.
    """
    soon: list[Move] = []
    later: list[Move] = []
    acts = {move.key: move for move in moves if isinstance(move, Act) and _campaign_path(move) in cash}
    for act in acts.values():
        receipt, amount = receipt_id(SCOPE, act.key), cash[_campaign_path(act)]
        paid = Redeemed(act.by, "redemptions/pay", receipt, {"amount": amount, "payment": f"pay-{act.key}"})
        undone = Redeemed(act.by, "undo", receipt)
        fate = rng.random()
        if fate < LAPSES:
            later += [paid] if rng.random() < TOO_LATE else []
        elif fate < LAPSES + FAILS:
            soon += [undone]
            later += [undone] if rng.random() < AGAIN else []
        else:
            soon += [paid, paid] if rng.random() < TWICE else [paid]
            later += [paid] if rng.random() < AGAIN else []
            later += [_by_another(paid)] if rng.random() < OTHER_PAYMENT else []
            later += [undone] * rng.choice((1, 1, 2)) if rng.random() < UNDONE else []
    return soon, later


def _campaign_path(act: Act) -> str:
    return act.path.removeprefix("/v1/campaigns/")


def _by_another(paid: Redeemed) -> Redeemed:
    return replace(paid, body=paid.body | {"payment": f"{paid.body['payment']}-again"})
