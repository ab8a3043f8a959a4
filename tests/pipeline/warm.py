"""Imported by the server that forks runs to be killed: everything a run loads is loaded here, once."""

from pipeline.process import process
from pipeline.run import run
from tests.pipeline import stand_ins

process("QUYẾT ĐỊNH\n\nTT\tNhiệm vụ\tĐơn vị chủ trì\n1\tSố hóa\tVụ Pháp chế".encode())
process(b"<html><body><p>x</p></body></html>")
process(stand_ins.picture_pdf(1), pages=lambda number: stand_ins.read_page(b"", number))


def run_quietly(settings):
    """A run in a process of its own."""
    run(settings)
