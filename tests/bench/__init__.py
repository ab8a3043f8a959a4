"""The same documents through the tools a person would pick instead, on one machine: `python -m tests.bench`."""
