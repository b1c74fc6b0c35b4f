# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line: serve until stopped, or while one command runs."""

from __future__ import annotations

import argparse
import os
import shlex
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

from . import generated
from .account import Account
from .faults import Fault, fault_from
from .loading import load
from .reader import DataError, Reader, read_yaml
from .sandbox import Sandbox

DEMO = Path(__file__).with_name("data") / "demo.yml"
_PROXIES = ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY")


def main(arguments: Sequence[str]) -> int:
    """Run with these arguments. Returns the exit status, that of the command if there is one."""
    own, command = _split(arguments)
    options = _options(own)
    try:
        faults = _faults(options.faults)
        sandbox = Sandbox(_account(options), port=options.port, latency=options.latency, token_lifetime=options.token_lifetime)
    except (DataError, OSError) as error:
        sys.stderr.write(f"sandbox: {error}\n")
        return 2
    for fault in faults:
        sandbox.faults.add(fault)
    with sandbox:
        return _run(command, sandbox) if command else _serve(sandbox)


def _faults(path: str | None) -> list[Fault]:
    if path is None:
        return []
    return [fault_from(item, where) for item, where in Reader({"faults": read_yaml(path)}, path).list("faults")]


def _split(arguments: Sequence[str]) -> tuple[list[str], list[str]]:
    """The arguments before and after ``--``."""
    given = list(arguments)
    if "--" not in given:
        return given, []
    at = given.index("--")
    return given[:at], given[at + 1 :]


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.sandbox",
        usage="%(prog)s [options] [-- COMMAND ARGS...]",
        description="A local Boomi on 127.0.0.1. Without COMMAND it prints the environment variables to export and serves until it is "
        "stopped; with COMMAND it sets them for that command, and ends with its exit status.",
    )
    parser.add_argument("--data", metavar="FILE", help="the account's YAML file (default: the demo account)")
    parser.add_argument("--generate", metavar="INSTANCESxPROCESSES", type=_size, help="a generated account of that size, such as 1000x20")
    parser.add_argument("--port", type=int, default=0, help="default: a free one")
    parser.add_argument("--latency", type=float, default=0.0, metavar="SECONDS", help="added to every answer")
    parser.add_argument("--token-lifetime", type=float, default=300, metavar="SECONDS", help="default: %(default)s")
    parser.add_argument("--faults", metavar="FILE", help="a YAML list of faults")
    options = parser.parse_args(arguments)
    if options.data and options.generate:
        parser.error("--data and --generate exclude each other")
    return options


def _size(text: str) -> tuple[int, int]:
    instances, dummy, processes = text.partition("x")
    try:
        return int(instances), int(processes)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form 1000x20") from None


def _account(options: argparse.Namespace) -> Account:
    return generated.account(*options.generate) if options.generate else load(options.data or DEMO)


def _environment(sandbox: Sandbox) -> dict[str, str]:
    """The variables to set: those of the sandbox, and no_proxy, so that requests to this machine do not go through a proxy."""
    extended = {name: ",".join(filter(None, (os.environ.get(name), "127.0.0.1"))) for name in ("no_proxy", "NO_PROXY")}
    return {**sandbox.environment, **extended}


def _serve(sandbox: Sandbox) -> int:
    stop = threading.Event()

    def end(number: int, frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGINT, end)
    signal.signal(signal.SIGTERM, end)
    variables = _environment(sandbox) if any(map(os.environ.get, _PROXIES)) else sandbox.environment
    lines = [f"# A local Boomi, account {sandbox.account.id}, at {sandbox.url} until Ctrl-C. In another terminal:"]
    lines += [f"export {name}={shlex.quote(value)}" for name, value in variables.items()]
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()
    stop.wait()
    return 0


def _run(command: Sequence[str], sandbox: Sandbox) -> int:
    try:
        child = subprocess.Popen(command, env={**os.environ, **_environment(sandbox)})
    except OSError as error:
        sys.stderr.write(f"sandbox: {command[0]}: {error.strerror}\n")
        return 127
    # The terminal sends Ctrl-C to the command as well, which decides what to do.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda number, frame: child.terminate())
    status = child.wait()
    return 128 - status if status < 0 else status
