"""Documents with known truth: from facts in YAML to text, HTML, Word, Excel, PDF and scans."""
