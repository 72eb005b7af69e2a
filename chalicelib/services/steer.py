"""Does the commands of managers: hand in, approve, publish, take back, go back, stop and go on.

Each command reads the campaign's record, asks the lifecycle whether it may follow, and writes one transaction that is
guarded by the live list's revision: an audit entry, what it changes on the list, and a version where there is a new
one. A command that was done already changes nothing and says so, so that a manager who lost the answer just sends it
again.
"""

from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from chalicelib.domain.publishing.definitions import PROGRAMME, Version
from chalicelib.domain.publishing.lifecycle import Standing, phase_after, version_after
from chalicelib.domain.publishing.live import LEAD, Live, effective, played_from, taken_back, with_pause, with_version
from chalicelib.domain.publishing.trail import Command, Entry
from chalicelib.domain.words.errors import Conflict, Forbidden
from chalicelib.services.checking import check_fair, check_lasting, check_trees, check_version, needed, over, unmeant
from chalicelib.services.dossier import Dossier, read_dossier
from chalicelib.services.drafting import Drafting, Submission, Tree, differ
from chalicelib.store.campaigns import Campaigns


class Instruction(Struct, frozen=True):
    """The manager who gives a command, and when."""

    by: str
    """The manager's name."""
    now: int
    """By the campaigns' clock, epoch ms."""
    note: str = ""
    """The reason, for readers of the audit trail."""


class CommandResult(Struct, frozen=True):
    """The result of a command."""

    version: int | None
    """The number that it was about; None: the whole campaign."""
    changed: bool
    """False where it was done already."""


