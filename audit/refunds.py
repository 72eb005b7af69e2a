"""Orders that come back: what is taken back was given by the same block, and stayed until then."""

from audit.file_rules import bag, blocks
from audit.recount import MemberReceipt, Recount, Rule, Said


def taken_back(recount: Recount, one: MemberReceipt) -> Said:
    """A block takes back no more of an asset than it has given, and gives nothing while it does."""
    given = one.account.given
    for posting in (one for one in one.postings if not one.undoes):
        for asset, n in posting.gave.items():
            given[posting.campaign, posting.path, asset] += n
            made_of = blocks(one.tree(posting.campaign), asset) if asset.startswith("prizes/") else []
            for other, each in bag(made_of[-1]).items() if made_of else ():
                given[posting.campaign, posting.path, other] += n * each
    for posting in one.postings:
        if one.is_undone(posting) or posting.undoes:
            alone = posting.undoes or not posting.gave  # what an undone redemption took comes back with it
            yield one.said(alone, f"{posting.why} gave {dict(posting.gave)} while it was taken back")
            for asset, n in posting.took.items():
                key = (posting.campaign, posting.path, asset)
                given[key] -= n
                yield one.said(given[key] >= 0, f"{n} {asset} of {posting.why} are {-given[key]} more than it gave")


RULES = (Rule("What comes back takes back what was given", "movements taken back", taken_back),)
