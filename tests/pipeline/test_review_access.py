"""Who may ask the review page, and what its answers forbid."""

import pytest

from tests.pipeline.reviewing import (
    ATTACK,
    LEAD,
    PORT,
    TOKEN,
    browser,
    entries,
    identity,
    page_of,
    publish_plan,
    send,
    stranger,
)


@pytest.fixture
def settings(tmp_path):
    return publish_plan(tmp_path)


def test_the_token_of_the_address_becomes_a_cookie(settings):
    answer = stranger(settings).get(f"/?token={TOKEN}")
    assert answer.headers["location"] == "/" and TOKEN not in answer.headers["location"]
    assert all(word in answer.headers["set-cookie"] for word in ("HttpOnly", "SameSite=Strict", f"boctach-{PORT}="))


@pytest.mark.parametrize("path", ["/", "/?token=wrong", "/?token=", "/names", "/assets/desk.js", "/documents/x"])
def test_a_stranger_sees_nothing(settings, path):
    answer = stranger(settings).get(path)
    assert answer.status_code == 403 and "Bóc" not in answer.text


def test_a_cookie_that_is_wrong_or_no_cookie_at_all(settings):
    for cookie in (f"boctach-{PORT}=wrong", "boctach-1=x", ";;;=", "\x01"):
        assert stranger(settings).get("/", headers={"cookie": cookie}).status_code == 403


@pytest.mark.parametrize("host", ["evil.example", f"evil.example:{PORT}", "127.0.0.1", "127.0.0.1:1", ""])
def test_a_name_that_was_pointed_at_this_machine_is_refused(settings, host):
    assert browser(settings).get("/", headers={"host": host}).status_code == 403


@pytest.mark.parametrize("origin", ["http://evil.example", "null", f"https://127.0.0.1:{PORT}", "http://127.0.0.1:1"])
def test_another_page_cannot_write(settings, origin):
    assert send(settings, headers={"origin": origin}, action="accept", **LEAD).status_code == 403
    assert send(settings, headers={}, action="accept", **LEAD).status_code == 403
    assert entries(settings) is None


def test_every_answer_forbids_what_the_page_does_not_need(settings):
    client = browser(settings)
    for path in ("/", "/names", f"/documents/{identity(settings)}", "/nowhere", "/assets/review.css"):
        policy = client.get(path).headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy and "http" not in policy


def test_pages_hold_no_script_of_their_own_and_no_foreign_address(settings):
    for path in ("/", "/names", f"/documents/{identity(settings)}"):
        text = browser(settings).get(path).text
        scripts = text.count("<script")
        assert scripts and scripts == text.count('<script src="/assets/') == text.count('" defer></script>')
        assert "onclick" not in text and "style=" not in text
        assert "//" not in text.replace("http://www.w3.org", "").replace(str(settings.out), "")


def test_what_a_document_holds_is_text(settings):
    text = page_of(settings)
    assert ATTACK not in text and "&lt;script&gt;" in text
