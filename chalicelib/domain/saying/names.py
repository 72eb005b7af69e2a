"""The titles by which members know what a campaign and the programme name: never an id where there is a title."""

from collections.abc import Mapping
from typing import Any

from chalicelib.domain.file.blocks import Fragments, Placed, blocks, having
from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.file.flow import RANDOM
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.saying.language import Language
from chalicelib.domain.words.values import PrizeOdds, Title


class Names:
    """Finds titles of one campaign and its programme, in one language, each in quotation marks."""

    def __init__(self, language: Language, campaign: Campaign, programme: Programme) -> None:
        self._language = language
        self._titles = {**titles_of(campaign), **titles_of(programme)}
        self._boxes = {one.by.name: one.by.key for one in having(campaign, PrizeOdds)}
        self._sets = {one.by.name: one.by.key for one in having(campaign, Fragments)}
        self._titles[f"campaigns/{campaign.campaign}"] = campaign.title

    def of(self, key: str) -> str:
        """The title of a block by its key, `prizes/tee`, or its last name where it has none."""
        return self._language.quoted(self._titles.get(key), key.rpartition("/")[2])

    def heading(self, placed: Placed) -> str:
        """The title over a block's sentences, without marks; of one that has no name of its own, its kind."""
        kind = self._language.key(f"title.{type(placed.block).__name__}")
        return self._language.read(placed.block.title, self._language.words[kind] if kind else placed.name)

    def prize(self, name: str) -> str:
        """A prize's title."""
        return self.of(f"prizes/{name}")

    def box(self, name: str) -> str:
        """The title of a block whose draws are named so."""
        return self.of(self._boxes.get(name, name))

    def set_of(self, fragment: str) -> str:
        """The title of the collection of `COLLECTION/NAME`."""
        name = fragment.partition("/")[0]
        return self.of(self._sets.get(name, name))

    def fragment(self, fragment: str) -> str:
        """The title of `COLLECTION/NAME`; empty for a random one."""
        collection, _, name = fragment.partition("/")
        return "" if name == RANDOM else self.of(f"{self._sets.get(collection, collection)}/{name}")

    def tag(self, tag: str) -> str:
        """The title of a tag, `GROUP/NAME` or the brand's own."""
        return self.of(f"tags/{tag}")


def titles_of(definition: Any) -> Mapping[str, Title | None]:
    """The title of each block by its key."""
    return {one.key: one.block.title for one in blocks(definition) if one.path}
