#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# run-fuzz.sh SOURCES BUILD [SECONDS]: builds the fuzz targets with clang and the
# sanitizers and runs them beside each other (20 seconds, or as said).  Says
# "skip" where there is no clang that can.
set -eu
root=$1/..
folder=$2
seconds=${3:-20}
generated=$folder/../../src/model

mkdir -p "$folder"
echo 'int LLVMFuzzerTestOneInput (void); int LLVMFuzzerTestOneInput (void) { return 0; }' \
  > "$folder/fuzz-probe.c"
if ! clang -fsanitize=fuzzer,address -o "$folder/fuzz-probe" "$folder/fuzz-probe.c" 2>/dev/null; then
  echo '1..0 # skip there is no clang with libFuzzer'
  exit 0
fi

# build NAME LIBRARIES FILE...: the target and what it is linked with.
build ()
{
  name=$1
  libraries=$2
  shift 2
  # shellcheck disable=SC2046,SC2086
  clang -std=gnu17 -g -O1 -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all \
    -I"$root/src/base" -I"$root/src/model" -I"$root/src/store" -I"$root/src/exchange" \
    -I"$root/src/formats" -I"$root/tests/support" -I"$generated" \
    $(pkg-config --cflags $libraries) "$root/tests/fuzz/fuzz-$name.c" "$@" \
    $(pkg-config --libs $libraries) -o "$folder/fuzz-$name"
}

# run NAME [OPTION...]: what it did is in fuzz-NAME.log, how it ended in its last
# lines.  What is found is kept in the folder.
run ()
{
  name=$1
  shift
  mkdir -p "$folder/corpus-$name"
  if ASAN_OPTIONS=detect_leaks=1 "$folder/fuzz-$name" -max_total_time="$seconds" -max_len=4096 \
       -timeout=20 -rss_limit_mb=1024 -artifact_prefix="$folder/" "$@" "$folder/corpus-$name" \
       > "$folder/fuzz-$name.log" 2>&1; then
    echo passed >> "$folder/fuzz-$name.log"
  else
    echo failed >> "$folder/fuzz-$name.log"
  fi
}

# tell NUMBER NAME: one line of TAP.
tell ()
{
  if [ "$(tail -n 1 "$folder/fuzz-$2.log")" = passed ]; then
    grep '^Done' "$folder/fuzz-$2.log" | sed 's/^/# /'
    echo "ok $1 /fuzz/$2"
  else
    tail -n 30 "$folder/fuzz-$2.log" | sed 's/^/# /'
    echo "not ok $1 /fuzz/$2"
  fi
}

echo 1..3
build bundle 'glib-2.0 gobject-2.0 gio-2.0 libsodium' \
  "$root/src/base/way-bytes.c" "$root/src/base/way-file.c" "$root/src/base/way-id.c" \
  "$root/src/store/way-op.c" "$root/src/exchange/way-bundle.c" "$root/src/exchange/way-ranges.c"
build ical 'glib-2.0 gobject-2.0 gio-2.0 libsodium libical' \
  "$root"/src/base/*.c "$root"/src/model/*.c "$generated/way-data-resources.c" \
  "$root"/src/formats/way-calendar-*.c "$root"/src/formats/way-ical*.c \
  "$root/src/formats/way-csv.c" "$root/src/formats/way-formats-error.c" \
  "$root/src/formats/way-unicode.c"
build xlsx 'glib-2.0 gobject-2.0 gio-2.0 libarchive libxml-2.0' \
  "$root/src/base/way-date.c" "$root/src/base/way-text.c" "$root/src/formats/way-csv.c" \
  "$root/src/formats/way-formats-error.c" "$root/src/formats/way-unicode.c" \
  "$root/src/formats/way-xlsx.c"
mkdir -p "$folder/corpus-ical" "$folder/corpus-xlsx"
cp "$root"/tests/data/xlsx/parts.txt "$folder/corpus-xlsx"
cp "$root"/tests/data/calendar/*.ics "$folder/corpus-ical"
run bundle &
run ical -dict="$root/tests/fuzz/ical.dict" &
run xlsx -dict="$root/tests/fuzz/xlsx.dict" &
wait
tell 1 bundle
tell 2 ical
tell 3 xlsx
