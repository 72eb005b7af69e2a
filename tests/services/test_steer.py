"""Steering a campaign: what each command does, when it is refused, and that it is done once or not at all."""

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from chalicelib.domain.publishing.live import LEAD, Listed
from chalicelib.domain.words.errors import Conflict, Forbidden, Rejected, TesseraError, Unavailable, Unknown
from chalicelib.services.steer import CommandResult
from chalicelib.store import dynamo
from chalicelib.store.table import Item, Key, audit_key, version_key
from tests.faults import cancelled, failed, instead, lost, unsent
from tests.services.steering import CLOSES, DAY, OPENS, PROGRAMME, SCENARIOS, SPA, Office, spa


@pytest.fixture
def office(table: None) -> Office:
    office = Office()
    office.installing.publish([("programme", PROGRAMME)], office.now - DAY, takes_effect=0)
    return office


@pytest.fixture
def opened(office: Office) -> Office:
    """An hour after the opening, version 1 is in force."""
    office.release()
    office.now = OPENS + 3_600_000
    return office


def codes(refused: TesseraError) -> list[str]:
    assert isinstance(refused, Rejected)
    return [finding.code for findings in refused.findings.values() for finding in findings]


def test_a_version_goes_from_a_file_to_the_members(office: Office) -> None:
    assert office.submit(scenarios=SCENARIOS) == CommandResult(1, changed=True)
    assert office.states() == ["submitted"]
    assert office.approve() == CommandResult(1, changed=True)
    assert office.states() == ["approved"]
    assert office.publish() == CommandResult(1, changed=True)
    assert office.states() == ["scheduled"]
    assert office.campaigns.live().versions["spa"] == (Listed(1, office.now + LEAD),)
    office.now += LEAD
    assert office.states() == ["live"]
    assert office.done() == ["ana submit 1", "bo approve 1", "ana publish 1"]


def test_a_version_keeps_who_handed_it_in_and_what_was_found(office: Office) -> None:
    office.submit(scenarios=SCENARIOS)

    [status] = office.overview.campaign("spa", office.now).versions
    text = office.overview.version("spa", 1, office.now)

    assert (status.author, status.submitted, status.note) == ("ana", office.now, "a note")
    assert status.checks is not None
    assert status.checks.scenarios == 1
    assert all(one.level == "warning" for one in status.checks.warnings)
    assert (text.tree, text.scenarios, text.hash, text.checks) == (spa(), SCENARIOS, status.hash, status.checks)


def test_a_version_without_scenarios_is_warned_of(office: Office) -> None:
    office.submit()

    [status] = office.overview.campaign("spa", office.now).versions
    assert status.checks is not None
    assert [one.code for one in status.checks.warnings][-1] == "no-scenarios"


def failing() -> dict[str, Any]:
    return {
        "scenarios": {"a visit pays": {"steps": [{"at": "opens", "does": "shop.visited", "gets": {"points": "11"}}]}}
    }


@pytest.mark.parametrize(
    ("tree", "scenarios", "code"),
    [
        pytest.param(spa(titel="Spa"), None, "unknown-key", id="a typo"),
        pytest.param(spa(chance="1.5%", blind_boxes={"care": {"odds": {"soap": "99%"}}}), None, "chances", id="odds"),
        pytest.param(spa(campaign="gala"), None, "wrong-id", id="another campaign's file"),
        pytest.param(spa(), failing(), "scenario-failed", id="a scenario that fails"),
        pytest.param(spa(), {"scenarios": {"x": {"stops": []}}}, "unknown-key", id="scenarios that don't read"),
        pytest.param(spa(title="x" * 400_000), None, "too-large", id="too large for an item"),
    ],
)
def test_a_version_with_errors_is_not_taken(office: Office, tree: Any, scenarios: Any, code: str) -> None:
    with pytest.raises(Rejected) as refused:
        office.submit(tree, scenarios=scenarios)

    assert code in codes(refused.value)
    assert list(refused.value.findings) == ["spa"]
    with pytest.raises(Unknown):
        office.overview.campaign("spa", office.now)


def test_a_failed_scenario_is_told_with_its_step(office: Office) -> None:
    with pytest.raises(Rejected) as refused:
        office.submit(scenarios=failing())

    [finding] = refused.value.findings["spa"]
    assert finding.path[:2] == ("scenarios", "a visit pays")
    assert finding.message.endswith("expected gets points 11, got gets points 10")


