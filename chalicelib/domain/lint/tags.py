"""Tags that rules give: groups that say which, bags and audiences that name those."""

from collections.abc import Iterator

from chalicelib.domain.file.blocks import having
from chalicelib.domain.file.flow import given
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.lint.subject import Rule, Subject, error, undeclared
from chalicelib.domain.play.tags import MOST_TAGS
from chalicelib.domain.words.findings import Finding, Path
from chalicelib.domain.words.values import Age, Audience, Costs


def groups(programme: Programme) -> Iterator[Finding]:
    """A group lists its tags once, and says whether one or several are had; its months are somebody's."""
    for name, group in programme.tags.items():
        at = ("tags", name)
        if bool(group.one_of) == bool(group.any_of):
            message = "list its tags, by `one_of: [dry, oily]` where a member has one at a time, or else by `any_of`"
            yield error(at, "tag-group", message)
        if group.any_of and group.keeps == "first":
            message = "of `any_of` all stay: leave `keeps` out, or write `one_of`"
            yield error((*at, "keeps"), "tag-group", message)
        if group.valid != Age() and programme.timezone is None:
            message = "tags end with months: say by `timezone: Asia/Shanghai` whose"
            yield error((*at, "valid"), "no-clock", message)


def not_too_many(programme: Programme) -> Iterator[Finding]:
    """A member's record has room for so many tags."""
    most = sum(1 if group.one_of else len(group.any_of) for group in programme.tags.values())
    if most > MOST_TAGS:
        message = f"a member could have {most} of them, and a record keeps {MOST_TAGS}: declare fewer"
        yield error(("tags",), "too-many-tags", message)


OF_PROGRAMME = (groups, not_too_many)


def _of_bags(subject: Subject) -> Iterator[Finding]:
    known = subject.programme.tag_names
    for bag in given(subject.campaign):
        path = (*bag.path, "tags")
        yield from _declared(path, bag.value.tags, known)
        named = [tag.partition("/")[0] for tag in dict.fromkeys(bag.value.tags) if tag in known]
        for group in dict.fromkeys(named):
            if named.count(group) > 1 and subject.programme.tags[group].one_of:
                message = f"of {group} a member has one tag at a time: give one of them"
                yield error(path, "one-tag-of-a-group", message)
    for price in having(subject.campaign, Costs):
        if price.value.tags:
            message = "tags are labels, and nobody pays with them: let it be for those who have one, by `who: {tag: …}`"
            yield error((*price.path, "tags"), "tags-not-spent", message)


def _of_audiences(subject: Subject) -> Iterator[Finding]:
    """The tags of a declared group are known; any other may be one of the brand's own."""
    for who in having(subject.campaign, Audience):
        condition = who.value.get("tag")
        for tag in condition.values if condition else ():
            if "/" in tag and tag.partition("/")[0] in subject.programme.tags:
                yield from _declared((*who.path, "tag"), (tag,), subject.programme.tag_names)


def _declared(path: Path, tags: tuple[str, ...], known: list[str]) -> Iterator[Finding]:
    for tag in tags:
        if tag not in known:
            yield undeclared(path, "tag", tag, known)


RULES: tuple[Rule, ...] = (_of_bags, _of_audiences)
