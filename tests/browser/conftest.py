"""What the tests in a browser share: one browser a worker, one made document read once, a page for each test."""

import shutil

import pytest

from pipeline.run import run
from pipeline.settings import Settings
from tests.browser.chromium import SIZE, chromium, find_chromium
from tests.browser.server import served
from tests.making.files import load_truths
from tests.making.pdf import make_pdf
from tests.pipeline.test_corrections import PLAN

ATTACK = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"


def pytest_configure(config):
    config.addinivalue_line("markers", "browser: in a real Chromium; skipped where there is none")


def pytest_collection_modifyitems(items):
    reason = "Chromium is not installed; scripts/chromium.sh says how"
    here = [item for item in items if "/tests/browser/" in item.path.as_posix()]
    for item in here:
        item.add_marker(pytest.mark.browser)
        if find_chromium() is None:
            item.add_marker(pytest.mark.skip(reason))


@pytest.fixture(scope="session")
def read_once(tmp_path_factory):
    """A PDF over several pages and a text with an attack in it, read and published."""
    folder = tmp_path_factory.mktemp("browser")
    (folder / "raw").mkdir()
    [truth] = load_truths(("uy_ban_atgt_2025",))
    (folder / "raw/plan.pdf").write_bytes(make_pdf(truth).content)
    (folder / "raw/text.txt").write_text(PLAN.replace("Tập huấn", f"Tập huấn {ATTACK}"), encoding="utf-8")
    settings = settings_in(folder)
    run(settings)
    return folder


def settings_in(folder):
    return Settings(folder / "raw", folder / "out", folder / "cache", jobs=1, corrections=folder / "corrections")


@pytest.fixture
def settings(read_once, tmp_path):
    shutil.copytree(read_once, tmp_path / "work")
    return settings_in(tmp_path / "work")


@pytest.fixture(scope="session")
def browser():
    with chromium() as started:
        yield started


@pytest.fixture
def server(settings):
    with served(settings) as started:
        yield started


@pytest.fixture
def page(browser, server):
    """A page that has been let in; the test fails when a script of ours does."""
    context = browser.new_context(viewport=SIZE)
    opened = context.new_page()
    problems = []
    opened.on("pageerror", lambda error: problems.append(str(error)))
    opened.goto(server.address)
    yield opened
    context.close()
    assert not problems
