"""The review page as a browser asks for it: a small published plan, a client with the token, what was written."""

from html.parser import HTMLParser

import yaml
from starlette.testclient import TestClient

from pipeline.review.access import Guarded
from pipeline.review.application import make_application
from pipeline.run import run
from pipeline.settings import Settings
from tests.pipeline.test_corrections import PLAN

TOKEN, PORT = "a-token-of-this-start", 8123
HOST = f"http://127.0.0.1:{PORT}"
ATTACK = "<script>document.title='owned'</script>"


def published(tmp_path, files):
    (tmp_path / "raw").mkdir()
    for name, content in files.items():
        (tmp_path / "raw" / name).write_bytes(content)
    settings = Settings(
        tmp_path / "raw", tmp_path / "out", tmp_path / "cache", jobs=1, corrections=tmp_path / "corrections"
    )
    run(settings)
    return settings


def publish_plan(tmp_path):
    return published(tmp_path, {"a.txt": PLAN.replace("Tập huấn", f"Tập huấn {ATTACK}").encode()})


def stranger(settings):
    return TestClient(Guarded(make_application(settings), TOKEN, PORT), base_url=HOST, follow_redirects=False)


def browser(settings):
    client = stranger(settings)
    assert client.get(f"/?token={TOKEN}").status_code == 303
    return client


def identity(settings, name="a.txt"):
    return next(entry.summary.document_id for path, entry in manifest(settings).items() if path == name)


def manifest(settings):
    from pipeline.manifest import load_manifest
    from pipeline.storage.folder import open_folder

    return load_manifest(open_folder(settings.out)).sources


def page_of(settings, client=None):
    return (client or browser(settings)).get(f"/documents/{identity(settings)}").text


class Cells(HTMLParser):
    """The attributes of every table cell of a page, by id."""

    def __init__(self, text):
        super().__init__()
        self.found = {}
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag == "td" and "id" in values:
            self.found[values["id"]] = values


def entries(settings):
    file = settings.corrections / f"{identity(settings)}.yml"
    return yaml.safe_load(file.read_text(encoding="utf-8")) if file.exists() else None


def send(settings, client=None, headers=None, **content):
    client = client or browser(settings)
    return client.post(
        f"/documents/{identity(settings)}/entries",
        json=content,
        headers={"origin": HOST} if headers is None else headers,
    )


FIRST = "1 | Số hóa hồ sơ theo Quyết định số 12/QĐ-BYT ngày 05/01/2023 | Vụ Pháp chế | Quý I"
SECOND = f"2 | Tập huấn {ATTACK} | Cục Thử nghiệm | Quý II"
LEAD = {"table": "1", "row": "3", "column": "3", "was": "Cục Thử nghiệm"}
