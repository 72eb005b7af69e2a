"""What every other part makes of the wheel, in the copy of the tree that has it (see `test_a_new_mechanic`)."""

import json
from collections import Counter
from typing import Any, ClassVar

import msgspec
import pytest
from chalicelib.domain.mechanics.wheel.block import Wheel
from chalicelib.domain.mechanics.wheel.play import Spin
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import initialize, run_state_machine_as_test
from hypothesis.strategies import just
from msgspec import structs
from msgspec.structs import replace

from audit import RULES
from audit.recount import Recount
from chalicelib.api.openapi import document
from chalicelib.api.problem import status_of
from chalicelib.api.routes import ROUTES
from chalicelib.domain.derived.counters import counted
from chalicelib.domain.derived.erasure import anonymous_receipt
from chalicelib.domain.derived.notice import Won, of_receipt
from chalicelib.domain.derived.report import report
from chalicelib.domain.file.reading import read
from chalicelib.domain.file.schema import json_schema
from chalicelib.domain.mechanics.definition import CampaignFile
from chalicelib.domain.mechanics.whole_diff import JUDGES, diff
from chalicelib.domain.mechanics.whole_lint import lint
from chalicelib.domain.play.stocks import open_stocks
from chalicelib.domain.publishing.definitions import drawing_blocks, limited_stocks
from chalicelib.domain.record.member import Profile
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.saying.language import language
from chalicelib.domain.scenarios import check
from chalicelib.domain.views.home import home
from chalicelib.domain.views.odds import odds_view
from chalicelib.domain.views.sections import sections
from chalicelib.domain.words.errors import Unknown
from chalicelib.store.dynamo import connect
from cli.reporting.sheets import sheets
from cli.schemas import KINDS, described
from cli.simulation.crowd import Crowd
from cli.simulation.game import game as simulated
from cli.simulation.population import Population
from cli.simulation.share import HALVES
from cli.simulation.summarise import summarise
from cli.simulation.tally import Tally
from local.embedded_aws import REGION, embedded_aws
from tests import test_descriptions
from tests.domain.game import HEAD, Game, gets, tree
from tests.domain.wordless import but_words
from tests.proof import machine
from tests.proof.campaigns import OWN
from tests.proof.world import SHOP, event

BLOCKS = """
challenges: {daily: {repeats: daily, tasks: {visit: {when: order.paid, gives: {points: 25}}}}}
wheels:
  luck:
    title: Lucky wheel
    costs: {points: 10}
    odds: {mug: 10%, pin: rest}
    gives: {points: 1}
    stock: 3 a day
    limit: 2 a day
    who: {tier: [silver, gold]}
    opens: 2026-06-02 10:00
    closes: end of 2026-06-20
prizes: {mug: {gift: mug, stock: 50, when_out: pin}, pin: {badge: pin}}
"""
SILVER = {name: Profile(tier="silver", born="1990-05-17") for name in ("ann", "bob", "cat")}
LUCK = Spin("play", "luck")
PLACE = ("wheels", "luck")


def game() -> Game:
    """The fair, and three members with points to spend."""
    made = Game(BLOCKS, profiles=SILVER)
    for by in SILVER:
        made.event("order.paid", "06-02 09:00", by, order=by)
    return made


def changed(**fields: str) -> Any:
    """The fair with other fields of the wheel."""
    whole = tree(HEAD) | tree(BLOCKS)
    whole["wheels"]["luck"] |= {name: tree(f"value: {text}")["value"] for name, text in fields.items()}
    campaign, findings = read(whole, CampaignFile)
    assert campaign is not None, findings
    return campaign


def found(**fields: str) -> list[tuple[str, str]]:
    """The errors and warnings that a change of the wheel leads to: code, and place below the wheel."""
    programme = game().definitions.programme
    return [
        (one.code, "/".join(map(str, one.path[2:])))
        for one in but_words(lint(changed(**fields), programme))
        if one.level != "note" and one.path[:2] == PLACE
    ]


