"""A member is erased: nothing leads back to the person, and everything adds up as before."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from chalicelib.domain.derived.report_lines import Day, FormLine, Report
from chalicelib.domain.mechanics.blind_box.play import Draw
from chalicelib.domain.mechanics.collection.play import Send
from chalicelib.domain.mechanics.form.play import Fill
from chalicelib.domain.mechanics.redemption.play import Redeem
from chalicelib.domain.record.actions import Update
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.words.errors import Conflict, Unauthenticated, Unknown
from chalicelib.services import erase
from chalicelib.services.act import ActionAnswer, Answered
from local.dynamo_calls import DynamoCalls
from tests.faults import instead
from tests.proof.model import Model
from tests.proof.observer import stored
from tests.proof.world import MEMBER, SETTINGS, SHOP, Container, World, asking, event, let_go, moment, opened
from tests.services.recounting import finish

ANOTHER_DAY = "2026-06-22 10:00"


@dataclass
class Scene:
    """Ann has done whatever tells of her; Bo knows her."""

    world: World
    container: Container
    ann: str
    bo: str

    def erase(self) -> erase.Erased:
        return self.world.container().parts.operations.erase.erase(self.ann, "mia", self.world.now)

    def order(self, who: str, id: str, order: str = "order-77") -> ActionAnswer:
        paid = event("order.paid", self.world.now, id, order=order, channel="app of ann", amount="640.00 CNY")
        return self.container.one(who, asking(paid, id, SHOP))

    def receipts(self, who: str) -> list[Receipt]:
        """In their order."""
        found = [item["b"] for (pk, sk), item in stored().items() if pk == f"M#{who}" and sk.startswith("R#")]
        return sorted((msgspec.json.decode(one, type=Receipt) for one in found), key=lambda one: one.number)

    def document(self) -> Any:
        return msgspec.json.decode(stored()[f"M#{self.ann}", "M"]["b"])


@pytest.fixture
def scene(aws: None) -> Iterator[Scene]:
    with opened(["bazaar", "club", "flash"], "2026-06-18 10:30") as world:
        container = world.container()
        scene = Scene(world, container, container.sign_in("ann"), container.sign_in("bo"))
        known = Update(tier="gold", tags=("likes-tulips",), born="1990-05-17")
        asked = [
            (known, "profile", SHOP),
            *((event("shop.visited", world.now, f"v{n}", shop="north"), f"v{n}", SHOP) for n in range(4)),
            (Send("flash", "pair", "x", scene.bo), "gift", MEMBER),
            *((Draw("flash", "rush"), f"rush-{n}", MEMBER) for n in range(3)),
            (Draw("bazaar", "lucky"), "lucky", MEMBER),
            (Fill("flash", "words", {"a": "x", "b": "words of ann"}), "form", MEMBER),
            (Redeem("bazaar", "noon", "bowl"), "bowl", MEMBER),
        ]
        for action, key, scope in asked:
            assert isinstance(container.one(scene.ann, asking(action, key, scope)), Answered), action
        assert isinstance(scene.order(scene.ann, "the order"), Answered)
        world.now = moment(ANOTHER_DAY)
        container.parts.operations.close.due(world.now)
        let_go()
        assert isinstance(
            container.one(scene.ann, asking(event("shop.visited", world.now, "late"), "late", SHOP)), Answered
        )
        yield scene


def test_nothing_that_is_left_tells_who_it_was(scene: Scene) -> None:
    codes = {coupon.code for receipt in scene.receipts(scene.ann) for coupon in receipt.coupons}
    told = {"likes-tulips", "1990-05-17", "gold", "app of ann", "640.00", "words of ann", "the order"}
    telling = told | {"I#dev/ann", scene.bo} | codes
    assert all(repr(_of(scene.ann)).count(one) for one in telling - {"I#dev/ann"})
    assert _document(_of(scene.ann)["A#flash"]).keys() > {"h", "c"}

    assert scene.erase().done

    left = repr({sk: item for sk, item in _of(scene.ann).items() if not sk.startswith("D#")})
    assert [one for one in telling if one in left] == []
    assert ("I#dev/ann", "I") not in stored()
    assert stored()["U#order.paid.order+channel/ORDER-77/APP OF ANN", "U"].keys() == {"pk", "sk"}
    assert not any("f" in item for sk, item in _of(scene.ann).items() if sk.startswith("R#"))
    assert _document(_of(scene.ann)["A#flash"]).keys() <= {"h", "c"}


def test_everything_adds_up_as_before(scene: Scene) -> None:
    model = _model(scene)
    wallet, granted, reports = model.accounts[scene.ann].holds, model.granted, _reports(scene)
    draws = [receipt.draws for receipt in scene.receipts(scene.ann)]
    assert wallet.total() > 100
    assert sum(map(len, draws)) >= 6

    assert scene.erase().done

    again = _model(scene)  # receipts without a gap, sums, stocks, windows, and each draw made once more
    assert again.accounts[scene.ann].holds == wallet
    assert again.granted == granted
    assert _reports(scene) == reports
    assert [receipt.draws for receipt in scene.receipts(scene.ann)][:-1] == draws
    assert scene.receipts(scene.ann)[-1].does == "erase"


def test_signing_in_again_bears_somebody_else(scene: Scene) -> None:
    scene.erase()
    signed_in = scene.container.parts.sign_in.sign_in("dev", "ann", scene.world.now)
    assert signed_in.created
    assert signed_in.member != scene.ann
    scene.erase()
    assert scene.container.sign_in("ann") == signed_in.member


def test_a_sign_in_that_had_found_the_identity_before_looks_again(scene: Scene) -> None:
    """Between the read of the identity and that of the member, the member is erased."""

    def erased_meanwhile(request: Any) -> None:
        scene.erase()

    with instead("BatchGetItem", None, erased_meanwhile):
        signed_in = scene.container.parts.sign_in.sign_in("dev", "ann", scene.world.now)
    assert (signed_in.created, signed_in.member == scene.ann) == (True, False)


@pytest.mark.parametrize("key", ["v0", "a new one"])
def test_what_is_reported_later_meets_nobody_and_brings_nothing_back(scene: Scene, key: str) -> None:
    scene.erase()
    before = stored()
    visit = asking(event("shop.visited", scene.world.now, key), key, SHOP)
    answers = [
        scene.container.one(scene.ann, visit),
        scene.container.one(scene.ann, asking(Update(born="1990-05-17"), "profile", SHOP)),
        scene.container.one(scene.bo, asking(Send("bazaar", "set", "a", scene.ann), "to ann")),
    ]
    assert [(type(one), one.code) for one in answers if isinstance(one, Unknown)] == [(Unknown, "unknown_member")] * 3
    assert stored() == before


def test_a_token_of_before_or_after_is_void(scene: Scene) -> None:
    scene.erase()
    parts = scene.container.parts
    for epoch in (0, 1, 99):
        for ask in (parts.show.home, parts.history.page, parts.operations.export.page):
            with pytest.raises(Unauthenticated) as void:
                _ask(ask, scene, epoch)
            assert void.value.code == "token_revoked"
        [answer] = parts.act.act(scene.ann, [asking(Draw("bazaar", "lucky"), "lucky")], scene.world.now, epoch)
        assert isinstance(answer, Unauthenticated)


def test_the_sweep_passes_over_who_is_not_there(scene: Scene) -> None:
    """What a campaign that is closed for good would move out stays in the record as it was."""
    scene.erase()
    before = _of(scene.ann)
    scene.world.now = moment("2026-08-01 10:00")
    scene.container.parts.operations.close.due(scene.world.now)
    let_go()
    scene.container.parts.catalogue.refresh()
    with DynamoCalls() as calls:
        swept = scene.container.parts.operations.sweep.run(scene.container.clock, 60).swept
    assert swept.done
    assert swept.undecided == 0
    assert _of(scene.ann) == before
    assert not any(scene.ann in repr(call.request) for call in calls.calls)


def test_an_order_counts_for_nobody_a_second_time(scene: Scene) -> None:
    scene.erase()
    answer = scene.order(scene.bo, "again")
    assert isinstance(answer, Conflict)
    assert answer.code == "already_claimed"
    assert isinstance(scene.order(scene.bo, "another", "order-78"), Answered)


def test_what_happens_at_the_same_moment_is_not_lost_and_is_rewritten_too(scene: Scene) -> None:
    """Another container commits an order between the erasure's read of the member and its commit."""
    before = len(scene.receipts(scene.ann))

    def order(request: Any) -> None:
        assert isinstance(scene.order(scene.ann, "in between", "order-79"), Answered)

    with instead("TransactWriteItems", None, None, order):
        assert scene.erase().done

    receipts = scene.receipts(scene.ann)
    assert len(receipts) == before + 2
    assert receipts[-2].asked.keys() == {"type", "time"}
    assert receipts[-2].postings
    assert stored()["U#order.paid.order+channel/ORDER-79/APP OF ANN", "U"].keys() == {"pk", "sk"}
    _model(scene)


