"""`python -m pipeline` and the console script `boctach`."""

from pipeline.cli import cli


def main() -> None:
    """Run the command line."""
    cli(prog_name="boctach")


if __name__ == "__main__":
    main()
