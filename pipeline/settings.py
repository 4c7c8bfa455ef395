"""One frozen settings object, read at the outermost edge from `NAMEWIRE_*` variables and passed down."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field
from pydantic_settings import BaseSettings, SettingsConfigDict

MIB = 1024 * 1024


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FetchSettings(_Part):
    """Budgets and manners of the network edge; seconds and bytes."""

    contact: str = ""
    url: str = "https://github.com/namewire/namewire"
    pace_s: float = Field(5.0, ge=0)
    concurrency: int = Field(32, ge=1)
    feed_seconds: float = 20.0
    page_seconds: float = 15.0
    feed_raw_bytes: int = 8 * MIB
    page_raw_bytes: int = 5 * MIB
    decoded_bytes: int = 16 * MIB
    max_redirects: int = 5
    max_attempts: int = Field(5, ge=1)
    retry_after_s: float = Field(900.0, ge=0)
    robots: bool = True
    allow_loopback: bool = False


class PollSettings(_Part):
    """When to poll again; seconds."""

    default_s: int = 3600
    floor_s: int = 900
    ceiling_s: int = 86_400
    hint_cap_s: int = 7 * 86_400
    unconditional_s: int = 7 * 86_400
    max_entries: int = 5000


class CopySettings(_Part):
    """The matcher: word n-grams, the kept fraction of their hashes (1/scale), the window and the thresholds."""

    ngram: int = Field(5, ge=2)
    scale: int = Field(8, ge=1)
    min_hashes: int = Field(48, ge=0)
    """A short text keeps its smallest hashes up to this many: on Reuters-21578 (140 tokens on average, 45 hashes an
    article) candidates then hold .997 / .996 / .998 / .989 of the pairs with containment ≥ .9 / .7 / .5 / .3; without
    it .986 / .931 / .707 / .591, and scale 4 without it .997 / .996 / .900 / .915."""
    window_days: int = Field(30, ge=1)
    min_tokens: int = 20
    min_shared_hashes: int = 2
    identical: float = 0.97
    containment: float = 0.6
    excerpt: float = 0.15


class FurnitureSettings(_Part):
    """When a paragraph that recurs on a publisher's pages is furniture; `text.decide_furniture` says how."""

    window_days: int = Field(60, ge=1)
    min_articles: int = Field(5, ge=2)
    """Below it a block is not looked at."""
    min_stories: int = Field(5, ge=2)
    min_share: float = Field(0.05, ge=0, le=1)
    min_edge_share: float = Field(0.9, ge=0, le=1)
    """Of its articles, those with it among their first two paragraphs, or those with it among the last three."""


class ChildSettings(_Part):
    """What parsing one document may cost in its child process: processor seconds, bytes beyond what it holds idle."""

    feed_cpu_s: int = Field(10, ge=1)
    page_cpu_s: int = Field(10, ge=1)
    memory_bytes: int = 1024 * MIB
    patience: float = Field(6.0, ge=1)
    """How many times its processor time a document may take by the clock, on a machine with other work."""


class QuarantineSettings(_Part):
    """How long what could not be read waits for a replay, and how much of it: bytes of all waiting cases together."""

    days: int = Field(90, ge=1)
    max_bytes: int = Field(2048 * MIB, ge=0)


class ShardSettings(_Part):
    """How work is cut into mapped tasks, and how long one may take (seconds)."""

    count: int = Field(8, ge=1)
    entries_per_run: int = Field(2000, ge=1)
    entries_per_feed: int = Field(200, ge=1)
    """Of one feed in one run, so that a feed that floods does not keep the others waiting."""
    deadline_s: float = 600.0


class Settings(BaseSettings):
    """All settings. `warehouse` is empty for the embedded file, else a DuckLake attach string."""

    model_config = SettingsConfigDict(
        env_prefix="NAMEWIRE_", env_nested_delimiter="__", frozen=True, extra="forbid"
    )

    data_dir: Path = Path("data")
    cache_dir: Path = Path("~/.cache/namewire")
    """What can be made anew at any time: the compiled lexicon."""
    warehouse: str = ""
    feeds_path: Path | None = None
    """A registry in place of the shipped one (`pipeline/feeds/feeds.yaml`); the sample world sets it."""
    poll_every_s: float = Field(300.0, gt=0)
    publish_min_interval_s: float = 60.0
    keep_snapshots: int = Field(3, ge=1)
    lock_wait_s: float = 60.0
    fetch: FetchSettings = FetchSettings()
    poll: PollSettings = PollSettings()
    copies: CopySettings = CopySettings()
    furniture: FurnitureSettings = FurnitureSettings()
    children: ChildSettings = ChildSettings()
    quarantine: QuarantineSettings = QuarantineSettings()
    shards: ShardSettings = ShardSettings()

    @property
    def warehouse_path(self) -> Path:
        """The embedded database file."""
        return self.data_dir / "warehouse.duckdb"

    @property
    def overlay_path(self) -> Path:
        """The user's feeds, laid over the registry."""
        return self.data_dir / "feeds.yaml"

    @property
    def sample_path(self) -> Path:
        """The sample world's registry; where it is there, the data folder holds the sample world, no real feeds."""
        return self.data_dir / "sample-world"

    @property
    def staging_dir(self) -> Path:
        """Staged batches, one Parquet file each."""
        return self.data_dir / "staging"

    @property
    def archive_dir(self) -> Path:
        """WARC files of feeds and pages."""
        return self.data_dir / "archive"

    @property
    def hosts_dir(self) -> Path:
        """What is remembered of each host: pauses, pace, failures, its robots.txt."""
        return self.data_dir / "hosts"

    @property
    def snapshots_dir(self) -> Path:
        """Published snapshots."""
        return self.data_dir / "snapshots"