PAID = {"tiers": {"gold": {}}, "events": {"order.paid": {"from": "server", "fields": {"order": "text"}}}}


@pytest.mark.parametrize(
    ("given", "step", "told"),
    [
        pytest.param(
            {},
            {"does": "order.paid", "with": {"order": "A-1"}, "refused": "bad_event_field"},
            "expected refused bad_event_field, got gets nothing",
            id="a field that is declared",
        ),
        pytest.param(
            {},
            {"does": "order.paid", "with": {"order": "A-1"}, "refused": "already_claimed"},
            "expected refused already_claimed, got gets nothing",
            id="an order that is not unique",
        ),
    ],
)
def test_the_programme_is_not_taken_where_one_of_its_scenarios_fails(
    office: Office, given: dict[str, Any], step: dict[str, Any], told: str
) -> None:
    moment = {"at": "2026-06-01 10:00"}
    scenarios = {
        "it holds": {"steps": [{**moment, "does": "order.paid", "with": {"order": "A-1"}}]},
        "it fails": {"given": given, "steps": [{**moment, **step}]},
    }
    with pytest.raises(Rejected) as refused:
        office.submit(PAID, scenarios={"scenarios": scenarios}, id="programme")

    assert list(refused.value.findings) == ["programme"]
    [finding] = refused.value.findings["programme"]
    assert (finding.code, finding.path) == ("scenario-failed", ("scenarios", "it fails", "steps", 0))
    assert finding.message.startswith("it fails: ")
    assert told in finding.message
    del scenarios["it fails"]
    number = office.submit(PAID, scenarios={"scenarios": scenarios}, id="programme").version or 0
    assert office.campaigns.versions({("programme", number)})["programme", number].checks.scenarios == 1


@pytest.mark.parametrize(
    ("given", "does", "code", "place"),
    [
        pytest.param({}, "order.lost", "unknown-event", ("steps", 0, "does"), id="an event"),
        pytest.param({"tier": "silver"}, "order.paid", "unknown-tier", ("given", "tier"), id="a tier"),
    ],
)
def test_the_programme_is_not_taken_where_a_scenario_names_what_is_not_there(
    office: Office, given: dict[str, Any], does: str, code: str, place: tuple[str | int, ...]
) -> None:
    scenario = {"given": given, "steps": [{"at": "2026-06-01 10:00", "does": does}]}
    with pytest.raises(Rejected) as refused:
        office.submit(PAID, scenarios={"scenarios": {"it fails": scenario}}, id="programme")

    [finding] = refused.value.findings["programme"]
    assert (finding.code, finding.path) == (code, ("scenarios", "it fails", *place))


def test_who_hands_in_can_not_approve(office: Office) -> None:
    office.submit(by="ana")

    with pytest.raises(Forbidden) as refused:
        office.approve(by="ana")
    assert refused.value.code == "own_version"
    assert office.states() == ["submitted"]


def test_a_shop_of_one_person_may_allow_it(office: Office) -> None:
    alone = Office(approve_own=True)
    alone.submit(by="ana")

    assert alone.approve(by="ana").changed


def test_the_programme_goes_the_same_way(office: Office) -> None:
    trimmed = {"tiers": {"gold": {}}, "events": PROGRAMME["events"]}
    number = office.submit(trimmed, id="programme").version or 0
    office.steer.approve("programme", number, office.order("bo"))
    office.steer.publish("programme", number, office.order())

    assert office.campaigns.live().newest["programme"] == number == 2


def test_a_programme_can_t_take_away_what_a_campaign_plays_with(opened: Office) -> None:
    with pytest.raises(Rejected) as refused:
        opened.submit({"tiers": {}, "events": {}}, id="programme")

    assert list(refused.value.findings) == ["spa"]


def test_what_changed_since_the_approval_is_checked_when_it_is_published(office: Office) -> None:
    office.submit()
    office.approve()
    office.installing.publish([("programme", {"tiers": {}, "events": {}})], office.now)

    with pytest.raises(Rejected) as refused:
        office.publish()
    assert list(refused.value.findings) == ["spa"]
    assert office.states() == ["approved"]


