#!/bin/sh
# Draws the three test codes of check.cpp with zint (Debian package zint). A test holds the drawings
# against what the check expects.
set -eu
cd "$(dirname "$0")"
zint --barcode=CODE128 --data='TG1-aQyZm/0123456789' --height=40 --quietzones --output=test-code-1.svg
zint --barcode=DATAMATRIX --gs1 --square --data='[01]06999999000013[10]aB-9[21]xY7' --scale=2 --quietzones --output=test-code-2.svg
zint --barcode=QRCODE --secure=2 --data='https://example.com/tg3?a=Bc_1&d=2' --scale=2 --quietzones --output=test-code-3.svg
