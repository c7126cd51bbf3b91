"""Which store the settings ask for."""

from infrastructure.blobs.filesystem import Folder
from infrastructure.blobs.store import Store
from infrastructure.settings import Settings


def store_of(settings: Settings) -> Store:
    """Return the bucket of POSTROOM_BLOBS_URL, or the folder `blobs` of the state directory."""
    if not settings.blobs_url:
        return Folder(settings.state / "blobs")
    from infrastructure.blobs.s3 import Bucket  # noqa: PLC0415 - requests is not loaded where there is no bucket

    return Bucket(settings.blobs_url, settings.blobs_access_key, settings.blobs_secret_key)
