"""A backup of the harassed product, restored in a fresh place, holds the same (RL-08)."""

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.product import POSTROOM, Product, surroundings
from tests.support.servers import remove_state


@contextmanager
def restored(product: Product) -> Iterator[Product]:
    """The product made from a backup of this one, which runs meanwhile; with nothing but file and master key."""
    state = Path(tempfile.mkdtemp(prefix="postroom-restored-"))
    file = state / "backup"
    product.command("backup", str(file))
    (state / "keys").mkdir(mode=0o700)
    shutil.copy(product.state / "keys" / "master.json", state / "keys")
    words = ["restore", str(file), "--none-destroyed", "--json"]
    done = subprocess.run(
        [*POSTROOM, *words], env=surroundings(state), cwd=state, capture_output=True, text=True, check=False
    )  # fmt: skip
    assert done.returncode == 0, f"{done.stdout}{done.stderr}"
    assert json.loads(done.stdout)["position"] == product.position()
    with Product(state).wait_ready() as made:
        yield made
    remove_state(state)
