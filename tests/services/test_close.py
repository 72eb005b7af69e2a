"""Closing for good: when it is due, what it reveals, and that it happens once."""

from hashlib import sha256
from random import Random
from typing import Any

import pytest

from chalicelib.domain.publishing.live import LEAD
from chalicelib.domain.words.errors import Conflict
from chalicelib.services.close import REVEAL_AFTER, Close
from chalicelib.services.publish import Publish
from chalicelib.services.steer import Instruction, Steer
from chalicelib.store.campaigns import Campaigns
from chalicelib.store.reader import Reader
from tests.closing import closing

MASTER = b"the master secret of these tests"
DAY = 86_400_000
CLOSES = 1_782_835_200_000
"""2026-07-01 00:00 in Shanghai, the first moment after the campaign."""
DUE = CLOSES + DAY + REVEAL_AFTER
"""After its grace of a day, and the hour."""
BEFORE = CLOSES - 20 * DAY


@pytest.fixture
def campaigns(table: None) -> Campaigns:
    return Campaigns(Reader(lambda _: None, Random(1)))


@pytest.fixture
def publish(campaigns: Campaigns) -> Publish:
    return Publish(campaigns, MASTER, lambda: b"\x07" * 32)


@pytest.fixture
def close(campaigns: Campaigns) -> Close:
    return closing(campaigns, Reader(lambda _: None, Random(1)), MASTER)


def spa(title: str = "Spa", closes: str = "end of 2026-06-30", **blocks: Any) -> tuple[str, dict[str, Any]]:
    window = {"timezone": "Asia/Shanghai", "opens": "2026-06-01 00:00", "closes": closes}
    boxes = {"care": {"odds": {"soap": "100%"}}}
    return "spa", {
        "campaign": "spa",
        "title": title,
        **window,
        "blind_boxes": boxes,
        "prizes": {"soap": {"gift": "soap"}},
        **blocks,
    }


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        pytest.param(CLOSES, [], id="not when it closes"),
        pytest.param(DUE - 1, [], id="not while the hour after its grace runs"),
        pytest.param(DUE, ["spa"], id="an hour after its grace"),
        pytest.param(DUE + 30 * DAY, ["spa"], id="whenever the schedule comes again"),
    ],
)
def test_closes_an_hour_after_the_last_event_counts(
    publish: Publish, close: Close, campaigns: Campaigns, now: int, expected: list[str]
) -> None:
    publish.publish([("programme", {"tiers": {"gold": {}}}), spa()], BEFORE)

    assert close.due(now) == expected
    assert ("spa" not in campaigns.live().versions) == bool(expected)
    assert "programme" in campaigns.live().versions


def test_reveals_the_seeds_that_were_committed_to(publish: Publish, close: Close) -> None:
    [published] = publish.publish([spa()], BEFORE)
    assert close.revealed("spa") is None

    close.due(DUE)

    revealed = close.revealed("spa")
    assert revealed is not None
    assert revealed.closed == DUE
    assert {of: sha256(bytes.fromhex(seed)).hexdigest() for of, seed in revealed.seeds.items()} == published.commitments
    assert all(revealed.published.seed(of).hex() == seed for of, seed in revealed.seeds.items())


def test_reveals_the_seed_of_a_box_that_was_taken_out(publish: Publish, close: Close) -> None:
    [first] = publish.publish([spa()], BEFORE)
    publish.publish([spa(blind_boxes={})], BEFORE)

    close.due(DUE)

    revealed = close.revealed("spa")
    assert revealed is not None
    assert revealed.seeds.keys() == first.commitments.keys()


def test_keeps_the_final_version_on_show(publish: Publish, close: Close) -> None:
    publish.publish([spa("one")], BEFORE)
    publish.publish([spa("two")], BEFORE)
    publish.publish([spa("never in force")], DUE - 1, takes_effect=DUE + DAY)

    close.due(DUE)

    revealed = close.revealed("spa")
    assert revealed is not None
    assert (revealed.published.number, revealed.published.campaign.title) == (2, "two")


@pytest.mark.parametrize(
    ("first", "then", "takes_effect", "expected"),
    [
        pytest.param("end of 2026-06-30", "end of 2026-07-01", DUE + 1, DUE + DAY, id="a coming version prolongs it"),
        pytest.param(
            "end of 2026-07-01", "end of 2026-06-30", DUE + 2, DUE + 2, id="or cuts it short, from its moment on"
        ),
    ],
)
def test_the_last_end_of_the_current_and_the_coming_versions_counts(
    publish: Publish, close: Close, first: str, then: str, takes_effect: int, expected: int
) -> None:
    publish.publish([spa(closes=first)], BEFORE)
    publish.publish([spa(closes=then)], BEFORE, takes_effect)

    assert [close.due(now) for now in (DUE, expected - 1, expected)] == [[], [], ["spa"]]


@pytest.mark.parametrize(
    ("paused", "resumed", "closed"),
    [
        pytest.param(BEFORE, BEFORE + 1, DUE, id="resumed long before"),
        pytest.param(BEFORE, DUE - LEAD, DUE, id="every container knows of the resume when it is due"),
        pytest.param(BEFORE, DUE - LEAD + 1, DUE + 1, id="not every container knows of it yet"),
        pytest.param(BEFORE, DUE, DUE + LEAD, id="resumed when it would have been due"),
        pytest.param(DUE - 1, DUE + DAY, DUE + DAY + LEAD, id="paused just before, resumed a day later"),
        pytest.param(BEFORE, None, None, id="never resumed"),
    ],
)
def test_a_campaign_that_was_paused_closes_when_its_resume_holds_everywhere(
    publish: Publish, close: Close, campaigns: Campaigns, paused: int, resumed: int | None, closed: int | None
) -> None:
    publish.publish([spa()], BEFORE - LEAD)
    steer = Steer(campaigns, MASTER, lambda: b"\x08" * 32, approve_own=True)
    steer.pause("spa", Instruction("bo", paused))
    if resumed is not None:
        if resumed > DUE:
            assert close.due(resumed - 1) == []
        steer.resume("spa", Instruction("bo", resumed))

    if closed is None:
        assert close.due(DUE + 400 * DAY) == []
    else:
        assert close.due(closed - 1) == []
        assert close.due(closed) == ["spa"]
        assert campaigns.live().pauses == {}


def test_closing_again_does_nothing(publish: Publish, close: Close, campaigns: Campaigns) -> None:
    publish.publish([spa()], BEFORE)
    close.due(DUE)
    live, revealed = campaigns.live(), close.revealed("spa")

    assert close.due(DUE + 1) == []
    assert campaigns.live() == live
    assert close.revealed("spa") == revealed


def test_a_publication_at_the_same_moment_goes_first(
    publish: Publish, close: Close, campaigns: Campaigns, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish.publish([spa()], BEFORE)
    seen = campaigns.live()
    publish.publish([spa("Spa for longer", closes="end of 2026-07-31")], BEFORE)
    with monkeypatch.context() as patched:
        patched.setattr(Campaigns, "live", lambda _: seen)
        with pytest.raises(Conflict) as refused:
            close.due(DUE)

    assert refused.value.code == "revision_conflict"
    assert close.revealed("spa") is None
    assert close.due(DUE) == []
