import re
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.clock import MovableClock
from bot.compose import House, open_house
from bot.config import ConfigFault, Settings
from bot.metrics import Figures, Health, serving
from facilitation.commands import Consent
from facilitation.refusals import Refused
from tests.adapters.fake_room import FakePlatform, FakeRoom
from tests.bot.test_trouble import KITCHEN, LEAVE, OTHER, ROTA, begin, locked, moved_away
from tests.storage.walking import PEOPLE, START, circle, propose


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@asynccontextmanager
async def watched(folder: Path, clock: MovableClock | None = None) -> AsyncIterator[tuple[House, str]]:
    settings = Settings(database=folder / "circlewise.db", metrics_port=free_port())
    async with open_house(settings, clock or MovableClock(START)) as house:
        yield house, f"http://127.0.0.1:{settings.metrics_port}"


async def get(url: str) -> tuple[int, str]:
    async with ClientSession() as session, session.get(url) as answer:
        return answer.status, await answer.text()


async def figure(url: str, name: str) -> float:
    _, text = await get(f"{url}/metrics")
    found = re.search(rf"^{re.escape(name)} (\S+)$", text, re.MULTILINE)
    return float(found[1]) if found else -1.0


async def test_what_happens_is_counted(tmp_path: Path):
    clock, platform = MovableClock(START), FakePlatform()
    async with watched(tmp_path, clock) as (house, url):
        await house.delivery.attach(KITCHEN, FakeRoom(platform))
        await begin(house)
        with pytest.raises(Refused):
            await house.desk.handle(ROTA, Consent(by=PEOPLE[0]), "too early", START)
        await house.delivery.settled()
        clock.move(timedelta(days=4))
        await house.desk.tick_due(clock.now())

        assert await figure(url, 'circlewise_acts_total{outcome="accepted"}') == 2
        assert await figure(url, 'circlewise_acts_total{outcome="refused"}') == 1
        assert await figure(url, 'circlewise_deliveries_total{outcome="shown"}') >= 1
        assert await figure(url, "circlewise_commit_seconds_count") >= 2
        assert await figure(url, "circlewise_lateness_seconds_count") >= 1
        assert await figure(url, "circlewise_lateness_seconds_sum") > 3600
        assert await figure(url, "circlewise_queue_depth") == 0
        assert await figure(url, "circlewise_rooms_behind") >= 0


async def test_trouble_is_counted_and_the_health_says_which(tmp_path: Path):
    async with watched(tmp_path) as (house, url):
        await begin(house)
        assert await get(f"{url}/health") == (200, '{"status": "well"}')
        async with locked(house):
            assert await get(f"{url}/health") == (503, '{"status": "busy"}')
        async with moved_away(house):
            assert await get(f"{url}/health") == (503, '{"status": "unreachable"}')
        assert (await get(f"{url}/health"))[0] == 200


async def test_a_clock_that_is_stuck_is_not_healthy(tmp_path: Path):
    async with watched(tmp_path) as (house, _):
        await begin(house)
        late = Health(house.desk, lambda: START + timedelta(days=5))
        assert await late.trouble() == "behind"
        assert await Health(house.desk, lambda: START).trouble() == ""


async def test_nothing_of_anybody_is_in_the_figures(tmp_path: Path):
    async with watched(tmp_path) as (house, url):
        await begin(house)
        await house.desk.handle(OTHER, propose(circle(), OTHER), "other", START)
        await house.desk.handle(ROTA, LEAVE, "leave", START)
        _, text = await get(f"{url}/metrics")

    for secret in (*PEOPLE, ROTA, KITCHEN, "Cooking"):
        assert secret not in text


async def test_they_are_offered_only_where_they_were_asked_for(tmp_path: Path):
    async with open_house(Settings(database=tmp_path / "circlewise.db"), MovableClock(START)) as house:
        assert type(house.delivery._shared.watch).__name__ == "Watch"


async def test_a_port_that_is_taken_is_a_sentence_and_the_file_is_free_again(tmp_path: Path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        settings = Settings(database=tmp_path / "circlewise.db", metrics_port=taken.getsockname()[1])
        with pytest.raises(
            ConfigFault, match=r"which cannot be opened at 127.0.0.1: put a port there that is free"
        ):
            async with open_house(settings, MovableClock(START)):
                pass
    async with watched(tmp_path) as (house, _):
        await begin(house)


async def test_the_page_is_gone_after_the_end(tmp_path: Path):
    async with open_house(Settings(database=tmp_path / "circlewise.db"), MovableClock(START)) as house:
        async with serving(Figures(), Health(house.desk, house.clock.now), "127.0.0.1", 0) as port:
            assert (await get(f"http://127.0.0.1:{port}/health"))[0] == 200
        with pytest.raises(OSError, match="Connect"):
            await get(f"http://127.0.0.1:{port}/health")
