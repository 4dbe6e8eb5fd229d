#!/usr/bin/env bash
# A day at the sample shop, played by four programs as they would run in a pharmacy: the reference register with the
# library in it, the insurance platform (simulated), and the auditor. Everything it writes stays in BUILD_DIR/demo.
#   demo.sh BUILD_DIR
set -euo pipefail
build=$(realpath "$1"); bin=$build/bin; sdk=$(realpath "$(dirname "$0")/..")
shop=$build/demo/shop; log=$build/demo/log
rm -rf "$build/demo"; mkdir -p "$shop"

platform=
trap '[ -z "$platform" ] || kill "$platform" 2>/dev/null || true' EXIT
start_platform() {  # PORT; sets url
  "$bin/tillgate-platform" --world "$sdk/simulator/world/sample.json" --tls "$shop/tls" \
    --state "$build/demo/platform.json" --port "$1" >"$build/demo/platform.out" &
  platform=$!
  until url=$(sed -n 's/^listening //p' "$build/demo/platform.out") && [ -n "$url" ]; do
    kill -0 "$platform"; sleep 0.05
  done
}
play() { "$bin/tillgate-register" --config "$shop/config.json" --pictures "$shop/pictures" --receipts "$build/demo/receipts" \
  --scenario "$sdk/register/shop/$1"; }

start_platform 0
echo "模拟医保平台 simulated platform: $url"
cp -r "$sdk/../policies/packs/cn-national" "$shop/rules"
"$bin/tillgate-make-pictures" "$sdk/register/shop/pictures.json" "$shop/pictures"
"$bin/tillgate-audit" keygen "$shop/keys" --origin demo.example/P99999900001/T1/1
printf 'sample-secret-never-used-for-real\n' >"$shop/secret"
sed "s|https://127.0.0.1:[0-9]*|$url|" "$sdk/register/shop/config.json" >"$shop/config.json"

play 1-morning.jsonl
echo; echo "════ 医保平台断网 / the platform is stopped ════"
kill "$platform"; wait "$platform" 2>/dev/null || true
play 2-outage.jsonl
echo; echo "════ 医保平台恢复 / the platform is back ════"
start_platform "${url##*:}"
play 3-evening.jsonl

echo; echo "════ 审计 / audit ════"
"$bin/tillgate-audit" export "$shop/till.db" "$log"
"$bin/tillgate-audit" replay "$shop/till.db" --pack "$shop/rules" --keys "$shop/keys"
"$bin/tillgate-audit" receipt "$build/demo/receipts/A009.txt" --key "$shop/keys/log.vkeys" --log "$log"
"$bin/tillgate-audit" verify "$log" --key "$shop/keys/log.vkeys"
