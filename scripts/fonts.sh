#!/bin/sh
# Make sure a Times-metric font with Vietnamese letters is there for the PDFs that the tests make: Liberation Serif 2.
# Without it the makers take another font with the letters; pages then break elsewhere, which no test depends on.
set -eu
for folder in /usr/share/fonts /usr/local/share/fonts "$HOME/.fonts" "$HOME/.local/share/fonts" /Library/Fonts; do
    [ -d "$folder" ] && find "$folder" -path '*liberation2*' -name 'LiberationSerif-Regular.ttf' | grep -q . && exit 0
done
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get install --yes --quiet fonts-liberation2 fonts-dejavu-core >/dev/null 2>&1 ||
        { apt-get update --quiet >/dev/null 2>&1 && apt-get install --yes --quiet fonts-liberation2 fonts-dejavu-core >/dev/null 2>&1; } ||
        true
fi
exit 0
