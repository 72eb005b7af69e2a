"""Boards: what members are ranked by adds up, each place is paid once, and what is promised to places is there."""

from collections.abc import Iterator
from math import inf
from typing import Final

from chalicelib.domain.file.blocks import having
from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.file.flow import assets, chain, given, leads_to
from chalicelib.domain.lint.heard import heard
from chalicelib.domain.lint.subject import Rule, Subject, error, undeclared, warning
from chalicelib.domain.mechanics.board.block import Board
from chalicelib.domain.words.findings import Finding, Path
from chalicelib.domain.words.values import PrizeOdds

MOST_PAID: Final = 4000
"""Places that one board pays: with those that may close up they are one item of the table."""

_WORTH: Final = ("coupon", "gift", "pool")


def _score(subject: Subject) -> Iterator[Finding]:
    """Only money and numbers add up, and only money of one currency."""
    for name, board in subject.campaign.blocks(Board).items():
        event, field = subject.programme.events.get(board.when), board.score.field
        if event is None or field is None:
            continue
        path, kind = ("boards", name, "score"), event.fields.get(field)
        if kind is None:
            yield undeclared(path, "field", field, event.fields)
        elif kind == "unkept":
            yield error(path, "unkept-field", f"{field} is never stored, so that nobody can be ranked by it")
        elif kind not in ("money", "number"):
            yield error(path, "measure-misfit", f"{field} is of kind {kind}, and only money and numbers have sizes")
        elif kind == "money" and subject.programme.currency is None:
            message = "amounts are ranked in one currency: write the currency of programme.yaml, such as CNY"
            yield error(path, "no-currency", message)


def _ranks(subject: Subject) -> Iterator[Finding]:
    """Each place is paid once, and by something."""
    for name, board in subject.campaign.blocks(Board).items():
        path: Path = ("boards", name, "gives")
        if not board.gives:
            yield error(path, "pays-nothing", "a board that gives nothing: say what the best places get")
        before = 0
        for ranks in sorted(board.gives, key=lambda ranks: ranks.first):
            at = (*path, ranks.spelled)
            if ranks.first <= before:
                yield error(at, "ranks-overlap", f"place {ranks.first} is paid twice: begin with {before + 1}")
            if not board.gives[ranks]:
                yield error(at, "pays-nothing", "these places get nothing: say what, or leave them out")
            before = max(before, ranks.last)
        if board.paid > MOST_PAID:
            message = f"{board.paid:,} places are paid, and a board pays at most {MOST_PAID:,}: pay fewer"
            yield error(path, "too-many-ranks", message)


def _stock(subject: Subject) -> Iterator[Finding]:
    """Places can't be refused what they have won: a stock must reach for all of them, and be for nobody else."""
    campaign = subject.campaign
    for name, prize in campaign.prizes.items():
        if not prize.runs_out or prize.when_out is not None:
            continue
        needed, paths = _needed(subject, name)
        if not paths:
            continue
        if prize.stock is None:
            message = f"places win {name}, and its pool may hold no more codes by then: give it a when_out"
            yield error(paths[0], "ranks-without-stock", message)
        elif prize.stock.per is not None or needed > prize.stock.count:
            wanted = "as many as places win" if needed == inf else f"{int(needed)} of them"
            message = f"places win {wanted}, and the stock is {prize.stock.count}: raise it, or give it a when_out"
            yield error(paths[0], "ranks-without-stock", message)
        elif _is_given_elsewhere(campaign, name):
            message = f"prizes.{name} is given elsewhere too, so it may be out: give it a when_out"
            yield error(paths[0], "ranks-without-stock", message)


def _needed(subject: Subject, prize: str) -> tuple[float, list[Path]]:
    """How many of a prize the places of all boards win, and where."""
    needed = 0.0
    paths: list[Path] = []
    for name, board in subject.campaign.blocks(Board).items():
        times = _rankings(subject, board)
        for ranks, bag in board.gives.items():
            each = sum(n for one, n in bag.prizes.items() if prize in chain(subject.campaign.prizes, one))
            if each:
                needed += each * (ranks.last - ranks.first + 1) * times
                paths.append(("boards", name, "gives", ranks.spelled, "prizes"))
    return needed, paths


def _rankings(subject: Subject, board: Board) -> float:
    """How many rankings a board has in the campaign."""
    if board.repeats is None:
        return 1
    if subject.window is None:
        return inf
    days = {"daily": 1, "weekly": 7, "monthly": 28}[board.repeats]
    return (subject.window.closes - subject.window.opens) // (days * 86_400_000) + 2


def _is_given_elsewhere(campaign: Campaign, prize: str) -> bool:
    bags = [one.value.prizes for one in given(campaign) if not isinstance(one.by.block, Board)]
    rows = [one.value for one in having(campaign, PrizeOdds)]
    return any(prize in chain(campaign.prizes, name) for names in (*bags, *rows) for name in names)


def _reported_by_a_phone(subject: Subject) -> Iterator[Finding]:
    """A phone's report can be forged, so it should not decide who wins what is worth money."""
    for name, board in subject.campaign.blocks(Board).items():
        event = subject.programme.events.get(board.when)
        if event is None or event.source != "client":
            continue
        won = {asset for bag in board.gives.values() for asset in assets(bag)}
        ahead = leads_to(subject.campaign, *won)
        worth = [n for n, prize in subject.campaign.prizes.items() if f"prizes/{n}" in ahead and prize.kind in _WORTH]
        if worth:
            message = (
                f"a phone reports {board.when}, so it can be forged, and places lead to {', '.join(worth)}: let a "
                "server report it, or give only points and badges"
            )
            yield warning(("boards", name, "when"), "client-event-pays", message)


def _are_there(subject: Subject) -> Iterator[Finding]:
    yield from heard(subject, ("rank.won",), "board", subject.campaign.blocks(Board))


RULES: tuple[Rule, ...] = (_score, _ranks, _stock, _reported_by_a_phone, _are_there)
