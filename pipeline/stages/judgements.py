"""Curators' judgements as rows: the warehouse knows which of them were in force in which lexicon."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from pipeline.names.folding import fold_text
from pipeline.warehouse import Warehouse
from schemas.records import NameJudgement
from schemas.rows import LoadSet, NameJudgementRow


def load_judgements(
    warehouse: Warehouse, judgements: Sequence[NameJudgement], lexicon_version: str, now: datetime
) -> None:
    """Load the judgements where they are not what the warehouse shows for this version of the lexicon."""
    content = "\n".join((lexicon_version, *(judgement.model_dump_json() for judgement in judgements)))
    version = hashlib.sha256(content.encode()).hexdigest()[:16]
    loaded = warehouse.read_judgements_batch()
    if loaded.startswith(f"judgements-{version}-") or not (judgements or loaded):
        return
    rows = tuple(
        NameJudgementRow(**dict(judgement), folded=fold_text(judgement.name), lexicon_version=lexicon_version)
        for judgement in judgements
    )
    batch_id = f"judgements-{version}-{warehouse.read_seq()}"
    warehouse.load(LoadSet(batch_id=batch_id, kind="judgements", created_at=now, name_judgements=rows))
