from pathlib import Path

import pytest

from pipeline.settings import Settings
from pipeline.warehouse import Warehouse

EMBEDDED, LAKE = "embedded", "ducklake-on-sqlite"


def build_settings(folder: Path, storage: str) -> Settings:
    attach = f"ducklake:sqlite:{folder}/catalog.sqlite" if storage == LAKE else ""
    return Settings(data_dir=folder, warehouse=attach, publish_min_interval_s=0, lock_wait_s=20)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of an embedded warehouse that is not there yet."""
    return build_settings(tmp_path, EMBEDDED)


@pytest.fixture
def warehouse(settings: Settings) -> Warehouse:
    """An empty embedded warehouse."""
    made = Warehouse(settings)
    made.migrate()
    return made


@pytest.fixture(params=[EMBEDDED, LAKE])
def either_settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Settings of either kind of warehouse, migrated."""
    made = build_settings(tmp_path, request.param)
    Warehouse(made).migrate()
    return made


@pytest.fixture
def either(either_settings: Settings) -> Warehouse:
    """An empty warehouse of either kind: what holds for one SQL holds for both."""
    return Warehouse(either_settings)
