"""LibreOffice as a function: the bytes of an old document in, those of a .docx out. The only place that runs it."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from extractors.model import Unreadable

# Converting took 3 to 8 s where it was measured, most of it the start; a document that needs longer never ends.
TIME_LIMIT = 120
_PROGRAMS = ("soffice", "libreoffice")
# The profile lives as long as the conversion: no macro runs, no link is followed, nothing of the user's is read.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse">
<value>3</value></prop><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse">
<value>2</value></prop></item></oor:items>
"""


def find_libreoffice() -> str | None:
    """Return the path of LibreOffice, None where it is not installed."""
    return next((path for name in _PROGRAMS if (path := shutil.which(name))), None)


def convert_to_docx(data: bytes, suffix: str, seconds: float = TIME_LIMIT) -> bytes:
    """Return the document as a .docx; raise `Unreadable` where LibreOffice is missing, fails or takes too long.

    `suffix` tells it the kind (".doc", ".rtf"). It runs in a folder of its own, which is removed.
    """
    program = find_libreoffice()
    if program is None:
        raise Unreadable(
            "libreoffice_missing",
            "This kind of old document is read with LibreOffice, which is not installed here. Install it "
            "(Debian, Ubuntu: apt install libreoffice-writer-nogui), or save the document as DOCX or PDF.",
        )
    with tempfile.TemporaryDirectory(prefix="boctach-") as name:
        folder = Path(name)
        source = folder / f"document{suffix}"
        source.write_bytes(data)
        _run(program, source, seconds)
        converted = source.with_suffix(".docx")
        if not converted.exists():
            raise _failed("LibreOffice could not convert the document")
        return converted.read_bytes()


def _run(program: str, source: Path, seconds: float) -> None:
    """Run the conversion in a group of processes of its own, all of which end at the time limit."""
    folder = source.parent
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    command = [
        program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck",
        "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder), str(source),
    ]  # fmt: skip
    try:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, "HOME": str(folder)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise _failed(f"LibreOffice could not be started ({error.strerror})") from error
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired as error:
        raise _failed(f"LibreOffice did not finish within {seconds:g} seconds") from error
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End what is left of the group: the program starts others and may not wait for them."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    finally:
        process.wait()


def _failed(what: str) -> Unreadable:
    return Unreadable(
        "conversion_failed", f"{what}. Open it in an office program, and save it as DOCX or PDF in its place."
    )
