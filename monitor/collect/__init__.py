"""From bytes to items: parsing, identity, the rhythm of polling. It fetches and stores nothing."""
