"""Tables of news: threads and who writes in them, items, where they are shown, what readers did; banners."""

from preau.news.models.banner import Banner
from preau.news.models.comment import NewsComment
from preau.news.models.item import ItemVersion, NewsFile, NewsItem, NewsTarget
from preau.news.models.reading import NewsReading
from preau.news.models.thread import NewsRight, NewsThread

__all__ = [
    "Banner", "ItemVersion", "NewsComment", "NewsFile", "NewsItem", "NewsReading", "NewsRight", "NewsTarget",
    "NewsThread",
]  # fmt: skip
