#!/usr/bin/env bash
# Installs what tests/browser drives: Chromium without a window, fonts for it to draw with, and what tells the
# pages of a PDF apart. On Debian and its like, as root or by sudo, which must not ask for a password. What
# drives it comes with: pip install -e ".[browser]"
set -euo pipefail

packages=()
command -v chromium-headless-shell > /dev/null || packages+=(chromium-headless-shell)
command -v pdftotext > /dev/null || packages+=(poppler-utils)
# The widest of the common faces: what fits with it, fits.
[ -e /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf ] || packages+=(fonts-dejavu-core)

[ "${#packages[@]}" -gt 0 ] || exit 0

as_root=()
[ "$(id -u)" -eq 0 ] || as_root=(sudo -n)
command -v apt-get > /dev/null || { echo "browser: install ${packages[*]} and run this again" >&2; exit 1; }
for attempt in 1 2 3; do
  "${as_root[@]}" apt-get -qq -o DPkg::Lock::Timeout=120 update > /dev/null && break
  [ "$attempt" -lt 3 ] || { echo "browser: apt-get update failed three times" >&2; exit 1; }
  sleep $((attempt * 5))
done
DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get -qq -y --no-install-recommends \
  -o DPkg::Lock::Timeout=120 install "${packages[@]}" > /dev/null
