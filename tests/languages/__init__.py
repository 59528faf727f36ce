"""The sentences of Préau: found in the code, compared with the catalogues, looked for on the pages."""
