#!/usr/bin/env bash
# Rebuild govuk-frontend/ from the npm package. Needs Node 20 or newer; works in a temporary folder.
set -euo pipefail

GOVUK_FRONTEND=6.3.0 # the version that govuk-frontend-jinja in requirements.lock renders for
SASS=1.108.2

here=$(cd "$(dirname "$0")" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

npm install --prefix "$scratch" --no-audit --no-fund --ignore-scripts --silent \
    "govuk-frontend@$GOVUK_FRONTEND" "sass@$SASS"
cp "$here/govuk.scss" "$scratch/"
cd "$scratch"
node_modules/.bin/sass --pkg-importer=node --style=compressed --no-charset --no-source-map --quiet-deps \
    govuk.scss govuk-frontend.min.css
cp node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.js .
sed -i.bak -e 's|//# sourceMappingURL=.*||' govuk-frontend.min.js

if grep -q -e 'GDS Transport' -e 'url(' govuk-frontend.min.css; then
    echo "The stylesheet names a font or a file that we may not serve." >&2
    exit 1
fi
{
    printf '/*! GOV.UK Frontend %s, MIT licence, see LICENSE.txt */\n' "$GOVUK_FRONTEND"
    cat govuk-frontend.min.css
} >"$here/govuk-frontend/govuk-frontend.min.css"
cp govuk-frontend.min.js "$here/govuk-frontend/"
