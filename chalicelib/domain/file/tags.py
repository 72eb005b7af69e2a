"""The tags that rules give to members, in groups."""

from typing import Literal

from chalicelib.domain.file.blocks import Block, Words
from chalicelib.domain.words.values import Age, Name


class TagGroup(Block, frozen=True, kw_only=True):
    """One group of tags; of `one_of` a member has one at a time, of `any_of` any number."""

    one_of: dict[Name, Words] = {}
    """The names of tags of which a member has one at a time: [dry, oily]; or each with its words, {dry: {title: Dry}}.
    Without it, what `any_of` lists."""
    any_of: dict[Name, Words] = {}
    """The names of tags of which a member may have any number, likewise. Without it, what `one_of` lists."""
    valid: Age = Age()
    """How long a tag holds after the month in which it was given last: `12 months`. Without it, for ever."""
    keeps: Literal["first", "last"] = "last"
    """Of `one_of`, which tag stays when another one is given: the first, or the last. Without it, the last."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all its tags."""
        return tuple(self.one_of or self.any_of)