# --- once it is open --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "tree",
    [
        pytest.param(spa(points="9"), id="a lower reward"),
        pytest.param(spa(stock="4"), id="less stock"),
        pytest.param(spa(chance="0.9%"), id="a lower chance"),
        pytest.param(spa(closes="end of 2026-06-29"), id="an earlier close"),
        pytest.param(spa(challenges={}), id="a task that is gone"),
    ],
)
def test_an_open_campaign_takes_nothing_back(opened: Office, tree: dict[str, Any]) -> None:
    opened.submit(tree)
    opened.approve(2)

    with pytest.raises(Rejected) as refused:
        opened.publish(2)

    assert refused.value.code == "adverse_change"
    assert set(codes(refused.value)) == {"adverse-change"}
    assert opened.states() == ["live", "approved"]


def test_what_favours_members_passes(opened: Office) -> None:
    opened.release(spa(points="11", stock="6"))

    opened.now += LEAD
    assert opened.states() == ["replaced", "live"]


@pytest.mark.parametrize(
    ("at", "passes"),
    [pytest.param(OPENS, True, id="at the opening"), pytest.param(OPENS + 1, False, id="a millisecond later")],
)
def test_before_the_opening_anything_may_change_up_to_it(office: Office, at: int, passes: bool) -> None:
    office.release()
    office.now += LEAD
    office.submit(spa(points="1"))
    office.approve(2)

    if passes:
        assert office.publish(2, at).changed
    else:
        with pytest.raises(Rejected):
            office.publish(2, at)


def test_a_version_is_compared_with_the_one_that_is_in_force_before_it(opened: Office) -> None:
    opened.release(spa(points="20"), at=opened.now + DAY)
    opened.submit(spa(points="15"))
    opened.approve(3)

    with pytest.raises(Rejected):
        opened.publish(3, opened.now + 2 * DAY)
    assert opened.publish(3, opened.now + DAY).changed, "it overtakes the coming one, and betters the current one"
    assert opened.states() == ["live", "replaced", "scheduled"]


@pytest.mark.parametrize(
    ("at", "code"),
    [pytest.param(LEAD - 1, "takes_effect_too_soon", id="too soon"), pytest.param(LEAD, None, id="as soon as it may")],
)
def test_every_container_knows_a_version_before_it_takes_effect(office: Office, at: int, code: str | None) -> None:
    office.submit()
    office.approve()
    if code is None:
        assert office.publish(1, office.now + at).changed
    else:
        with pytest.raises(Conflict) as refused:
            office.publish(1, office.now + at)
        assert refused.value.code == code


@pytest.mark.parametrize(
    ("at", "passes"),
    [
        pytest.param(CLOSES - 1, True, id="in its last millisecond"),
        pytest.param(CLOSES, False, id="at its close"),
        pytest.param(CLOSES + 365 * DAY, False, id="a year later"),
    ],
)
def test_a_campaign_that_is_over_when_it_takes_effect_is_not_published(office: Office, at: int, passes: bool) -> None:
    office.submit()
    office.approve()

    if passes:
        assert office.publish(1, at).changed
    else:
        with pytest.raises(Rejected) as refused:
            office.publish(1, at)
        assert [(one.path, one.code) for one in refused.value.findings["spa"]] == [(("closes",), "over")]
        assert "it is over since 2026-07-01 00:00 Asia/Shanghai: is the year right?" in str(refused.value.findings)
        assert office.done() == ["ana submit 1", "bo approve 1"], "nothing is written, and its name is not used up"


def test_a_campaign_that_is_over_already_may_still_be_mended(opened: Office) -> None:
    opened.submit(spa(title="Spa, as it was"))
    opened.approve(2)

    assert opened.publish(2, CLOSES).changed


def test_a_close_that_moves_into_the_past_is_not_published(office: Office) -> None:
    office.release()
    office.now += LEAD
    office.submit(spa(opens="2026-05-01 00:00", closes="2026-05-31 00:00"))
    office.approve(2)

    with pytest.raises(Rejected) as refused:
        office.publish(2)
    assert codes(refused.value) == ["over"]


@pytest.mark.parametrize(
    ("now", "accepts", "codes"),
    [
        pytest.param(CLOSES - 1, [], ["no-scenarios"], id="in its last millisecond"),
        pytest.param(CLOSES, [], ["no-scenarios", "over"], id="at its close"),
        pytest.param(CLOSES, ["over", "no-scenarios"], [], id="where it says so itself"),
    ],
)
def test_a_campaign_that_is_over_is_warned_of_when_it_is_handed_in(
    office: Office, now: int, accepts: list[str], codes: list[str]
) -> None:
    office.now = now
    office.submit({**spa(), "accepts": accepts})

    checks = office.overview.campaign("spa", office.now).versions[0].checks
    assert checks is not None
    assert [one.code for one in checks.warnings if one.code in ("no-scenarios", "over")] == codes


