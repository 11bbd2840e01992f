"""`python -m speculos`, which is how SpeculosClient starts the emulator: the simulator instead."""

import os
import sys
from pathlib import Path

SHIM = str(Path(__file__).resolve().parents[2] / "bin" / "speculos")

# The same process: a signal to it reaches the simulator.
os.execv(SHIM, [SHIM, *sys.argv[1:]])
