"""Days that are made up: each once, after it was over, for what the file says."""

from audit.calendar import wall
from audit.file_rules import bag, blocks
from audit.recount import MemberReceipt, Recount, Rule, Said


def made_up(recount: Recount, one: MemberReceipt) -> Said:
    """A day is made up once, when it is past, and costs what the task says."""
    for posting in (each for each in one.postings if each.why.endswith(":make_up")):
        tree, day = one.tree(posting.campaign), one.receipt["asked"].get("date")
        terms = blocks(tree, posting.path)[-1]["make_up"]
        costs = bag(terms.get("costs", {}))
        yield one.said(posting.took == costs and not posting.gave, f"{posting.why} took {dict(posting.took)}")
        if day:  # of who was erased it is not told
            of, today = (posting.campaign, posting.path, day), wall(tree["timezone"], one.receipt["at"]).date()
            yield one.said(day < today.isoformat(), f"{posting.why} of {day} is not past on {today}")
            yield one.said(of not in one.account.made_up, f"{posting.why} of {day} was made up before")
            one.account.made_up.add(of)


RULES = (Rule("A day is made up once, when it is past, for what the file says", "days made up", made_up),)