def programme(office: Office, at: int | None = None, **changed: Any) -> None:
    number = office.submit({**PROGRAMME, **changed}, id="programme").version or 0
    office.steer.approve("programme", number, office.order("bo"))
    office.steer.publish("programme", number, office.order(), at)


def test_an_open_campaign_s_event_type_takes_nothing_back(opened: Office) -> None:
    with pytest.raises(Rejected) as refused:
        programme(opened, events={"shop.visited": {"from": "server"}})

    assert refused.value.code == "adverse_change"
    assert [one.path for one in refused.value.findings["programme"]] == [("events", "shop.visited", "from")]


def test_the_programme_may_give_more_and_lose_what_no_campaign_uses(opened: Office) -> None:
    programme(opened, events={"shop.visited": {"from": "client", "fields": {"shop": "text"}}}, tiers={"gold": {}})

    assert opened.campaigns.live().newest["programme"] == 2


def test_before_a_campaign_opens_its_event_types_may_change(office: Office) -> None:
    office.release()
    programme(office, events={"shop.visited": {"from": "server"}})

    assert office.campaigns.live().newest["programme"] == 2


WITHOUT_GOLD: dict[str, Any] = {"tiers": {"silver": {}}}
TURNED: dict[str, Any] = {"tiers": {"gold": {}, "silver": {}}}
SERVED = {"events": {**PROGRAMME["events"], "shop.shared": {"from": "server"}}}
SHARED: dict[str, Any] = {"events": {**PROGRAMME["events"], "shop.shared": {"from": "client"}}}
SHARING = {
    "days": {
        "tasks": {**SPA["challenges"]["days"]["tasks"], "share": {"when": "shop.shared", "gives": {"points": "1"}}}
    }
}


@pytest.mark.parametrize(
    ("current", "coming", "changed", "at", "path"),
    [
        pytest.param({"who": {"tier": "gold"}}, {}, WITHOUT_GOLD, 6, ("tiers", "gold"), id="a tier of the current one"),
        pytest.param({"who": {"tier": "gold"}}, {}, WITHOUT_GOLD, 7, None, id="a tier of one that is replaced then"),
        pytest.param({"who": {"tier": "gold"}}, {}, WITHOUT_GOLD, 8, None, id="a tier of one that was replaced"),
        pytest.param({"who": {"tier": "at least gold"}}, {}, TURNED, 6, ("tiers",), id="the order that it compares"),
        pytest.param({"who": {"tier": "at least gold"}}, {}, TURNED, 7, None, id="the order that it compared"),
        pytest.param({"who": {"tier": "gold"}}, {}, TURNED, 6, None, id="an order that none compares"),
        pytest.param(
            {}, {"challenges": SHARING}, SERVED, 6, ("events", "shop.shared", "from"), id="an event of the coming one"
        ),
    ],
)
def test_the_programme_takes_nothing_from_versions_in_force_or_to_come(
    office: Office,
    current: dict[str, Any],
    coming: dict[str, Any],
    changed: dict[str, Any],
    at: int,
    path: tuple[str, ...] | None,
) -> None:
    programme(office, **SHARED)
    office.release(spa(**current))
    office.now = OPENS + 3_600_000
    office.release(spa(points="11", **coming), at=office.now + 7 * DAY)

    if path is None:
        programme(office, at=office.now + at * DAY, **{**SHARED, **changed})
        return
    with pytest.raises(Rejected) as refused:
        programme(office, at=office.now + at * DAY, **{**SHARED, **changed})
    assert refused.value.code == "adverse_change"
    assert [one.path for one in refused.value.findings["programme"]] == [path]