def test_what_was_decided_before_and_comes_after_meets_nobody(scene: Scene) -> None:
    """Another container erases between an action's read of the member and its commit."""

    def erased_meanwhile(request: Any) -> None:
        scene.erase()

    with instead("TransactWriteItems", erased_meanwhile):
        answer = scene.order(scene.ann, "too late", "order-79")
    assert isinstance(answer, Unknown)
    assert scene.receipts(scene.ann)[-1].does == "erase"
    assert ("U#order.paid.order+channel/ORDER-79/APP OF ANN", "U") not in stored()


def test_a_gift_that_was_decided_before_meets_nobody(scene: Scene) -> None:
    scene.container.one(scene.bo, asking(event("shop.visited", scene.world.now, "b"), "b", SHOP))
    held = next(iter(_held(scene, scene.bo)))

    def erased_meanwhile(request: Any) -> None:
        scene.erase()

    with instead("TransactWriteItems", erased_meanwhile):
        answer = scene.container.one(scene.bo, asking(Send("bazaar", "set", held, scene.ann), "to ann"))
    assert isinstance(answer, Unknown)
    assert held in _held(scene, scene.bo)


def test_a_long_history_is_rewritten_in_steps(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(erase, "REWRITTEN_AT_ONCE", 5)
    steps = [scene.erase()]
    while not steps[-1].done:
        steps.append(scene.erase())
    assert len(steps) > 2
    assert {step.at for step in steps} == {moment(ANOTHER_DAY)}
    assert sum(step.rewritten for step in steps) > 10
    left = repr({sk: item for sk, item in _of(scene.ann).items() if not sk.startswith("D#")})
    assert scene.bo not in left


def test_it_is_written_down_once_who_erased_it(scene: Scene) -> None:
    scene.erase()
    noted = {sk: item for sk, item in _of(scene.ann).items() if sk.startswith("D#")}
    assert [msgspec.json.decode(item["b"]) for item in noted.values()] == [
        {"at": scene.world.now, "does": "erase", "by": "mia"}
    ]
    before = stored()
    scene.world.now += 1000
    assert scene.erase() == erase.Erased(scene.ann, moment(ANOTHER_DAY), 0, done=True)
    assert stored() == before


def test_nobody_can_be_erased_who_is_not_there(scene: Scene) -> None:
    before = stored()
    with pytest.raises(Unknown):
        scene.container.parts.operations.erase.erase("nobody", "mia", scene.world.now)
    assert stored() == before


def _ask(ask: Any, scene: Scene, epoch: int) -> None:
    ask(scene.ann, scene.world.now, epoch) if "home" in ask.__name__ else ask(scene.ann, None, epoch)


def _of(member: str) -> dict[str, Any]:
    return {sk: item for (pk, sk), item in stored().items() if pk == f"M#{member}"}


def _document(item: Any) -> Any:
    return msgspec.json.decode(item.get("b", b"{}"))


def _held(scene: Scene, who: str) -> Counter[str]:
    """Fragments of the bazaar's set."""
    has = msgspec.json.decode(stored()[f"M#{who}", "M"]["b"])["g"]["bazaar"]["h"]
    return Counter({asset.rpartition("/")[2]: n for asset, n in has.items() if re.match("fragments/set/[abc]", asset)})


def _model(scene: Scene) -> Model:
    """All that must always hold, counted afresh."""
    model = Model(scene.world.published, SETTINGS.master_seed)
    model.catch_up()
    return model


def _reports(scene: Scene) -> list[Report]:
    """Counted anew from all receipts, but for the options of forms that were chosen: these go with who chose them."""
    parts = scene.world.container().parts
    finish(parts, parts.operations.reports.rebuild())
    found = [parts.operations.reports.of(name, scene.world.now) for name in ("bazaar", "club", "flash")]
    return [replace(one, forms=list(map(_unchosen, one.forms)), days=list(map(_uncounted, one.days))) for one in found]


def _unchosen(line: FormLine) -> FormLine:
    return replace(line, chosen={})


def _uncounted(day: Day) -> Day:
    return replace(day, counts={name: n for name, n in day.counts.items() if not name.startswith("chosen/")})
