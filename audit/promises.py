"""Rewards that are earned now and given later: when their days are over, as many as were promised, all in the end."""

from collections.abc import Mapping
from typing import Any

from audit.account import Promise
from audit.calendar import days_after
from audit.file_rules import bag, blocks
from audit.recount import MemberReceipt, Posting, Recount, Rule, Said


def kept(recount: Recount, one: MemberReceipt) -> Said:
    """Each promise is kept once, when its days are over, as far as nothing of it was taken back before."""
    promised = one.account.promised
    for said in one.later:
        if said["times"] < 0:
            yield one.said(*_withdrawn(said, promised[said["campaign"], said["why"]]))
            continue
        each = bag(said["bag"])
        points = each["points"] * said["times"] + said.get("more", 0)
        promise = Promise(said.get("due", 0), said["times"], points, each["stars"] * said["times"])
        promised[said["campaign"], said["why"]].append(promise)
        yield one.said(_in_time(one, said), f"{said['why']} is to be given at {promise.due}")
    for posting, on in one.uses:
        waiting = promised.get((posting.campaign, posting.why), [])
        if _reached_together(one, posting) and "after" not in on[-1]:
            continue
        if one.is_owed(posting):
            yield one.said(*_given(posting, waiting))
            promised[posting.campaign, posting.why] = [promise for promise in waiting if promise.times]
        elif (
            not one.is_undone(posting)
            and "after" in on[-1]
            and "when" in on[-1]
            and not _by_another_version(recount, one, posting)
        ):
            due = days_after(on[-1]["after"], one.tree(posting.campaign)["timezone"], posting.at)
            given = posting.due or one.receipt["at"]
            yield one.said(due <= given, f"{posting.why} was given at {given}, and not at {due}")


def _reached_together(one: MemberReceipt, posting: Posting) -> bool:
    """Whether two records that became one reached it, and neither alone: it is given with the next receipt."""
    return _is_next(one) and posting.due == one.receipt["at"]


def _is_next(one: MemberReceipt) -> bool:
    """Whether it is the receipt after the one that absorbed another record."""
    is_next: bool = one.receipt["number"] == one.account.absorbed_with + 1
    return is_next


def _by_another_version(recount: Recount, one: MemberReceipt, posting: Posting) -> bool:
    """Whether a newer version may give it at once, for what was counted before."""
    return one.is_by_new_terms(posting) and len(recount.published[posting.campaign]) > 1


def _withdrawn(said: Mapping[str, Any], waiting: list[Promise]) -> tuple[bool, str]:
    """Take back so much of what was promised and not given yet, of those for that day first."""
    each, times = bag(said["bag"]), -said["times"]
    points, stars = each["points"] * times - said.get("more", 0), each["stars"] * times
    for one in sorted(waiting, key=lambda one: (one.due != said.get("due", 0), -one.due)):
        n = min(times, one.times)
        times, one.times = times - n, one.times - n
        points, one.points = max(0, points - one.points), max(0, one.points - points)
        stars, one.stars = max(0, stars - one.stars), max(0, one.stars - stars)
    waiting[:] = [one for one in waiting if one.times]
    return not (times or points or stars), f"{said['why']} was promised {times} times less than is taken back"


def _in_time(one: MemberReceipt, said: Mapping[str, Any]) -> bool:
    """A reward of the event itself waits for the days that its task says; so does what two records reached together."""
    on = blocks(one.tree(said["campaign"]), said["why"])
    if not on or one.receipt["does"] != "event" or on[-1].get("when") != one.receipt["asked"]["type"]:
        return True
    zone, due = one.tree(said["campaign"])["timezone"], 0
    if "after" in on[-1]:
        due = days_after(on[-1]["after"], zone, one.moment)
        if _is_next(one) and said.get("due", 0) == days_after(on[-1]["after"], zone, one.account.absorbed_at):
            return True
    return said.get("due", 0) in ((due,) if due > one.receipt["at"] else (due, 0))


def _given(posting: Posting, waiting: list[Promise]) -> tuple[bool, str]:
    """Take what was given off what had been promised until then, the earliest first."""
    ready = sorted((one for one in waiting if one.due <= posting.due), key=lambda one: one.due)
    times, points, stars = posting.times, posting.gave["points"], posting.gave["stars"]
    for one in ready:
        n = min(times, one.times)
        times, one.times = times - n, one.times - n
        points, one.points = max(0, points - one.points), max(0, one.points - points)
        stars, one.stars = max(0, stars - one.stars), max(0, one.stars - stars)
    left = [one for one in ready if (one.points or one.stars) and not any(other.times for other in ready)]
    right = not (times or points or stars or left)
    return (
        right,
        f"{posting.why} gave {dict(posting.gave)} at {posting.due}: {times} times too many, or {left} too little",
    )


RULES = (Rule("What was earned is given when its days are over, and whole", "rewards that waited", kept),)
