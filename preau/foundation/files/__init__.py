"""Files that people attach: known by their bytes, looked at by an antivirus, handed over apart. See README.md."""
