"""The doors: one module for each command. They read through the store and write no SQL."""
