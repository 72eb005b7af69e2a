"""The way of a version, from a manager's disk to the members, and of a campaign: which command may follow on which.

    draft ── submit ──> submitted ── approve ──> approved ── publish ──> scheduled ── its moment ──> live ──> replaced
                            └── a newer one is submitted, or published ──┴──> outdated

One that is scheduled is approved again when it is taken back (unschedule) before its moment.

Numbers never go back: what is published later has a higher one. So a rollback does not list an older version again; it
publishes a new one that says what the older one said. What was overtaken before it was published is outdated for good:
whoever approved it had compared it with what was live then.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Literal, cast

from msgspec import Struct
from msgspec.structs import replace

from chalicelib.domain.publishing.live import Listed, listed_with
from chalicelib.domain.publishing.trail import Command, Entry
from chalicelib.domain.time.windows import Window
from chalicelib.domain.words.errors import Conflict

State = Literal["draft", "submitted", "approved", "scheduled", "live", "replaced", "outdated"]
"""Where a version stands. Only its author has a draft. A replaced one was published, and another is in force now."""

Phase = Literal["new", "live", "paused", "closed"]
"""Where a campaign stands. Nothing of a new one was ever published. Of a live one something is in force, or will be."""

Course = Literal["new", "not_yet_open", "open", "over", "paused", "closed", "in_force"]
"""Where a campaign is in its course, by the clock too; the programme, which has no window, is in force."""

VERSIONS: Final[Mapping[str, Mapping[str, str]]] = {
    state: dict(zip(("submit", "approve", "publish", "unschedule", "rollback"), row, strict=True))
    for state, row in {
        "draft": ("submitted", "unknown_version", "unknown_version", "unknown_version", "unknown_version"),
        "submitted": ("submitted", "approved", "not_approved", "not_scheduled", "never_published"),
        "approved": ("approved", "approved", "scheduled", "approved", "never_published"),
        "scheduled": ("scheduled", "scheduled", "scheduled", "approved", "scheduled"),
        "live": ("live", "live", "live", "not_scheduled", "scheduled"),
        "replaced": ("submitted", "version_outdated", "version_outdated", "not_scheduled", "scheduled"),
        "outdated": ("submitted", "version_outdated", "version_outdated", "not_scheduled", "never_published"),
    }.items()
}
"""The state to which a command brings a version, or the code of its refusal. No change means that it was done already.

Under submit: of the same text, handed in once more. Under unschedule: what was taken back already stays approved. Under
rollback: of the new version that repeats this one.
"""

CAMPAIGNS: Final[Mapping[str, Mapping[str, str]]] = {
    phase: dict(zip(("submit", "approve", "publish", "unschedule", "rollback", "pause", "resume"), row, strict=True))
    for phase, row in {
        "new": ("new", "new", "live", "new", "not_published", "not_published", "not_published"),
        "live": ("live", "live", "live", "live", "live", "paused", "live"),
        "paused": ("paused", "paused", "paused", "paused", "paused", "paused", "live"),
        "closed": ("campaign_closed",) * 7,
    }.items()
}
"""The phase to which a command brings a campaign, or the code of its refusal. One that is paused may be mended.

Under unschedule: while another version is in force or still to come. Without any it is new again.
"""

REFUSALS: Final[Mapping[str, str]] = {
    "unknown_version": "Nobody has handed in this version: submit it first.",
    "not_approved": "The version is not approved yet: let somebody else look at it and approve it.",
    "never_published": "Only what was published can be rolled back to: approve and publish this version instead.",
    "version_outdated": "A newer version has taken this one's place: submit it again, and it is compared with that.",
    "not_scheduled": "Only a version that waits for its moment can be taken back: from one in force, roll back.",
    "not_published": "Nothing of the campaign is published yet: there is nothing to stop, resume or go back to.",
    "campaign_closed": "The campaign was closed for good: choose a name that was never used.",
}
"""Advice on what to do next where a command is refused, by its code."""


class Standing(Struct, frozen=True):
    """Where one version stands."""

    number: int
    """Its number; a later one is higher."""
    hash: str
    """The SHA-256 of its text, in hex."""
    state: State
    """draft: only its author has it; replaced: it was published, and another is in force now; outdated: another
    overtook it before it was published.
    """
    author: str
    """Who handed it in."""
    submitted: int
    """When, epoch ms."""
    note: str
    """Why, in the author's words."""
    approved_by: str = ""
    """Empty where nobody has approved it, or needed to."""
    takes_effect: int | None = None
    """When, epoch ms; null where it was never published."""
    restores: int | None = None
    """The number of the older version that it repeats; null where it repeats none."""


