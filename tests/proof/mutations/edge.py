"""Mistakes at the edge: who calls, what a key stands for, what a client is told."""

from tests.proof.mutations.mutation import Mutation

AUTH = "chalicelib/api/auth.py"
JWS = "chalicelib/domain/wire/jws.py"
IJSON = "chalicelib/domain/wire/ijson.py"
PLAYS = "chalicelib/api/plays.py"
ROTATION = "chalicelib/domain/wire/rotation.py"
SERVE = "chalicelib/api/serve.py"

OF_ACTIONS = "tests/api/test_actions.py"
OF_AUTH = "tests/api/test_auth.py"
OF_BAD_INPUT = "tests/api/test_bad_input.py"
OF_STRANGERS = "tests/api/test_strangers.py"

MUTATIONS = (
    Mutation(
        "signature-not-verified",
        SERVE,
        "auth.require_signature(parts.settings, request.headers, raw)",
        "pass",
        "anybody could report orders",
        OF_STRANGERS,
    ),
    Mutation(
        "any-secret-will-do",
        AUTH,
        "Webhook(secret).verify(",
        "bool(secret) or Webhook(secret).verify(",
        "anybody could report orders",
        OF_STRANGERS,
    ),
    Mutation(
        "audience-skipped",
        JWS,
        " or audience not in (audiences if isinstance(audiences, list) else [audiences])",
        "",
        "a token for another service would be good here",
        OF_STRANGERS,
    ),
    Mutation(
        "issuer-skipped",
        JWS,
        'claims.get("iss") != issuer or ',
        "",
        "another stage's token would be good here",
        OF_STRANGERS,
    ),
    Mutation(
        "tokens-for-ever",
        JWS,
        "leeway <= now:",
        "leeway <= 0:",
        "a token would outlive its time",
        "tests/api/test_strangers.py tests/api/test_auth.py",
    ),
    Mutation(
        "expiry-not-asked",
        AUTH,
        '"iat", "exp")',
        '"iat")',
        "a token without an end would be good for ever",
        OF_STRANGERS,
    ),
    Mutation(
        "actions-skip-the-epoch",
        PLAYS,
        "[request], call.now, call.caller.epoch)",
        "[request], call.now)",
        "a revoked token could still act",
        OF_AUTH,
    ),
    Mutation(
        "home-screen-skips-the-epoch",
        "chalicelib/api/reads.py",
        "home(call.caller.member, call.now, call.caller.epoch)",
        "home(call.caller.member, call.now)",
        "a revoked token could still read the wallet",
        OF_AUTH,
    ),
    Mutation(
        "key-given-twice",
        IJSON,
        "if len(found) < len(pairs):",
        "if False:",
        "two readers of one text would see two requests",
        OF_BAD_INPUT,
    ),
    Mutation(
        "body-as-it-is-spelled",
        IJSON,
        'order="sorted"',
        "order=None",
        "a retry by another JSON library would be a contradiction",
        OF_ACTIONS,
    ),
    Mutation(
        "path-not-in-the-fingerprint",
        PLAYS,
        "call.route.name, call.ids, call.tree",
        "call.route.name, call.tree",
        "a key could be used for another box",
        OF_ACTIONS,
    ),
    Mutation(
        "client's-event-believed",
        PLAYS,
        "by_client=True",
        "by_client=False",
        "a phone could report its own orders, and be paid for them",
        OF_BAD_INPUT,
    ),
    Mutation(
        "sources-share-their-ids",
        "chalicelib/services/take_in.py",
        'f"event:{event.source}"',
        '"event"',
        "the second shop's event 1 would be taken for the first one's",
        "tests/api/test_ingest.py",
    ),
    Mutation(
        "fault-not-contained",
        "chalicelib/services/take_in.py",
        "if len(requests) > 1:",
        "if False:",
        "one bad event would take the others of its member with it",
        "tests/api/test_ingest.py",
    ),
    Mutation(
        "any-path-will-do",
        SERVE,
        "if not NAME.fullmatch(given):",
        "if False:",
        "an id of another alphabet would reach the table's keys",
        OF_BAD_INPUT,
    ),
    Mutation(
        "nobody-told-when-to-come-back",
        "chalicelib/api/problem.py",
        "if problem.retry_after is not None:",
        "if False:",
        "a busy answer would be retried at once",
        OF_BAD_INPUT,
    ),
    Mutation(
        "replay-not-told",
        SERVE,
        "if reply.replayed:",
        "if False:",
        "a client could not tell a replay from a second grant",
        OF_ACTIONS,
    ),
    Mutation(
        "short-secrets-accepted",
        "chalicelib/credentials.py",
        "len(key) < SHORTEST for key_id",
        "len(key) < 1 for key_id",
        "a key that can be guessed would sign tokens",
        "tests/test_settings.py",
    ),
    Mutation(
        "unknown-key-signs",
        ROTATION,
        "[others[0], coming, signing]",
        "[coming, others[0], signing]",
        "containers that have not read the new key yet would refuse the tokens that it signs",
        "tests/domain/test_rotation.py",
    ),
    Mutation(
        "rotated-too-soon",
        ROTATION,
        "age >= EVERYWHERE",
        "age >= 0",
        "two rotations in a row would let a key sign that is not everywhere yet",
        "tests/test_rotation.py",
    ),
    Mutation(
        "old-keys-after-a-silence",
        "chalicelib/store/fresh.py",
        "if overdue >= ASLEEP:",
        "if overdue >= 2 * ASLEEP:",
        "a container that was frozen for long would answer by keys that have been rotated out",
        "tests/store/test_fresh.py",
    ),
    Mutation(
        "draws-without-a-secret",
        "chalicelib/domain/chance/drawing.py",
        "if len(master) < SHORTEST_MASTER:",
        "if len(master) < 0:",
        "a function that was given no master seed would draw by one that everybody knows",
        "tests/test_wiring.py",
    ),
    Mutation(
        "app-secret-in-the-log",
        "chalicelib/store/providers/asked.py",
        "return not any(",
        "return True or any(",
        "whoever reads the logs could sign in as the app",
        "tests/store/providers/test_wechat.py",
    ),
)
