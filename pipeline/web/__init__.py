"""The network edge: URL → response, guarded, polite, archived. The only room that imports aiohttp."""
