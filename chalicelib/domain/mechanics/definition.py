"""The whole definition of a campaign: its head, and the blocks of every mechanic."""

from chalicelib.domain.file import reading
from chalicelib.domain.file.campaign import with_blocks
from chalicelib.domain.mechanics import MECHANICS
from chalicelib.domain.publishing.definitions import Published, Version, ready

CampaignFile = with_blocks("CampaignFile", __name__, {one.key: (one.block, one.described) for one in MECHANICS})
"""The struct that a campaign file is read as."""


def prepare(version: Version, master: bytes) -> Published:
    """Read a stored version into a campaign ready to be played; ValueError if the stored tree does not read."""
    campaign, findings = reading.read(version.tree, CampaignFile)
    if campaign is None:
        raise ValueError(f"{version.id} version {version.number} does not read: {findings[:3]}")
    return ready(version, campaign, master)