class Steer:
    """Does commands.

    Each raises Conflict: `revision_conflict` where another manager was faster, and the lifecycle's refusals; Unknown:
    `unknown_campaign`, `unknown_version`; Unavailable where the table does not answer.
    """

    def __init__(self, campaigns: Campaigns, master: bytes, entropy: Callable[[], bytes], approve_own: bool) -> None:
        """master: the secret that all seeds derive from. entropy: gives 32 random bytes. approve_own: whether the
        author of a version may approve it.
        """
        self._campaigns = campaigns
        self._drafting = Drafting(master, entropy)
        self._approve_own = approve_own

    def submit(self, id: str, written: Submission, now: int) -> CommandResult:
        """Hand in the next version of a campaign, or of the programme. Raises Rejected with its errors and failed
        scenarios.

        The text of the newest version handed in again is no new version, whoever hands it in.
        """
        dossier = read_dossier(self._campaigns, id, now)
        phase_after(dossier.phase, "submit")
        newest = self._newest(dossier)
        if newest and not differ(newest.tree, written.tree) and not differ(newest.scenarios, written.scenarios):
            return CommandResult(newest.number, changed=False)
        version = self._checked(self._drafting.version(id, written, newest, now), dossier.record.live)
        ended = unmeant(version, *over(version, now))
        version = replace(version, checks=replace(version.checks, warnings=(*version.checks.warnings, *ended)))
        entry = Entry(now, "submit", written.author, version.label, note=written.note)
        return self._write(dossier, dossier.record.live, entry, [version])

    def approve(self, id: str, number: int, instruction: Instruction) -> CommandResult:
        """Let a version be published. Raises Forbidden (`own_version`) for its author."""
        dossier = self._dossier(id, instruction)
        phase_after(dossier.phase, "approve")
        standing = dossier.standing(number)
        if version_after(standing.state, "approve") == standing.state:
            return CommandResult(number, changed=False)
        if standing.author == instruction.by and not self._approve_own:
            raise Forbidden("You handed in this version: let somebody else look at it and approve it.", "own_version")
        entry = Entry(instruction.now, "approve", instruction.by, _label(standing), note=instruction.note)
        return self._write(dossier, dossier.record.live, entry)

    def publish(self, id: str, number: int, instruction: Instruction, at: int | None = None) -> CommandResult:
        """Let a version take effect as soon as it may, or at a later moment (epoch ms).

        Raises Conflict (`takes_effect_too_soon`, `already_published` for another moment) and Rejected, where something
        else that was published meanwhile forbids it, or where it would take from members what is live.
        """
        dossier = self._dossier(id, instruction)
        phase_after(dossier.phase, "publish")
        standing = dossier.standing(number)
        if version_after(standing.state, "publish") == standing.state:
            return _as_published(standing, instruction.now, at)
        moment = effective(instruction.now, at)
        [version] = self._versions(id, number)
        self._checked(version, dossier.record.live)
        does: Command = "publish" if at is None else "schedule"
        entry = Entry(instruction.now, does, instruction.by, _label(standing), moment, note=instruction.note)
        return self._list(dossier, version, entry)

    def unschedule(self, id: str, number: int, instruction: Instruction) -> CommandResult:
        """Take back a version that waits for its moment: it is approved, and takes effect no more.

        Raises Conflict (`takes_effect_too_soon`) in its last minute, when some may play by it already; Rejected where
        what was published since stands on it.
        """
        dossier = self._dossier(id, instruction)
        phase_after(dossier.phase, "unschedule")
        standing = dossier.standing(number)
        if version_after(standing.state, "unschedule") == standing.state:
            return CommandResult(number, changed=False)
        if (standing.takes_effect or 0) < instruction.now + LEAD:
            raise Conflict(
                f"The version takes effect within {LEAD // 1000} s, too soon to be taken back everywhere: roll back"
                " once it is in force.",
                "takes_effect_too_soon",
            )
        revised = taken_back(dossier.record.live, id, number)
        self._check_without(id, number, dossier.record.live, revised)
        entry = Entry(instruction.now, "unschedule", instruction.by, _label(standing), note=instruction.note)
        return self._write(dossier, revised, entry)

    def rollback(self, id: str, number: int, instruction: Instruction, at: int | None = None) -> CommandResult:
        """Publish the text of an older version as a new one, under the same rule; it needs no approval again."""
        dossier = self._dossier(id, instruction)
        phase_after(dossier.phase, "rollback")
        version_after(dossier.standing(number).state, "rollback")
        last = dossier.record.live.versions[id][-1]
        older, listed = self._versions(id, number, last.number)
        if not differ(older.tree, listed.tree) and last.takes_effect <= _earliest(instruction.now, at):
            return CommandResult(listed.number, changed=False)
        moment = effective(instruction.now, at)
        written = Submission(older.tree, older.scenarios, instruction.by, instruction.note, restores=number)
        draft = self._drafting.version(id, written, self._newest(dossier), instruction.now)
        version = self._checked(draft, dossier.record.live)
        entry = Entry(instruction.now, "rollback", instruction.by, version.label, moment, number, instruction.note)
        return self._list(dossier, version, entry, [version])

    def pause(self, id: str, instruction: Instruction) -> CommandResult:
        """Stop a campaign: it goes on counting and grants nothing. It holds everywhere within a minute."""
        return self._pause(id, instruction, paused=True)

    def resume(self, id: str, instruction: Instruction) -> CommandResult:
        """Let a campaign go on, and pay what members earned meanwhile."""
        return self._pause(id, instruction, paused=False)

    def _pause(self, id: str, instruction: Instruction, paused: bool) -> CommandResult:
        dossier = self._dossier(id, instruction).campaign()
        does: Command = "pause" if paused else "resume"
        if phase_after(dossier.phase, does) == dossier.phase:
            return CommandResult(None, changed=False)
        revised = with_pause(dossier.record.live, id, paused, instruction.now)
        return self._write(dossier, revised, Entry(instruction.now, does, instruction.by, note=instruction.note))

    def _list(self, dossier: Dossier, version: Version, entry: Entry, new: Sequence[Version] = ()) -> CommandResult:
        """Put a version on the list, if it is fair to who plays the one that is in force before it."""
        live, moment = dossier.record.live, entry.takes_effect or 0
        before = [one.number for one in live.versions.get(version.id, ()) if one.takes_effect < moment]
        in_force = self._versions(version.id, before[-1])[0] if before else None
        if in_force is None or not over(in_force, moment):
            check_lasting(version, moment)
        if in_force is not None:
            check_fair(in_force, version, moment, self._beside(live, moment))
        listed = with_version(live, version.id, version.number, moment, entry.at, needed(version))
        return self._write(dossier, listed, entry, new)

    def _check_without(self, id: str, number: int, live: Live, revised: Live) -> None:
        """Raise Rejected where what is still to come was published on top of what is taken back."""
        if id == PROGRAMME:
            check_trees({PROGRAMME: self._published(revised).get(PROGRAMME, {})}, self._published(live))
        left = revised.versions.get(id, ())
        after = [at for at, one in enumerate(left) if one.number > number]
        if after and after[0]:
            before, then = left[after[0] - 1], left[after[0]]
            first, second = self._versions(id, before.number, then.number)
            check_fair(first, second, then.takes_effect, self._beside(revised, then.takes_effect))

    def _beside(self, live: Live, moment: int) -> list[Version]:
        """Every version by which members play from a moment on."""
        beside = {(of, one.number) for of, listed in live.versions.items() for one in played_from(listed, moment)}
        return [*self._campaigns.versions(beside).values()]

    def _write(self, dossier: Dossier, revised: Live, entry: Entry, new: Sequence[Version] = ()) -> CommandResult:
        self._campaigns.write(dossier.record.live, revised, [(dossier.record.id, entry)], new)
        return CommandResult(entry.about or None, changed=True)

    def _dossier(self, id: str, instruction: Instruction) -> Dossier:
        return read_dossier(self._campaigns, id, instruction.now).known()

    def _newest(self, dossier: Dossier) -> Version | None:
        """Read the newest version that was handed in."""
        number = dossier.record.end.version
        return self._versions(dossier.record.id, number)[0] if number else None

    def _versions(self, id: str, *numbers: int) -> list[Version]:
        found = self._campaigns.versions({(id, number) for number in numbers})
        return [found[id, number] for number in numbers]

    def _checked(self, version: Version, live: Live) -> Version:
        """The version with what was found in it, as all that is published stands now."""
        return replace(version, checks=check_version(version, self._published(live)))

    def _published(self, live: Live) -> dict[str, Tree]:
        """The newest published trees by id."""
        return {one.id: one.tree for one in self._campaigns.versions(live.newest.items()).values()}


def _label(standing: Standing) -> str:
    return f"{standing.number}:{standing.hash}"


def _as_published(standing: Standing, now: int, at: int | None) -> CommandResult:
    """The answer to publishing what is published: done already, unless another moment is asked for."""
    moment = standing.takes_effect or 0
    if moment == at or (at is None and moment <= _earliest(now, at)):
        return CommandResult(standing.number, changed=False)
    if moment <= now:
        raise Conflict(
            f"Version {standing.number} is in force already, so no other moment can be set for it: hand in a new"
            " version for that moment, or roll back to an older one.",
            "already_published",
        )
    raise Conflict(
        f"Version {standing.number} is published for another moment: take that back first, by `unschedule`.",
        "already_published",
    )


def _earliest(now: int, at: int | None) -> int:
    """Give the moment that is asked for, epoch ms, be it too soon or not."""
    return effective(now, None) if at is None else at
