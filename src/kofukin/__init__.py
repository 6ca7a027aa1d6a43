"""kofukin: answers questions about Japan's local-revitalization grants (地方創生関連交付金)."""

__version__ = "0.1.0"
