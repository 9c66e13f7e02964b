"""What every test may use: the folder of real documents beside the checkout, where it is there."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# A busy machine is no fault of the code: how long things take has tests and benchmarks of its own.
settings.register_profile("unhurried", parent=settings(), deadline=None)
settings.load_profile("unhurried")

_ZEROS = b"\0\0"

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(autouse=True)
def zero_stays_zero() -> Iterator[None]:
    """No test may make a fraction of a text: see `extract.fraction`."""
    yield
    assert _ZEROS[:1][0] == 0, "b'\\0' was overwritten: a Fraction was made of a text of one character"


@pytest.fixture(scope="session")
def seed() -> Path:
    """The folder of the real report with what must be found in it; tests that need it say so when it is absent."""
    folder = SHARED / "seed"
    if not folder.is_dir():
        pytest.skip("the real report lies beside the checkout, in ../shared/seed, and is not there")
    return folder
