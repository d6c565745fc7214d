# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2034,SC2154
#
# What ./run and ./check share: the one list of Debian packages, and the steps
# from a bare machine to a built tree.  Sourced with `root` set to the source
# folder.  Everything here talks on standard error, so that a caller's standard
# output stays its own, and is silent about what is already in place.

build="$root/build"

# Needed to configure and compile, the tests included.
packages_build=(
  meson ninja-build gcc libc6-dev pkg-config gettext desktop-file-utils libxml2-utils
  libglib2.0-dev libgtk-4-dev libadwaita-1-dev libsqlite3-dev libical-dev libsodium-dev
  libarchive-dev libdeflate-dev libxml2-dev libxlsxwriter-dev libminizip-dev libglpk-dev
  libqpdf-dev libsecret-1-dev libatspi2.0-dev libx11-dev libxtst-dev
)

# Needed to look right once it runs.
packages_look=(adwaita-icon-theme librsvg2-common fonts-cantarell)

# Needed to run it where there is no display.
packages_window=(xvfb openbox dbus at-spi2-core)

# Needed by ./check alone.
packages_check=(appstream flatpak-builder clang libclang-rt-dev python3 qpdf poppler-utils)

say ()
{
  printf '%s\n' "$*" >&2
}

die ()
{
  say "$*"
  exit 2
}

# root_do COMMAND...: as root, by sudo when that is not us already.
root_do ()
{
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  else
    sudo -- "$@"
  fi
}

# missing_packages NAME...: those that dpkg does not call installed.
missing_packages ()
{
  local have name

  have=$(dpkg-query --show --showformat='${db:Status-Abbrev}${binary:Package}\n' "$@" 2>/dev/null |
         sed -n 's/^ii *//; t keep; d; :keep; s/:.*//; p') || :
  for name in "$@"; do
    grep --quiet --line-regexp --fixed-strings -- "$name" <<<"$have" || printf '%s\n' "$name"
  done
}

# show_apt_progress: reads apt's status lines and says how far it is, on one
# line that is written over at a terminal, every quarter elsewhere.
show_apt_progress ()
{
  local kind percent shown=-1 step=25

  [ -t 2 ] && step=1
  while IFS=: read -r kind _ percent _; do
    case $kind in dlstatus | pmstatus) ;; *) continue ;; esac
    percent=${percent%%.*}
    [[ $percent =~ ^[0-9]+$ ]] || continue
    # Fetching and unpacking each count to a hundred: one scale for both.
    if [ "$kind" = dlstatus ]; then percent=$((percent / 2)); else percent=$((50 + percent / 2)); fi
    [ "$percent" -ge $((shown + step)) ] || continue
    shown=$((percent - percent % step))
    if [ -t 2 ]; then printf '\r  %3d%%' "$shown" >&2; else say "  $shown%"; fi
  done
  if [ -t 2 ] && [ "$shown" -ge 0 ]; then printf '\r\033[K' >&2; fi
}

