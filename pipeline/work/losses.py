"""What is said of documents and pages that were given up: their failure's code, and what happened and what to do."""

_AGAIN = "Scan it again at 300 dpi, or try once more with --retry-failed."
# By why a worker was lost; a page that raises or gives no page counts as crashed.
PAGE_GIVEN_UP = {
    "late": (
        "page_took_too_long",
        f"Recognition took longer than a page may and was stopped (--page-seconds). {_AGAIN}",
    ),
    "memory": ("page_too_much_memory", f"Recognition needed more memory than a page may and was stopped. {_AGAIN}"),
    "crashed": ("page_reader_crashed", f"Recognition crashed on the page. {_AGAIN}"),
}
_SAVE = "Save or scan it again, in parts if it is very large, or try once more with --retry-failed."
GIVEN_UP = {
    "late": ("took_too_long", f"Reading took longer than a document may, and was stopped. {_SAVE}"),
    "memory": ("too_much_memory", f"Reading needed more memory than a document may, and was stopped. {_SAVE}"),
    "crashed": ("reader_crashed", f"The document made its reader crash; the others are not touched. {_SAVE}"),
    "pages_lost": ("pages_lost", f"Its recognised pages went missing from the cache again and again. {_SAVE}"),
}
