"""Mistakes in friends and content: an inviter is rewarded twice, or for what came back; a link tells too much."""

from tests.proof.mutations.mutation import Mutation

FRIENDS = "chalicelib/domain/decide/friends.py"
CONTENTS = "chalicelib/domain/decide/contents.py"
TELLS = "chalicelib/domain/play/tells.py"
SHARING = "chalicelib/domain/record/sharing.py"
SIGN_IN = "chalicelib/services/sign_in.py"
QUEUE = "chalicelib/triggers/queue.py"
LAW = "chalicelib/domain/lint/markets/cn_friends.py"
OF_LAW = "tests/domain/test_markets.py"
OF_FRIENDS = "tests/domain/test_friends.py"
OF_CONTENTS = "tests/domain/test_contents.py"
OF_SHARING = "tests/domain/test_sharing.py"
OF_SIGN_IN = "tests/services/test_sign_in.py"
OF_TELLS = "tests/triggers/test_tells.py"

MUTATIONS = (
    Mutation(
        "old-customer-is-invited-by-merging",
        "chalicelib/domain/decide/merge.py",
        "together(_came(turn.member), _came(other.member))",
        "turn.member.arrival or other.member.arrival",
        "an inviter would be paid for who had been a customer all along",
        "tests/domain/test_friends.py",
    ),
    Mutation(
        "each-order-of-a-friend-pays",
        FRIENDS,
        "    if arrival is None or not arrival.invited_by or arrival.order or not order.minor:\n",
        "    if arrival is None or not arrival.invited_by or not order.minor:\n",
        "a second order would take the first one's place, and its refund would take nothing back",
        OF_FRIENDS,
    ),
    Mutation(
        "friends-order-of-before",
        FRIENDS,
        "    if order.paid < arrival.at - AHEAD:",
        "    if False:",
        "an inviter would be paid for an order that came about without the link",
        OF_FRIENDS,
    ),
    Mutation(
        "friends-order-that-came-back-before-it-came",
        FRIENDS,
        "    told = order.left > 0 and is_heard(turn, BOUGHT)\n",
        "    told = is_heard(turn, BOUGHT)\n",
        "an order of which nothing is left would pay the inviter for good",
        OF_FRIENDS,
    ),
    Mutation(
        "part-of-a-friends-order-comes-back",
        FRIENDS,
        "arrival.back or order.left or arrival.order",
        "arrival.back or arrival.order",
        "a cent that comes back would take all from the inviter",
        OF_FRIENDS,
    ),
    Mutation(
        "refund-of-another-order-of-a-friend",
        FRIENDS,
        " or arrival.order != _hash(key):\n",
        ":\n",
        "whatever a friend sends back would take from the inviter",
        OF_FRIENDS,
    ),
    Mutation(
        "refund-of-a-friend-heard-first",
        FRIENDS,
        "            turn.draft.verdict = WAITING\n",
        "            pass\n",
        "where the queue hands over the refund first, the order would pay for good",
        OF_FRIENDS,
    ),
    Mutation(
        "what-is-told-is-too-late",
        FRIENDS,
        "    turn.claimed = turn.now\n",
        "    turn.claimed = 0\n",
        "an hour of the queue would cost the inviter what was earned",
        OF_FRIENDS,
    ),
    Mutation(
        "any-content-is-noted",
        CONTENTS,
        "in one.published.window and content in followed(one):\n",
        "in one.published.window:\n",
        "a phone could make numbers of any name in the report",
        OF_CONTENTS,
    ),
    Mutation(
        "own-link-reaches",
        CONTENTS,
        'not in ("", turn.member_id)\n',
        'not in ("",)\n',
        "members would reach themselves by their own links",
        OF_CONTENTS,
    ),
    Mutation(
        "seconds-without-end",
        CONTENTS,
        "min(seconds // 1000, MOST_SECONDS)",
        "seconds // 1000",
        "one phone would decide how long everybody reads",
        OF_CONTENTS,
    ),
    Mutation(
        "one-reader-for-all",
        TELLS,
        "    return pseudonym(turn.member_id, other) if other",
        '    return pseudonym(turn.member_id, "") if other',
        "two sharers could find out that they know the same person",
        OF_CONTENTS,
    ),
    Mutation(
        "token-without-a-tag",
        SHARING,
        ' if hmac.compare_digest(tag, self._digest(b"tag", plain)[:TAG_BYTES]) else ""\n',
        "\n",
        "anybody could make up a token",
        OF_SHARING,
    ),
    Mutation(
        "erased-inviter-noted",
        SIGN_IN,
        '(inviter if loaded.snapshot.here else "")',
        "inviter",
        "a member who is gone would be an inviter",
        OF_SIGN_IN,
    ),
    Mutation(
        "each-reading-is-a-reader",
        "chalicelib/domain/derived/contents.py",
        """ += campaign in seen.first\n""",
        """ += 1\n""",
        "the report would take one who reads ten times for ten readers",
        OF_CONTENTS,
    ),
    Mutation(
        "reach-is-rewarded",
        LAW,
        "not in SHARING and when.value not in (REACHED, JOINED):",
        "not in SHARING:",
        "a friend's mere visit would be paid for, which closes the mini program",
        OF_LAW,
    ),
    Mutation(
        "chance-for-a-friend",
        LAW,
        """    return asset.startswith("draws/") or asset.endswith""",
        """    return asset.endswith""",
        "an invitation would be rewarded by chance",
        OF_LAW,
    ),
    Mutation(
        "second-level-of-a-challenge",
        LAW,
        "for placed in (everybody, *_around(when.by), when.by,",
        "for placed in (when.by,",
        "a second level could be written one line further up",
        OF_LAW,
    ),
    Mutation(
        "told-by-another-system",
        QUEUE,
        'if ATTRIBUTE in record.get("messageAttributes", {}) else trees\n',
        'if "to" in record["body"] else trees\n',
        "whoever may put events on the bus could reward a member for friends",
        OF_TELLS,
    ),
    Mutation(
        "who-is-gone-is-parked",
        QUEUE,
        "isinstance(result, Exception) and not isinstance(result, Unknown)",
        "isinstance(result, Exception)",
        "operators would be called for each friend of a member who was erased",
        OF_TELLS,
    ),
)
