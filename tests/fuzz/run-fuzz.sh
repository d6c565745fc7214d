#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# run-fuzz.sh SOURCES BUILD [SECONDS [TARGET...]]: builds the fuzz targets with
# clang and the sanitizers and runs them beside each other (20 seconds, or as
# said; all, or those named).  A target is fuzz-NAME.c; beside it may stand its
# words, NAME.dict, and what it begins with is copied in seed().  Says "skip"
# where there is no clang that can.
set -eu
root=$1/..
folder=$2
seconds=${3:-20}
[ $# -lt 3 ] || shift
shift 2
targets=${*:-attendance bundle csv header ical keyfile manifest roster xlsx}
generated=$folder/../../src
export G_TEST_SRCDIR=$root/tests G_TEST_BUILDDIR=$folder/..
libraries='glib-2.0 gobject-2.0 gio-2.0 libdeflate libsodium sqlite3 libical libarchive libxml-2.0 xlsxwriter
           gdk-pixbuf-2.0'

mkdir -p "$folder"
echo 'int LLVMFuzzerTestOneInput (void); int LLVMFuzzerTestOneInput (void) { return 0; }' \
  > "$folder/fuzz-probe.c"
if ! clang -fsanitize=fuzzer,address -o "$folder/fuzz-probe" "$folder/fuzz-probe.c" 2>/dev/null; then
  echo '1..0 # skip there is no clang with libFuzzer'
  exit 0
fi

# Everything that a target may need, each file once; the linker takes what it
# does need.
sources ()
{
  ls "$root"/src/base/*.c "$root"/src/model/*.c "$root"/src/formats/*.c "$root"/src/store/*.c \
     "$root"/src/exchange/*.c "$generated"/model/*-resources.c "$generated"/store/*-resources.c
  for name in rules/way-attendance-rule rules/way-rules-error rules/way-school-days \
              service/way-act service/way-attendance-file service/way-attendance \
              service/way-facts service/way-import service/way-service-error; do
    echo "$root/src/$name.c"
  done
}

# compile FILE OBJECT
compile ()
{
  # shellcheck disable=SC2046,SC2086
  $cached clang -std=gnu17 -g -O1 -fsanitize=fuzzer-no-link,address,undefined \
    -fno-sanitize-recover=all -DSQLITE_ENABLE_PREUPDATE_HOOK -DGETTEXT_PACKAGE='"waymark"' \
    -I"$generated/.." -I"$root/src/base" -I"$root/src/model" -I"$root/src/rules" \
    -I"$root/src/store" -I"$root/src/exchange" -I"$root/src/formats" -I"$root/src/service" \
    -I"$root/tests/support" -I"$generated/model" -I"$generated/store" \
    $(pkg-config --cflags $libraries) -c "$1" -o "$2"
}

# Half of the files each, beside each other: there may be two processors.
compile_half ()
{
  number=0
  for file in $(sources); do
    number=$((number + 1))
    if [ $((number % 2)) -eq "$1" ]; then
      compile "$file" "$folder/objects/$(basename "$file" .c).o" || return 1
    fi
  done
}

build ()
{
  cached=$(command -v ccache || true)
  rm -rf "$folder/objects" "$folder/libfuzzed.a"
  mkdir -p "$folder/objects"
  compile_half 0 &
  half=$!
  compile_half 1
  wait "$half"
  ar rcs "$folder/libfuzzed.a" "$folder"/objects/*.o
  for name in $targets; do
    compile "$root/tests/fuzz/fuzz-$name.c" "$folder/fuzz-$name.o"
    # shellcheck disable=SC2046,SC2086
    clang -fsanitize=fuzzer,address,undefined "$folder/fuzz-$name.o" "$folder/libfuzzed.a" \
      $(pkg-config --libs $libraries) -o "$folder/fuzz-$name"
  done
}

# with FIRST FILE...: each into the corpus, after a first byte that chooses.
with ()
{
  first=$1
  shift
  for file; do
    { printf '%b' "$first"; cat "$file"; } > "$corpus/$(printf '%s' "$first" | tr -d '\\')-$(basename "$file")"
  done
}

# seed NAME: what the target begins with.
seed ()
{
  corpus=$folder/corpus-$1
  mkdir -p "$corpus"
  case $1 in
    attendance) cp "$root"/tests/data/attendance/*.csv "$corpus" ;;
    csv)
      with '\000' "$root"/tests/data/csv/*.csv
      with '\003' "$root"/tests/data/gias/*.csv ;;
    ical) cp "$root"/tests/data/calendar/*.ics "$corpus" ;;
    header)
      with '\001\010' "$root"/tests/data/exchange/roster.bin
      with '\002\000\000\000\000\000\000\004\000' "$root"/tests/data/exchange/card.bin ;;
    keyfile) cp "$root"/tests/data/key-file/*.bin "$corpus" ;;
    manifest) with '\001' "$root"/tests/data/exchange/manifest.bin ;;
    roster)
      with '\000' "$root"/tests/data/exchange/roster.bin
      with '\001' "$root"/tests/data/exchange/roster-body.bin
      with '\002' "$root"/tests/data/exchange/card.bin
      with '\003' "$root"/tests/data/exchange/keys.bin
      with '\004' "$root"/tests/data/exchange/words.bin ;;
    xlsx) cp "$root"/tests/data/xlsx/parts.txt "$corpus" ;;
  esac
}

# run NAME: what it did is in fuzz-NAME.log, how it ended in its last line.  What
# is found is kept in the folder.
run ()
{
  dictionary=$root/tests/fuzz/$1.dict
  [ -f "$dictionary" ] && dictionary=-dict=$dictionary || dictionary=-verbosity=1
  if ASAN_OPTIONS=detect_leaks=1 "$folder/fuzz-$1" -max_total_time="$seconds" -max_len=4096 \
       -timeout=20 -rss_limit_mb=1024 -artifact_prefix="$folder/" "$dictionary" \
       "$folder/corpus-$1" > "$folder/fuzz-$1.log" 2>&1; then
    echo passed >> "$folder/fuzz-$1.log"
  else
    echo failed >> "$folder/fuzz-$1.log"
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

build
number=0
for name in $targets; do
  seed "$name"
  run "$name" &
done
wait
for name in $targets; do
  number=$((number + 1))
  tell "$number" "$name"
done
echo "1..$number"
