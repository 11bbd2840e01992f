"""Plays the swap in swap.apdu to a device behind `exchange-sim serve`, and approves it.

    exchange-sim serve &
    python3 swap.py http://127.0.0.1:5000
"""

import sys
import time
from pathlib import Path

from exchange_sim import Device, commands

RECORDING = Path(__file__).parent.parent / "swap.apdu"

# A test build draws the same nonce each time: what was signed once is right again.
device = Device.new(sys.argv[1], build="test")

for command in commands(RECORDING.read_text()):
    answer = device.sending(command)
    while not answer.done():
        if "Review transaction" in device.screen():
            print(device.screen())
            device.user("approve")
        time.sleep(0.01)
    print(command[:8], answer.result()[-4:])
    if not answer.result().endswith("9000"):
        sys.exit(1)
