"""Folders that hold sources, results and datasets: on this machine, or behind an address such as s3://."""
