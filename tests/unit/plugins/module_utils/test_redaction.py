# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Secrets in text: what is masked in messages, and what an answer must not have."""

from __future__ import annotations

import base64
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.boomi.spaces.plugins.module_utils._redaction import JWT, MASKED_RUN, redact
from ansible_collections.boomi.spaces.plugins.module_utils._redaction import reveals as _reveals

SECRET = "3f0c5a52-7d0e-4a53-9d0a-secret-of-a-user"


def reveals(text: str, secrets: tuple[str, ...]) -> bool:
    return _reveals(text.encode(), secrets)


TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjE3OTU3NDU2NzZ9.8-8Tp_agZsq73Omw"


@pytest.mark.parametrize("cut", [slice(0, -2), slice(3, None), slice(10, 30)])
def test_a_run_of_a_secret_is_masked_and_a_short_one_is_not(cut: slice) -> None:
    secret = base64.b64encode(b"BOOMI_TOKEN.me@x.example:a token, and not short").decode()
    assert redact(f"got [{secret[cut]}] and [{secret}]!", [secret]) == "got [********] and [********]!"
    assert redact(f"got {secret[5:21]}!", [secret]) == "got ********!"
    assert redact(f"got {secret[5:20]}!", [secret]) == f"got {secret[5:20]}!"


def test_a_short_secret_is_masked_where_it_is_whole() -> None:
    assert redact("s3cret and s3cre", ["s3cret"]) == "******** and s3cre"


def test_of_two_secrets_the_longer_one_is_masked_first() -> None:
    assert redact("abcdef", ["abc", "abcdef"]) == "********"


def test_a_secret_is_masked_in_its_url_encoded_form() -> None:
    assert redact("Basic a+b/c==, a%2Bb%2Fc%3D%3D", ["a+b/c=="]) == "Basic ********, ********"


def test_anything_shaped_like_a_jwt_is_masked() -> None:
    token = "eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjE3OTU3NDU2NzZ9.8-8Tp_agZsq73Omw"
    assert redact(f'"{token}", {token.rpartition(".")[0]}', []) == '"********", ********'
    assert redact("eyJ.a.b is none", []) == "eyJ.a.b is none"


@pytest.mark.parametrize("before", range(20))
def test_a_text_with_a_run_of_a_secret_reveals_it_wherever_it_stands(before: int) -> None:
    for start in range(len(SECRET) - MASKED_RUN + 1):
        run = SECRET[start : start + MASKED_RUN]
        assert reveals("ü" * (before % 3) + "x" * before + run + "rest", (SECRET,))
        assert not reveals("x" * before + run[1:] + "\n", (SECRET,))


def test_a_text_reveals_a_secret_in_its_url_encoded_form_and_in_another_alphabet() -> None:
    assert reveals("a%2Bb%2Fc%3D%3Da%2Bb", ("a+b/c==a+b/c==a+b",))
    assert reveals("mein Geheimnis: Schlüsselwörter, viele", ("Schlüsselwörter, viele",))


def test_a_short_secret_is_no_secret_in_a_large_text() -> None:
    assert not reveals("token and token1 and token12345", ("token12345",))
    assert not reveals("", (SECRET,))
    assert not reveals("anything", ())


@pytest.mark.parametrize(
    ("text", "revealed"),
    [
        (TOKEN, True),
        (f'{{"name": "({TOKEN})"}}', True),
        (TOKEN.rpartition(".")[0], True),
        ("xxeyJhbGciOiJI.eyJleHAiOjE3", True),
        ("a.b.eyJhbGciOiJI.eyJleHAiOjE3.c", True),
        ("eyJhbGciOiJI", False),
        ("eyJshort.eyJleHAiOjE3OTU3", False),
        ("eyJhbGciOiJI.short", False),
        ("eyJhbGciOiJI eyJleHAiOjE3", False),
        ("SW50ZWdyYXRpb25QYWNrSW5zdGFuY2U0MTIwMQ", False),
    ],
)
def test_anything_shaped_like_a_jwt_is_revealed(text: str, revealed: bool) -> None:
    assert reveals(text, ()) == revealed == bool(JWT.search(text))


_PIECES = st.sampled_from([SECRET, SECRET[:15], SECRET[5:21], SECRET[20:], "eyJ", "eyJhbGciOiJI", ".", "-", "ä", "📦", " ", "x" * 7, "b" * 8])


@given(st.lists(_PIECES, max_size=12).map("".join))
def test_what_is_revealed_is_what_would_be_masked(text: str) -> None:
    masked = JWT.search(text) or any(SECRET[start : start + MASKED_RUN] in text for start in range(len(SECRET) - MASKED_RUN + 1))
    assert reveals(text, (SECRET,)) == bool(masked)


@pytest.mark.slow
def test_large_texts_that_are_made_to_take_long() -> None:
    """Each of these would take hours if a part of it were read again for every character."""
    size = 1_000_000
    secret = "".join(random.Random(1).choices("abcdefghijkl", k=2_000))
    for text in ("eyJ" * (size // 3), "a." * (size // 2), "eyJhbGciOi." * (size // 11), "-" * size, secret[:8] * (size // 8), secret[:15] * (size // 15)):
        reveals(text, (secret,))
    assert not reveals(secret[:15] + "!" + "x" * size, (secret,))
    assert reveals("x" * size + secret[:16], (secret,))