@pytest.mark.parametrize(
    ("before", "after", "at", "passes"),
    [
        pytest.param("silver", "at least gold", 6, False, id="others until the tiers turn"),
        pytest.param("silver", "at least gold", 7, True, id="more once they have turned"),
        pytest.param(["silver", "gold"], "at least silver", 6, False, id="fewer once they turn"),
        pytest.param("silver", ["silver", "gold"], 6, True, id="more in either order"),
    ],
)
def test_a_campaign_takes_nothing_under_the_tiers_in_force_nor_those_to_come(
    office: Office, before: str | list[str], after: str | list[str], at: int, passes: bool
) -> None:
    office.release(spa(who={"tier": before}))
    office.now = OPENS + 3_600_000
    programme(office, at=office.now + 7 * DAY, **TURNED)
    office.submit(spa(who={"tier": after}))
    office.approve(2)

    if passes:
        assert office.publish(2, office.now + at * DAY).changed
        return
    with pytest.raises(Rejected) as refused:
        office.publish(2, office.now + at * DAY)
    assert refused.value.code == "adverse_change"
    assert [one.path for one in refused.value.findings["spa"]] == [("who", "tier")]


# --- rolling back -----------------------------------------------------------------------------------------------------


def test_a_rollback_publishes_the_older_text_as_a_new_version(office: Office) -> None:
    office.release()
    office.release(spa(points="20"))

    assert office.rollback(1) == CommandResult(3, changed=True)

    text = office.overview.version("spa", 3, office.now)
    assert (text.tree, text.restores, text.author, text.state) == (spa(), 1, "bo", "scheduled")
    assert office.campaigns.versions({("spa", 3)})["spa", 3].restores == 1
    office.now += LEAD
    assert office.states() == ["replaced", "replaced", "live"]


def test_a_rollback_takes_nothing_back_either(opened: Office) -> None:
    opened.release(spa(stock="50"))
    opened.now += LEAD

    with pytest.raises(Rejected) as refused:
        opened.rollback(1)

    assert refused.value.code == "adverse_change"
    assert [finding.path for finding in refused.value.findings["spa"]] == [("prizes", "rose", "stock")]
    assert opened.states() == ["replaced", "live"]


def test_a_rollback_to_what_is_live_calls_off_what_is_coming(opened: Office) -> None:
    opened.release(spa(points="20"), at=opened.now + DAY)

    assert opened.rollback(1) == CommandResult(3, changed=True)
    assert opened.states() == ["live", "replaced", "scheduled"]


def test_stock_stays_on_the_shards_that_it_was_first_spread_over(office: Office) -> None:
    office.submit(spa(stock="5000", crowd="30 a second"))
    office.submit(spa(stock="9000", crowd="9000 a second"))
    office.release(spa(stock="5"))
    office.rollback(3, office.now + DAY)

    read = office.campaigns.versions({("spa", number) for number in (1, 2, 3)})
    assert [one.shards for one in read.values()] == [{"prizes/rose": 3}] * 3
    assert len({one.epoch for one in read.values()}) == 1


# --- bad input --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("command", "code"),
    [
        pytest.param(lambda it: it.publish(1), "not_approved", id="publishing what nobody approved"),
        pytest.param(lambda it: it.rollback(1), "not_published", id="going back where nothing was published"),
        pytest.param(lambda it: it.approve(2), "unknown_version", id="approving what nobody handed in"),
        pytest.param(lambda it: it.publish(0), "unknown_version", id="publishing what nobody handed in"),
        pytest.param(lambda it: it.steer.pause("spa", it.order()), "not_published", id="stopping what is not there"),
        pytest.param(lambda it: it.steer.pause("gala", it.order()), "unknown_campaign", id="an unknown campaign"),
        pytest.param(
            lambda it: it.steer.pause("programme", it.order()), "unknown_campaign", id="pausing the programme"
        ),
    ],
)
def test_what_may_not_follow_is_refused_and_writes_nothing(
    office: Office, command: Callable[[Office], object], code: str
) -> None:
    office.submit()
    before = everything()

    with pytest.raises(TesseraError) as refused:
        command(office)

    assert refused.value.code == code
    assert everything() == before


def test_a_version_that_was_replaced_is_not_approved(office: Office) -> None:
    office.submit()
    office.submit(spa(points="20"))

    with pytest.raises(Conflict) as refused:
        office.approve(1)
    assert refused.value.code == "version_outdated"
    assert office.approve(2).changed


def test_a_version_that_a_later_one_overtook_is_not_published(office: Office) -> None:
    office.submit()
    office.approve(1)
    office.release(spa(points="20"))

    with pytest.raises(Conflict) as refused:
        office.publish(1)
    assert refused.value.code == "version_outdated"
    assert office.submit().version == 3, "but handed in again it is a new version"


