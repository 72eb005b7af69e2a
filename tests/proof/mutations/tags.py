"""Mistakes in tags that rules give."""

from tests.proof.mutations.mutation import Mutation

TAGS = "chalicelib/domain/play/tags.py"
OF_TAGS = "tests/domain/test_tags.py"
IN_REPORTS = "tests/cli/test_tags_in_reports.py"

MUTATIONS = (
    Mutation(
        "two-tags-of-one",
        TAGS,
        "        for one in rivals:\n            _take(player, one)\n",
        "",
        "a member would be dry and oily at once",
        OF_TAGS,
    ),
    Mutation(
        "first-tag-replaced",
        TAGS,
        'if group.keeps == "first" and not',
        'if group.keeps == "neither" and not',
        "who came by one channel would seem to have come by the last one",
        OF_TAGS,
    ),
    Mutation(
        "unknown-tag-beside-a-known-one",
        TAGS,
        "    return [one for one in turn.member.given_tags if one != tag and",
        "    return [one for one in declared(turn) if one != tag and",
        "a tag that is declared again would stand beside the one that took its place",
        OF_TAGS,
    ),
    Mutation(
        "tag-ends-a-month-early",
        TAGS,
        "return midnight(first_of_month(end + 1), turn.definitions.programme.zone)",
        "return midnight(first_of_month(end), turn.definitions.programme.zone)",
        "a tag would be gone in the last month in which it holds",
        OF_TAGS,
    ),
    Mutation(
        "brand-removes-given-tags",
        "chalicelib/domain/play/members.py",
        "(*_profile(turn, when).tags, *declared(turn))",
        "_profile(turn, when).tags or tuple(declared(turn))",
        "a word of the brand's would hide what rules gave",
        OF_TAGS,
    ),
    Mutation(
        "tags-of-the-erased-stay",
        "chalicelib/domain/derived/erasure.py",
        "postings = tuple(replace(one, tags={}) for one in receipt.postings)",
        "postings = receipt.postings",
        "receipts would still say what somebody is like who asked to be forgotten",
        OF_TAGS,
    ),
    Mutation(
        "longer-is-given-anew",
        "chalicelib/domain/record/journal.py",
        'moved[posted.partition("=")[0]] += n',
        "moved[posted] += n",
        "who is tagged anew each month would be counted each month, and as ended",
        IN_REPORTS,
    ),
    Mutation(
        "ended-with-its-time-is-forgotten",
        "chalicelib/domain/derived/programme_counters.py",
        "if one.why == EXPIRED):",
        "if one.why == BILL):",
        "no report would say that tags have ended",
        IN_REPORTS,
    ),
)
