"""Mistakes in signing in: by platforms, by the brand's own login, by the shop's server, and after events."""

from tests.proof.mutations.mutation import Mutation

ALIPAY = "chalicelib/store/providers/alipay.py"
BRAND = "chalicelib/store/providers/brand.py"
DECISION = "chalicelib/domain/decide/decision.py"
DOUYIN = "chalicelib/store/providers/douyin.py"
JWS = "chalicelib/domain/wire/jws.py"
MEMBERSHIP = "chalicelib/domain/decide/membership.py"
SIGN_IN = "chalicelib/services/sign_in.py"
TAKE_IN = "chalicelib/services/take_in.py"
WECHAT = "chalicelib/store/providers/wechat.py"

OF_ALIPAY = "tests/store/providers/test_alipay.py"
OF_BEFORE = "tests/api/test_before_sign_in.py"
OF_BORN = "tests/api/test_born.py"
OF_BRAND = "tests/store/providers/test_brand.py"
OF_DOUYIN = "tests/store/providers/test_douyin.py"
OF_SETTINGS = "tests/test_settings.py"
OF_SIGN_IN = "tests/services/test_sign_in.py"
OF_WECHAT = "tests/store/providers/test_wechat.py"

MUTATIONS = (
    Mutation(
        "unionid-passed-over",
        WECHAT,
        "return (own, Identity(WECHAT_UNION, answer.unionid)) if answer.unionid else (own,)",
        "return (own,)",
        "each app of a brand would have members of its own",
        OF_WECHAT,
    ),
    Mutation(
        "half-of-a-platform-is-added",
        SIGN_IN,
        "if len(found) > 1 else {}",
        "if len(found) > 9 else {}",
        "whoever adds what is another member's would become one with that member at the next sign-in",
        OF_SIGN_IN,
    ),
    Mutation(
        "used-code-is-a-fault-of-ours",
        WECHAT,
        "case 40163:",
        "case 40164:",
        "a code that is sent twice would ring the operator",
        OF_WECHAT,
    ),
    Mutation(
        "access-token-to-its-last-second",
        WECHAT,
        "answer.expires_in - SPARE_SECONDS",
        "answer.expires_in",
        "phone numbers would be refused around the end of each access token",
        OF_WECHAT,
    ),
    Mutation(
        "voided-access-token-kept",
        WECHAT,
        "answer.errcode in TOKEN_VOID:",
        "answer.errcode in ():",
        "after a new app secret no phone number would sign in for two hours",
        OF_WECHAT,
    ),
    Mutation(
        "stand-in-signs-in",
        WECHAT,
        "if answer.is_snapshotuser:",
        "if answer.is_snapshotuser > 1:",
        "everybody who looks at a page in passing would be one member",
        OF_WECHAT,
    ),
    Mutation(
        "douyin-busy-is-a-fault-of-ours",
        DOUYIN,
        "case -1:",
        "case -2:",
        "a moment of Douyin's would ring the operator",
        OF_DOUYIN,
    ),
    Mutation(
        "alipays-answer-not-verified",
        ALIPAY,
        "self._require_signed(said, answer.sign)",
        "self._platform.name",
        "whoever sits between could say who signs in",
        OF_ALIPAY,
    ),
    Mutation(
        "alipay-signed-in-another-order",
        ALIPAY,
        "for name in sorted(fields)",
        "for name in fields",
        "Alipay would refuse every sign-in",
        OF_ALIPAY,
    ),
    Mutation(
        "token-chooses-its-algorithm",
        BRAND,
        "if key is None or token.header.alg != key.alg:",
        "if key is None:",
        "a token could say that it is signed by another algorithm than its key's",
        OF_BRAND,
    ),
    Mutation(
        "logins-signature-not-verified",
        BRAND,
        "key.verify(token.signature, token.signed)",
        "key.alg.lower()",
        "anybody could sign in as anybody",
        OF_BRAND,
    ),
    Mutation(
        "small-keys-taken",
        BRAND,
        "if key.key_size < SMALLEST_RSA:",
        "if key.key_size < 512:",
        "tokens could be forged by whoever factors the key",
        OF_BRAND,
    ),
    Mutation(
        "keys-for-encryption-verify",
        BRAND,
        'one.use == "sig" and',
        "",
        "a key that the login uses for something else would sign members in",
        OF_BRAND,
    ),
    Mutation(
        "strangers-ask-the-login",
        BRAND,
        "after = AGAIN_SECONDS if",
        "after = 0.0 if",
        "each token that names a key which was made up would be a request to the login",
        OF_BRAND,
    ),
    Mutation(
        "keys-lost-with-the-login",
        BRAND,
        "            if not self._keys:\n",
        "            if self._keys:\n",
        "nobody could sign in while the login's keys can't be read",
        OF_BRAND,
    ),
    Mutation(
        "old-tokens-taken",
        BRAND,
        "60 * self._told.minutes",
        "3600 * self._told.minutes",
        "a token that was stolen would be good for hours",
        OF_BRAND,
    ),
    Mutation(
        "nonce-not-compared",
        BRAND,
        "if not compare_digest(",
        "if False and not compare_digest(",
        "a token that was made for another page would sign in",
        OF_BRAND,
    ),
    Mutation(
        "made-for-another-client",
        BRAND,
        'token.claims.get("azp") != self._told.audience',
        'token.claims.get("azp") == ""',
        "a token that another client asked for would sign in",
        OF_BRAND,
    ),
    Mutation(
        "extensions-passed-over",
        JWS,
        "if head.crit is not None:",
        "if False:",
        "a token that says something we don't understand would be taken for one that does not",
        OF_BRAND,
    ),
    Mutation(
        "ids-not-linked",
        SIGN_IN,
        "new = [one for one in identities if one not in known]",
        "new: list[Identity] = []",
        "a unionid that appears later would lead to a second member",
        OF_SIGN_IN,
    ),
    Mutation(
        "one-person-stays-two-members",
        SIGN_IN,
        "answers += [self._merging.merge(first, other, now) for other in others]",
        "answers += []",
        "a person would have other points in each app",
        OF_SIGN_IN,
    ),
    Mutation(
        "revoked-token-adds-a-way-in",
        SIGN_IN,
        "one.subject, now, epoch)",
        "one.subject, now)",
        "who stole a phone could keep a way in after the member had revoked it",
        "tests/api/test_more_ways_in.py",
    ),
    Mutation(
        "own-id-is-anothers",
        "chalicelib/services/reasons.py",
        "if fault.found is not None and fault.found.member}",
        "if fault.found is not None}",
        "a member who adds the same way in again would hear that it is another one's",
        "tests/api/test_more_ways_in.py",
    ),
    Mutation(
        "clients-name-the-shops-customers",
        "chalicelib/store/providers/__init__.py",
        "if not isinstance(one, providers.ShopServer)",
        "if True",
        "anybody could sign in as any customer",
        OF_BEFORE,
    ),
    Mutation(
        "everybody-reported-is-a-member",
        TAKE_IN,
        "        if not let_in:\n",
        "        if False:\n",
        "a shop that reports all its customers would make them all members",
        OF_BEFORE,
    ),
    Mutation(
        "born-of-nothing",
        DECISION,
        "beside = len(asks) > 1 and",
        "beside = False and",
        "an event that is refused would make a member",
        OF_BEFORE,
    ),
    Mutation(
        "birth-tells-who-it-is",
        "chalicelib/domain/record/actions.py",
        '        del told["ids"]\n',
        "",
        "the first receipt would tell by which id the person is known, to all who are told of receipts",
        OF_SIGN_IN,
    ),
    Mutation(
        "born-told-again",
        MEMBERSHIP,
        "    if turn.member.profile.born:\n",
        "    if False:\n",
        "members could be as old as each box wants them",
        OF_BORN,
    ),
    Mutation(
        "born-told-anywhere",
        MEMBERSHIP,
        'if "born" not in turn.definitions.programme.members.may_tell:',
        "if False:",
        "members could tell an age that the brand has to verify",
        "tests/domain/test_membership.py",
    ),
    Mutation(
        "names-that-are-taken",
        "chalicelib/providers.py",
        "if not found or TAKEN & found.keys():",
        "if not found:",
        "a provider called as WeChat's unionids are could sign in as any of them",
        OF_SETTINGS,
    ),
    Mutation(
        "earlier-variable-passed-over",
        "chalicelib/settings.py",
        'for name in ("TESSERA_WECHAT", "TESSERA_WECHAT_SECRET") if environ.get(name)',
        'for name in ("TESSERA_WECHAT", "TESSERA_WECHAT_SECRET") if not name',
        "a stage that is told the old way would sign nobody in, and say nothing",
        OF_SETTINGS,
    ),
)
