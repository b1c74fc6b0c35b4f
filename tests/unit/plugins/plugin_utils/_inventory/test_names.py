# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names of hosts and groups: safe and unique whatever the texts, and the same in whatever order they come."""

from __future__ import annotations

import os
from collections.abc import Sequence
from fnmatch import fnmatch
from pathlib import Path

import pytest
from ansible.inventory.manager import split_host_pattern
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.boomi.spaces.plugins.plugin_utils._inventory.names import group_name, host_names

AWKWARD = [
    *("", " ", "\n", "..", ".", "/", "../../etc/passwd", "-", "--limit", "~x", "@file", "a:b", "a,b", "!a", "&a", "a*", "a?", "a[0]", "a[1:3]", "a{b}"),
    *("{{ 1 }}", "{% raw %}", "all", "ALL", "ungrouped", "localhost", "LocalHost", "127.0.0.1", "10.0.0.1", "::1", "1", "007", "0x10", "boomi", "boomi_pack_x"),
    *(
        "Boomi_Pack_X",
        "instance_all",
        "Orders",
        "orders",
        "ORDERS",
        "Straße",
        "STRASSE",
        "e\u0301",
        "\u00e9",
        "\ud800",
        "\udfffx",
        "\u202e",
        "طلبات",
        "訂單",
        "हिन्दी",
    ),
    *("طلبات", "訂單", "हिन्दी", "a", "a_b", "a b", "a_b_c", "a/b", "📦", "\x00", "\x7f", "$(id)", "`id`", "x" * 100, "x" * 101, "é" * 100, "unnamed", "2²"),
]
# Two letters at a time, so that names and what is added to them meet often.
CLASHING = st.text("ab_ A/", max_size=4)
TEXTS = st.one_of(st.sampled_from(AWKWARD), CLASHING, st.text(st.characters(), max_size=6))
# Name, id and connection: ids are unique in a connection, and connections have names of their own.
WANTED = st.lists(st.tuples(TEXTS, TEXTS, TEXTS), max_size=6, unique_by=lambda one: one[1:])


def check_safe(name: str) -> None:
    """The rule, without the implementation's words: a name of a host alone, in a pattern, in a command and as a file."""
    assert split_host_pattern(name) == [name]
    assert split_host_pattern(f"{name},other") == [name, "other"]
    assert fnmatch(name, name)
    assert not set(name) & set(":,&!*?[]~@{}()<>|;$`'\"\\/# \t\r\n%=")
    assert name.isprintable()
    assert name[0] not in "-._"
    assert name not in ("all", "ungrouped", "localhost", "boomi")
    assert not name.startswith("boomi_")
    assert not name.replace(".", "").isdecimal()
    assert Path("/cache", name).name == name
    assert os.path.normpath(os.path.join("/cache", name)) == f"/cache/{name}"
    assert len(name.encode()) <= 255


@given(WANTED)
def test_host_names_are_safe_and_unique_and_kept_where_nothing_else_wants_them(wanted: list[tuple[str, ...]]) -> None:
    names, alike = host_names(wanted)
    assert len({name.casefold() for name in names}) == len(names) == len(wanted)
    for index, (name, texts) in enumerate(zip(names, wanted)):
        check_safe(name)
        assert index in alike or host_names([texts]) == ([name], [])


@given(WANTED)
def test_the_order_changes_nothing(wanted: list[tuple[str, ...]]) -> None:
    names, alike = host_names(wanted)
    turned, turned_alike = host_names(wanted[::-1])
    assert turned[::-1] == names
    assert {len(wanted) - 1 - index for index in turned_alike} == set(alike)


@given(st.lists(TEXTS, max_size=6, unique=True))
def test_a_host_that_is_added_renames_none_but_those_it_is_like(texts: list[str]) -> None:
    wanted = [(text, f"id{number}", "connection") for number, text in enumerate(texts)]
    before, _alike = host_names(wanted)
    after, alike = host_names([*wanted, ("a newcomer", "its id", "connection")])
    assert after[:-1] == before or len(texts) in alike


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Order to Cash", "Order_to_Cash"),
        ("Größe – Zürich/Süd", "Größe_Zürich_Süd"),
        ("v1.2-rc", "v1.2-rc"),
        ("  -x-  ", "x"),
        ("..", "unnamed"),
        ("localhost", "instance_localhost"),
        ("ALL", "instance_ALL"),
        ("10.0.0.1", "instance_10.0.0.1"),
        ("boomi_pack_x", "instance_boomi_pack_x"),
        ("{{ inventory_hostname }}", "inventory_hostname"),
        ("e\u0301", "\u00e9"),
        ("a\ud800b", "a_b"),
    ],
)
def test_names(text: str, name: str) -> None:
    assert host_names([(text, "id", "connection")]) == ([name], [])


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ([("A", "1", "c"), ("A", "2", "c"), ("B", "3", "c")], ["A_1", "A_2", "B"]),
        ([("A", "1", "c"), ("a", "2", "c")], ["A_1", "a_2"]),
        ([("A", "1", "c"), ("A", "1", "d")], ["A_1_c", "A_1_d"]),
        # The second try meets a host that has that name already: both go on.
        ([("A", "1", "c"), ("A", "2", "c"), ("A_1", "3", "c")], ["A_1_c", "A_2", "A_1_3_c"]),
        ([("all", "1", "c"), ("all", "2", "c")], ["all_1", "all_2"]),
    ],
)
def test_hosts_that_want_the_same_name(wanted: list[Sequence[str]], names: list[str]) -> None:
    found, alike = host_names(wanted)
    assert found == names
    assert alike == [index for index, texts in enumerate(wanted) if found[index] != texts[0]]


def test_texts_that_differ_in_unsafe_characters_alone() -> None:
    first, second = host_names([("a", "/", "?"), ("a", "/", "!")])[0]
    assert first != second
    assert host_names([("a", "/", "!"), ("a", "/", "?")])[0] == [second, first]
    # And one that bears the name that came of it.
    taken = host_names([("a", "/", "?"), ("a", "/", "!"), (first, "x", "y")])[0]
    assert len(set(taken)) == 3


def test_names_of_a_megabyte() -> None:
    long = "é" * 500_000
    names, alike = host_names([(long, long, long), (long, long, long + "x"), (f"{long}x", "1", "c")])
    assert alike == [0, 1, 2]
    assert len(set(names)) == 3
    for name in names:
        check_safe(name)
    assert len(group_name("pack", long).encode()) <= 255


@given(TEXTS)
def test_group_names_are_words(text: str) -> None:
    name = group_name("pack", text)
    assert name.startswith("boomi_pack_")
    assert name.isidentifier() or not name.isascii()
    assert not set(name) & set(":,&!*?[]~@{}.-/ ")
    assert name.isprintable()


def test_groups_have_the_name_of_what_they_stand_for() -> None:
    assert group_name("environment", "Production (EU-1)") == "boomi_environment_Production_EU_1"
    assert group_name("classification", "PROD") == "boomi_classification_PROD"
    assert group_name("pack", "***") == "boomi_pack_unnamed"
    assert group_name("connection", "24d5d309-680c") == "boomi_connection_24d5d309_680c"