def test_what_is_published_is_not_published_for_another_moment(office: Office) -> None:
    office.release(at=office.now + DAY)

    for at in (None, office.now + DAY + 1):
        with pytest.raises(Conflict) as refused:
            office.publish(1, at)
        assert refused.value.code == "already_published"
    assert office.rollback(1) == CommandResult(2, changed=True), "going back to it moves it"


def test_a_closed_campaign_is_closed_to_every_command(opened: Office) -> None:
    opened.now += 365 * DAY
    opened.closing.due(opened.now)
    commands: list[Callable[[], object]] = [opened.submit, opened.approve, opened.publish, lambda: opened.rollback(1)]
    commands += [lambda: opened.steer.pause("spa", opened.order()), lambda: opened.steer.resume("spa", opened.order())]

    for command in commands:
        with pytest.raises(Conflict) as refused:
            command()
        assert refused.value.code == "campaign_closed"
    assert opened.overview.campaign("spa", opened.now).line.phase == "closed"
    assert opened.done() == ["ana submit 1", "bo approve 1", "ana publish 1"]


# --- once, or not at all ----------------------------------------------------------------------------------------------

COMMANDS: dict[str, tuple[Callable[[Office], object], Callable[[Office], CommandResult]]] = {
    "submit": (lambda it: None, lambda it: it.submit(spa(points="12"))),
    "approve": (lambda it: it.submit(spa(points="12")), lambda it: it.approve(2)),
    "publish": (lambda it: (it.submit(spa(points="12")), it.approve(2)), lambda it: it.publish(2)),
    "schedule": (lambda it: (it.submit(spa(points="12")), it.approve(2)), lambda it: it.publish(2, OPENS + DAY)),
    "unschedule": (
        lambda it: it.release(spa(points="12"), at=OPENS + DAY),
        lambda it: it.steer.unschedule("spa", 2, it.order()),
    ),
    "rollback": (lambda it: it.release(spa(points="12"), at=OPENS + DAY), lambda it: it.rollback(1)),
    "pause": (lambda it: None, lambda it: it.steer.pause("spa", it.order())),
    "resume": (lambda it: it.steer.pause("spa", it.order()), lambda it: it.steer.resume("spa", it.order())),
}
every_command = pytest.mark.parametrize(("before", "command"), COMMANDS.values(), ids=COMMANDS)


@every_command
def test_a_command_sent_twice_is_done_once(
    opened: Office, before: Callable[[Office], object], command: Callable[[Office], CommandResult]
) -> None:
    before(opened)
    first = command(opened)
    opened.now += 5_000
    written = everything()

    assert first.changed
    assert command(opened) == CommandResult(first.version, changed=False)
    assert everything() == written


