"""LibreOffice at the edge: missing, hanging, crashing, silent; and the real one where it is installed."""

import os
import time
from pathlib import Path

import docx
import pytest

from extractors.libreoffice import convert_to_docx, find_libreoffice
from extractors.model import Paragraph, Unreadable
from extractors.old_office import read_old_office
from extractors.word_file import read_word_file
from tests.making.doc import DocText, write_doc

RTF = rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 .VnTime;}}\f0 Quy\'d5t \'ae\'denh s\'e8 5\par}"


@pytest.fixture
def program(tmp_path, monkeypatch):
    """Puts a shell script on the path in the place of LibreOffice; `$source` is the file it is to convert."""

    def install(script):
        file = tmp_path / "soffice"
        file.write_text(f"#!/bin/sh\nfor source; do :; done\n{script}\n", encoding="utf-8")
        file.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")

    return install


def failure(**keywords):
    with pytest.raises(Unreadable) as problem:
        convert_to_docx(b"x", ".doc", **keywords)
    assert problem.value.sentence.endswith(".")
    return problem.value


def test_missing(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    problem = failure()
    assert problem.code == "libreoffice_missing" and "Install it" in problem.sentence


def test_it_hangs_and_is_ended_with_what_it_started(program, tmp_path):
    program(f"sleep 60 & echo $! > {tmp_path}/child; wait")
    assert failure(seconds=1).code == "conversion_failed"
    child = int((tmp_path / "child").read_text())
    for _ in range(100):
        if not is_running(child):
            break
        time.sleep(0.05)
    assert not is_running(child)


def is_running(process):
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").split(")")[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.parametrize("script", ["exit 1", "kill -9 $$", "exit 0"], ids=["fails", "crashes", "writes nothing"])
def test_it_gives_nothing(program, script):
    program(script)
    assert failure().code == "conversion_failed"


def test_it_cannot_be_started(program, tmp_path):
    program("")
    (tmp_path / "soffice").write_bytes(b"\x7fELF rubbish")
    assert failure().code == "conversion_failed"


def test_rubbish_from_it_is_told(program):
    program('echo rubbish > "${source%.*}.docx"')
    with pytest.raises(Unreadable) as problem:
        read_old_office(RTF)
    assert problem.value.code == "damaged_file"


def test_its_folder_is_its_own_and_goes(program, tmp_path):
    file = docx.Document()
    file.add_paragraph("Kế hoạch")
    file.save(tmp_path / "made.docx")
    copy = f'cp {tmp_path}/made.docx "${{source%.*}}.docx"'
    program(f'{copy}; dirname "$source" > {tmp_path}/folder; echo $HOME >> {tmp_path}/folder')
    reading = read_old_office(RTF)
    assert [block.text for block in reading.blocks if isinstance(block, Paragraph)] == ["Kế hoạch"]
    folder, home = (tmp_path / "folder").read_text().split()
    assert folder == home and not Path(folder).exists()


@pytest.mark.skipif(find_libreoffice() is None, reason="LibreOffice is not installed")
def test_the_real_one():
    assert [block.text for block in read_old_office(RTF).blocks] == ["Quyết định số 5"]


@pytest.mark.skipif(find_libreoffice() is None, reason="LibreOffice is not installed")
def test_made_documents_are_documents_of_word():
    text = DocText()
    text.add("QuyÕt ®Þnh", ".VnTime")
    text.end()
    converted = convert_to_docx(write_doc(text, eight_bits=True), ".doc")
    assert [block.text for block in read_word_file(converted).blocks] == ["Quyết định"]
