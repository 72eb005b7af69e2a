"""Tasks: one measure, something to win, thresholds that can be reached."""

from collections.abc import Iterator

from chalicelib.domain.lint.subject import Rule, Subject, error, warning
from chalicelib.domain.mechanics.challenge.block import Task, tasks
from chalicelib.domain.play.capacity import load
from chalicelib.domain.words.findings import Finding
from chalicelib.domain.words.values import Amount


def _one_measure(subject: Subject) -> Iterator[Finding]:
    for path, _, task in tasks(subject.campaign):
        if task.reach and task.each:
            message = "reach pays once a round, each pays again and again: keep one of the two"
            yield error((*path, "each"), "reach-and-each", message)


def _pays(subject: Subject) -> Iterator[Finding]:
    for path, _, task in tasks(subject.campaign):
        if not task.gives and not any(task.milestones.values()):
            yield error(path, "pays-nothing", "a task needs gives or milestones")


def _milestones(subject: Subject) -> Iterator[Finding]:
    for path, _, task in tasks(subject.campaign):
        amount = task.each or task.reach or Amount("times", 1)
        for threshold in task.milestones:
            at = (*path, "milestones", threshold.spelled)
            if threshold.currency != amount.currency:
                wanted = f"an amount of {amount.currency}" if amount.currency else "a plain number"
                yield error(at, "milestone-misfit", f"it must be {wanted}, as what the task counts")
            elif task.each and (amount.in_one_event or threshold.amount >= amount.target):
                message = "it is never reached: each starts again at every full amount, so write less than that amount"
                yield error(at, "milestone-out-of-reach", message)


def _make_up(subject: Subject) -> Iterator[Finding]:
    """Only a row of days has a day missing."""
    for path, _, task in tasks(subject.campaign):
        if task.make_up is None:
            continue
        amount = task.each or task.reach
        if amount is None or amount.measure != "streak":
            message = "a day can be missing in a row alone: write reach or each as 7 days in a row, or leave it out"
            yield error((*path, "make_up"), "make-up-misfit", message)
        if not task.make_up.limit:
            message = "without a limit a row could be bought whole: write, for example, 1 a month"
            yield error((*path, "make_up", "limit"), "no-limit", message)
        if not task.make_up.within.count:
            message = "no day can be made up within no time: write, for example, 7 days, or leave the line out"
            yield error((*path, "make_up", "within"), "no-time", message)


def _already(subject: Subject) -> Iterator[Finding]:
    """Of a kept event only the first time is remembered: not its fields, nor how often."""
    for path, _, task in tasks(subject.campaign):
        if not task.already:
            continue
        event = subject.programme.events.get(task.when)
        if event and not event.kept:
            message = f"events before the campaign count only where events.yaml says kept: true of {task.when}"
            yield error((*path, "already"), "already-not-kept", message)
        if wrong := _beyond_once(task):
            message = f"of earlier events only the first time is remembered: leave out {wrong}, or already"
            yield error((*path, "already"), "already-counts-once", message)


def _beyond_once(task: Task) -> str:
    """Name the key by which a task that counts earlier events asks for more than one; empty where none does."""
    if task.each:
        return "each"
    if task.reach and task.reach != Amount("times", 1):
        return "reach"
    if task.where:
        return "where"
    return "milestones" if any(threshold.amount > 1 for threshold in task.milestones) else ""


def _unlimited(subject: Subject) -> Iterator[Finding]:
    """A phone can report as much as it likes, so that `each` pays without end, and keeps all of it in the record."""
    for path, _, task in tasks(subject.campaign):
        event = subject.programme.events.get(task.when)
        if event is None or event.source != "client" or task.each is None or task.limit:
            continue
        if not any(bag.assets for bag in (task.gives, *task.milestones.values())):
            continue  # a tag is had once, however often it is given
        if _is_unbounded(task.each):
            message = (
                f"a phone reports {task.when} as often as it likes, and each is paid: add a limit, such as 3 a day"
            )
            yield warning((*path, "each"), "client-unlimited", message)


def _coupons_without_end(subject: Subject) -> Iterator[Finding]:
    """Each coupon is an entry of its own in the member's record; a milestone on the way to `each` has no limit."""
    for path, _, task in tasks(subject.campaign):
        if task.each is None or not _is_unbounded(task.each):
            continue
        for key, bag in (("gives", task.gives), *(("milestones", one) for one in task.milestones.values())):
            if (key == "gives" and task.limit) or not load(subject.campaign, {}, bag).coupon_bytes:
                continue
            message = (
                "each gives coupons again and again, and a member's record holds some two thousand: those beyond wait "
                "until others have ended: "
            )
            advice = "add a limit, such as 3 a day" if key == "gives" else "give points on the way, or use reach"
            yield warning((*path, key), "coupons-without-limit", f"{message}{advice}")
            break


def _is_unbounded(each: Amount) -> bool:
    """Whether what one member does in a day can be paid for any number of times."""
    return each.measure in ("sum", "different") or (each.measure == "times" and each.at_most is None)


RULES: tuple[Rule, ...] = (_one_measure, _pays, _milestones, _make_up, _already, _unlimited, _coupons_without_end)
