"""Tags: those of rules are given before they are taken, and had with one end at a time; a form gives its answers'."""

from audit.file_rules import blocks
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


def of_forms(recount: Recount, one: MemberReceipt) -> Said:
    """A form gives a tag of its answers alone, and takes none of them; afterwards each of them is had, or another of a
    group of which the first stays.
    """
    asked, receipt = one.receipt.get("asked", {}), one.receipt
    if receipt["does"] == "update":
        one.account.brand_tags = frozenset(asked["tags"]) if "tags" in asked else one.account.brand_tags
    if receipt["does"] != "fill" or "answers" not in asked:  # of who was erased it is not told
        return
    [form] = blocks(one.tree(asked["campaign"]), f"forms/{asked['form']}")[-1:]
    chosen = set[str]()
    for name, answers in asked["answers"].items():
        tags = form["asks"][name].get("tags", {})
        chosen |= {tags[each] for each in ([answers] if isinstance(answers, str) else answers) if each in tags}
    groups = recount.terms(receipt["at"]).get("tags", {})
    first = {name for name, group in groups.items() if group.get("keeps") == "first"}
    for posting in (each for each in one.postings if each.path == f"forms/{asked['form']}"):
        gave = {named.partition("=")[0] for named, n in posting.tags.items() if n > 0}
        took = {named.partition("=")[0] for named, n in posting.tags.items() if n < 0} - gave
        yield one.said(gave <= chosen and not took & chosen, f"{chosen} was answered: gave {gave}, took {took}")
    had = {named.partition("=")[0] for named, n in one.account.tags.items() if n}
    lost = {tag for tag in chosen - had if tag.partition("/")[0] not in first}
    yield one.said(not lost, f"{lost} was answered, and is not had")


RULES = (
    Rule("A tag is given before it is taken, and is had once", "tags", moved),
    Rule("A form gives the tags of its answers", "forms", of_forms),
)
