"""Publish definitions: what a manager's files say becomes the next immutable version of each campaign.

Some things are fixed for good when a campaign is first published, whatever later versions say: the seeds of its draws,
and over how many shards a stock is spread.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec

from chalicelib.domain import chance, reading
from chalicelib.domain.campaign import Campaign
from chalicelib.domain.definitions import PROGRAMME, Version, drawing_blocks, limited_stocks, shards_for
from chalicelib.domain.errors import Conflict, Rejected
from chalicelib.domain.findings import Finding
from chalicelib.domain.lint import lint
from chalicelib.domain.live import LEAD, Live
from chalicelib.domain.programme import Programme
from chalicelib.store.campaigns import Campaigns

Tree = dict[str, Any]
"""A file as maps, lists and texts, no scalar typed yet."""


class Publish:
    """master: the secret that all seeds derive from · entropy: gives 32 random bytes."""

    def __init__(self, campaigns: Campaigns, master: bytes, entropy: Callable[[], bytes]) -> None:
        self._campaigns = campaigns
        self._master = master
        self._entropy = entropy

    def publish(self, trees: Sequence[tuple[str, Tree]], now: int, takes_effect: int | None = None) -> list[Version]:
        """Publish trees by id (`programme`: tiers and event types) in one transaction, and give their new versions.

        A tree that equals its newest version is left out, so that publishing twice publishes once. takes_effect (epoch
        ms; None: as soon as it may) is at least LEAD from now, except for the first publication into an empty table:
        nobody holds an older list then. Nothing is published when it raises Rejected (with the errors of all trees),
        Conflict (`takes_effect_too_soon`, `revision_conflict`, `campaign_closed`) or Unavailable.
        """
        live = self._campaigns.live()
        moment = _moment(live, now, takes_effect)
        newest = self._newest(live)
        changed = {name: tree for name, tree in trees if name not in newest or _differ(tree, newest[name].tree)}
        self._check({name: version.tree for name, version in newest.items()}, changed)
        versions = [self._draft(name, tree, newest.get(name), now) for name, tree in changed.items()]
        if versions:
            self._campaigns.publish(live, versions, moment, now)
        return versions

    def _newest(self, live: Live) -> Mapping[str, Version]:
        return {version.id: version for version in self._campaigns.versions(live.newest.items()).values()}

    def _check(self, live: Mapping[str, Tree], changed: Mapping[str, Tree]) -> None:
        """Rejected, with the errors of all trees. A changed programme is held against the live campaigns too, which
        would otherwise lose a tier or an event type that they play with."""
        trees = {**live, **changed} if PROGRAMME in changed else changed
        programme, errors = reading.read({**live, **changed}.get(PROGRAMME, {}), Programme)
        rejected: dict[str, Sequence[Finding]] = {PROGRAMME: errors} if errors else {}
        for name, tree in trees.items():
            if name != PROGRAMME and (wrong := _errors(name, tree, programme or Programme())):
                rejected[name] = wrong
        if rejected:
            raise Rejected(rejected)

    def _draft(self, id: str, tree: Tree, previous: Version | None, now: int) -> Version:
        """The next version of an id."""
        draft = Version(id, previous.number + 1 if previous else 1, tree, now)
        campaign, _ = reading.read(tree, Campaign)
        return draft if id == PROGRAMME or campaign is None else self._with_what_is_fixed(draft, campaign, previous)

    def _with_what_is_fixed(self, draft: Version, campaign: Campaign, previous: Version | None) -> Version:
        """The draft with its seeds and shards. What an earlier version had stays, even while a version is without it:
        its draws and takes are on record, and it may come back."""
        shards = {stock: shards_for(quota, campaign.crowd) for stock, quota in limited_stocks(campaign).items()}
        epoch = previous.epoch if previous else int.from_bytes(self._entropy()[:6])
        seeds = {of: chance.secret_seed(self._master, draft.id, of, epoch) for of in drawing_blocks(campaign)}
        commitments = {of: chance.commitment(seed) for of, seed in seeds.items()}
        return msgspec.structs.replace(
            draft,
            shards=shards | (previous.shards if previous else {}),
            epoch=epoch,
            commitments=commitments | (previous.commitments if previous else {}),
        )


def _errors(id: str, tree: Tree, programme: Programme) -> Sequence[Finding]:
    """Every error that forbids to publish a campaign: what a container could not read, or could not play."""
    campaign, errors = reading.read(tree, Campaign)
    if campaign is None:
        return errors
    if campaign.campaign != id:
        return [Finding(("campaign",), "error", "wrong-id", f"the campaign is published as {id}: say so here")]
    return [finding for finding in lint(campaign, programme) if finding.level == "error"]


def _moment(live: Live, now: int, wanted: int | None) -> int:
    earliest = now + LEAD
    if wanted is None:
        return earliest
    if wanted < earliest and live.revision:
        raise Conflict(
            f"A version takes effect {LEAD // 1000} s after it is published, or later.", "takes_effect_too_soon"
        )
    return wanted


def _differ(tree: Tree, other: Tree) -> bool:
    """Whether two trees say different things. Order counts: that of tiers is their rank, that of odds the draw's."""
    return msgspec.json.encode(tree) != msgspec.json.encode(other)
