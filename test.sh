#!/usr/bin/env bash
# Installs what the tests need and runs them all. Needs Rust; takes the rest from Debian's and npm's packages.
set -euo pipefail
cd "$(dirname "$0")"
. .ci/target

# Installs Debian packages where that is possible, else says what to install.
need() {
  local command=$1; shift
  command -v "$command" >/dev/null && return
  if command -v apt-get >/dev/null; then
    local sudo=; [ "$(id -u)" = 0 ] || sudo=sudo
    $sudo apt-get update -qq
    DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "$@"
  fi
  command -v "$command" >/dev/null || { echo "test.sh needs \`$command\`: install $*" >&2; exit 2; }
}

need cargo cargo
need npm nodejs npm
need chromium chromium
need node nodejs
need pdftotext poppler-utils
need java default-jre-headless

(cd tests/tools && npm ci --no-audit --no-fund --ignore-scripts --loglevel=error)
cargo test --release --locked --all-targets
cargo test --release --locked --doc
