"""Mistakes in touches: what falls due, what may be sent, and how much of it."""

from tests.proof.mutations.mutation import Mutation

DECIDE = "chalicelib/domain/decide/touches.py"
TIMES = "chalicelib/domain/decide/touch_times.py"
CAPS = "chalicelib/domain/play/caps.py"
PLAY = "chalicelib/domain/play/touches.py"
HOLDOUT = "chalicelib/domain/play/holdout.py"
NOTICE = "chalicelib/domain/derived/touch_notice.py"
COUNTERS = "chalicelib/domain/derived/touch_counters.py"
TOUCHING = "chalicelib/services/touching.py"
DIFF = "chalicelib/domain/diff/touches.py"
CN = "chalicelib/domain/lint/markets/cn.py"

OF_TOUCHES = "tests/domain/test_touches.py"
OF_LIVES = "tests/proof/test_touch_lives.py"
OF_FILE = "tests/domain/test_touches_file.py"
OF_REPORT = "tests/cli/test_touch_report.py"
OF_TABLE = "tests/proof/test_touches.py"

MUTATIONS = (
    Mutation(
        "touch-in-quiet-hours",
        DECIDE,
        "if quiet_at(turn, turn.now) is not None:",
        "if quiet_at(turn, turn.now + 1) is not None:",
        "a message would come a millisecond before the night is over",
        OF_TOUCHES,
    ),
    Mutation(
        "touch-cap-one-more",
        CAPS,
        'if counts.get(f"{path}@{within.id}", 0) >= one.count)',
        'if counts.get(f"{path}@{within.id}", 0) > one.count)',
        "members would be told one thing more than the cap says",
        OF_LIVES,
    ),
    Mutation(
        "touch-cap-of-all-not-counted",
        DECIDE,
        "    count_message(turn, ALL, programme.touches.limit)\n",
        "",
        "the limit of all touches together would never hold",
        OF_LIVES,
    ),
    Mutation(
        "touch-keeps-its-grant",
        DECIDE,
        "        _use_grant(turn, chosen.channel)\n",
        "        pass\n",
        "one grant would carry any number of messages, which the platform refuses",
        OF_LIVES,
    ),
    Mutation(
        "touch-without-consent",
        DECIDE,
        'if channel.needs == "consent" and name not in turn.member.consents:',
        'if channel.needs == "consent" and not turn.member.consents and name == "":',
        "a text message would come without consent, against the law",
        OF_LIVES,
    ),
    Mutation(
        "touch-to-who-is-held-out",
        DECIDE,
        "    if held_out:\n        return\n",
        "    if held_out and not chosen.channel:\n        return\n",
        "who is held out would get the coupon, and the comparison would compare nothing",
        OF_TOUCHES,
    ),
    Mutation(
        "touch-sent-again",
        DECIDE,
        "record.fell_due.pop(chosen.touch), fields_of",
        "record.fell_due[chosen.touch], fields_of",
        "the same message would be sent each day while it waits",
        OF_TOUCHES,
    ),
    Mutation(
        "touch-to-the-erased",
        DECIDE,
        "if record is None or turn.member.erased:",
        "if record is None:",
        "who was forgotten would still be written to",
        OF_TOUCHES,
    ),
    Mutation(
        "touch-of-a-tier-that-is-lost",
        DECIDE,
        "if not is_for(turn, said.who) or not _still_so(turn, said):",
        "if not is_for(turn, said.who):",
        "a member would be congratulated on a tier that a refund took",
        OF_TOUCHES,
    ),
    Mutation(
        "touch-waits-for-ever",
        PLAY,
        "if name not in plan or last_moment(turn, plan[name], at) <= turn.now:",
        "if name not in plan:",
        "a birthday would be told a week late",
        OF_TOUCHES,
    ),
    Mutation(
        "touch-reminds-twice",
        PLAY,
        "return min((at for at in moments if at > after), default=None)",
        "return min((at for at in moments if at >= after), default=None)",
        "settling would never end",
        OF_TOUCHES,
    ),
    Mutation(
        "touch-counts-the-order-before-it",
        PLAY,
        "if last.at <= after.paid < last.at + FOLLOWED:",
        "if after.paid < last.at + FOLLOWED:",
        "an order that was paid before the message would be counted for it",
        OF_TOUCHES,
    ),
    Mutation(
        "touch-holds-others-out-elsewhere",
        HOLDOUT,
        "return x * share.denominator < share.numerator * SPAN",
        "return x * share.denominator > share.numerator * SPAN",
        "who is held out would not be who the guide says",
        OF_LIVES,
    ),
    Mutation(
        "touch-tells-of-the-held-out",
        NOTICE,
        "if touched is None or touched.held_out:",
        "if touched is None:",
        "the messenger would write to who is held out",
        OF_REPORT,
    ),
    Mutation(
        "touch-counts-each-order-as-a-member-who-came",
        COUNTERS,
        "        if one.first:\n",
        "        if one.minor:\n",
        "one member who orders five times would count as five",
        OF_REPORT,
    ),
    Mutation(
        "touch-under-one-key-a-member",
        TOUCHING,
        'Request(SCOPE, str(member.version), b"", TouchMember())',
        'Request(SCOPE, "touch", b"", TouchMember())',
        "a member would be told one thing ever",
        "tests/proof/test_touches.py",
    ),
    Mutation(
        "touch-asked-again-in-the-night",
        TIMES,
        "        return quiet.closes\n",
        "        return at\n",
        "the schedule would ask for the same member all night",
        OF_TOUCHES,
    ),
    Mutation(
        "touch-is-no-moment",
        "chalicelib/domain/decide/falls_due.py",
        "= (_openings, _audiences, _purchases, _touches)",
        "= (_openings, _audiences, _purchases)",
        "nobody would be told anything before the next thing falls due",
        "tests/services/test_touch_sweep.py",
    ),
    Mutation(
        "touch-is-told-too-late",
        "chalicelib/domain/decide/touches.py",
        "until = min(last_moment(turn, said, due), next_quiet(turn, turn.now))",
        "until = last_moment(turn, said, due)",
        "what the platform takes hours later would come in the night",
        OF_TOUCHES,
    ),
    Mutation(
        "messenger-sends-twice",
        "messenger/sending.py",
        "if not self._marks.begin(message.key):",
        "if not self._marks.begin(message.key) and not message.touch:",
        "a repeat of the notice would be a second message",
        "tests/messenger/test_messenger.py",
    ),
    Mutation(
        "messenger-forgets-the-mark-of-what-is-unknown",
        "messenger/sending.py",
        "        except Unknown:\n",
        "        except Unknown:\n            self._marks.undo(message.key)\n",
        "a message whose answer was lost would come twice",
        "tests/messenger/test_messenger.py",
    ),
    Mutation(
        "looser-cap-is-better",
        DIFF,
        'yield adverse(path, f"{told}: members may be sent more")',
        'yield favourable(path, f"{told}: members may be sent more")',
        "a version that sends members more would pass as good for them",
        OF_FILE,
    ),
    Mutation(
        "texts-without-consent-pass",
        CN,
        'channel.needs != "consent":',
        'channel.needs == "nothing":',
        "texts against the law would pass the check",
        OF_FILE,
    ),
)
