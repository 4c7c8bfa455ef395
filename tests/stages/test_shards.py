"""Work is cut by host: one host is only ever in one shard."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.stages.shards import plan_shards
from pipeline.web import find_shard_key

HOSTS = ["a.example", "www.a.example", "b.example", "c.example:8080", "192.0.2.7", "x.localhost:9000", "d.co.uk"]
WORK = st.lists(st.sampled_from(HOSTS), max_size=40).map(
    lambda hosts: [(f"i{number}", f"http://{host}/{number}") for number, host in enumerate(hosts)]
)


@given(WORK, st.integers(1, 10))
def test_every_item_is_in_one_shard_and_every_host_too(work, count):
    shards = plan_shards(work, count)
    assert sorted(i for shard in shards for i in shard.ids) == sorted(i for i, _ in work)
    assert len(shards) <= count
    assert all(shard.ids for shard in shards)
    shard_of = {i: shard.name for shard in shards for i in shard.ids}
    keys = {find_shard_key(url): set() for _, url in work}
    for item_id, url in work:
        keys[find_shard_key(url)].add(shard_of[item_id])
    assert all(len(names) == 1 for names in keys.values())


@given(WORK, st.integers(1, 10), st.randoms(use_true_random=False))
def test_the_cut_does_not_depend_on_the_order(work, count, random):
    def cut(items):
        return [(shard.name, sorted(shard.ids)) for shard in plan_shards(items, count)]

    assert cut(random.sample(work, len(work))) == cut(work)


def test_names_tell_the_first_host_and_how_many_others():
    work = [("1", "http://a.example/1"), ("2", "http://b.example/1"), ("3", "http://c.example/1")]
    assert [shard.name for shard in plan_shards(work, 1)] == ["a.example +2"]
    assert [shard.name for shard in plan_shards(work, 3)] == ["a.example", "b.example", "c.example"]


def test_nothing_to_do_is_no_shard():
    assert plan_shards([], 4) == ()
