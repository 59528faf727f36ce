"""The coming school year, prepared beside the one in course; nothing shows before its day (C20)."""
