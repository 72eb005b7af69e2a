"""One of something, and several, in words."""

import pytest
from msgspec.structs import replace

from chalicelib.domain.derived import report as domain
from cli.amounts import amount, do
from cli.reporting.sheets import headline
from tests.services.receipts import play


@pytest.mark.parametrize(
    ("n", "words"),
    [(0, "0 members hold"), (1, "1 member holds"), (2, "2 members hold"), (1200, "1,200 members hold")],
)
def test_the_noun_and_the_verb_go_with_the_number(n: int, words: str) -> None:
    assert f"{amount(n, 'member')} {do(n, 'hold')}" == words


@pytest.mark.parametrize(
    ("n", "words"),
    [
        (1, ["1 member took part", "1 joined", "1 action", "1 point earned", "1 point spent"]),
        (2, ["2 members took part", "2 joined", "2 actions", "2 points earned", "2 points spent"]),
    ],
)
def test_a_report_says_so(n: int, words: list[str]) -> None:
    empty = domain.report(play(1).game.published.campaign, {})
    made = replace(empty, reach=n, joined=n, actions=n, earned=n, spent=n)
    assert [" ".join(one) for one in headline(made)][:5] == words
