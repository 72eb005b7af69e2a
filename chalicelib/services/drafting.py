"""Makes the next immutable version from a manager's file, with what the first version that has it fixes for good.

Whatever later versions say, the seeds of a campaign's draws stay, and so does over how many shards a stock is spread.
Each version carries on what any version before it had fixed, those included that were never published: so it does not
matter which of them are.
"""

from collections.abc import Callable
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from chalicelib.domain.chance import drawing
from chalicelib.domain.file import reading
from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.mechanics.definition import CampaignFile
from chalicelib.domain.publishing.definitions import PROGRAMME, Version, drawing_blocks, limited_stocks, shards_for

Tree = dict[str, Any]
"""A file as maps, lists and texts, no scalar typed yet."""


class Submission(Struct, frozen=True):
    """A file as a manager handed it in."""

    tree: Tree
    """The campaign, or the programme, as its file says it."""
    scenarios: Tree | None = None
    """The campaign's own tests; None where there are none."""
    author: str = ""
    """The name of the manager who hands it in."""
    note: str = ""
    """The reason, for readers of the audit trail; empty: none is given."""
    restores: int | None = None
    """The number of the older version whose text this is; None for a new text."""


class Drafting:
    """Makes versions."""

    def __init__(self, master: bytes, entropy: Callable[[], bytes]) -> None:
        """master: the secret that all seeds derive from. entropy: gives 32 random bytes."""
        self._master = master
        self._entropy = entropy

    def version(self, id: str, written: Submission, previous: Version | None, now: int) -> Version:
        """Make the version after the newest one of an id; nothing of it is checked yet. now: epoch ms."""
        draft = Version(
            id,
            previous.number + 1 if previous else 1,
            written.tree,
            now,
            scenarios=written.scenarios,
            author=written.author,
            note=written.note,
            restores=written.restores,
        )
        campaign, _ = reading.read(written.tree, CampaignFile)
        return draft if id == PROGRAMME or campaign is None else self._with_what_is_fixed(draft, campaign, previous)

    def _with_what_is_fixed(self, draft: Version, campaign: Campaign, previous: Version | None) -> Version:
        """The draft with its seeds and shards. What an earlier version had stays, even while a version is without it:
        its draws and takes are on record, and it may come back."""
        shards = {stock: shards_for(quota, campaign.crowd) for stock, quota in limited_stocks(campaign).items()}
        epoch = previous.epoch if previous else int.from_bytes(self._entropy()[:6])
        seeds = {of: drawing.secret_seed(self._master, draft.id, of, epoch) for of in drawing_blocks(campaign)}
        commitments = {of: drawing.commitment(seed) for of, seed in seeds.items()}
        return replace(
            draft,
            shards=shards | (previous.shards if previous else {}),
            epoch=epoch,
            commitments=commitments | (previous.commitments if previous else {}),
        )


def differ(tree: Tree | None, other: Tree | None) -> bool:
    """Compare two trees, order included: that of tiers is their rank, that of odds the draw's."""
    return msgspec.json.encode(tree) != msgspec.json.encode(other)
