"""Run as a process of its own: archives a page where files may hold so many bytes only.

python -m tests.faults.archiving DATA_DIR BYTES
"""

import os
import resource
import signal
import sys
from pathlib import Path

from pipeline.errors import TransientError
from pipeline.web import Archive
from schemas.records import Request, Response
from tests.quarantining import NOW

if __name__ == "__main__":
    data_dir, size = Path(sys.argv[1]), int(sys.argv[2])
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    url = "http://a.example/1"
    response = Response(url=url, final_url=url, status=200, headers=(), body=os.urandom(5000), fetched_at=NOW)
    try:
        with Archive(data_dir, "pages-x") as archive:
            archive.write(response, Request(url=url, kind="page"))
    except TransientError as error:
        sys.exit(str(error))
