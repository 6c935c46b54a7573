"""Bring `pages.pot` and every .po into step with the pages, and compile them. Ends with 1 if one is wrong."""

from admin_api.catalogues.files import (
    POT,
    catalogue,
    faults,
    languages,
    po_file,
    reviewed,
    standing,
    template,
    updated,
)
from admin_api.catalogues.sources import sources
from admin_api.translation.speaking import REVIEWED
from consultations.translations import compiled


def main() -> int:
    found, wrong = sources(), 0
    POT.write_bytes(template(found))
    for language in languages():
        po_file(language).write_bytes(updated(language, found))
        po_file(language).with_suffix(".mo").write_bytes(compiled(catalogue(language)))
        print(standing(language, found))
        for fault in faults(language, found):
            print(f"  {fault}")
            wrong += 1
    REVIEWED.write_text(reviewed(found), encoding="utf-8")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