def test_the_rules_say_all_that_it_has() -> None:
    said = sections(changed(), game().definitions.programme, language("en"))
    (wheel,) = [one.sentences for one in said if one.about == "wheels/luck"]
    assert wheel[:3] == [
        "Only for members whose tier is “silver” or “gold”.",
        "Open from 10:00 on 2 June 2026 to the end of 20 June 2026.",
        "It costs 10 points.",
    ]
    assert {"“mug”: 10%", "“pin”: 90%", "It gives 1 point.", "Limit for one member: 2 a day."} < {*wheel}
    assert "There are 3 a day for all members together." in wheel


def test_the_good_wheel_has_no_findings() -> None:
    assert found() == []


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param(
            {"gives": "{prizes: cup, draws: jar}"},
            [("unknown-blind-box", "gives/draws"), ("unknown-prize", "gives/prizes")],
            id="an undeclared prize and box",
        ),
        pytest.param({"limit": "3 a round"}, [("no-such-period", "limit")], id="a limit by rounds"),
        pytest.param(
            {"who": "{tier: platinum, shoe: 42}"},
            [("unknown-tier", "who/tier"), ("unknown-field", "who/shoe")],
            id="an audience that nobody is in",
        ),
        pytest.param(
            {"opens": "2027-06-02 10:00", "closes": "2027-06-20 10:00"}, [("never-opens", "opens")], id="a year late"
        ),
        pytest.param(
            {"opens": "20th 10:00", "closes": "Wed 10:00"},
            [("two-kinds-of-moment", "closes")],
            id="two kinds of moment",
        ),
        pytest.param({"gives": "{prizes: {pin: 5000}}"}, [], id="5,000 badges at once, which are one number"),
        pytest.param({"gives": "{prizes: pen}"}, [("unknown-prize", "gives/prizes")], id="a prize that there is not"),
        pytest.param({"odds": "{mug: 10%, pin: 80%}"}, [("chances", "odds")], id="odds that don't add up"),
        pytest.param({"odds": "{pin: rest}"}, [("one-row", "odds")], id="its own rule"),
    ],
)
def test_a_broken_wheel_is_found(fields: dict[str, str], expected: list[tuple[str, str]]) -> None:
    assert found(**fields) == expected


def test_each_change_is_judged() -> None:
    assert sorted(field for fields in JUDGES[Wheel] for field in fields) == sorted(
        field.name for field in structs.fields(Wheel)
    )
    kinds = {
        "/".join(map(str, one.path)): one.kind
        for one in diff(changed(), changed(costs="{points: 11}", limit="3 a day", odds="{mug: 20%, pin: rest}"))
    }
    assert kinds["wheels/luck/costs"] == "adverse"
    assert kinds["wheels/luck/limit"] == "favourable"
    assert kinds["wheels/luck/odds/mug"] == "favourable"
    (gone,) = diff(changed(), replace(changed(), wheels={}))
    assert (gone.kind, gone.reason) == ("adverse", "the wheel is removed")


def test_it_is_played() -> None:
    made = game()
    assert gets(made.play(LUCK, "06-02 09:59:59.999")) == "window_closed"
    assert gets(made.play(Spin("play", "other"), "06-02 10:00")) == "unknown_wheel"
    assert gets(made.play(LUCK, "06-02 10:00", "dan")) == "not_eligible"
    assert gets(made.play(LUCK, "06-02 10:00", lands="mug")) == {"points": -9, "prizes/mug": 1}
    assert gets(made.play(LUCK, "06-02 10:00", lands="pin")) == {"points": -9, "prizes/pin": 1}
    assert gets(made.play(LUCK, "06-02 10:00")) == "limit_reached"
    assert gets(made.play(LUCK, "06-03 00:00")) == "not_enough"
    assert gets(made.play(LUCK, "06-02 11:00", "bob", lands="pin")) == {"points": -9, "prizes/pin": 1}
    assert gets(made.play(LUCK, "06-02 11:00", "cat")) == "sold_out"


