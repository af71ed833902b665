"""lemon24/reader, as its documentation has it.

`python with_reader.py FOLDER URLS`.
"""

import sys
from pathlib import Path

from measuring import answer_passes
from reader import Reader, make_reader

WORKERS = 10


def collect(reader: Reader) -> int:
    reader.update_feeds(scheduled=False, workers=WORKERS)
    return reader.get_entry_counts().total or 0


def main(folder: Path, urls: list[str]) -> None:
    with make_reader(str(folder / "reader.sqlite")) as reader:
        for url in urls:
            reader.add_feed(url)
        answer_passes(lambda _: collect(reader))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]).read_text().split())