def version_after(state: State, command: Command) -> State:
    """The state after a command, from the table; Conflict with the code of its refusal."""
    return cast(State, _after(VERSIONS[state], command))


def phase_after(phase: Phase, command: Command) -> Phase:
    """The phase after a command, from the table; Conflict with the code of its refusal."""
    return cast(Phase, _after(CAMPAIGNS[phase], command))


def course(phase: Phase, window: Window | None, in_force: bool, now: int) -> Course:
    """Where a campaign is in its course at a moment (epoch ms).

    window: of the version in force, or of the first that is coming; None for the programme. in_force: whether any is.
    """
    if phase != "live":
        return phase
    if not in_force or (window and now < window.opens):
        return "not_yet_open"
    if window is None:
        return "in_force"
    return "open" if now < window.closes else "over"


def standings(entries: Sequence[Entry], now: int) -> dict[int, Standing]:
    """Where each version of a campaign stands at a moment (epoch ms), by its number, as its audit trail tells."""
    found: dict[int, Standing] = {}
    for entry in entries:
        if entry.about:
            found |= _noted(found, entry)
    listed = _listed(entries)
    begun = [one.number for one in listed if one.takes_effect <= now]
    coming = [one.number for one in listed if one.takes_effect > now]
    return {
        number: replace(one, state=_by_clock(number, begun, coming)) if one.takes_effect is not None else one
        for number, one in found.items()
    }


class Term(Struct, frozen=True):
    """The time in which a version was in force."""

    number: int
    """The number of the version."""
    hash: str
    """The hash that receipts name it by."""
    since: int
    """From this moment on, epoch ms."""
    until: int | None
    """Up to this moment, epoch ms; None where no other has taken its place."""

    def is_named(self, text: str) -> bool:
        """Whether it is meant by `NUMBER`, `HASH` or `NUMBER:HASH`."""
        return text in (str(self.number), self.hash, f"{self.number}:{self.hash}")


def terms(entries: Sequence[Entry], now: int) -> dict[int, Term]:
    """The versions of a campaign that were in force at a moment (epoch ms) or before it, by their number.

    What was published and overtaken before its moment came never was.
    """
    known = standings(entries, now)
    begun = [term for term in _listed(entries) if term.takes_effect <= now]
    ends = [*(one.takes_effect for one in begun), None][1:]
    return {
        one.number: Term(one.number, known[one.number].hash, one.takes_effect, end)
        for one, end in zip(begun, ends, strict=True)
    }


def _listed(entries: Sequence[Entry]) -> tuple[Listed, ...]:
    """The versions that took effect, or will, as the trail tells: neither overtaken before their moment nor taken
    back.
    """
    listed: tuple[Listed, ...] = ()
    for entry in entries:
        if entry.does == "unschedule":
            listed = tuple(one for one in listed if one.number != entry.about)
        if entry.takes_effect is not None:
            listed = listed_with(listed, entry.about, entry.takes_effect)
    return listed


def _after(row: Mapping[str, str], command: Command) -> str:
    result = row["publish" if command == "schedule" else command]
    if result in REFUSALS:
        raise Conflict(REFUSALS[result], result)
    return result


def _noted(found: Mapping[int, Standing], entry: Entry) -> Iterable[tuple[int, Standing]]:
    """Give what an entry changes about the versions so far, but for what only the clock decides."""
    number = entry.about
    if entry.does == "approve":
        return [(number, replace(found[number], state="approved", approved_by=entry.actor))]
    if entry.does == "unschedule":
        return [(number, replace(found[number], state="approved", takes_effect=None))]
    if entry.does in ("publish", "schedule"):
        about = replace(found[number], state="scheduled", takes_effect=entry.takes_effect)
    else:
        about = Standing(
            number,
            entry.version.partition(":")[2],
            "submitted" if entry.does == "submit" else "scheduled",
            entry.actor,
            entry.at,
            entry.note,
            takes_effect=entry.takes_effect,
            restores=entry.restores,
        )
    overtaken = ("submitted",) if entry.does == "submit" else ("submitted", "approved")
    older = [one for one in found.values() if one.number < number and one.state in overtaken]
    return [(number, about), *((one.number, replace(one, state="outdated")) for one in older)]


def _by_clock(number: int, begun: Sequence[int], coming: Sequence[int]) -> State:
    if number in coming:
        return "scheduled"
    return "live" if number in begun[-1:] else "replaced"
