# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The local Boomi as a command, with a rate limit that the command line of ``tests.sandbox`` does not offer.

``python -m tests.benchmarks.serving INSTANCES PROCESSES LATENCY TOKEN_LIFETIME RATE_LIMIT`` prints the variables to export, and serves until
it is told to end. Seconds where it is time; a rate limit of 0 is none.
"""

from __future__ import annotations

import shlex
import signal
import sys
import threading
from types import FrameType

from tests.sandbox import Sandbox, generated


def main(instances: str, processes: str, latency: str, token_lifetime: str, rate_limit: str) -> None:
    stop = threading.Event()

    def end(number: int, frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGINT, end)
    signal.signal(signal.SIGTERM, end)
    account = generated.account(int(instances), int(processes))
    with Sandbox(account, latency=float(latency), token_lifetime=float(token_lifetime)) as sandbox:
        sandbox.rate_limit = int(rate_limit) or None
        for name, value in sandbox.environment.items():
            sys.stdout.write(f"export {name}={shlex.quote(value)}\n")
        sys.stdout.flush()
        stop.wait()


if __name__ == "__main__":
    main(*sys.argv[1:])
