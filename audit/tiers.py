"""Tiers that stars brought: one follows on the other, and each took as many stars as the programme says."""

from audit.recount import MemberReceipt, Recount, Rule, Said


def moved(recount: Recount, one: MemberReceipt) -> Said:
    """A tier goes up with enough stars, perhaps after a fall from one above it; and follows on what was said last."""
    by_brand = one.receipt["does"] in ("update", "merged", "import")  # or the other record had another tier
    move = one.receipt.get("tier")
    if move is None:
        one.account.tier = None if by_brand else one.account.tier
        return
    tiers = recount.terms(one.receipt["at"]).get("tiers", {})
    names = ["", *tiers]
    tier, before = move["tier"], move["before"]
    known = (by_brand or one.account.tier in (None, before)) and tier in names
    yield one.said(known, f"{tier} comes after {before}, which was {one.account.tier}")
    if known and not one.takes_back and before in names and names.index(tier) > names.index(before):
        reached = [
            said["from"] for name, said in tiers.items() if "from" in said and names.index(name) >= names.index(tier)
        ]
        came = sum(each.gave["stars"] for each in one.moved_over)  # of another record of the same person
        stars, wanted = one.account.holds["stars"] + came, [int(said.partition(" ")[0]) for said in reached]
        yield one.said(any(stars >= n for n in wanted), f"{stars} stars for {tier}, or what is above it: {wanted}")
    one.account.tier = None if by_brand else tier


RULES = (Rule("A tier follows on the last one, and takes its stars", "tiers", moved),)
