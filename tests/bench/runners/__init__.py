"""One file a tool: `read(path)` returns what the tool gives. Run by the tool's own interpreter (`tests/bench/call.py`).

`pages`: tables a page, each a list of rows of cell texts, untouched; `text`: of tools that know no tables; `tasks`:
ours; `failure`: a sentence, where the tool says itself that it cannot read the file.
"""
