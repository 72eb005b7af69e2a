"""One who says things of a campaign in a language: bags, prices, members, and events with their conditions."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.file.conditions import thousandths
from chalicelib.domain.file.phrases import money as money_of
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.saying import values
from chalicelib.domain.saying.language import Language
from chalicelib.domain.saying.names import Names
from chalicelib.domain.words.values import Audience, Bag, BeforeEnd, Condition, Conditions, Price

_BLOCKS: Mapping[str, str] = {
    "quiz": "quizzes",
    "form": "forms",
    "board": "boards",
    "coupon": "prizes",
    "tier": "tiers",
    "campaign": "campaigns",
    "channel": "channels",
}
"""The blocks that a field of an own event names."""

_BY_DAYS = ("last_order", "joined")


class Speaker:
    """Says the parts of sentences; every title is in quotation marks."""

    def __init__(self, language: Language, campaign: Campaign, programme: Programme) -> None:
        self.language = language
        self.campaign = campaign
        self.programme = programme
        self.names = Names(language, campaign, programme)

    def say(self, key: str, /, **filled: Any) -> str:
        """The sentence of a key of the catalogue, with its blanks filled."""
        return self.language.say(key, **filled)

    def bag(self, bag: Bag) -> str:
        """`30 points and 1 draw of “Care box”`."""
        one, names = self.say, self.names
        parts = [one("bag.points", n=bag.points)] if bag.points else []
        if isinstance(bag, Price) and bag.older_than:
            parts = [one("bag.old_points", n=bag.points, months=bag.older_than)]
        parts += [one("bag.stars", n=bag.stars)] if bag.stars else []
        parts += [one("bag.draws", n=n, box=names.box(box)) for box, n in bag.draws.items()]
        for fragment, n in bag.fragments.items():
            named = names.fragment(fragment)
            key = "bag.fragments" if named else "bag.random"
            parts.append(one(key, n=n, collection=names.set_of(fragment), fragment=named))
        parts += [one("bag.prizes", n=n, prize=names.prize(name)) for name, n in bag.prizes.items()]
        parts += [one("bag.tag", tag=names.tag(tag)) for tag in bag.tags]
        if isinstance(bag, Price) and bag.cash:
            parts.append(one("bag.cash", amount=values.money(self.language, bag.cash)))
        return self.language.listed(parts)

    def members(self, who: Audience) -> str:
        """The clauses that say which members are meant: `whose tier is “Gold” and who are at least 18 years old`."""
        return self.language.listed((self._member(fact, condition) for fact, condition in who.items()), "as_well")

    def _member(self, fact: str, condition: Condition) -> str:
        if fact == "segment":
            kinds = [self.members(self.programme.segments.get(name, {})) for name in condition.values]
            return self.say(f"who.segment.{condition.op}", kinds=self.language.listed(kinds, "or"))
        if fact == "invited":
            said = (condition.values == ("true",)) == (condition.op == "is")
            return self.say(f"who.invited.{str(said).lower()}")
        if fact in _BY_DAYS:
            first, *rest = condition.values
            return self.say(f"who.{fact}.{condition.op}", first=_days_ago(condition, first), second=(*rest, "")[0])
        said_values = [self._known(fact, text) for text in condition.values]
        key = f"who.{fact}.{condition.op}"
        clause = self.say(
            key, values=self.language.listed(said_values, "or"), first=said_values[0], second=said_values[-1]
        )
        return clause + (self.say("who.months", n=condition.months) if condition.months else "")

    def _known(self, fact: str, text: str) -> str:
        """A value of something that is known of members."""
        match fact:
            case "tier":
                return self.names.of(f"tiers/{text}")
            case "tag":
                return self.names.tag(text)
            case "birthday":
                return self.language.words[f"birthday.{text}"]
            case "spent":
                return values.money(self.language, money_of(text))
            case _:
                return text

    def event(self, kind: str, where: Conditions, title: str = "") -> str:
        """The event, with its conditions: `a paid order (channel: app or mini-program)`. title: that of the block that
        counts it, which stands for a type of event that has no words."""
        what = self.language.key(f"event.{kind}")
        said = self.language.words[what] if what else self.say("event", title=self.language.quoted(title or None, kind))
        conditions = [self._field(kind, field, condition) for field, condition in where.items()]
        return (
            self.say("where", event=said, conditions=self.language.listed(conditions, "also")) if conditions else said
        )

    def field(self, name: str | None) -> str:
        """A field of an event, as members call it."""
        return self.language.words.get(f"field.{name}", str(name))

    def _field(self, event: str, field: str, condition: Condition) -> str:
        kind = declared.fields.get(field, "text") if (declared := self.programme.events.get(event)) else "text"
        said = [self._value(kind, event, field, text) for text in condition.values]
        value = self.say(f"is.{condition.op}", values=self.language.listed(said, "or"), first=said[0], second=said[-1])
        return self.say("condition", field=self.field(field), value=value)

    def _value(self, kind: str, event: str, field: str, text: str) -> str:
        """A value of an event's field, by its declared kind."""
        source = declared.source if (declared := self.programme.events.get(event)) else ""
        if kind == "money":
            return values.money(self.language, money_of(text))
        if kind == "date":
            return values.day(self.language, date.fromisoformat(text))
        if kind == "flag":
            return self.language.words[f"flag.{text}"]
        if kind == "number":
            return values.plain_number(thousandths(text))
        if field == "segment" and text in self.programme.segments:
            return self.members(self.programme.segments[text])
        if field == "touch" and (touch := self.programme.touches.plan.get(text)):
            return self._touch(touch.when, touch.where)
        return (
            self.names.of(f"{_BLOCKS[field]}/{text}")
            if source == "tessera" and field in _BLOCKS
            else self.language.quoted(None, text)
        )

    def _touch(self, when: str | BeforeEnd, where: Conditions) -> str:
        """A message that has no title, by what it is sent for."""
        if isinstance(when, BeforeEnd):
            return self.say(f"before.{when.ends}", ahead=values.duration(self.language, when.ahead))
        return self.event(when, where)


def _days_ago(condition: Condition, first: str) -> str:
    """The file says `more than 180 days ago`, which is kept as at least 181."""
    return str(int(first) - 1) if condition.op == "at_least" else first
