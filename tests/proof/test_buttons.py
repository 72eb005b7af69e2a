"""A button says `may` exactly when its action is not refused, and else the refusal: members and moments by chance."""

from collections import Counter
from random import Random

import pytest

from chalicelib.domain.record.actions import name_of
from chalicelib.domain.views import home
from chalicelib.domain.words.errors import Refused
from tests.proof.conftest import Proof
from tests.proof.pressed import DAY, Crowd, Recording, definitions
from tests.proof.world import moment

STEPS_A_LIFE = 60
PRESSED = {"answer", "compose", "draw", "exchange", "fill", "join", "make_up", "redeem", "send"}
MET = {
    "age_unknown", "already_joined", "campaign_paused", "day_not_open", "guardian_needed", "limit_reached",
    "not_eligible", "not_enough", "not_joined", "number_full", "record_full", "sold_out", "too_young",
    "unknown_question", "window_closed",
}  # fmt: skip
"""The reasons for which buttons are refused."""


def test_a_button_says_what_its_action_would_be_answered(proof: Proof, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(home, "Pressing", Recording)
    here, rng = definitions(), Random(proof.seed)
    wanted, found, may = 100_000 if proof.long else 4_000, Counter[str](), Counter[str]()
    while found.total() + may.total() < wanted:
        crowd = Crowd(rng, here, moment("2026-06-01 00:00") + rng.randrange(22) * DAY)
        for _ in range(STEPS_A_LIFE):
            for snapshot, then, action, button in crowd.step():
                refusal, reason = crowd.decided(snapshot, then, action), button.why_not
                assert button.may == (refusal is None), (refusal, action, snapshot)
                if refusal is None or reason is None:
                    may[name_of(action)] += 1
                    continue
                changes = refusal.changes if isinstance(refusal, Refused) else None
                assert (reason.code, reason.params, reason.changes) == (refusal.code, refusal.params, changes)
                assert changes is None or changes > crowd.now
                found[reason.code] += 1
    proof.tell("buttons and refusals", f"{may.total():,} may, {found.total():,} may not: {dict(found.most_common())}")
    assert set(may) == PRESSED, "every kind of button was pressed"
    assert set(found) >= MET, "every reason was met"
