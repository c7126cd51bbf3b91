"""How long our own code takes in a test, whatever else happens in its process and on its machine."""

import gc
import time
from collections.abc import Callable


def seconds_of(work: Callable[[], object]) -> float:
    """Do the work and return the seconds of processor that this thread needed for it.

    Other programs and other threads do not count, nor does the collector, which looks through all that a test process has
    collected so far: that alone takes up to a second, whenever it happens to come.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        began = time.thread_time()
        work()
        return time.thread_time() - began
    finally:
        if collecting:
            gc.enable()