def test_its_stock_and_its_odds_are_known() -> None:
    made = game()
    campaign, now = made.published.campaign, made.at("06-02 10:00")
    assert limited_stocks(campaign) == {"prizes/mug": 50, "wheels/luck": 3}
    assert [take.key.stock for take in open_stocks(made.published, now)] == ["wheels/luck", "prizes/mug"]
    assert [take.key.stock for take in open_stocks(made.published, now - 1)] == ["prizes/mug"]
    assert [*drawing_blocks(campaign)] == ["wheels/luck"]
    page = odds_view(made.published, "wheels/luck", {}, now, None)
    assert {name: row.published for name, row in page.rows.items()} == {"mug": "10%", "pin": "90%"}
    with pytest.raises(Unknown, match="wheel"):
        odds_view(made.published, "wheels/other", {}, now, None)


def test_a_member_sees_it() -> None:
    made = game()
    made.play(LUCK, "06-02 10:00")
    view: Any = home(made.definitions, made.member("ann"), made.at("06-02 12:00")).campaigns["play"]
    assert (view.wheels["luck"].left, view.wheels["luck"].for_me, view.wheels["luck"].title) == (1, True, "Lucky wheel")


def test_scenarios_speak_of_it() -> None:
    text = """
scenarios:
  one spin:
    given: {tier: gold, points: 20, stock: {wheels/luck: 1}}
    steps:
      - {at: 2026-06-02 10:00, does: spin luck, lands: mug, gets: {points: -9, prizes: mug}, left: {wheels/luck: 0}}
      - {does: spin luck, refused: sold_out}
"""
    assert check(tree(text), game().definitions, "play").holds
    strange = check(tree(text.replace("lands: mug", "lands: cup")), game().definitions, "play")
    assert [(one.path[-1], one.code) for one in strange.findings] == [("lands", "unknown-row")]
    strange = check(tree(text.replace("spin luck, refused", "spin lock, refused")), game().definitions, "play")
    assert [(one.path[-1], one.code) for one in strange.findings] == [("does", "unknown-wheel")]
    wrong = check(tree(text.replace("does: spin luck", "does: spin big luck")), game().definitions, "play")
    assert "known actions are join, " in wrong.findings[0].message
    assert "spin NAME" in wrong.findings[0].message


def test_simulated_members_want_it() -> None:
    made = game()
    of = simulated(made.published.campaign, made.tree, made.definitions.programme, Population(members=60), 5)
    halves = [Crowd(of, 1, half) for half in range(HALVES)]
    taken: Counter[Any] = Counter()
    for day in range(len(of.days)):
        taken += sum((half.day(day, taken) for half in halves), Counter())
    summary = summarise(of, [sum((half.end() for half in halves), Tally())])
    assert "spin luck" in [deed.name for deed in summary.deeds]
    assert {one.name: one.quota for one in summary.stocks} == {"mug": 50, "luck": 3}
    assert sum(one.number.middle for one in summary.prizes) > 0


def test_the_api_describes_it() -> None:
    described = document(ROUTES)
    spin = described["paths"]["/v1/campaigns/{campaign}/wheels/{wheel}/spin"]["post"]
    assert spin["operationId"] == "spin"
    assert "`unknown_wheel`" in spin["responses"]["404"]["description"]
    assert "/v1/campaigns/{campaign}/wheels/{wheel}/odds" in described["paths"]
    shown = described["components"]["schemas"]
    assert "wheels" in shown["CampaignView"]["properties"]
    assert "costs" in shown["WheelView"]["properties"]
    assert status_of(Unknown("wheel", "x")) == 404


def test_an_editor_completes_it() -> None:
    assert "wheels" in json.dumps(json_schema(CampaignFile))


def test_each_of_its_fields_is_described() -> None:
    assert test_descriptions.silent(document(ROUTES)["components"]["schemas"]) == []
    assert test_descriptions.silent(described(KINDS["campaign"])["$defs"]) == []


