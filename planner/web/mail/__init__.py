"""Letters by mail: where a server is set, each by a button or a rule; nothing needs them."""
