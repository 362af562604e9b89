"""The messages of documents in English: pages, tables, grids and charts."""

FORMAT = {
    "format.skip": "Skip to the content",
    "format.contents": "Contents",
    "format.page": "page {page} of {pages}",
    "format.yes": "yes",
    "format.no": "no",
    "format.marked": "row to note",
    "format.warning": "To check",
    "format.scroll": "{title} (scrolls sideways)",
    "format.continued": "{title} (continued)",
    "format.figures": "The figures of the chart",
    "format.steps": "The dates of the chart",
    "format.category": "Category",
    "format.decimal": ".",
    "format.hour": "{hours}:00",
    "format.time": "{hours}:{minutes}",
    "format.times": "{starts} to {ends}",
    "format.free": "no class",
    "format.short_months": "Jan. Feb. Mar. Apr. May June July Aug. Sept. Oct. Nov. Dec.",
    "format.unknown_value": "? ({unknown})",
}
