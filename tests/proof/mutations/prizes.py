"""Mistakes with what was won: it is lost from sight, or an address is seen or kept where it must not be."""

from tests.proof.mutations.mutation import Mutation

VIEW = "chalicelib/domain/views/prizes.py"
SENT = "chalicelib/domain/decide/gifts.py"
SERVICE = "chalicelib/services/prizes.py"
PERSONAL = "chalicelib/store/personal.py"
ADDRESSES = "chalicelib/store/addresses.py"
TESTS = "tests/api/test_prizes.py"

MUTATIONS = (
    Mutation(
        "won-lost-with-its-campaign",
        VIEW,
        "{**archives, **member.played}",
        "member.played",
        "what a member won would be gone from the shelf when the campaign closes",
        TESTS,
    ),
    Mutation(
        "sent-gift-waits-again",
        VIEW,
        "    if n > sent:\n",
        "    if n:\n",
        "a gift that was sent would be asked for once more",
        TESTS,
    ),
    Mutation(
        "more-sent-than-won",
        SENT,
        "        if action.count > waits:\n",
        "        if False:\n",
        "a mistyped count would mark gifts as sent that were not won yet",
        TESTS,
    ),
    Mutation(
        "address-of-anything",
        SERVICE,
        '            if not any(one.id == gift and one.state == "to_send" for one in self._won(member, now)):\n',
        "            if False:\n",
        "addresses would be kept that nobody needs",
        TESTS,
    ),
    Mutation(
        "absorbed-address-lost",
        SERVICE,
        "(member_id, *member.document.ids.absorbed)",
        "(member_id,)",
        "the gifts of a merged record would go nowhere",
        TESTS,
    ),
    Mutation(
        "address-outlives-the-person",
        PERSONAL,
        "            self._write(deletes=[writes.delete(item_key(gift))])\n",
        "            pass\n",
        "an erased member's address would stay",
        TESTS,
    ),
    Mutation(
        "address-after-the-erasure",
        ADDRESSES,
        ", checks=[unchanged])",
        ")",
        "an address that was given at that moment would outlive the erasure",
        TESTS,
    ),
)
