"""Checks a definition: what a container could not read or play is refused, and so are scenarios that play otherwise,
and taking from members what is live.

The rules of the lint, the diff and the scenarios are imported only when a definition is handed in, so that no member's
request waits for them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from chalicelib.domain.file import reading
from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.mechanics.board.block import Board
from chalicelib.domain.mechanics.definition import CampaignFile
from chalicelib.domain.publishing.calendar import calendar_of
from chalicelib.domain.publishing.definitions import PROGRAMME, Version
from chalicelib.domain.time.localtime import local, longest
from chalicelib.domain.words.errors import Rejected
from chalicelib.domain.words.findings import Checks, Finding
from chalicelib.services.drafting import Tree

if TYPE_CHECKING:
    from chalicelib.domain.scenarios import Failure

LARGEST = 350_000
"""Bytes of a version's JSON: an item of DynamoDB holds 400 KB."""


def check_trees(changed: Mapping[str, Tree], published: Mapping[str, Tree]) -> dict[str, tuple[Finding, ...]]:
    """Give the warnings of the lint, by id; raise Rejected with the errors of all trees.

    published: the newest trees by id, of which a programme is taken where none is among the changed. A changed one is
    held against the published campaigns too, which would otherwise lose a tier or an event type that they play with.
    """
    trees = {**published, **changed} if PROGRAMME in changed else changed
    programme, unread = reading.read({**published, **changed}.get(PROGRAMME, {}), Programme)
    found = {PROGRAMME: _doubts(programme) if programme and PROGRAMME in changed else unread}
    found |= {name: _judged(name, tree, programme or Programme()) for name, tree in trees.items() if name != PROGRAMME}
    wrong = {name: [one for one in of if one.level == "error"] for name, of in found.items()}
    before, _ = reading.read(published.get(PROGRAMME, {}), Programme)
    for name in [name for name, of in wrong.items() if of and name not in changed and name != PROGRAMME]:
        known = _judged(name, published[name], before or Programme())  # a rule of later days is not this change's fault
        wrong[name] = [one for one in wrong[name] if one not in known]
    if any(wrong.values()):
        raise Rejected({name: of for name, of in wrong.items() if of})
    return {name: tuple(one for one in found.get(name, ()) if one.level == "warning") for name in changed}


def check_version(version: Version, published: Mapping[str, Tree]) -> Checks:
    """Give what is to be recorded with a version; raise Rejected for what forbids it, a failed scenario included."""
    if (size := len(msgspec.json.encode(version))) > LARGEST:
        too_large = f"the file and its scenarios have {size:,} bytes as stored: {LARGEST:,} at most"
        raise Rejected({version.id: [Finding((), "error", "too-large", too_large)]})
    warnings = check_trees({version.id: version.tree}, published)[version.id]
    if version.scenarios is None:
        untested = Finding((), "warning", "no-scenarios", "no scenario shows that it plays as it should: add some")
        return Checks((*warnings, *unmeant(version, untested)))
    return Checks(warnings, _played(version, published))


def needed(version: Version) -> int:
    """For how long after its close a ranking of a version may change or wait to be paid (ms); 0: it has none."""
    if version.id == PROGRAMME:
        return 0
    campaign = _campaign(version.tree)
    boards = campaign.blocks(Board).values()
    review = max((longest(board.review.count, board.review.unit) for board in boards), default=0)
    return longest(campaign.grace.count, campaign.grace.unit) + review if boards else 0


def over(version: Version, at: int) -> list[Finding]:
    """A warning where a campaign is over at a moment (epoch ms): published then, it would only burn its name."""
    if version.id == PROGRAMME:
        return []
    campaign = _campaign(version.tree)
    window = calendar_of(campaign).window
    if window.closes > at:
        return []
    closed = local(window.closes, calendar_of(campaign).zone)
    message = f"it is over since {closed:%Y-%m-%d %H:%M} {campaign.timezone}: is the year right?"
    return [Finding(("closes",), "warning", "over", message)]


