"""Installs definitions that come along with a deployment: several files at once, without a review.

What managers hand in goes the longer way of `steer`. Both make their versions by `drafting` and judge them by
`checking`. A text that has not changed since the deployment brought it along says nothing, so that a restart never
writes over what managers published meanwhile.
"""

import logging
from collections.abc import Callable, Mapping, Sequence

from chalicelib.domain.publishing.definitions import Version
from chalicelib.domain.publishing.live import Live, effective, with_version
from chalicelib.domain.publishing.trail import Entry
from chalicelib.services.checking import check_trees, needed, over
from chalicelib.services.drafting import Drafting, Submission, Tree, differ
from chalicelib.store.campaigns import Campaigns, VersionId

DEPLOYMENT = "deployment"
"""The author's name in the audit trail."""

log = logging.getLogger(__name__)


class Publish:
    """Publishes definitions."""

    def __init__(self, campaigns: Campaigns, master: bytes, entropy: Callable[[], bytes]) -> None:
        """master: the secret that all seeds derive from. entropy: gives 32 random bytes."""
        self._campaigns = campaigns
        self._drafting = Drafting(master, entropy)

    def publish(self, trees: Sequence[tuple[str, Tree]], now: int, takes_effect: int | None = None) -> list[Version]:
        """Publish trees by id (`programme`: tiers and event types) in one transaction, and give their new versions.

        A tree is left out unless its text is new: other than what the deployment published last, and than all that was
        handed in or published since. So publishing twice publishes once, and never takes back what managers did.
        takes_effect (epoch ms; None: as soon as it may) is at least LEAD from now, except for the first publication
        into an empty table: no container holds an older list then. A campaign that is not on the list and would be over
        at that moment is left out, and the log says so. Nothing is published when it raises Rejected (with
        the errors of all trees), Conflict (`takes_effect_too_soon`, `revision_conflict`, `campaign_closed`) or
        Unavailable.
        """
        live = self._campaigns.live()
        moment = effective(now, takes_effect) if live.revision or takes_effect is None else takes_effect
        known = self._campaigns.versions({*live.newest.items(), *self._since_installed(live, dict(trees))})
        published = {one.id: one.tree for one in known.values() if one.number == live.newest.get(one.id)}
        changed = {
            name: tree
            for name, tree in trees
            if all(one.id != name or differ(tree, one.tree) for one in known.values())
        }
        check_trees(changed, published)
        drafts = [
            self._drafting.version(name, Submission(tree, author=DEPLOYMENT), _newest(known, name), now)
            for name, tree in changed.items()
        ]
        versions = [one for one in drafts if not _too_late(one, live, moment)]
        if versions:
            self._install(live, versions, moment, now)
        return versions

    def _since_installed(self, live: Live, trees: Mapping[str, Tree]) -> set[VersionId]:
        """The versions from the one on that the deployment published last, of each id; all where it never did."""
        found = set()
        for name in trees.keys() & live.audit.keys():
            installed = [one.about for one in self._campaigns.record(name).entries if one.does == "install"]
            found |= {(name, number) for number in range(max(installed, default=1), live.audit[name].version + 1)}
        return found

    def _install(self, live: Live, versions: Sequence[Version], moment: int, now: int) -> None:
        revised = live
        for one in versions:
            revised = with_version(revised, one.id, one.number, moment, now, needed(one))
        entries = [(one.id, Entry(now, "install", DEPLOYMENT, one.label, moment)) for one in versions]
        self._campaigns.write(live, revised, entries, versions)


def _too_late(version: Version, live: Live, moment: int) -> bool:
    """Whether a campaign that members don't play yet would be over from the start: it would be closed for good within
    the hour, and its name could never be used again.
    """
    ended = [] if live.versions.get(version.id) else over(version, moment)
    for one in ended:
        log.warning("%s is not published: %s", version.id, one.message)
    return bool(ended)


def _newest(known: Mapping[VersionId, Version], id: str) -> Version | None:
    """The version of an id with the highest number, published or not."""
    return max((one for one in known.values() if one.id == id), key=lambda one: one.number, default=None)
