"""Mistakes in what managers see and do, and in what testers stand on."""

from tests.proof.mutations.mutation import Mutation

APPROVE = "cli/commands/approve.py"
MOVING = "cli/moving.py"
TEMPLATE = "cli/template.py"
BACKEND = "local/backend.py"
CHANCE = "local/chance.py"
GIVEN = "local/given.py"
LIFECYCLE = "chalicelib/domain/publishing/lifecycle.py"
RECEIPT = "chalicelib/domain/record/receipt.py"
STEERING = "cli/steering.py"
CAMPAIGNS = "chalicelib/store/campaigns.py"
STEER = "chalicelib/services/steer.py"

OF_LIFECYCLE = "tests/domain/test_lifecycle.py"
OF_NEW = "tests/cli/test_command_new.py"
OF_RESET = "tests/local/test_reset.py"
OF_PLAY = "tests/local/test_play.py"
OF_TESTING_ROUTES = "tests/local/test_testing_routes.py"
OF_TEST = "tests/cli/test_command_test.py"
OF_STEERING = "tests/services/test_steer.py"
OF_COMMANDS = "tests/cli/test_command_steering.py"
OF_UNSCHEDULING = "tests/services/test_unschedule.py"
OF_RECEIPT_IDS = "tests/domain/test_receipt_id.py"

MUTATIONS = (
    Mutation(
        "play-shows-files-beside-the-app",
        "local/play.py",
        "not file.is_relative_to(folder.resolve()) or not file.is_file()",
        "not file.is_file()",
        "whoever reaches the laptop would read any file of it",
        OF_PLAY,
    ),
    Mutation(
        "a-date-of-the-world",
        "local/gateway.py",
        "self.now() / 1000 if timestamp is None else timestamp",
        "timestamp",
        "a countdown would jump to the world's day with each answer that has no body",
        OF_PLAY,
    ),
    Mutation(
        "broken-files-pass",
        "cli/commands/test.py",
        "return not failed and not unread",
        "return not failed",
        "a CI would pass a campaign whose files do not read",
        OF_TEST,
    ),
    Mutation(
        "told-draws-land-by-chance",
        CHANCE,
        "self._rows[published.seed(of), member, first + at] = row",
        "pass",
        "a tester could not show what a rare row does",
        OF_TESTING_ROUTES,
    ),
    Mutation(
        "given-forgets-the-rest",
        GIVEN,
        "{**part.has, **holdings}",
        "{**holdings}",
        "what a tester does not name would be lost",
        OF_TESTING_ROUTES,
    ),
    Mutation(
        "reset-before-it-is-checked",
        BACKEND,
        "    check_folder(campaigns)\n",
        "",
        "a slip in a file would leave a backend without campaigns",
        OF_RESET,
    ),
    Mutation(
        "last-day-moves-to-the-thirtieth",
        MOVING,
        "last if ends_its_month else min(one.day, last)",
        "min(one.day, last)",
        "a copied campaign would end a day before the month does",
        OF_NEW,
    ),
    Mutation(
        "one-day-gets-three-visits",
        TEMPLATE,
        'wish.days >= count if kind == "from"',
        'wish.days > 0 if kind == "from"',
        "a new campaign of one day would have a task that nobody can finish",
        OF_NEW,
    ),
    Mutation(
        "approved-unseen",
        APPROVE,
        "        show_version(remote, campaign, version)\n",
        "",
        "who approves would be asked without seeing what",
        OF_COMMANDS,
    ),
    Mutation(
        "script-asked",
        APPROVE,
        "return sys.stdin.isatty()",
        "return True",
        "a script that approves would wait for an answer for ever",
        OF_COMMANDS,
    ),
    Mutation(
        "receipt-id-begins-with-a-dash",
        RECEIPT,
        'return f"_{text[1:]}" if text.startswith("-") else text',
        "return text",
        "a command would take the id for an option",
        OF_RECEIPT_IDS,
    ),
    Mutation(
        "taken-back-in-the-last-minute",
        STEER,
        "if (standing.takes_effect or 0) < instruction.now + LEAD:",
        "if (standing.takes_effect or 0) < instruction.now:",
        "some members would play by a version that others never see",
        OF_UNSCHEDULING,
    ),
    Mutation(
        "taken-back-from-under-another",
        STEER,
        "self._check_without(id, number, dossier.record.live, revised)",
        "pass",
        "a change that takes from members would get by, and a campaign lose its events",
        OF_UNSCHEDULING,
    ),
    Mutation(
        "trail-keeps-what-was-taken-back",
        LIFECYCLE,
        "listed = tuple(one for one in listed if one.number != entry.about)",
        "pass",
        "the status would show a version as replaced that the next one never took the place of",
        OF_LIFECYCLE,
    ),
    Mutation(
        "open-before-it-opens",
        LIFECYCLE,
        "if not in_force or (window and now < window.opens):",
        "if not in_force:",
        "the status would call a campaign open that nobody can play yet",
        OF_LIFECYCLE,
    ),
    Mutation(
        "closed-campaigns-forgotten",
        CAMPAIGNS,
        "following = closing.previous",
        'following = ""',
        "only the last of the closed campaigns would be listed",
        OF_STEERING,
    ),
    Mutation(
        "moments-of-this-machine",
        STEERING,
        "return datetime.fromtimestamp(at / 1000, ZoneInfo(zone)) if zone else",
        "return datetime.fromtimestamp(at / 1000).astimezone() if zone else",
        "a manager would read hours of another clock under the campaign's timezone",
        OF_COMMANDS,
    ),
    Mutation(
        "from-the-start-is-1970",
        STEERING,
        "    if not at:\n        return",
        "    if at is None:\n        return",
        "what always was in force would take effect in 1970",
        OF_COMMANDS,
    ),
)
