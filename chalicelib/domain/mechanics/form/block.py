"""The blocks of forms, as managers write them."""

from msgspec import field

from chalicelib.domain.file.blocks import Block
from chalicelib.domain.file.campaign import Closes, Opens
from chalicelib.domain.words.values import Audience, HowMany, Name, Options, TagName, Title


class FormAsk(Block, frozen=True, kw_only=True):
    """One thing that a form asks: options to choose from, or a text. Write one of the two."""

    title: Title = field(name="ask")
    """The text of the question: one, or one for each language."""
    options: Options = {}
    """The options to choose from, each a text under a name of your choice: {a: Dry, b: Oily}. Without it, a text."""
    tags: dict[Name, TagName] = {}
    """The tag that each option gives, by its name: {a: skin/dry}. Without it none gives any."""
    choose: HowMany | None = None
    """How many options are chosen: `2`, or `0 to 3`. Without it, exactly 1."""
    text: Title | None = field(default=None, name="hint")
    """A sentence or two below the question, likewise. Without it there is none."""
    longest: int | None = field(default=None, name="text")
    """How many characters a text may have: 200. Without it, there are options."""
    needed: bool = True
    """false: it may be left out. Without it, it has to be answered."""

    @property
    def number(self) -> HowMany:
        """How many options are chosen."""
        return self.choose or HowMany(1, 1)


class Form(Block, frozen=True, kw_only=True):
    """Questions without a right answer: what members choose becomes tags, and their words are kept for you."""

    asks: dict[Name, FormAsk]
    """The questions, each under a name of your choice."""
    who: Audience = {}
    """The members whom it is for, by tier, tag or age: {tier: gold}. Without it everybody."""
    opens: Opens | None = None
    """From when it may be sent. Without it, with the campaign."""
    closes: Closes | None = None
    """The first moment at which it may be sent no more. Without it, the campaign's end."""

    @property
    def tags(self) -> frozenset[str]:
        """All tags that its options give."""
        return frozenset(tag for ask in self.asks.values() for tag in ask.tags.values())
