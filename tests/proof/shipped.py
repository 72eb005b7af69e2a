"""The boxes and collections that are shipped, each ready to be drawn from."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chalicelib.domain.chance.odds import Table
from chalicelib.domain.mechanics.blind_box.block import BlindBox
from chalicelib.domain.mechanics.collection.block import Collection
from chalicelib.domain.mechanics.definition import prepare
from chalicelib.domain.publishing.definitions import Published, Version, drawing_blocks
from cli.campaign_file import load

CAMPAIGNS = Path(__file__).parents[2] / "campaigns"


@dataclass(frozen=True, eq=False)
class Shipped:
    """A block that draws: `blind_boxes/NAME`, or `collections/NAME` where it has odds."""

    published: Published
    of: str

    @property
    def block(self) -> BlindBox | Collection:
        found: BlindBox | Collection = self.published.drawables[self.of].by.block
        return found

    @property
    def table(self) -> Table:
        return self.published.tables[self.of]

    @property
    def name(self) -> str:
        """`CAMPAIGN/NAME`."""
        return f"{self.published.id}/{self.of.partition('/')[2]}"


def blocks() -> Iterator[Shipped]:
    """All of them, of all campaigns in the folder."""
    for file in sorted(CAMPAIGNS.glob("*/campaign.yaml")):
        tree: Any = load(file).tree
        published = prepare(Version(id=file.parent.name, number=1, tree=tree, published=0), b"master".ljust(32, b"\0"))
        for of in drawing_blocks(published.campaign):
            yield Shipped(published, of)