def test_erasure_keeps_which_wheel_was_spun() -> None:
    receipt = game().play(LUCK, "06-02 10:00")
    assert isinstance(receipt, Receipt)
    assert anonymous_receipt(receipt).asked == {"campaign": "play", "wheel": "luck"}


def spun() -> tuple[Game, list[tuple[str, Receipt]]]:
    """Three spins, and a receipt of each."""
    made = game()
    at = ("06-02 10:00", "06-03 10:00", "06-02 11:00")
    receipts = [
        (by, made.play(LUCK, at[i], by, lands=("mug", "pin")[i > 0])) for i, by in enumerate(("ann", "bob", "cat"))
    ]
    return made, [(by, one) for by, one in receipts if isinstance(one, Receipt)]


def test_its_receipts_are_reported_and_told() -> None:
    made, receipts = spun()
    days: dict[str, Counter[str]] = {}
    for _, receipt in receipts:
        for (_, day), counts in counted(receipt, {"play": made.published.campaign}).items():
            days.setdefault(day, Counter()).update(counts)
    told = report(made.published.campaign, days)
    assert [(one.block, one.times, one.stock, one.per) for one in told.blocks if one.block == "wheels/luck"] == [
        ("wheels/luck", 3, 3, "day")
    ]
    assert {one.prize: one.granted for one in told.prizes} == {"mug": 1, "pin": 2}
    assert (told.earned, told.spent) == (3, 30)
    assert [one.title for one in sheets(told) if one.title == "Wheels"] == ["Wheels"]
    notice = of_receipt("ann", receipts[0][1]).data
    assert notice.prizes == (Won("play", "mug", 1),)
    assert [(one.why, one.gave, one.took) for one in notice.postings] == [
        ("wheels/luck", {"prizes/mug": 1, "points": 1}, {"points": 10})
    ]


def test_the_audit_counts_its_uses() -> None:
    made, receipts = spun()
    written = [json.loads(msgspec.json.encode(one)) for _, one in receipts]
    for receipt in written:
        receipt["number"] = 1
    recount = Recount(RULES, {"play": [(0, 1, made.tree)]}, {})
    for (by, _), receipt in zip(receipts, written, strict=True):
        recount.add(by, receipt)
    assert recount.granted[next(key for key in recount.granted if key[1] == "wheels/luck")] > 0
    assert not recount.breaches["No limit is exceeded"]
    for number in (2, 3):  # two a day are allowed
        recount.add("ann", {**written[0], "number": number, "id": f"again-{number}"})
    assert recount.breaches["No limit is exceeded"]


def test_the_state_machine_spins_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(OWN, "play", f"{HEAD}\n{BLOCKS}")
    monkeypatch.setattr(machine, "STARTS", ((("play",), "2026-06-02 10:00"),))
    assert LUCK in machine.wins(tree(f"{HEAD}\n{BLOCKS}"))

    class Spins(machine.Play):
        made: ClassVar[int] = 0
        answered: ClassVar[Counter[str]] = Counter()
        spun: ClassVar[int] = 0

        @initialize(scene=just((("play",), "2026-06-02 10:00")))
        def open(self, scene: tuple[tuple[str, ...], str]) -> None:
            super().open(scene)
            shop = self.containers[0]
            for member in self.members:  # each can pay for two spins
                order = event("order.paid", shop.clock(), amount="25.00 CNY", order=f"first-{member}")
                self.send(shop, member, [self.fresh(order, SHOP)])

        def teardown(self) -> None:
            type(self).spun += sum(b'"does":"spin"' in text for text in self.model.texts.values())
            super().teardown()

    with embedded_aws():
        connect("tessera-test", REGION)
        run_state_machine_as_test(
            seed(2)(Spins),
            settings=settings(
                max_examples=12,
                stateful_step_count=60,
                deadline=None,
                database=None,
                phases=(Phase.generate,),
                suppress_health_check=list(HealthCheck),
            ),
        )
    assert Spins.made > 100
    assert Spins.spun > 0, Spins.answered
