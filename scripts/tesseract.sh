#!/bin/sh
# Make sure Tesseract with the Vietnamese model is there; install it on Debian when we may, else say how and go on.
# Text, Office files and PDFs with a text layer are read without it.
set -eu

has_vietnamese() {
    command -v tesseract >/dev/null 2>&1 && tesseract --list-langs 2>/dev/null | grep -qx vie
}

may_install() {
    command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]
}

install_debian() {
    apt-get install --yes --quiet tesseract-ocr tesseract-ocr-vie >/dev/null 2>&1
}

has_vietnamese && exit 0
if may_install; then
    echo "Installing Tesseract with its Vietnamese model"
    export DEBIAN_FRONTEND=noninteractive
    install_debian || { apt-get update --quiet >/dev/null 2>&1 && install_debian; } || true
    has_vietnamese && exit 0
fi
cat <<'TEXT'
Tesseract with the Vietnamese model is not installed: scanned pages cannot be read yet. All other documents can.
  Debian, Ubuntu:  sudo apt-get install tesseract-ocr tesseract-ocr-vie
  Fedora:          sudo dnf install tesseract tesseract-langpack-vie
  macOS:           brew install tesseract tesseract-lang
  Windows:         winget install UB-Mannheim.TesseractOCR   (choose Vietnamese in the installer)
TEXT
