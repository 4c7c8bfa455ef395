"""The archive: what is written is read back, by us and by others, and a half-written file is never seen."""

import gzip
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator, WarcRecordType
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import DataError
from pipeline.web import Archive, read_archived
from schemas.records import ArchiveRef, Request, Response

REQUEST = Request(url="https://example.org/a", kind="page")


def respond(body: bytes = b"<p>caf\xe9", **changes: object) -> Response:
    values: dict[str, object] = {
        "url": "https://example.org/a",
        "final_url": "https://www.example.org/a?b=ü",
        "status": 200,
        "headers": (
            ("Content-Type", "text/html"),
            ("Content-Encoding", "gzip"),
            ("Content-Length", "17"),
            ("X-Name", "é – 新"),
            ("Set-Cookie", "a=1"),
            ("Set-Cookie", "b=2"),
        ),
        "body": body,
        "fetched_at": datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC),
        "hops": ("https://example.org/a",),
        "notes": ("gzip-trailing-garbage",),
    }
    return Response.model_validate(values | changes)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    responses = [respond(), respond(b"", status=404), respond(b"\r\n\r\nWARC/1.1\r\n\x00")]
    with Archive(tmp_path, "2026/03/pages") as archive:
        refs = [archive.write(response, REQUEST) for response in responses]
    assert [read_archived(tmp_path, ref) for ref in refs] == responses
    assert refs[0].path.startswith("archive/2026/03/pages-")


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    bodies=st.lists(st.binary(max_size=300), min_size=1, max_size=4),
    value=st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=40),
)
def test_any_body_and_header_survive(tmp_path: Path, bodies: list[bytes], value: str) -> None:
    responses = [respond(body, headers=(("X-Value", value.strip()),)) for body in bodies]
    with Archive(tmp_path, "x") as archive:
        refs = [archive.write(response, REQUEST) for response in responses]
    assert [read_archived(tmp_path, ref) for ref in refs] == responses


def test_others_can_read_it(tmp_path: Path) -> None:
    with Archive(tmp_path, "x") as archive:
        ref = archive.write(respond(), REQUEST)
    with (tmp_path / ref.path).open("rb") as file:
        kinds = [
            (record.record_type, record.verify_block_digest()) for record in ArchiveIterator(file, parse_http=False)
        ]
    assert kinds == [(WarcRecordType.warcinfo, True), (WarcRecordType.response, True)]
    with (tmp_path / ref.path).open("rb") as file:
        records = ArchiveIterator(file, record_types=WarcRecordType.response)
        found = [
            (r.stream_pos, r.headers["WARC-Target-URI"], r.http_headers.status_code, r.reader.read())
            for r in records
        ]
    assert found == [(ref.offset, "https://www.example.org/a?b=ü", 200, b"<p>caf\xe9")]


def test_a_file_has_its_name_only_when_it_is_whole(tmp_path: Path) -> None:
    archive = Archive(tmp_path, "x")
    ref = archive.write(respond(), REQUEST)
    archive.sync()
    assert [path.suffix for path in (tmp_path / "archive").iterdir()] == [".part"]
    with pytest.raises(DataError):
        read_archived(tmp_path, ref)
    archive.close()
    archive.close()
    assert [path.name for path in (tmp_path / "archive").iterdir()] == [Path(ref.path).name]


def test_an_empty_archive_leaves_nothing(tmp_path: Path) -> None:
    Archive(tmp_path, "x").close()
    assert list((tmp_path / "archive").iterdir()) == []


def test_two_runs_of_one_task_never_share_a_file(tmp_path: Path) -> None:
    with Archive(tmp_path, "x") as one, Archive(tmp_path, "x") as other:
        refs = {one.write(respond(b"1"), REQUEST).path, other.write(respond(b"2"), REQUEST).path}
    assert len(refs) == 2


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"path": "../outside.warc.gz"}, id="outside"),
        pytest.param({"path": "archive/none.warc.gz"}, id="missing"),
        pytest.param({"offset": 5}, id="between records"),
        pytest.param({"offset": 10**9}, id="beyond the end"),
        pytest.param({"offset": 0}, id="not a response"),
    ],
)
def test_refs_that_lead_nowhere(tmp_path: Path, change: dict[str, object]) -> None:
    with Archive(tmp_path, "x") as archive:
        ref = archive.write(respond(), REQUEST)
    with pytest.raises(DataError):
        read_archived(tmp_path, ArchiveRef.model_validate(ref.model_dump() | change))


@pytest.mark.faults
@pytest.mark.parametrize("flip", [0x10, 0xFF])
@pytest.mark.parametrize("place", [pytest.param(n / 40, id=f"[G4] {n} of 40") for n in range(40)])
def test_damage_is_noticed(tmp_path: Path, place: float, flip: int) -> None:
    """Damage may end a compressed record early, and a piece of a body is as bad as another one."""
    response = respond(bytes(range(256)) * 40)
    with Archive(tmp_path, "x") as archive:
        ref = archive.write(response, REQUEST)
    path = tmp_path / ref.path
    data = bytearray(path.read_bytes())
    data[ref.offset + int((len(data) - ref.offset) * place)] ^= flip
    path.write_bytes(bytes(data))
    with suppress(DataError):
        assert read_archived(tmp_path, ref) == response  # the bit stood for nothing


@pytest.mark.faults("G4")
def test_a_body_that_does_not_fit_its_digest(tmp_path: Path) -> None:
    """[G4] The member is sound, what is in it was changed."""
    with Archive(tmp_path, "x") as archive:
        ref = archive.write(respond(b"<p>true</p>"), REQUEST)
    path = tmp_path / ref.path
    member = gzip.decompress(path.read_bytes()[ref.offset :]).replace(b"<p>true", b"<p>TRUE")
    path.write_bytes(path.read_bytes()[: ref.offset] + gzip.compress(member))
    with pytest.raises(DataError):
        read_archived(tmp_path, ref)
