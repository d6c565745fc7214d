#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# run-fuzz.sh SOURCES BUILD [SECONDS]: builds the fuzz target with clang and the
# sanitizers and runs it (20 seconds, or as said).  Says "skip" where there is
# no clang that can.
set -eu
root=$1/..
folder=$2
seconds=${3:-20}
target=$folder/fuzz-bundle
libraries='glib-2.0 gobject-2.0 gio-2.0 libsodium'

mkdir -p "$folder/fuzz-corpus"
echo 'int LLVMFuzzerTestOneInput (void); int LLVMFuzzerTestOneInput (void) { return 0; }' \
  > "$folder/fuzz-probe.c"
if ! clang -fsanitize=fuzzer,address -o "$folder/fuzz-probe" "$folder/fuzz-probe.c" 2>/dev/null; then
  echo '1..0 # skip there is no clang with libFuzzer'
  exit 0
fi
echo 1..1
# shellcheck disable=SC2046,SC2086
clang -std=gnu17 -g -O1 -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all \
  -I"$root/src/base" -I"$root/src/model" -I"$root/src/store" -I"$root/src/exchange" \
  -I"$root/tests/support" $(pkg-config --cflags $libraries) \
  "$root/tests/fuzz/fuzz-bundle.c" "$root/src/base/way-bytes.c" "$root/src/base/way-file.c" \
  "$root/src/base/way-id.c" "$root/src/store/way-op.c" "$root/src/exchange/way-bundle.c" \
  "$root/src/exchange/way-ranges.c" $(pkg-config --libs $libraries) -o "$target"
if ASAN_OPTIONS=detect_leaks=1 "$target" -max_total_time="$seconds" -max_len=4096 \
     -rss_limit_mb=1024 -artifact_prefix="$folder/" "$folder/fuzz-corpus" > "$folder/fuzz.log" 2>&1; then
  tail -n 1 "$folder/fuzz.log" | sed 's/^/# /'
  echo 'ok 1 /fuzz/bundle'
else
  tail -n 30 "$folder/fuzz.log" | sed 's/^/# /'
  echo 'not ok 1 /fuzz/bundle'
fi