def check_lasting(version: Version, takes_effect: int) -> None:
    """Raise Rejected for a campaign that is over when it takes effect (epoch ms): it would be closed for good at once,
    and its name never used again."""
    if ended := over(version, takes_effect):
        raise Rejected({version.id: [replace(one, level="error") for one in ended]})


def unmeant(version: Version, *found: Finding) -> list[Finding]:
    """The warnings that the version's campaign does not accept."""
    from chalicelib.domain.mechanics.whole_lint import unaccepted  # as above

    return list(found) if version.id == PROGRAMME else unaccepted(_campaign(version.tree), found)


def check_fair(before: Version, after: Version, takes_effect: int, beside: Sequence[Version]) -> None:
    """Raise Rejected (`adverse_change`) where a version would take from members what the one in force before it
    promises.

    Before a campaign opens it has been played by no member, and anything may change; so may the programme before any
    published campaign opens. takes_effect: epoch ms. beside: every version by which members play from then on, of the
    campaigns and of the programme: one that is still to come does not hide the one that is in force until it comes.
    """
    from chalicelib.domain.mechanics.whole_diff import diff  # only where somebody publishes

    if after.id == PROGRAMME:
        bound = [_campaign(one.tree) for one in beside if one.id != PROGRAMME]
        changes = diff(_programme(before.tree), _programme(after.tree), campaigns=bound)
    else:
        bound = [_campaign(before.tree)]
        ranked = [tuple(_programme(one.tree).tiers) for one in beside if one.id == PROGRAMME] or [()]
        changes = [
            change for tiers in ranked for change in diff(bound[0], _campaign(after.tree), tiers, at=takes_effect)
        ]
    adverse = [Finding(one.path, "error", "adverse-change", one.reason) for one in changes if one.kind == "adverse"]
    if adverse and any(takes_effect > calendar_of(one).window.opens for one in bound):
        whose = "A campaign that plays by it" if after.id == PROGRAMME else "The campaign"
        raise Rejected(
            {after.id: list(dict.fromkeys(adverse))},
            f"{whose} is open: a change that takes something from its members can't take effect any more.",
            "adverse_change",
        )


def _doubts(programme: Programme) -> Sequence[Finding]:
    """Everything that is wrong or doubtful in a programme."""
    from chalicelib.domain.lint.programme import lint_programme  # as above

    return lint_programme(programme)


def _judged(id: str, tree: Tree, programme: Programme) -> Sequence[Finding]:
    """Find everything that is wrong or doubtful in a campaign's tree."""
    from chalicelib.domain.mechanics.whole_lint import lint  # as above

    campaign, errors = reading.read(tree, CampaignFile)
    if campaign is None:
        return errors
    if campaign.campaign != id:
        return [Finding(("campaign",), "error", "wrong-id", f"the campaign is published as {id}: say so here")]
    return lint(campaign, programme, tree)


def _played(version: Version, published: Mapping[str, Tree]) -> int:
    """Count the scenarios of a version, all of which hold; raise Rejected with those that don't.

    They are played in memory, and their draws are the same wherever and whenever they are played.
    """
    from chalicelib.domain.scenarios import check, publish, publish_programme  # as above

    if version.id == PROGRAMME:
        definitions = publish_programme(_programme(version.tree))
    else:
        definitions = publish(version.tree, _programme(published.get(PROGRAMME, {})))
    checked = check(version.scenarios or {}, definitions, version.id)
    failed = [Finding(one.path, "error", "scenario-failed", _told(one)) for one in checked.failures]
    if wrong := [*checked.findings, *failed]:
        raise Rejected({version.id: wrong})
    return checked.passed


def _told(failure: Failure) -> str:
    return f"{failure.scenario}: {failure.step}: expected {failure.expected}, got {failure.got}"


def _campaign(tree: Tree) -> Campaign:
    """Read a stored campaign; it was read before it was stored."""
    campaign, findings = reading.read(tree, CampaignFile)
    if campaign is None:
        raise ValueError(f"a stored campaign does not read: {findings[:3]}")
    return campaign


def _programme(tree: Tree) -> Programme:
    """Read a stored programme; an empty one where it does not read."""
    programme, _ = reading.read(tree, Programme)
    return programme or Programme()
