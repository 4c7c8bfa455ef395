"""Errors of a run. A bad article is a value (`Rejection`), a bad run one of these.

NamewireError
├── TransientError   try again later: a lock, a full disk that may be freed, a host that is away
├── ConfigError      a person must change something: a setting, a file, an argument; never retried
└── DataError        an assumption about our own data broke: a damaged batch, an unknown version
"""


class NamewireError(Exception):
    """Base of all errors of Namewire; the message names the thing, what is wrong and what to do."""


class TransientError(NamewireError):
    """Something passing: the task that met it is retried."""


class ConfigError(NamewireError):
    """Something that a person must change; a retry would fail the same way."""


class DataError(NamewireError):
    """Our own data is not what it must be; nothing was changed."""