@every_command
@pytest.mark.parametrize(
    "faults",
    [
        pytest.param([unsent, unsent, unsent], id="never sent"),
        pytest.param([lost, unsent, unsent], id="done, and its reply lost"),
        pytest.param([lost], id="done, its reply lost, and sent again by the SDK"),
        pytest.param([failed(500, "InternalServerError")] * 3, id="failed"),
    ],
)
def test_a_network_cut_leaves_nothing_half_done_and_a_second_try_works(
    opened: Office,
    before: Callable[[Office], object],
    command: Callable[[Office], CommandResult],
    faults: list[Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("botocore.endpoint.time.sleep", lambda seconds: None)
    before(opened)
    untouched = len(opened.done())

    with instead("TransactWriteItems", *faults), pytest.raises((Unavailable, Conflict)):
        command(opened)

    assert len(opened.done()) in (untouched, untouched + 1)
    command(opened)
    assert len(opened.done()) == untouched + 1


@every_command
def test_of_two_managers_at_once_one_wins_and_the_other_tries_again(
    opened: Office, before: Callable[[Office], object], command: Callable[[Office], CommandResult]
) -> None:
    before(opened)

    def faster(request: Any) -> None:
        with instead("TransactWriteItems"):
            opened.submit({**spa(campaign="gala")}, by="cy", id="gala")

    with instead("TransactWriteItems", faster), pytest.raises(Conflict) as refused:
        command(opened)

    assert refused.value.code == "revision_conflict"
    assert opened.overview.campaign("gala", opened.now).line.newest == 1
    assert command(opened).changed


def test_a_conflict_inside_the_table_is_told_as_one(opened: Office) -> None:
    with instead("TransactWriteItems", cancelled(L="TransactionConflict")), pytest.raises(Conflict) as refused:
        opened.steer.pause("spa", opened.order())

    assert refused.value.code == "revision_conflict"


def test_all_campaigns_in_one_look(opened: Office) -> None:
    opened.submit({**spa(campaign="gala")}, id="gala")
    opened.steer.pause("spa", opened.order())
    opened.release(spa(points="12"))

    lines = {line.id: line for line in opened.overview.campaigns(opened.now)}

    assert {name: line.phase for name, line in lines.items()} == {"programme": "live", "gala": "new", "spa": "paused"}
    spa_line = lines["spa"]
    assert (spa_line.live, spa_line.newest, spa_line.window) == (1, 2, lines["spa"].window)
    assert [(one.number, one.takes_effect) for one in spa_line.coming] == [(2, opened.now + LEAD)]
    assert spa_line.window is not None
    assert spa_line.window.opens == OPENS


def test_closed_campaigns_are_listed_on_request_the_last_first(opened: Office) -> None:
    def shown(closed: bool) -> list[tuple[str, str, int]]:
        lines = opened.overview.campaigns(opened.now, closed)
        return [(one.id, one.course, one.window.opens if one.window else 0) for one in lines]

    gala = {**spa(), "campaign": "gala", "closes": "end of 2026-07-10"}
    opened.submit(gala, id="gala")
    opened.steer.approve("gala", 1, opened.order("bo"))
    opened.steer.publish("gala", 1, opened.order())
    opened.submit({**spa(), "campaign": "ball"}, id="ball")
    for days in (35, 45):
        opened.now = OPENS + days * DAY
        opened.closing.due(opened.now)

    assert shown(closed=False) == [("ball", "new", OPENS), ("programme", "in_force", 0)]
    assert shown(closed=True)[2:] == [("gala", "closed", OPENS), ("spa", "closed", OPENS)]
    assert opened.overview.campaign("gala", opened.now).line == opened.overview.campaigns(opened.now, closed=True)[2]


def test_no_members_request_waits_for_what_judges_or_guesses() -> None:
    folders = "('chalicelib.domain.' + name for name in ('lint', 'diff', 'judging', 'scenarios'))"
    parts = "'chalicelib[.]domain[.](mechanics[.].*(lint|diff|choice)|file[.]phrases[.]meant_)'"
    judges = f"[one for one in sys.modules if one.startswith(tuple({folders})) or re.match({parts}, one)]"
    loaded = subprocess.run(  # noqa: S603 - this very interpreter
        [sys.executable, "-c", f"import re, sys, app, chalicelib.wiring; print({judges})"],
        capture_output=True,
        text=True,
        check=True,
    )

    assert loaded.stdout.strip() == "[]"


# --- the audit trail as it is stored ----------------------------------------------------------------------------------


def rewritten(key: Key) -> None:
    item = Item.get(*key)
    item.body = item.body.replace(b"ana", b"eve")
    item.save()


def gone(key: Key) -> None:
    Item(*key).delete()


def exchanged(key: Key) -> None:
    one, other = Item.get(*key), Item.get(*audit_key("spa", 1))
    one.body, other.body = other.body, one.body
    one.save()
    other.save()


@pytest.mark.parametrize(
    ("change", "key"),
    [
        pytest.param(rewritten, audit_key("spa", 1), id="another name in the first entry"),
        pytest.param(rewritten, audit_key("spa", 3), id="another name in the last entry"),
        pytest.param(rewritten, version_key("spa", 1), id="another author of a version"),
        pytest.param(gone, audit_key("spa", 2), id="an entry is gone"),
        pytest.param(gone, audit_key("spa", 3), id="the last entry is gone"),
        pytest.param(gone, version_key("spa", 1), id="a version is gone"),
        pytest.param(exchanged, audit_key("spa", 2), id="two entries in each other's place"),
    ],
)
def test_whatever_is_changed_in_the_table_afterwards_is_found(
    opened: Office, change: Callable[[Key], None], key: Key
) -> None:
    assert opened.overview.audit("spa").flaws == ()

    change(key)

    assert opened.overview.audit("spa").flaws


def test_an_unknown_campaign_has_no_audit_trail(office: Office) -> None:
    with pytest.raises(Unknown):
        office.overview.audit("spa")


def everything() -> list[str]:
    return sorted(repr(sorted(item.items())) for item in dynamo.client().scan(TableName=Item.Meta.table_name)["Items"])
