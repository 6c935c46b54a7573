"""Compile every catalogue: a .mo beside each .po, and marks.json with what their comments say."""

import json

from bot.catalogues.files import HERE, SOURCE, catalogue, is_reviewed, languages, po_file, sentences
from consultations.translations import compiled


def marks() -> str:
    """What `bot.wording.Marks` reads, as JSON."""
    english = sentences(SOURCE)
    reviewed = {
        language: [
            key
            for key, sentence in sentences(language).items()
            if key in english and is_reviewed(sentence, english[key])
        ]
        for language in languages()
        if language != SOURCE
    }
    found = {
        "safety": [key for key, sentence in english.items() if sentence.safety],
        "pictures": {key: sentence.picture for key, sentence in english.items() if sentence.picture},
        "reviewed": reviewed,
    }
    return json.dumps(found, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    for one in languages():
        po_file(one).with_suffix(".mo").write_bytes(compiled(catalogue(one)))
    (HERE / "marks.json").write_text(marks(), encoding="utf-8")
