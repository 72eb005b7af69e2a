"""Tags that rules give: each is given before it is taken, and had with one end at a time."""

from audit.recount import MemberReceipt, Recount, Rule, Said


def moved(recount: Recount, one: MemberReceipt) -> Said:
    """The sum of what a member's postings say of a tag is 0 or 1, over all of its ends too."""
    touched = set()
    for posting in one.postings:
        for named, n in posting.tags.items():
            one.account.tags[named] += n
            touched.add(named.partition("=")[0])
    for tag in sorted(touched):
        ends = {named: n for named, n in one.account.tags.items() if named.partition("=")[0] == tag and n}
        yield one.said(sum(ends.values()) in (0, 1) and set(ends.values()) <= {1}, f"{tag} is had as {ends}")


RULES = (Rule("A tag is given before it is taken, and is had once", "tags", moved),)
