"""Problems of a whole run, said in one sentence to the person at the keyboard."""


class RunError(Exception):
    """The run cannot start or go on; the message says why and what to do."""


class ShowError(Exception):
    """A page that cannot be shown; the sentence says why."""
