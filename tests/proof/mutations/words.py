"""Mistakes in what members read and see: words of what is to come, of other versions, and names in their place."""

from tests.proof.mutations.mutation import Mutation

LINT = "chalicelib/domain/lint/words.py"
PHRASES = "chalicelib/domain/file/phrases/words.py"
READING = "chalicelib/domain/file/reading.py"
VIEW = "chalicelib/domain/views/words.py"
WORDING = "chalicelib/services/wording.py"

OF_LINT = "tests/domain/test_lint_of_words.py"
OF_READING = "tests/domain/test_reading.py"
OF_WORDS = "tests/api/test_words.py"

MUTATIONS = (
    Mutation(
        "words-of-what-is-to-come",
        WORDING,
        "begun = terms(entries, now)",
        "begun = terms(entries, 2**52)",
        "anybody could read of a campaign's prizes before it is announced",
        OF_WORDS,
    ),
    Mutation(
        "words-of-another-version",
        WORDING,
        "if term.hash == hash), 0)",
        "if term.hash >= hash), 0)",
        "phones would keep another version's words for good",
        OF_WORDS,
    ),
    Mutation(
        "words-not-kept",
        WORDING,
        "self._kept[id, hash] = found",
        "del found, id, hash",
        "each look at an earlier version would read the whole campaign",
        OF_WORDS,
    ),
    Mutation(
        "questions-told-with-the-words",
        VIEW,
        "and not _is_hidden(one)]",
        "and (_is_hidden(one) or True)]",
        "a quiz could be read before it is asked",
        OF_WORDS,
    ),
    Mutation(
        "pictures-without-their-folder",
        VIEW,
        'return f"{images}/{home}/{image}"',
        'return f"{images}/{image}"',
        "no picture would be found",
        OF_WORDS,
    ),
    Mutation(
        "pictures-from-anywhere",
        PHRASES,
        "(?:[A-Za-z0-9_-][A-Za-z0-9._-]*/)*",
        "(?:[A-Za-z0-9._-]*/)*",
        "a file could name pictures outside of its folder",
        OF_READING,
    ),
    Mutation(
        "a-fragment-listed-twice",
        READING,
        "read.count(one) > 1}):",
        "read.count(one) > 9}):",
        "a set of three would be full with two",
        OF_READING,
    ),
    Mutation(
        "names-in-place-of-titles",
        LINT,
        "if bare:",
        "if bare is None:",
        "members would see the names of blocks, and nobody is told",
        OF_LINT,
    ),
    Mutation(
        "one-language-for-all",
        LINT,
        "if locale not in text]",
        "if not text]",
        "members would read a language that is not theirs, and nobody is told",
        OF_LINT,
    ),
    Mutation(
        "names-that-are-numbers",
        LINT,
        "if name.isdecimal():",
        "if False:",
        "a front end would show another order than the file has, and call honest draws false",
        OF_LINT,
    ),
)