# install_packages NAME...: what is missing of these comes from Debian.
install_packages ()
{
  local missing log status reason
  local apt=(env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 apt-get --quiet=2
             --option DPkg::Lock::Timeout=300 --option Dpkg::Use-Pty=0)

  mapfile -t missing < <(missing_packages "$@")
  [ ${#missing[@]} -gt 0 ] || return 0

  command -v apt-get >/dev/null ||
    die "Waymark sets itself up on Debian 12 or later; elsewhere install these yourself: ${missing[*]}"
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null ||
      die "These packages are missing, and without root or sudo they cannot be installed: ${missing[*]}"
    sudo --validate ||
      die "These packages are missing, and sudo was refused: ${missing[*]}"
  fi

  say "Installing from Debian: ${missing[*]}"
  log=$(mktemp)
  # A list that could not be refreshed is no reason to stop: the one that is
  # here may do, and apt says so below if it does not.
  root_do "${apt[@]}" update >>"$log" 2>&1 </dev/null || :
  {
    status=0
    # shellcheck disable=SC2016
    root_do bash -c 'exec 3>&1 >>"$1" 2>&1; shift; exec "$@"' bash "$log" \
      "${apt[@]}" --option APT::Status-Fd=3 --yes --no-install-recommends install "${missing[@]}" \
      </dev/null || status=$?
    printf 'status:%d\n' "$status" >>"$log"
  } | show_apt_progress

  if [ "$(tail -n 1 "$log")" != status:0 ]; then
    reason=$(grep --max-count=1 --extended-regexp '^(E:|W: Failed to fetch) ' "$log" | sed 's/^[EW]: //')
    die "The packages could not be installed (${reason:-apt-get failed}). All that apt said is in $log"
  fi
  rm -f "$log"
}

# drop_foreign_build FOLDER: a build folder that was made for another source
# folder (a tree that was copied whole) would build that one.
drop_foreign_build ()
{
  local info="$1/meson-info/meson-info.json"

  if [ -e "$info" ] && ! grep --quiet --fixed-strings "\"source\": \"$root\"" "$info"; then
    say "${1##*/} belongs to a source folder elsewhere: starting it afresh"
    find "$1" -mindepth 1 -maxdepth 1 ! -name .lock -exec rm -rf {} +
  fi
}

# tell_failure LOG: the lines of a long output that say what went wrong.
tell_failure ()
{
  grep --ignore-case 'error' "$1" >&2 || tail -n 10 "$1" >&2
  rm -f "$1"
}

# configure_tree FOLDER [OPTION...]: once; meson itself repeats it when needed.
configure_tree ()
{
  local folder=$1 log
  shift

  drop_foreign_build "$folder"
  [ ! -e "$folder/build.ninja" ] || return 0
  say "Configuring ${folder#"$root"/}"
  log=$(mktemp)
  if ! meson setup "$@" "$folder" "$root" >"$log" 2>&1; then
    tell_failure "$log"
    die "Configuring failed"
  fi
  rm -f "$log"
}

# show_build_progress: reads what ninja prints.  Its steps become one line that
# is written over at a terminal, and every quarter elsewhere; what compilers
# say, and nothing else, is passed on as it is.
show_build_progress ()
{
  local line at total shown=0 step=25 name=$1

  [ -t 2 ] && step=1
  while IFS= read -r line; do
    if [[ $line =~ ^\[([0-9]+)/([0-9]+)\] ]]; then
      at=${BASH_REMATCH[1]} total=${BASH_REMATCH[2]}
      if [ "$shown" -eq 0 ]; then
        say "Building $name"
        shown=1
      fi
      [ $((at * 100 / total)) -ge $((shown + step - 1)) ] || continue
      shown=$((at * 100 / total + 1))
      if [ -t 2 ]; then printf '\r  %d of %d' "$at" "$total" >&2; else say "  $at of $total"; fi
    elif [[ $line != "ninja: "* || $line == "ninja: error"* ]]; then
      if [ -t 2 ] && [ "$shown" -gt 0 ]; then printf '\r\033[K' >&2; fi
      say "$line"
    fi
  done
  if [ -t 2 ] && [ "$shown" -gt 0 ]; then printf '\r\033[K' >&2; fi
}

# build_tree FOLDER [TARGET...]: silent when all is built.
build_tree ()
{
  local folder=$1 log
  shift

  log=$(mktemp)
  if ! ninja -C "$folder" build.ninja >"$log" 2>&1; then
    tell_failure "$log"
    die "Configuring failed"
  fi
  rm -f "$log"
  NINJA_STATUS='[%f/%t] ' ninja -C "$folder" "$@" 2>&1 | show_build_progress "${folder#"$root"/}" ||
    die "Building failed"
}

# with_build_lock FUNCTION ARGUMENT...: two calls at once must not build in the
# same folder.  The lock is let go before the program starts, and what the
# program is to read is left for it.
with_build_lock ()
{
  mkdir -p "$build"
  {
    flock 9
    "$@"
  } 9>"$build/.lock" </dev/null
}

# The demonstration lives around today, so yesterday's is made anew, as is one
# made from another plan.
make_demo ()
{
  demo="$build/demo.waymark"
  if [ "$demo" -nt "$root/data/samples/demo.ini" ] &&
     [ "$(date --reference="$demo" +%F)" = "$(date +%F)" ]; then
    return 0
  fi
  say "Making up the authority demo"
  rm -f "$demo" "$demo-wal" "$demo-shm"
  "$build/src/ctl/waymarkctl" sample demo --out "$demo" >&2 ||
    die "The demonstration could not be made"
  # A day that is only read leaves the file's own date where it was.
  touch "$demo"
}

# make_group_copy OFFICE FILE: the governance group's copy of an office's file.
# The keys of its device wait where nobody else's are.
make_group_copy ()
{
  local ctl="$build/src/ctl/waymarkctl" folder
  folder=$(mktemp -d)
  rm -f "$2" "$2-wal" "$2-shm"
  (
    export XDG_DATA_HOME="$folder"
    "$ctl" exchange card --name Group --out "$folder/card" &&
      "$ctl" exchange enrol "$folder/card" --file "$1" --role governance --out "$folder/invite" &&
      "$ctl" join "$folder/invite" --out "$2"
  ) >/dev/null || die "The governance group's copy could not be made"
  rm -rf "$folder"
}

# look_at_pages: a picture of each, and a list of what is wrong with them.  The
# walk opens forms: what they leave behind is not for the demonstration.
look_at_pages ()
{
  make_demo
  rm -rf "$build/shots" "$build"/shots.waymark* "$build"/shots-group.waymark*
  cp -- "$demo" "$build/shots.waymark"
  make_group_copy "$build/shots.waymark" "$build/shots-group.waymark"
  "$build/tests/shots" "$build/shots.waymark" "$build/shots" &&
    "$build/tests/shots" "$build/shots-group.waymark" "$build/shots/group"
}
