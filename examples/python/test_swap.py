"""A device for each test, from pytest: `pytest test_swap.py`.

EXCHANGE_SIM_URL names a server that runs; without it one is started, by EXCHANGE_SIM or `npx`.
"""

import json
import os
import shlex
import signal
import subprocess
import time
from pathlib import Path

import pytest

from exchange_sim import Device, commands

SWAP = commands((Path(__file__).parent.parent / "swap.apdu").read_text())
# The last two: show the review, and hand over to the coin app.
PREPARE, REVIEW = SWAP[:-2], SWAP[-2]
REJECTED, BAD_SIGNATURE = "6a84", "9d1a"


@pytest.fixture(scope="session")
def server():
    running = os.environ.get("EXCHANGE_SIM_URL")
    if running:
        yield running
        return
    command = shlex.split(os.environ.get("EXCHANGE_SIM", "npx exchange-sim"))
    options = ["serve", "--api-port", "0", "--no-apdu-port", "--json"]
    with subprocess.Popen(
        command + options, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as started:
        # One JSON document, over several lines, when it is ready.
        text = ""
        while not text.endswith("\n}\n"):
            line = started.stdout.readline()
            assert line, "exchange-sim serve did not start"
            text += line
        yield json.loads(text)["url"]
        # All of them: npx alone would leave the server behind.
        os.killpg(started.pid, signal.SIGTERM)


@pytest.fixture
def device(server):
    return Device.new(server, model="nanosp", build="test")


def reviewed(device: Device):
    """The flow up to its review; the answer comes when the user has decided."""
    for command in PREPARE:
        assert device.send(command).endswith("9000"), command
    answer = device.sending(REVIEW)
    while "Review transaction" not in device.screen():
        time.sleep(0.01)
    return answer


def test_the_user_reads_and_approves(device):
    answer = reviewed(device)
    assert device.screen() == "Review transaction to swap ETH to BTC"
    device.user("next")
    device.user("next")
    assert device.screen() == "Send 0.25 ETH"
    device.user("approve")
    assert answer.result(timeout=30) == "9000"


def test_a_refusal_is_an_answer(device):
    answer = reviewed(device)
    device.user("reject")
    assert answer.result(timeout=30) == REJECTED


def test_a_changed_signature_is_found(device):
    check_signature = next(at for at, one in enumerate(PREPARE) if one.startswith("e007"))
    for command in PREPARE[:check_signature]:
        assert device.send(command).endswith("9000")
    # A digit of r, behind the header, the length and the two selectors.
    changed = PREPARE[check_signature]
    digit = "0" if changed[14] != "0" else "1"
    assert device.send(changed[:14] + digit + changed[15:]) == BAD_SIGNATURE
