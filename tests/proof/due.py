"""Who is due: after a sweep nobody is, whoever stands where in the index."""

from random import Random

from chalicelib.domain.decide.decision import decide
from chalicelib.domain.decide.situation import Situation
from chalicelib.domain.publishing.live import LEAD, everybody_since
from chalicelib.domain.record.actions import Ask, Settle
from chalicelib.domain.record.guest import is_guest
from chalicelib.store.campaigns import Campaigns
from chalicelib.store.due_index import part_of
from chalicelib.store.members import current
from chalicelib.store.reader import Reader
from chalicelib.store.table import Item
from tests.proof.world import Container


def sweep(container: Container) -> None:
    """Let a container sweep; settling does nothing for anybody then, if every container knows the same definitions."""
    run = container.parts.operations.sweep.run(container.clock, 900.0)
    assert run.swept.undecided == 0
    live, now = Campaigns(Reader(lambda _: None, Random(0))).live(), container.clock()
    # what another container has steered, whose clock may be ahead, everybody is looked at for in a minute and more
    if not run.swept.done or everybody_since(live, now) != everybody_since(live, now + 2 * LEAD):
        return
    container.parts.catalogue.refresh()
    for item in Item.scan(Item.sk == "M"):
        member = current(item.pk.removeprefix("M#"), item)
        if is_guest(member.snapshot.id) or member.snapshot.document.erased:
            assert not {"due", "part"} & item.attribute_values.keys()
            continue
        moment = max(now, member.snapshot.at)
        situation = Situation(
            definitions=container.parts.catalogue.definitions(moment), member=member.snapshot, now=moment
        )
        assert item.due > now
        if item.due <= moment:  # written by a container whose clock is ahead: it is due when this one has come there
            continue
        assert not decide(situation, [Ask("", Settle())]).receipts, f"{item.pk} is due, and stands at {item.due}"
        assert item.part == part_of(member.snapshot.id)
